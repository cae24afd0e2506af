// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WorkflowModel

@testable import Simulation

@Suite struct SamplingTests {
  private func draws(_ distribution: Distribution, _ count: Int = 100_000) -> [Double] {
    (0..<count).map { number in
      var random = KeyedRandom(seed: 7, run: UInt64(number), step: 99, attempt: 1, purpose: .duration)
      return Double(random.draw(distribution))
    }
  }

  /// Means and medians against the textbook's, within four standard errors or so.
  @Test(arguments: [
    (Distribution.uniform(minimum: 1_000, maximum: 3_000), 2_000.0, 2_000.0),
    (.triangular(minimum: 0, mode: 3_000, maximum: 6_000), 3_000, 3_000),
    (.normal(mean: 10_000, deviation: 1_000), 10_000, 10_000),
    (.exponential(mean: 5_000), 5_000, 5_000 * 0.693_147),
    (.lognormal(p50: 45_000, p95: 240_000), 75_648, 45_000),
    (.gamma(shape: 2, scale: 3_000), 6_000, 3_000 * 1.678_347),
    (.gamma(shape: 0.5, scale: 4_000), 2_000, 4_000 * 0.227_468),
    (.weibull(shape: 2, scale: 10_000), 8_862, 8_326),
    (.empirical([1_000, 1_000, 4_000]), 2_000, 1_000),
  ])
  func distributions(distribution: Distribution, mean: Double, median: Double) {
    let values = draws(distribution).sorted()
    let average = values.reduce(0, +) / Double(values.count)
    #expect(abs(average - mean) < 0.03 * mean)
    #expect(abs(values[values.count / 2] - median) < 0.02 * median)
    #expect(values[0] >= 0)
  }

  @Test func lognormalHasItsPercentiles() {
    let values = draws(.lognormal(p50: 45_000, p95: 240_000)).sorted()
    #expect(abs(values[95_000] - 240_000) < 6_000)
  }

  @Test func normalIsCutAtZero() {
    let values = draws(.normal(mean: 0, deviation: 1_000), 10_000)
    let zeros = values.count { $0 == 0 }
    #expect(zeros > 4_500 && zeros < 5_500)
  }

  private var builder: WorkflowBuilder {
    var builder = WorkflowBuilder()
    builder.step("a", needs: [])
    builder.step("b", needs: [])
    builder.step("c", needs: ["a", "b"])
    return builder
  }

  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.seed = 42
    var random = MockOutcome()
    random.duration = .exponential(mean: 10_000)
    var flaky = MockOutcome(duration: 1_000)
    flaky.failureRate = 0.05
    scenario.mocks = [Mock("a", random), Mock("b", random), Mock("c", flaky)]
    return scenario
  }

  @Test func oneSeedOneResultForAnyNumberOfThreads() async {
    let plan = plan(builder)
    let whole = Simulation.sample(plan, scenario, 0..<2_000)
    for threads in [1, 2, 3, 7] {
      let parts = await Simulation.sample(plan, scenario, count: 2_000, threads: threads)
      #expect(parts.durations == whole.durations)
      #expect(parts.outcomes == whole.outcomes)
      #expect(parts.criticalCounts == whole.criticalCounts)
    }
    var other = scenario
    other.seed = 43
    #expect(Simulation.sample(plan, other, 0..<2_000).durations != whole.durations)
  }

  /// A sampled run is the run that a trace of the same number shows.
  @Test func samplesAreRuns() {
    let plan = plan(builder)
    for number in 0..<50 {
      let statistics = Simulation.sample(plan, scenario, number..<number + 1)
      let result = SimulationResult(plan, scenario, sample: UInt64(number))
      #expect(statistics.durations == [result.runs[0].duration])
    }
  }

  /// The larger of two exponential spans has the mean 1.5; each is the larger half of the time; 5 % fail.
  @Test func statistics() {
    let statistics = Simulation.sample(plan(builder), scenario, 0..<20_000)
    #expect(abs((statistics.mean ?? 0) - 16_000) < 300)
    #expect(abs(statistics.share(of: .failed) - 0.05) < 0.006)
    #expect(statistics.shareInterval(of: .failed).contains(0.05))
    // P(max ≤ t) = (1 - e^-t)²: the median of the larger is 12,280.
    #expect(statistics.interval(50)?.contains(13_280) == true)
    #expect(abs(Double(statistics.percentile(50) ?? 0) - 13_280) < 300)
    #expect(abs(Double(statistics.criticalCounts[0]) / 20_000 - 0.5) < 0.02)
    #expect(statistics.criticalCounts[2] == 20_000)
  }

  @Test func nearestRankPercentiles() {
    var statistics = SampleStatistics(stepCount: 0)
    for span in 1...10 { statistics.add(.success, .completed, Int64(span)) }
    statistics.finish()
    #expect([0, 10, 50, 51, 90, 99, 100].map { statistics.percentile($0) } == [1, 1, 5, 6, 9, 10, 10])
  }

  /// Adding a step shifts no other draw: the first steps take as long as before.
  @Test func aNewStepShiftsNoOtherDraw() {
    var longer = builder
    longer.step("z", needs: [])
    var more = scenario
    var random = MockOutcome()
    random.duration = .uniform(minimum: 0, maximum: 1_000)
    more.mocks.append(Mock("z", random))
    let before = simulate(builder, scenario)
    let after = simulate(longer, more)
    for id in ["a", "b"] { #expect(before.span(id) == after.span(id)) }
  }
}
