// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension TickMachine {
  /// Stops the run, or one step; gives back why that is refused.
  mutating func suspendRun(_ name: String = "") -> String? {
    if isTerminated { return "can not suspend a terminated workflow" }
    guard let chosen = chosen(name) else { return "can not find step \(name)" }
    isSuspended = true
    for index in chosen where statuses[index]?.phase == .running {
      statuses[index]?.phase = .suspending
    }
    return nil
  }

  /// Lets a suspended run go on, or one step of it.
  mutating func resumeRun(_ name: String = "") -> String? {
    if isTerminated { return "can not resume a terminated workflow" }
    guard let chosen = chosen(name) else { return "can not find step \(name)" }
    isSuspended = false
    message = nil
    for index in chosen where statuses[index]?.phase == .suspending {
      statuses[index]?.phase = .running
      // A group is as its steps are.
      if let parent = program.steps[index].parent, statuses[parent]?.phase == .suspending {
        statuses[parent]?.phase = .running
      }
    }
    return nil
  }

  /// Ends the run: what runs has failed.
  mutating func terminateRun() -> String? {
    isTerminated = true
    isSuspended = false
    for index in recorded {
      switch statuses[index]?.phase {
      case .running, .suspending:
        statuses[index]?.phase = .failed
        statuses[index]?.reason = .terminate
      case .failed where statuses[index]?.reason != .failedAfterRetries && statuses[index]?.reason != .timeout:
        statuses[index]?.reason = .terminate
      default: continue
      }
      isInSuspension[index] = false
    }
    return nil
  }

  /// Starts the run again: from the beginning, or from a step that failed.
  mutating func restartRun(_ name: String = "") -> String? {
    guard !name.isEmpty else {
      for index in statuses.indices { forget(index) }
      variables = [:]
      (isSuspended, isTerminated, message) = (false, false, nil)
      return nil
    }
    guard let index = step(named: name) else { return "can not find step \(name)" }
    guard statuses[index]?.phase == .failed else { return "can not restart from a non-failed step" }
    (isSuspended, isTerminated, message) = (false, false, nil)
    var removed: Set<Int> = []
    var open = [index]
    while let next = open.popLast() {
      guard removed.insert(next).inserted else { continue }
      open += program.steps[next].children
      open += dependants(of: next)
      if let parent = program.steps[next].parent, !removed.contains(parent) { open += dependants(of: parent) }
    }
    for place in removed {
      for output in program.steps[place].outputs { variables[output.name] = nil }
      forget(place)
    }
    if let parent = program.steps[index].parent, statuses[parent] != nil {
      statuses[parent]?.phase = .running
      statuses[parent]?.reason = nil
    }
    return nil
  }

  /// The steps that run after a step because of it.
  private func dependants(of index: Int) -> [Int] {
    let step = program.steps[index]
    let owner = step.parent.map { program.steps[$0] }
    let siblings = owner?.children ?? program.topSteps
    if owner?.isSequential ?? program.isSequential {
      guard let place = siblings.firstIndex(of: index) else { return [] }
      return Array(siblings[(place + 1)...])
    }
    return program.steps.indices.filter { other in
      program.steps[other].dependsOn.contains { self.step(named: $0) == index }
        || program.steps[other].inputs.contains { input in step.outputs.contains { $0.name == input.from } }
    }
  }

  private mutating func forget(_ index: Int) {
    statuses[index] = nil
    recorded.removeAll { $0 == index }
    failures[index] = 0
    backoffs[index] = 0
    suspensionsDone[index] = 0
    isInSuspension[index] = false
    suspensionEnds[index] = nil
    outputs[index] = []
  }

  /// A step with what is inside it, or all; nil for a name that no status has.
  private func chosen(_ name: String) -> [Int]? {
    guard !name.isEmpty else { return recorded }
    guard let index = step(named: name), statuses[index] != nil else { return nil }
    return [index] + program.steps[index].children
  }
}
