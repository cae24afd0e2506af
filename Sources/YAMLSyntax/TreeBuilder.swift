// SPDX-License-Identifier: Apache-2.0
import CLibYAML
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A document in the arena: its root's index and the bytes it owns.
struct DocumentRecord: Sendable {
  var root: UInt32
  var start: UInt32
  var end: UInt32
}

/// What one pass over libyaml's events gives: an arena whose offsets refer to the bytes that were parsed.
struct TreeParts {
  var records: ContiguousArray<NodeRecord> = []
  var documents: [DocumentRecord] = []
  var decodedText: [UInt8] = []
  var propertyNodes: [UInt32] = []
  var propertyValues: [NodeProperties] = []
  /// Aliases without a target, in order, with the reason.
  var aliasProblems: [(node: UInt32, isCycle: Bool)] = []
  var hasAliases = false
  /// The second of two equal keys with the first.
  var duplicates: [(first: UInt32, second: UInt32)] = []
  /// The collections that were open when the events ended early, outermost first.
  var openAtFailure: [UInt32] = []
  /// Why the events ended before the text did.
  var failure: StreamFailure?
  /// The node that was too deep; the events end before it.
  var tooDeep: Int?
}

/// Builds an arena from libyaml's events in one pass.
struct TreeBuilder {
  /// The deepest nesting that is read.
  static let maximumDepth = 100

  private var parts = TreeParts()
  private let bytes: UnsafeBufferPointer<UInt8>
  private let marks: MarkMap
  /// An open collection.
  private struct Frame {
    var node = UInt32.max
    /// The number of its children so far.
    var count: UInt32 = 0
    var isMapping = false
  }

  /// The innermost open collection; its node is `UInt32.max` where none is open.
  private var top = Frame()
  /// The collections around it, outermost first, from the one that stands for none.
  private var outer: [Frame] = []
  /// Where the last finished node ends, or the last opened collection starts: no later node starts before it.
  private var lastEnd = 0
  /// The fingerprints of the open mappings' keys, with where each mapping's begin.
  private var keys = KeyTracker()
  private var anchors: [String: UInt32] = [:]

  private init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    marks = MarkMap(bytes, base: hasMark ? 3 : 0, isASCII: isASCII)
    parts.records.reserveCapacity(bytes.count / 8 + 8)
    outer.reserveCapacity(TreeBuilder.maximumDepth + 1)
  }

  /// Parses `bytes`, which must be UTF-8 without control characters. Never fails: what was read before an error stays.
  static func parse(_ bytes: [UInt8], isASCII: Bool) -> TreeParts {
    bytes.withUnsafeBufferPointer { buffer in
      var builder = TreeBuilder(buffer, isASCII: isASCII)
      guard var stream = EventStream(buffer, base: builder.marks.base) else { return builder.parts }
      builder.run(&stream)
      return builder.parts
    }
  }

  private mutating func run(_ stream: inout EventStream) {
    loop: while true {
      guard stream.advance() else {
        parts.failure = stream.failure(marks, in: bytes)
        break
      }
      let event = stream.event
      switch event.pointee.type {
      case YAML_SCALAR_EVENT: scalar(event)
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
        if outer.count >= TreeBuilder.maximumDepth {
          parts.tooDeep = marks.offset(event.pointee.start_mark.index, in: bytes)
          break loop
        }
        collection(event)
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close(event)
      case YAML_ALIAS_EVENT: alias(event)
      case YAML_DOCUMENT_START_EVENT: startDocument(event)
      case YAML_STREAM_END_EVENT: break loop
      default: break
      }
    }
    if !outer.isEmpty { parts.openAtFailure = outer.dropFirst().map(\.node) + [top.node] }
    while !outer.isEmpty { closeOpen(at: nil) }
    closeDocument(at: bytes.count)
    dropRootlessDocument()
  }

  // MARK: - Documents

  private mutating func startDocument(_ event: UnsafePointer<yaml_event_t>) {
    var start = marks.offset(event.pointee.start_mark.index, in: bytes)
    if parts.documents.isEmpty { start = 0 }
    closeDocument(at: start)
    // An empty document's scalar stands behind the dashes, or at the start.
    lastEnd = max(lastEnd, marks.offset(event.pointee.end_mark.index, in: bytes))
    if event.pointee.data.document_start.implicit != 0 { lastEnd = min(lastEnd, start) }
    anchors.removeAll(keepingCapacity: true)
    parts.documents.append(
      DocumentRecord(root: UInt32(parts.records.count), start: UInt32(start), end: UInt32(bytes.count)))
  }

  private mutating func closeDocument(at offset: Int) {
    guard let last = parts.documents.indices.last else { return }
    parts.documents[last].end = UInt32(offset)
  }

  /// A document whose content was never read gets an empty scalar, so that every document has a root.
  private mutating func dropRootlessDocument() {
    guard let last = parts.documents.last, Int(last.root) >= parts.records.count else { return }
    appendEmpty(at: max(Int(last.start), lastEnd))
  }

  // MARK: - Nodes

  @inline(__always)
  private mutating func append(
    _ kind: NodeKind, _ style: NodeStyle, _ flags: NodeFlags, _ start: Int, _ end: Int, text: Int = 0, textEnd: Int = 0
  ) -> Int {
    let index = parts.records.count
    top.count &+= 1
    parts.records.append(
      NodeRecord(
        kind: kind, style: style, flags: flags, start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end), parent: top.node, subtreeEnd: UInt32(truncatingIfNeeded: index &+ 1),
        payload: UInt32(truncatingIfNeeded: text), payloadEnd: UInt32(truncatingIfNeeded: textEnd)))
    lastEnd = end
    return index
  }

  /// An empty scalar that stands for what was never read.
  private mutating func appendEmpty(at offset: Int) {
    _ = append(.scalar, .plain, [], offset, offset, text: offset, textEnd: offset)
  }

  /// Whether the next node is a mapping's key.
  @inline(__always)
  private var expectsKey: Bool { top.isMapping && top.count & 1 == 0 }

  private mutating func scalar(_ event: UnsafePointer<yaml_event_t>) {
    let data = event.pointee.data.scalar
    var start = max(marks.offset(event.pointee.start_mark.index, in: bytes), lastEnd)
    var end = max(marks.offset(event.pointee.end_mark.index, in: bytes), start)
    var flags: NodeFlags = []
    if data.anchor != nil || data.tag != nil {
      flags.insert(.hasProperties)
      start = properties(anchor: data.anchor, tag: data.tag, start, end)
    }
    let length = Int(data.length)
    let style: NodeStyle
    var textStart = start
    switch data.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      style = .singleQuoted
      textStart &+= 1
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      style = .doubleQuoted
      textStart &+= 1
    case YAML_LITERAL_SCALAR_STYLE:
      style = .literal
      end = blockScalarEnd(start, end)
    case YAML_FOLDED_SCALAR_STYLE:
      style = .folded
      end = blockScalarEnd(start, end)
    default:
      style = .plain
      if end == start, flags.isEmpty {
        start = emptyScalarOffset(start)
        end = start
        textStart = start
      }
    }
    let isKey = expectsKey
    // The text is a slice of the source where it stands there, else it goes to the side buffer.
    if length == 0 {
      textStart = min(textStart, bytes.count)
    } else if let value = data.value {
      if holdsInterpolation(value, length) { flags.insert(.interpolated) }
      let isBlock = style == .literal || style == .folded
      if isBlock || !isSource(value, textStart, length) {
        textStart = parts.decodedText.count
        parts.decodedText.append(contentsOf: UnsafeBufferPointer(start: value, count: length))
        flags.insert(.decoded)
      }
    }
    let index = append(.scalar, style, flags, start, end, text: textStart, textEnd: textStart &+ length)
    if isKey { keys.add(UInt32(truncatingIfNeeded: index), data.value, length) }
    if data.anchor != nil { define(data.anchor, UInt32(index)) }
  }

  /// Whether a text holds `${{`: most hold no dollar at all.
  @inline(__always)
  private func holdsInterpolation(_ value: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length >= 3 else { return false }
    let end = value + length
    var rest = UnsafeRawPointer(value)
    while let dollar = memchr(rest, 0x24, end - rest.assumingMemoryBound(to: UInt8.self)) {
      let found = UnsafePointer(dollar.assumingMemoryBound(to: UInt8.self))
      if found + 2 < end, found[1] == 0x7B, found[2] == 0x7B { return true }
      rest = UnsafeRawPointer(found + 1)
    }
    return false
  }

  /// Whether the source holds these bytes at `start`.
  @inline(__always)
  private func isSource(_ value: UnsafePointer<UInt8>, _ start: Int, _ length: Int) -> Bool {
    guard let base = bytes.baseAddress, start &+ length <= bytes.count else { return false }
    return memcmp(base + start, value, length) == 0
  }

  /// Where an empty value stands: right behind its colon or dash; libyaml gives the next token where there is none.
  private func emptyScalarOffset(_ offset: Int) -> Int {
    if top.node == UInt32.max { return lastEnd }
    if !top.isMapping || top.count & 1 == 0 { return offset }
    if offset > lastEnd, offset <= bytes.count, bytes[offset - 1] == UInt8(ascii: ":") { return offset }
    let colon = YAMLBytes.skipGap(bytes, lastEnd, offset)
    return colon < offset && bytes[colon] == UInt8(ascii: ":") ? colon + 1 : lastEnd
  }

  /// A block scalar's end: libyaml's includes the blank lines behind it.
  private func blockScalarEnd(_ start: Int, _ end: Int) -> Int {
    var last = end
    while last > start, YAMLBytes.isBlankOrBreakEnd(bytes, last) { last &-= 1 }
    var behind = last
    while behind < end, bytes[behind] == 0x20 || bytes[behind] == 0x09 { behind &+= 1 }
    return behind
  }

  private mutating func alias(_ event: UnsafePointer<yaml_event_t>) {
    let start = max(marks.offset(event.pointee.start_mark.index, in: bytes), lastEnd)
    let end = max(marks.offset(event.pointee.end_mark.index, in: bytes), start)
    let index = append(.alias, .plain, [], start, end, text: Int(UInt32.max))
    parts.hasAliases = true
    guard let name = event.pointee.data.alias.anchor else { return }
    guard let target = anchors[String(cString: name)] else {
      parts.aliasProblems.append((UInt32(index), false))
      return
    }
    if top.node == target || outer.contains(where: { $0.node == target }) {
      parts.aliasProblems.append((UInt32(index), true))
      return
    }
    parts.records[index].payload = target
  }

  private mutating func define(_ anchor: UnsafePointer<UInt8>?, _ index: UInt32) {
    guard let anchor = anchor else { return }
    anchors[String(cString: anchor)] = index
  }

  // MARK: - Collections

  private mutating func collection(_ event: UnsafePointer<yaml_event_t>) {
    var start = max(marks.offset(event.pointee.start_mark.index, in: bytes), lastEnd)
    let end = max(marks.offset(event.pointee.end_mark.index, in: bytes), start)
    let isMapping = event.pointee.type == YAML_MAPPING_START_EVENT
    let anchor: UnsafeMutablePointer<UInt8>?
    let tag: UnsafeMutablePointer<UInt8>?
    let isFlow: Bool
    if isMapping {
      anchor = event.pointee.data.mapping_start.anchor
      tag = event.pointee.data.mapping_start.tag
      isFlow = event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    } else {
      anchor = event.pointee.data.sequence_start.anchor
      tag = event.pointee.data.sequence_start.tag
      isFlow = event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    }
    var flags: NodeFlags = []
    if anchor != nil || tag != nil {
      flags.insert(.hasProperties)
      // A block collection's event ends where it starts: the properties may reach over lines.
      start = properties(anchor: anchor, tag: tag, start, isFlow ? end : bytes.count)
    }
    let index = append(isMapping ? .mapping : .sequence, isFlow ? .flow : .block, flags, start, start)
    outer.append(top)
    top = Frame(node: UInt32(truncatingIfNeeded: index), count: 0, isMapping: isMapping)
    if isMapping { keys.open() }
    if anchor != nil { define(anchor, UInt32(index)) }
  }

  private mutating func close(_ event: UnsafePointer<yaml_event_t>) {
    // The end of a pair without braces in a flow sequence, like a block's, has no width.
    let start = event.pointee.start_mark.index
    let end = event.pointee.end_mark.index
    closeOpen(at: end > start ? marks.offset(end, in: bytes) : nil)
  }

  private mutating func closeOpen(at offset: Int?) {
    guard let previous = outer.popLast() else { return }
    // Only where the events end early: a key without its value.
    if top.isMapping, top.count & 1 == 1 { appendEmpty(at: lastEnd) }
    let end = max(offset ?? lastEnd, lastEnd)
    lastEnd = end
    let subtreeEnd = UInt32(truncatingIfNeeded: parts.records.count)
    let index = Int(top.node)
    let count = top.count
    parts.records.withUnsafeMutableBufferPointer { records in
      records[index].end = UInt32(truncatingIfNeeded: end)
      records[index].subtreeEnd = subtreeEnd
      records[index].payload = count
    }
    if top.isMapping { keys.close(bytes, &parts) }
    top = previous
  }

  // MARK: - Properties

  /// Notes the anchor and the tag of the next node, and returns where its own text starts.
  private mutating func properties(
    anchor: UnsafePointer<UInt8>?, tag: UnsafePointer<UInt8>?, _ start: Int, _ end: Int
  ) -> Int {
    var value = NodeProperties()
    if let anchor = anchor { value.anchor = String(cString: anchor) }
    if let tag = tag { value.tag = String(cString: tag) }
    var needsAnchor = anchor != nil
    var needsTag = tag != nil
    var position = start
    while needsAnchor || needsTag {
      position = YAMLBytes.skipGap(bytes, position, end)
      guard position < end else { break }
      let first = bytes[position]
      let from = position
      if first == UInt8(ascii: "&"), needsAnchor {
        // A name ends where libyaml ends it, perhaps in front of a text without a blank between.
        position = min(position + 1 + (value.anchor?.utf8.count ?? 0), end)
        value.anchorRange = TextRange(from, position)
        needsAnchor = false
      } else if first == UInt8(ascii: "!"), needsTag {
        position = YAMLBytes.skipTag(bytes, position, end)
        value.tagRange = TextRange(from, position)
        needsTag = false
      } else {
        break
      }
    }
    let behind = position
    position = YAMLBytes.skipGap(bytes, position, end)
    parts.propertyNodes.append(UInt32(parts.records.count))
    parts.propertyValues.append(value)
    return position < end ? position : min(behind, end)
  }
}
