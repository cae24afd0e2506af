// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import YAMLSyntax

/// Comments that allow the findings at a selection, here or in the whole file.
func suppressions(in document: AnalyzedDocument, at selection: TextRange) -> [EditorAction] {
  var result: [EditorAction] = []
  var seen: Set<String> = []
  for diagnostic in document.diagnostics
  where diagnostic.range.touches(selection.start) || selection.touches(diagnostic.range.start) {
    // A file that does not parse is not allowed to stay so.
    guard !diagnostic.code.hasPrefix("WF00"), seen.insert(diagnostic.name).inserted else { continue }
    if let edit = allowHere(diagnostic, document) {
      result.append(EditorAction("Allow `\(diagnostic.name)` here", .quickFix, edits: [edit]))
    }
    result.append(
      EditorAction("Allow `\(diagnostic.name)` in this file", .quickFix, edits: [allowInFile(diagnostic, document)]))
  }
  return result
}

private func allowHere(_ diagnostic: Diagnostic, _ document: AnalyzedDocument) -> TextEdit? {
  let text = document.parsed.text
  let line = text.lines.line(at: diagnostic.range.start)
  for suppression in document.suppressions {
    guard case .lines(let lines) = suppression.scope, lines.contains(line), let last = suppression.entries.last else {
      continue
    }
    return .insert(", \(diagnostic.name)", at: last.range.end)
  }
  let tree = document.parsed.tree
  let content = text.lines.contentRange(ofLine: line, in: text.bytes)
  let node = tree.node(at: diagnostic.range.start)
  // Inside a text of several lines a `#` is a part of the text: the comment goes above the entry that holds it.
  if let node, node.kind == .scalar,
    text.lines.line(at: node.range.start) != text.lines.line(at: max(node.range.start, node.range.end - 1))
  {
    let first = text.lines.line(at: node.enclosingEntry?.key.range.start ?? node.range.start)
    let head = text.lines.contentRange(ofLine: first, in: text.bytes)
    let blanks = text.bytes[head.start..<head.end].prefix { $0 == 0x20 }.count
    return .insert(
      String(repeating: " ", count: blanks) + "# wflint: allow(\(diagnostic.name))" + text.lineBreak, at: head.start)
  }
  guard tree.comments(in: content).isEmpty else {
    let blanks = text.bytes[content.start..<content.end].prefix { $0 == 0x20 }.count
    return .insert(
      String(repeating: " ", count: blanks) + "# wflint: allow(\(diagnostic.name))" + text.lineBreak, at: content.start)
  }
  var end = content.end
  while end > content.start, text.bytes[end - 1] == 0x20 || text.bytes[end - 1] == 0x09 { end -= 1 }
  return TextEdit(TextRange(end, content.end), "  # wflint: allow(\(diagnostic.name))")
}

private func allowInFile(_ diagnostic: Diagnostic, _ document: AnalyzedDocument) -> TextEdit {
  for suppression in document.suppressions where suppression.scope == .file {
    if let last = suppression.entries.last { return .insert(", \(diagnostic.name)", at: last.range.end) }
  }
  let text = document.parsed.text
  let start = text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  return .insert("# wflint: allow-file(\(diagnostic.name))" + text.lineBreak, at: start)
}
