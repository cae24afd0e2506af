// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension Simulation {
  /// Samples runs of a scenario: those of the numbers `range`, from 0.
  ///
  /// Each depends on nothing but its number and the scenario's seed, so the parts of a sample may be made on any number
  /// of threads and merged in any order. Complexity: O(range · events of a run).
  package static func sample(_ plan: SimulationPlan, _ scenario: Scenario, _ range: Range<Int>) -> SampleStatistics {
    var statistics = SampleStatistics(stepCount: plan.workflows.first?.steps.count ?? 0)
    let isForEvents = plan.workflows.allSatisfy { $0.model == nil } && TickSimulation(plan, scenario, sample: 0) == nil
    guard isForEvents else {
      for number in range {
        let result = SimulationResult(plan, scenario, sample: UInt64(truncatingIfNeeded: number))
        guard let run = result.runs.first else { continue }
        statistics.add(run.state, run.reason, run.duration)
      }
      statistics.finish()
      return statistics
    }
    var engine = Engine(plan, scenario)
    engine.isRecording = false
    for number in range {
      engine.reset(sample: UInt64(truncatingIfNeeded: number))
      engine.simulate()
      engine.add(to: &statistics)
    }
    statistics.finish()
    return statistics
  }

  /// Samples `count` runs on several threads; the same result for any number of them.
  package static func sample(
    _ plan: SimulationPlan, _ scenario: Scenario, count: Int, threads: Int
  ) async -> SampleStatistics {
    let parts = max(1, min(threads, count))
    var statistics = SampleStatistics(stepCount: plan.workflows.first?.steps.count ?? 0)
    await withTaskGroup(of: SampleStatistics.self) { group in
      for part in 0..<parts {
        let range = (count * part / parts)..<(count * (part + 1) / parts)
        group.addTask { sample(plan, scenario, range) }
      }
      for await part in group { statistics.merge(part) }
    }
    statistics.finish()
    return statistics
  }
}

extension Engine {
  /// Adds the first run to statistics, with the steps on its critical path.
  func add(to statistics: inout SampleStatistics) {
    guard let run = runs.first else { return }
    let hasEnded = run.state.isFinal && run.startedAt >= 0
    statistics.add(run.state, run.reason, hasEnded ? run.endedAt - run.startedAt : nil)
    guard run.rootScope >= 0 else { return }
    // Groups and loops count as one step here: their members are theirs.
    let scope = scopes[Int(run.rootScope)]
    let count = Int32(truncatingIfNeeded: plan.lists[Int(scope.list)].steps.count)
    var current: Int32 = -1
    var latest: Milliseconds = -1
    for place in scope.base..<scope.base + count {
      let instance = instances[Int(place)]
      if instance.flags.contains(.started), instance.endedAt >= latest { (current, latest) = (place, instance.endedAt) }
    }
    var left = count
    while current >= 0, left > 0 {
      let instance = instances[Int(current)]
      if instance.flags.contains(.started), instance.endedAt > instance.startedAt {
        statistics.addCritical(Int(plan.steps[Int(instance.step)].step))
      }
      current = instance.cause
      left -= 1
    }
  }
}
