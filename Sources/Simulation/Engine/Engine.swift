// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// The event-list engine: plans what is going to happen, takes the first of it, lets it happen, until nothing is left.
///
/// Pure and deterministic: the plan, the scenario and the sample's number decide everything.
struct Engine {
  let plan: SimulationPlan
  let scenario: Scenario
  let directory: Directory
  /// Which of the sampled runs this is, from 0.
  var sample: UInt64 = 0
  /// Whether the trace gets events; its tables are filled in any case where something reads them.
  var isRecording = true

  var trace = Trace()
  var heap = EventHeap()
  var now: Milliseconds = 0
  var instances: ContiguousArray<Instance> = []
  var outputs: ContiguousArray<CELValue?> = []
  var scopes: ContiguousArray<Scope> = []
  var runs: ContiguousArray<Run> = []
  var arrivals: [PlannedArrival] = []
  /// Outcomes of mocks and HTTP replies.
  var outcomes: [MockOutcome] = []
  var mocks: [CompiledMock] = []
  var tables: [MockTable] = []
  /// The first outcome of the HTTP replies.
  var firstReply: Int32 = 0
  var approvals: [Int32: ApprovalState] = [:]
  var loops: [Int32: LoopState] = [:]
  /// The run that a call waits for.
  var children: [Int32: Int32] = [:]
  /// The scope of a group.
  var groupScopes: [Int32: Int32] = [:]
  /// Messages that are sent when their step succeeds.
  var pendingMessages: [Int32: String] = [:]
  /// The running runs of each concurrency group, and those that wait.
  var activeRuns: [[Int32]] = []
  var queuedRuns: [[Int32]] = []
  /// The runs that no call started, in the order in which they came.
  var topRuns: [Int32] = []
  /// The last run of each workflow that succeeded.
  var lastSuccess: [Int32] = []
  /// Tries that instances made before their run was taken up again, by their key.
  var triesByKey: [UInt64: Int32] = [:]
  var contexts = RunContexts()
  /// Mistakes of the scenario that show before anything happens.
  var initialProblems: [ScenarioProblem] = []
  /// Whether a step's own variables are being read: they do not see each other.
  var isReadingVariables = false
  var isOverLimit = false
  var processed = 0

  init(_ plan: SimulationPlan, _ scenario: Scenario) {
    self.plan = plan
    self.scenario = scenario
    directory = scenario.directory ?? plan.directory
    prepareMocks()
  }

  /// Makes ready for another sample; keeps what does not depend on it.
  mutating func reset(sample: UInt64) {
    self.sample = sample
    now = 0
    processed = 0
    heap.removeAll()
    instances.removeAll(keepingCapacity: true)
    outputs.removeAll(keepingCapacity: true)
    scopes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    topRuns.removeAll(keepingCapacity: true)
    arrivals.removeAll(keepingCapacity: true)
    approvals.removeAll(keepingCapacity: true)
    loops.removeAll(keepingCapacity: true)
    children.removeAll(keepingCapacity: true)
    groupScopes.removeAll(keepingCapacity: true)
    pendingMessages.removeAll(keepingCapacity: true)
    triesByKey.removeAll(keepingCapacity: true)
    contexts = RunContexts()
    trace = Trace()
    isOverLimit = false
  }

  /// Lets everything happen.
  mutating func simulate() {
    trace.start = scenario.start
    trace.problems = initialProblems
    activeRuns = Array(repeating: [], count: plan.groupCount)
    queuedRuns = activeRuns
    lastSuccess = Array(repeating: -1, count: plan.workflows.count)
    planEvents()
    planArrivals()
    while let event = heap.pop() {
      processed &+= 1
      now = event.time
      dispatch(event)
      if isOverLimit || processed >= plan.limits.events {
        isOverLimit = true
        break
      }
    }
    settle()
  }

  private mutating func dispatch(_ event: KernelEvent) {
    switch event.kind {
    case .start:
      if instances[Int(event.target)].generation == event.generation { begin(event.target) }
    case .completion:
      if instances[Int(event.target)].generation == event.generation { complete(event.target) }
    case .timeout:
      if instances[Int(event.target)].generation == event.generation { timeOut(event.target) }
    case .retry:
      if instances[Int(event.target)].generation == event.generation { tryAgain(event.target) }
    case .decision:
      decide(event.target, event.payload, isCurrent: instances[Int(event.target)].generation == event.generation)
    case .external: handleExternal(event.payload)
    case .arrival: arrive(event.payload)
    case .runStart: startRun(event.target)
    case .runTimeout:
      if runs[Int(event.target)].generation == event.generation { timeOutRun(event.target) }
    case .rollbackDone:
      if runs[Int(event.target)].generation == event.generation { finishRollback(event.target) }
    }
  }

  // MARK: Writing the trace

  @inline(__always)
  mutating func note(
    _ kind: TraceEvent.Kind, step instance: Int32, related: Int32 = -1, detail: Int32 = -1
  ) {
    guard isRecording else { return }
    let current = instances[Int(instance)]
    trace.events.append(
      TraceEvent(
        time: now, run: scopes[Int(current.scope)].run, instance: instance, related: related, detail: detail,
        kind: kind, state: current.state.rawValue, reason: current.reason))
  }

  @inline(__always)
  mutating func note(_ kind: TraceEvent.Kind, run: Int32, related: Int32 = -1, detail: Int32 = -1) {
    guard isRecording else { return }
    let current = runs[Int(run)]
    trace.events.append(
      TraceEvent(
        time: now, run: run, instance: -1, related: related, detail: detail, kind: kind,
        state: current.state.rawValue, reason: current.reason))
  }

  /// Files a message and gives its index; -1 where nobody records.
  mutating func message(_ text: String) -> Int32 {
    guard isRecording else { return -1 }
    trace.messages.append(text)
    return Int32(truncatingIfNeeded: trace.messages.count - 1)
  }

  /// Reports a problem once.
  mutating func report(_ problem: ScenarioProblem) {
    if trace.problems.count < 1_000, !trace.problems.contains(problem) { trace.problems.append(problem) }
  }

  // MARK: Facts

  @inline(__always)
  func stepPlan(_ instance: Int32) -> StepPlan { plan.steps[Int(instances[Int(instance)].step)] }

  @inline(__always)
  func run(of instance: Int32) -> Int32 { scopes[Int(instances[Int(instance)].scope)].run }

  /// The declaration that orders an instance among what happens at one instant.
  @inline(__always)
  func declaration(_ instance: Int32) -> Int { Int(instances[Int(instance)].step) }

  /// An instance's key for draws: its step's, mixed with the rounds around it.
  func key(of instance: Int32) -> UInt64 {
    let own = instances[Int(instance)]
    var key = plan.steps[Int(own.step)].key
    var scope = scopes[Int(own.scope)]
    while scope.owner >= 0 {
      if scope.round >= 0 { key = KeyedRandom.key(key, round: scope.round) }
      scope = scopes[Int(instances[Int(scope.owner)].scope)]
    }
    return key
  }

  /// The rounds around an instance, the outermost loop's first.
  func rounds(of instance: Int32) -> [Int32] {
    var rounds: [Int32] = []
    var scope = scopes[Int(instances[Int(instance)].scope)]
    while scope.owner >= 0 {
      if scope.round >= 0 { rounds.append(scope.round) }
      scope = scopes[Int(instances[Int(scope.owner)].scope)]
    }
    return rounds.reversed()
  }

  /// An instance's name for messages: `build[1]`.
  func name(of instance: Int32) -> String {
    let step = plan.step(instances[Int(instance)].step)
    return rounds(of: instance).reduce(into: step.id?.value ?? step.displayName) { $0 += "[\($1)]" }
  }
}
