// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

@testable import Simulation

/// What a step of a random workflow does when it runs.
struct RandomBehaviour {
  /// How long each try takes, seconds.
  var span: Int64 = 1
  /// How many tries fail before one succeeds.
  var failures = 0
  /// What its `if` is: one of `ReferenceInterpreter.guards`; nil for none.
  var condition: Int?
  /// A condition's branch that is taken; nil for none.
  var branch: Int?
  /// A loop's number of rounds and how many run at once.
  var rounds = 0
  var parallelism = 1
}

/// The semantics of `language.md` §5, written as plainly as possible: no heap, no counters, no flags that are kept up to
/// date; every question is answered by looking at everything again.
final class ReferenceInterpreter {
  static let guards = ["always()", "failure()", "success()", "cancelled()", "!cancelled()", "true", "false"]

  final class Instance {
    let step: Int
    let scope: Scope
    var state = StepState.pending
    var isDead = false
    var start: Int64?
    var end: Int64?
    /// When it ends, how, and whether because its time is up.
    var due: (time: Int64, state: StepState, isTimeout: Bool)?
    var inner: [Scope] = []
    var isShielded = false
    /// In which order it became ready.
    init(_ step: Int, _ scope: Scope) {
      self.step = step
      self.scope = scope
    }
  }

  final class Scope {
    let owner: Instance?
    let round: Int
    let isShielded: Bool
    var instances: [Instance] = []
    init(_ owner: Instance?, _ round: Int, isShielded: Bool) {
      self.owner = owner
      self.round = round
      self.isShielded = isShielded
    }
  }

  enum Blockage { case none, stopped, cancelled }

  let workflow: Workflow
  let behaviour: [RandomBehaviour]
  let cancelAt: Int64?
  var now: Int64 = 0
  var isCancelling = false
  var all: [Instance] = []
  var root: Scope

  init(_ workflow: Workflow, _ behaviour: [RandomBehaviour], cancelAt: Int64?) {
    self.workflow = workflow
    self.behaviour = behaviour
    self.cancelAt = cancelAt
    root = Scope(nil, -1, isShielded: false)
  }

  /// The state of the run.
  func run() -> (state: RunState, end: Int64) {
    open(root, list: 0)
    while true {
      if cancelAt == now, !isCancelling, !root.instances.allSatisfy(\.state.isFinal) {
        isCancelling = true
        for instance in all where instance.state == .running && !isContainer(instance) { finish(instance, .cancelled) }
      }
      if let next = candidates().min(by: { ($0.rank, $0.step) < ($1.rank, $1.step) }) {
        next.act()
        continue
      }
      if root.instances.allSatisfy(\.state.isFinal) { break }
      var times = all.compactMap { $0.state == .running ? $0.due?.time : nil }
      if let cancelAt, cancelAt > now { times.append(cancelAt) }
      guard let time = times.filter({ $0 > now }).min() else { break }
      now = time
    }
    let failed = root.instances.contains(where: isUnhandled)
    let isCut = root.instances.contains { $0.state == .cancelled }
    return (isCancelling ? .cancelled : failed ? .failed : isCut ? .cancelled : .success, now)
  }

  private func candidates() -> [(rank: Int, step: Int, act: () -> Void)] {
    var found: [(rank: Int, step: Int, act: () -> Void)] = []
    for instance in all {
      switch instance.state {
      case .pending:
        if needs(of: instance).allSatisfy(\.state.isFinal) {
          found.append((4, instance.step, { self.begin(instance) }))
        }
      case .running:
        if isContainer(instance) {
          if instance.inner.allSatisfy({ $0.instances.allSatisfy(\.state.isFinal) }) {
            found.append((1, instance.step, { self.close(instance) }))
          }
        } else if let due = instance.due, due.time == now {
          found.append((due.isTimeout ? 2 : 1, instance.step, { self.finish(instance, due.state) }))
        }
      default: break
      }
    }
    return found
  }

  private func open(_ scope: Scope, list: Int) {
    for step in workflow.lists[list].steps { scope.instances.append(Instance(step, scope)) }
    all += scope.instances
  }

  private func needs(of instance: Instance) -> [Instance] {
    workflow.steps[instance.step].dependencies.compactMap { need in
      instance.scope.instances.first { $0.step == need.step }
    }
  }

  private func isContainer(_ instance: Instance) -> Bool {
    switch workflow.steps[instance.step].action {
    case .group, .loop: true
    default: false
    }
  }

  private func isUnhandled(_ instance: Instance) -> Bool {
    instance.state == .failed && policy(instance) != .continue
  }

  private func policy(_ instance: Instance) -> FailurePolicy {
    workflow.steps[instance.step].onFailure?.value ?? workflow.onFailure?.value ?? .stop
  }

  /// The needed steps and all their ancestors, those of the groups around it too.
  private func ancestors(of instance: Instance) -> [Instance] {
    var found: [Instance] = []
    var open = needs(of: instance)
    while let next = open.popLast() {
      if !found.contains(where: { $0 === next }) {
        found.append(next)
        open += needs(of: next)
      }
    }
    if let owner = instance.scope.owner { found += ancestors(of: owner) }
    return found
  }

  private func blockage(_ scope: Scope) -> Blockage {
    if scope.instances.contains(where: isUnhandled) { return .stopped }
    if scope.isShielded { return .none }
    if let owner = scope.owner { return blockage(owner.scope) }
    return isCancelling ? .cancelled : .none
  }

  private func begin(_ instance: Instance) {
    let step = workflow.steps[instance.step]
    let needs = needs(of: instance)
    // Branches.
    if !step.branches.isEmpty {
      let conditions = step.branches.compactMap { branch in
        instance.scope.instances.first { $0.step == branch.condition }.map { (branch, $0) }
      }
      let isOpen = conditions.contains { branch, condition in
        !condition.state.isFinal
          || (condition.state == .success && behaviour[condition.step].branch == branch.branch)
      }
      if !isOpen {
        instance.isDead = true
        return finish(instance, .skipped)
      }
    }
    let condition = behaviour[instance.step].condition.map { Self.guards[$0] }
    if !needs.isEmpty, needs.allSatisfy({ $0.state == .skipped && $0.isDead }), condition != "always()" {
      instance.isDead = true
      return finish(instance, .skipped)
    }
    let blockage = blockage(instance.scope)
    if let condition {
      let isPlain = condition == "true" || condition == "false"
      if blockage == .cancelled, isPlain { return finish(instance, .cancelled) }
      let ancestors = ancestors(of: instance)
      let hasFailed = ancestors.contains(where: isUnhandled)
      let wasCancelled = blockage == .cancelled || ancestors.contains { $0.state == .cancelled }
      let holds =
        switch condition {
        case "always()", "true": true
        case "failure()": hasFailed
        case "success()": !hasFailed && !wasCancelled
        case "cancelled()": wasCancelled
        case "!cancelled()": !wasCancelled
        default: false
        }
      if !holds { return finish(instance, blockage == .cancelled ? .cancelled : .skipped) }
      return start(instance)
    }
    if blockage == .stopped { return finish(instance, .skipped) }
    if blockage == .cancelled { return finish(instance, .cancelled) }
    if needs.contains(where: { isUnhandled($0) || $0.state == .cancelled }) { return finish(instance, .skipped) }
    start(instance)
  }

  private func start(_ instance: Instance) {
    let behaviour = behaviour[instance.step]
    instance.state = .running
    instance.start = now
    switch workflow.steps[instance.step].action {
    case .condition: instance.due = (now, .success, false)
    case .group(let action):
      let scope = Scope(instance, -1, isShielded: blockage(instance.scope) != .none)
      instance.inner = [scope]
      open(scope, list: action.list ?? 0)
    case .loop:
      instance.isShielded = blockage(instance.scope) != .none
      beginRounds(instance)
    default:
      let step = workflow.steps[instance.step]
      let tries = Int(step.retry?.attempts?.value ?? 1)
      let limit = step.timeout?.value ?? .max
      var time: Int64 = 0
      for attempt in 1...tries {
        time += behaviour.span * 1_000
        if limit < time { break }
        if attempt > behaviour.failures {
          instance.due = (now + time, .success, false)
          return
        }
        if attempt == tries {
          instance.due = (now + time, .failed, false)
          return
        }
        time += step.retry?.delay?.value ?? 0
        if limit <= time { break }
      }
      instance.due = (now + limit, .failed, true)
    }
  }

  private func beginRounds(_ instance: Instance) {
    guard case .loop(let action) = workflow.steps[instance.step].action else { return }
    let behaviour = behaviour[instance.step]
    func hasEnded(_ scope: Scope) -> Bool { scope.instances.allSatisfy(\.state.isFinal) }
    while instance.inner.count < behaviour.rounds,
      instance.inner.filter({ !hasEnded($0) }).count < behaviour.parallelism,
      !instance.inner.contains(where: { hasEnded($0) && $0.instances.contains(where: isUnhandled) }),
      instance.isShielded || blockage(instance.scope) == .none
    {
      let scope = Scope(instance, instance.inner.count, isShielded: blockage(instance.scope) != .none)
      instance.inner.append(scope)
      open(scope, list: action.list ?? 0)
    }
  }

  private func close(_ instance: Instance) {
    if instance.inner.contains(where: { $0.instances.contains(where: isUnhandled) }) {
      return finish(instance, .failed)
    }
    if case .loop = workflow.steps[instance.step].action, instance.inner.count < behaviour[instance.step].rounds,
      !instance.inner.isEmpty, !instance.isShielded, blockage(instance.scope) != .none
    {
      return finish(instance, .cancelled)
    }
    if instance.inner.contains(where: { $0.instances.contains { $0.state == .cancelled } }) {
      return finish(instance, .cancelled)
    }
    if let last = instance.inner.last, blockage(last) == .cancelled { return finish(instance, .cancelled) }
    finish(instance, .success)
  }

  private func finish(_ instance: Instance, _ state: StepState) {
    instance.state = state
    instance.end = now
    if let owner = instance.scope.owner, case .loop = workflow.steps[owner.step].action, owner.state == .running,
      instance.scope.instances.allSatisfy(\.state.isFinal)
    {
      beginRounds(owner)
    }
  }

  /// `name state start-end` of every instance, sorted.
  var lines: [String] {
    all.map { instance in
      var rounds: [Int] = []
      var scope: Scope? = instance.scope
      while let current = scope {
        if current.round >= 0 { rounds.append(current.round) }
        scope = current.owner?.scope
      }
      let name = rounds.reversed().reduce(into: workflow.steps[instance.step].displayName) { $0 += "[\($1)]" }
      return
        "\(name) \(instance.state.text) \(instance.start.map { "\($0)" } ?? "") \(instance.end.map { "\($0)" } ?? "")"
    }.sorted()
  }
}

/// Makes random workflows with what their steps do.
struct RandomWorkflow {
  var random: KeyedRandom
  var builder = WorkflowBuilder()
  var behaviour: [RandomBehaviour] = []

  init(_ seed: UInt64) {
    random = KeyedRandom(seed: seed, run: 0, step: 0, attempt: 0, purpose: .duration)
    if chance(4) { builder.change { $0.onFailure = here(.continue) } }
    addSteps(to: 0, count: 2 + below(7), depth: 0)
  }

  private mutating func below(_ limit: Int) -> Int { Int(random.bits() % UInt64(limit)) }
  private mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

  private mutating func addSteps(to list: Int, count: Int, depth: Int) {
    var ids: [String] = []
    var targets: [(condition: String, ids: [String])] = []
    for _ in 0..<count {
      let id = "s\(builder.steps.count)"
      var behaviour = RandomBehaviour()
      behaviour.span = Int64(below(5))
      var needs: [String]?
      if !ids.isEmpty, chance(2) {
        needs = []
        for other in ids where chance(3) { needs?.append(other) }
      } else if chance(6) {
        needs = []
      }
      // Targets of a condition wait for it alone, or for it and something else.
      for place in targets.indices where targets[place].ids.contains(id) {
        needs = chance(3) && !ids.isEmpty ? [targets[place].condition, ids[below(ids.count)]] : nil
      }
      var condition: String?
      if chance(3) {
        let number = below(ReferenceInterpreter.guards.count)
        behaviour.condition = number
        condition = ReferenceInterpreter.guards[number]
      }
      let policy: FailurePolicy? = chance(3) ? (chance(2) ? .continue : .stop) : nil
      let kind = below(depth < 2 ? 10 : 8)
      ids.append(id)
      switch kind {
      case 0, 1:
        let next = builder.steps.count
        let first = "s\(next + 1)"
        let second = "s\(next + 2)"
        let cases = below(3)
        behaviour.branch = cases == 0 ? 0 : cases == 1 ? 1 : nil
        let when = [(when: cases == 0 ? "true" : "false", then: [first])]
        builder.condition(
          id, when, else: chance(2) || cases == 1 ? [second] : nil, needs: needs, if: condition, list: list)
        if cases == 2, case .condition(let action) = builder.steps[next].action, action.otherwiseRange != nil {
          behaviour.branch = 1
        }
        targets.append((id, [first, second]))
        self.behaviour.append(behaviour)
      case 8:
        self.behaviour.append(behaviour)
        let inner = builder.group(id, isSequence: chance(2), needs: needs, if: condition, list: list) {
          $0.onFailure = policy.map { here($0) }
        }
        addSteps(to: inner, count: 1 + below(4), depth: depth + 1)
      case 9:
        behaviour.rounds = below(4)
        behaviour.parallelism = 1 + below(3)
        self.behaviour.append(behaviour)
        let items = (0..<behaviour.rounds).map { "\($0)" }.joined(separator: ", ")
        let inner = builder.loop(
          id, over: "[\(items)]", parallelism: Int64(behaviour.parallelism), needs: needs, if: condition, list: list
        ) { $0.onFailure = policy.map { here($0) } }
        addSteps(to: inner, count: 1 + below(3), depth: depth + 1)
      default:
        if chance(4) { behaviour.failures = 1 + below(3) }
        let tries = chance(3) ? Int64(1 + below(3)) : 1
        if tries > 1 { behaviour.span += 1 }
        let delay = Int64(1 + below(3))
        let timeout: Int64? = chance(5) ? Int64(below(8)) : nil
        self.behaviour.append(behaviour)
        builder.step(id, needs: needs, if: condition, list: list) { step in
          step.onFailure = policy.map { here($0) }
          if tries > 1 { step.retry = retry(tries, delay: seconds(delay)) }
          step.timeout = timeout.map { here(seconds($0)) }
        }
      }
    }
  }

  /// The scenario in which the steps do what they do.
  func scenario(cancelAt: Int64?) -> Scenario {
    var scenario = Scenario()
    for step in builder.built.steps {
      switch step.action {
      case .group, .loop, .condition: continue
      default: break
      }
      let own = behaviour[step.index]
      var failing = MockOutcome(duration: seconds(own.span), failing: "x")
      failing.repetitions = max(1, own.failures)
      let last = MockOutcome(duration: seconds(own.span))
      scenario.mocks.append(Mock(step.displayName, attempts: own.failures > 0 ? [failing, last] : [last]))
    }
    if let cancelAt { scenario.events = [ScenarioEvent(at: cancelAt, .cancel)] }
    return scenario
  }
}
