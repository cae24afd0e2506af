// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Edits that rules share; each keeps comments and the style that is there.
enum Edits {
  /// Adds `key: value` to a mapping; nothing where the node is no mapping.
  static func insertEntry(_ key: String, _ value: String, into node: YAMLNode) -> [TextEdit] {
    guard node.kind == .mapping else { return [] }
    let source = node.tree.source
    guard let last = Array(node.entries).last else {
      return node.style == .flow ? [.insert("\(key): \(value)", at: node.range.start + 1)] : []
    }
    if node.style == .flow { return [.insert(", \(key): \(value)", at: last.range.end)] }
    let line = source.lines.line(at: last.range.end)
    let content = source.lines.contentRange(ofLine: line, in: source.bytes)
    let column = last.key.range.start - source.lines.range(ofLine: source.lines.line(at: last.key.range.start)).start
    let indentation = String(repeating: " ", count: column)
    return [.insert("\(source.lineBreak)\(indentation)\(key): \(value)", at: max(content.end, last.range.end))]
  }

  /// Takes a scalar out of the list that holds it; the list's key goes with its only item.
  static func removal(of item: Located<String>, _ title: String, in context: WorkflowContext) -> [Fix] {
    guard let node = context.node(item.syntax), let list = node.parent, list.kind == .sequence else { return [] }
    let siblings = list.items
    guard let index = siblings.firstIndex(of: node) else { return [] }
    let source = node.tree.source
    if siblings.count == 1 {
      if list.style == .flow {
        return [Fix(title, edits: [.delete(TextRange(list.range.start + 1, list.range.end - 1))])]
      }
      return [Fix(title, edits: [TextEdit(list.range, "[]")])]
    }
    if list.style == .flow {
      let range =
        index == 0
        ? TextRange(node.range.start, siblings[1].range.start)
        : TextRange(siblings[index - 1].range.end, node.range.end)
      return [Fix(title, edits: [.delete(range)])]
    }
    return [Fix(title, edits: [.delete(source.lines.range(ofLine: source.lines.line(at: node.range.start)))])]
  }

  /// Lets a step need another one besides what it waits for now.
  static func addNeed(_ id: String, to step: Step, _ node: YAMLNode, in context: WorkflowContext) -> [TextEdit] {
    guard let needs = node.mergedEntry("needs") else {
      let current = step.dependencies.compactMap { context.workflow.steps[$0.step].id?.value }
      return insertEntry("needs", "[\((current + [id]).joined(separator: ", "))]", into: node)
    }
    guard let list = needs.value.resolved else { return [] }
    if list.kind == .scalar, list.scalarType != .null {
      return [TextEdit(list.range, "[\(list.text), \(id)]")]
    }
    guard list.kind == .sequence else { return [] }
    guard let last = list.items.last else { return [TextEdit(list.range, "[\(id)]")] }
    if list.style == .flow { return [.insert(", \(id)", at: last.range.end)] }
    let source = node.tree.source
    let line = source.lines.range(ofLine: source.lines.line(at: last.range.start))
    let indentation = source[TextRange(line.start, last.range.start)]
    let end = source.lines.contentRange(ofLine: source.lines.line(at: last.range.end), in: source.bytes).end
    return [.insert("\(source.lineBreak)\(indentation)\(id)", at: end)]
  }
}
