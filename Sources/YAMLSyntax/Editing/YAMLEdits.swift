// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Edits of a document that leave everything else as it is: comments, blank lines, styles, line breaks.
///
/// Each gives edits of the tree's own source text, for `SourceText.applying`. They fit trees without syntax problems;
/// in a repaired one the places are the best known.
package enum YAMLEdits {
  // MARK: - Inserting

  /// Adds an entry at the end of a mapping: in its style and at its column; `{}` gets its first one, and an empty value
  /// becomes a mapping. Empty where `mapping` is none of these.
  ///
  /// `key` and `value` are YAML; further lines of `value` are relative to the entry's column.
  package static func insertEntry(_ key: String, _ value: String, into mapping: YAMLNode) -> [TextEdit] {
    let separator = value.isEmpty || value.hasPrefix("\n") ? ":" : ": "
    return insert(key + separator + value, into: mapping, kind: .mapping, marker: "")
  }

  /// Adds an entry behind another one of a block mapping, or at the end where `entry` is in brackets.
  package static func insertEntry(_ key: String, _ value: String, after entry: MappingEntry) -> [TextEdit] {
    guard let mapping = entry.key.parent else { return [] }
    guard mapping.style == .block else { return insertEntry(key, value, into: mapping) }
    let separator = value.isEmpty || value.hasPrefix("\n") ? ":" : ": "
    return [insertLine(key + separator + value, behind: entry.value, column: mapping.column, marker: "")]
  }

  /// Adds an item at the end of a sequence: in its style and at its column; `[]` gets its first one, and an empty value
  /// becomes a sequence. Empty where `sequence` is none of these.
  ///
  /// `item` is YAML; its further lines are relative to the item's own column.
  package static func appendItem(_ item: String, to sequence: YAMLNode) -> [TextEdit] {
    insert(item, into: sequence, kind: .sequence, marker: "- ")
  }

  private static func insert(_ text: String, into node: YAMLNode, kind: NodeKind, marker: String) -> [TextEdit] {
    if node.kind == .scalar {
      guard node.range.isEmpty, node.style == .plain else { return [] }
      return [insertBelow(text, node, marker: marker)]
    }
    guard node.kind == kind else { return [] }
    if node.style == .flow { return insertFlow(text, into: node) }
    guard let last = Array(node.children).last else { return [] }
    return [insertLine(text, behind: last, column: node.column, marker: marker)]
  }

  /// A new line behind the line on which `node` ends.
  private static func insertLine(_ text: String, behind node: YAMLNode, column: Int, marker: String) -> TextEdit {
    let scan = LineScan(bytes: node.tree.source.bytes)
    let end = lastLineEnd(node, scan)
    return .insert(lines(text, node.tree, column: column, marker: marker), at: end)
  }

  /// The end of the line on which a node's bytes end, a kept block scalar's empty lines included.
  private static func lastLineEnd(_ node: YAMLNode, _ scan: LineScan) -> Int {
    var last = node
    while last.kind == .mapping || last.kind == .sequence, last.style == .block, let child = Array(last.children).last {
      last = child
    }
    let header = last.style == .literal || last.style == .folded ? last.range.start : last.range.end
    guard header != last.range.end, isKept(last) else { return scan.lineEnd(last.range.end) }
    let raw = last.rawRange.end
    return raw > 0 && scan.isBreak(raw - 1) ? scan.lineEnd(raw - 1) : scan.lineEnd(raw)
  }

  private static func isKept(_ node: YAMLNode) -> Bool {
    node.tree.source.bytes[node.range.start..<min(node.range.start + 3, node.range.end)].contains(UInt8(ascii: "+"))
  }

  private static func lines(_ text: String, _ tree: YAMLTree, column: Int, marker: String) -> String {
    let lineBreak = tree.source.lineBreak
    let blanks = String(repeating: " ", count: column)
    let further = blanks + String(repeating: " ", count: marker.count)
    var result = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      result += lineBreak
      if index == 0 { result += blanks + marker + line } else if !line.isEmpty { result += further + line }
    }
    return result
  }

  /// The first entry or item below a key or a dash that has no value yet.
  private static func insertBelow(_ text: String, _ node: YAMLNode, marker: String) -> TextEdit {
    guard let parent = node.parent else { return .insert(rootText(text, node, marker), at: node.range.start) }
    if parent.style == .flow {
      let inner = marker.isEmpty ? "{\(text)}" : "[\(text)]"
      return .insert(needsBlank(node) ? " " + inner : inner, at: node.range.start)
    }
    let scan = LineScan(bytes: node.tree.source.bytes)
    if parent.kind == .sequence {
      let column = scan.column(node.range.start) + 1
      let first = lines(text, node.tree, column: column, marker: marker)
      return .insert(" " + first.drop { $0.isNewline || $0 == " " }, at: node.range.start)
    }
    let column = parent.column + indentUnit(node.tree)
    return .insert(lines(text, node.tree, column: column, marker: marker), at: scan.lineEnd(node.range.start))
  }

  private static func rootText(_ text: String, _ node: YAMLNode, _ marker: String) -> String {
    let line = LineScan(bytes: node.tree.source.bytes)
    let body = lines(text, node.tree, column: 0, marker: marker)
    return line.column(node.range.start) == 0 ? String(body.drop { $0.isNewline }) : body
  }

  private static func needsBlank(_ node: YAMLNode) -> Bool {
    let start = node.range.start
    return start > 0 && node.tree.source.bytes[start - 1] == UInt8(ascii: ":")
  }

  private static func insertFlow(_ text: String, into node: YAMLNode) -> [TextEdit] {
    let bytes = node.tree.source.bytes
    let text = text.split(separator: "\n").joined(separator: " ")
    guard let last = Array(node.children).last else { return [.insert(text, at: node.range.start + 1)] }
    let scan = LineScan(bytes: bytes)
    // A comma that already ends the last entry serves the new one.
    var index = last.range.end
    while index < node.range.end, scan.isGap(index) { index += 1 }
    let hasComma = scan.at(index) == UInt8(ascii: ",")
    let place = hasComma ? index + 1 : last.range.end
    let closer = scan.firstText(scan.lineStart(node.range.end - 1))
    let first = Array(node.children).first ?? last
    let isSpread = closer == node.range.end - 1 && scan.lineStart(first.range.start) > scan.lineStart(node.range.start)
    guard isSpread else { return [.insert((hasComma ? " " : ", ") + text, at: place)] }
    // A line of its own, behind the comment on the last entry's line.
    let blanks = String(repeating: " ", count: scan.indent(scan.lineStart(first.range.start)))
    let line = TextEdit.insert(
      node.tree.source.lineBreak + blanks + text + (hasComma ? "," : ""), at: scan.lineEnd(place))
    return hasComma ? [line] : [.insert(",", at: place), line]
  }

  /// One step of a document's indentation: that of its first nested block collection, else 2.
  package static func indentUnit(_ tree: YAMLTree) -> Int {
    for index in tree.records.indices {
      let record = tree.records[index]
      guard record.style == .block, record.parent != UInt32.max else { continue }
      let node = YAMLNode(tree, UInt32(index))
      guard let parent = node.parent, parent.kind == .mapping, parent.style == .block else { continue }
      let step = node.column - parent.column
      if step > 0, step <= 8 { return step }
    }
    return 2
  }

  // MARK: - Removing

  /// Removes an entry with its line and the comment on it, or with its comma. The last entry leaves `{}` behind.
  package static func remove(_ entry: MappingEntry) -> [TextEdit] {
    guard let mapping = entry.key.parent else { return [] }
    return remove(first: entry.key, last: entry.value, from: mapping, width: 2)
  }

  /// Removes an item with its line and the comment on it, or with its comma. The last item leaves `[]` behind.
  package static func remove(item: YAMLNode) -> [TextEdit] {
    guard let sequence = item.parent, sequence.kind == .sequence else { return [] }
    return remove(first: item, last: item, from: sequence, width: 1)
  }

  private static func remove(first: YAMLNode, last: YAMLNode, from node: YAMLNode, width: Int) -> [TextEdit] {
    let children = Array(node.children)
    guard let position = children.firstIndex(where: { $0.id == first.id }) else { return [] }
    let next = position + width < children.count ? children[position + width] : nil
    let previous = position > 0 ? children[position - 1] : nil
    if next == nil, previous == nil { return removeOnly(node) }
    if node.style == .flow {
      if let next { return [.delete(TextRange(fullStart(first), fullStart(next)))] }
      return previous.map { [.delete(TextRange($0.range.end, last.range.end))] } ?? []
    }
    let scan = LineScan(bytes: node.tree.source.bytes)
    let start = entryStart(first, in: node, scan)
    let end = lastLineEnd(last, scan)
    let line = scan.lineStart(start)
    if scan.firstText(line) < start, let next {
      // The first entry on an outer item's line: the next one takes its place.
      return [.delete(TextRange(start, entryStart(next, in: node, scan)))]
    }
    if let behind = scan.nextLine(end) { return [.delete(TextRange(line, behind))] }
    // The text's last line: the line break before it goes.
    var before = line
    while before > 0, scan.isBreak(before - 1), line - before < 2, !(line - before == 1 && scan.at(before) == 0x0D) {
      before -= 1
    }
    return [.delete(TextRange(before, end))]
  }

  private static func removeOnly(_ node: YAMLNode) -> [TextEdit] {
    let empty = node.kind == .mapping ? "{}" : "[]"
    if node.style == .flow {
      return node.range.count >= 2 ? [.delete(TextRange(node.range.start + 1, node.range.end - 1))] : []
    }
    let scan = LineScan(bytes: node.tree.source.bytes)
    let start = node.range.start
    let end = node.range.end
    if let key = node.enclosingEntry?.key, scan.lineStart(key.range.end) < scan.lineStart(start),
      node.properties == nil, let colon = scan.keyColon(key.range.start)
    {
      let tail = scan.textEnd(colon)
      return [.insert(" " + empty, at: tail), .delete(TextRange(scan.lineEnd(tail), scan.lineEnd(end)))]
    }
    return [TextEdit(TextRange(start, end), empty)]
  }

  /// A node's start with its anchor and tag.
  private static func fullStart(_ node: YAMLNode) -> Int {
    guard let properties = node.properties else { return node.range.start }
    let starts = [properties.anchorRange?.start, properties.tagRange?.start].compactMap(\.self)
    return min(starts.min() ?? node.range.start, node.range.start)
  }

  /// Where an entry's key or an item's dash stands.
  private static func entryStart(_ child: YAMLNode, in node: YAMLNode, _ scan: LineScan) -> Int {
    var start = fullStart(child)
    guard node.kind == .sequence else { return start }
    while start > node.range.start, scan.at(start - 1) != UInt8(ascii: "-") { start -= 1 }
    return max(start - 1, node.range.start)
  }

  // MARK: - Replacing

  /// Replaces a scalar's value, in its own style where that can hold the text; a block scalar becomes a quoted one.
  package static func replaceValue(of scalar: YAMLNode, with text: String) -> [TextEdit] {
    guard scalar.kind == .scalar || scalar.kind == .alias else { return [] }
    let written = YAMLQuoting.quoteIfNeeded(text, style: scalar.style, inFlow: scalar.isInFlow)
    return [TextEdit(scalar.range, scalar.range.isEmpty && needsBlankBefore(scalar) ? " " + written : written)]
  }

  private static func needsBlankBefore(_ node: YAMLNode) -> Bool {
    let start = node.range.start
    guard start > 0, start <= node.tree.source.count else { return false }
    return !LineScan(bytes: node.tree.source.bytes).isGap(start - 1)
  }
}

extension YAMLNode {
  /// Whether the node stands within brackets. Complexity: O(depth).
  package var isInFlow: Bool {
    var current = parent
    while let node = current {
      if node.style == .flow { return true }
      current = node.parent
    }
    return false
  }
}
