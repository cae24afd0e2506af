// SPDX-License-Identifier: Apache-2.0
import Rules
import Dialect
import Analysis
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

/// Puts an approval before a step: what the step waited for, the approval waits for.
func approvalActions(_ context: ActionContext) -> [EditorAction] {
  let notation = context.notation
  guard context.steps.count == 1, let step = context.steps.first, let id = step.id?.value, !id.isEmpty,
    let item = context.blockItem(step), let sequence = item.parent, let start = context.start(of: item),
    !context.isApproval(step), canBeGated(step, context), let time = timeToDecide(before: step, context)
  else { return [] }
  let approval = context.freeID("approve", id)
  guard let condition = GateCondition(of: step, behind: approval, context) else { return [] }
  var fields = ["\(notation.id): \(YAMLQuoting.quoteIfNeeded(approval))"]
  if notation.approvalNamesPeople {
    fields.append("name: \(YAMLQuoting.quoteIfNeeded("Approve \(step.displayName)"))")
  }
  fields.append("type: \(notation.approval)")
  let isExplicit = step.needsRange != nil || context.list.order == .parallel
  guard let branches = branchEdits(of: step, to: approval, context) else { return [] }
  var edits = condition.edits
  if isExplicit {
    guard let needs = context.needs(of: step), let own = context.setNeeds(of: step, to: [approval]) else { return [] }
    if !needs.isEmpty || notation.needsReplaceOrder {
      fields.append("\(notation.needs): \(ActionContext.list(needs))")
    }
    edits = own + edits
  }
  if let text = condition.approvals { fields.append("if: \(text)") }
  if notation.approvalNamesPeople {
    let isBroken = !context.document.parsed.tree.problems.isEmpty
    guard let approvers = ProposedApprovers(before: step, in: context.rules, isBroken: isBroken) else { return [] }
    fields.append("approvers: [\"\(approvers.name)\"]")
    if approvers.excludesRequester { fields.append("allow_self_approval: false") }
  }
  fields.append("timeout: \(DurationFormat.compact(time))")
  // Else a rejection would count as handled, and the step would run.
  if context.workflow.onFailure?.value == .continue { fields.append("on_failure: stop") }
  let text = context.document.parsed.text
  let blanks = String(repeating: " ", count: sequence.column)
  let lines = fields.enumerated().map { blanks + ($0.offset == 0 ? "- " : "  ") + $0.element + text.lineBreak }
  return [
    EditorAction(
      "Add an approval before `\(id)`", .rewrite, edits: [TextEdit.insert(lines.joined(), at: start)] + edits + branches
    )
  ]
}

/// The edits that let the branches which lead to a step lead to its approval: of a branch that is not taken nobody is asked,
/// and the step is skipped with the approval. Nil where a branch is not named in so many letters.
private func branchEdits(of step: Step, to approval: String, _ context: ActionContext) -> [TextEdit]? {
  var edits: [TextEdit] = []
  for condition in Set(step.branches.map(\.condition)).sorted() {
    guard let node = context.rules.node(context.workflow.steps[condition]) else { return nil }
    let ranges = ["cases", "else"].compactMap { key in node.entries.first { $0.key.text == key }?.value.range }
    let places = context.workflow.stepReferences.filter { reference in
      reference.value == step.id?.value && ranges.contains { $0.contains(reference.range) }
    }
    guard !places.isEmpty else { return nil }
    edits += places.map { TextEdit($0.range, approval) }
  }
  return edits
}

/// How long people have to decide: a working day, or the most that the limits around the step leave them; nil where that
/// is hardly any time.
private func timeToDecide(before step: Step, _ context: ActionContext) -> Milliseconds? {
  let spare = SpareTime(of: step.index, before: true, context.rules)
  return RoundTimes.decisions.first { spare.admits($0) }
}

/// Whether a step behind an approval waits for it, is stopped by it, and can wait that long.
private func canBeGated(_ step: Step, _ context: ActionContext) -> Bool {
  let notation = context.notation
  if notation.conditionsOutliveFailures, context.isConditional(step) { return false }
  // A step more in the list moves the names that places give.
  let unnamed = context.workflow.steps.filter { $0.id == nil }
  if context.workflow.usesPlaceNames(of: unnamed) { return false }
  guard notation.timeoutsCountWaiting else { return true }
  // What surrounds it would end before somebody has decided.
  if let owner = context.list.owner, context.workflow.steps[owner].timeout != nil { return false }
  guard context.list.order == .parallel else { return true }
  let behind = WaitingSteps(context.rules).descendants(of: step.index).union([step.index])
  return !behind.contains { context.workflow.steps[$0].timeout != nil }
}
