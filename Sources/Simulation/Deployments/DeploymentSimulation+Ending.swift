// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension DeploymentSimulation {
  /// Ends an execution; a workflow that returns although it was to be cancelled has failed.
  mutating func finish(_ run: Int, _ wanted: ExecutionStatus, _ text: String? = nil) {
    var status = wanted
    var error = text
    if !executions[run].status.mayBecome(status), status == .terminated {
      status = .failed
      error =
        "the workflow ended as if nothing had been asked of it, while the execution was \(executions[run].status.rawValue)"
    }
    if status == .failed, error == nil {
      let errors = executions[run].lastErrors + executions[run].errors
      error = errors.isEmpty ? nil : errors.joined(separator: "; ")
    }
    executions[run].generation &+= 1
    become(run, status)
    trace.runs[run].error = status == .failed ? error : nil
    var related: Int32 = -1
    switch status {
    case .terminated: log(run, "workflow_succeeded")
    case .failed:
      log(run, "workflow_failed" + (error.map { ": \($0)" } ?? ""))
      related = executions[run].failedBy
    default: log(run, "workflow_cancelled")
    }
    let reason: Reason =
      switch status {
      case .terminated: .completed
      case .failed: .stepFailed
      default: .runCancelled
      }
    note(run, .runEnded, status.runState, reason, related: related)
    describeInstances(run)
    lookAtQueueLater()
  }

  private mutating func describeInstances(_ run: Int) {
    let present = state.present
    let texts = present.prefix(40).map { "\(state.instances[$0].name) \(state.instances[$0].state.rawValue)" }
    if !texts.isEmpty {
      trace.runs[run].remarks = [
        "Node Instances: " + texts.joined(separator: ", ") + (present.count > 40 ? ", …" : "")
      ]
    }
    trace.runs[run].outputs = .object([
      (
        "node_instances",
        .object(present.map { (state.instances[$0].name, .string(state.instances[$0].state.rawValue)) })
      )
    ])
  }

  // MARK: What people do

  mutating func apply(_ event: ScenarioEvent, _ number: Int32) {
    guard executions.indices.contains(event.run) else {
      return ignore(event, number, "there is no execution \(event.run + 1)")
    }
    let run = event.run
    if trace.runs[run].status == "refused" { return ignore(event, number, "the execution was refused") }
    let status = executions[run].status
    switch event.kind {
    case .cancel, .terminate: cancel(event, number, run)
    case .forceCancel:
      guard [.pending, .started, .cancelling].contains(status) else {
        return status == .queued || status == .scheduled
          ? kill(run) : ignore(event, number, "the execution is \(status.rawValue)")
      }
      become(run, .forceCancelling)
      note(run, .runCancelling, .cancelling)
      planPoll(run)
    case .kill:
      guard !status.isEnd else { return ignore(event, number, "the execution is \(status.rawValue)") }
      kill(run)
    case .resume, .retry, .continue: resume(event, number, isForced: false)
    case .forceResume: resume(event, number, isForced: true)
    case .pause, .rollback, .retryFrom: ignore(event, number, "executions of blueprints have no such operation")
    }
  }

  private mutating func cancel(_ event: ScenarioEvent, _ number: Int32, _ run: Int) {
    switch executions[run].status {
    case .pending, .started:
      become(run, .cancelling)
      note(run, .runCancelling, .cancelling)
      planPoll(run)
    // What waits has no worker that could be asked.
    case .queued, .scheduled: kill(run)
    default: ignore(event, number, "the execution is \(executions[run].status.rawValue)")
    }
  }

  /// The worker learns of it when it asks the next time.
  private mutating func planPoll(_ run: Int) {
    guard executions[run].attempt > 0 else { return }
    let poll = max(1, setup.statusPoll)
    let since = now - executions[run].startedAt
    let next = executions[run].startedAt + (since + poll - 1) / poll * poll
    heap.push(
      .start, at: next, .start, declaration: run, target: Int32(truncatingIfNeeded: run), payload: 1,
      generation: executions[run].generation)
  }

  mutating func noticeCancel(_ run: Int) {
    switch executions[run].status {
    case .forceCancelling: finish(run, .cancelled)
    case .cancelling where !executions[run].isCancelNoticed:
      executions[run].isCancelNoticed = true
      log(run, "cancel request noticed")
      settle(run)
    default: return
    }
  }

  private mutating func kill(_ run: Int) {
    become(run, .killCancelling)
    note(run, .runCancelling, .cancelling)
    for place in executions[run].tasks.indices where executions[run].tasks[place].phase == .started {
      executions[run].tasks[place].phase = .failed
      executions[run].tasks[place].generation &+= 1
      note(run, executions[run].tasks[place].instance, .stepEnded, .cancelled, .runCancelled)
    }
    executions[run].running = 0
    finish(run, .cancelled)
  }

  private mutating func ignore(_ event: ScenarioEvent, _ number: Int32, _ reason: String) {
    if executions.indices.contains(event.run) {
      note(event.run, .eventIgnored, executions[event.run].status.runState, detail: number)
    }
    trace.problems.append(
      ScenarioProblem(
        .warning, "`\(event.kind.rawValue)` at \(DurationText.short(event.at)) has no effect: \(reason)",
        range: event.range))
  }

  // MARK: Taking up again

  private mutating func resume(_ event: ScenarioEvent, _ number: Int32, isForced: Bool) {
    let run = event.run
    let status = executions[run].status
    guard status == .cancelled || status == .failed || (status == .started && !isForced) else {
      return ignore(event, number, "the execution is \(status.rawValue)")
    }
    guard executions[run].attempt > 0 else { return ignore(event, number, "the execution never started") }
    let isBusy = executions.indices.contains {
      $0 != run && executions[$0].status.isActive && trace.runs[$0].refusal == nil
    }
    if isBusy { return ignore(event, number, "another execution of the deployment is active") }
    executions[run].progress.isResumed = isResumable(run)
    trace.runs[run].error = nil
    trace.runs[run].remarks = []
    executions[run].generation &+= 1
    executions[run].isCancelNoticed = false
    executions[run].isDispatchPlanned = false
    if executions[run].progress.isResumed { reset(run, isForced: isForced) }
    become(run, .pending)
    heap.push(.runStart, at: now, .start, declaration: 0, target: Int32(truncatingIfNeeded: run), payload: 0)
  }

  /// Whether the workflow's function says so; a scaling must still be open.
  private func isResumable(_ run: Int) -> Bool {
    let execution = executions[run]
    if execution.program == OwnWorkflow.self { return execution.progress.declared != nil }
    if execution.program == ScaleWorkflow.self, execution.status == .failed {
      return !execution.progress.flag("rollback_if_failed", default: true)
    }
    return execution.program.isResumable
  }

  /// What failed or waited for its next try begins anew; what was under way only if that is forced.
  private mutating func reset(_ run: Int, isForced: Bool) {
    let wasFailed = !executions[run].errors.isEmpty
    if wasFailed { executions[run].progress.phase -= 1 }
    executions[run].errors = []
    executions[run].lastErrors = []
    executions[run].failedBy = -1
    executions[run].progress.hasFailed = false
    executions[run].ready = []
    executions[run].waiting = 0
    for place in executions[run].tasks.indices where !executions[run].tasks[place].isAbandoned {
      let phase = executions[run].tasks[place].phase
      let isIgnored = executions[run].graph.tasks[place].ignoresFailure && phase == .failed
      if isIgnored { continue }
      if phase == .failed || phase == .rescheduled || (isForced && phase == .started) {
        executions[run].tasks[place].phase = .pending
        executions[run].tasks[place].retries = 0
        executions[run].tasks[place].generation &+= 1
        note(run, executions[run].tasks[place].instance, .stepReset, .pending)
      }
      if executions[run].tasks[place].phase == .pending, executions[run].tasks[place].missing == 0 {
        executions[run].ready.append(place)
      }
    }
    executions[run].running = executions[run].tasks.count { $0.phase == .started }
  }
}
