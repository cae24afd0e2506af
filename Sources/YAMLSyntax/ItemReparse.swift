// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a text again after an edit inside one item of a long block list, and keeps the rest of the tree.
///
/// An item from its dash to the line of the next one's dash is a text of its own: nothing before it but the dash's column,
/// and nothing behind it but that a dash of the same column follows, matters to how it is read. Both are kept by reading
/// the item's lines with such a dash behind them. Whatever is in doubt (problems, anchors, aliases, tags, several
/// documents, an edit that touches a dash) is read as a whole.
struct ItemReparse {
  private let old: YAMLTree
  private let source: SourceText
  /// The number of bytes that both texts begin with.
  private let prefix: Int
  /// The number of bytes that both texts end with, behind the prefix.
  private let suffix: Int

  /// The tree of `source`, as `YAMLParser.parse` gives it; nil where that has to be asked.
  static func tree(of source: SourceText, after old: YAMLTree) -> YAMLTree? {
    guard old.problems.isEmpty, old.propertyNodes.isEmpty, old.roots.count == 1, !old.hasMergeKeys,
      old.parsedBytes.count == old.source.count, source.count <= SourceText.maximumByteCount
    else { return nil }
    let (prefix, suffix) = common(old.source.bytes, source.bytes)
    if prefix == source.count, prefix == old.source.count { return old }
    return ItemReparse(old: old, source: source, prefix: prefix, suffix: suffix).tree()
  }

  /// How many bytes two texts begin and end with, without counting one twice. Complexity: O(n), by blocks.
  private static func common(_ left: [UInt8], _ right: [UInt8]) -> (prefix: Int, suffix: Int) {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return (0, 0) }
        let shared = min(left.count, right.count)
        let block = 4096
        var prefix = 0
        while prefix + block <= shared, memcmp(leftBase + prefix, rightBase + prefix, block) == 0 { prefix += block }
        while prefix < shared, left[prefix] == right[prefix] { prefix += 1 }
        var suffix = 0
        let rest = shared - prefix
        while suffix + block <= rest,
          memcmp(leftBase + (left.count - suffix - block), rightBase + (right.count - suffix - block), block) == 0
        { suffix += block }
        while suffix < rest, left[left.count - suffix - 1] == right[right.count - suffix - 1] { suffix += 1 }
        return (prefix, suffix)
      }
    }
  }

  private func tree() -> YAMLTree? {
    guard let slot = slot() else { return nil }
    let growth = source.count - old.source.count
    let newEnd = slot.end + growth
    guard newEnd > slot.start, newEnd <= source.count, source.bytes[newEnd - 1] == 0x0A else { return nil }
    var text = Array(source.bytes[slot.start..<newEnd])
    let length = text.count
    text.append(contentsOf: repeatElement(0x20, count: slot.column))
    text.append(contentsOf: Array("- 0\n".utf8))
    let isASCII = text.allSatisfy { $0 < 0x80 }
    guard EncodingCheck.isClean(text, isASCII: isASCII) else { return nil }
    let parts = TreeBuilder.parse(text, isASCII: isASCII)
    guard Self.isOneItem(parts, column: slot.column) else { return nil }
    return splice(parts, slot, length, text)
  }

  /// One item of the list with its lines, half-open byte offsets of the old text.
  private struct Slot {
    var node: UInt32
    var column: Int
    var start: Int
    var end: Int
  }

  /// The item of the outermost block list whose lines hold the whole change, and which another item follows.
  private func slot() -> Slot? {
    let records = old.records
    guard let touched = old.node(at: prefix) else { return nil }
    var list: UInt32?
    var current = touched.id.rawValue
    while current != UInt32.max {
      let record = records[Int(current)]
      if record.kind == .sequence, record.style == .block { list = current }
      if record.style == .flow, record.kind == .sequence || record.kind == .mapping { list = nil }
      current = record.parent
    }
    guard let list else { return nil }
    let listRecord = records[Int(list)]
    let lines = old.source.lines
    let bytes = old.source.bytes
    let lineStart = lines.range(ofLine: lines.line(at: Int(listRecord.start))).start
    let column = Int(listRecord.start) - lineStart
    guard bytes[lineStart..<Int(listRecord.start)].allSatisfy({ $0 == 0x20 }) else { return nil }
    func dashLine(_ node: UInt32) -> Int? {
      let start = lines.range(ofLine: lines.line(at: Int(records[Int(node)].start))).start
      let dash = start + column
      guard dash + 1 < bytes.count, bytes[dash] == 0x2D, bytes[dash + 1] == 0x20,
        bytes[start..<dash].allSatisfy({ $0 == 0x20 })
      else { return nil }
      return start
    }
    // The last item whose lines start before the change; its starts never decrease.
    var item = list + 1
    var chosen: UInt32?
    while item < listRecord.subtreeEnd {
      guard Int(records[Int(item)].start) <= prefix else { break }
      chosen = item
      item = records[Int(item)].subtreeEnd
    }
    guard let chosen, item < listRecord.subtreeEnd, let start = dashLine(chosen), let end = dashLine(item),
      prefix > start + column + 1, old.source.count - suffix <= end
    else { return nil }
    return Slot(node: chosen, column: column, start: start, end: end)
  }

  /// Whether what was read is a list of the item and of the dash behind it, without anything that reaches further.
  private static func isOneItem(_ parts: TreeParts, column: Int) -> Bool {
    guard parts.failure == nil, parts.tooDeep == nil, parts.documents.count == 1, !parts.hasAliases,
      parts.propertyNodes.isEmpty, parts.duplicates.isEmpty, parts.aliasProblems.isEmpty, parts.records.count > 2
    else { return false }
    let list = parts.records[0]
    guard list.kind == .sequence, list.style == .block, list.payload == 2, Int(list.start) == column else {
      return false
    }
    guard Int(parts.records[1].subtreeEnd) == parts.records.count - 1 else { return false }
    // The whole document is deeper than this part of it.
    var depths = [UInt8](repeating: 0, count: parts.records.count)
    for index in parts.records.indices.dropFirst() {
      let depth = depths[Int(parts.records[index].parent)] + 1
      guard depth < TreeBuilder.maximumDepth / 2 else { return false }
      depths[index] = depth
    }
    return true
  }

  private func splice(_ parts: TreeParts, _ slot: Slot, _ length: Int, _ text: [UInt8]) -> YAMLTree? {
    let growth = source.count - old.source.count
    let first = Int(slot.node)
    let behind = Int(old.records[first].subtreeEnd)
    let added = parts.records.count - 2
    let moved = added - (behind - first)
    guard old.records.count + moved < Int(UInt32.max) else { return nil }
    let decoded = decodedRange(from: first, to: behind)
    var result = TreeParts()
    result.records.reserveCapacity(old.records.count + moved)
    result.records.append(contentsOf: old.records[..<first])
    func shifted(_ value: UInt32, by amount: Int) -> UInt32 { UInt32(truncatingIfNeeded: Int(value) + amount) }
    // The collections around the item reach behind it.
    var parent = old.records[first].parent
    let list = parent
    while parent != UInt32.max {
      result.records[Int(parent)].end = shifted(result.records[Int(parent)].end, by: growth)
      result.records[Int(parent)].subtreeEnd = shifted(result.records[Int(parent)].subtreeEnd, by: moved)
      parent = result.records[Int(parent)].parent
    }
    for var record in parts.records[1..<(parts.records.count - 1)] {
      record.start = shifted(record.start, by: slot.start)
      record.end = shifted(record.end, by: slot.start)
      record.parent = record.parent == 0 ? list : shifted(record.parent, by: first - 1)
      record.subtreeEnd = shifted(record.subtreeEnd, by: first - 1)
      if record.kind == .scalar {
        let base = record.flags.contains(.decoded) ? decoded.lowerBound : slot.start
        record.payload = shifted(record.payload, by: base)
        record.payloadEnd = shifted(record.payloadEnd, by: base)
      }
      result.records.append(record)
    }
    let decodedGrowth = parts.decodedText.count - decoded.count
    for var record in old.records[behind...] {
      record.start = shifted(record.start, by: growth)
      record.end = shifted(record.end, by: growth)
      if record.parent != UInt32.max, Int(record.parent) >= behind { record.parent = shifted(record.parent, by: moved) }
      record.subtreeEnd = shifted(record.subtreeEnd, by: moved)
      if record.kind == .scalar {
        let amount = record.flags.contains(.decoded) ? decodedGrowth : growth
        record.payload = shifted(record.payload, by: amount)
        record.payloadEnd = shifted(record.payloadEnd, by: amount)
      }
      result.records.append(record)
    }
    result.decodedText.reserveCapacity(old.decodedText.count + max(0, decodedGrowth))
    result.decodedText += old.decodedText[..<decoded.lowerBound]
    result.decodedText += parts.decodedText
    result.decodedText += old.decodedText[decoded.upperBound...]
    result.documents = old.roots
    result.documents[0].end = shifted(result.documents[0].end, by: growth)
    return YAMLTree(
      source: source, parsedBytes: source.bytes, parts: result, comments: comments(parts, slot, length, text),
      problems: [])
  }

  /// The part of the side buffer that the nodes of a range use: nodes write it in their order.
  private func decodedRange(from first: Int, to behind: Int) -> Range<Int> {
    var low: Int?
    var high = 0
    for record in old.records[first..<behind] where record.kind == .scalar && record.flags.contains(.decoded) {
      if low == nil { low = Int(record.payload) }
      high = Int(record.payloadEnd)
    }
    if let low { return low..<max(low, high) }
    for record in old.records[behind...] where record.kind == .scalar && record.flags.contains(.decoded) {
      return Int(record.payload)..<Int(record.payload)
    }
    return old.decodedText.count..<old.decodedText.count
  }

  private func comments(_ parts: TreeParts, _ slot: Slot, _ length: Int, _ text: [UInt8]) -> [Comment] {
    let growth = source.count - old.source.count
    var result: [Comment] = []
    result.reserveCapacity(old.comments.count + 1)
    var position = 0
    while position < old.comments.count, old.comments[position].range.start < slot.start {
      result.append(old.comments[position])
      position += 1
    }
    for comment in CommentScanner.scan(text, records: parts.records, limit: length) {
      result.append(
        Comment(
          range: TextRange(comment.range.start + slot.start, comment.range.end + slot.start),
          isOwnLine: comment.isOwnLine))
    }
    for comment in old.comments[position...] where comment.range.start >= slot.end {
      result.append(
        Comment(
          range: TextRange(comment.range.start + growth, comment.range.end + growth), isOwnLine: comment.isOwnLine))
    }
    return result
  }
}
