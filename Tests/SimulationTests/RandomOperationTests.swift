// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkflowModel

@testable import Simulation

/// Anything may be done to any run at any time: no trap, and what always holds holds.
@Suite struct RandomOperationTests {
  private func scenario(_ sample: RandomWorkflow, _ random: inout KeyedRandom) -> Scenario {
    var scenario = sample.scenario(cancelAt: nil)
    scenario.unmocked = random.bits() % 2 == 0 ? .error : .success
    scenario.rollbackDuration = .fixed(Int64(random.bits() % 3_000))
    let steps = sample.builder.steps
    for _ in 0..<random.bits() % 6 {
      let kind = ScenarioEvent.Kind.allCases[Int(random.bits() % UInt64(ScenarioEvent.Kind.allCases.count))]
      let step = random.bits() % 2 == 0 ? nil : steps[Int(random.bits() % UInt64(steps.count))].id?.value
      scenario.events.append(
        ScenarioEvent(at: Int64(random.bits() % 20) * 500, kind, step: step, run: Int(random.bits() % 3)))
    }
    for _ in 0..<random.bits() % 3 {
      var arrival = Arrival(
        .at(Int64(random.bits() % 10) * 1_000), trigger: TriggerData(type: "manual"), workflow: "test")
      arrival.isForced = random.bits() % 4 == 0
      scenario.arrivals.append(arrival)
    }
    return scenario
  }

  @Test(arguments: UInt64(0)..<4)
  func whatAlwaysHolds(part: UInt64) {
    for number in part * 1_000..<(part + 1) * 1_000 {
      var random = KeyedRandom(seed: number, run: 9, step: 9, attempt: 9, purpose: .failure)
      var sample = RandomWorkflow(number)
      let policy = ConcurrencyPolicy.allCases[Int(random.bits() % 4)]
      let extra = random.bits()
      sample.builder.change { workflow in
        workflow.concurrencyPolicy = here(policy)
        if extra % 3 == 0 { workflow.timeout = here(Int64(extra % 9) * 1_000) }
      }
      sample.builder.changeSteps { steps in
        for index in steps.indices where (extra >> UInt64(index % 40)) % 5 == 0 {
          guard case .script = steps[index].action else { continue }
          switch (extra >> UInt64(index % 40 + 3)) % 4 {
          case 0: steps[index].action = .suspend(nil)
          case 1: steps[index].action = approval(onTimeout: .cancel)
          case 2: steps[index].onFailure = here(.rollback)
          default: steps[index].needs.append(StepReference(id: here("s\(index + 1)")))
          }
        }
      }
      let scenario = scenario(sample, &random)
      let result = simulate(sample.builder, scenario)
      let events = result.trace.events
      #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time }, "time runs backwards: \(number)")
      for run in result.runs {
        if run.state.isFinal, run.startedAt != nil, run.reason != .deadlock {
          #expect(
            run.steps.allSatisfy { $0.state.isFinal || $0.owner != nil }, "an ended run with open steps: \(number)")
          #expect(run.steps.allSatisfy { ($0.endedAt ?? 0) <= (run.endedAt ?? 0) }, "a step after its run: \(number)")
        }
        if run.state == .success {
          #expect(
            run.steps.allSatisfy {
              $0.owner != nil || $0.state == .success || $0.state == .skipped || $0.state == .failed
            })
        }
        #expect(run.steps.allSatisfy { ($0.startedAt ?? 0) <= ($0.endedAt ?? .max) })
        _ = result.table(of: run) + result.timeline(of: run) + result.notice(of: run) + result.explanation(of: run)
        _ = result.slack(of: run)
        _ = result.criticalPath(of: run)
      }
      // Runs of one group are never at work together, but for forced ones and those that the policy allows.
      if policy != .allow, !scenario.arrivals.contains(where: \.isForced) {
        var active: Set<Int32> = []
        for event in events {
          if event.kind == .runStarted { active.insert(event.run) }
          if event.kind == .runEnded { active.remove(event.run) }
          #expect(active.count <= 1, "two runs at work: \(number)")
        }
      }
      #expect(simulate(sample.builder, scenario).trace.events == events)
    }
  }
}
