// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension DeploymentSimulation {
  /// Workflows of the product that need the whole manager for themselves.
  private static let systemWide: Set<String> = ["create_snapshot", "restore_snapshot"]
  /// Workflows that other deployments may depend on not being run.
  private static let breaking: Set<String> = ["uninstall", "stop", "update"]
  /// How often the scheduler looks.
  static let schedulerPoll: Milliseconds = 60_000

  /// Someone starts an execution.
  mutating func arrive(_ arrival: DueArrival) {
    let name = arrival.workflow ?? firstWorkflow
    if let schedule = arrival.schedule,
      executions.contains(where: { $0.schedule == schedule && !$0.status.isEnd })
    {
      // The scheduler passes over a run while the one before has not ended.
      trace.problems.append(
        ScenarioProblem(
          .note,
          "the schedule `\(model.schedules[schedule].name)` skips a run at \(DurationText.short(now)): the one before has not ended"
        ))
      return
    }
    let workflow = model.workflow(name)
    let run = addRun(name, workflow, arrival)
    executions[run].schedule = arrival.schedule
    executions[run].isSystemWide = Self.systemWide.contains(name)
    guard workflow != nil || executions[run].isSystemWide else {
      let names = model.workflows.map(\.name).joined(separator: ", ")
      return refuse(
        run, .nonexistentWorkflow, "Workflow \(name) does not exist in the deployment; existing workflows: \(names)")
    }
    if case .failure(let problem) = fill(run) { return refuse(run, .illegalParameters, problem.message) }
    if let moment = arrival.request.scheduledFor {
      become(run, .scheduled)
      note(run, .runWaiting, .waiting)
      let due = max(now, moment)
      let poll = (due + Self.schedulerPoll - 1) / Self.schedulerPoll * Self.schedulerPoll
      heap.push(
        .runStart, at: max(now, poll), .start, declaration: 0, target: Int32(truncatingIfNeeded: run), payload: 2)
      return
    }
    admit(run)
  }

  /// The checks from the ninth on.
  private mutating func admit(_ run: Int) {
    let request = executions[run].request
    if let text = affectedDependents(run), !request.isForced { return failEarly(run, .dependents, text) }
    let others = executions.indices.filter { $0 != run && trace.runs[$0].refusal == nil }
    let active = others.filter { executions[$0].status.isActive }
    let waiting = others.filter { executions[$0].status == .queued }
    if (active + waiting).contains(where: { executions[$0].isSystemWide }) { return queue(run) }
    let isBusy = !active.isEmpty || !waiting.isEmpty
    if isBusy, executions[run].isSystemWide || (request.isQueued && !request.isForced) { return queue(run) }
    if isBusy, !request.isForced {
      let names = (active + waiting).map { "\(executions[$0].name) (\(executions[$0].status.rawValue))" }
      return refuse(
        run, .existingExecution,
        "The following executions are currently running for this deployment: \(names.joined(separator: ", ")). To execute this workflow anyway, pass \"force=true\" as a query parameter to this request"
      )
    }
    prepare(run)
  }

  private func affectedDependents(_ run: Int) -> String? {
    guard !setup.dependents.isEmpty, Self.breaking.contains(executions[run].name) else { return nil }
    return
      "The workflow \(executions[run].name) would break the following dependent deployments: \(setup.dependents.joined(separator: ", "))"
  }

  /// The values of the parameters, from the third check on.
  private mutating func fill(_ run: Int) -> Result<Void, ExecutionParameters.Problem> {
    guard let workflow = executions[run].workflow else { return .success(()) }
    switch ExecutionParameters.merged(workflow, executions[run].request) {
    case .failure(let problem): return .failure(problem)
    case .success(let values):
      let old = executions[run].progress
      executions[run].progress = WorkflowProgress(parameters: values, declared: old.declared, name: old.name)
      trace.runs[run].inputs = .object(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      executions[run].program = workflow.builtIn.flatMap { BuiltInWorkflows.program($0) } ?? OwnWorkflow.self
      return .success(())
    }
  }

  private mutating func prepare(_ run: Int) {
    if let workflow = executions[run].workflow, !executions[run].request.isForced,
      let why = state.unavailability(workflow)
    {
      return failEarly(
        run, .unavailable,
        "Workflow not available: \(workflow.name): \(why). Use the force parameter to start it anyway")
    }
    become(run, .pending)
    heap.push(.runStart, at: now, .start, declaration: 0, target: Int32(truncatingIfNeeded: run), payload: 0)
  }

  private mutating func queue(_ run: Int) {
    become(run, .queued)
    note(run, .runQueued, .queued)
  }

  private mutating func refuse(_ run: Int, _ refusal: ExecutionRefusal, _ text: String) {
    trace.runs[run].refusal = refusal.rawValue
    trace.runs[run].error = text
    trace.runs[run].status = "refused"
    log(run, "refused: \(text)")
    note(run, .runRefused, .cancelled, .rejected)
    if scenario.expectations.isEmpty, scenario.arrivals.isEmpty {
      trace.problems.append(ScenarioProblem(.error, text, range: scenario.range))
    }
  }

  private mutating func failEarly(_ run: Int, _ refusal: ExecutionRefusal, _ text: String) {
    trace.runs[run].refusal = refusal.rawValue
    trace.runs[run].error = text
    become(run, .failed)
    log(run, "workflow_failed: \(text)")
    note(run, .runEnded, .failed, .stepFailed)
    lookAtQueueLater()
    if scenario.expectations.isEmpty, scenario.arrivals.isEmpty {
      trace.problems.append(ScenarioProblem(.error, text, range: scenario.range))
    }
  }

  mutating func become(_ run: Int, _ status: ExecutionStatus) {
    executions[run].status = status
    trace.runs[run].status = status.rawValue
    log(run, "status \(status.rawValue)")
  }

  // MARK: The queue

  mutating func lookAtQueueLater() {
    guard executions.contains(where: { $0.status == .queued }) else { return }
    heap.push(.runStart, at: now, .start, declaration: 1, target: 0, payload: 1)
  }

  /// The oldest execution that waits becomes active when none is, if its parameters and the rules still allow it.
  mutating func lookAtQueue() {
    let isBusy = executions.indices.contains { executions[$0].status.isActive && trace.runs[$0].refusal == nil }
    guard !isBusy, let run = executions.firstIndex(where: { $0.status == .queued }) else { return }
    if case .failure(let problem) = fill(run) { return failEarly(run, .illegalParameters, problem.message) }
    prepare(run)
  }

  /// The scheduler starts what was scheduled, as it does with `queue`.
  mutating func startScheduled(_ run: Int) {
    guard executions[run].status == .scheduled else { return }
    if case .failure(let problem) = fill(run) { return failEarly(run, .illegalParameters, problem.message) }
    let others = executions.indices.filter { $0 != run && trace.runs[$0].refusal == nil }
    if others.contains(where: { executions[$0].status.isActive || executions[$0].status == .queued }) {
      return queue(run)
    }
    prepare(run)
  }

  // MARK: The worker

  /// A worker takes an execution up.
  mutating func takeUp(_ run: Int) {
    switch executions[run].status {
    case .pending: break
    case .cancelling, .forceCancelling: return finish(run, .cancelled)
    default: return
    }
    become(run, .started)
    executions[run].attempt += 1
    executions[run].startedAt = now
    note(run, .runStarted, .running, detail: Int32(truncatingIfNeeded: executions[run].attempt))
    log(run, executions[run].attempt > 1 ? "workflow_started (resume)" : "workflow_started")
    if executions[run].attempt > 1 {
      if !executions[run].progress.isResumed {
        return finish(run, .failed, "Workflow is not resumable: \(executions[run].name)")
      }
      planDispatch(run)
    } else {
      nextPhase(run)
    }
  }
}
