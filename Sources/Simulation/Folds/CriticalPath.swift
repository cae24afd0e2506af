// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension SimulationResult {
  /// The steps whose length is the run's: each started because the one before it ended, and the last one ended last.
  ///
  /// Groups, loops and conditions that took no time are left out: their members stand for them.
  /// Complexity: O(steps · length of the path).
  package func criticalPath(of run: RunRecord) -> [StepRecord] {
    let leaves = run.steps.filter { $0.hasStarted && $0.endedAt != nil && !isContainer($0) }
    guard var current = leaves.max(by: isEarlierEnd) else { return [] }
    var path = [current]
    var seen: Set<Int> = [current.instance]
    while let before = predecessor(of: current, leaves), seen.insert(before.instance).inserted {
      path.append(before)
      current = before
    }
    return path.reversed().filter { record in
      if case .condition = step(of: record).action { return record.duration != 0 }
      return true
    }
  }

  private func isEarlierEnd(_ left: StepRecord, _ right: StepRecord) -> Bool {
    (left.endedAt ?? 0, left.startedAt ?? 0, left.instance) < (right.endedAt ?? 0, right.startedAt ?? 0, right.instance)
  }

  private func isContainer(_ record: StepRecord) -> Bool {
    switch step(of: record).action {
    case .group, .loop: true
    default: false
    }
  }

  /// The leaf whose end let a step start; nil for one that started with the run.
  private func predecessor(of record: StepRecord, _ leaves: [StepRecord]) -> StepRecord? {
    var current = record
    for _ in 0..<(trace.instances.count + 1) {
      if let cause = current.cause {
        let need = self.record(cause)
        if isContainer(need) {
          if let inner = lastLeaf(inside: need, leaves) { return inner }
        } else if need.hasStarted {
          return need
        }
        current = need
        continue
      }
      guard let owner = current.owner else { return nil }
      let ready = current.readyAt
      current = self.record(owner)
      // A later round of a loop starts when an earlier one has ended.
      if let ready, let start = current.startedAt, ready > start {
        return leaves.filter { isInside($0, current) && $0.endedAt == ready && $0.instance != record.instance }
          .max(by: isEarlierEnd)
      }
    }
    return nil
  }

  private func isInside(_ record: StepRecord, _ container: StepRecord) -> Bool {
    var owner = record.owner
    while let current = owner {
      if current == container.instance { return true }
      owner = trace.instances[current].owner < 0 ? nil : Int(trace.instances[current].owner)
    }
    return false
  }

  private func lastLeaf(inside container: StepRecord, _ leaves: [StepRecord]) -> StepRecord? {
    leaves.filter { isInside($0, container) }.max(by: isEarlierEnd)
  }
}
