// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Why a file is not formatted.
package enum FormatRefusal: Error, Hashable, Sendable {
  /// It has syntax that is wrong: nobody knows what its lines belong to.
  case syntax(SyntaxProblem)
  /// It holds something that the formatter cannot move without changing what the file says.
  case unsafe
}

/// The formatter: white space and quotes, never what the file says.
///
/// Indentation becomes two columns a level, lists stand indented or below their keys as the file's first one does, one blank
/// follows a colon, a dash and a comma, no blank stands inside brackets nor at a line's end, single quotes become double ones where
/// the text stays the same, several empty lines become one, and the file ends with one line break. Comments move with what they
/// stand above.
package enum YAMLFormatter {
  /// The edits that format a file, sorted and without overlap; empty for a formatted file. Complexity: O(n).
  ///
  /// Applied, they give a file with the same tree and the same comments, for which there are no more edits: both are checked
  /// before the edits are returned.
  package static func edits(for tree: YAMLTree) throws(FormatRefusal) -> [TextEdit] {
    if let problem = tree.problems.first(where: { $0.kind != .duplicateKey }) { throw .syntax(problem) }
    let first = try pass(tree)
    guard !first.isEmpty else { return [] }
    guard let text = tree.source.applying(first) else { throw .unsafe }
    var current = YAMLParser.parse(text)
    guard isSame(tree, current) else { throw .unsafe }
    // What moved in the first pass may let a comment find its place in the next.
    for _ in 0..<4 {
      let more = try pass(current)
      if more.isEmpty {
        return current.source.bytes == text.bytes ? first : wholeEdit(tree.source, current.source)
      }
      guard let text = current.source.applying(more) else { throw .unsafe }
      current = YAMLParser.parse(text)
      guard isSame(tree, current) else { throw .unsafe }
    }
    throw .unsafe
  }

  /// The edits of the lines that a range touches, where they alone leave the tree as it is; else none.
  package static func edits(for tree: YAMLTree, in range: TextRange) throws(FormatRefusal) -> [TextEdit] {
    if let problem = tree.problems.first(where: { $0.kind != .duplicateKey }) { throw .syntax(problem) }
    let lines = tree.source.lines
    let start = lines.range(ofLine: lines.line(at: range.start)).start
    let last = range.isEmpty ? range.end : range.end - 1
    let whole = TextRange(start, lines.range(ofLine: lines.line(at: last)).end)
    let chosen = try pass(tree).filter { whole.contains($0.range) }
    guard !chosen.isEmpty else { return [] }
    guard let text = tree.source.applying(chosen), isSame(tree, YAMLParser.parse(text)) else { throw .unsafe }
    return chosen
  }

  private static func pass(_ tree: YAMLTree) throws(FormatRefusal) -> [TextEdit] {
    let collector = FormatTokenCollector(tree)
    guard !collector.hasFailed, !hasForeignBreaks(tree.source.bytes) else { throw .unsafe }
    var writer = FormatWriter(tree.source, levels: collector.levels)
    writer.write(collector.tokens)
    guard !writer.hasFailed else { throw .unsafe }
    return writer.edits
  }

  /// Whether lines end in another way than editors and this formatter count them: a lone CR, NEL, LS or PS.
  private static func hasForeignBreaks(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      for index in 0..<buffer.count where buffer[index] != 0x0A && YAMLBytes.breakWidth(buffer, index) > 0 {
        if buffer[index] != 0x0D || YAMLBytes.breakWidth(buffer, index) != 2 { return true }
      }
      return false
    }
  }

  /// One edit from the first byte that differs to the last.
  private static func wholeEdit(_ old: SourceText, _ new: SourceText) -> [TextEdit] {
    var start = 0
    while start < old.count, start < new.count, old.bytes[start] == new.bytes[start] { start += 1 }
    var end = 0
    while end < old.count - start, end < new.count - start,
      old.bytes[old.count - 1 - end] == new.bytes[new.count - 1 - end]
    {
      end += 1
    }
    // Not within a character.
    while start > 0, start < old.count, old.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end > 0, old.bytes[old.count - end] & 0xC0 == 0x80 { end -= 1 }
    return [TextEdit(TextRange(start, old.count - end), new[TextRange(start, new.count - end)])]
  }

  /// Whether two files say the same, comments and all.
  package static func isSame(_ old: YAMLTree, _ new: YAMLTree) -> Bool {
    guard old.nodeCount == new.nodeCount, old.comments.count == new.comments.count,
      old.problems.count == new.problems.count, old.documents.count == new.documents.count
    else { return false }
    for (left, right) in zip(old.comments, new.comments) {
      guard left.isOwnLine == right.isOwnLine, trimmed(old, left).elementsEqual(trimmed(new, right)) else {
        return false
      }
    }
    for index in 0..<old.nodeCount {
      let id = NodeID(rawValue: UInt32(index))
      guard let left = old.node(id), let right = new.node(id), isSame(left, right) else { return false }
    }
    return true
  }

  private static func isSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    guard left.kind == right.kind, left.count == right.count, left.parent?.id == right.parent?.id,
      left.hasProperties == right.hasProperties
    else { return false }
    if left.hasProperties {
      guard left.properties?.anchor == right.properties?.anchor, left.properties?.tag == right.properties?.tag else {
        return false
      }
    }
    switch left.kind {
    case .alias: return left.text == right.text && left.resolved?.id == right.resolved?.id
    case .scalar:
      let quotes: Set<NodeStyle> = [.singleQuoted, .doubleQuoted]
      let isSameStyle = left.style == right.style || quotes.contains(left.style) && quotes.contains(right.style)
      return isSameStyle && left.textBytes.elementsEqual(right.textBytes)
    case .sequence, .mapping: return left.style == right.style
    }
  }

  private static func trimmed(_ tree: YAMLTree, _ comment: Comment) -> ArraySlice<UInt8> {
    var bytes = tree.source.bytes[comment.range.start..<comment.range.end]
    while let last = bytes.last, FormatTokenCollector.isBlank(last) { bytes.removeLast() }
    return bytes
  }
}
