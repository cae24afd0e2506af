// SPDX-License-Identifier: Apache-2.0
import Rules
import Dialect
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Puts an approval before a step: what the step waited for, the approval waits for.
func approvalActions(_ context: ActionContext) -> [EditorAction] {
  guard context.steps.count == 1, let step = context.steps.first, let id = step.id?.value, !id.isEmpty,
    let item = context.blockItem(step), let sequence = item.parent, let start = context.start(of: item)
  else { return [] }
  if case .approval = step.action { return [] }
  let approval = context.freeID("approve_\(id)")
  let directory = context.rules.directory
  let approver =
    directory.teams?.keys.sorted().first.map { "team:\($0)" }
    ?? directory.roles?.keys.sorted().first.map { "role:\($0)" } ?? "team:owners"
  var fields = [
    "id: \(approval)", "name: \(YAMLQuoting.quoteIfNeeded("Approve \(step.displayName)"))", "type: approval",
  ]
  let isExplicit = step.needsRange != nil || context.list.order == .parallel
  if isExplicit {
    guard let needs = context.dependencies(of: step) else { return [] }
    fields.append("needs: [\(needs.joined(separator: ", "))]")
  }
  fields += ["approvers: [\"\(approver)\"]", "timeout: 8h"]
  let text = context.document.parsed.text
  let blanks = String(repeating: " ", count: sequence.column)
  let lines = fields.enumerated().map { blanks + ($0.offset == 0 ? "- " : "  ") + $0.element + text.lineBreak }
  let edits = [TextEdit.insert(lines.joined(), at: start)]
  return [
    EditorAction(
      "Add an approval before `\(id)`", .rewrite,
      edits: edits + (isExplicit ? context.setNeeds(of: step, to: [approval]) : []))
  ]
}

/// Gives a step that may take for ever a timeout.
func timeoutActions(_ context: ActionContext) -> [EditorAction] {
  guard context.steps.count == 1, let step = context.steps.first, step.timeout == nil,
    let node = context.rules.node(step), node.kind == .mapping, node.entry("timeout") == nil,
    let row = context.rules.lowered.schema.stepType(step.type?.value ?? "")?.row,
    row.field(Array("timeout".utf8)[...]) != nil,
    let last = Array(node.entries).last
  else { return [] }
  var isApproval = false
  if case .approval = step.action { isApproval = true }
  return [
    EditorAction(
      "Add a timeout to `\(step.displayName)`", .rewrite,
      edits: YAMLEdits.insertEntry("timeout", isApproval ? "8h" : "30m", after: last))
  ]
}
