// SPDX-License-Identifier: Apache-2.0
import Expression
import Testing
import WorkflowModel

@testable import Simulation

@Suite struct ApprovalTests {
  private let jane = "jane@example.com"
  private let omar = "omar@example.com"

  private func run(
    _ action: StepAction, _ decisions: [MockDecision], timeout: Int64? = 100, actor: String? = nil,
    directory: Directory = platformTeam
  ) -> SimulationResult {
    var builder = WorkflowBuilder()
    builder.step("gate", action) { $0.timeout = timeout.map { here(seconds($0)) } }
    builder.step("apply")
    builder.step("tell", if: "always()")
    var scenario = Scenario()
    scenario.mocks = [Mock("gate", decisions: decisions)]
    scenario.trigger = TriggerData(type: "manual")
    scenario.trigger?.actor = actor
    return SimulationResult(plan(builder, directory: directory), scenario)
  }

  private func yes(_ person: String, _ after: Int64) -> MockDecision {
    MockDecision(after: seconds(after), person: person)
  }
  private func no(_ person: String, _ after: Int64) -> MockDecision {
    MockDecision(after: seconds(after), person: person, verdict: .reject)
  }

  @Test func aGrantLetsTheRunGoOn() {
    let result = run(approval(), [yes(jane, 30)])
    #expect(result.outcome("gate") == "success approved")
    #expect(result.span("apply") == "30-31")
    #expect(result.step("gate")?.outputs?.asMap?[field: "decision"] == .string("approved"))
    #expect(result.step("gate")?.outputs?.asMap?[field: "approvers"] == .array([.string(jane)]))
  }

  @Test func aRejectionFailsTheStep() {
    let result = run(approval(), [no(omar, 30)])
    #expect(result.outcome("gate") == "failed rejected")
    #expect(result.outcome("apply") == "skipped need_failed")
    #expect(result.runOutcome() == "failed rejected")
    #expect(result.runs[0].duration == seconds(31))
  }

  /// A quorum counts distinct people; the m-th distinct yes grants it, later votes have no effect (K30, K32).
  @Test func aQuorumCountsDistinctPeople() {
    let result = run(approval(quorum: 2), [yes(jane, 10), yes(jane, 20), yes("user:\(omar)", 30), no(jane, 40)])
    #expect(result.outcome("gate") == "success approved")
    #expect(result.span("gate") == "0-30")
    #expect(result.step("gate")?.ignoredVotes.map { result.trace.votes[$0].fault } == [.again, .late])
  }

  @Test func fewerVotesThanTheQuorumLeaveItToTheDeadline() {
    let result = run(approval(quorum: 2), [yes(jane, 10)])
    #expect(result.outcome("gate") == "failed timed_out")
    #expect(result.span("gate") == "0-100")
  }

  @Test func aDecisionAtTheDeadlineWins() {
    #expect(run(approval(), [yes(jane, 100)]).outcome("gate") == "success approved")
    let late = run(approval(), [MockDecision(after: 100_001, person: jane)])
    #expect(late.outcome("gate") == "failed timed_out")
  }

  @Test func whoIsNoApproverIsIgnoredAndReported() {
    let result = run(approval(), [yes("eve@example.com", 10), no("eve@example.com", 15), yes(jane, 20)])
    #expect(result.span("gate") == "0-20")
    #expect(result.step("gate")?.ignoredVotes.count == 2)
    #expect(result.trace.problems.contains { $0.severity == .warning && $0.message.contains("eve@example.com") })
  }

  @Test func selfApproval() {
    #expect(run(approval(), [yes(jane, 10)], actor: jane).outcome("gate") == "success approved")
    let result = run(approval(self: false), [yes(jane, 10), yes(omar, 20)], actor: jane)
    #expect(result.span("gate") == "0-20")
    #expect(result.step("gate")?.ignoredVotes.map { result.trace.votes[$0].fault } == [.ownRun])
  }

  @Test func whereTheDirectoryDoesNotSayAnybodyMayBeInATeam() {
    #expect(run(approval(), [yes("eve@example.com", 10)], directory: Directory()).outcome("gate") == "success approved")
  }

  @Test(arguments: [
    (ApprovalAction.TimeoutPolicy.reject, "failed timed_out", "skipped need_failed", "failed timed_out"),
    (.cancel, "cancelled timed_out", "cancelled run_cancelled", "cancelled timed_out"),
    (.skip, "skipped timed_out", "success completed", "success completed"),
    (.approve, "success approved_on_timeout", "success completed", "success completed"),
    (.escalate, "failed timed_out", "skipped need_failed", "failed timed_out"),
  ])
  func aTimeoutDoesWhatOnTimeoutSays(
    policy: ApprovalAction.TimeoutPolicy, gate: String, apply: String, outcome: String
  ) {
    let result = run(approval(onTimeout: policy), [])
    #expect(result.outcome("gate") == gate)
    #expect(result.span("gate") == "0-100")
    #expect(result.outcome("apply") == apply)
    #expect(result.outcome("tell") == "success completed")
    #expect(result.runOutcome() == outcome)
  }

  @Test func anEscalationAsksOthers() {
    let action = approval(onTimeout: .escalate, escalateTo: ["user:boss@example.com"])
    let granted = run(action, [yes("boss@example.com", 50), yes("boss@example.com", 150)])
    #expect(granted.span("gate") == "0-150")
    #expect(granted.step("gate")?.isEscalated == true)
    #expect(run(action, [yes(jane, 150)]).outcome("gate") == "success approved")
    let silent = run(action, [])
    #expect(silent.outcome("gate") == "failed timed_out")
    #expect(silent.span("gate") == "0-200")
  }

  @Test func withoutADeadlineNobodyEndsIt() {
    let result = run(approval(), [], timeout: nil)
    #expect(result.runOutcome() == "waiting unanswered")
    #expect(result.trace.problems.contains { $0.message.contains("`gate` waits") })
  }

  @Test func aDryRunGrantsByAPrincipalWhoMay() {
    var builder = WorkflowBuilder()
    builder.step("gate", approval(quorum: 2)) { $0.timeout = here(seconds(100)) }
    builder.step("other", approval(["user:zoe@example.com"]))
    let result = simulate(builder)
    #expect(result.step("gate")?.outputs?.asMap?[field: "approvers"] == .array([.string(jane), .string(omar)]))
    #expect(result.outcome("other") == "success approved")
    var impossible = WorkflowBuilder()
    impossible.step("gate", approval(quorum: 3)) { $0.timeout = here(seconds(100)) }
    #expect(simulate(impossible).outcome("gate") == "failed timed_out")
  }
}
