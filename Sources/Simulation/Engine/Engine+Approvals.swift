// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  /// Who may decide on an approval.
  func approvers(of action: ApprovalAction) -> ApproverSet { ApproverSet(action.approvers.map(\.value), directory) }

  /// Asks the approvers.
  mutating func startApproval(_ instance: Int32, _ step: StepPlan) {
    guard case .approval(let action) = plan.step(instances[Int(instance)].step).action else { return }
    instances[Int(instance)].tries = 1
    let mock = mock(for: instance)
    if mock == nil, scenario.unmocked == .error {
      enterRunning(instance)
      note(.stepStarted, step: instance, detail: 1)
      reportUnmocked(instance, step)
      return fail(instance, .unmocked)
    }
    enterWaiting(instance)
    note(.stepWaiting, step: instance)
    let quorum = Int(clamping: max(1, action.requiredApprovals?.value ?? 1))
    var state = ApprovalState(
      approvers: approvers(of: action), quorum: quorum, mayVoteSelf: action.allowSelfApproval?.value ?? true,
      mock: mock ?? -1)
    planTimeout(instance, step)
    if let mock, let decisions = mocks[Int(mock)].mock.decisions {
      for (place, decision) in decisions.enumerated() {
        heap.push(
          .decision, at: later(max(0, decision.after)), .outside, declaration: declaration(instance),
          target: instance, payload: Int32(truncatingIfNeeded: place),
          generation: instances[Int(instance)].generation)
      }
      approvals[instance] = state
      return
    }
    var span = step.duration
    var isRejected = false
    if let mock, let place = mocks[Int(mock)].outcome(1) {
      let outcome = outcomes[Int(place)]
      instances[Int(instance)].outcome = place
      span = mockedSpan(outcome.duration, instance, step)
      isRejected = outcome.status == .failed
      state.comment = outcome.message
      if outcome.status == .hangs { span = -1 }
    }
    let actor = contexts.trigger(of: run(of: instance))?.actor
    if !isRejected {
      state.grantors = state.approvers.grantors(quorum, excluding: state.mayVoteSelf ? nil : actor)
    }
    let isPossible = isRejected || state.grantors.count >= quorum
    approvals[instance] = state
    if isPossible, span >= 0 { planCompletion(instance, after: span) }
  }

  /// Someone's vote arrives.
  mutating func decide(_ instance: Int32, _ place: Int32, isCurrent: Bool) {
    guard let mock = approvals[instance]?.mock, mock >= 0,
      let decisions = mocks[Int(mock)].mock.decisions, decisions.indices.contains(Int(place))
    else { return }
    let decision = decisions[Int(place)]
    var person = decision.person
    if person.hasPrefix("user:") { person = String(person.dropFirst(5)) }
    var vote = TraceVote(person: person, verdict: decision.verdict, comment: decision.comment)
    vote.fault = isCurrent ? fault(of: person, decision.verdict, instance) : .late
    let number = Int32(truncatingIfNeeded: trace.votes.count)
    trace.votes.append(vote)
    guard vote.fault == nil else {
      note(.decisionIgnored, step: instance, detail: number)
      if let problem = words(for: vote, instance) {
        report(ScenarioProblem(.warning, problem, range: decision.range))
      }
      return
    }
    note(.decision, step: instance, detail: number)
    approvals[instance]?.comment = decision.comment
    if decision.verdict == .reject { return resolve(instance, "rejected", by: [person], .failed, .rejected) }
    approvals[instance]?.votes.append(person)
    guard let state = approvals[instance], state.votes.count >= state.quorum else { return }
    resolve(instance, "approved", by: state.votes, .success, .approved)
  }

  private func fault(of person: String, _ verdict: MockDecision.Verdict, _ instance: Int32) -> TraceVote.Fault? {
    guard let state = approvals[instance] else { return .late }
    if !state.approvers.contains(person) { return .notAnApprover }
    if !state.mayVoteSelf, contexts.trigger(of: run(of: instance))?.actor == person { return .ownRun }
    if verdict == .approve, state.votes.contains(person) { return .again }
    return nil
  }

  private func words(for vote: TraceVote, _ instance: Int32) -> String? {
    let step = "`\(name(of: instance))`"
    return switch vote.fault {
    case .notAnApprover: "the vote of \(vote.person) on \(step) does not count: they are not among its approvers"
    case .ownRun: "the vote of \(vote.person) on \(step) does not count: they started the run"
    case .again: "the second vote of \(vote.person) on \(step) does not count: a quorum counts distinct people"
    case .late: "the vote of \(vote.person) on \(step) comes when it has ended"
    case nil: nil
    }
  }

  /// An approval that no decisions are given for is answered.
  mutating func completeApproval(_ instance: Int32) {
    guard let state = approvals[instance] else { return }
    if state.grantors.isEmpty { return resolve(instance, "rejected", by: [], .failed, .rejected) }
    for person in state.grantors {
      note(.decision, step: instance, detail: Int32(truncatingIfNeeded: trace.votes.count))
      if isRecording { trace.votes.append(TraceVote(person: person, verdict: .approve)) }
    }
    resolve(instance, "approved", by: state.grantors, .success, .approved)
  }

  /// Nobody answered in time.
  mutating func approvalTimedOut(_ instance: Int32) {
    guard case .approval(let action) = plan.step(instances[Int(instance)].step).action else { return }
    let votes = approvals[instance]?.votes ?? []
    switch action.onTimeout?.value ?? .reject {
    case .escalate where !instances[Int(instance)].flags.contains(.escalated) && !action.escalateTo.isEmpty:
      instances[Int(instance)].flags.insert(.escalated)
      let others = ApproverSet(action.escalateTo.map(\.value), directory)
      approvals[instance]?.approvers.formUnion(others)
      note(.escalated, step: instance)
      let step = stepPlan(instance)
      heap.push(
        .timeout, at: later(step.timeout), .timeout, declaration: declaration(instance), target: instance,
        generation: instances[Int(instance)].generation)
    case .reject, .escalate: resolve(instance, "rejected", by: votes, .failed, .timedOut)
    case .approve: resolve(instance, "approved", by: votes, .success, .approvedOnTimeout)
    case .skip: resolve(instance, "skipped", by: votes, .skipped, .timedOut)
    case .cancel:
      let run = run(of: instance)
      markCancelling(run, .timedOut)
      resolve(instance, "cancelled", by: votes, .cancelled, .timedOut)
      cancelRunning(run)
    }
  }

  private mutating func resolve(
    _ instance: Int32, _ decision: String, by people: [String], _ state: StepState, _ reason: Reason
  ) {
    let place = instances[Int(instance)].outcome
    var fields: [(String, CELValue)] = [
      ("decision", .string(decision)), ("approvers", .array(people.map { .string($0) })),
      ("comment", .string(approvals[instance]?.comment ?? "")),
    ]
    if place >= 0 { fields += outcomes[Int(place)].outputs.map { ($0.name, $0.value) } }
    outputs[Int(instance)] = .object(fields)
    if state == .failed { return fail(instance, reason) }
    end(instance, state, reason)
  }
}
