// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension Engine {
  /// Plans the scenario's events.
  mutating func planEvents() {
    for (place, event) in scenario.events.enumerated() {
      heap.push(
        // Behind the runs that come at the same instant: what is done to a run is done after it came.
        .external, at: max(0, event.at), .outside, declaration: 0x1000_0000 + place, target: -1,
        payload: Int32(truncatingIfNeeded: place))
    }
  }

  /// Someone does something to a run.
  mutating func handleExternal(_ place: Int32) {
    guard scenario.events.indices.contains(Int(place)) else { return }
    let event = scenario.events[Int(place)]
    guard topRuns.indices.contains(event.run) else { return ignore(place, event, "there is no such run yet") }
    let run = topRuns[event.run]
    if let step = event.step, step != "run" {
      guard let instance = instance(named: step, in: run) else {
        return ignore(place, event, "the run has no step `\(step)`")
      }
      if let reason = handle(event, run, instance) { ignore(place, event, reason) }
    } else if let reason = handle(event, run) {
      ignore(place, event, reason)
    }
  }

  private mutating func ignore(_ place: Int32, _ event: ScenarioEvent, _ reason: String) {
    if topRuns.indices.contains(event.run) { note(.eventIgnored, run: topRuns[event.run], detail: place) }
    report(
      ScenarioProblem(
        .warning, "`\(event.kind.rawValue)` at \(DurationText.short(event.at)) has no effect: \(reason)",
        range: event.range))
  }

  /// What an event does to a run; why it does nothing, where it does nothing.
  private mutating func handle(_ event: ScenarioEvent, _ run: Int32) -> String? {
    let state = runs[Int(run)].state
    switch event.kind {
    case .pause:
      guard !state.isFinal, !runs[Int(run)].isPaused, !runs[Int(run)].isCancelling else {
        return "the run is \(state.text)"
      }
      runs[Int(run)].isPaused = true
      note(.runPaused, run: run)
    case .resume:
      guard runs[Int(run)].isPaused else { return "the run is not paused" }
      note(.runResumed, run: run)
      resume(run)
    case .cancel:
      guard !state.isFinal, !runs[Int(run)].isCancelling else { return "the run is \(state.text)" }
      cancel(run, .runCancelled)
    case .terminate:
      guard !state.isFinal else { return "the run is \(state.text)" }
      terminate(run, .terminated)
    case .rollback:
      guard state != .queued, state != .pending, runs[Int(run)].reason != .rolledBack else {
        return "the run is \(state.text)"
      }
      rollBack(run)
    case .continue:
      guard !state.isFinal, runs[Int(run)].rootScope >= 0 else { return "the run is \(state.text)" }
      let waiting = members(below: runs[Int(run)].rootScope).filter {
        instances[Int($0)].state == .waiting && stepPlan($0).kind == .suspend
      }
      guard !waiting.isEmpty else { return "nothing is suspended" }
      for instance in waiting { end(instance, .success, .resumed) }
    case .retry:
      guard state.isFinal, state != .success else { return "the run is \(state.text)" }
      return reopen(run, from: nil)
    case .retryFrom: return "it needs a step"
    case .forceCancel, .kill, .forceResume: return "only executions of deployments know it"
    }
    return nil
  }

  /// What an event does to a step.
  private mutating func handle(_ event: ScenarioEvent, _ run: Int32, _ instance: Int32) -> String? {
    let state = instances[Int(instance)].state
    let kind = stepPlan(instance).kind
    switch event.kind {
    case .continue:
      guard state == .waiting, kind == .suspend else {
        return kind == .suspend ? "the step is \(state.text)" : "the step is no suspend step"
      }
      end(instance, .success, .resumed)
    case .cancel:
      guard state == .running || state == .waiting, kind != .group, kind != .loop else {
        return "the step is \(state.text)"
      }
      stopChild(of: instance, .ownerEnded)
      end(instance, .cancelled, .runCancelled)
    case .rollback, .terminate:
      guard state == .waiting else { return "the step is \(state.text)" }
      return handle(event, run)
    case .retry, .retryFrom:
      guard runs[Int(run)].state.isFinal else { return "the run is \(runs[Int(run)].state.text)" }
      return reopen(run, from: instance)
    case .pause, .resume, .forceCancel, .kill, .forceResume: return handle(event, run)
    }
    return nil
  }

  /// Ends what runs and goes back to the last succeeded revision.
  private mutating func rollBack(_ run: Int32) {
    if runs[Int(run)].rootScope >= 0, !runs[Int(run)].state.isFinal {
      abandon(runs[Int(run)].rootScope, .runCancelled, pending: .cancelled, .runCancelled)
    }
    runs[Int(run)].isCancelling = false
    runs[Int(run)].rollbackIsWanted = runs[Int(run)].state != .failed
    runs[Int(run)].state = .running
    runs[Int(run)].isPaused = false
    runs[Int(run)].held = []
    startRollback(run)
  }

  /// Runs again what did not succeed, or a step and all that follows; why not, where it cannot.
  private mutating func reopen(_ run: Int32, from instance: Int32?) -> String? {
    let group = plan.groups[Int(runs[Int(run)].workflow)]
    let policy = plan.workflows[Int(runs[Int(run)].workflow)].concurrencyPolicy?.value ?? .reject
    guard activeRuns[group].isEmpty || policy == .allow else { return "another run of its group is running" }
    let root = runs[Int(run)].rootScope
    guard root >= 0 else { return "the run never started" }
    let base = scopes[Int(root)].base
    let list = plan.lists[Int(scopes[Int(root)].list)]
    var chosen: Int32?
    if var outer = instance {
      while instances[Int(outer)].scope != root, scopes[Int(instances[Int(outer)].scope)].owner >= 0 {
        outer = scopes[Int(instances[Int(outer)].scope)].owner
      }
      chosen = outer - base
    }
    let again = placesToRepeat(base, list, chosen)
    guard again.contains(true) else { return "nothing is left to run" }
    for place in members(below: root) {
      triesByKey[runKey(of: place)] = instances[Int(place)].triesBefore &+ instances[Int(place)].tries
    }
    var count: Int32 = 0
    for position in again.indices where again[position] {
      count += 1
      let step = plan.steps[Int(list.steps[position])]
      let missing = step.needs.count { again[Int(plan.edges[Int($0)])] }
      setBack(
        base + Int32(truncatingIfNeeded: position), missing: plan.rules.join == .first ? min(1, missing) : missing)
    }
    scopes[Int(root)].isStopped = false
    scopes[Int(root)].isClosed = false
    scopes[Int(root)].hasCancelled = false
    scopes[Int(root)].failedBy = -1
    scopes[Int(root)].remaining = count
    runs[Int(run)].isCancelling = false
    runs[Int(run)].mustRollBack = false
    runs[Int(run)].rollbackIsWanted = false
    runs[Int(run)].state = .running
    runs[Int(run)].reason = .none
    runs[Int(run)].attempt &+= 1
    runs[Int(run)].generation &+= 1
    runs[Int(run)].endedAt = -1
    activeRuns[group].append(run)
    note(.runStarted, run: run, detail: runs[Int(run)].attempt)
    if let timeout = plan.workflows[Int(runs[Int(run)].workflow)].timeout?.value {
      heap.push(
        .runTimeout, at: later(min(max(0, timeout), Distribution.longest)), .timeout, declaration: Int.max,
        target: run, generation: runs[Int(run)].generation)
    }
    for position in again.indices where again[position] {
      let place = base + Int32(truncatingIfNeeded: position)
      if instances[Int(place)].missing == 0 { makeReady(place, cause: -1) }
    }
    return nil
  }

  /// The places of a list that are run again: what failed, what was cancelled or kept from running by that, the chosen
  /// one, and all that follows.
  private func placesToRepeat(_ base: Int32, _ list: ListPlan, _ chosen: Int32?) -> [Bool] {
    var again = [Bool](repeating: false, count: list.steps.count)
    var open: [Int] = []
    for position in list.steps.indices {
      let current = instances[Int(base) + position]
      let isKept: Bool
      switch current.state {
      case .success: isKept = true
      case .skipped:
        switch current.reason {
        case .conditionFalse, .branchNotTaken, .deadBranch, .mocked: isKept = true
        default: isKept = false
        }
      case .failed: isKept = current.flags.contains(.handled)
      default: isKept = false
      }
      if !isKept || chosen == Int32(truncatingIfNeeded: position) { open.append(position) }
    }
    while let position = open.popLast() {
      if again[position] { continue }
      again[position] = true
      let step = plan.steps[Int(list.steps[position])]
      for edge in step.dependents { open.append(Int(plan.edges[Int(edge)])) }
    }
    return again
  }

  /// Makes an instance as if it had never begun.
  private mutating func setBack(_ instance: Int32, missing: Int) {
    let index = Int(instance)
    var fresh = Instance(
      step: instances[index].step, scope: instances[index].scope, missing: Int32(truncatingIfNeeded: missing))
    fresh.generation = instances[index].generation &+ 1
    instances[index] = fresh
    outputs[index] = nil
    approvals[instance] = nil
    loops[instance] = nil
    groupScopes[instance] = nil
    children[instance] = nil
    pendingMessages[instance] = nil
    note(.stepReset, step: instance)
  }

  /// The last instance of a run that a scenario names: `build`, `build[1]`.
  func instance(named name: String, in run: Int32) -> Int32? {
    guard let wanted = MockTable.parse(name), runs[Int(run)].rootScope >= 0 else { return nil }
    return members(below: runs[Int(run)].rootScope).last { place in
      plan.step(instances[Int(place)].step).id?.value == wanted.id
        && (wanted.rounds.isEmpty || rounds(of: place) == wanted.rounds)
    }
  }
}
