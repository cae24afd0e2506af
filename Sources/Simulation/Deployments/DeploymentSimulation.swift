// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// Runs the executions of a deployment through a scenario (`docs/cloudify.md`), and writes the trace that the event-list engine
/// writes.
///
/// Kinds of `KernelEvent` that mean something of their own here: `start` with payload 0 sends tasks, with payload 1 it is the
/// poll by which a worker learns of a cancellation; `runStart` with payload 0 is a worker that takes an execution up, with
/// payload 1 the manager that looks at its queue; `runTimeout` is the end of the wait after a failure.
struct DeploymentSimulation {
  let plan: SimulationPlan
  let scenario: Scenario
  let sample: UInt64
  let index: Int
  let base: Workflow
  var state: DeploymentState
  var executions: [Execution] = []
  var heap = EventHeap()
  var now: Milliseconds = 0
  var trace = Trace()
  var mocks: [String: Int] = [:]
  var patterns: [(pattern: String, mock: Int)] = []
  var usedMocks: Set<Int> = []
  var unmocked: [String: Int] = [:]
  var arrivals: [DueArrival] = []
  private static let longestRun = 2_000_000

  /// A start that is going to happen.
  struct DueArrival {
    var workflow: String?
    var request: ExecutionRequest
    var trigger: TriggerData
    var schedule: Int?
  }

  var model: DeploymentModel { state.model }
  var setup: DeploymentSetup { scenario.deployment }

  /// Nil where the plan has no deployment.
  init?(_ plan: SimulationPlan, _ scenario: Scenario, sample: UInt64) {
    guard let index = plan.workflows.firstIndex(where: { $0.model != nil }), let model = plan.workflows[index].model
    else { return nil }
    self.plan = plan
    self.scenario = scenario
    self.sample = sample
    self.index = index
    base = plan.workflows[index]
    state = DeploymentState(model)
  }

  mutating func simulate() {
    trace.start = scenario.start
    prepareMocks()
    prepareStates()
    planArrivals()
    for (place, event) in scenario.events.enumerated() {
      heap.push(
        .external, at: max(0, event.at), .outside, declaration: arrivals.count + place, target: -1,
        payload: Int32(truncatingIfNeeded: place))
    }
    if state.isOverLimit {
      trace.problems.append(
        ScenarioProblem(.error, "the deployment has more than \(DeploymentState.limit) node instances"))
    }
    var steps = 0
    while let event = heap.pop(), steps < Self.longestRun {
      steps += 1
      now = event.time
      handle(event)
    }
    settle(isOverLimit: steps >= Self.longestRun)
  }

  private mutating func handle(_ event: KernelEvent) {
    let run = Int(event.target)
    let task = Int(event.payload)
    switch event.kind {
    case .external: if scenario.events.indices.contains(task) { apply(scenario.events[task], event.payload) }
    case .arrival: if arrivals.indices.contains(task) { arrive(arrivals[task]) }
    case .completion:
      if executions[run].tasks[task].generation == event.generation { complete(run, task) }
    case .retry:
      if executions[run].tasks[task].generation == event.generation { retry(run, task) }
    case .start:
      guard executions[run].generation == event.generation else { return }
      if event.payload == 1 { noticeCancel(run) } else { dispatch(run) }
    case .runStart:
      switch event.payload {
      case 1: lookAtQueue()
      case 2: startScheduled(run)
      default: takeUp(run)
      }
    case .runTimeout:
      guard executions[run].generation == event.generation, !executions[run].status.isEnd,
        !executions[run].errors.isEmpty, !executions[run].isCancelNoticed
      else { return }
      endPhase(run)
    default: return
    }
  }

  // MARK: Before the clock starts

  private mutating func prepareStates() {
    var states = setup.states
    if states.isEmpty, scenario.arrivals.isEmpty, let workflow = model.workflow(firstWorkflow),
      let active = workflow.availability.active, !active.contains(.none), active.contains(.all)
    {
      states = [("*", .started)]
      trace.problems.append(
        ScenarioProblem(.note, "all node instances are taken to be started, as `\(workflow.name)` needs them so"))
    }
    for (name, new) in states {
      var isKnown = name == "*"
      for place in state.instances.indices {
        let instance = state.instances[place]
        guard name == "*" || name == instance.name || name == state.node(place).name else { continue }
        isKnown = true
        state.set(place, new)
      }
      if !isKnown {
        trace.problems.append(
          ScenarioProblem(.error, "the deployment has no node and no node instance `\(name)`", range: scenario.range))
      }
    }
    for text in model.assumptions { trace.problems.append(ScenarioProblem(.note, text)) }
  }

  /// The workflow that runs where nobody says which.
  var firstWorkflow: String {
    scenario.workflow ?? (model.workflow("install") != nil ? "install" : model.workflows.first?.name ?? "install")
  }

  private mutating func planArrivals() {
    func trigger(_ data: TriggerData?, _ type: String) -> TriggerData { data ?? TriggerData(type: type) }
    if scenario.arrivals.isEmpty {
      add(
        DueArrival(workflow: nil, request: scenario.execution, trigger: trigger(scenario.trigger, "manual")), at: 0)
    }
    for arrival in scenario.arrivals {
      switch arrival.time {
      case .at(let time):
        var request = arrival.execution
        request.isForced = request.isForced || arrival.isForced
        add(
          DueArrival(workflow: arrival.workflow, request: request, trigger: trigger(arrival.trigger, "manual")),
          at: max(0, time))
      case .cron(let from, let until):
        for due in DeploymentSchedules.due(model.schedules, created: scenario.start, from: from, until: until) {
          let schedule = model.schedules[due.schedule]
          var request = ExecutionRequest()
          request.parameters = schedule.parameters
          request.isQueued = true
          request.isDryRun = schedule.isDryRun
          request.allowsCustomParameters = schedule.allowsCustomParameters
          request.waitAfterFail = schedule.waitAfterFail
          add(
            DueArrival(
              workflow: schedule.workflow, request: request, trigger: TriggerData(type: "schedule"),
              schedule: due.schedule), at: due.time)
        }
      }
    }
  }

  private mutating func add(_ arrival: DueArrival, at time: Milliseconds) {
    heap.push(
      .arrival, at: time, .outside, declaration: arrivals.count, target: -1,
      payload: Int32(truncatingIfNeeded: arrivals.count))
    arrivals.append(arrival)
  }

  // MARK: When nothing happens any more

  private mutating func settle(isOverLimit: Bool) {
    if isOverLimit { trace.problems.append(ScenarioProblem(.error, "the simulation reached its limit of events")) }
    for run in executions.indices where !executions[run].status.isEnd && trace.runs[run].refusal == nil {
      let place = executions[run].tasks.firstIndex { $0.phase == .started }
      let name = place.flatMap { executions[run].graph.tasks[$0].names.first }.map { "`\($0)`" } ?? "it"
      note(run, .runStalled, executions[run].status.runState, place == nil ? .deadlock : .unanswered)
      trace.problems.append(
        ScenarioProblem(
          place == nil ? .error : .warning,
          place == nil
            ? "execution \(trace.runs[run].id) never ends: its tasks wait for each other"
            : "execution \(trace.runs[run].id) never ends: \(name) runs, and has no timeout"))
    }
    for run in executions.indices where trace.runs[run].refusal == nil || executions[run].status.isEnd {
      trace.runs[run].status = executions[run].status.rawValue
    }
    trace.phases = trace.instances.map { _ in TracePhase(phase: "pending", reason: nil) }
    trace.outputs = Array(repeating: nil, count: trace.instances.count)
    for execution in executions {
      for task in execution.tasks where task.instance >= 0 {
        trace.phases[Int(task.instance)] = TracePhase(phase: task.phase.rawValue, reason: nil)
        if task.phase == .succeeded {
          trace.outputs[Int(task.instance)] = .object(task.outcome.outputs.map { ($0.name, $0.value) })
        }
      }
    }
    reportMocks()
  }
}
