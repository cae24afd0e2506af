// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkflowModel

@testable import Simulation

/// What people do to runs from outside, and the order of one instant.
@Suite struct OperationTests {
  private func run(_ builder: WorkflowBuilder, _ events: [ScenarioEvent], _ mocks: Mock...) -> SimulationResult {
    var scenario = Scenario()
    scenario.events = events
    scenario.mocks = mocks
    return simulate(builder, scenario)
  }

  private var line: WorkflowBuilder {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b")
    builder.step("c")
    builder.step("clean", if: "cancelled()")
    return builder
  }

  private func takes(_ step: String, _ span: Int64) -> Mock { Mock(step, MockOutcome(duration: seconds(span))) }

  @Test func pauseAndResume() {
    let result = run(
      line, [ScenarioEvent(at: 500, .pause), ScenarioEvent(at: seconds(20), .resume)], takes("a", 10))
    #expect(result.span("a") == "0-10")
    #expect(result.span("b") == "20-21")
    #expect(result.runOutcome() == "success completed")
  }

  @Test func aPauseThatNobodyEnds() {
    let result = run(line, [ScenarioEvent(at: 500, .pause)])
    #expect(result.runOutcome() == "running paused")
    #expect(result.step("b")?.state == .pending)
  }

  /// Running steps end at the instant of the cancellation; pending ones never start (K19, K20).
  @Test func cancelCleansUp() {
    let result = run(line, [ScenarioEvent(at: seconds(4), .cancel)], takes("b", 10))
    #expect(result.outcome("a") == "success completed")
    #expect(result.outcome("b") == "cancelled run_cancelled")
    #expect(result.span("b") == "1-4")
    #expect(result.outcome("c") == "cancelled run_cancelled")
    #expect(result.span("clean") == "4-5")
    #expect(result.runOutcome() == "cancelled run_cancelled")
    #expect(result.runs[0].duration == seconds(5))
  }

  @Test func anIfThatDoesNotAskHowThingsWentIsNoCleanUp() {
    var builder = line
    builder.step("plain", if: "1 == 1")
    let result = run(builder, [ScenarioEvent(at: seconds(4), .cancel)], takes("b", 10))
    #expect(result.outcome("plain") == "cancelled run_cancelled")
  }

  @Test func cancelReachesIntoGroupsAndLoops() {
    var builder = WorkflowBuilder()
    let group = builder.group("group", isSequence: true, needs: [])
    builder.step("a", list: group)
    builder.step("b", list: group)
    let loop = builder.loop("each", over: "[1, 2]", needs: [])
    builder.step("round", list: loop)
    builder.step("end", needs: ["group", "each"])
    let result = run(builder, [ScenarioEvent(at: seconds(3), .cancel)], takes("a", 10), takes("round", 10))
    #expect(
      ["group", "a", "b", "each", "round[0]", "end"].map { result.states[$0] }
        == Array(repeating: "cancelled", count: 6))
    #expect(result.step("round[1]") == nil)
    #expect(result.runs[0].duration == seconds(3))
  }

  /// A run that is terminated ends at once, running steps cancelled (K43).
  @Test func terminateEndsAtOnce() {
    let result = run(line, [ScenarioEvent(at: seconds(4), .terminate)], takes("b", 10))
    #expect(result.runOutcome() == "cancelled terminated")
    #expect(result.states == ["a": "success", "b": "cancelled", "c": "cancelled", "clean": "cancelled"])
    #expect(result.runs[0].duration == seconds(4))
  }

  private var held: WorkflowBuilder {
    var builder = WorkflowBuilder()
    builder.step("test")
    builder.step("hold", .suspend(nil))
    builder.step("prod")
    return builder
  }

  @Test func aSuspendedStepGoesOnIsRolledBackOrTerminated() {
    let on = run(held, [ScenarioEvent(at: seconds(30), .continue, step: "hold")])
    #expect(on.outcome("hold") == "success resumed")
    #expect(on.span("prod") == "30-31")
    let back = run(held, [ScenarioEvent(at: seconds(30), .rollback)])
    #expect(back.runOutcome() == "cancelled rolled_back")
    #expect(back.step("prod")?.hasStarted == false)
    let ended = run(held, [ScenarioEvent(at: seconds(30), .terminate, step: "hold")])
    #expect(ended.runOutcome() == "cancelled terminated")
  }

  /// An event for a step that does not wait is lost (K23), and that is reported.
  @Test func anEventForWhatDoesNotWaitIsLost() {
    let result = run(held, [ScenarioEvent(at: 500, .continue, step: "hold")])
    #expect(result.runOutcome() == "waiting unanswered")
    #expect(result.trace.problems.contains { $0.severity == .warning && $0.message.contains("no effect") })
  }

  @Test func aSuspendWithADurationResumesByItself() {
    var builder = WorkflowBuilder()
    builder.step("hold", .suspend(here(seconds(60))))
    builder.step("settle", .wait(here(seconds(5))))
    let result = run(builder, [])
    #expect(result.span("hold") == "0-60")
    #expect(result.span("settle") == "60-65")
  }

  @Test func aDryRunGoesOnByItself() {
    #expect(simulate(held).runOutcome() == "success completed")
  }

  @Test func retryRunsWhatDidNotSucceed() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b")
    builder.step("c")
    let mock = Mock("b", attempts: [MockOutcome(duration: 1_000, failing: "x"), MockOutcome(duration: 2_000)])
    let result = run(builder, [ScenarioEvent(at: seconds(10), .retry)], mock)
    #expect(result.span("a") == "0-1")
    #expect(result.span("b") == "10-12")
    #expect(result.span("c") == "12-13")
    #expect(result.runOutcome() == "success completed")
    #expect(result.runs[0].attempts == 2)
  }

  @Test func retryFromRunsAStepAndAllThatFollows() {
    let result = run(line, [ScenarioEvent(at: seconds(10), .retryFrom, step: "b")])
    #expect(["a", "b", "c"].map { result.span($0) } == ["0-1", "10-11", "11-12"])
  }

  @Test func aStepAloneCanBeCancelled() {
    let result = run(line, [ScenarioEvent(at: seconds(3), .cancel, step: "b")], takes("b", 10))
    #expect(result.outcome("b") == "cancelled run_cancelled")
    #expect(result.outcome("c") == "skipped need_cancelled")
    #expect(result.outcome("clean") == "success completed")
  }

  /// What comes from outside is handled before completions of the same instant (E10).
  @Test func outsideEventsComeFirst() {
    let result = run(line, [ScenarioEvent(at: seconds(1), .cancel)])
    #expect(result.outcome("a") == "cancelled run_cancelled")
  }
}
