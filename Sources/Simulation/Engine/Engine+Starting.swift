// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  /// What keeps further steps of a scope from starting.
  enum Blockage {
    case none
    case stopped(Int32)
    case cancelled
  }

  /// Lets a list of steps begin. Complexity: O(its steps).
  mutating func openScope(list: Int32, run: Int32, owner: Int32, round: Int32 = -1) -> Int32 {
    let template = plan.lists[Int(list)]
    let count = template.steps.count
    let index = Int32(truncatingIfNeeded: scopes.count)
    let base = Int32(truncatingIfNeeded: instances.count)
    guard instances.count + count <= plan.limits.instances else {
      isOverLimit = true
      return -1
    }
    var scope = Scope(
      run: run, list: list, owner: owner, round: round, base: base, remaining: Int32(truncatingIfNeeded: count),
      next: runs[Int(run)].lastScope)
    if owner >= 0, case .none = blockage(instances[Int(owner)].scope) {} else { scope.isShielded = owner >= 0 }
    scopes.append(scope)
    runs[Int(run)].lastScope = index
    for position in 0..<count {
      instances.append(Instance(step: template.steps[position], scope: index, missing: template.missing[position]))
      outputs.append(nil)
    }
    if isRecording {
      for step in template.steps {
        trace.instances.append(
          TraceInstance(run: run, step: plan.steps[Int(step)].step, owner: owner, round: round))
      }
    }
    for position in template.roots { makeReady(base + position, cause: -1) }
    return index
  }

  /// Plans the start of an instance whose needs have ended.
  @inline(__always)
  mutating func makeReady(_ instance: Int32, cause: Int32) {
    instances[Int(instance)].cause = cause
    heap.push(
      .start, at: now, .start, declaration: declaration(instance), target: instance,
      generation: instances[Int(instance)].generation)
  }

  /// What keeps further steps of a scope from starting. Complexity: O(nesting).
  func blockage(_ scope: Int32) -> Blockage {
    var current = scopes[Int(scope)]
    while true {
      if current.isStopped { return .stopped(current.failedBy) }
      if current.isShielded { return .none }
      guard current.owner >= 0 else { break }
      current = scopes[Int(instances[Int(current.owner)].scope)]
    }
    return runs[Int(current.run)].isCancelling ? .cancelled : .none
  }

  /// Starts, skips or fails an instance whose needs have ended.
  mutating func begin(_ instance: Int32) {
    let index = Int(instance)
    guard instances[index].state == .pending else { return }
    let scopeIndex = instances[index].scope
    let scope = scopes[Int(scopeIndex)]
    if runs[Int(scope.run)].isPaused {
      runs[Int(scope.run)].held.append(instance)
      return
    }
    let step = plan.steps[Int(instances[index].step)]
    note(.stepReady, step: instance, related: instances[index].cause)

    var flags: InstanceFlags = []
    if scope.owner >= 0 {
      flags = instances[Int(scope.owner)].flags.intersection([.failureBefore, .cancellationBefore])
    }
    var failedNeed: Int32 = -1
    var cancelledNeed: Int32 = -1
    var skippedNeed: Int32 = -1
    var isDead = !step.needs.isEmpty
    for edge in step.needs {
      let need = scope.base + plan.edges[Int(edge)]
      let state = instances[Int(need)].state
      let needFlags = instances[Int(need)].flags
      flags.formUnion(needFlags.intersection([.failureBefore, .cancellationBefore]))
      switch state {
      case .failed where !needFlags.contains(.handled):
        if failedNeed < 0 { failedNeed = need }
        flags.insert(.failureBefore)
      case .cancelled:
        if cancelledNeed < 0 { cancelledNeed = need }
        flags.insert(.cancellationBefore)
      case .skipped: if skippedNeed < 0 { skippedNeed = need }
      default: break
      }
      if state != .skipped || !needFlags.contains(.dead) { isDead = false }
    }
    instances[index].flags.formUnion(flags)

    if let condition = untakenBranch(step, scope) {
      instances[index].flags.insert(.dead)
      let failed = instances[Int(condition)].state == .failed
      return end(instance, .skipped, failed ? .needFailed : .branchNotTaken, related: condition)
    }
    let callsAlways = step.condition >= 0 && plan.expressions[Int(step.condition)].callsAlways
    if isDead, !callsAlways {
      instances[index].flags.insert(.dead)
      return end(instance, .skipped, .deadBranch, related: skippedNeed)
    }
    if step.condition >= 0 { return beginConditionally(instance, step, flags) }
    switch blockage(scopeIndex) {
    case .stopped(let failed):
      if failedNeed >= 0 { return end(instance, .skipped, .needFailed, related: failedNeed) }
      return end(instance, .skipped, .runStopped, related: failed)
    case .cancelled: return end(instance, .cancelled, .runCancelled, related: cancelledNeed)
    case .none: break
    }
    if failedNeed >= 0 { return end(instance, .skipped, .needFailed, related: failedNeed) }
    if cancelledNeed >= 0 { return end(instance, .skipped, .needCancelled, related: cancelledNeed) }
    if skippedNeed >= 0, plan.rules.skippedNeedBlocks {
      return end(instance, .skipped, .needSkipped, related: skippedNeed)
    }
    start(instance, step)
  }

  /// The condition that keeps an instance from running because none that names it chose its branch; nil where one did,
  /// where one is undecided, or where none names it.
  private func untakenBranch(_ step: StepPlan, _ scope: Scope) -> Int32? {
    guard !step.memberships.isEmpty else { return nil }
    var untaken: Int32?
    for place in step.memberships {
      let membership = plan.memberships[Int(place)]
      let condition = scope.base + membership.condition
      let state = instances[Int(condition)].state
      if !state.isFinal || (state == .success && instances[Int(condition)].branch == membership.branch) { return nil }
      if untaken == nil { untaken = condition }
    }
    return untaken
  }

  private mutating func beginConditionally(_ instance: Int32, _ step: StepPlan, _ flags: InstanceFlags) {
    let scope = instances[Int(instance)].scope
    var isCancelled = flags.contains(.cancellationBefore)
    if case .cancelled = blockage(scope) {
      // An `if` that does not ask how things went cannot be meant as clean-up.
      if !plan.expressions[Int(step.condition)].asksOutcome { return end(instance, .cancelled, .runCancelled) }
      isCancelled = true
    }
    let hasFailed = flags.contains(.failureBefore)
    let outcome: ConditionOutcome
    switch plan.expressions[Int(step.condition)].shortcut {
    case .always: outcome = .holds
    case .success: outcome = hasFailed || isCancelled ? .fails : .holds
    case .failure: outcome = hasFailed ? .holds : .fails
    case .cancelled: outcome = isCancelled ? .holds : .fails
    case .notCancelled: outcome = isCancelled ? .fails : .holds
    case nil: outcome = condition(step.condition, instance, hasFailed: hasFailed, isCancelled: isCancelled)
    }
    switch outcome {
    case .holds: start(instance, step)
    case .assumed:
      note(.assumed, step: instance)
      start(instance, step)
    case .fails:
      if isCancelled, case .cancelled = blockage(scope) { return end(instance, .cancelled, .runCancelled) }
      end(instance, .skipped, .conditionFalse)
    case .broken(let text):
      instances[Int(instance)].startedAt = now
      fail(instance, .expressionError, message: text)
    }
  }

  private mutating func start(_ instance: Int32, _ step: StepPlan) {
    let index = Int(instance)
    instances[index].startedAt = now
    instances[index].flags.insert(.started)
    instances[index].tries = 0
    if !triesByKey.isEmpty { instances[index].triesBefore = triesByKey[runKey(of: instance)] ?? 0 }
    if step.isNotice, isRecording { prepareMessage(instance) }
    if !step.fields.isEmpty, let problem = checkFields(instance, step) {
      instances[index].state = .running
      instances[index].tries = 1
      note(.stepStarted, step: instance, detail: 1)
      return fail(instance, .expressionError, message: problem)
    }
    switch step.kind {
    case .work, .http: attempt(instance, step)
    case .wait, .suspend: startWait(instance, step)
    case .approval: startApproval(instance, step)
    case .condition: startCondition(instance, step)
    case .group: startGroup(instance, step)
    case .loop: startLoop(instance, step)
    case .call: startCall(instance, step)
    }
  }

  /// A key that tells the instances of all runs apart and stays the same when a run is taken up again.
  func runKey(of instance: Int32) -> UInt64 {
    KeyedRandom.key(key(of: instance), round: run(of: instance))
  }

  // MARK: The run's state

  /// Marks a leaf as running.
  @inline(__always)
  mutating func enterRunning(_ instance: Int32) {
    instances[Int(instance)].state = .running
    let run = Int(self.run(of: instance))
    runs[run].running += 1
    if runs[run].state == .waiting {
      runs[run].state = .running
      note(.runRunning, run: Int32(truncatingIfNeeded: run))
    }
  }

  /// Marks a leaf as waiting for people or time.
  mutating func enterWaiting(_ instance: Int32) {
    instances[Int(instance)].state = .waiting
    let run = self.run(of: instance)
    runs[Int(run)].waiting += 1
    noteWaiting(run)
  }

  /// Takes a leaf out of the counts.
  @inline(__always)
  mutating func leave(_ instance: Int32, from state: StepState) {
    let run = self.run(of: instance)
    if state == .running {
      runs[Int(run)].running -= 1
    } else {
      runs[Int(run)].waiting -= 1
    }
    noteWaiting(run)
  }

  @inline(__always)
  private mutating func noteWaiting(_ run: Int32) {
    guard runs[Int(run)].running == 0, runs[Int(run)].waiting > 0, runs[Int(run)].state == .running else { return }
    runs[Int(run)].state = .waiting
    note(.runWaiting, run: run)
  }
}
