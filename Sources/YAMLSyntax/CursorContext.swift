// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What is being written at a place of a document, complete or not: what completion starts from.
package struct CursorContext: Sendable {
  /// The part that the place plays.
  package enum Place: String, Hashable, Sendable {
    /// A key of `container`, or of a mapping that `owner` would become.
    case key
    /// The value of `key`, or an item of `container`.
    case value
    /// Inside quotes or a text block: `node` is the scalar.
    case text
    /// Inside a comment.
    case comment
    /// Nowhere: outside all documents.
    case nowhere
  }

  /// The part that the place plays.
  package var place: Place
  /// The mapping that a key belongs to or that holds `key`, or the sequence that an item belongs to; nil where there is
  /// none yet.
  package var container: YAMLNode?
  /// The key whose value is being written, or below which a new collection would begin.
  package var key: YAMLNode?
  /// The scalar or key at the place; nil on blank ground.
  package var node: YAMLNode?
  /// The value that a new key would turn into a mapping: an empty value, an item, or a word that lacks its colon.
  package var owner: YAMLNode?
  /// Whether a value may as well become a key: alone behind a dash, or on a line of its own.
  package var mayBeKey: Bool
  /// Whether the place is within brackets.
  package var isFlow: Bool
  /// The word around the place: what a completion replaces.
  package var word: TextRange
  /// The column, in bytes, at which the line's entry begins, or the cursor's on a blank line.
  package var column: Int
}

extension YAMLTree {
  /// What is being written at `offset`. Complexity: O(log n + depth + length of the lines around).
  ///
  /// On a blank line the column decides which collection goes on there, as it would for a reader of the line; elsewhere
  /// the tree does, which repairs have kept alive.
  package func context(at offset: Int) -> CursorContext {
    CursorFinder(tree: self, offset: min(max(offset, 0), source.count)).context()
  }
}

private struct CursorFinder {
  let tree: YAMLTree
  let offset: Int
  let scan: LineScan

  init(tree: YAMLTree, offset: Int) {
    self.tree = tree
    self.offset = offset
    scan = LineScan(bytes: tree.source.bytes)
  }

  private var line: Int { scan.lineStart(offset) }

  func context() -> CursorContext {
    var result = CursorContext(
      place: .nowhere, container: nil, key: nil, node: nil, owner: nil, mayBeKey: false, isFlow: false,
      word: TextRange(at: offset), column: scan.column(min(scan.entryStart(line), max(offset, line))))
    if isInComment {
      result.place = .comment
      return result
    }
    if let leaf = leaf(), let key = unfinishedKey(of: leaf) {
      describe(key, &result)
    } else if let leaf = leaf(), touches(leaf) {
      describe(leaf, &result)
    } else if scan.firstText(line) >= offset {
      blankLine(&result)
    } else {
      behindText(&result)
    }
    return result
  }

  private var isInComment: Bool {
    var low = 0
    var high = tree.comments.count
    while low < high {
      let middle = (low + high) / 2
      if tree.comments[middle].range.start < offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset <= tree.comments[low - 1].range.end
  }

  // MARK: - The leaf before

  /// The last scalar or alias that starts at or before the offset.
  private func leaf() -> YAMLNode? {
    guard let document = tree.documentRecord(at: offset) else { return nil }
    var low = Int(document.root)
    var high = tree.records.count
    guard low < high, Int(tree.records[low].start) <= offset else { return nil }
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(tree.records[middle].start) <= offset { low = middle } else { high = middle }
    }
    while low > Int(document.root), tree.records[low].kind == .mapping || tree.records[low].kind == .sequence {
      low -= 1
    }
    let node = YAMLNode(tree, UInt32(low))
    // A key without its colon ends where its empty value stands.
    if node.range.isEmpty, node.range.start == offset, let key = node.enclosingEntry?.key, key.range.end == offset {
      return key
    }
    return node.kind == .scalar || node.kind == .alias ? node : nil
  }

  /// The word at the cursor that a repair made a key, with the empty value that it got: nothing but a word as yet.
  private func unfinishedKey(of leaf: YAMLNode) -> YAMLNode? {
    guard leaf.range.isEmpty, let entry = leaf.enclosingEntry, entry.value.id == leaf.id,
      entry.key.range.touches(offset)
    else { return nil }
    return entry.key
  }

  private func touches(_ leaf: YAMLNode) -> Bool {
    if leaf.range.touches(offset) { return !leaf.range.isEmpty || leaf.range.start == offset }
    // The lines of a text block behind its last text belong to it while they are indented.
    guard leaf.style == .literal || leaf.style == .folded, offset > leaf.range.end else { return false }
    guard offset <= leaf.rawRange.end || scan.lineStart(leaf.range.end) == line else {
      return scan.isEmptyLine(line) && scan.column(offset) > (leaf.parent?.column ?? -1)
        && scan.previousTextLine(offset).map { $0 <= leaf.range.end } == true
    }
    return scan.column(offset) > (leaf.parent?.column ?? -1)
  }

  private func describe(_ leaf: YAMLNode, _ result: inout CursorContext) {
    result.node = leaf
    result.isFlow = leaf.isInFlow
    result.container = leaf.parent
    let entry = leaf.enclosingEntry
    let isKey = entry.map { $0.key.id == leaf.id } ?? false
    result.place = isKey ? .key : .value
    if !isKey { result.key = entry?.key }
    result.word = leaf.range
    switch leaf.style {
    case .literal, .folded:
      if offset > scan.lineEnd(leaf.range.start) { result.place = .text }
    case .singleQuoted, .doubleQuoted:
      // In front of the quotes and behind them, they are part of what is replaced.
      if offset > leaf.range.start, offset <= leaf.contentRange.end {
        result.place = .text
        result.word = leaf.contentRange
      }
    default:
      if !isKey { describePlain(leaf, &result) }
    }
  }

  /// A plain value may be a key that lacks its colon, and its last line a new line's first word.
  private func describePlain(_ leaf: YAMLNode, _ result: inout CursorContext) {
    let start = scan.lineStart(leaf.range.start)
    if start < line {
      let first = scan.entryStart(line)
      result.word = TextRange(first, max(first, min(leaf.range.end, scan.textEnd(first))))
      byColumn(scan.column(first), before: leaf, &result)
      return
    }
    if leaf.range.isEmpty, scan.lineStart(leaf.range.start) == line, result.key != nil { return }
    if scan.entryStart(line) == leaf.range.start, !result.isFlow {
      result.mayBeKey = true
      result.owner = leaf
    } else if leaf.range.isEmpty, leaf.parent?.kind == .sequence {
      result.mayBeKey = true
      result.owner = leaf
    }
  }

  // MARK: - Blank ground

  /// Behind other text on a line: the value of a key, an item behind a dash, or a place within brackets.
  private func behindText(_ result: inout CursorContext) {
    if let flow = innermostFlow() {
      describeFlow(flow, &result)
      return
    }
    guard let leaf = leaf() else {
      result.place = .value
      return
    }
    let isOnLine = leaf.range.end >= line
    result.container = leaf.parent
    if isOnLine, let entry = leaf.enclosingEntry {
      result.place = .value
      result.key = entry.key
      result.node = entry.value.range.isEmpty ? entry.value : nil
      return
    }
    result.place = .value
    if leaf.parent?.kind == .sequence, leaf.range.isEmpty, isOnLine {
      result.node = leaf
      result.owner = leaf
      result.mayBeKey = true
    }
  }

  /// The innermost collection in brackets that holds the offset.
  private func innermostFlow() -> YAMLNode? {
    var node = tree.node(at: offset)
    while let current = node {
      if current.style == .flow, current.kind == .mapping || current.kind == .sequence {
        let isOpen = current.isRepaired || offset < current.range.end
        if current.range.start < offset, isOpen, hasBracket(current) { return current }
      }
      node = current.parent
    }
    return nil
  }

  private func hasBracket(_ node: YAMLNode) -> Bool {
    let byte = scan.at(node.range.start)
    return byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
  }

  private func describeFlow(_ flow: YAMLNode, _ result: inout CursorContext) {
    result.isFlow = true
    result.container = flow
    var index = offset
    while index > flow.range.start + 1, scan.isGap(index - 1) { index -= 1 }
    let before = scan.at(index - 1)
    if flow.kind == .sequence {
      result.place = .value
      return
    }
    guard before == UInt8(ascii: ":") else {
      result.place = .key
      // A value without quotes that ends with an operator goes on behind blanks.
      if Self.isOperator(before), let leaf = leaf(), leaf.style == .plain, leaf.range.end == index,
        let entry = leaf.enclosingEntry, entry.value == leaf, leaf.parent == flow
      {
        result.place = .value
        result.key = entry.key
      }
      return
    }
    result.place = .value
    for entry in flow.entries where entry.key.range.end <= offset { result.key = entry.key }
  }

  private static func isOperator(_ byte: UInt8) -> Bool { "=<>&|+-*/%!?".utf8.contains(byte) }

  private func blankLine(_ result: inout CursorContext) {
    if let flow = innermostFlow() {
      describeFlow(flow, &result)
      return
    }
    var column = scan.column(offset)
    // Nothing can go on to the left of the next line but what would tear that one off.
    if scan.firstText(line) == scan.lineEnd(line), let next = scan.nextTextLine(offset) {
      column = max(column, scan.indent(next))
    }
    result.column = column
    byColumn(column, before: leaf(), &result)
  }

  /// Which collection goes on at a column, given the last leaf above.
  private func byColumn(_ column: Int, before leaf: YAMLNode?, _ result: inout CursorContext) {
    result.place = .key
    result.mayBeKey = true
    result.key = nil
    result.container = nil
    guard let leaf else {
      let root = tree.documentRecord(at: offset).map { YAMLNode(tree, $0.root) }
      result.container = root?.kind == .mapping || root?.kind == .sequence ? root : nil
      result.owner = root?.kind == .scalar ? root : nil
      return
    }
    // A key whose value begins below the cursor.
    if let entry = leaf.enclosingEntry, entry.key.id == leaf.id, entry.value.range.start >= offset,
      let mapping = leaf.parent, column > mapping.column
    {
      result.key = entry.key
      result.container = entry.value.kind == .mapping || entry.value.kind == .sequence ? entry.value : nil
      result.owner = entry.value
      if result.container?.kind == .sequence { result.place = .value }
      return
    }
    var deepest: YAMLNode?
    var sequence: YAMLNode?
    var node = leaf.parent
    while let current = node {
      if current.style == .block {
        if deepest == nil { deepest = current }
        let own = current.column
        if own == column {
          // A list at its key's own column: a key can go on there as well as an item.
          guard current.kind == .sequence, let outer = current.parent, outer.kind == .mapping, outer.column == column
          else {
            result.container = current
            break
          }
          sequence = current
        } else if own < column {
          result.container = belowEntry(current, column, leaf, &result) ? nil : (deepest ?? current)
          if result.key == nil, let deepest, deepest.column > column { result.container = current }
          break
        }
      }
      node = current.parent
    }
    if result.container == nil, result.key == nil, result.owner == nil {
      result.container = sequence ?? deepest.map(rootmost)
      if deepest == nil, leaf.parent == nil { result.owner = leaf }
    }
    if result.container?.kind == .sequence { result.place = .value }
  }

  private func rootmost(_ node: YAMLNode) -> YAMLNode {
    var current = node
    while let parent = current.parent { current = parent }
    return current
  }

  /// A line deeper than a collection's column whose last value is empty begins that value.
  private func belowEntry(_ node: YAMLNode, _ column: Int, _ leaf: YAMLNode, _ result: inout CursorContext) -> Bool {
    guard leaf.range.isEmpty, leaf.parent?.id == node.id else { return false }
    result.owner = leaf
    result.key = leaf.enclosingEntry?.key
    result.node = leaf
    return true
  }
}
