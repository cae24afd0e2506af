// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import Testing
import WorkflowModel

@testable import Simulation

/// What follows from how steps end (`language.md` §5), each sentence by a case derived by hand.
@Suite struct StepOutcomeTests {
  private func scenario(_ mocks: Mock...) -> Scenario {
    var scenario = Scenario()
    scenario.mocks = mocks
    return scenario
  }

  private func failing(_ step: String, after span: Int64 = 1, _ message: String = "boom") -> Mock {
    Mock(step, MockOutcome(duration: seconds(span), failing: message))
  }

  // MARK: Order

  @Test func listOrderNeedsAndJoins() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b")
    builder.step("c", needs: [])
    builder.step("d", needs: ["b", "c"])
    let result = simulate(builder, scenario(Mock("c", MockOutcome(duration: seconds(5)))))
    #expect(["a", "b", "c", "d"].map { result.span($0) } == ["0-1", "1-2", "0-5", "5-6"])
    #expect(result.runOutcome() == "success completed")
    #expect(result.runs[0].duration == seconds(6))
  }

  @Test func aStepMayStartWhenEveryNeedHasEnded() {
    var builder = WorkflowBuilder()
    builder.step("a", needs: []) { $0.onFailure = here(.continue) }
    builder.step("b", needs: [])
    builder.step("c", needs: ["a", "b"], if: "always()")
    let result = simulate(builder, scenario(failing("a"), Mock("b", MockOutcome(duration: seconds(9)))))
    #expect(result.span("c") == "9-10")
  }

  // MARK: Failures

  @Test func aFailureStopsTheRunOnceRunningStepsHaveEnded() {
    var builder = WorkflowBuilder()
    builder.step("a", needs: [])
    builder.step("long", needs: [])
    builder.step("after_long", needs: ["long"])
    builder.step("b", needs: ["a"])
    builder.step("c", needs: ["b"])
    let result = simulate(builder, scenario(failing("a"), Mock("long", MockOutcome(duration: seconds(7)))))
    #expect(result.runOutcome() == "failed step_failed")
    #expect(result.runs[0].duration == seconds(7))
    #expect(result.outcome("long") == "success completed")
    #expect(result.outcome("b") == "skipped need_failed")
    #expect(result.outcome("c") == "skipped run_stopped")
    #expect(result.outcome("after_long") == "skipped run_stopped")
  }

  @Test(arguments: [
    ("always()", "success", "success"), ("failure()", "success", "skipped"), ("success()", "skipped", "success"),
    ("cancelled()", "skipped", "skipped"), ("!cancelled()", "success", "success"),
    ("failure() || success()", "success", "success"), ("true", "success", "success"),
  ])
  func anIfReplacesTheDefault(condition: String, afterFailure: String, afterSuccess: String) {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b")
    builder.step("last", if: condition)
    #expect(simulate(builder, scenario(failing("a"))).states["last"] == afterFailure)
    #expect(simulate(builder).states["last"] == afterSuccess)
  }

  @Test func outcomesAreThoseOfTheNeedsAndAllTheirAncestors() {
    var builder = WorkflowBuilder()
    builder.step("a", needs: [])
    builder.step("other", needs: [])
    builder.step("b", needs: ["a"])
    builder.step("far", needs: ["b"], if: "failure()")
    builder.step("beside", needs: ["other"], if: "failure()")
    let result = simulate(builder, scenario(failing("a")))
    #expect(result.outcome("far") == "success completed")
    #expect(result.outcome("beside") == "skipped condition_false")
    #expect(result.runOutcome() == "failed step_failed")
  }

  @Test func continueCountsTheFailureAsHandled() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.onFailure = here(.continue) }
    builder.step("b")
    builder.step("c", if: "failure()")
    builder.step("d", if: "success()")
    let result = simulate(builder, scenario(failing("a")))
    #expect(result.outcome("a") == "failed failed")
    #expect(result.outcome("b") == "success completed")
    #expect(result.outcome("c") == "skipped condition_false")
    #expect(result.outcome("d") == "success completed")
    #expect(result.runOutcome() == "success completed")
  }

  @Test func theWorkflowsPolicyIsTheStepsUnlessItSaysOtherwise() {
    var builder = WorkflowBuilder()
    builder.change { $0.onFailure = here(.continue) }
    builder.step("a")
    builder.step("b") { $0.onFailure = here(.stop) }
    builder.step("c")
    let result = simulate(builder, scenario(failing("a"), failing("b")))
    #expect(result.outcome("b") == "failed failed")
    #expect(result.outcome("c") == "skipped need_failed")
  }

  @Test func rollbackGoesBackToTheLastSucceededRevision() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.onFailure = here(.rollback) }
    builder.step("b")
    builder.step("tell", if: "always()")
    var scenario = scenario(failing("a"))
    scenario.rollbackDuration = .fixed(seconds(30))
    let result = simulate(builder, scenario)
    #expect(result.runOutcome() == "failed rolled_back")
    #expect(result.outcome("tell") == "success completed")
    #expect(result.runs[0].rollback?.start == seconds(2))
    #expect(result.runs[0].duration == seconds(32))
  }

  // MARK: Branches and skips

  @Test func aSkippedNeedDoesNotBlock() {
    var builder = WorkflowBuilder()
    builder.step("a", if: "false")
    builder.step("b")
    let result = simulate(builder)
    #expect(result.outcome("a") == "skipped condition_false")
    #expect(result.outcome("b") == "success completed")
  }

  @Test func theFirstTrueCaseIsTakenAndTheRestIsSkipped() {
    var builder = WorkflowBuilder()
    builder.condition(
      "choose", [("1 == 2", ["x"]), ("1 == 1", ["y"]), ("true", ["z"])], else: ["w"])
    for id in ["x", "y", "z", "w"] { builder.step(id) }
    builder.step("behind_x", needs: ["x"])
    builder.step("behind_behind_x", needs: ["behind_x"])
    builder.step("join", needs: ["behind_x", "y"])
    builder.step("guarded", needs: ["x"], if: "true")
    builder.step("watch", needs: ["behind_x"], if: "always()")
    let result = simulate(builder)
    #expect(
      ["x", "y", "z", "w"].map { result.outcome($0) } == [
        "skipped branch_not_taken", "success completed", "skipped branch_not_taken", "skipped branch_not_taken",
      ])
    #expect(result.outcome("behind_x") == "skipped dead_branch")
    #expect(result.outcome("behind_behind_x") == "skipped dead_branch")
    #expect(result.outcome("guarded") == "skipped dead_branch")
    #expect(result.outcome("join") == "success completed")
    #expect(result.outcome("watch") == "success completed")
    #expect(result.step("choose")?.outputs?.asMap?[field: "branch"] == .string("y"))
    #expect(result.runOutcome() == "success completed")
  }

  @Test func elseAndNothing() {
    var builder = WorkflowBuilder()
    builder.condition("choose", [("false", ["x"])], else: ["w"])
    builder.condition("silent", [("false", ["v"])], needs: [])
    for id in ["x", "w", "v"] { builder.step(id) }
    let result = simulate(builder)
    #expect(result.states["w"] == "success")
    #expect(result.states["x"] == "skipped")
    #expect(result.states["v"] == "skipped")
    #expect(result.step("choose")?.branch == 1)
    #expect(result.step("silent")?.branch == nil)
  }

  @Test func aConditionThatWasSkippedChoosesNothing() {
    var builder = WorkflowBuilder()
    builder.condition("choose", [("true", ["x"])], if: "false")
    builder.step("x")
    #expect(simulate(builder).outcome("x") == "skipped branch_not_taken")
  }

  // MARK: Expressions

  @Test func anExpressionWithoutAValueFailsItsStep() throws {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b", if: "steps.a.outputs.missing == 1")
    let mock = Mock("a", MockOutcome(duration: 0, outputs: [("present", .int(1))]))
    let result = simulate(builder, scenario(mock))
    #expect(result.outcome("b") == "failed expression_error")
    #expect(result.runOutcome() == "failed step_failed")
    let problem = try #require(result.trace.problems.first { $0.workflowRange != nil })
    let site = builder.workflow.expressions[0].range
    #expect(problem.workflowRange.map { site.contains($0) } == true)
    #expect(problem.message.contains("no such key"))
  }

  @Test func expressionsReadOutputsInputsAndStates() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.retry = retry(2) }
    builder.step(
      "b",
      if:
        "steps.a.outputs.n == 3 && steps['a'].attempts == 2 && steps.a.status == 'success' && inputs.region == 'eu' && trigger.branch == 'main' && workflow.name == 'test' && run.number == 1 && steps.a.duration == duration('2s')"
    )
    var scenario = scenario(
      Mock(
        "a",
        attempts: [
          MockOutcome(duration: seconds(1), failing: "x"), MockOutcome(duration: seconds(1), outputs: [("n", .int(3))]),
        ]))
    var trigger = TriggerData(type: "git_push")
    trigger.branch = "main"
    trigger.inputs = [("region", .string("eu"))]
    scenario.trigger = trigger
    #expect(simulate(builder, scenario).outcome("b") == "success completed")
  }

  @Test func whatIsNotKnownIsAssumed() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b", if: "steps.a.outputs.size > 3")
    let result = simulate(builder)
    #expect(result.outcome("b") == "success completed")
    #expect(result.step("b")?.isAssumed == true)
  }

  // MARK: Retries and timeouts

  /// Tries and delays: all tries counted, doubled and capped.
  @Test(arguments: [
    (retry(3, delay: 1_000, exponential: true), 2, [0, 1, 3]),
    (retry(8, delay: 1_000, exponential: true, maximum: 10_000), 7, [0, 1, 3, 7, 15, 25, 35, 45]),
    (retry(11, delay: 2_000), 10, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]),
    (retry(3, delay: 2_000, exponential: true, maximum: 3_000), 2, [0, 2, 5]),
    (retry(4, delay: 300_000, exponential: true, maximum: 660_000), 3, [0, 300, 900, 1_560]),
  ])
  func retries(policy: RetryPolicy, failures: Int, starts: [Int64]) {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.retry = policy }
    var outcome = MockOutcome(duration: 0, failing: "x")
    outcome.repetitions = failures
    let result = simulate(builder, scenario(Mock("a", attempts: [outcome, MockOutcome(duration: 0)])))
    let times = result.trace.events.filter { $0.kind == .stepStarted }.map(\.time)
    #expect(times == starts.map { seconds($0) })
    #expect(result.outcome("a") == "success completed")
    #expect(result.step("a")?.attempts == failures + 1)
  }

  @Test func retriesEnd() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.retry = retry(3, delay: 2_000) }
    let result = simulate(builder, scenario(failing("a")))
    #expect(result.outcome("a") == "failed failed")
    #expect(result.step("a")?.attempts == 3)
    #expect(result.runs[0].duration == seconds(7))
    #expect(result.step("a")?.failures == ["boom", "boom"])
  }

  @Test func attemptsThatRunOutAreAnError() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.retry = retry(3) }
    let result = simulate(
      builder, scenario(Mock("a", attempts: [MockOutcome(duration: 0, failing: "x")])))
    #expect(result.outcome("a") == "failed attempts_exhausted")
    #expect(
      result.trace.problems.contains { $0.severity == .error && $0.message.contains("`a`") && $0.message.contains("2") }
    )
  }

  @Test func aTimeoutCoversAllTries() {
    var builder = WorkflowBuilder()
    builder.step("a") {
      $0.retry = retry(5, delay: 4_000)
      $0.timeout = here(seconds(12))
    }
    let result = simulate(builder, scenario(failing("a", after: 3)))
    // Tries at 0-3 and 7-10; the next would start at 14.
    #expect(result.outcome("a") == "failed timed_out")
    #expect(result.span("a") == "0-12")
    #expect(result.step("a")?.attempts == 2)
  }

  @Test func anEndAtTheDeadlineIsInTime() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.timeout = here(seconds(5)) }
    #expect(simulate(builder, scenario(Mock("a", MockOutcome(duration: 5_000)))).outcome("a") == "success completed")
    let late = simulate(builder, scenario(Mock("a", MockOutcome(duration: 5_001))))
    #expect(late.outcome("a") == "failed timed_out")
    #expect(late.runOutcome() == "failed timed_out")
  }

  @Test func theRunsTimeoutEndsEverything() {
    var builder = WorkflowBuilder()
    builder.change { $0.timeout = here(seconds(10)) }
    builder.step("a")
    builder.step("b")
    builder.step("c", if: "always()")
    let result = simulate(builder, scenario(Mock("b", MockOutcome(duration: seconds(60)))))
    #expect(result.runOutcome() == "failed timed_out")
    #expect(result.runs[0].duration == seconds(10))
    #expect(result.outcome("b") == "cancelled timed_out")
    #expect(result.outcome("c") == "skipped run_stopped")
  }

  // MARK: HTTP and notifications

  @Test func httpStatusCodes() {
    var builder = WorkflowBuilder()
    builder.step("a", http("https://example.com/health")) { $0.onFailure = here(.continue) }
    builder.step("b", http("https://example.com/teapot", expect: ["2xx", "418"])) { $0.onFailure = here(.continue) }
    builder.step("c", http("https://example.com/health", method: "POST")) { $0.onFailure = here(.continue) }
    var scenario = Scenario()
    scenario.unmocked = .error
    scenario.http = [
      HTTPMock(method: "GET", url: "https://example.com/health", status: 503, duration: .fixed(seconds(2))),
      HTTPMock(url: "https://example.com/t*", status: 418),
    ]
    let result = simulate(builder, scenario)
    #expect(result.outcome("a") == "failed unexpected_status")
    #expect(result.step("a")?.message == "HTTP 503, expected 2xx")
    #expect(result.outcome("b") == "success completed")
    #expect(result.outcome("c") == "failed unmocked")
    #expect(
      result.trace.problems.contains {
        $0.suggestion == "- {method: POST, url: \"https://example.com/health\", reply: {status: 200}}"
      })
  }

  @Test func mocksThatAreMissingUnknownOrUnused() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b", if: "false")
    var scenario = scenario(Mock("b", MockOutcome(duration: 0)), Mock("ghost", MockOutcome(duration: 0)))
    scenario.unmocked = .error
    let result = simulate(builder, scenario)
    #expect(result.outcome("a") == "failed unmocked")
    let problems = result.trace.problems
    #expect(problems.contains { $0.severity == .error && $0.suggestion == "a: {duration: 10s}" })
    #expect(problems.contains { $0.severity == .error && $0.message.contains("`ghost`") })
    #expect(problems.contains { $0.severity == .warning && $0.message.contains("`b` is not used") })
  }
}
