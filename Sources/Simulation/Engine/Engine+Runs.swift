// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  /// Lets a run in, makes it wait, or refuses it, as its group's policy says; gives its number.
  mutating func admit(
    _ workflow: Int, _ trigger: TriggerData, parent: Int32 = -1, table: Int32 = 0, declared: Trigger? = nil,
    isForced: Bool = false, upstream: CELValue? = nil
  ) -> Int32 {
    let number = Int32(truncatingIfNeeded: runs.count)
    guard runs.count < plan.limits.runs else {
      isOverLimit = true
      return -1
    }
    let depth = parent >= 0 ? runs[Int(run(of: parent))].depth + 1 : 0
    runs.append(Run(workflow: Int32(truncatingIfNeeded: workflow), parent: parent, table: table, depth: depth))
    contexts.append(trigger)
    contexts.setInputs(inputs(of: workflow, number, trigger, declared, upstream), of: number)
    if parent < 0 { topRuns.append(number) }
    if isRecording {
      trace.runs.append(
        TraceRun(
          workflow: workflow, parent: parent >= 0 ? Int(parent) : nil, id: runID(number), trigger: trigger,
          inputs: contexts.inputs[Int(number)]))
    }
    note(.runCreated, run: number)
    let group = plan.groups[workflow]
    let policy = isForced ? .allow : plan.workflows[workflow].concurrencyPolicy?.value ?? .reject
    guard policy != .allow, !activeRuns[group].isEmpty || !queuedRuns[group].isEmpty else {
      activeRuns[group].append(number)
      startRun(number)
      return number
    }
    switch policy {
    case .reject, .allow: refuse(number, .rejected)
    case .queue:
      runs[Int(number)].state = .queued
      queuedRuns[group].append(number)
      note(.runQueued, run: number)
    case .replace:
      let older = queuedRuns[group]
      runs[Int(number)].state = .queued
      queuedRuns[group] = [number]
      note(.runQueued, run: number)
      for run in older { refuse(run, .replaced) }
      for run in activeRuns[group] { cancel(run, .replaced) }
    }
    return number
  }

  /// A run that never starts.
  private mutating func refuse(_ run: Int32, _ reason: Reason) {
    runs[Int(run)].state = .cancelled
    runs[Int(run)].reason = reason
    runs[Int(run)].endedAt = now
    note(.runRefused, run: run)
    if runs[Int(run)].parent >= 0 { planCompletion(runs[Int(run)].parent) }
  }

  func runID(_ run: Int32) -> String {
    if run == 0, let id = scenario.runID { return id }
    let hash = KeyedRandom.mix(scenario.seed &+ (sample &<< 20) &+ UInt64(truncatingIfNeeded: run) &+ 0x5EED)
    let text = String(hash & 0xFF_FFFF_FFFF, radix: 32)
    return "wfr_" + String(repeating: "0", count: max(0, 8 - text.utf8.count)) + text
  }

  /// Starts a run that was let in.
  mutating func startRun(_ run: Int32) {
    guard runs[Int(run)].state == .pending || runs[Int(run)].state == .queued else { return }
    runs[Int(run)].state = .running
    runs[Int(run)].startedAt = now
    note(.runStarted, run: run, detail: runs[Int(run)].attempt)
    let workflow = Int(runs[Int(run)].workflow)
    planRunTimeout(run)
    let list = plan.rootLists[workflow]
    guard list >= 0 else { return conclude(run) }
    let scope = openScope(list: list, run: run, owner: -1)
    runs[Int(run)].rootScope = scope
    if scope >= 0, plan.lists[Int(list)].steps.isEmpty { conclude(run) }
  }

  private mutating func planRunTimeout(_ run: Int32) {
    guard let timeout = plan.workflows[Int(runs[Int(run)].workflow)].timeout?.value else { return }
    heap.push(
      .runTimeout, at: later(min(max(0, timeout), Distribution.longest)), .timeout, declaration: Int.max,
      target: run, generation: runs[Int(run)].generation)
  }

  /// All steps of a run have ended.
  mutating func finish(_ run: Int32) {
    guard !runs[Int(run)].state.isFinal else { return }
    if runs[Int(run)].mustRollBack, !runs[Int(run)].isCancelling { return startRollback(run) }
    conclude(run)
  }

  /// Goes back to the last succeeded revision.
  mutating func startRollback(_ run: Int32) {
    runs[Int(run)].generation &+= 1
    runs[Int(run)].mustRollBack = true
    note(.rollbackStarted, run: run, detail: lastSuccess[Int(runs[Int(run)].workflow)])
    var random = KeyedRandom(
      seed: scenario.seed, run: sample &<< 20 &+ UInt64(truncatingIfNeeded: run), step: 0, attempt: 0,
      purpose: .duration)
    heap.push(
      .rollbackDone, at: later(random.draw(scenario.rollbackDuration)), .completion, declaration: Int.max, target: run,
      generation: runs[Int(run)].generation)
  }

  mutating func finishRollback(_ run: Int32) {
    note(.rollbackEnded, run: run)
    conclude(run, isRolledBack: true)
  }

  /// Gives a run its final state.
  mutating func conclude(_ run: Int32, isRolledBack: Bool = false, timedOut: Bool = false) {
    let index = Int(run)
    guard !runs[index].state.isFinal else { return }
    let root = runs[index].rootScope
    var related: Int32 = -1
    if timedOut {
      (runs[index].state, runs[index].reason) = (.failed, .timedOut)
    } else if runs[index].isCancelling {
      (runs[index].state, runs[index].reason) = (.cancelled, runs[index].cancelReason)
    } else if isRolledBack {
      (runs[index].state, runs[index].reason) = (runs[index].rollbackIsWanted ? .cancelled : .failed, .rolledBack)
      related = root >= 0 ? scopes[Int(root)].failedBy : -1
    } else if root >= 0, scopes[Int(root)].isStopped {
      related = scopes[Int(root)].failedBy
      let reason = related >= 0 ? instances[Int(related)].reason : .stepFailed
      runs[index].state = .failed
      runs[index].reason = reason == .rejected || reason == .timedOut ? reason : .stepFailed
    } else {
      (runs[index].state, runs[index].reason) = (.success, .completed)
      setOutputs(run)
    }
    runs[index].endedAt = now
    runs[index].generation &+= 1
    runs[index].isPaused = false
    runs[index].held = []
    note(.runEnded, run: run, related: related)
    if runs[index].state == .success { lastSuccess[Int(runs[index].workflow)] = run }
    release(run)
    if runs[index].parent >= 0 {
      let parent = runs[index].parent
      if instances[Int(parent)].state == .running, children[parent] == run { planCompletion(parent) }
    }
    startChained(run)
  }

  private mutating func setOutputs(_ run: Int32) {
    let workflow = plan.workflows[Int(runs[Int(run)].workflow)]
    guard !workflow.outputs.isEmpty else { return }
    var fields: [(String, CELValue)] = []
    for entry in workflow.outputs {
      switch value(of: entry.value, -1, run: run) {
      case .success(let value): fields.append((entry.key.value, value))
      case .failure(let problem):
        runs[Int(run)].state = .failed
        runs[Int(run)].reason = .expressionError
        report(
          ScenarioProblem(
            .warning, "output `\(entry.key.value)` has no value: \(problem)", workflow: Int(runs[Int(run)].workflow),
            workflowRange: entry.value.range))
        return
      }
    }
    contexts.setOutputs(.object(fields), of: run)
    if isRecording { trace.runs[Int(run)].outputs = .object(fields) }
  }

  /// Lets the next run of a group start.
  private mutating func release(_ run: Int32) {
    let group = plan.groups[Int(runs[Int(run)].workflow)]
    activeRuns[group].removeAll { $0 == run }
    queuedRuns[group].removeAll { $0 == run }
    guard activeRuns[group].isEmpty, !queuedRuns[group].isEmpty else { return }
    let next = queuedRuns[group].removeFirst()
    activeRuns[group].append(next)
    heap.push(.runStart, at: now, .start, declaration: 0, target: next)
  }

  // MARK: Cancelling

  /// Cancels a run; steps whose `if` lets them run clean up.
  mutating func cancel(_ run: Int32, _ reason: Reason) {
    guard !runs[Int(run)].state.isFinal, !runs[Int(run)].isCancelling else { return }
    let hasStarted = runs[Int(run)].rootScope >= 0
    markCancelling(run, reason)
    guard hasStarted else { return conclude(run) }
    cancelRunning(run)
  }

  mutating func markCancelling(_ run: Int32, _ reason: Reason) {
    guard !runs[Int(run)].state.isFinal, !runs[Int(run)].isCancelling else { return }
    runs[Int(run)].isCancelling = true
    runs[Int(run)].cancelReason = reason
    runs[Int(run)].state = .cancelling
    runs[Int(run)].reason = reason
    note(.runCancelling, run: run)
  }

  mutating func cancelRunning(_ run: Int32) {
    guard runs[Int(run)].rootScope >= 0, !runs[Int(run)].state.isFinal else { return }
    resume(run)
    cancelMembers(of: runs[Int(run)].rootScope, .runCancelled)
  }

  /// Lets what was held back by a pause begin.
  mutating func resume(_ run: Int32) {
    runs[Int(run)].isPaused = false
    let held = runs[Int(run)].held
    runs[Int(run)].held = []
    for instance in held {
      let isRetry = instances[Int(instance)].state == .waiting
      heap.push(
        isRetry ? .retry : .start, at: now, isRetry ? .retry : .start, declaration: declaration(instance),
        target: instance, generation: instances[Int(instance)].generation)
    }
  }

  /// Ends a run at once.
  mutating func terminate(_ run: Int32, _ reason: Reason) {
    guard !runs[Int(run)].state.isFinal else { return }
    runs[Int(run)].isCancelling = true
    runs[Int(run)].cancelReason = reason
    if runs[Int(run)].rootScope >= 0 {
      abandon(runs[Int(run)].rootScope, .runCancelled, pending: .cancelled, .runCancelled)
    }
    conclude(run)
  }

  /// A run's time is up.
  mutating func timeOutRun(_ run: Int32) {
    guard !runs[Int(run)].state.isFinal, runs[Int(run)].rootScope >= 0 else { return }
    abandon(runs[Int(run)].rootScope, .timedOut, pending: .skipped, .runStopped)
    conclude(run, timedOut: true)
  }

  // MARK: When nothing happens any more

  /// Says of the runs that have not ended why they never will.
  mutating func settle() {
    if isOverLimit {
      report(
        ScenarioProblem(
          .error,
          "the simulation reached its limit of \(plan.limits.events) events, \(plan.limits.instances) steps or \(plan.limits.runs) runs"
        ))
    }
    for run in runs.indices where !runs[run].state.isFinal {
      let number = Int32(truncatingIfNeeded: run)
      if isOverLimit {
        (runs[run].state, runs[run].reason) = (.failed, .limit)
        note(.runEnded, run: number)
      } else if runs[run].state == .queued || runs[run].state == .pending {
        continue
      } else if runs[run].isPaused {
        runs[run].reason = .paused
        note(.runStalled, run: number)
        report(ScenarioProblem(.warning, "run \(runID(number)) is paused, and nobody resumes it"))
      } else if let open = unanswered(number) {
        runs[run].reason = .unanswered
        note(.runStalled, run: number)
        report(
          ScenarioProblem(.warning, "run \(runID(number)) never ends: `\(name(of: open))` waits, and has no deadline"))
      } else {
        (runs[run].state, runs[run].reason) = (.failed, .deadlock)
        report(ScenarioProblem(.error, "run \(runID(number)) never ends: steps that are left wait for each other"))
        note(.runEnded, run: number)
      }
    }
    if isRecording { reportUnusedMocks() }
    if isRecording { trace.outputs = Array(outputs) }
  }

  private func unanswered(_ run: Int32) -> Int32? {
    guard runs[Int(run)].rootScope >= 0 else { return nil }
    return members(below: runs[Int(run)].rootScope).first { place in
      let state = instances[Int(place)].state
      let kind = stepPlan(place).kind
      return (state == .waiting || state == .running) && kind != .group && kind != .loop
    }
  }
}
