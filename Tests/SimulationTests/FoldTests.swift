// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import Testing
import WorkflowModel

@testable import Simulation
// Testing has a type of the same name.
@testable import struct Simulation.Expectation

/// What is printed and checked beside the golden texts.
@Suite struct FoldTests {
  private var happy: SimulationResult {
    simulate(DocumentedPipelines.productionDeploy, DocumentedPipelines.happyPath)
  }

  private func failures(_ kinds: Expectation.Kind...) -> [String] {
    var scenario = DocumentedPipelines.happyPath
    scenario.expectations = kinds.map { Expectation($0, range: TextRange(3, 4)) }
    return simulate(DocumentedPipelines.productionDeploy, scenario).failures(of: scenario).map(\.message)
  }

  @Test func expectationsThatComeTrue() {
    var step = StepExpectation("approval")
    step.duration = .exactly(272_000)
    step.outputs = [("decision", .string("approved"))]
    step.state = .success
    step.reason = "approved"
    step.attempts = .exactly(1)
    #expect(
      failures(
        .status(.success), .reason("completed"), .duration(.exactly(332_000)), .duration(Bounds(maximum: 600_000)),
        .step(step), .order(["plan", "approval", "apply", "test", "notify"]), .ran(["plan"]), .never([]),
        .criticalPath(["plan", "approval", "apply", "test", "notify"]), .notifications(["complete"]),
        .runs(outcome: "success", count: .exactly(1)),
        .check(
          "run.status == 'success' && steps.plan.outputs.plan_summary.add == 3 && run.duration == duration('332s')"),
        .output(.notice, text: happy.notice(of: happy.runs[0]) + "\n\n")) == [])
  }

  @Test func expectationsThatDoNot() {
    var step = StepExpectation("approval")
    step.duration = .exactly(1_000)
    step.outputs = [("decision", .string("rejected")), ("missing", .int(1))]
    step.state = .failed
    #expect(failures(.status(.failed)) == ["status: expected failed, got success"])
    #expect(failures(.duration(Bounds(minimum: 0, maximum: 60_000))) == ["duration: expected 0s to 1m, got 5m 32s"])
    #expect(
      failures(.step(step)) == [
        "step `approval`, status: expected failed, got success",
        "step `approval`, duration: expected 1s, got 4m 32s",
        "step `approval`, output `decision`: expected \"rejected\", got \"approved\"",
        "step `approval`, output `missing`: expected 1, got nothing",
      ])
    #expect(
      failures(.order(["apply", "plan"])) == [
        "order: expected `apply` before `plan`, but they started at 04:44 and 00:00"
      ])
    #expect(
      failures(.never(["apply", "ghost"])) == ["never: `apply` started at 04:44", "never: there is no step `ghost`"])
    #expect(failures(.parallel([["plan", "apply"]])) == ["parallel [plan, apply]: they never ran at the same time"])
    #expect(
      failures(.criticalPath(["plan"])) == ["critical_path: expected plan, got plan, approval, apply, test, notify"])
    #expect(failures(.notifications(["nothing"])) == ["notifications: expected “nothing”, got Deploy complete"])
    #expect(
      failures(.runs(outcome: "failed", count: Bounds(minimum: 1))) == ["runs failed: expected at least 1, got 0"])
    #expect(
      failures(.check("steps.plan.outputs.plan_summary.add > 3")) == [
        "check: `steps.plan.outputs.plan_summary.add > 3` is false"
      ])
    #expect(
      failures(.check("steps.ghost.status")) == ["check: `steps.ghost.status` has no value: no such key: 'ghost'"])
    #expect(
      failures(.output(.timeline, text: "00:00 Plan started\nTotal: 1 second"))[0].contains("\n- Total: 1 second"))
  }

  @Test func explanation() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.retry = retry(2) }
    builder.condition("choose", [("true", ["x"])], else: ["y"])
    builder.changeSteps { $0[1].name = here("Choose") }
    builder.step("x")
    builder.step("y")
    builder.step("gate", approval(), needs: ["x", "y"])
    builder.step("late", if: "failure()")
    var scenario = Scenario()
    scenario.mocks = [
      Mock("a", attempts: [MockOutcome(duration: 1_000, failing: "flaky"), MockOutcome(duration: 1_000)]),
      Mock(
        "gate",
        decisions: [
          MockDecision(after: 1_000, person: "eve@example.com"), MockDecision(after: 2_000, person: "jane@example.com"),
        ]),
    ]
    let result = simulate(builder, scenario)
    #expect(
      result.explanation(of: result.runs[0]) == """
        a: started at 00:00, as it needs nothing; attempt 1 failed (flaky); completed after 2s
        Choose: started at 00:02, as a had ended; completed after 0s
        x: started at 00:02, as Choose had ended; completed after 1s
        y: skipped at 00:02: Choose chose another branch
        gate: asked at 00:03, as x was the last of its 2 needs to end; jane@example.com said yes; the vote of eve@example.com did not count (not an approver); approved after 2s
        late: skipped at 00:05: its condition is false
        """)
  }

  @Test func wavesSlackAndCriticalPath() {
    let result = simulate(DocumentedPipelines.multiRegion, DocumentedPipelines.bothRegions)
    let run = result.runs[0]
    #expect(result.waves(of: run).map { $0.map(\.name) } == [["plan"], ["apply_us", "apply_eu"], ["verify"]])
    #expect(result.slack(of: run) == [0, 0, 7_000, 0])
    #expect(result.criticalPath(of: run).map(\.name) == ["plan", "apply_us", "verify"])
    #expect(result.notice(of: run).contains("• 3 resources added"))
  }

  @Test func coverage() {
    var builder = WorkflowBuilder()
    builder.condition("choose", [("inputs.big == true", ["x"])], else: ["y"])
    builder.step("x")
    builder.step("y")
    let plan = plan(builder)
    var coverage = Coverage(plan)
    var scenario = Scenario()
    for big in [true, false] {
      scenario.trigger = TriggerData(type: "manual")
      scenario.trigger?.inputs = [("big", .bool(big))]
      coverage.add(SimulationResult(plan, scenario))
      #expect(coverage.branchShare == (big ? 50 : 100))
      #expect(coverage.missingSteps(of: 0) == (big ? [2] : []))
    }
    #expect(coverage.stepShare == 100)
  }

  @Test(arguments: [
    (0, "00:00"), (59_999, "00:59"), (332_000, "05:32"), (3_599_000, "59:59"), (3_612_000, "1:00:12"),
    (90_061_000, "25:01:01"),
  ])
  func stamps(time: Int64, text: String) { #expect(DurationText.stamp(time) == text) }

  @Test func timelineOfABadDay() {
    var builder = WorkflowBuilder()
    builder.step("plan", iac(.plan)) { $0.name = here("Plan") }
    builder.step("gate", approval()) { $0.timeout = here(seconds(60)) }
    builder.step("apply", iac(.apply)) {
      $0.retry = retry(2, delay: 5_000)
      $0.onFailure = here(.rollback)
    }
    builder.step("tell", slack("#ops", "done"), if: "always()")
    var scenario = Scenario()
    scenario.rollbackDuration = .fixed(seconds(20))
    scenario.mocks = [
      Mock("gate", decisions: [MockDecision(after: 9_000, person: "jane@example.com")]),
      Mock("apply", MockOutcome(duration: 10_000, failing: "state lock held")),
    ]
    scenario.events = [ScenarioEvent(at: 500, .pause), ScenarioEvent(at: seconds(3), .resume)]
    let result = simulate(builder, scenario)
    #expect(
      result.timeline(of: result.runs[0]) == """
        00:00 Plan started
        00:00 Run paused
        00:01 Plan completed
        00:03 Run resumed
        00:03 gate requested
        00:12 gate approved
        00:12 apply started
        00:22 apply failed (state lock held)
        00:27 apply started (attempt 2)
        00:37 apply failed (state lock held)
        00:37 tell started
        00:38 tell completed
        00:38 Rollback started
        00:58 Rollback completed
        Total: 58 seconds (failed)
        """)
  }
}
