// SPDX-License-Identifier: Apache-2.0
import Analysis
import SourceText
import YAMLSyntax

/// The anchors that an alias may name at the cursor, directly behind its `*`: those of the same document that stand
/// before it, of several of one name the last; nil where no alias is written.
func anchorNames(in document: AnalyzedDocument, _ cursor: CursorContext, _ offset: Int) -> [CompletionItem]? {
  // A star that nothing follows is an alias without a name, which counts as a text.
  guard cursor.place == .value || cursor.place == .key || cursor.place == .text else { return nil }
  let tree = document.parsed.tree
  let bytes = document.parsed.text.bytes
  guard offset >= 0, offset <= bytes.count else { return nil }
  var start = offset
  while start > 0, isAnchorByte(bytes[start - 1]) { start -= 1 }
  guard start > 0, bytes[start - 1] == UInt8(ascii: "*") else { return nil }
  let star = start - 1
  guard star == 0 || [0x20, 0x0A, 0x0D, 0x2C, 0x5B, 0x7B].contains(bytes[star - 1]) else { return nil }
  // A star inside of a text is a part of it.
  if let node = tree.node(at: star), node.kind == .scalar, node.rawRange.touches(star) {
    if node.range.start < star || node.style == .literal || node.style == .folded { return nil }
  }
  var end = offset
  while end < bytes.count, isAnchorByte(bytes[end]) { end += 1 }
  let part = tree.documents.last { $0.range.start <= star }
  var seen: Set<String> = []
  let anchors = tree.anchors.reversed().filter { anchor in
    anchor.range.end <= star && part.map { $0.range.start <= anchor.range.start } != false
      && seen.insert(anchor.name).inserted
  }
  return anchors.reversed().map { anchor in
    CompletionItem(
      label: anchor.name, kind: .variable, detail: AliasFacts.line(anchor.node),
      documentation: AliasFacts.markdown(anchor.node),
      edit: TextEdit(TextRange(start, end), anchor.name))
  }
}

private func isAnchorByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  default: byte >= 0x80
  }
}
