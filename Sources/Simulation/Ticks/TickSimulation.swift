// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Runs one workflow tick by tick through a scenario, and writes the trace that the event-list engine writes.
struct TickSimulation {
  private let workflow: Workflow
  private let index: Int
  private let scenario: Scenario
  private let plan: SimulationPlan
  private let sample: UInt64
  private let isApplication: Bool
  private let mocks: [Int: Mock]
  private var machine: TickMachine
  private(set) var trace = Trace()
  private var now: Milliseconds = 0
  private var phase = WorkflowPhase.initializing
  private var lastPhases: [TickStatus?]
  private var attempt = 1
  /// Of each step: how many tries it has begun, and when the current one began.
  private var tries: [Int]
  private var tryStart: [Milliseconds?]
  private var used: Set<Int> = []
  private var unmocked: Set<Int> = []
  private static let longestRun = 100_000

  init?(_ plan: SimulationPlan, _ scenario: Scenario, sample: UInt64) {
    let named = scenario.workflow.flatMap { name in plan.workflows.firstIndex { $0.name?.value == name } }
    let index = named ?? plan.workflows.firstIndex { $0.reconciled?.isTemplate != true } ?? 0
    guard plan.workflows.indices.contains(index), let program = plan.workflows[index].reconciled else { return nil }
    workflow = plan.workflows[index]
    self.index = index
    self.plan = plan
    self.scenario = scenario
    self.sample = sample
    isApplication = program.isApplication
    machine = TickMachine(program)
    lastPhases = machine.statuses
    tries = Array(repeating: 0, count: program.steps.count)
    tryStart = Array(repeating: nil, count: program.steps.count)
    var mocks: [Int: Mock] = [:]
    for mock in scenario.mocks {
      if let step = machine.step(named: mock.step) {
        mocks[step] = mock
      } else {
        trace.problems.append(
          ScenarioProblem(
            .error, "the scenario mocks `\(mock.step)`, and no workflow has a step of that id", range: mock.range))
      }
    }
    self.mocks = mocks
  }

  mutating func simulate() {
    trace.start = scenario.start
    let seed = scenario.seed &+ (sample &<< 20)
    let text = String(KeyedRandom.mix(seed &+ 0x5EED) & 0xFF_FFFF_FFFF, radix: 32)
    let id = scenario.runID ?? "wfr_" + String(repeating: "0", count: max(0, 8 - text.utf8.count)) + text
    trace.runs = [
      TraceRun(
        workflow: index, parent: nil, id: id, trigger: scenario.trigger ?? TriggerData(type: "manual"),
        inputs: .object([]), outputs: nil)
    ]
    trace.instances = machine.program.steps.enumerated().map { place, step in
      TraceInstance(
        run: 0, step: Int32(truncatingIfNeeded: place), owner: Int32(truncatingIfNeeded: step.parent ?? -1), round: -1)
    }
    note(.runCreated, .pending)
    note(.runStarted, .running, detail: 1)
    let events = scenario.events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    var next = 0
    var ticks = 0
    if refuses() { return settle(isOverLimit: false) }
    tick()
    while ticks < Self.longestRun {
      ticks += 1
      let isOver = phase == .succeeded || phase == .failed || phase == .terminated
      let automatic = isOver ? nil : nextTick
      let continued = isOver ? nil : nextContinue
      let event = next < events.count ? max(now, events[next].element.at) : nil
      guard let time = [automatic, continued, event].compactMap({ $0 }).min() else { break }
      now = time
      if let event, event == time {
        apply(events[next].element, Int32(truncatingIfNeeded: events[next].offset))
        next += 1
      } else if let continued, continued == time, automatic.map({ $0 > time }) ?? true {
        _ = machine.resumeRun()
        note(.runResumed, .running)
      }
      if !(phase == .succeeded || phase == .failed || phase == .terminated) { tick() }
    }
    settle(isOverLimit: ticks >= Self.longestRun)
  }

  // MARK: Ticks

  /// Whether the controller finds no steps to run and says so: the run ends before it begins.
  private mutating func refuses() -> Bool {
    if let refusal = machine.program.refusal {
      trace.problems.append(ScenarioProblem(.warning, "the controller makes no steps: \(refusal)"))
    } else if let name = machine.program.reference, machine.program.steps.isEmpty {
      trace.problems.append(
        ScenarioProblem(.error, "the Workflow `\(name)` is not among the files: there are no steps to run"))
    } else {
      return false
    }
    phase = .failed
    end(.failed, .stepFailed, -1)
    return true
  }

  private mutating func tick() {
    var world = World(
      mocks: mocks, scenario: scenario, plan: plan, workflow: index, sample: sample, tries: tries, tryStart: tryStart)
    let before = phase
    phase = machine.tick(now) { machine, step in world.outcome(of: step, &machine) }
    tries = world.tries
    tryStart = world.tryStart
    used.formUnion(world.used)
    unmocked.formUnion(world.unmocked)
    for change in machine.changes { write(change) }
    for index in machine.statuses.indices { lastPhases[index] = machine.statuses[index] }
    switch phase {
    case .suspending where before != .suspending: note(.runWaiting, .waiting)
    case .executing where before == .suspending: note(.runRunning, .running)
    case .succeeded: end(.success, .completed)
    case .terminated: end(.cancelled, .terminated)
    case .failed:
      let failed = machine.recorded.first {
        machine.statuses[$0]?.phase == .failed && !machine.program.steps[$0].isGroup
      }
      let reason: Reason = failed.flatMap { machine.statuses[$0]?.reason } == .timeout ? .timedOut : .stepFailed
      end(.failed, reason, failed ?? -1)
    default: break
    }
  }

  /// When the controller looks again by itself; nil where nothing but an operation helps.
  private var nextTick: Milliseconds? {
    var deadline: Milliseconds?
    func consider(_ time: Milliseconds) { deadline = min(deadline ?? time, max(now &+ 1, time)) }
    var isMoving = false
    var isFailing = false
    var count: Int?
    for index in machine.recorded where !machine.isFinished(index) {
      guard let status = machine.statuses[index] else { continue }
      // Timeouts are looked at only behind what a step waits for.
      if status.phase != .pending, let timeout = machine.program.steps[index].timeout {
        consider(status.first &+ timeout)
      }
      if let end = machine.suspensionEnds[index] { consider(end) }
      if machine.isInSuspension[index] || machine.program.steps[index].isGroup || status.phase == .suspending {
        continue
      }
      if status.phase == .failed { isFailing = true }
      if status.phase == .running, World.neverEnds(mocks[index]) { continue }
      if status.phase != .pending { isMoving = true }
      let own = machine.backoffs[index]
      if own > 0 { count = min(count ?? own, own) }
    }
    if phase == .suspending || !isMoving { return deadline }
    let longest: Int64 = isFailing ? 300 : 60
    let exponent = min(count ?? 1, 20)
    let wait = min(longest, max(1, Int64((0.05 * Double(1 << exponent)).rounded(.down))))
    consider(now &+ wait * 1000)
    return deadline
  }

  /// When somebody goes on with a step that is suspended without an end: as its mock says, at once in a dry run.
  private var nextContinue: Milliseconds? {
    guard phase == .suspending else { return nil }
    var result: Milliseconds?
    for index in machine.recorded where machine.isInSuspension[index] && machine.suspensionEnds[index] == nil {
      var span: Milliseconds?
      if let outcome = mocks[index]?.outcomes.first, !machine.program.steps[index].works, outcome.status != .hangs {
        span = (outcome.duration ?? scenario.defaultDuration)?.fixedSpan ?? 1000
      } else if scenario.mocks.isEmpty, scenario.events.isEmpty, scenario.unmocked == .success {
        span = 1000
      }
      guard let span, let status = machine.statuses[index] else { continue }
      let time = max(now, status.first &+ span)
      result = min(result ?? time, time)
    }
    return result
  }

  private mutating func apply(_ event: ScenarioEvent, _ number: Int32) {
    let name = event.step ?? ""
    var refusal: String?
    let isOver = phase == .succeeded || phase == .failed || phase == .terminated
    switch event.kind {
    case .forceCancel, .kill, .forceResume: refusal = "only executions of deployments know it"
    case _ where isOver && event.kind != .retry && event.kind != .retryFrom && event.kind != .rollback:
      refusal = "the workflow has ended"
    case .pause:
      refusal = machine.suspendRun(name)
      if refusal == nil { note(.runPaused, .waiting) }
    case .resume, .continue:
      refusal = machine.resumeRun(name)
      if refusal == nil { note(.runResumed, .running) }
    case .cancel, .terminate: refusal = machine.terminateRun()
    case .rollback:
      if isApplication, isOver {
        note(.rollbackStarted, .failed, detail: -1)
        note(.rollbackEnded, .failed)
      } else {
        refusal = isApplication ? "a running workflow can not be rolled back" : "a WorkflowRun can not be rolled back"
      }
    case .retry, .retryFrom:
      let known = machine.statuses
      refusal = machine.restartRun(event.kind == .retry ? "" : name)
      if refusal == nil {
        phase = .executing
        attempt += 1
        for index in known.indices where known[index] != nil && machine.statuses[index] == nil {
          lastPhases[index] = nil
          tryStart[index] = nil
          note(step: index, .stepReset, .pending, .none)
        }
        note(.runStarted, .running, detail: Int32(truncatingIfNeeded: attempt))
      }
    }
    guard let refusal else { return }
    note(.eventIgnored, .running, detail: number)
    trace.problems.append(
      ScenarioProblem(.warning, "the event `\(event.kind.rawValue)` has no effect: \(refusal)", range: event.range))
  }

  // MARK: The trace

  private mutating func note(
    _ kind: TraceEvent.Kind, _ state: RunState, _ reason: Reason = .none, related: Int32 = -1, detail: Int32 = -1
  ) {
    trace.events.append(
      TraceEvent(
        time: now, run: 0, instance: -1, related: related, detail: detail, kind: kind, state: state.rawValue,
        reason: reason))
  }

  private mutating func note(
    step: Int, _ kind: TraceEvent.Kind, _ state: StepState, _ reason: Reason, detail: Int32 = -1
  ) {
    trace.events.append(
      TraceEvent(
        time: now, run: 0, instance: Int32(truncatingIfNeeded: step), related: -1, detail: detail, kind: kind,
        state: state.rawValue, reason: reason))
  }

  private mutating func end(_ state: RunState, _ reason: Reason, _ related: Int = -1) {
    for index in machine.recorded {
      // What an operation ended has no change of its own.
      if let status = machine.statuses[index], lastPhases[index] != status || status.phase == .failed,
        trace.events.last(where: { Int($0.instance) == index })?.kind != .stepEnded
      {
        write(TickMachine.Change(step: index, status: status))
      }
    }
    note(.runEnded, state, reason, related: Int32(truncatingIfNeeded: related))
  }

  private mutating func message(_ text: String?) -> Int32 {
    guard let text else { return -1 }
    trace.messages.append(text)
    return Int32(truncatingIfNeeded: trace.messages.count - 1)
  }

  private mutating func write(_ change: TickMachine.Change) {
    let (step, status) = (change.step, change.status)
    let old = lastPhases[step]
    lastPhases[step] = status
    if machine.assumed.remove(step) != nil { note(step: step, .assumed, .pending, .none) }
    if status.phase == .pending { return }
    let isFresh = old == nil || old?.phase == .pending
    if let parent = machine.program.steps[step].parent, lastPhases[parent] == nil, change.isExecution {
      // A group's own status is written last, but it starts first.
      lastPhases[parent] = TickStatus(phase: .running)
      note(step: parent, .stepReady, .pending, .none)
      note(step: parent, .stepStarted, .running, .none, detail: 1)
    }
    if isFresh { note(step: step, .stepReady, .pending, .none) }
    let isFinal = machine.isFinished(status)
    if status.phase == .suspending {
      if old?.phase != .suspending, machine.isInSuspension[step] { note(step: step, .stepWaiting, .waiting, .none) }
      return
    }
    if change.isExecution, isFresh || (old?.phase == .failed && !machine.program.steps[step].isGroup) {
      let number = max(1, tries[step])
      note(step: step, .stepStarted, .running, .none, detail: Int32(truncatingIfNeeded: number))
    }
    if status.phase == .failed, status.reason == .execute || status.reason == .failedAfterRetries {
      note(step: step, .attemptFailed, .waiting, .retryDelay, detail: message(status.message))
    }
    guard isFinal else { return }
    let (state, reason) = Self.outcome(of: status, machine.program.steps[step])
    note(step: step, .stepEnded, state, reason, detail: message(status.message))
  }

  private static func outcome(of status: TickStatus, _ step: ReconciledStep) -> (StepState, Reason) {
    switch (status.phase, status.reason) {
    case (.succeeded, _): (.success, step.works ? .completed : .resumed)
    case (.skipped, _):
      (.skipped, status.message != nil ? .expressionError : step.condition != nil ? .conditionFalse : .needFailed)
    case (_, .timeout): (.failed, .timedOut)
    case (_, .terminate): (.failed, .terminated)
    case (_, .rendering), (_, .input): (.failed, .expressionError)
    default: (.failed, step.isGroup ? .memberFailed : .failed)
    }
  }

  private mutating func settle(isOverLimit: Bool) {
    if phase == .executing || phase == .suspending || phase == .initializing {
      let place = machine.recorded.first { !machine.isFinished($0) && !machine.program.steps[$0].isGroup }
      let name = place.map { "`\(machine.program.steps[$0].name)`" } ?? "every step"
      let state: RunState = phase == .suspending ? .waiting : .running
      if isOverLimit {
        note(.runEnded, .failed, .limit)
        trace.problems.append(ScenarioProblem(.error, "the simulation reached its limit of \(Self.longestRun) ticks"))
      } else if let place, machine.statuses[place]?.phase != .pending {
        note(.runStalled, state, machine.isInSuspension[place] ? .unanswered : .paused)
        trace.problems.append(
          ScenarioProblem(.warning, "run \(trace.runs[0].id) never ends: \(name) waits, and has no timeout"))
      } else {
        let why = place.flatMap { machine.statuses[$0]?.message }.map { " (\($0))" } ?? ""
        note(.runStalled, state, .deadlock)
        trace.problems.append(
          ScenarioProblem(.error, "run \(trace.runs[0].id) never ends: \(name) is pending for ever\(why)"))
      }
    }
    trace.phases = machine.program.steps.indices.map { index in
      guard let status = machine.statuses[index] else { return TracePhase(phase: "", reason: nil) }
      return TracePhase(phase: status.phase.rawValue, reason: status.reason?.rawValue)
    }
    trace.runPhase = isApplication ? phase.ofApplication : phase.rawValue
    trace.outputs = machine.outputs.map { $0.isEmpty ? nil : .object($0) }
    for (step, mock) in mocks.sorted(by: { $0.key < $1.key }) where !used.contains(step) {
      guard machine.statuses[step] == nil || machine.program.steps[step].works else { continue }
      trace.problems.append(ScenarioProblem(.warning, "the mock of `\(mock.step)` is not used", range: mock.range))
    }
    guard scenario.unmocked == .error else { return }
    for step in unmocked.sorted() {
      let name = machine.program.steps[step].name
      trace.problems.append(
        ScenarioProblem(
          .error, "step `\(name)` runs, and the scenario has no mock of it", suggestion: "\(name): {duration: 10s}",
          range: scenario.range, workflow: index,
          workflowRange: workflow.steps.indices.contains(step) ? workflow.steps[step].id?.range : nil))
    }
  }
}

/// What the scenario says that executions come to.
private struct World {
  let mocks: [Int: Mock]
  let scenario: Scenario
  let plan: SimulationPlan
  let workflow: Int
  let sample: UInt64
  var tries: [Int]
  var tryStart: [Milliseconds?]
  var used: Set<Int> = []
  var unmocked: Set<Int> = []

  /// Whether a step with this mock stays running whatever comes.
  static func neverEnds(_ mock: Mock?) -> Bool { mock?.outcomes.count == 1 && mock?.outcomes.first?.status == .hangs }

  mutating func outcome(of step: Int, _ machine: inout TickMachine) -> TickOutcome {
    let start: Milliseconds
    if let known = tryStart[step] {
      start = known
    } else {
      start = machine.now
      tryStart[step] = start
      tries[step] += 1
    }
    var outcome = MockOutcome()
    if let mock = mocks[step] {
      used.insert(step)
      var left = mock.isSequence ? tries[step] : 1
      var found = mock.outcomes.isEmpty ? outcome : nil
      for candidate in mock.outcomes where found == nil {
        left -= mock.isSequence ? max(1, candidate.repetitions) : 1
        if left <= 0 { found = candidate }
      }
      guard let found else { return .failedAction("the scenario names fewer tries than were made") }
      outcome = found
    } else {
      unmocked.insert(step)
      if scenario.unmocked == .error { return .failedAction("the scenario does not say what this step does") }
    }
    if outcome.status == .hangs { return .running }
    let key = KeyedRandom.key(of: machine.program.steps[step].name)
    func random(_ purpose: KeyedRandom.Purpose) -> KeyedRandom {
      KeyedRandom(
        seed: scenario.seed, run: sample &<< 20, step: key, attempt: UInt64(truncatingIfNeeded: tries[step]),
        purpose: purpose)
    }
    let place = Int(plan.stepBases[workflow]) + step
    let usual = plan.steps.indices.contains(place) ? plan.steps[place].duration : 1000
    var draws = random(.duration)
    let span = (outcome.duration ?? scenario.defaultDuration).map { $0.fixedSpan ?? draws.draw($0) } ?? usual
    guard machine.now &- start >= span else { return .running }
    tryStart[step] = nil
    var chance = random(.failure)
    if outcome.status == .failed || (outcome.failureRate > 0 && chance.uniform() < outcome.failureRate) {
      return .failed(outcome.message)
    }
    machine.givenOutputs[step] = outcome.outputs
    return .succeeded
  }
}
