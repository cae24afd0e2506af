// SPDX-License-Identifier: Apache-2.0

extension Workflow {
  /// Takes the steps that `drafts` have become, with what follows from the text: the steps that references name, each
  /// step's dependencies and branches.
  ///
  /// The order rules are those of `language.md` §4: without `needs` a step waits for the one listed before it (or for
  /// nothing in a parallel group), and a branch target without `needs` for its condition alone. Names are looked up in
  /// the step's own list. Of two steps with one id the first is meant. Complexity: O(steps + references).
  package mutating func setSteps(_ drafts: consuming [StepDraft]) {
    var resolver = StepResolver(steps: drafts, lists: lists)
    resolver.run()
    // From the end, so that each draft moves: a copy counts each of its references.
    var steps: [Step] = []
    steps.reserveCapacity(resolver.steps.count)
    while let draft = resolver.steps.popLast() { steps.append(Step(draft)) }
    steps.reverse()
    self.steps = steps
  }
}

extension StepDraft {
  /// Takes the steps that it names, found by their ids; returns what it does where it is a condition.
  ///
  /// Where it stands: a draft that is taken out of its list to be looked at is copied, with each of its references.
  fileprivate mutating func resolve(_ byID: [String: StepIndex]) -> ConditionAction? {
    for need in needs.indices { needs[need].target = byID[needs[need].id.value] }
    guard case .condition(var action) = action else { return nil }
    for branch in action.cases.indices {
      for target in action.cases[branch].targets.indices {
        action.cases[branch].targets[target].target = byID[action.cases[branch].targets[target].id.value]
      }
    }
    for target in action.otherwise.indices {
      action.otherwise[target].target = byID[action.otherwise[target].id.value]
    }
    self.action = .condition(action)
    return action
  }
}

/// Makes steps of drafts.
private struct StepResolver {
  var steps: [StepDraft]
  let lists: [StepList]

  mutating func run() {
    for list in lists { resolve(list) }
    for index in steps.indices { resolvePlan(of: index) }
  }

  private mutating func resolve(_ list: StepList) {
    var byID: [String: StepIndex] = [:]
    byID.reserveCapacity(list.steps.count)
    // From the end, so that of two with one id the first stays.
    for index in list.steps.reversed() { if let id = steps[index].id?.value { byID[id] = index } }
    for index in list.steps { if let action = steps[index].resolve(byID) { noteBranches(of: index, action) } }
    var previous: StepIndex?
    for index in list.steps {
      steps[index].dependencies = dependencies(of: index, after: previous, in: list)
      previous = index
    }
  }

  private mutating func noteBranches(of condition: StepIndex, _ action: ConditionAction) {
    for (branch, targets) in (action.cases.map(\.targets) + [action.otherwise]).enumerated() {
      for target in targets.compactMap(\.target) where target != condition {
        let membership = BranchMembership(condition: condition, branch: branch)
        if !steps[target].branches.contains(membership) { steps[target].branches.append(membership) }
      }
    }
  }

  private func dependencies(of index: StepIndex, after previous: StepIndex?, in list: StepList) -> [Dependency] {
    if steps[index].needsRange != nil {
      var result: [Dependency] = []
      for (position, need) in steps[index].needs.enumerated() {
        guard let target = need.target, !result.contains(where: { $0.step == target }) else { continue }
        result.append(Dependency(step: target, origin: .explicit(position)))
      }
      return result
    }
    if !steps[index].branches.isEmpty {
      var result: [Dependency] = []
      for branch in steps[index].branches where !result.contains(where: { $0.step == branch.condition }) {
        result.append(Dependency(step: branch.condition, origin: .branch))
      }
      return result
    }
    guard list.order == .sequence, let previous else { return [] }
    return [Dependency(step: previous, origin: .order)]
  }

  private mutating func resolvePlan(of index: StepIndex) {
    guard case .infrastructure(var action) = steps[index].action, let plan = action.plan else { return }
    action.plan?.target = steps.visible(plan.id.value, from: index, lists)
    steps[index].action = .infrastructure(action)
  }
}

extension Workflow {
  /// The step that `id` names when it is read from inside `step`: a sibling, or a member of an enclosing list.
  /// Complexity: O(steps of those lists).
  package func visibleStep(named id: String, from step: StepIndex) -> StepIndex? {
    steps.visible(id, from: step, lists)
  }

  /// The lists that a step owns: a group's or a loop's.
  package func ownedList(of step: StepIndex) -> StepList? {
    switch steps[step].action {
    case .group(let action): action.list.map { lists[$0] }
    case .loop(let action): action.list.map { lists[$0] }
    default: nil
    }
  }

  /// The group or loop that holds a step.
  package func owner(of step: StepIndex) -> StepIndex? { lists[steps[step].list].owner }
}

extension Workflow {
  /// Every place, outside expressions, where a step is named: `needs`, `then`, `else`, `plan`.
  package var stepReferences: [Located<String>] {
    var result: [Located<String>] = []
    for step in steps {
      result += step.needs.map(\.id)
      switch step.action {
      case .condition(let action):
        result += action.cases.flatMap(\.targets).map(\.id) + action.otherwise.map(\.id)
      case .infrastructure(let action):
        if let plan = action.plan { result.append(plan.id) }
      default: break
      }
    }
    return result
  }
}

/// What has an id in a list of steps.
private protocol ListedStep {
  var index: StepIndex { get }
  var id: Located<String>? { get }
  var list: Int { get }
}

extension Step: ListedStep {}
extension StepDraft: ListedStep {}

extension Array where Element: ListedStep {
  fileprivate func visible(_ id: String, from step: StepIndex, _ lists: [StepList]) -> StepIndex? {
    var list: StepList? = lists[self[step].list]
    while let current = list {
      if let found = current.steps.first(where: { self[$0].id?.value == id }) { return found }
      list = current.owner.map { lists[self[$0].list] }
    }
    return first { $0.id?.value == id }?.index
  }
}
