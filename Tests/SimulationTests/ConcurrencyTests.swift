// SPDX-License-Identifier: Apache-2.0
import Expression
import Testing
import WorkflowModel

@testable import Simulation

/// Several runs on one clock.
@Suite struct ConcurrencyTests {
  private func workflow(_ policy: ConcurrencyPolicy?, name: String = "test") -> WorkflowBuilder {
    var builder = WorkflowBuilder(name)
    builder.change { $0.concurrencyPolicy = policy.map { here($0) } }
    builder.step("sleep")
    builder.step("clean", if: "cancelled()")
    return builder
  }

  private func arrivals(_ times: Int64..., events: [ScenarioEvent] = []) -> Scenario {
    var scenario = Scenario()
    scenario.mocks = [Mock("sleep", MockOutcome(duration: seconds(2)))]
    scenario.arrivals = times.map { Arrival(.at(seconds($0)), trigger: TriggerData(type: "manual"), workflow: "test") }
    scenario.events = events
    return scenario
  }

  private func spans(_ result: SimulationResult) -> [String] {
    result.runs.map { run in "\((run.startedAt ?? -1_000) / 1_000)-\((run.endedAt ?? -1_000) / 1_000)" }
  }

  /// Incidents and messages start what has a trigger for them, and nothing else starts (`language.md` §3).
  @Test func incidentsAndMessagesStartWorkflows() {
    var repair = workflow(.allow, name: "repair")
    var critical = IncidentTrigger()
    critical.severities = [here("critical")]
    repair.trigger(.incident(critical))
    var hook = workflow(.allow, name: "hook")
    hook.trigger(.webhook(WebhookTrigger()))
    var draft = workflow(.allow, name: "draft")
    draft.change { $0.status = here(.draft) }
    draft.trigger(.webhook(WebhookTrigger()))
    var scenario = Scenario()
    func incident(_ severity: String, at time: Int64) -> Arrival {
      var data = TriggerData(type: "incident")
      data.incident = [("severity", .string(severity)), ("event", .string("created"))]
      return Arrival(.at(seconds(time)), trigger: data)
    }
    var message = TriggerData(type: "webhook")
    message.body = .object([("version", .int(3))])
    scenario.occurrences = [
      incident("critical", at: 3), incident("minor", at: 4), Arrival(.at(seconds(5)), trigger: message),
    ]
    let plan = plan(repair, hook, draft)
    let result = SimulationResult(plan, scenario)
    #expect(result.runs.map { result.workflow(of: $0).name?.value } == ["repair", "hook"])
    #expect(spans(result) == ["3-4", "5-6"])
    #expect(
      result.trace.problems.map(\.message) == [
        "no workflow has a trigger that fires on this incident", "`draft` is a draft and does not start",
      ])
    // Beside a run that the scenario starts itself.
    scenario.trigger = TriggerData(type: "manual")
    #expect(spans(SimulationResult(plan, scenario)) == ["0-1", "3-4", "5-6"])
  }

  @Test func rejectRefusesTheSecond() {
    let result = simulate(workflow(nil), arrivals(0, 1, 5))
    #expect(
      result.runs.map { "\($0.state.text) \($0.reason.text)" } == [
        "success completed", "cancelled rejected", "success completed",
      ])
    #expect(spans(result) == ["0-2", "-1-1", "5-7"])
  }

  /// The second waits until the first ends, and starts in that instant (H03).
  @Test func queueWaits() {
    let result = simulate(workflow(.queue), arrivals(0, 1, 1))
    #expect(spans(result) == ["0-2", "2-4", "4-6"])
    #expect(result.trace.events.filter { $0.kind == .runQueued }.map(\.run) == [1, 2])
  }

  /// A paused run still holds the slot (H04).
  @Test func aPausedRunHoldsTheSlot() {
    let events = [ScenarioEvent(at: 500, .pause), ScenarioEvent(at: seconds(10), .resume)]
    let result = simulate(workflow(.queue), arrivals(0, 1, events: events))
    #expect(spans(result) == ["0-10", "10-12"])
  }

  @Test func replaceCancelsTheRunningOneAndStartsWhenItHasCleanedUp() {
    let result = simulate(workflow(.replace), arrivals(0, 1))
    #expect(result.runOutcome(0) == "cancelled replaced")
    #expect(result.outcome("clean", run: 0) == "success completed")
    #expect(spans(result) == ["0-2", "2-4"])
  }

  @Test func allowRunsBoth() {
    #expect(spans(simulate(workflow(.allow), arrivals(0, 1))) == ["0-2", "1-3"])
  }

  @Test func forceOverridesReject() {
    var scenario = arrivals(0, 1)
    scenario.arrivals[1].isForced = true
    #expect(spans(simulate(workflow(.reject), scenario)) == ["0-2", "1-3"])
  }

  @Test func aGroupSpansWorkflows() {
    var left = workflow(.queue)
    var right = workflow(.queue, name: "other")
    left.change { $0.concurrencyGroup = here("api-prod") }
    right.change { $0.deployment = here("api-prod") }
    var scenario = arrivals(0)
    scenario.arrivals.append(Arrival(.at(0), trigger: TriggerData(type: "manual"), workflow: "other"))
    #expect(spans(SimulationResult(plan(left, right), scenario)) == ["0-2", "2-4"])
  }

  @Test(arguments: [
    (WorkflowStatus.active, "git_push", 1), (.paused, "git_push", 0), (.paused, "manual", 1), (.draft, "manual", 0),
  ])
  func pausedRunsByHandOnlyAndDraftsNotAtAll(status: WorkflowStatus, trigger: String, count: Int) {
    var builder = WorkflowBuilder(status: status)
    builder.step("a")
    var scenario = Scenario()
    scenario.arrivals = [Arrival(.at(0), trigger: TriggerData(type: trigger), workflow: "test")]
    #expect(simulate(builder, scenario).runs.count == count)
  }

  @Test func chainsStartWhenTheOtherHasEndedSo() {
    var first = WorkflowBuilder("first")
    first.step("a")
    func chained(_ name: String, _ statuses: [String]) -> WorkflowBuilder {
      var builder = WorkflowBuilder(name)
      var trigger = WorkflowTrigger()
      trigger.workflow = here("first")
      trigger.statuses = statuses.map { here($0) }
      builder.trigger(.workflow(trigger))
      builder.step("b")
      return builder
    }
    let plan = plan(first, chained("on_success", []), chained("on_failure", ["failed", "cancelled"]))
    let good = SimulationResult(plan)
    #expect(good.runs.map { good.workflow(of: $0).name?.value } == ["first", "on_success"])
    #expect(spans(good) == ["0-1", "1-2"])
    var scenario = Scenario()
    scenario.mocks = [Mock("a", MockOutcome(duration: 1_000, failing: "x"))]
    let bad = SimulationResult(plan, scenario)
    #expect(bad.runs.map { bad.workflow(of: $0).name?.value } == ["first", "on_failure"])
  }

  @Test func pushesStartTheWorkflowsThatMatch() {
    func onPush(_ name: String, _ branches: [String], paths: [String] = []) -> WorkflowBuilder {
      var builder = WorkflowBuilder(name)
      var push = GitPushTrigger()
      push.branches = branches.map { here($0) }
      push.paths = paths.map { here($0) }
      builder.trigger(.gitPush(push))
      builder.step("a")
      return builder
    }
    let plan = plan(
      onPush("main", ["main"]), onPush("release", ["release/*", "!release/old"]),
      onPush("docs", ["**"], paths: ["docs/**"]))
    func started(_ branch: String, _ paths: [String]) -> [String?] {
      var trigger = TriggerData(type: "git_push")
      trigger.branch = branch
      trigger.paths = paths
      var scenario = Scenario()
      scenario.arrivals = [Arrival(.at(0), trigger: trigger)]
      let result = SimulationResult(plan, scenario)
      return result.runs.map { result.workflow(of: $0).name?.value }
    }
    #expect(started("main", ["src/a.swift"]) == ["main"])
    #expect(started("release/1", ["docs/a/b.md"]) == ["release", "docs"])
    #expect(started("release/old", ["x"]) == [])
  }

  @Test func schedulesFireOverARange() {
    var builder = WorkflowBuilder()
    var schedule = ScheduleTrigger()
    schedule.cron = here("0 3 * * *")
    schedule.timezone = here("UTC")
    builder.trigger(.schedule(schedule))
    builder.step("a")
    var scenario = Scenario()
    // 2026-11-20T09:00:00Z, for a week.
    scenario.start = 1_795_165_200_000
    scenario.arrivals = [Arrival(.cron(from: 1_795_132_800_000, until: 1_795_737_600_000))]
    let result = simulate(builder, scenario)
    #expect(result.runs.map { ($0.startedAt ?? 0) / 3_600_000 } == [18, 42, 66, 90, 114, 138])
  }
}
