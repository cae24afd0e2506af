// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import Testing
import WorkflowModel

@testable import Simulation

/// Groups, loops, calls.
@Suite struct NestingTests {
  private func failing(_ step: String, after span: Int64 = 1) -> Mock {
    Mock(step, MockOutcome(duration: seconds(span), failing: "boom"))
  }

  private func scenario(_ mocks: Mock...) -> Scenario {
    var scenario = Scenario()
    scenario.mocks = mocks
    return scenario
  }

  @Test func groupsRunTheirStepsTogetherOrInOrder() {
    var builder = WorkflowBuilder()
    let both = builder.group("both")
    builder.step("a", list: both)
    builder.step("b", list: both)
    builder.step("c", needs: ["a"], list: both)
    let line = builder.group("line", isSequence: true)
    builder.step("d", list: line)
    builder.step("e", list: line)
    builder.step("end", if: "steps.a.status == 'success' && steps.e.status == 'success'")
    let result = simulate(builder)
    #expect(
      ["both", "a", "b", "c", "line", "d", "e", "end"].map { result.span($0) } == [
        "0-2", "0-1", "0-1", "1-2", "2-4", "2-3", "3-4", "4-5",
      ])
    #expect(result.criticalPath(of: result.runs[0]).map(\.name) == ["a", "c", "d", "e", "end"])
  }

  @Test func aFailureInsideFailsTheGroupOnceItsRunningStepsHaveEnded() {
    var builder = WorkflowBuilder()
    let group = builder.group("group") { $0.onFailure = here(.continue) }
    builder.step("a", list: group)
    builder.step("b", list: group)
    builder.step("c", needs: ["b"], list: group)
    builder.step("clean", needs: ["a"], if: "always()", list: group)
    builder.step("after")
    let result = simulate(builder, scenario(failing("a"), Mock("b", MockOutcome(duration: seconds(5)))))
    #expect(result.outcome("group") == "failed member_failed")
    #expect(result.span("group") == "0-5")
    #expect(result.outcome("c") == "skipped run_stopped")
    #expect(result.outcome("clean") == "success completed")
    #expect(result.outcome("after") == "success completed")
    #expect(result.runOutcome() == "success completed")
  }

  @Test func whatAnIfLetsRunAfterAFailureRunsWhole() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b")
    let group = builder.group("cleanup", isSequence: true, if: "failure()")
    builder.step("one", list: group)
    builder.step("two", list: group)
    let loop = builder.loop("each", over: "[1, 2]", if: "always()")
    builder.step("inner", list: loop)
    let result = simulate(builder, scenario(failing("a")))
    #expect(result.outcome("b") == "skipped need_failed")
    #expect(result.outcome("two") == "success completed")
    #expect(result.outcome("inner[1]") == "success completed")
    #expect(result.runOutcome() == "failed step_failed")
  }

  @Test func aGroupsTimeoutEndsItsMembers() {
    var builder = WorkflowBuilder()
    let group = builder.group("group", isSequence: true) { $0.timeout = here(seconds(3)) }
    builder.step("a", list: group)
    builder.step("b", list: group)
    builder.step("c", list: group)
    builder.step("tell", if: "always()")
    let result = simulate(builder, scenario(Mock("b", MockOutcome(duration: seconds(9)))))
    #expect(result.outcome("group") == "failed timed_out")
    #expect(result.outcome("b") == "cancelled owner_ended")
    #expect(result.outcome("c") == "skipped owner_ended")
    #expect(result.span("tell") == "3-4")
  }

  @Test func loopsRunRoundsOneAfterAnotherUnlessToldOtherwise() {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: "['us', 'eu', 'ap']", as: "region")
    builder.step("build", if: "region != 'eu'", list: loop)
    builder.step("check", list: loop)
    builder.step("end", if: "size(steps.each.outputs.results) == 3 && steps.each.outputs.results[0].build.n == 7")
    let result = simulate(
      builder, scenario(Mock("build", MockOutcome(duration: seconds(2), outputs: [("n", .int(7))]))))
    #expect(
      ["build[0]", "check[0]", "build[1]", "check[1]", "build[2]", "end"].map { result.span($0) } == [
        "0-2", "2-3", "never", "3-4", "4-6", "7-8",
      ])
    #expect(result.runOutcome() == "success completed")
  }

  /// Five rounds of 10 s, two at a time: 0-10, 10-20, 20-30 (H09).
  @Test func parallelismLimitsTheRoundsThatRunAtOnce() {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: "[1, 2, 3, 4, 5]", parallelism: 2)
    builder.step("work", list: loop)
    let result = simulate(builder, scenario(Mock("work", MockOutcome(duration: seconds(10)))))
    #expect((0..<5).map { result.span("work[\($0)]") } == ["0-10", "0-10", "10-20", "10-20", "20-30"])
    #expect(result.runs[0].duration == seconds(30))
    #expect(result.criticalPath(of: result.runs[0]).map(\.name) == ["work[1]", "work[3]", "work[4]"])
  }

  @Test func aFailedRoundEndsTheLoop() {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: "[1, 2, 3]")
    builder.step("work", list: loop)
    let result = simulate(builder, scenario(failing("work[1]")))
    #expect(result.outcome("work[0]") == "success completed")
    #expect(result.outcome("work[1]") == "failed failed")
    #expect(result.step("work[2]") == nil)
    #expect(result.outcome("each") == "failed member_failed")
    #expect(result.runOutcome() == "failed step_failed")
  }

  @Test func moreItemsThanMaxFailTheStep() {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: "[1, 2, 3]", max: 2)
    builder.step("work", list: loop)
    #expect(simulate(builder).outcome("each") == "failed too_many_items")
  }

  @Test(arguments: [
    ("[]", "success completed"), ("3", "failed expression_error"), ("[1] + 2", "failed expression_error"),
  ])
  func oddLists(over: String, outcome: String) {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: over)
    builder.step("work", list: loop)
    #expect(simulate(builder).outcome("each") == outcome)
  }

  @Test func loopsInsideLoops() {
    var builder = WorkflowBuilder()
    let outer = builder.loop("outer", over: "[[1, 2], [3]]", as: "row")
    let inner = builder.loop("inner", over: "row", as: "cell", list: outer)
    builder.step("leaf", if: "cell != 2 && size(row) > 0", list: inner)
    let result = simulate(builder, scenario(Mock("leaf[1][0]", MockOutcome(duration: seconds(5)))))
    #expect(["leaf[0][0]", "leaf[0][1]", "leaf[1][0]"].map { result.span($0) } == ["0-1", "never", "1-6"])
  }

  // MARK: Calls

  private var child: WorkflowBuilder {
    var child = WorkflowBuilder("child")
    child.step("work")
    child.step("more")
    child.change { workflow in
      workflow.outputs = [
        DataEntry(key: here("answer"), value: DataValue(.integer(42), .init(at: 0), WorkflowBuilder.nowhere))
      ]
    }
    return child
  }

  @Test func aCallRunsTheOtherWorkflow() {
    var parent = WorkflowBuilder("parent")
    parent.step("run", call("child"))
    parent.step("after", if: "steps.run.outputs.answer == 42")
    let result = SimulationResult(plan(parent, child))
    #expect(result.span("run") == "0-2")
    #expect(result.outcome("after") == "success completed")
    #expect(result.runs.count == 2)
    #expect(result.span("more", run: 1) == "1-2")
  }

  @Test func aCallsMockSpeaksOfTheChildsSteps() {
    var parent = WorkflowBuilder("parent")
    parent.step("run", call("child"))
    var mock = Mock(step: "run")
    mock.child = [failing("more", after: 4)]
    var scenario = Scenario()
    scenario.mocks = [mock]
    let result = SimulationResult(plan(parent, child), scenario)
    #expect(result.outcome("run") == "failed callee_failed")
    #expect(result.span("run") == "0-5")
    #expect(result.runOutcome(1) == "failed step_failed")
  }

  /// A mock below a call is for the called workflow's steps, also where the caller has one of that id.
  @Test(arguments: ["nosuch", "run"]) func aCallsMockOfAnotherStepIsAnError(name: String) {
    var parent = WorkflowBuilder("parent")
    parent.step("run", call("child"))
    var mock = Mock(step: "run")
    mock.child = [Mock("more", MockOutcome(duration: seconds(1))), Mock(name, MockOutcome(duration: seconds(1)))]
    var scenario = Scenario()
    scenario.mocks = [mock]
    let problems = SimulationResult(plan(parent, child), scenario).trace.problems.filter { $0.severity == .error }
    #expect(problems.map(\.message) == ["the scenario mocks `\(name)`, and `child` has no step of that id"])
  }

  @Test func aCallThatIsMockedRunsNothing() {
    var parent = WorkflowBuilder("parent")
    parent.step("run", call("child"))
    let result = SimulationResult(plan(parent, child), scenario(Mock("run", MockOutcome(duration: seconds(9)))))
    #expect(result.runs.count == 1)
    #expect(result.span("run") == "0-9")
  }

  @Test func callsThatNeverEndReachALimit() {
    var loop = WorkflowBuilder("loop")
    loop.change { $0.concurrencyPolicy = here(.allow) }
    loop.step("again", call("loop"))
    let result = SimulationResult(plan(loop))
    #expect(result.runs.count == 33)
    #expect(result.runOutcome() == "failed step_failed")
    #expect(result.outcome("again", run: 32) == "failed limit")
  }

  @Test func cyclesAreADeadlockThatIsReported() {
    var builder = WorkflowBuilder()
    builder.step("a", needs: ["b"])
    builder.step("b", needs: ["a"])
    builder.step("c", needs: [])
    let result = simulate(builder)
    #expect(result.runOutcome() == "failed deadlock")
    #expect(result.outcome("c") == "success completed")
  }

  @Test func limitsEndASimulation() {
    var builder = WorkflowBuilder()
    let loop = builder.loop("each", over: "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", parallelism: 10)
    builder.step("work", list: loop)
    var small = plan(builder)
    small.limits.instances = 5
    let result = SimulationResult(small)
    #expect(result.runOutcome() == "failed limit")
    #expect(result.trace.problems.contains { $0.severity == .error })
    small.limits = EngineLimits()
    small.limits.events = 5
    #expect(SimulationResult(small).runOutcome() == "failed limit")
  }
}
