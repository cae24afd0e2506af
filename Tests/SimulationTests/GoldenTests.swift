// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import TestSupport
import Testing
import WorkflowModel

@testable import Simulation

/// The documented pipelines, whose printed texts are the product documentation's own.
enum DocumentedPipelines {
  static var productionDeploy: WorkflowBuilder {
    var builder = WorkflowBuilder("production-deploy")
    builder.change { $0.environment = here("production") }
    builder.trigger(.gitPush(Self.pushToMain))
    builder.step("plan", iac(.plan)) { $0.name = here("Plan") }
    builder.step("approval", approval()) {
      $0.name = here("Approval")
      $0.timeout = here(3_600_000)
    }
    builder.step("apply", iac(.apply)) { $0.name = here("Apply") }
    builder.step("test", http("https://api.example.com/health", method: "GET")) { $0.name = here("Test") }
    builder.step("notify", slack("#deployments", "Deploy complete")) { $0.name = here("Notify") }
    return builder
  }

  private static var pushToMain: GitPushTrigger {
    var push = GitPushTrigger()
    push.branches = [here("main")]
    return push
  }

  static var happyPath: Scenario {
    var scenario = Scenario(name: "happy path")
    scenario.unmocked = .error
    scenario.runID = "wfr_8x7y6z5w"
    var trigger = TriggerData(type: "git_push")
    trigger.branch = "main"
    trigger.actor = "jane@example.com"
    trigger.commitID = "abc1234"
    trigger.commitMessage = "Add rate limiting to API"
    scenario.trigger = trigger
    scenario.mocks = [
      Mock("plan", MockOutcome(duration: seconds(12), outputs: [("plan_summary", summary(3, 1, 0))])),
      Mock("approval", decisions: [MockDecision(after: 272_000, person: "jane@example.com")]),
      Mock("apply", MockOutcome(duration: seconds(45))),
      Mock("test", MockOutcome(duration: seconds(2), outputs: [("status_code", .int(200))])),
      Mock("notify", MockOutcome(duration: seconds(1))),
    ]
    return scenario
  }

  static var multiRegion: WorkflowBuilder {
    var builder = WorkflowBuilder("multi-region-deploy")
    builder.step("plan", iac(.plan)) { $0.name = here("Plan") }
    builder.step("apply_us", iac(.apply), needs: ["plan"]) { $0.name = here("Apply US") }
    builder.step("apply_eu", iac(.apply), needs: ["plan"]) { $0.name = here("Apply EU") }
    builder.step("verify", http("https://example.com"), needs: ["apply_us", "apply_eu"]) { $0.name = here("Verify") }
    return builder
  }

  static var bothRegions: Scenario {
    var scenario = Scenario(name: "both regions")
    scenario.unmocked = .error
    scenario.mocks = [
      Mock("plan", MockOutcome(duration: seconds(15), outputs: [("plan_summary", summary(3, 0, 0))])),
      Mock("apply_us", MockOutcome(duration: seconds(37))), Mock("apply_eu", MockOutcome(duration: seconds(30))),
      Mock("verify", MockOutcome(duration: seconds(3), outputs: [("status_code", .int(200))])),
    ]
    return scenario
  }

  static func summary(_ add: Int64, _ change: Int64, _ destroy: Int64) -> CELValue {
    .object([("add", .int(add)), ("change", .int(change)), ("destroy", .int(destroy))])
  }

  /// A text with each run of blanks made one.
  static func squeezed(_ text: String) -> String {
    var output = ""
    for character in text where character != " " || output.last != " " { output.append(character) }
    return output
  }
}

@Suite struct GoldenTests {
  @Test func resultTable() {
    let result = simulate(DocumentedPipelines.productionDeploy, DocumentedPipelines.happyPath)
    #expect(result.trace.problems.isEmpty, "\(result.trace.problems)")
    #expect(
      DocumentedPipelines.squeezed(result.table(of: result.runs[0])) == """
        Workflow: production-deploy
        Run ID: wfr_8x7y6z5w
        Status: Completed ✓
        Step Results:
        ─────────────────────────────────────
        1. Plan ✓ Completed 12s
        → 3 to add, 1 to change, 0 to destroy
        2. Approval ✓ Approved 4m 32s
        → Approved by jane@example.com
        3. Apply ✓ Completed 45s
        → 3 added, 1 changed, 0 destroyed
        4. Test ✓ Completed 2s
        → HTTP 200 OK
        5. Notify ✓ Completed 1s
        → Message sent to #deployments
        Total Duration: 5m 32s
        Triggered By: Git Push (main @ abc1234)
        """)
  }

  @Test func notice() {
    let result = simulate(DocumentedPipelines.productionDeploy, DocumentedPipelines.happyPath)
    #expect(
      DocumentedPipelines.squeezed(result.notice(of: result.runs[0])) == """
        🚀 Deployment Complete
        Workflow: production-deploy
        Environment: production
        Status: Success ✓
        Duration: 5m 32s
        Changes Applied:
        • 3 resources added
        • 1 resource changed
        Triggered by: jane@example.com
        Commit: abc1234 "Add rate limiting to API"
        """)
  }

  @Test func timeline() {
    let result = simulate(DocumentedPipelines.multiRegion, DocumentedPipelines.bothRegions)
    #expect(
      DocumentedPipelines.squeezed(result.timeline(of: result.runs[0])) == """
        00:00 Plan started
        00:15 Plan completed (3 resources)
        00:15 Apply US started ─┬─ (parallel)
        00:15 Apply EU started ─┘
        00:45 Apply EU completed
        00:52 Apply US completed
        00:52 Verify started
        00:55 Verify completed
        Total: 55 seconds
        """)
  }

  @Test func aDeadlineThatNobodyMeets() {
    var scenario = DocumentedPipelines.happyPath
    scenario.mocks[1] = Mock("approval", decisions: [])
    let result = simulate(DocumentedPipelines.productionDeploy, scenario)
    #expect(result.runOutcome() == "failed timed_out")
    #expect(result.runs[0].duration == 3_612_000)
    #expect(result.outcome("approval") == "failed timed_out")
    #expect(result.step("apply")?.hasStarted == false)
    #expect(
      DocumentedPipelines.squeezed(result.notice(of: result.runs[0])) == """
        ❌ Deployment Failed
        Workflow: production-deploy
        Environment: production
        Status: Failed ✗
        Reason: Approval was not answered in time
        Duration: 1h 12s
        Triggered by: jane@example.com
        Commit: abc1234 "Add rate limiting to API"
        """)
    #expect(
      DocumentedPipelines.squeezed(result.table(of: result.runs[0])) == """
        Workflow: production-deploy
        Run ID: wfr_8x7y6z5w
        Status: Failed ✗
        Step Results:
        ─────────────────────────────────────
        1. Plan ✓ Completed 12s
        → 3 to add, 1 to change, 0 to destroy
        2. Approval ✗ Timed out 1h
        → Nobody answered within 1h
        3. Apply – Skipped
        → Approval failed
        4. Test – Skipped
        → The run stopped when Approval failed
        5. Notify – Skipped
        → The run stopped when Approval failed
        Total Duration: 1h 12s
        Reason: Approval was not answered in time
        Triggered By: Git Push (main @ abc1234)
        """)
  }

  @Test func parallelMarksOfThree() {
    var builder = WorkflowBuilder()
    for id in ["a", "bb", "c"] { builder.step(id, needs: []) }
    let result = simulate(builder)
    #expect(
      result.timeline(of: result.runs[0]) == """
        00:00 a started  ─┬─ (parallel)
        00:00 bb started ─┤
        00:00 c started  ─┘
        00:01 a completed
        00:01 bb completed
        00:01 c completed
        Total: 1 second
        """)
  }
}
