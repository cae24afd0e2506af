// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// Proves properties of every run of a workflow, or finds a run in which one does not hold.
///
/// Every step may succeed, fail or run out of time; an approval may be granted, rejected or left unanswered; a condition
/// about what nobody knows may be true or false, the same text being the same everywhere. Nobody cancels, pauses or retries
/// a run by hand. A proof comes from the must-analysis (`OpenRuns`); a counter-example is a run of the engine.
package struct Verification {
  let plan: SimulationPlan
  /// The workflow that it speaks of.
  package let workflow: Workflow
  let graph: DependencyGraph
  let directory: Directory
  let limits: GateLimits
  /// The passes that speak of every run: nothing counts as a gate.
  let every: OpenRuns.Frame
  private var gates: [Set<StepIndex>?: GateProof] = [:]
  private var stored: WorldSearch?
  /// All moments of all runs; nil until asked for, and none where there are too many steps.
  var whole: RunSpace??
  /// Which steps may start, in each of the passes under assumptions; nil until asked for.
  var starts: [[Bool]]?
  /// The one pass that speaks of every run; nil where steps need each other.
  let first: OpenRuns?
  let ancestry: Ancestry

  /// Prepares the proofs for a workflow of a plan. Complexity: O(steps + edges + text of the conditions).
  package init(
    _ plan: SimulationPlan, workflow index: Int = 0, directory: Directory? = nil, limits: GateLimits = .proving
  ) {
    self.plan = index == 0 && plan.workflows.count == 1 ? plan : plan.alone(index)
    workflow = self.plan.workflows[0]
    self.directory = directory ?? plan.directory
    self.limits = limits
    graph = DependencyGraph(workflow)
    every = OpenRuns.Frame(workflow, graph, GateQuestion(approvals: []))
    first = graph.cycles.isEmpty ? OpenRuns(every) : nil
    ancestry = Ancestry(workflow, graph)
  }

  /// Keeps what a search has learnt.
  mutating func keep(_ search: WorldSearch) { stored = search }

  /// The search for runs, made when it is first needed.
  func search() -> WorldSearch { stored ?? WorldSearch(every, plan, directory, limits: limits) }

  /// What is asked of a workflow for which nobody says what to prove: changes of protected environments run only behind
  /// granted approvals; no state is changed by two at once; no plan is stale; nobody decides alone; no step is dead; every run ends.
  package var usualProperties: [Property] {
    var result: [Property] = []
    for step in workflow.steps where workflow.protectedEnvironment(of: step.index, directory) != nil {
      if let id = step.id?.value { result.append(.gated(step: id)) }
    }
    return result + [.separationOfDuties, .exclusiveState, .freshPlans, .noDeadStep, .noDeadlock]
  }

  /// Decides on a property, as far as the limits go.
  package mutating func verdict(on property: Property) -> PropertyVerdict {
    if !graph.cycles.isEmpty { return verdictOnCycle(property) }
    switch property {
    case .requires(let step, let approval): return verdictOnRequires(step, approval)
    case .gated(let step): return verdictOnGated(step)
    case .leadsTo(let from, let to): return verdictOnLeadsTo(from, to)
    case .alwaysRuns(let step, let states): return verdictOnAlwaysRuns(step, states)
    case .never(let step): return verdictOnNever(step)
    case .notTogether(let names): return verdictOnNotTogether(names)
    case .exclusiveState: return verdictOnExclusiveState()
    case .endsWithin(let span): return verdictOnEndsWithin(span)
    case .noDeadStep: return verdictOnDeadSteps()
    case .noDeadlock: return verdictOnDeadlock()
    case .freshPlans: return verdictOnFreshPlans()
    case .separationOfDuties: return verdictOnDuties()
    }
  }

  /// The step of an id; nil where there is none.
  func index(of id: String) -> StepIndex? { workflow.steps.first { $0.id?.value == id }?.index }

  func unknown(_ id: String) -> PropertyVerdict { .meaningless("there is no step `\(id)`") }

  func name(_ step: StepIndex) -> String { "`\(workflow.steps[step].displayName)`" }

  /// Steps that need each other never start, and the run with them never ends.
  private func verdictOnCycle(_ property: Property) -> PropertyVerdict {
    let names = (graph.cycles.first ?? []).map { name($0) }.joined(separator: ", ")
    guard case .noDeadlock = property else { return .notProved("\(names) need each other") }
    let result = SimulationResult(plan, Scenario(name: "deadlock"))
    return .refuted(
      "\(names) need each other",
      Counterexample(scenario: Scenario(name: "deadlock"), assumed: [], isReplayable: true, result: result))
  }

  /// Whether a step starts only after one of some approvals was granted; of any where `approvals` is nil.
  mutating func isGated(_ step: StepIndex, by approvals: Set<StepIndex>?) -> Bool {
    if approvals?.isEmpty ?? false, first?.starts[step].isEmpty ?? false { return true }
    let proof =
      gates[approvals]
      ?? GateProof(workflow, graph, GateQuestion(approvals: approvals), directory: directory, limits: limits)
    gates[approvals] = proof
    return proof.isProved(step)
  }

  // MARK: Gates

  private mutating func verdictOnRequires(_ step: String, _ approval: String) -> PropertyVerdict {
    guard let target = index(of: step) else { return unknown(step) }
    guard let gate = index(of: approval) else { return unknown(approval) }
    guard case .approval = workflow.steps[gate].action else { return .meaningless("`\(approval)` is no approval") }
    return verdict(on: target, behind: [gate], "`\(approval)`")
  }

  private mutating func verdictOnGated(_ step: String) -> PropertyVerdict {
    guard let target = index(of: step) else { return unknown(step) }
    return verdict(on: target, behind: nil, "an approval")
  }

  private mutating func verdict(
    on target: StepIndex, behind approvals: Set<StepIndex>?, _ what: String
  ) -> PropertyVerdict {
    if isGated(target, by: approvals) { return .proved("\(name(target)) starts only after \(what) was granted") }
    let workflow = workflow
    func isHit(_ result: SimulationResult) -> Bool {
      Self.runsUngated(result, target) { record in
        guard case .approval = workflow.steps[record.step].action else { return false }
        return approvals?.contains(record.step) ?? true
      }
    }
    var search = search()
    let around = surroundings(of: [target])
    // The usual ways around a gate first: it is rejected, left unanswered, or skipped.
    let gates = (around ?? Set(workflow.steps.indices)).filter {
      if case .approval = workflow.steps[$0].action { approvals?.contains($0) ?? true } else { false }
    }
    let refusals = gates.sorted().map { WorldSearch.Twist.isRejected($0) }
    let twists = search.twists(around)
    var found = search.find(twists, size: 1, where: isHit)
    keep(search)
    if found == nil {
      let isGate = workflow.steps.map { step in
        if case .approval = step.action { approvals?.contains(step.index) ?? true } else { false }
      }
      let verdict = ask(
        about: [target], { $0.starts(of: target) { isGate[$0] && $1 == .success } }, where: isHit)
      switch verdict {
      case .holds: return .proved("\(name(target)) starts only after \(what) was granted")
      case .found(let run): found = run
      case .open:
        search = self.search()
        found =
          search.find(twists, size: 2, always: refusals, where: isHit) ?? search.find(twists, size: 3, where: isHit)
        keep(search)
      }
    }
    guard let found else {
      return .notProved("no run was found in which \(name(target)) starts before \(what) was granted")
    }
    return .refuted("\(name(target)) starts although \(what) was not granted", found)
  }

  /// Whether a step starts in a run before a gate was granted.
  static func runsUngated(_ result: SimulationResult, _ target: StepIndex, isGate: (StepRecord) -> Bool) -> Bool {
    guard let run = result.runs.first else { return false }
    return run.steps.contains { record in
      guard record.step == target, let start = record.startedAt else { return false }
      return !run.steps.contains { gate in
        gate.state == .success && gate.reason == .approved && (gate.endedAt ?? .max) <= start && isGate(gate)
      }
    }
  }

  /// The steps above some, those around them, and what stands beside and may stop the run.
  func surroundings(of steps: [StepIndex]) -> Set<StepIndex>? {
    guard workflow.steps.count > 60 else { return nil }
    var result: Set<StepIndex> = []
    for step in steps {
      var place: StepIndex? = step
      while let current = place {
        var open = graph.dependencies[current]
        result.insert(current)
        while let next = open.popLast() {
          guard result.insert(next).inserted else { continue }
          open += graph.dependencies[next]
          if let list = workflow.ownedList(of: next) { open += list.steps }
        }
        place = workflow.owner(of: current)
      }
    }
    return result
  }

  // MARK: What runs

  private mutating func verdictOnNever(_ step: String) -> PropertyVerdict {
    guard let target = index(of: step) else { return unknown(step) }
    if isGated(target, by: []) { return .proved("\(name(target)) starts in no run") }
    let found = decide(
      near: [target], { $0.starts(of: target) { _, _ in false } },
      where: { result in result.runs.first?.steps.contains { $0.step == target && $0.hasStarted } ?? false })
    if case .holds = found { return .proved("\(name(target)) starts in no run") }
    guard case .found(let found) = found else { return .notProved("no run was found in which \(name(target)) starts") }
    return .refuted("\(name(target)) starts", found)
  }

  private mutating func verdictOnDeadSteps() -> PropertyVerdict {
    var dead: [StepIndex] = []
    var open: Set<StepIndex> = []
    for step in workflow.steps.indices {
      if isGated(step, by: []) { dead.append(step) } else { open.insert(step) }
    }
    if !dead.isEmpty {
      return .refuted("no run starts \(dead.prefix(8).map { name($0) }.joined(separator: ", "))", nil)
    }
    var search = search()
    // What good runs do not reach is looked for step by step.
    for _ in 0...workflow.steps.count where !open.isEmpty {
      var reached: Set<StepIndex> = []
      let wanted = open
      let found = search.find(search.twists(open.count > 8 ? [] : surroundings(of: Array(open))), size: 2) { result in
        let started = Set((result.runs.first?.steps ?? []).filter(\.hasStarted).map(\.step)).intersection(wanted)
        reached = started
        return !started.isEmpty
      }
      if found == nil, open.count > 8 {
        let all = search.find(search.twists(surroundings(of: Array(open))), size: 2) { result in
          reached = Set((result.runs.first?.steps ?? []).filter(\.hasStarted).map(\.step)).intersection(wanted)
          return !reached.isEmpty
        }
        if all == nil { break }
      } else if found == nil {
        break
      }
      open.subtract(reached)
    }
    keep(search)
    for step in open.sorted() {
      let verdict = ask(
        about: [step], { $0.starts(of: step) { _, _ in false } },
        where: { result in result.runs.first?.steps.contains { $0.step == step && $0.hasStarted } ?? false })
      if case .holds = verdict { dead.append(step) }
      if case .found = verdict { open.remove(step) }
    }
    if !dead.isEmpty {
      return .refuted("no run starts \(dead.prefix(8).map { name($0) }.joined(separator: ", "))", nil)
    }
    guard open.isEmpty else {
      return .notProved(
        "no run was found that starts \(open.sorted().prefix(8).map { name($0) }.joined(separator: ", "))")
    }
    return .proved("each of \(workflow.steps.count) steps starts in some run")
  }

  private mutating func verdictOnDeadlock() -> PropertyVerdict {
    let open = workflow.steps.indices.filter { index in
      let step = workflow.steps[index]
      guard step.timeout == nil else { return false }
      switch step.action {
      case .approval, .suspend(nil): return true
      default: return false
      }
    }
    let calls = workflow.steps.indices.filter { if case .call = workflow.steps[$0].action { true } else { false } }
    if workflow.timeout != nil { return .proved("no run takes longer than the workflow's timeout") }
    guard !open.isEmpty else {
      guard calls.isEmpty else {
        return .notProved(
          "\(calls.prefix(4).map { name($0) }.joined(separator: ", ")) wait for runs of other workflows")
      }
      return .proved("no steps wait for each other, and all that wait for people have a deadline")
    }
    var search = search()
    let silent = open.compactMap { index -> WorldSearch.Twist? in
      if case .approval = workflow.steps[index].action { .isUnanswered(index) } else { nil }
    }
    func isStuck(_ result: SimulationResult) -> Bool { !(result.runs.first?.state.isFinal ?? true) }
    var found =
      silent.lazy.compactMap { twist in search.find([], size: 0, always: [twist], where: isStuck) }.first
    keep(search)
    let names = open.prefix(4).map { name($0) }.joined(separator: ", ")
    if found == nil {
      let verdict = decide(near: Array(open), isWide: true, { $0.standstills() }, where: isStuck)
      if case .holds = verdict, calls.isEmpty { return .proved("\(names) waits without a deadline, but in no run") }
      if case .found(let run) = verdict { found = run }
    }
    guard let found else {
      return .notProved("\(names) waits without a deadline, but no run was found that gets stuck there")
    }
    return .refuted("a run never ends: \(names) waits, and has no deadline", found)
  }
}
