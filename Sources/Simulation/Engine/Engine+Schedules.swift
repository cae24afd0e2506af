// SPDX-License-Identifier: Apache-2.0
import Schedule
import WorkflowModel

extension Engine {
  /// More runs than the schedules of one arrival may start.
  static let scheduledRunLimit = 20_000

  /// Plans the runs that schedules start in `from ..< until`, milliseconds since 1970, that are not before the clock's
  /// start. Time zones are those of the system; a schedule whose zone is unknown is reported and starts nothing.
  mutating func planSchedules(
    _ from: Milliseconds, _ until: Milliseconds, only workflow: Int?, _ arrival: Arrival, _ place: Int
  ) {
    var isUsed = false
    for index in plan.workflows.indices where workflow == nil || workflow == index {
      for (number, trigger) in plan.workflows[index].triggers.enumerated() {
        guard case .schedule(let schedule) = trigger.kind else { continue }
        isUsed = true
        guard let cron = schedule.cron, let expression = CronExpression.parse(cron.value).nearestExpression else {
          report(
            ScenarioProblem(
              .error, "the schedule `\(schedule.cron?.value ?? "")` cannot be read", range: arrival.range,
              workflow: index, workflowRange: schedule.cron?.range))
          continue
        }
        let zone: TimeZoneRules
        switch TimeZoneDatabase.system.rules(named: schedule.timezone?.value ?? "UTC") {
        case .success(let rules): zone = rules
        case .failure(let failure):
          report(
            ScenarioProblem(
              .error, failure.message, range: arrival.range, workflow: index, workflowRange: schedule.timezone?.range))
          continue
        }
        let first = Instant(milliseconds: max(from, scenario.start))
        let times = expression.occurrences(
          from: first, until: Instant(milliseconds: until), in: zone, limit: Self.scheduledRunLimit + 1)
        if times.count > Self.scheduledRunLimit {
          report(
            ScenarioProblem(
              .error, "the schedule fires more than \(Self.scheduledRunLimit) times in this range", range: arrival.range
            ))
        }
        for time in times.prefix(Self.scheduledRunLimit) {
          var planned = PlannedArrival(workflow: index, trigger: TriggerData(type: "schedule"), declared: number)
          planned.isForced = arrival.isForced
          planned.source = place
          plan(planned, at: time.milliseconds(since: Instant(milliseconds: scenario.start)))
        }
      }
    }
    if !isUsed {
      report(ScenarioProblem(.warning, "no workflow has a schedule that could fire", range: arrival.range))
    }
  }
}
