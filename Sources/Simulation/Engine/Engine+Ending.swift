// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension Engine {
  /// Ends an instance, and lets what waits for it begin.
  mutating func end(
    _ instance: Int32, _ state: StepState, _ reason: Reason, related: Int32 = -1, message: Int32 = -1
  ) {
    let index = Int(instance)
    let before = instances[index].state
    let step = plan.steps[Int(instances[index].step)]
    instances[index].state = state
    instances[index].reason = reason
    instances[index].endedAt = now
    instances[index].generation &+= 1
    note(.stepEnded, step: instance, related: related, detail: message)
    if before == .running || before == .waiting, step.kind != .group, step.kind != .loop {
      leave(instance, from: before)
    }
    let scope = instances[index].scope
    guard !scopes[Int(scope)].isClosed else { return }
    if state == .failed { applyPolicy(instance, step, scope) }
    if state == .cancelled { scopes[Int(scope)].hasCancelled = true }
    let base = scopes[Int(scope)].base
    for edge in step.dependents {
      let dependent = base + plan.edges[Int(edge)]
      instances[Int(dependent)].missing -= 1
      if instances[Int(dependent)].missing == 0 { makeReady(dependent, cause: instance) }
    }
    scopes[Int(scope)].remaining -= 1
    if scopes[Int(scope)].remaining == 0 { closeScope(scope) }
  }

  /// Ends an instance as failed.
  mutating func fail(_ instance: Int32, _ reason: Reason, related: Int32 = -1, message text: String? = nil) {
    let step = stepPlan(instance)
    if step.policy == .continue { instances[Int(instance)].flags.insert(.handled) }
    end(instance, .failed, reason, related: related, message: text.map { message($0) } ?? -1)
  }

  /// What a failure does to what is left.
  private mutating func applyPolicy(_ instance: Int32, _ step: StepPlan, _ scope: Int32) {
    guard !instances[Int(instance)].flags.contains(.handled) else { return }
    stop(scope, because: instance)
    let root = runs[Int(scopes[Int(scope)].run)].rootScope
    // Inside a group or loop only the step's own policy reaches the run at once; an inherited one speaks again when
    // the group itself fails.
    if step.policy == .rollback, step.hasOwnPolicy || scope == root {
      runs[Int(scopes[Int(scope)].run)].mustRollBack = true
      stop(root, because: instance)
    }
    if plan.rules.failureCancelsRunning { cancelMembers(of: scope, .ownerEnded) }
  }

  private mutating func stop(_ scope: Int32, because instance: Int32) {
    guard scope >= 0, !scopes[Int(scope)].isStopped else { return }
    scopes[Int(scope)].isStopped = true
    scopes[Int(scope)].failedBy = instance
  }

  /// All steps of a scope have ended.
  private mutating func closeScope(_ scope: Int32) {
    let owner = scopes[Int(scope)].owner
    if owner < 0 { return finish(scopes[Int(scope)].run) }
    if scopes[Int(scope)].round >= 0 { return roundEnded(scope) }
    planCompletion(owner)
  }

  /// Plans the end of an instance for this instant.
  mutating func planCompletion(_ instance: Int32, after span: Milliseconds = 0) {
    heap.push(
      .completion, at: later(span), .completion, declaration: declaration(instance), target: instance,
      generation: instances[Int(instance)].generation)
  }

  /// A time so long from now, without overflow.
  @inline(__always)
  func later(_ span: Milliseconds) -> Milliseconds {
    let (sum, overflow) = now.addingReportingOverflow(span)
    return overflow ? .max : sum
  }

  // MARK: Stopping what runs

  /// Cancels the steps of a scope that run or wait, those inside groups and loops too.
  mutating func cancelMembers(of scope: Int32, _ reason: Reason) {
    for place in members(below: scope) {
      let state = instances[Int(place)].state
      guard state == .running || state == .waiting else { continue }
      let kind = stepPlan(place).kind
      if kind == .group || kind == .loop { continue }
      stopChild(of: place, .ownerEnded)
      end(place, .cancelled, reason)
    }
  }

  /// Ends everything below a scope at once; nothing is left to wait for its end.
  mutating func abandon(_ scope: Int32, _ reason: Reason, pending: StepState, _ pendingReason: Reason) {
    let places = members(below: scope)
    for place in places { scopes[Int(instances[Int(place)].scope)].isClosed = true }
    scopes[Int(scope)].isClosed = true
    for place in places where !instances[Int(place)].state.isFinal {
      if instances[Int(place)].state == .pending {
        end(place, pending, pendingReason)
      } else {
        stopChild(of: place, .ownerEnded)
        end(place, .cancelled, reason)
      }
    }
  }

  /// The instances of a scope and of all scopes inside it, in the order in which they came to be.
  /// Complexity: O(the run's scopes and instances).
  func members(below root: Int32) -> [Int32] {
    var run: [Int32] = []
    var next = runs[Int(scopes[Int(root)].run)].lastScope
    while next >= 0 {
      run.append(next)
      next = scopes[Int(next)].next
    }
    var inside: Set<Int32> = [root]
    var result: [Int32] = []
    for scope in run.reversed() {
      let current = scopes[Int(scope)]
      if scope != root {
        guard current.owner >= 0, inside.contains(instances[Int(current.owner)].scope) else { continue }
        inside.insert(scope)
      }
      let count = Int32(truncatingIfNeeded: plan.lists[Int(current.list)].steps.count)
      result.append(contentsOf: current.base..<current.base + count)
    }
    return result
  }

  /// Ends the run that a call waits for.
  mutating func stopChild(of instance: Int32, _ reason: Reason) {
    guard instances[Int(instance)].flags.contains(.hasChild), let child = children[instance] else { return }
    if !runs[Int(child)].state.isFinal { terminate(child, reason) }
  }
}
