// SPDX-License-Identifier: Apache-2.0
import Rules
import Dialect
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Puts an approval before a step: what the step waited for, the approval waits for.
func approvalActions(_ context: ActionContext) -> [EditorAction] {
  let notation = context.notation
  guard context.steps.count == 1, let step = context.steps.first, let id = step.id?.value, !id.isEmpty,
    let item = context.blockItem(step), let sequence = item.parent, let start = context.start(of: item),
    !context.isApproval(step), canBeGated(step, context)
  else { return [] }
  let approval = context.freeID("approve", id)
  var fields = ["\(notation.id): \(YAMLQuoting.quoteIfNeeded(approval))"]
  if notation.approvalNamesPeople {
    fields.append("name: \(YAMLQuoting.quoteIfNeeded("Approve \(step.displayName)"))")
  }
  fields.append("type: \(notation.approval)")
  let isExplicit = step.needsRange != nil || context.list.order == .parallel
  var edits: [TextEdit] = []
  if isExplicit {
    guard let needs = context.needs(of: step), let own = context.setNeeds(of: step, to: [approval]) else { return [] }
    if !needs.isEmpty || notation.needsReplaceOrder {
      fields.append("\(notation.needs): \(ActionContext.list(needs))")
    }
    edits = own
  }
  if notation.approvalNamesPeople { fields.append("approvers: [\"\(approver(context.rules.directory))\"]") }
  fields.append("timeout: 8h")
  let text = context.document.parsed.text
  let blanks = String(repeating: " ", count: sequence.column)
  let lines = fields.enumerated().map { blanks + ($0.offset == 0 ? "- " : "  ") + $0.element + text.lineBreak }
  return [
    EditorAction(
      "Add an approval before `\(id)`", .rewrite, edits: [TextEdit.insert(lines.joined(), at: start)] + edits)
  ]
}

/// Somebody who may decide: the first team, else the first role.
private func approver(_ directory: Directory) -> String {
  directory.teams?.keys.sorted().first.map { "team:\($0)" }
    ?? directory.roles?.keys.sorted().first.map { "role:\($0)" } ?? "team:owners"
}

/// Whether a step behind an approval waits for it, is stopped by it, and can wait that long.
private func canBeGated(_ step: Step, _ context: ActionContext) -> Bool {
  let notation = context.notation
  // A branch starts its steps whatever stands above them.
  guard step.branches.isEmpty || step.needsRange != nil else { return false }
  if notation.conditionsOutliveFailures, context.isConditional(step) { return false }
  // A step more in the list moves the names that places give.
  let unnamed = context.workflow.steps.filter { $0.id == nil }
  if context.workflow.usesPlaceNames(of: unnamed) { return false }
  // What surrounds it would end before somebody has decided.
  if let owner = context.list.owner, context.workflow.steps[owner].timeout != nil { return false }
  guard notation.timeoutsCountWaiting, context.list.order == .parallel else { return true }
  let behind = WaitingSteps(context.rules).descendants(of: step.index).union([step.index])
  return !behind.contains { context.workflow.steps[$0].timeout != nil }
}

/// Gives a step that may take for ever a timeout.
func timeoutActions(_ context: ActionContext) -> [EditorAction] {
  let schema = context.rules.lowered.schema
  guard context.steps.count == 1, let step = context.steps.first, let node = context.rules.node(step),
    node.kind == .mapping, node.mergedEntry("timeout") == nil, let type = step.type?.value,
    (schema.stepType(type)?.row ?? schema.anyStep).field(named: "timeout") != nil, let last = Array(node.entries).last,
    canTimeOut(step, context)
  else { return [] }
  return [
    EditorAction(
      "Add a timeout to `\(step.displayName)`", .rewrite,
      edits: YAMLEdits.insertEntry("timeout", context.isApproval(step) ? "8h" : "30m", after: last))
  ]
}

/// Whether a step has no end of its own, and a timeout counts nothing but its own time.
private func canTimeOut(_ step: Step, _ context: ActionContext) -> Bool {
  switch step.action {
  case .wait(_?), .suspend(_?): return false
  default: break
  }
  guard context.notation.timeoutsCountWaiting, context.list.order == .parallel else { return true }
  return !WaitingSteps(context.rules).ancestors(of: step.index).contains {
    context.isApproval(context.workflow.steps[$0])
  }
}
