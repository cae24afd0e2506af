// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension Verification {
  // MARK: How long

  mutating func verdictOnEndsWithin(_ span: Milliseconds) -> PropertyVerdict {
    var longest = LongestRun(workflow, graph)
    if let bound = longest.bound, bound <= span, !longest.mayRollBack {
      return .proved("no run takes longer than \(DurationText.short(bound))")
    }
    let dead = neverStarting()
    if !dead.isEmpty {
      longest = LongestRun(workflow, graph, without: dead)
      if let bound = longest.bound, bound <= span, !longest.mayRollBack {
        return .proved("no run takes longer than \(DurationText.short(bound))")
      }
    }
    // Everything takes as long as it may; what has no limit takes too long.
    var twists: [WorldSearch.Twist] = []
    for step in workflow.steps {
      switch step.action {
      case .condition, .group, .loop, .wait, .suspend: continue
      case .approval:
        twists.append(
          .takes(step.index, longest.bound(of: step.index).map { min($0, step.timeout?.value ?? $0) } ?? span + 1_000))
      default:
        twists.append(
          .takes(step.index, longest.bound(of: step.index) ?? min(span, Distribution.longest - 1_000) + 1_000))
      }
    }
    func isLate(_ result: SimulationResult) -> Bool {
      guard let run = result.runs.first else { return false }
      return run.duration.map { $0 > span } ?? !run.state.isFinal
    }
    var found: Counterexample?
    if let open = longest.open.first {
      found = look([], size: 0, always: twists.filter { $0.subject == open }, where: isLate)
    }
    let subjects = Set(twists.map(\.subject))
    found =
      found ?? look([], size: 0, always: twists, where: isLate) ?? lateRun(span, where: isLate)
      ?? look(self.twists(near: []).filter { !subjects.contains($0.subject) }, size: 2, always: twists, where: isLate)
    if let found {
      let took = found.result.runs.first?.duration.map { "takes \(DurationText.short($0))" } ?? "never ends"
      let cause = longest.open.first.map { "; \(name($0)) has no `timeout`" } ?? ""
      return .refuted("a run \(took)\(cause)", found)
    }
    if longest.mayRollBack { return .notProved("how long going back to an earlier revision takes is not known") }
    let bound =
      longest.bound.map { "a run may take up to \(DurationText.short($0)) by its timeouts" }
      ?? "not every step has a limit"
    return .notProved("\(bound), but none was found that takes longer than \(DurationText.short(span))")
  }

  // MARK: Who

  mutating func verdictOnDuties() -> PropertyVerdict {
    let changes = workflow.steps.indices.filter { workflow.protectedEnvironment(of: $0, directory) != nil }
    guard !changes.isEmpty else { return .proved("no step changes a protected environment") }
    let isPersonal =
      workflow.triggers.isEmpty
      || workflow.triggers.contains {
        switch $0.kind {
        case .manual, .gitPush, nil: true
        default: false
        }
      }
    guard isPersonal else { return .proved("no person starts a run") }
    // Gates that the person who started the run cannot open alone.
    var strong: Set<StepIndex> = []
    for step in workflow.steps {
      guard case .approval(let action) = step.action else { continue }
      if action.allowSelfApproval?.value == false || (action.requiredApprovals?.value ?? 1) > 1 {
        strong.insert(step.index)
      }
    }
    var open: StepIndex?
    for change in changes where !isGated(change, by: strong) {
      if let found = alone(change) {
        let person = found.scenario.trigger?.actor ?? "one person"
        return .refuted("\(person) starts the run, nobody else agrees, and \(name(change)) starts", found)
      }
      open = open ?? change
    }
    if let open { return .notProved("no run was found in which one person alone starts \(name(open))") }
    return .proved("somebody else than who started the run agrees before a protected environment changes")
  }

  /// A run that one person starts and nobody else agrees to, and that reaches a step.
  private mutating func alone(_ change: StepIndex) -> Counterexample? {
    var people: [String] = []
    for step in workflow.steps {
      guard case .approval(let action) = step.action else { continue }
      let set = ApproverSet(action.approvers.map(\.value), directory)
      for person in set.people + (set.isOpen ? ["someone@example.com"] : []) where !people.contains(person) {
        people.append(person)
      }
    }
    if people.isEmpty { people = ["someone@example.com"] }
    for person in people.prefix(4) {
      var search = search()
      var trigger = TriggerData(
        first: workflow.triggers.first {
          switch $0.kind {
          case .manual, .gitPush: true
          default: false
          }
        })
      trigger.actor = person
      search.base.trigger = trigger
      search.base.mocks = workflow.steps.compactMap { step in
        guard case .approval = step.action, let id = step.id?.value else { return nil }
        return Mock(id, decisions: [MockDecision(after: 1_000, person: person)])
      }
      let found = search.find(search.twists(surroundings(of: [change])), size: 2) { result in
        guard let run = result.runs.first,
          let start = run.steps.first(where: { $0.step == change && $0.hasStarted })?.startedAt
        else { return false }
        return !run.steps.contains { gate in
          (gate.endedAt ?? .max) <= start && gate.votes.contains { result.trace.votes[$0].person != person }
        }
      }
      if let found { return found }
    }
    return nil
  }

  // MARK: Searching

  func twists(near steps: [StepIndex]) -> [WorldSearch.Twist] {
    search().twists(steps.isEmpty ? nil : surroundings(of: steps))
  }

  mutating func look(
    _ twists: [WorldSearch.Twist], size: Int, always: [WorldSearch.Twist] = [],
    where isHit: (SimulationResult) -> Bool
  ) -> Counterexample? {
    var search = search()
    let found = search.find(twists, size: size, always: always, where: isHit)
    keep(search)
    return found
  }
}
