// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Turns a tree without problems into the tokens of its text, in order.
///
/// What the tree does not record (dashes, colons, commas, document markers) is found between its nodes.
struct FormatTokenCollector {
  private(set) var tokens: [FormatToken] = []
  private(set) var levels = [FormatLevel(oldColumn: -1, newColumn: -1, parent: nil)]
  /// Whether something was found that the collector does not understand; the file is then left as it is.
  private(set) var hasFailed = false

  private let tree: YAMLTree
  private let bytes: [UInt8]
  private let indentsSequences: Bool
  /// The offset behind the last token.
  private var position: Int
  /// Whether the next token stands beside an empty value, where a blank may be needed.
  private var keepsNextSpace = false

  init(_ tree: YAMLTree) {
    self.tree = tree
    bytes = tree.source.bytes
    indentsSequences = Self.firstSequenceIsIndented(tree)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for document in tree.documents {
      addMarkers(upTo: firstByte(of: document.root) ?? bytes.count, untilContent: true)
      add(document.root, column: 0, space: .one, level: 0)
    }
    addMarkers(upTo: bytes.count, untilContent: false)
  }

  /// Lists below keys stand all as the first one does: indented, or below their key.
  private static func firstSequenceIsIndented(_ tree: YAMLTree) -> Bool {
    for document in tree.documents {
      var stack = [document.root]
      while let node = stack.popLast() {
        if node.kind == .mapping, node.style == .block {
          for entry in node.entries
          where entry.value.kind == .sequence && entry.value.style == .block {
            return entry.value.column > node.column
          }
        }
        if node.style == .block { stack += Array(node.children).reversed() }
      }
    }
    return true
  }

  // MARK: Nodes

  /// Adds a node's tokens; `column` is for one that starts a line.
  private mutating func add(
    _ node: YAMLNode, column: Int, space: FormatToken.Space, level: Int, inFlow: Bool = false
  ) {
    var space = space
    if let properties = node.properties {
      for range in [properties.anchorRange, properties.tagRange].compactMap({ $0 }).sorted() where !range.isEmpty {
        append(range, .word, inFlow ? nil : column, space, level)
        space = .one
      }
    }
    switch node.kind {
    case .alias:
      append(node.range, .word, inFlow ? nil : column, space, level)
    case .scalar:
      addScalar(node, column: inFlow ? nil : column, space, level)
    case .mapping where node.style == .block: addBlockMapping(node, column: column, space, level)
    case .sequence where node.style == .block: addBlockSequence(node, column: column, space, level)
    case .mapping, .sequence: addFlow(node, column: inFlow ? nil : column, space, level)
    }
  }

  private mutating func addScalar(_ node: YAMLNode, column: Int?, _ space: FormatToken.Space, _ level: Int) {
    let range = node.range
    guard !range.isEmpty else {
      keepsNextSpace = true
      return
    }
    guard node.style == .literal || node.style == .folded else {
      return append(range, .flowScalar(node.style), column, space, level)
    }
    var end = node.rawRange.end
    let header = bytes[range.start..<min(range.start + 3, bytes.count)]
    if header.contains(UInt8(ascii: "+")) {
      // Empty lines at the end belong to the text; the last break is the gap's.
      if end > range.start, bytes[end - 1] == 0x0A { end -= 1 }
      if end > range.start, end < bytes.count, bytes[end - 1] == 0x0D, bytes[end] == 0x0A { end -= 1 }
    } else {
      let text = node.textByteCount
      while end > range.start, Self.isBreak(bytes[end - 1]) || text == 0 && Self.isBlank(bytes[end - 1]) { end -= 1 }
      // Blanks alone on a line at the end: the lines go with the gap where nothing of them is text.
      while let start = emptyTail(of: range.start, end), text > 0, !endsWithBlank(node) { end = start }
    }
    append(TextRange(range.start, max(end, range.start + 1)), .blockScalar, column, space, level)
  }

  /// Where the last line of a text ending at `end` begins, without the break before it, if it holds only blanks.
  private func emptyTail(of start: Int, _ end: Int) -> Int? {
    var index = end
    while index > start, Self.isBlank(bytes[index - 1]) { index -= 1 }
    guard index > start, index < end, Self.isBreak(bytes[index - 1]) else { return nil }
    while index > start, Self.isBreak(bytes[index - 1]) { index -= 1 }
    return index
  }

  private func endsWithBlank(_ node: YAMLNode) -> Bool {
    var text = node.textBytes
    while let last = text.last, Self.isBreak(last) { text.removeLast() }
    return text.last.map(Self.isBlank) ?? false
  }

  private mutating func addBlockMapping(_ node: YAMLNode, column: Int, _ space: FormatToken.Space, _ level: Int) {
    let own = push(FormatLevel(oldColumn: node.column, newColumn: column, parent: level))
    var space = space
    for entry in node.entries {
      let start = firstByte(of: entry.key) ?? position
      var isExplicit = false
      if let mark = indicator(UInt8(ascii: "?"), before: start) {
        isExplicit = true
        append(TextRange(mark, mark + 1), .word, column, space, own)
        add(entry.key, column: column + 2, space: .one, level: own)
      } else {
        add(entry.key, column: column, space: space, level: own)
      }
      space = .kept
      if let colon = indicator(UInt8(ascii: ":"), before: bytes.count) {
        let isAlias = entry.key.kind == .alias
        append(
          TextRange(colon, colon + 1), .word, column, isAlias || entry.key.isEmpty ? .kept : FormatToken.Space.none,
          own)
      } else if !isExplicit {
        hasFailed = true
      }
      let isList = entry.value.kind == .sequence && entry.value.style == .block
      let valueColumn = isList && !indentsSequences && !isExplicit ? column : column + 2
      add(entry.value, column: valueColumn, space: .one, level: own)
    }
  }

  private mutating func addBlockSequence(_ node: YAMLNode, column: Int, _ space: FormatToken.Space, _ level: Int) {
    let own = push(FormatLevel(oldColumn: node.column, newColumn: column, parent: level))
    var space = space
    for item in node.items {
      guard let dash = indicator(UInt8(ascii: "-"), before: firstByte(of: item) ?? bytes.count) else {
        hasFailed = true
        return
      }
      append(TextRange(dash, dash + 1), .word, column, space, own)
      space = .kept
      add(item, column: column + 2, space: .one, level: own)
    }
  }

  private mutating func addFlow(_ node: YAMLNode, column: Int?, _ space: FormatToken.Space, _ level: Int) {
    let range = node.range
    guard range.count >= 1, range.end <= bytes.count else {
      hasFailed = true
      return
    }
    let first = bytes[range.start]
    // A pair in a list, `[a: b]`, is a mapping without braces.
    let isPair = node.kind == .mapping && first != UInt8(ascii: "{")
    var next = space
    if !isPair {
      append(TextRange(range.start, range.start + 1), .opening, column, space, level)
      next = .none
    }
    var isFirst = true
    if node.kind == .sequence {
      for item in node.items {
        if !isFirst { addComma(level) }
        add(item, column: 0, space: next, level: level, inFlow: true)
        isFirst = false
        next = .one
      }
    } else {
      for entry in node.entries {
        if !isFirst { addComma(level) }
        addFlowEntry(entry, next, level)
        isFirst = false
        next = .one
      }
    }
    guard !isPair else { return }
    if let comma = indicator(UInt8(ascii: ","), before: range.end) {
      append(TextRange(comma, comma + 1), .word, nil, .none, level)
    }
    append(TextRange(range.end - 1, range.end), .closing, nil, .none, level)
  }

  private mutating func addFlowEntry(_ entry: MappingEntry, _ space: FormatToken.Space, _ level: Int) {
    var space = space
    if let mark = indicator(UInt8(ascii: "?"), before: firstByte(of: entry.key) ?? bytes.count) {
      append(TextRange(mark, mark + 1), .word, nil, space, level)
      space = .one
    }
    add(entry.key, column: 0, space: space, level: level, inFlow: true)
    if let colon = indicator(UInt8(ascii: ":"), before: firstByte(of: entry.value) ?? bytes.count) {
      let isPlainWord = entry.key.kind == .scalar && !entry.key.isEmpty
      append(TextRange(colon, colon + 1), .word, nil, isPlainWord ? FormatToken.Space.none : .kept, level)
    } else if !entry.value.isEmpty {
      hasFailed = true
    }
    add(entry.value, column: 0, space: .one, level: level, inFlow: true)
  }

  private mutating func addComma(_ level: Int) {
    guard let comma = indicator(UInt8(ascii: ","), before: bytes.count) else {
      hasFailed = true
      return
    }
    append(TextRange(comma, comma + 1), .word, nil, .none, level)
  }

  // MARK: Between nodes

  /// The next byte behind the last token that is neither blank nor comment, if it is `byte` and stands before `limit`.
  private func indicator(_ byte: UInt8, before limit: Int) -> Int? {
    let found = bytes.withUnsafeBufferPointer { YAMLBytes.skipGap($0, position, $0.count) }
    return found < min(limit, bytes.count) && bytes[found] == byte ? found : nil
  }

  /// Adds `---`, `...` and directives up to a place.
  private mutating func addMarkers(upTo limit: Int, untilContent: Bool) {
    while position < limit {
      let found = bytes.withUnsafeBufferPointer { YAMLBytes.skipGap($0, position, $0.count) }
      guard found < limit else { return }
      if bytes[found] == UInt8(ascii: "%") {
        var end = found
        while end < bytes.count, !Self.isBreak(bytes[end]) { end += 1 }
        while end > found + 1, Self.isBlank(bytes[end - 1]) { end -= 1 }
        append(TextRange(found, end), .word, 0, .kept, 0)
      } else if bytes[found...].starts(with: [0x2D, 0x2D, 0x2D]) || bytes[found...].starts(with: [0x2E, 0x2E, 0x2E]) {
        append(TextRange(found, found + 3), .word, 0, .kept, 0)
      } else {
        hasFailed = true
        return
      }
    }
  }

  /// Where a node's first token stands: its anchor or tag, its first indicator or text; nil for an empty one.
  private func firstByte(of node: YAMLNode) -> Int? {
    var start = node.range.isEmpty ? nil : node.range.start
    if node.style == .block, let first = node.children.first(where: { _ in true }), let child = firstByte(of: first) {
      start = min(start ?? child, child)
    }
    if let properties = node.properties {
      for range in [properties.anchorRange, properties.tagRange].compactMap({ $0 }) where !range.isEmpty {
        start = min(start ?? range.start, range.start)
      }
    }
    return start
  }

  private mutating func push(_ level: FormatLevel) -> Int {
    levels.append(level)
    return levels.count - 1
  }

  private mutating func append(
    _ range: TextRange, _ kind: FormatToken.Kind, _ column: Int?, _ space: FormatToken.Space, _ level: Int
  ) {
    guard range.start >= position, range.end > range.start, range.end <= bytes.count else {
      hasFailed = true
      return
    }
    tokens.append(
      FormatToken(range: range, kind: kind, column: column, space: keepsNextSpace ? .kept : space, level: level))
    keepsNextSpace = false
    position = range.end
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
