// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension DeploymentSimulation {
  // MARK: Graphs

  /// Goes on behind a graph, or at the beginning.
  mutating func nextPhase(_ run: Int) {
    for _ in 0..<16 {
      switch executions[run].program.next(&executions[run].progress, &state) {
      case .done: return finish(run, .terminated)
      case .fail(let text): return finish(run, .failed, text)
      case .run(let graph):
        executions[run].progress.failed = []
        executions[run].progress.succeeded = []
        executions[run].progress.hasFailed = false
        if graph.tasks.isEmpty {
          executions[run].progress.phase += 1
          continue
        }
        executions[run].graph = graph
        executions[run].tasks = []
        executions[run].dependents = []
        executions[run].ready = []
        executions[run].remaining = 0
        extend(run)
        return dispatch(run)
      }
    }
    finish(run, .failed, "the workflow makes no progress")
  }

  /// Takes up the tasks that were added to the graph.
  private mutating func extend(_ run: Int) {
    let first = executions[run].tasks.count
    let tasks = executions[run].graph.tasks
    for place in first..<tasks.count {
      executions[run].tasks.append(TaskRun(missing: tasks[place].needs.count))
      executions[run].dependents.append([])
      executions[run].remaining += 1
    }
    for place in first..<tasks.count {
      for need in tasks[place].needs {
        if executions[run].tasks[need].phase == .succeeded {
          executions[run].tasks[place].missing -= 1
        } else {
          executions[run].dependents[need].append(place)
        }
      }
      if executions[run].tasks[place].missing == 0 { executions[run].ready.append(place) }
    }
    addSteps(run, from: first)
  }

  mutating func planDispatch(_ run: Int) {
    guard !executions[run].isDispatchPlanned else { return }
    executions[run].isDispatchPlanned = true
    heap.push(
      .start, at: now, .start, declaration: run, target: Int32(truncatingIfNeeded: run), payload: 0,
      generation: executions[run].generation)
  }

  /// Whether the workflow sends tasks.
  private func sends(_ run: Int) -> Bool {
    let execution = executions[run]
    guard execution.errors.isEmpty, !execution.isCancelNoticed else { return false }
    return execution.status == .started || execution.status == .cancelling || execution.status == .forceCancelling
  }

  /// Sends what may be sent, by the order of the graph.
  mutating func dispatch(_ run: Int) {
    executions[run].isDispatchPlanned = false
    while sends(run), !executions[run].ready.isEmpty {
      let ready = executions[run].ready.sorted()
      executions[run].ready = []
      for place in ready where executions[run].tasks[place].phase == .pending {
        guard !executions[run].tasks[place].isAbandoned else { continue }
        guard sends(run) else {
          executions[run].ready.append(place)
          continue
        }
        let task = executions[run].graph.tasks[place]
        switch task.work {
        case .join: end(run, place)
        case .state(let new):
          if !executions[run].request.isDryRun { state.set(task.instance, new) }
          log(run, "\(state.instances[task.instance].name): \(new.rawValue)")
          end(run, place)
        case .operation, .script: start(run, place)
        }
      }
    }
    settle(run)
  }

  /// Looks whether a graph has come to its end.
  func isIdle(_ run: Int) -> Bool { executions[run].running == 0 }

  mutating func settle(_ run: Int) {
    guard !executions[run].status.isEnd else { return }
    if executions[run].isCancelNoticed {
      if isIdle(run) {
        executions[run].isGraph ? finish(run, .cancelled) : endPhase(run)
      }
    } else if !executions[run].errors.isEmpty {
      if isIdle(run) { endPhase(run) }
    } else if executions[run].remaining == 0, !executions[run].isDispatchPlanned {
      endPhase(run)
    }
  }

  /// The graph has ended, or is not waited for any more.
  mutating func endPhase(_ run: Int) {
    executions[run].progress.phase += 1
    executions[run].progress.hasFailed = !executions[run].errors.isEmpty
    let errors = executions[run].errors
    let failed = executions[run].failedBy
    executions[run].generation &+= 1
    executions[run].isDispatchPlanned = false
    if executions[run].isCancelNoticed, !executions[run].isGraph, errors.isEmpty {
      return finish(run, .terminated)
    }
    // A workflow that copes with a failure begins its next graph without errors.
    executions[run].errors = []
    nextPhase(run, after: errors, failed)
  }

  private mutating func nextPhase(_ run: Int, after errors: [String], _ failed: Int32) {
    let known = executions[run].progress.phase
    guard executions[run].progress.hasFailed else { return nextPhase(run) }
    var progress = executions[run].progress
    let decision = executions[run].program.next(&progress, &state)
    executions[run].progress = progress
    switch decision {
    case .done: finish(run, .terminated)
    case .fail(let text):
      executions[run].errors = errors
      executions[run].progress.phase = known
      finish(run, .failed, text ?? errors.joined(separator: "; "))
    case .run(let graph):
      log(run, "Workflow goes on after: \(errors.joined(separator: "; "))")
      executions[run].lastErrors = errors
      executions[run].progress.failed = []
      executions[run].progress.succeeded = []
      executions[run].progress.hasFailed = false
      executions[run].graph = graph
      executions[run].tasks = []
      executions[run].dependents = []
      executions[run].ready = []
      executions[run].remaining = 0
      executions[run].waiting = 0
      executions[run].running = 0
      extend(run)
      dispatch(run)
    }
  }

  // MARK: Tasks

  func totalRetries(_ run: Int, _ place: Int) -> Int64 {
    let task = executions[run].graph.tasks[place]
    if case .operation(let operation) = task.work, let own = operation.maximumRetries { return own }
    return task.retries ?? setup.taskRetries
  }

  private func taskName(_ run: Int, _ place: Int) -> String {
    let names = executions[run].graph.tasks[place].names
    return names.count > 1 ? names[1] : names.first ?? ""
  }

  /// Begins a try.
  mutating func start(_ run: Int, _ place: Int) {
    let instance = executions[run].tasks[place].instance
    if executions[run].tasks[place].retries == 0 {
      note(run, instance, .stepReady, .pending, related: executions[run].tasks[place].cause)
    }
    executions[run].tasks[place].tries += 1
    executions[run].tasks[place].phase = .started
    executions[run].running += 1
    let name = taskName(run, place) + retrySuffix(run, place)
    log(run, "sending_task \(name)", instance: instance)
    note(
      run, instance, .stepStarted, .running, detail: Int32(truncatingIfNeeded: executions[run].tasks[place].tries))
    log(run, "task_started \(name)", instance: instance)
    if executions[run].request.isDryRun { return complete(run, place) }
    let (outcome, span) = draw(run, place)
    executions[run].tasks[place].outcome = outcome
    executions[run].tasks[place].isTimedOut = false
    var end = span
    if case .operation(let operation) = executions[run].graph.tasks[place].work, let timeout = operation.timeout,
      span.map({ $0 > timeout }) ?? true
    {
      executions[run].tasks[place].isTimedOut = true
      end = timeout
    }
    guard let end else { return }
    heap.push(
      .completion, at: now + min(end, Distribution.longest), .completion, declaration: place,
      target: Int32(truncatingIfNeeded: run), payload: Int32(truncatingIfNeeded: place),
      generation: executions[run].tasks[place].generation)
  }

  mutating func retry(_ run: Int, _ place: Int) {
    executions[run].waiting -= 1
    guard sends(run), executions[run].tasks[place].phase == .rescheduled else { return }
    executions[run].tasks[place].phase = .pending
    start(run, place)
    planDispatch(run)
  }

  /// A try ends.
  mutating func complete(_ run: Int, _ place: Int) {
    guard executions[run].tasks[place].phase == .started else { return }
    executions[run].running -= 1
    let outcome = executions[run].tasks[place].outcome
    let task = executions[run].graph.tasks[place]
    let instance = executions[run].tasks[place].instance
    let name = taskName(run, place) + retrySuffix(run, place)
    let isOver = executions[run].status.isEnd
    guard executions[run].tasks[place].isTimedOut || outcome.status == .failed else {
      log(run, "task_succeeded \(name)", instance: instance)
      note(run, instance, .stepEnded, .success, .completed)
      if task.instance >= 0 { executions[run].progress.succeeded.insert(task.instance) }
      end(run, place)
      if !isOver { planDispatchOrSettle(run) }
      return
    }
    let isTimedOut = executions[run].tasks[place].isTimedOut
    var isPermanent = outcome.isPermanent
    var text = outcome.message ?? "failed"
    if isTimedOut, case .operation(let operation) = task.work {
      text = "timed out after \(DurationText.short(operation.timeout ?? 0))"
      isPermanent = !operation.timeoutIsRecoverable
    }
    let isAsked = outcome.isRescheduled && !isTimedOut
    log(run, "\(isAsked ? "task_rescheduled" : "task_failed") \(name) -> \(text)", instance: instance)
    note(run, instance, .attemptFailed, .waiting, .retryDelay, detail: message(text))
    if isOver {
      executions[run].tasks[place].phase = .failed
      note(run, instance, .stepEnded, .failed, isTimedOut ? .timedOut : .failed, detail: message(text))
      return
    }
    if !isAsked, task.ignoresFailure {
      log(run, "Ignoring task \(taskName(run, place)) failure", instance: instance)
      note(run, instance, .stepEnded, .failed, isTimedOut ? .timedOut : .failed, detail: message(text))
      if task.instance >= 0 { executions[run].progress.failed.insert(task.instance) }
      end(run, place, .failed)
      return planDispatchOrSettle(run)
    }
    let total = totalRetries(run, place)
    let mayRetry = total < 0 || executions[run].tasks[place].retries < total
    if mayRetry, isAsked || !(isPermanent || task.failsAtOnce) {
      executions[run].tasks[place].phase = .rescheduled
      executions[run].tasks[place].retries += 1
      executions[run].waiting += 1
      var pause = setup.taskRetryInterval
      if case .operation(let operation) = task.work, let own = operation.retryInterval { pause = own }
      heap.push(
        .retry, at: now + max(0, outcome.retryAfter ?? pause), .retry, declaration: place,
        target: Int32(truncatingIfNeeded: run), payload: Int32(truncatingIfNeeded: place),
        generation: executions[run].tasks[place].generation)
      return planDispatchOrSettle(run)
    }
    fail(run, place, text, isTimedOut ? .timedOut : .failed)
  }

  private mutating func planDispatchOrSettle(_ run: Int) {
    if sends(run) { planDispatch(run) } else { settle(run) }
  }

  /// A task has failed for good.
  private mutating func fail(_ run: Int, _ place: Int, _ text: String, _ reason: Reason) {
    let task = executions[run].graph.tasks[place]
    let instance = executions[run].tasks[place].instance
    executions[run].tasks[place].phase = .failed
    note(run, instance, .stepEnded, .failed, reason, detail: message(text))
    if task.instance >= 0 { executions[run].progress.failed.insert(task.instance) }
    if retrySubgraph(run, task.subgraph) { return planDispatchOrSettle(run) }
    let isFirst = executions[run].errors.isEmpty
    executions[run].errors.append("Task failed '\(taskName(run, place))' -> \(text)")
    if isFirst {
      executions[run].failedBy = instance
      heap.push(
        .runTimeout, at: now + max(0, executions[run].request.waitAfterFail ?? setup.waitAfterFail), .timeout,
        declaration: run, target: Int32(truncatingIfNeeded: run), generation: executions[run].generation)
      if executions[run].running > 0 { log(run, "Workflow failed: waiting for running tasks") }
    }
    settle(run)
  }

  /// Runs an instance's part of the graph again as a whole; false where that is not to be.
  private mutating func retrySubgraph(_ run: Int, _ place: Int) -> Bool {
    guard executions[run].graph.subgraphs.indices.contains(place), sends(run) else { return false }
    let part = executions[run].graph.subgraphs[place]
    guard part.purpose != .other, setup.subgraphRetries < 0 || part.retries < setup.subgraphRetries else {
      return false
    }
    for task in executions[run].graph.tasks.indices
    where executions[run].graph.tasks[task].subgraph == place && task != part.end {
      let phase = executions[run].tasks[task].phase
      guard phase != .succeeded, !executions[run].tasks[task].isAbandoned else { continue }
      if phase == .started { executions[run].running -= 1 }
      if phase == .rescheduled { executions[run].waiting -= 1 }
      executions[run].tasks[task].isAbandoned = true
      executions[run].tasks[task].generation &+= 1
      executions[run].remaining -= 1
    }
    log(run, "Node lifecycle failed. Attempting to re-run node lifecycle")
    var graph = executions[run].graph
    let first = LifecycleGraphs.addUninstall(part.instance, state, &graph)
    graph.setRetries(first, part.retries + 1)
    var last = first
    if part.purpose == .install {
      var later = state
      later.set(part.instance, .deleted)
      last = LifecycleGraphs.addInstall(part.instance, later, &graph)
      graph.setRetries(last, part.retries + 1)
      graph.order(last, after: first)
    }
    executions[run].graph = graph
    extend(run)
    executions[run].tasks[part.end].missing = 1
    executions[run].dependents[graph.subgraphs[last].end].append(part.end)
    return true
  }

  /// A task is done, well or not, and what waits for it may go on.
  private mutating func end(_ run: Int, _ place: Int, _ phase: TaskRun.Phase = .succeeded) {
    executions[run].tasks[place].phase = phase
    executions[run].remaining -= 1
    let instance = executions[run].tasks[place].instance
    let cause = instance >= 0 ? instance : executions[run].tasks[place].cause
    for next in executions[run].dependents[place] {
      executions[run].tasks[next].missing -= 1
      executions[run].tasks[next].cause = cause
      if executions[run].tasks[next].missing == 0 { executions[run].ready.append(next) }
    }
  }
}
