// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
import WorkflowModel

/// Reports schedules that start a run while the one before is still running.
package enum ScheduleOverlap: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF409", "schedule-overlap", .triggers, .warning,
    summary: "A run takes longer than the shortest time between two starts of its schedules.",
    rationale: """
      The duration is that of a simulated run in which every step succeeds in its expected time (`expect_duration`, else what its type \
      usually takes). What happens to the second start is what `concurrency.policy` says; each of its words has its price.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: sync
        triggers: [{type: schedule, cron: "«*/15 * * * *»", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make, expect_duration: 20m}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: sync
        concurrency: {policy: allow}
        triggers:
          - {type: schedule, cron: "0 3 * * *", timezone: UTC}
          - {type: schedule, cron: "«10 3 * * MON»", timezone: UTC}
        steps:
          - {id: a, type: script, run: make, expect_duration: 10m}
          - {id: b, type: wait, duration: 1m}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: sync
        triggers: [{type: schedule, cron: "*/15 * * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make, expect_duration: 15m, needs: []}
          - {id: b, type: script, run: make, expect_duration: 15m, needs: []}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: sync
        timeout: 10m
        triggers:
          - {type: schedule, cron: "0 3 * * *", timezone: UTC}
          - {type: schedule, cron: "0 4 * * MON", timezone: UTC}
        steps:
          - {id: a, type: script, run: make, expect_duration: 50m}

        """),
    ])

  /// Reports the schedule with the shortest gap.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let schedules = context.schedules
    let covered = Set(context.coveredSchedules(schedules).map(\.covered))
    // What starts twice at one time has a finding of its own.
    let distinct = schedules.indices.filter { !covered.contains($0) }.map { schedules[$0] }
    guard let (gap, schedule) = shortestGap(distinct),
      let duration = DryRun.duration(of: context, unlessAtMost: gap), duration > gap
    else { return }
    let policy = context.workflow.concurrencyPolicy?.value ?? .reject
    let span = gap == 0 ? "at the same time" : "\(DurationFormat.spaced(gap)) later"
    report.add(
      schedule.text.whole,
      "a run takes about \(DurationFormat.spaced(duration)), but the schedule starts the next one \(span): \(effect(policy, context))",
      help: help(policy))
  }

  private static func effect(_ policy: ConcurrencyPolicy, _ context: WorkflowContext) -> String {
    switch policy {
    case .reject: "that start is refused while the run goes on (policy `reject`)"
    case .queue: "the starts queue up (policy `queue`)"
    case .replace: "each run is cancelled before it has ended (policy `replace`)"
    case .allow:
      "both run at once and change \(context.workflow.deployment.map { "`\($0.value)`" } ?? "the same things") (policy `allow`)"
    }
  }

  private static func help(_ policy: ConcurrencyPolicy) -> String {
    "Start less often"
      + (policy == .queue ? "," : ", choose `concurrency: {policy: queue}`,")
      + " or say with `expect_duration` that steps are faster."
  }

  // MARK: Gaps

  /// The shortest time between two starts, milliseconds, with the schedule that gives it.
  private static func shortestGap(_ schedules: [ReadSchedule]) -> (Milliseconds, ReadSchedule)? {
    var best: (Milliseconds, ReadSchedule)?
    for schedule in schedules {
      guard let gap = schedule.expression.shortestGap else { continue }
      let milliseconds = Milliseconds(gap) * 1_000
      if best.map({ milliseconds < $0.0 }) ?? true { best = (milliseconds, schedule) }
    }
    guard schedules.count > 1, schedules.count <= 20 else { return best }
    for (gap, schedule) in mixedGaps(schedules) where best.map({ gap < $0.0 }) ?? true { best = (gap, schedule) }
    return best
  }

  /// The gaps between starts of different schedules, over a leap year from a fixed day on, each with the later schedule.
  private static func mixedGaps(_ schedules: [ReadSchedule]) -> [(Milliseconds, ReadSchedule)] {
    let start = Instant(seconds: 1_704_067_200)
    let end = start.adding(milliseconds: 366 * 86_400_000)
    var starts: [(at: Instant, schedule: Int)] = []
    for (index, schedule) in schedules.enumerated() {
      let times = schedule.expression.occurrences(from: start, until: end, in: schedule.zone, limit: 800)
      starts += times.map { ($0, index) }
    }
    starts.sort { ($0.at, $0.schedule) < ($1.at, $1.schedule) }
    return zip(starts, starts.dropFirst()).compactMap { earlier, later in
      guard earlier.schedule != later.schedule else { return nil }
      return (later.at.milliseconds(since: earlier.at), schedules[later.schedule])
    }
  }
}
