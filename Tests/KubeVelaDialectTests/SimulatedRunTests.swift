// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import KubeVelaDialect
import Simulation
import SourceText
import Testing
import WorkflowModel

/// Whole runs of an Application's file, from its text to the words of the status; the times follow from what
/// kubevela/workflow 0.7 does.
@Suite struct SimulatedRunTests {
  private static let application = """
    apiVersion: core.oam.dev/v1beta1
    kind: Application
    metadata: {name: shop}
    spec:
      components:
        - {name: web, type: webservice, properties: {image: nginx}}
      workflow:
        steps:
          - {name: deploy, type: deploy}
          - {name: approve, type: suspend, timeout: 1h}
          - name: group
            type: step-group
            subSteps:
              - {name: a, type: apply-component, properties: {component: web}}
              - {name: b, type: apply-component, properties: {component: web}, dependsOn: [a]}
          - {name: alarm, type: notification, if: status.group.failed, properties: {slack: {url: {value: x}, message: {text: bad}}}}
    """

  private static func run(_ edit: (inout Scenario) -> Void) -> SimulationResult {
    let document = ParsedDocument(path: "app.yaml", text: SourceText(application))
    let workflows = Workflow.completed(document.workflows.map(\.lowered.workflow))
    let plan = SimulationPlan(workflows) { _ in 1000 }
    var scenario = Scenario()
    edit(&scenario)
    return SimulationResult(plan, scenario)
  }

  private static func words(_ result: SimulationResult) -> [String] { result.trace.phases.map(\.text) }

  @Test func dryRun() throws {
    let result = Self.run { _ in }
    #expect(result.trace.runPhase == "running")
    #expect(Self.words(result) == ["succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "skipped/Skip"])
    #expect(try #require(result.runs.first).duration == 4000)
    #expect(result.trace.problems.isEmpty)
  }

  @Test func nobodyGoesOn() throws {
    let result = Self.run { $0.mocks = [Mock("deploy", MockOutcome(duration: 5000))] }
    #expect(result.trace.runPhase == "workflowFailed")
    #expect(
      Self.words(result) == [
        "succeeded", "failed/Timeout", "skipped/Skip", "skipped/Skip", "skipped/Skip", "skipped/Skip",
      ])
    // Ticks at 1, 2, 3, 4 and 5 s; then only the end of the timeout, an hour after the suspension.
    #expect(try #require(result.runs.first).duration == 3_605_000)
  }

  @Test func elevenTries() throws {
    let result = Self.run {
      $0.mocks = [Mock("b", MockOutcome(duration: 0, failing: "no image"))]
      $0.events = [ScenarioEvent(at: 10_000, .continue, step: "approve")]
    }
    let words = Self.words(result)
    #expect(
      words == [
        "succeeded", "succeeded", "failed/FailedAfterRetries", "succeeded", "failed/FailedAfterRetries", "succeeded",
      ])
    #expect(try #require(result.runs.first).steps.first { $0.name == "b" }?.attempts == 11)
    #expect(result.runs.first?.state == .failed)
  }

  @Test(arguments: [
    (ScenarioEvent(at: 5000, .terminate), "workflowTerminated", "failed/Terminate", 0),
    (ScenarioEvent(at: 5000, .rollback), "workflowFailed", "failed/Timeout", 1),
    (ScenarioEvent(at: 5000, .resume), "running", "succeeded", 0),
  ])
  func operations(_ event: ScenarioEvent, _ phase: String, _ approval: String, _ refused: Int) {
    let result = Self.run { $0.events = [event] }
    #expect(result.trace.runPhase == phase)
    #expect(Self.words(result)[1] == approval)
    #expect(result.trace.problems.count { $0.message.contains("no effect") } == refused)
  }

  @Test func restartOfAStep() throws {
    let result = Self.run {
      var failing = MockOutcome(duration: 0, failing: "no image")
      failing.repetitions = 11
      $0.mocks = [Mock("b", attempts: [failing, MockOutcome(duration: 0)])]
      $0.events = [
        ScenarioEvent(at: 2000, .continue), ScenarioEvent(at: 1_000_000, .retryFrom, step: "b"),
      ]
    }
    #expect(result.trace.runPhase == "running")
    #expect(Self.words(result)[4] == "succeeded")
    #expect(result.trace.problems.isEmpty)
  }

  @Test func conditionsKnowTheReasonsThatRunsGive() {
    #expect(ControllerWords.reasons.filter { !ConditionWords.reasons.contains($0) } == [])
  }
}
