// SPDX-License-Identifier: Apache-2.0
import Schedule
import Simulation
import WorkflowModel

/// What runs add up to, as text.
enum SimulationSummary {
  /// A run's waves, its critical path and each step's slack.
  static func text(of run: RunRecord, in result: SimulationResult) -> String {
    var lines = ["Waves:"]
    for (index, wave) in result.waves(of: run).enumerated() {
      lines.append("\(index + 1). \(wave.map { result.displayName(of: $0) }.joined(separator: ", "))")
    }
    let path = result.criticalPath(of: run).map { result.displayName(of: $0) }
    lines.append("Critical path: \(path.isEmpty ? "none" : path.joined(separator: " → "))")
    let spare = zip(run.steps, result.slack(of: run)).compactMap { record, slack -> String? in
      guard let slack, slack > 0 else { return nil }
      return "\(result.displayName(of: record)) \(DurationFormat.spaced(slack))"
    }
    if !spare.isEmpty { lines.append("Slack: \(spare.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }

  /// What many runs came to: outcomes and percentiles, each with its 95 % interval.
  static func text(of sample: SampleStatistics, _ plan: SimulationPlan) -> String {
    var lines = ["\(sample.count) runs:"]
    for state in RunState.allCases where (sample.outcomes[state] ?? 0) > 0 {
      let interval = sample.shareInterval(of: state)
      lines.append(
        "\(state.text) \(percent(sample.share(of: state))) (95 %: \(percent(interval.lowerBound)) to \(percent(interval.upperBound)))"
      )
    }
    for rank in [50.0, 90, 95, 99] {
      guard let value = sample.percentile(rank) else { continue }
      let interval = sample.interval(rank).map {
        " (95 %: \(DurationFormat.spaced($0.lowerBound)) to \(DurationFormat.spaced($0.upperBound)))"
      }
      lines.append("p\(Int(rank)) \(DurationFormat.spaced(value))\(interval ?? "")")
    }
    let steps = plan.workflows.first?.steps ?? []
    for (step, count) in zip(steps, sample.criticalCounts) where count > 0 && sample.count > 0 {
      lines.append("\(step.displayName) is critical in \(percent(Double(count) / Double(sample.count)))")
    }
    return lines.joined(separator: "\n")
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
