// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  // MARK: Conditions

  /// Chooses a branch; nothing runs.
  mutating func startCondition(_ instance: Int32, _ step: StepPlan) {
    guard case .condition(let action) = plan.step(instances[Int(instance)].step).action else { return }
    instances[Int(instance)].tries = 1
    enterRunning(instance)
    note(.stepStarted, step: instance, detail: 1)
    var span: Milliseconds = 0
    var chosen: Int?
    if let mock = mock(for: instance), let place = mocks[Int(mock)].outcome(1) {
      let outcome = outcomes[Int(place)]
      if outcome.duration != nil { span = mockedSpan(outcome.duration, instance, step) }
      if outcome.status == .failed { return fail(instance, .failed, message: outcome.message) }
      if let wanted = outcome.outputs.first(where: { $0.name == "branch" })?.value {
        chosen = branch(wanted, of: action)
        if chosen == nil {
          report(
            ScenarioProblem(
              .error, "condition `\(name(of: instance))` has no branch \(wanted.celDescription)",
              range: outcome.range ?? mocks[Int(mock)].mock.range))
        }
      }
    }
    if chosen == nil {
      let base = plan.expressionBases[Int(step.workflow)]
      let flags = instances[Int(instance)].flags
      cases: for (place, branch) in action.cases.enumerated() {
        guard let when = branch.when else { continue }
        let outcome = condition(
          base + Int32(truncatingIfNeeded: when), instance, hasFailed: flags.contains(.failureBefore),
          isCancelled: flags.contains(.cancellationBefore))
        switch outcome {
        case .fails: continue
        case .broken(let text): return fail(instance, .expressionError, message: text)
        case .assumed: note(.assumed, step: instance)
        case .holds: break
        }
        chosen = place
        break cases
      }
    }
    let taken = chosen ?? (action.otherwiseRange == nil && action.otherwise.isEmpty ? nil : action.cases.count)
    instances[Int(instance)].branch = Int32(clamping: taken ?? -1)
    outputs[Int(instance)] = .object([("branch", .string(Self.name(of: taken, in: action)))])
    note(.branchChosen, step: instance, detail: instances[Int(instance)].branch)
    planCompletion(instance, after: span)
  }

  /// What a branch is called: its first step, or `else`.
  static func name(of branch: Int?, in action: ConditionAction) -> String {
    guard let branch, action.cases.indices.contains(branch) else { return "else" }
    return action.cases[branch].targets.first?.id.value ?? "case \(branch + 1)"
  }

  /// The branch that a mock means: its index, `else`, or one of its steps.
  private func branch(_ value: CELValue, of action: ConditionAction) -> Int? {
    if let number = value.asInt { return number >= 0 && number <= action.cases.count ? Int(number) : nil }
    guard let text = value.asString else { return nil }
    if text == "else" { return action.cases.count }
    if let place = action.cases.firstIndex(where: { $0.targets.contains { $0.id.value == text } }) { return place }
    return action.otherwise.contains { $0.id.value == text } ? action.cases.count : nil
  }

  // MARK: Groups

  mutating func startGroup(_ instance: Int32, _ step: StepPlan) {
    instances[Int(instance)].tries = 1
    instances[Int(instance)].state = .running
    note(.stepStarted, step: instance, detail: 1)
    planTimeout(instance, step)
    guard step.ownedList >= 0, !plan.lists[Int(step.ownedList)].steps.isEmpty else {
      return planCompletion(instance)
    }
    groupScopes[instance] = openScope(list: step.ownedList, run: run(of: instance), owner: instance)
  }

  mutating func completeGroup(_ instance: Int32) {
    guard let scope = groupScopes[instance], scope >= 0 else { return end(instance, .success, .completed) }
    if scopes[Int(scope)].isStopped {
      return fail(instance, .memberFailed, related: scopes[Int(scope)].failedBy)
    }
    if isCancelled(scope) { return end(instance, .cancelled, .runCancelled) }
    end(instance, .success, .completed)
  }

  /// Whether a scope's steps were cancelled: one of them, or all because the run was.
  private func isCancelled(_ scope: Int32) -> Bool {
    if scopes[Int(scope)].hasCancelled { return true }
    if case .cancelled = blockage(scope) { return true }
    return false
  }

  /// The scopes that an instance of a group or loop has opened.
  func ownedScopes(of instance: Int32) -> [Int32] {
    if let scope = groupScopes[instance] { return scope >= 0 ? [scope] : [] }
    return loops[instance]?.scopes ?? []
  }

  // MARK: Loops

  mutating func startLoop(_ instance: Int32, _ step: StepPlan) {
    guard case .loop(let action) = plan.step(instances[Int(instance)].step).action else { return }
    instances[Int(instance)].tries = 1
    instances[Int(instance)].state = .running
    note(.stepStarted, step: instance, detail: 1)
    var items: [CELValue] = []
    if let over = action.over {
      let number = plan.expressionBases[Int(step.workflow)] + Int32(truncatingIfNeeded: over)
      switch evaluate(number, instance) {
      case .failure(let problem): return fail(instance, .expressionError, message: problem)
      case .success(.list(let list)): items = list.elements
      case .success(let value) where value.isUnknown:
        note(.assumed, step: instance)
        items = [.unknown("item")]
      case .success(let value):
        return fail(
          instance, .expressionError,
          message: "`over` must be a list, and this is \(value.typeName.name): \(value.celDescription)")
      }
    }
    if let maximum = action.maximum?.value, Int64(items.count) > maximum {
      return fail(instance, .tooManyItems, message: "\(counted(items.count, "item")), at most \(maximum) allowed")
    }
    planTimeout(instance, step)
    let parallelism = Int(clamping: max(1, action.parallelism?.value ?? 1))
    loops[instance] = LoopState(items: items, parallelism: parallelism)
    if case .none = blockage(instances[Int(instance)].scope) {} else { loops[instance]?.isShielded = true }
    advance(instance)
  }

  /// Begins as many rounds as may run, and ends the loop when none is left.
  private mutating func advance(_ instance: Int32) {
    guard var state = loops[instance], !instances[Int(instance)].state.isFinal else { return }
    let list = stepPlan(instance).ownedList
    let isEmpty = list < 0 || plan.lists[Int(list)].steps.isEmpty
    var mayBegin = !state.hasFailed && !isEmpty && !isOverLimit
    if !state.isShielded, mayBegin {
      if case .none = blockage(instances[Int(instance)].scope) {} else { mayBegin = false }
    }
    let run = run(of: instance)
    while mayBegin, state.active < state.parallelism, state.next < state.items.count {
      let scope = openScope(list: list, run: run, owner: instance, round: Int32(clamping: state.next))
      guard scope >= 0 else { break }
      state.scopes.append(scope)
      state.next += 1
      state.active += 1
    }
    loops[instance] = state
    if state.active == 0 { planCompletion(instance) }
  }

  /// A round of a loop has ended.
  mutating func roundEnded(_ scope: Int32) {
    let owner = scopes[Int(scope)].owner
    loops[owner]?.active -= 1
    if scopes[Int(scope)].isStopped { loops[owner]?.hasFailed = true }
    advance(owner)
  }

  mutating func completeLoop(_ instance: Int32) {
    guard let state = loops[instance] else { return end(instance, .success, .completed) }
    let results = state.scopes.map { scope -> CELValue in
      let current = scopes[Int(scope)]
      let list = plan.lists[Int(current.list)]
      return .object(
        list.steps.enumerated().compactMap { place, step in
          guard let id = plan.step(step).id?.value else { return nil }
          return (id, outputs[Int(current.base) + place] ?? .object([]))
        })
    }
    outputs[Int(instance)] = .object([("results", .array(results))])
    if state.hasFailed {
      let failed: Int32 = state.scopes.map { scopes[Int($0)].failedBy }.first { $0 >= 0 } ?? -1
      return fail(instance, .memberFailed, related: failed)
    }
    if state.next < state.items.count, !state.isShielded, !state.scopes.isEmpty {
      switch blockage(instances[Int(instance)].scope) {
      case .cancelled: return end(instance, .cancelled, .runCancelled)
      case .stopped(let failed): return end(instance, .cancelled, .runStopped, related: failed)
      case .none: break
      }
    }
    if let last = state.scopes.last, isCancelled(last) || state.scopes.contains(where: { scopes[Int($0)].hasCancelled })
    {
      return end(instance, .cancelled, .runCancelled)
    }
    end(instance, .success, .completed)
  }

  // MARK: Calls

  mutating func startCall(_ instance: Int32, _ step: StepPlan) { startCallAttempt(instance, step) }

  /// Runs the other workflow, where it is there and no mock stands for it.
  mutating func startCallAttempt(_ instance: Int32, _ step: StepPlan) {
    guard case .call(let action) = plan.step(instances[Int(instance)].step).action else { return }
    let name = action.workflow?.value ?? ""
    let mock = mock(for: instance)
    let child = mock.flatMap { mocks[Int($0)].mock.child }
    guard let workflow = plan.workflowsByName[name], mock == nil || child != nil else {
      return attempt(instance, step)
    }
    instances[Int(instance)].tries &+= 1
    enterRunning(instance)
    note(.stepStarted, step: instance, detail: instances[Int(instance)].tries)
    let caller = run(of: instance)
    guard runs[Int(caller)].depth < plan.limits.callDepth else {
      return fail(instance, .limit, message: "calls are nested more than \(plan.limits.callDepth) deep")
    }
    var inputs: [(name: String, value: CELValue)] = []
    for entry in action.inputs {
      switch value(of: entry.value, instance) {
      case .success(let value): inputs.append((entry.key.value, value))
      case .failure(let problem): return fail(instance, .expressionError, message: problem)
      }
    }
    var table = runs[Int(caller)].table
    if let mock, let child {
      if mocks[Int(mock)].childTable < 0 { mocks[Int(mock)].childTable = addTable(child, of: workflow) }
      table = mocks[Int(mock)].childTable
      for problem in tables[Int(table)].problems { report(problem) }
    }
    planTimeout(instance, step)
    instances[Int(instance)].flags.insert(.hasChild)
    var trigger = TriggerData(type: "call")
    trigger.actor = contexts.trigger(of: caller)?.actor
    trigger.inputs = inputs
    children[instance] = Int32(truncatingIfNeeded: runs.count)
    _ = admit(workflow, trigger, parent: instance, table: table)
  }

  mutating func completeCall(_ instance: Int32) {
    guard let child = children[instance] else { return succeed(instance) }
    let result = runs[Int(child)]
    if result.state == .success {
      outputs[Int(instance)] = contexts.outputs(of: child) ?? .object([])
      return succeed(instance)
    }
    let reason: Reason = result.reason == .rejected && result.startedAt < 0 ? .rejected : .calleeFailed
    tryFailed(instance, reason, "the called workflow ended as \(result.state.text) (\(result.reason.text))")
  }
}
