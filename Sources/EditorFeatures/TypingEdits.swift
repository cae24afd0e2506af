// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
import YAMLSyntax

/// What an editor does to the text while people type: a new line below a key that begins a value is indented, and one below
/// the first key of an item goes to the item's other keys.
///
/// - Parameter offset: the cursor, behind the line break that was typed.
package func typingEdits(in document: AnalyzedDocument, at offset: Int) -> [TextEdit] {
  guard document.parsed.kind != .other else { return [] }
  let text = document.parsed.text
  let line = text.lines.line(at: offset)
  guard line > 0 else { return [] }
  let own = text.lines.contentRange(ofLine: line, in: text.bytes)
  guard text.bytes[own.start..<own.end].allSatisfy({ $0 == 0x20 }) else { return [] }
  let above = text.lines.contentRange(ofLine: line - 1, in: text.bytes)
  let head = LineHead(above, document)
  guard let column = head.columnOfValue ?? head.columnOfItem(below: own.count), own.count != column else { return [] }
  return [TextEdit(own, String(repeating: " ", count: column))]
}

/// The line above the cursor, as far as it says where the next one begins.
private struct LineHead {
  private let tree: YAMLTree
  private let bytes: [UInt8]
  /// The first byte of the line, and the first one that is no blank.
  private let start: Int
  private let dash: Int
  /// Where its first key or value begins, behind all dashes.
  private let entry: Int
  /// Where its text ends, without a comment, and without the anchor and the tag of a value that is yet to come.
  private let end: Int

  init(_ line: TextRange, _ document: AnalyzedDocument) {
    let tree = document.parsed.tree
    let bytes = document.parsed.text.bytes
    var end = line.end
    if let comment = tree.comments(in: line).first { end = comment.range.start }
    func trim() { while end > line.start, bytes[end - 1] == 0x20 { end -= 1 } }
    trim()
    while let blank = bytes[line.start..<end].lastIndex(of: 0x20), blank + 1 < end,
      bytes[blank + 1] == 0x26 || bytes[blank + 1] == 0x21
    {
      end = blank
      trim()
    }
    var entry = line.start
    while entry < end, bytes[entry] == 0x20 { entry += 1 }
    let dash = entry
    while entry + 1 < end, bytes[entry] == 0x20 || bytes[entry] == 0x2D && bytes[entry + 1] == 0x20 { entry += 1 }
    self.tree = tree
    self.bytes = bytes
    self.dash = dash
    start = line.start
    self.entry = entry
    self.end = end
  }

  /// The column of a value that begins below; nil where the line begins none.
  var columnOfValue: Int? {
    guard end > start, let node = tree.node(at: end - 1) else { return nil }
    switch bytes[end - 1] {
    // A colon inside a text begins nothing.
    case 0x3A: guard node.isKey || node.range.isEmpty else { return nil }
    case 0x7C, 0x3E: guard node.style == .literal || node.style == .folded else { return nil }
    default: return nil
    }
    return entry - start + YAMLEdits.indentUnit(tree)
  }

  /// The column of the keys of an item that the line begins, where an editor has copied the blanks before its dash.
  func columnOfItem(below blanks: Int) -> Int? {
    guard entry > dash, blanks == dash - start, let key = tree.node(at: entry), key.isKey,
      key.range.start == entry, let item = key.parent, item.style == .block
    else { return nil }
    return entry - start
  }
}
