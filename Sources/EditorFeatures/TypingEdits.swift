// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
import YAMLSyntax

/// What an editor does to the text while people type: a new line below a key that begins a value is indented.
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
  var end = above.end
  while end > above.start, text.bytes[end - 1] == 0x20 { end -= 1 }
  guard end > above.start, let node = document.parsed.tree.node(at: end - 1) else { return [] }
  let last = text.bytes[end - 1]
  let isBlock = last == 0x7C || last == 0x3E
  // A colon inside a text, or one that ends a comment, begins nothing.
  guard last == 0x3A || isBlock, document.parsed.tree.comments(in: above).isEmpty else { return [] }
  if isBlock { guard node.style == .literal || node.style == .folded else { return [] } }
  if last == 0x3A { guard node.isKey || node.range.isEmpty else { return [] } }
  var start = above.start
  while start < end, text.bytes[start] == 0x20 || text.bytes[start] == 0x2D && text.bytes[start + 1] == 0x20 {
    start += 1
  }
  let column = start - above.start + YAMLEdits.indentUnit(document.parsed.tree)
  guard own.count != column else { return [] }
  return [TextEdit(own, String(repeating: " ", count: column))]
}
