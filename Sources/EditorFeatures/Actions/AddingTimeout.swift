// SPDX-License-Identifier: Apache-2.0
import Rules
import Dialect
import Analysis
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

/// Durations that people would choose, the one that suits most first.
enum RoundTimes {
  private static let minute: Milliseconds = 60_000
  /// For people to decide in.
  static let decisions = [480, 240, 120, 60, 30, 15].map { $0 * minute }
  /// For a step to do its work in.
  static let work = [30, 20, 15, 10, 5, 2, 1].map { $0 * minute }
  /// For work that says it takes longer.
  static let longWork = [30, 60, 120, 240, 480, 720, 1440].map { $0 * minute }
}

/// Gives a step that may take for ever a timeout.
func timeoutActions(_ context: ActionContext) -> [EditorAction] {
  let schema = context.rules.lowered.schema
  guard context.steps.count == 1, let step = context.steps.first, let node = context.rules.node(step),
    node.kind == .mapping, node.mergedEntry("timeout") == nil, let type = step.type?.value,
    (schema.stepType(type)?.row ?? schema.anyStep).field(named: "timeout") != nil, let last = Array(node.entries).last,
    canTimeOut(step, context), let time = fittingTimeout(of: step, context)
  else { return [] }
  return [
    EditorAction(
      "Add a timeout to `\(step.displayName)`", .rewrite,
      edits: YAMLEdits.insertEntry("timeout", DurationFormat.compact(time), after: last))
  ]
}

/// The time that a step gets: enough for what it says it needs, and no more than the limits around it leave; nil where
/// there is none.
private func fittingTimeout(of step: Step, _ context: ActionContext) -> Milliseconds? {
  let spare = SpareTime(of: step.index, before: false, context.rules)
  let needed = spare.needed
  if case .approval(let action) = step.action {
    // Others are asked as long again.
    let rounds: Milliseconds = action.onTimeout?.value == .escalate ? 2 : 1
    return RoundTimes.decisions.first { $0 > needed && spare.admits($0 * rounds) }
  }
  let choices = context.isApproval(step) ? RoundTimes.decisions : RoundTimes.work
  if let time = choices.first(where: { $0 > needed && spare.admits($0) }) { return time }
  return RoundTimes.longWork.first { $0 > needed && spare.admits($0) }
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
