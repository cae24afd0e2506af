// SPDX-License-Identifier: Apache-2.0
import Analysis
import SourceText
import YAMLSyntax

/// Writes the collection at a selection in lines in place of brackets, or the other way round.
///
/// The result is parsed, and offered only where it says the same as before.
func styleActions(in document: AnalyzedDocument, at selection: TextRange) -> [EditorAction] {
  guard document.parsed.kind != .other else { return [] }
  let tree = document.parsed.tree
  var node = tree.node(at: selection.start)
  while let current = node, current.kind != .mapping && current.kind != .sequence { node = current.parent }
  guard let node, node.count > 0, node.properties == nil, tree.comments(in: node.range).isEmpty else { return [] }
  let isFlow = node.style == .flow
  guard let edit = isFlow ? blockEdit(node) : flowEdit(node) else { return [] }
  guard let text = tree.source.applying([edit]), text.count < 1 << 20 else { return [] }
  let changed = YAMLParser.parse(text)
  guard changed.problems.count <= tree.problems.count, saysTheSame(changed, tree) else { return [] }
  return [
    EditorAction(isFlow ? "Write in lines" : "Write in brackets", .rewrite, edits: [edit])
  ]
}

/// Whether two documents say the same, whatever way they are written.
private func saysTheSame(_ left: YAMLTree, _ right: YAMLTree) -> Bool {
  var pending = zip(left.documents, right.documents).map { ($0.root, $1.root) }
  guard left.documents.count == right.documents.count else { return false }
  while let (first, second) = pending.popLast() {
    guard first.kind == second.kind, first.properties?.anchor == second.properties?.anchor,
      first.properties?.tag == second.properties?.tag
    else { return false }
    switch first.kind {
    case .alias: if first.text != second.text { return false }
    case .scalar: if first.scalarType != second.scalarType || first.text != second.text { return false }
    case .mapping, .sequence:
      let (inner, other) = (Array(first.children), Array(second.children))
      guard inner.count == other.count else { return false }
      pending += zip(inner, other)
    }
  }
  return true
}

/// The source of a node with its anchor and tag.
private func source(_ node: YAMLNode) -> String {
  var start = node.range.start
  if let properties = node.properties {
    for range in [properties.anchorRange, properties.tagRange] { start = min(start, range?.start ?? start) }
  }
  return node.tree.source[TextRange(start, node.range.end)]
}

private func blockEdit(_ node: YAMLNode) -> TextEdit? {
  guard let parent = node.parent, parent.style == .block, let column = blockColumn(node, in: parent) else { return nil }
  let text = node.tree.source
  let blanks = String(repeating: " ", count: column)
  var lines: [String] = []
  if node.kind == .mapping {
    for entry in node.entries {
      guard entry.key.kind == .scalar else { return nil }
      lines.append(entry.value.range.isEmpty ? source(entry.key) + ":" : source(entry.key) + ": " + source(entry.value))
    }
  } else {
    lines = node.items.map { "- " + source($0) }
  }
  guard !lines.contains(where: { $0.utf8.contains(0x0A) }) else { return nil }
  let isItem = parent.kind == .sequence
  let joined = lines.joined(separator: text.lineBreak + blanks)
  if isItem { return TextEdit(node.range, joined) }
  var start = node.range.start
  while start > 0, text.bytes[start - 1] == 0x20 { start -= 1 }
  return TextEdit(TextRange(start, node.range.end), text.lineBreak + blanks + joined)
}

/// Where the lines of a collection begin once its brackets are gone.
private func blockColumn(_ node: YAMLNode, in parent: YAMLNode) -> Int? {
  if parent.kind == .sequence {
    // Behind the dash, which must stand on the same line.
    return node.column
  }
  guard node.enclosingEntry?.value == node else { return nil }
  return parent.column + YAMLEdits.indentUnit(node.tree)
}

private func flowEdit(_ node: YAMLNode) -> TextEdit? {
  guard node.parent != nil else { return nil }
  var parts: [String] = []
  func inFlow(_ child: YAMLNode) -> String? {
    guard child.kind == .scalar || child.style == .flow || child.kind == .alias else { return nil }
    let text = source(child)
    guard !text.utf8.contains(0x0A), child.style != .literal, child.style != .folded else { return nil }
    guard child.kind == .scalar, child.style == .plain, child.scalarType == .string else { return text }
    return YAMLQuoting.canBePlain(text, inFlow: true) ? text : YAMLQuoting.quoteIfNeeded(text, inFlow: true)
  }
  if node.kind == .mapping {
    for entry in node.entries {
      guard entry.key.kind == .scalar, let key = inFlow(entry.key), let value = inFlow(entry.value) else { return nil }
      parts.append("\(key): \(value)")
    }
  } else {
    for item in node.items {
      guard let item = inFlow(item) else { return nil }
      parts.append(item)
    }
  }
  let joined = parts.joined(separator: ", ")
  guard joined.utf8.count <= 100 else { return nil }
  let flow = node.kind == .mapping ? "{\(joined)}" : "[\(joined)]"
  if node.parent?.kind == .sequence { return TextEdit(node.range, flow) }
  guard let key = node.enclosingEntry?.key, node.enclosingEntry?.value == node else { return nil }
  let text = node.tree.source
  guard let colon = text.bytes[key.range.end..<node.range.start].firstIndex(of: 0x3A) else { return nil }
  return TextEdit(TextRange(colon + 1, node.range.end), " " + flow)
}
