// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkflowModel

@testable import Simulation

/// What a trace holds, and what it costs to write it.
@Suite struct TraceCostTests {
  /// A chain of steps is ready, starts and ends once each: three events a step, whatever else is written is the run's.
  ///
  /// Prints what an event costs in the kernel alone and with its trace, for an optimized build on an idle machine.
  @Test func threeEventsAStep() {
    var builder = WorkflowBuilder()
    for number in 0..<100 { builder.step("s\(number)") }
    let plan = plan(builder)
    var scenario = Scenario()
    scenario.unmocked = .success
    let rounds = _isDebugAssertConfiguration() ? 20 : 5_000
    var engine = Engine(plan, scenario)
    var costs: [Bool: Duration] = [:]
    for isRecording in [false, true] {
      engine.isRecording = isRecording
      let clock = ContinuousClock()
      costs[isRecording] = clock.measure {
        for sample in 0..<UInt64(rounds) {
          engine.reset(sample: sample)
          engine.simulate()
        }
      }
    }
    let kinds: [TraceEvent.Kind] = [.stepReady, .stepStarted, .stepEnded]
    #expect(engine.trace.events.count { kinds.contains($0.kind) } == 300)
    #expect(engine.trace.events.count == 303)
    for (isRecording, cost) in costs.sorted(by: { !$0.key && $1.key }) {
      let nanoseconds = Double(cost.components.attoseconds) / 1e9 + Double(cost.components.seconds) * 1e9
      print(
        "\(isRecording ? "with" : "without") trace: \(Int(nanoseconds / Double(rounds * 300))) ns a step event of three a step"
      )
    }
  }
}
