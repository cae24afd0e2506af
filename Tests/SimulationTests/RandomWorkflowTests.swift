// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WorkflowModel

@testable import Simulation

@Suite struct RandomWorkflowTests {
  /// How many workflows each part tries; `WFLINT_RANDOM_WORKFLOWS` sets another number in all.
  static let perPart: UInt64 = {
    let text = ProcessInfo.processInfo.environment["WFLINT_RANDOM_WORKFLOWS"] ?? ""
    return (UInt64(text) ?? 20_000) / 8
  }()

  /// The engine does what the plain interpreter does, on every step: state, start and end.
  @Test(arguments: UInt64(0)..<8)
  func theEngineAgreesWithThePlainInterpreter(part: UInt64) {
    var outcomes: [RunState: Int] = [:]
    for number in part * Self.perPart..<(part + 1) * Self.perPart {
      let sample = RandomWorkflow(number)
      let cancelAt: Int64? = number % 4 == 3 ? Int64(number / 4 % 9) * 1_000 : nil
      let workflow = sample.builder.built
      let reference = ReferenceInterpreter(workflow, sample.behaviour, cancelAt: cancelAt)
      let expected = reference.run()
      let result = simulate(sample.builder, sample.scenario(cancelAt: cancelAt))
      let actual = result.runs[0].steps.map { record in
        "\(record.name) \(record.state.text) \(record.startedAt.map { "\($0)" } ?? "") \(record.endedAt.map { "\($0)" } ?? "")"
      }.sorted()
      #expect(actual == reference.lines, "workflow \(number)")
      #expect(result.runs[0].state == expected.state, "workflow \(number)")
      #expect(result.runs[0].endedAt == expected.end, "workflow \(number)")
      outcomes[expected.state, default: 0] += 1
      if actual != reference.lines { break }
    }
    // The sample is worth something only where all outcomes occur.
    #expect([RunState.success, .failed, .cancelled].allSatisfy { outcomes[$0, default: 0] > 20 }, "\(outcomes)")
  }

  /// On a plain graph the run takes as long as the longest path, and the critical path is one.
  @Test func aPlainGraphTakesItsLongestPath() {
    for seed in UInt64(0)..<2_000 {
      var random = KeyedRandom(seed: seed, run: 1, step: 0, attempt: 0, purpose: .duration)
      var builder = WorkflowBuilder()
      var scenario = Scenario()
      var longest: [Int64] = []
      var spans: [String: Int64] = [:]
      for index in 0..<(1 + Int(random.bits() % 30)) {
        var needs: [String] = []
        var start: Int64 = 0
        for other in 0..<index where random.bits() % 5 == 0 {
          needs.append("s\(other)")
          start = max(start, longest[other])
        }
        let span = 1 + Int64(random.bits() % 100)
        builder.step("s\(index)", needs: needs)
        scenario.mocks.append(Mock("s\(index)", MockOutcome(duration: span)))
        longest.append(start + span)
        spans["s\(index)"] = span
      }
      let result = simulate(builder, scenario)
      let total = longest.max() ?? 0
      #expect(result.runs[0].duration == total)
      let path = result.criticalPath(of: result.runs[0])
      #expect(path.reduce(0) { $0 + (spans[$1.name] ?? 0) } == total)
      let slack = result.slack(of: result.runs[0])
      for (record, slack) in zip(result.runs[0].steps, slack) {
        if path.contains(where: { $0.name == record.name }) { #expect(slack == 0) }
        // Longer by its slack changes nothing, by one more everything.
        guard seed < 100, let slack, let place = scenario.mocks.firstIndex(where: { $0.step == record.name }) else {
          continue
        }
        var stretched = scenario
        stretched.mocks[place] = Mock(record.name, MockOutcome(duration: (spans[record.name] ?? 0) + slack))
        #expect(simulate(builder, stretched).runs[0].duration == total)
        stretched.mocks[place] = Mock(record.name, MockOutcome(duration: (spans[record.name] ?? 0) + slack + 1))
        #expect(simulate(builder, stretched).runs[0].duration == total + 1)
      }
    }
  }

  /// The same seed gives the same trace, to the event; other steps' draws do not depend on a step that is added.
  @Test func oneSeedOneTrace() {
    for seed in UInt64(0)..<200 {
      let sample = RandomWorkflow(seed)
      let scenario = sample.scenario(cancelAt: nil)
      let first = simulate(sample.builder, scenario)
      let second = simulate(sample.builder, scenario)
      #expect(first.trace.events == second.trace.events)
      #expect(first.table(of: first.runs[0]) == second.table(of: second.runs[0]))
    }
  }
}
