// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

extension DeploymentSimulation {
  mutating func note(
    _ run: Int, _ kind: TraceEvent.Kind, _ state: RunState, _ reason: Reason = .none, related: Int32 = -1,
    detail: Int32 = -1
  ) {
    trace.events.append(
      TraceEvent(
        time: now, run: Int32(truncatingIfNeeded: run), instance: -1, related: related, detail: detail, kind: kind,
        state: state.rawValue, reason: reason))
  }

  mutating func note(
    _ run: Int, _ instance: Int32, _ kind: TraceEvent.Kind, _ state: StepState, _ reason: Reason = .none,
    related: Int32 = -1, detail: Int32 = -1
  ) {
    guard instance >= 0 else { return }
    trace.events.append(
      TraceEvent(
        time: now, run: Int32(truncatingIfNeeded: run), instance: instance, related: related, detail: detail,
        kind: kind, state: state.rawValue, reason: reason))
  }

  mutating func message(_ text: String?) -> Int32 {
    guard let text else { return -1 }
    trace.messages.append(text)
    return Int32(truncatingIfNeeded: trace.messages.count - 1)
  }

  /// Writes down what the product writes down.
  mutating func log(_ run: Int, _ text: String, instance: Int32 = -1) {
    let suffix = executions[run].request.isDryRun ? " (dry run)" : ""
    trace.events.append(
      TraceEvent(
        time: now, run: Int32(truncatingIfNeeded: run), instance: instance, related: -1, detail: message(text + suffix),
        kind: .logged, state: 0, reason: .none))
  }

  /// The suffix of a task's events from its second try on.
  func retrySuffix(_ run: Int, _ task: Int) -> String {
    let retries = executions[run].tasks[task].retries
    guard retries > 0 else { return "" }
    let total = totalRetries(run, task)
    return " [retry \(retries)\(total >= 0 ? "/\(total)" : "")]"
  }

  /// Gives an execution its place in the trace.
  mutating func addRun(_ name: String, _ workflow: DeploymentWorkflow?, _ arrival: DueArrival) -> Int {
    let run = executions.count
    let declared = setup.workflows.first { $0.name == name }?.steps
    let values = WorkflowProgress(parameters: [:], declared: declared, name: name)
    executions.append(Execution(name: name, request: arrival.request, workflow: workflow, progress: values))
    let seed = scenario.seed &+ (sample &<< 20) &+ UInt64(truncatingIfNeeded: run)
    let text = String(KeyedRandom.mix(seed &+ 0xC10D) & 0xFF_FFFF_FFFF, radix: 32)
    let id =
      (run == 0 ? scenario.runID : nil)
      ?? "exe_" + String(repeating: "0", count: max(0, 8 - text.utf8.count)) + text
    var shown = Workflow(dialect: base.dialect, range: base.range, syntax: base.syntax)
    shown.name = Located(name, workflow?.range ?? base.range, base.syntax)
    shown.lists = [StepList(owner: nil, order: .parallel)]
    trace.workflows.append(shown)
    var entry = TraceRun(
      workflow: plan.workflows.count + run, parent: nil, id: id, trigger: arrival.trigger,
      inputs: .object(arrival.request.parameters.map { ($0.name, $0.value) }), outputs: nil)
    entry.status = ExecutionStatus.pending.rawValue
    trace.runs.append(entry)
    note(run, .runCreated, .pending)
    return run
  }

  /// Shows the tasks of a graph from a place on.
  mutating func addSteps(_ run: Int, from first: Int) {
    let tasks = executions[run].graph.tasks
    // What a task waits for, through those that are not shown; of those before `first` all are known.
    var visible: [[StepIndex]] = []
    var followed: Set<StepIndex> = []
    var own: [StepDraft] = []
    let firstIndex = trace.workflows[run].steps.count
    for (place, task) in tasks.enumerated() {
      if place < first, task.isVisible {
        let instance = executions[run].tasks[place].instance
        visible.append(instance >= 0 ? [Int(trace.instances[Int(instance)].step)] : [])
        continue
      }
      var needs: Set<StepIndex> = []
      for need in task.needs where need < place { needs.formUnion(visible[need]) }
      guard task.isVisible else {
        visible.append(needs.sorted())
        continue
      }
      let sorted = (needs.isEmpty ? executions[run].sinks : needs.sorted())
      followed.formUnion(sorted)
      visible.append([firstIndex + own.count])
      own.append(newStep(run, place, task, firstIndex + own.count, sorted))
    }
    // Needs that stand behind their task in the graph are added now.
    for (place, task) in tasks.enumerated() where place >= first && task.isVisible {
      let instance = executions[run].tasks[place].instance
      guard instance >= 0 else { continue }
      let index = Int(trace.instances[Int(instance)].step)
      let all = expanded(task.needs, tasks, run).filter { $0 != index }
      guard !all.isEmpty else { continue }
      followed.formUnion(all)
      own[index - firstIndex].dependencies = all.map { Dependency(step: $0, origin: .order) }
    }
    trace.workflows[run].steps += own.map { Step($0) }
    if !own.isEmpty { executions[run].sinks = own.map(\.index).filter { !followed.contains($0) } }
  }

  /// The steps that some tasks are or, through what is not shown, wait for.
  private func expanded(_ needs: [Int], _ tasks: [GraphTask], _ run: Int) -> [StepIndex] {
    var result: Set<StepIndex> = []
    var seen: Set<Int> = []
    var pending = needs
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if tasks[next].isVisible {
        let instance = executions[run].tasks[next].instance
        if instance >= 0 { result.insert(Int(trace.instances[Int(instance)].step)) }
      } else {
        pending += tasks[next].needs
      }
    }
    return result.sorted()
  }

  /// The step that shows a task, with its instance.
  private mutating func newStep(
    _ run: Int, _ place: Int, _ task: GraphTask, _ index: StepIndex, _ needs: [StepIndex]
  ) -> StepDraft {
    var range = executions[run].workflow?.range ?? base.range
    var timeout: Milliseconds?
    if case .operation(let operation) = task.work {
      range = operation.range ?? base.range
      timeout = operation.timeout
    }
    var step = StepDraft(index: index, range: range, syntax: base.syntax)
    step.id = Located(task.names.first ?? "", range, base.syntax)
    step.name = Located(task.names.count > 1 ? task.names[1] : task.names.first ?? "", range, base.syntax)
    step.timeout = timeout.map { Located($0, range, base.syntax) }
    step.dependencies = needs.map { Dependency(step: $0, origin: .order) }
    trace.workflows[run].lists[0].steps.append(index)
    executions[run].tasks[place].instance = Int32(truncatingIfNeeded: trace.instances.count)
    trace.instances.append(
      TraceInstance(
        run: Int32(truncatingIfNeeded: run), step: Int32(truncatingIfNeeded: index), owner: -1, round: -1))
    trace.otherNames.append(task.names)
    trace.origins.append(plan.deploymentOrigins[task.origin] ?? -1)
    return step
  }
}
