// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// What many sampled runs came to.
package struct SampleStatistics: Sendable {
  /// The durations of the runs that ended, ascending, milliseconds.
  package private(set) var durations: [Milliseconds] = []
  /// How many runs there were.
  package private(set) var count = 0
  /// How many runs ended in each state.
  package private(set) var outcomes: [RunState: Int] = [:]
  /// How many runs ended for each reason.
  package private(set) var reasons: [Reason: Int] = [:]
  /// How often each step of the first workflow was on the critical path.
  package private(set) var criticalCounts: [Int]

  /// Statistics of no run.
  package init(stepCount: Int) { criticalCounts = Array(repeating: 0, count: stepCount) }

  /// Adds one run. `duration` is nil for a run that never ended.
  mutating func add(_ state: RunState, _ reason: Reason, _ duration: Milliseconds?) {
    count += 1
    outcomes[state, default: 0] += 1
    reasons[reason, default: 0] += 1
    if let duration { durations.append(duration) }
  }

  mutating func addCritical(_ step: Int) {
    if criticalCounts.indices.contains(step) { criticalCounts[step] += 1 }
  }

  /// Adds the runs of another part of the same sample.
  package mutating func merge(_ other: SampleStatistics) {
    count += other.count
    for state in RunState.allCases { outcomes[state, default: 0] += other.outcomes[state] ?? 0 }
    for reason in Reason.allCases { reasons[reason, default: 0] += other.reasons[reason] ?? 0 }
    outcomes = outcomes.filter { $0.value > 0 }
    reasons = reasons.filter { $0.value > 0 }
    durations.append(contentsOf: other.durations)
    for index in criticalCounts.indices where other.criticalCounts.indices.contains(index) {
      criticalCounts[index] += other.criticalCounts[index]
    }
  }

  /// Sorts, so that percentiles can be read.
  package mutating func finish() { durations.sort() }

  /// The duration that so many per cent of the ended runs do not exceed (nearest rank); nil where none ended.
  package func percentile(_ percent: Double) -> Milliseconds? {
    guard !durations.isEmpty, percent >= 0, percent <= 100 else { return nil }
    let rank = Int((percent / 100 * Double(durations.count)).rounded(.up))
    return durations[max(0, min(durations.count - 1, rank - 1))]
  }

  /// Where a percentile lies with 95 % confidence: order statistics around its rank, by the normal approximation of
  /// the binomial distribution; nil where fewer than two runs ended.
  package func interval(_ percent: Double) -> ClosedRange<Milliseconds>? {
    guard durations.count > 1, percent >= 0, percent <= 100 else { return nil }
    let total = Double(durations.count)
    let share = percent / 100
    let spread = 1.959_963_984_540_054 * (total * share * (1 - share)).squareRoot()
    let low = Int((total * share - spread).rounded(.down)) - 1
    let high = Int((total * share + spread).rounded(.up))
    return durations[max(0, min(low, durations.count - 1))]...durations[max(0, min(high, durations.count - 1))]
  }

  /// The share of runs that ended in a state, 0 to 1.
  package func share(of state: RunState) -> Double {
    count == 0 ? 0 : Double(outcomes[state] ?? 0) / Double(count)
  }

  /// Where the share of runs that end in a state lies with 95 % confidence (Wilson's score interval).
  package func shareInterval(of state: RunState) -> ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let z = 1.959_963_984_540_054
    let total = Double(count)
    let share = share(of: state)
    let scale = 1 + z * z / total
    let middle = (share + z * z / (2 * total)) / scale
    let spread = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot() / scale
    return max(0, middle - spread)...min(1, middle + spread)
  }

  /// The mean of the ended runs' durations; nil where none ended.
  package var mean: Double? {
    durations.isEmpty ? nil : durations.reduce(0) { $0 + Double($1) } / Double(durations.count)
  }
}
