// SPDX-License-Identifier: Apache-2.0
import Rules
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// The most steps that are looked at together: each is compared with all others, and nobody orders more by hand.
private let largestSelection = 100

/// Lets selected steps, or the steps of a group, run at one time or one after the other.
func orderActions(_ context: ActionContext) -> [EditorAction] {
  if context.steps.count == 1, let step = context.steps.first, case .group(let group) = step.action {
    return groupActions(context, step, group)
  }
  guard (2...largestSelection).contains(context.steps.count),
    context.steps.allSatisfy({ $0.id != nil && context.blockItem($0) != nil }),
    let first = context.steps.first?.id?.value, let last = context.steps.last?.id?.value,
    !context.workflow.usesPlaceNames(of: context.steps)
  else { return [] }
  let named = "`\(first)` to `\(last)`"
  let selected = Set(context.steps.map(\.index))
  let waiting = WaitingSteps(context.rules)
  let isParallel = context.steps.allSatisfy { waiting.ancestors(of: $0.index).isDisjoint(with: selected) }
  if isParallel {
    return chainEdits(context, waiting).map { [EditorAction("Run \(named) one after the other", .rewrite, edits: $0)] }
      ?? []
  }
  // What reads another step's result has to wait for it, and what people gate for them.
  guard !context.readsItself, !context.steps.contains(where: context.isApproval) else { return [] }
  let edits =
    context.notation.needsReplaceOrder || context.list.order == .parallel
    ? besideEdits(context, selected, waiting) : wrappingEdits(context)
  return edits.map { [EditorAction("Run \(named) at one time", .rewrite, edits: $0)] } ?? []
}

/// Each step needs the one above it as well.
private func chainEdits(_ context: ActionContext, _ waiting: WaitingSteps) -> [TextEdit]? {
  var edits: [TextEdit] = []
  for (before, step) in zip(context.steps, context.steps.dropFirst()) {
    guard let needs = context.needs(of: step), let id = before.id?.value,
      !(context.notation.timeoutsCountWaiting && step.timeout != nil),
      let own = context.setNeeds(of: step, to: merged(needs, [id]))
    else { return nil }
    edits += own
  }
  return edits
}

/// Each step needs what the first one needs, and what comes after some of them waits for all that it waited for.
private func besideEdits(
  _ context: ActionContext, _ selected: Set<StepIndex>, _ waiting: WaitingSteps
) -> [TextEdit]? {
  let ids = context.steps.compactMap { $0.id?.value }
  guard let first = context.steps.first, let common = context.needs(of: first)?.filter({ !ids.contains($0) }) else {
    return nil
  }
  var edits: [TextEdit] = []
  for step in context.steps {
    guard let needs = context.needs(of: step) else { return nil }
    let outside = needs.filter { !ids.contains($0) }
    // Through a step outside it would still wait for one of the others.
    for id in outside {
      guard let other = context.rules.stepsByID[id] else { continue }
      guard waiting.ancestors(of: other).isDisjoint(with: selected) else { return nil }
    }
    let known = outside.compactMap { context.rules.stepsByID[$0] }.reduce(into: Set<StepIndex>()) {
      $0.formUnion(waiting.ancestors(of: $1))
    }
    let missing = common.filter { id in context.rules.stepsByID[id].map { !known.contains($0) } ?? true }
    let all = merged(missing, outside)
    // What comes of its place already need not be written.
    if all == needs { continue }
    guard let own = context.setNeeds(of: step, to: all) else { return nil }
    edits += own
  }
  for other in context.workflow.steps where !selected.contains(other.index) {
    let isNext = context.rules.graph.dependencies[other.index].contains { selected.contains($0) }
    guard let needs = context.needs(of: other) else {
      if isNext { return nil }
      continue
    }
    let known = context.steps.filter { step in step.id.map { needs.contains($0.value) } ?? false }
    // What waits for a value alone would not wait for the steps before the one that gives it.
    if known.isEmpty, readsOutputs(other, of: context) { return nil }
    guard !known.isEmpty else { continue }
    let before = known.reduce(into: Set<StepIndex>()) { $0.formUnion(waiting.ancestors(of: $1.index)) }
    let added = context.steps.filter { before.contains($0.index) }.compactMap { $0.id?.value }
    guard let own = context.setNeeds(of: other, to: merged(needs, added)) else { return nil }
    edits += own
  }
  return edits
}

/// Whether a step waits for a value that a selected one gives.
private func readsOutputs(_ step: Step, of context: ActionContext) -> Bool {
  guard let program = context.workflow.reconciled else { return false }
  let outputs = Set(context.steps.flatMap { $0.declaredOutputs.map(\.name.value) })
  return program.steps[step.index].inputs.contains {
    outputs.contains(String($0.from.prefix { $0 != "." && $0 != "[" }))
  }
}

/// A group around steps that their list would keep in order: its steps run side by side.
private func wrappingEdits(_ context: ActionContext) -> [TextEdit]? {
  guard context.steps.allSatisfy({ $0.needsRange == nil }) else { return nil }
  return groupEdits(context, mode: context.notation.parallel)
}

private func merged(_ first: [String], _ second: [String]) -> [String] { first + second.filter { !first.contains($0) } }

private func groupActions(_ context: ActionContext, _ step: Step, _ group: GroupAction) -> [EditorAction] {
  guard let node = context.rules.node(step), let type = node.entry("type") else { return [] }
  let members = group.list.map { context.workflow.lists[$0].steps } ?? []
  // In order, a step that waits for a later one would wait for ever.
  if !group.isSequence, !context.notation.needsReplaceOrder {
    guard members.count <= largestSelection else { return [] }
    let waiting = WaitingSteps(context.rules)
    for (place, member) in members.enumerated()
    where !waiting.ancestors(of: member).isDisjoint(with: members[place...].dropFirst()) { return [] }
  }
  let mode = group.isSequence ? context.notation.parallel : context.notation.sequence
  let edits =
    node.entry("mode").map { [ActionContext.replaceValue(of: $0, with: mode)] }
    ?? YAMLEdits.insertEntry("mode", mode, after: type)
  let how = group.isSequence ? "at one time" : "one after the other"
  return [EditorAction("Run the steps of `\(step.displayName)` \(how)", .rewrite, edits: edits)]
}
