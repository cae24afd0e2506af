// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// The status of a run as a controller keeps it, and the walk over its steps: one call of `tick` is one reconcile.
struct TickMachine {
  /// What happened to a step within a tick.
  struct Change {
    var step: Int
    var status: TickStatus
    /// Whether it was executed; else only its status changed.
    var isExecution = false
  }

  let program: ReconciledWorkflow
  /// How often a failing execution is repeated.
  var retryLimit = 10
  /// Whether the gate EnableSuspendOnFailure is open.
  var suspendsOnFailure = false

  var statuses: [TickStatus?]
  /// The steps that have a status, in the order in which they got it.
  var recorded: [Int] = []
  var variables: [String: CELValue] = [:]
  var outputs: [[(String, CELValue)]]
  var isSuspended = false
  var isTerminated = false
  var message: String?
  var changes: [Change] = []
  /// Steps whose condition could not be decided.
  var assumed: Set<Int> = []
  var now: Milliseconds = 0
  var failures: [Int]
  var backoffs: [Int]
  /// How many of its suspensions a step has behind it, whether it is in the next, and until when.
  var suspensionsDone: [Int]
  var isInSuspension: [Bool]
  var suspensionEnds: [Milliseconds?]
  /// Values that the world gives for outputs, instead of those in the template.
  var givenOutputs: [Int: [(name: String, value: CELValue)]] = [:]
  private var isWaiting = false
  private var isExhausted = false
  private var isAborted = false
  private let places: [String: Int]
  private let aliases: [String: Int]

  init(_ program: ReconciledWorkflow) {
    self.program = program
    let count = program.steps.count
    statuses = Array(repeating: nil, count: count)
    outputs = Array(repeating: [], count: count)
    failures = Array(repeating: 0, count: count)
    backoffs = failures
    suspensionsDone = failures
    isInSuspension = Array(repeating: false, count: count)
    suspensionEnds = Array(repeating: nil, count: count)
    var places: [String: Int] = [:]
    var aliases: [String: Int] = [:]
    for (index, step) in program.steps.enumerated() {
      if places[step.name] == nil { places[step.name] = index }
      if let alias = step.alias, aliases[alias] == nil { aliases[alias] = index }
    }
    self.places = places
    self.aliases = aliases
  }

  /// The step that a dependency or a condition names.
  func step(named name: String) -> Int? { places[name] ?? aliases[name] }

  // MARK: Facts

  func isFinished(_ status: TickStatus?) -> Bool {
    guard let status else { return false }
    if suspendsOnFailure { return status.phase == .succeeded }
    switch status.phase {
    case .succeeded, .skipped: return true
    case .failed: return status.reason != nil && status.reason != .execute
    default: return false
    }
  }

  func isFinished(_ index: Int) -> Bool { isFinished(statuses[index]) }

  var allFinished: Bool { program.topSteps.allSatisfy { isFinished($0) } }

  private var allWell: Bool {
    program.topSteps.allSatisfy { statuses[$0]?.phase == .succeeded || statuses[$0]?.phase == .skipped }
  }

  /// Whether a step is in a suspension of its own.
  private var hasSuspension: Bool { recorded.contains { statuses[$0]?.phase == .suspending && isInSuspension[$0] } }

  private var endPhase: WorkflowPhase {
    let failed = program.topSteps.compactMap { statuses[$0] }.filter { $0.phase == .failed }
    return !failed.isEmpty && failed.allSatisfy { $0.reason == .terminate } ? .terminated : .failed
  }

  // MARK: One tick

  /// One walk over the steps; `world` says what an execution comes to, for a step and the time.
  mutating func tick(_ now: Milliseconds, _ world: (inout TickMachine, Int) -> TickOutcome) -> WorkflowPhase {
    self.now = now
    changes.removeAll(keepingCapacity: true)
    if isTerminated, allFinished { return endPhase }
    if isSuspended, !hasSuspension { return .suspending }
    if allWell, !isTerminated { return .succeeded }
    isSuspended = false
    (isWaiting, isExhausted, isAborted) = (false, false, false)
    walk(program.topSteps, isSequential: program.isSequential, world)
    if suspendsOnFailure, isExhausted, !isWaiting, !isAborted {
      isSuspended = true
      message = "MessageSuspendFailedAfterRetries"
    }
    if isTerminated, allFinished { return endPhase }
    if isSuspended { return .suspending }
    return allWell ? .succeeded : .executing
  }

  private mutating func walk(
    _ list: [Int], isSequential: Bool, _ world: (inout TickMachine, Int) -> TickOutcome
  ) {
    if isSequential {
      for index in list where !isFinished(index) {
        if let message = pendingMessage(index) { return record(index, .pending, nil, message) }
        execute(index, world)
        if isAborted || isSuspended || !isFinished(index) { return }
      }
      return
    }
    var rest = list
    var isSecondLook = false
    while !rest.isEmpty {
      var ready: [Int] = []
      var pending: [Int] = []
      for index in rest where !isFinished(index) {
        if let message = pendingMessage(index) {
          if isSecondLook { record(index, .pending, nil, message) }
          pending.append(index)
        } else {
          ready.append(index)
        }
      }
      for index in ready {
        execute(index, world)
        if isAborted { return }
      }
      if ready.isEmpty || isSuspended { return }
      rest = pending
      isSecondLook = true
    }
  }

  /// What a step still waits for; nil for nothing.
  func pendingMessage(_ index: Int) -> String? {
    for name in program.steps[index].dependsOn {
      guard let other = step(named: name), isFinished(other) else { return "Pending on DependsOn: \(name)" }
    }
    for input in program.steps[index].inputs where value(of: input.from, index) == nil {
      return "Pending on Input: \(input.from)"
    }
    return nil
  }

  // MARK: One execution

  mutating func execute(_ index: Int, _ world: (inout TickMachine, Int) -> TickOutcome) {
    let check = preCheck(index)
    if program.steps[index].isGroup { return executeGroup(index, check, world) }
    switch check {
    case .skip(let message): return finish(index, .skipped, .skip, message)
    case .timeout:
      // The template is evaluated once more, which may give outputs.
      _ = world(&self, index)
      isTerminated = true
      return finish(index, .failed, .timeout, nil)
    case .run: break
    }
    for input in program.steps[index].inputs where value(of: input.from, index) == nil {
      isTerminated = true
      return finish(index, .failed, .input, "get input from [\(input.from)]")
    }
    if suspend(index) { return }
    guard program.steps[index].works else { return finish(index, .succeeded, nil, nil) }
    switch world(&self, index) {
    case .succeeded: finish(index, .succeeded, nil, nil)
    case .running:
      isWaiting = true
      record(index, .running, .wait, "Wait", isExecution: true)
    case .failed(let message):
      failures[index] += 1
      if failures[index] > retryLimit {
        failures[index] = 0
        isExhausted = true
        if !suspendsOnFailure { isTerminated = true }
        return finish(index, .failed, .failedAfterRetries, message)
      }
      isWaiting = true
      record(index, .failed, .execute, message, isExecution: true)
    case .failedAction(let message): end(index, .failed, .action, message)
    case .terminated: end(index, .failed, .terminate, nil)
    case .unrendered(let message): end(index, .failed, .rendering, message)
    case .broken: end(index, .succeeded, .terminate, nil)
    case .controllerFailed: isAborted = true
    }
  }

  private mutating func end(_ index: Int, _ phase: StepPhase, _ reason: PhaseReason, _ message: String?) {
    isTerminated = true
    finish(index, phase, reason, message)
  }

  /// Whether a step stays in, or goes into, a suspension of its own.
  private mutating func suspend(_ index: Int) -> Bool {
    while suspensionsDone[index] < program.steps[index].suspensions.count {
      if isInSuspension[index] {
        let isResumed = statuses[index]?.phase == .running
        guard isResumed || suspensionEnds[index].map({ now >= $0 }) ?? false else { break }
        isInSuspension[index] = false
        suspensionEnds[index] = nil
        suspensionsDone[index] += 1
        continue
      }
      isInSuspension[index] = true
      suspensionEnds[index] = program.steps[index].suspensions[suspensionsDone[index]].map { now &+ $0 }
      break
    }
    guard isInSuspension[index] else { return false }
    isSuspended = true
    record(index, .suspending, .suspend, "Suspended by field", isExecution: true)
    return true
  }

  private mutating func executeGroup(
    _ index: Int, _ check: PreCheck, _ world: (inout TickMachine, Int) -> TickOutcome
  ) {
    let group = program.steps[index]
    var own: (StepPhase, PhaseReason, String?)?
    switch check {
    case .run: break
    case .timeout:
      isTerminated = true
      own = (.failed, .timeout, nil)
      record(index, .failed, .timeout, nil)
    case .skip(let message):
      own = (.skipped, .skip, message)
      // Only a clean false is seen by the steps inside; with an error they run.
      if message == nil { record(index, .skipped, .skip, nil) }
    }
    walk(group.children, isSequential: group.isSequential, world)
    if isAborted { return }
    if let own { return finish(index, own.0, own.1, own.2) }
    let (phase, reason) = groupPhase(group)
    let status = TickStatus(phase: phase, reason: reason)
    if isFinished(status) {
      finish(index, phase, reason, nil)
    } else {
      record(index, phase, reason, nil, isExecution: true)
    }
  }

  func groupPhase(_ group: ReconciledStep) -> (StepPhase, PhaseReason?) {
    guard !group.children.isEmpty else { return (.succeeded, nil) }
    let inner = group.children.compactMap { statuses[$0] }
    func has(_ phase: StepPhase) -> Bool { inner.contains { $0.phase == phase } }
    if has(.suspending) { return (.suspending, .suspend) }
    if inner.count < group.children.count { return (.running, nil) }
    if has(.running) { return (.running, nil) }
    if has(.pending) { return (.pending, nil) }
    if has(.failed) {
      let reasons = inner.filter { $0.phase == .failed }.map(\.reason)
      let order: [PhaseReason] = [.failedAfterRetries, .timeout, .action, .terminate]
      return (.failed, order.first { reasons.contains($0) })
    }
    return inner.allSatisfy { $0.phase == .skipped } ? (.skipped, .skip) : (.succeeded, nil)
  }

  // MARK: Status

  private mutating func finish(_ index: Int, _ phase: StepPhase, _ reason: PhaseReason?, _ message: String?) {
    record(index, phase, reason, message, isExecution: phase != .skipped)
    backoffs[index] = 0
    isInSuspension[index] = false
    guard isFinished(index) else { return }
    takeOutputs(index, isSkipped: phase == .skipped)
  }

  private mutating func record(
    _ index: Int, _ phase: StepPhase, _ reason: PhaseReason?, _ message: String?, isExecution: Bool = false
  ) {
    let old = statuses[index]
    if old == nil { recorded.append(index) }
    let status = TickStatus(phase: phase, reason: reason, message: message, first: old?.first ?? now)
    if old?.message != message { backoffs[index] = 0 }
    // A step that waits for the end of its suspension does not slow the ticks down.
    if !(isInSuspension[index] && suspensionEnds[index] != nil) { backoffs[index] += 1 }
    statuses[index] = status
    changes.append(Change(step: index, status: status, isExecution: isExecution))
  }
}
