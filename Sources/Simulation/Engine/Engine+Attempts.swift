// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  /// Makes the next try of a step that does work.
  mutating func attempt(_ instance: Int32, _ step: StepPlan) {
    let index = Int(instance)
    instances[index].tries &+= 1
    instances[index].outcome = -1
    instances[index].flags.remove(.doomed)
    enterRunning(instance)
    note(.stepStarted, step: instance, detail: instances[index].tries)
    let attempt = Int(instances[index].triesBefore) &+ Int(instances[index].tries)

    var span = step.duration
    if let mock = mock(for: instance) {
      guard let outcome = mocks[Int(mock)].outcome(attempt) else {
        if mocks[Int(mock)].mock.outcomes.isEmpty {
          return planEnd(instance, step, after: mockedSpan(nil, instance, step))
        }
        report(
          ScenarioProblem(
            .error,
            "the mock of `\(name(of: instance))` has \(counted(mocks[Int(mock)].tries, "attempt")), and the step makes number \(attempt)",
            range: mocks[Int(mock)].mock.range))
        return fail(instance, .attemptsExhausted)
      }
      instances[index].outcome = outcome
    } else if step.kind == .http, let reply = reply(to: instance) {
      instances[index].outcome = reply
    } else if scenario.unmocked == .error {
      reportUnmocked(instance, step)
      return fail(instance, .unmocked)
    }
    if instances[index].outcome >= 0 {
      let outcome = outcomes[Int(instances[index].outcome)]
      if outcome.status == .hangs { return planTimeout(instance, step) }
      span = mockedSpan(outcome.duration, instance, step)
      if outcome.failureRate > 0 {
        var random = random(for: instance, .failure)
        if random.uniform() < outcome.failureRate { instances[index].flags.insert(.doomed) }
      }
    }
    planEnd(instance, step, after: span)
  }

  /// How long a mocked try takes.
  func mockedSpan(_ own: Distribution?, _ instance: Int32, _ step: StepPlan) -> Milliseconds {
    guard let distribution = own ?? scenario.defaultDuration else { return step.duration }
    if let fixed = distribution.fixedSpan { return fixed }
    var random = random(for: instance, .duration)
    return random.draw(distribution)
  }

  /// The draws of an instance's current try.
  func random(for instance: Int32, _ purpose: KeyedRandom.Purpose) -> KeyedRandom {
    let run = self.run(of: instance)
    return KeyedRandom(
      seed: scenario.seed, run: sample &<< 20 &+ UInt64(truncatingIfNeeded: run), step: key(of: instance),
      attempt: UInt64(truncatingIfNeeded: instances[Int(instance)].triesBefore &+ instances[Int(instance)].tries),
      purpose: purpose)
  }

  /// Plans the end of a try, or of the time it has, whichever comes first; of both at one instant the end does.
  @inline(__always)
  mutating func planEnd(_ instance: Int32, _ step: StepPlan, after span: Milliseconds) {
    if step.timeout >= 0, deadline(instance, step) < later(span) { return planTimeout(instance, step) }
    planCompletion(instance, after: span)
  }

  /// Plans the end of the time that an instance has, if it is limited.
  mutating func planTimeout(_ instance: Int32, _ step: StepPlan) {
    guard step.timeout >= 0 else { return }
    heap.push(
      .timeout, at: deadline(instance, step), .timeout, declaration: declaration(instance), target: instance,
      generation: instances[Int(instance)].generation)
  }

  private func deadline(_ instance: Int32, _ step: StepPlan) -> Milliseconds {
    let start = plan.rules.timeoutIsPerAttempt ? now : instances[Int(instance)].startedAt
    let (sum, overflow) = start.addingReportingOverflow(step.timeout)
    return overflow ? .max : sum
  }

  /// What was planned for an instance is over.
  mutating func complete(_ instance: Int32) {
    switch stepPlan(instance).kind {
    case .work, .http: completeWork(instance)
    case .wait: end(instance, .success, .completed)
    case .suspend: end(instance, .success, .resumed)
    case .approval: completeApproval(instance)
    case .condition: end(instance, .success, .completed)
    case .group: completeGroup(instance)
    case .loop: completeLoop(instance)
    case .call:
      if instances[Int(instance)].flags.contains(.hasChild) { completeCall(instance) } else { completeWork(instance) }
    }
  }

  private mutating func completeWork(_ instance: Int32) {
    let index = Int(instance)
    let place = instances[index].outcome
    guard place >= 0 else {
      if stepPlan(instance).kind == .http { outputs[index] = assumedReply(instance) }
      return succeed(instance)
    }
    let outcome = outcomes[Int(place)]
    if !outcome.outputs.isEmpty { outputs[index] = .object(outcome.outputs.map { ($0.name, $0.value) }) }
    if outcome.status == .skipped { return end(instance, .skipped, .mocked) }
    if outcome.status == .failed || instances[index].flags.contains(.doomed) {
      return tryFailed(instance, .failed, outcome.message)
    }
    if stepPlan(instance).kind == .http, let problem = unexpectedStatus(instance) {
      return tryFailed(instance, .unexpectedStatus, problem)
    }
    succeed(instance)
  }

  /// Ends an instance well.
  mutating func succeed(_ instance: Int32) {
    if !pendingMessages.isEmpty, let text = pendingMessages.removeValue(forKey: instance) {
      note(.notified, step: instance, detail: message(text))
    }
    end(instance, .success, .completed)
  }

  /// A try failed: another one follows, or the step fails.
  mutating func tryFailed(_ instance: Int32, _ reason: Reason, _ text: String?) {
    let index = Int(instance)
    let step = stepPlan(instance)
    guard instances[index].tries < step.tries else { return fail(instance, reason, message: text) }
    note(.attemptFailed, step: instance, detail: text.map { message($0) } ?? -1)
    leave(instance, from: .running)
    instances[index].generation &+= 1
    instances[index].reason = .retryDelay
    enterWaiting(instance)
    note(.stepWaiting, step: instance)
    let delay = delay(before: instances[index].tries, step)
    if step.timeout >= 0, !plan.rules.timeoutIsPerAttempt, deadline(instance, step) <= later(delay) {
      return planTimeout(instance, step)
    }
    heap.push(
      .retry, at: later(delay), .retry, declaration: declaration(instance), target: instance,
      generation: instances[index].generation)
  }

  /// The pause behind a number of failed tries. Complexity: O(min(tries, 64)).
  func delay(before retry: Int32, _ step: StepPlan) -> Milliseconds {
    var delay = step.delay
    let cap = step.longestDelay >= 0 ? step.longestDelay : Distribution.longest
    if step.isExponential, delay > 0 {
      for _ in 1..<max(2, retry) where retry > 1 {
        if delay >= cap { break }
        let (product, overflow) = delay.multipliedReportingOverflow(by: max(1, plan.rules.backoffFactor))
        delay = overflow ? cap : product
        if plan.rules.backoffFactor <= 1 { break }
      }
    }
    return min(delay, cap)
  }

  /// The pause before a try is over.
  mutating func tryAgain(_ instance: Int32) {
    let index = Int(instance)
    guard instances[index].state == .waiting else { return }
    let run = self.run(of: instance)
    if runs[Int(run)].isPaused {
      runs[Int(run)].held.append(instance)
      return
    }
    leave(instance, from: .waiting)
    instances[index].reason = .none
    let step = stepPlan(instance)
    if step.kind == .call { startCallAttempt(instance, step) } else { attempt(instance, step) }
  }

  /// A step's time is up.
  mutating func timeOut(_ instance: Int32) {
    let state = instances[Int(instance)].state
    guard state == .running || state == .waiting else { return }
    let step = stepPlan(instance)
    switch step.kind {
    case .approval: approvalTimedOut(instance)
    case .group, .loop:
      loops[instance]?.hasFailed = true
      for scope in ownedScopes(of: instance) { abandon(scope, .ownerEnded, pending: .skipped, .ownerEnded) }
      fail(instance, .timedOut)
    case .call:
      stopChild(of: instance, .ownerEnded)
      fail(instance, .timedOut)
    default:
      if plan.rules.timeoutIsPerAttempt, state == .running { return tryFailed(instance, .timedOut, nil) }
      fail(instance, .timedOut)
    }
  }

  // MARK: Waiting

  mutating func startWait(_ instance: Int32, _ step: StepPlan) {
    let index = Int(instance)
    instances[index].tries = 1
    enterWaiting(instance)
    note(.stepWaiting, step: instance)
    var span: Milliseconds?
    switch plan.step(instances[index].step).action {
    case .wait(let duration): span = duration?.value ?? 0
    case .suspend(let duration): span = duration?.value
    default: break
    }
    if let mock = mock(for: instance), let place = mocks[Int(mock)].outcome(1) {
      let outcome = outcomes[Int(place)]
      if outcome.status == .hangs {
        span = nil
      } else if outcome.duration != nil {
        span = mockedSpan(outcome.duration, instance, step)
      }
    } else if span == nil, scenario.unmocked == .success,
      !scenario.events.contains(where: { $0.kind != .pause && $0.kind != .resume })
    {
      // A dry run: someone goes on after a while.
      span = step.duration
    }
    guard let span else { return planTimeout(instance, step) }
    planEnd(instance, step, after: min(max(0, span), Distribution.longest))
  }
}
