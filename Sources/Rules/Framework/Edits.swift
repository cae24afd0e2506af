// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Edits that rules share, on top of those of the YAML layer; each keeps comments and the style that is there.
enum Edits {
  /// Takes a scalar out of the list that holds it.
  static func removal(of item: Located<String>, _ title: String, in context: WorkflowContext) -> [Fix] {
    guard let node = context.node(item.syntax), let list = node.parent, list.kind == .sequence else { return [] }
    // An empty list still says "waits for nothing"; without the list the order of the file would count.
    if list.count == 1 { return [Fix(title, edits: [TextEdit(list.range, "[]")])] }
    let edits = YAMLEdits.remove(item: node)
    return edits.isEmpty ? [] : [Fix(title, edits: edits)]
  }

  /// Lets a step need another one besides what it waits for now.
  static func addNeed(_ id: String, to step: Step, _ node: YAMLNode, in context: WorkflowContext) -> [TextEdit] {
    guard let needs = node.mergedEntry("needs") else {
      let current = step.dependencies.compactMap { context.workflow.steps[$0.step].id?.value }
      return YAMLEdits.insertEntry("needs", "[\((current + [id]).joined(separator: ", "))]", into: node)
    }
    guard let list = needs.value.resolved else { return [] }
    if list.kind == .scalar {
      return list.scalarType == .null ? [] : [TextEdit(list.range, "[\(list.text), \(id)]")]
    }
    guard list.kind == .sequence else { return [] }
    return list.count == 0 ? [TextEdit(list.range, "[\(id)]")] : YAMLEdits.appendItem(id, to: list)
  }
}
