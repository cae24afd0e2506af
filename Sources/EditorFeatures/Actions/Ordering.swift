// SPDX-License-Identifier: Apache-2.0
import Rules
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Lets selected steps, or the steps of a group, run at one time or one after the other.
func orderActions(_ context: ActionContext) -> [EditorAction] {
  if context.steps.count == 1, let step = context.steps.first, case .group(let group) = step.action {
    return groupActions(context, step, group)
  }
  guard context.steps.count > 1, let first = context.steps.first,
    let last = context.steps.last, context.steps.allSatisfy({ $0.id != nil && context.blockItem($0) != nil })
  else { return [] }
  let ids = context.steps.compactMap { $0.id?.value }
  let selected = Set(context.steps.map(\.index))
  var result: [EditorAction] = []
  let named = "`\(ids.first ?? "")` to `\(ids.last ?? "")`"
  if let needs = context.dependencies(of: first), !isParallel(context, selected) {
    // What came after the last of them alone would overtake the others.
    var edits: [TextEdit] = []
    var isPossible = true
    for step in context.steps {
      guard let own = context.dependencies(of: step) else { return [] }
      let outside = own.filter { !ids.contains($0) }
      edits += context.setNeeds(of: step, to: step.index == first.index ? needs : merged(needs, outside))
    }
    for dependent in context.rules.graph.dependents[last.index] where !selected.contains(dependent) {
      guard let known = context.dependencies(of: context.workflow.steps[dependent]) else {
        isPossible = false
        break
      }
      edits += context.setNeeds(of: context.workflow.steps[dependent], to: merged(known, ids))
    }
    if isPossible { result.append(EditorAction("Run \(named) at one time", .rewrite, edits: edits)) }
  }
  if isParallel(context, selected) {
    var edits: [TextEdit] = []
    for (before, step) in zip(context.steps, context.steps.dropFirst()) {
      guard let known = context.dependencies(of: step), let id = before.id?.value else { return result }
      edits += context.setNeeds(of: step, to: merged(known, [id]))
    }
    result.append(EditorAction("Run \(named) one after the other", .rewrite, edits: edits))
  }
  return result
}

/// Whether no selected step waits for another one.
private func isParallel(_ context: ActionContext, _ selected: Set<StepIndex>) -> Bool {
  context.steps.allSatisfy { step in
    !context.rules.graph.dependencies[step.index].contains { selected.contains($0) }
  }
}

private func merged(_ first: [String], _ second: [String]) -> [String] { first + second.filter { !first.contains($0) } }

private func groupActions(_ context: ActionContext, _ step: Step, _ group: GroupAction) -> [EditorAction] {
  guard let node = context.rules.node(step), let type = node.entry("type") else { return [] }
  let mode = group.isSequence ? "parallel" : "sequence"
  let edits =
    node.entry("mode").map { [ActionContext.replaceValue(of: $0, with: mode)] }
    ?? YAMLEdits.insertEntry("mode", mode, after: type)
  let how = group.isSequence ? "at one time" : "one after the other"
  return [EditorAction("Run the steps of `\(step.displayName)` \(how)", .rewrite, edits: edits)]
}
