// SPDX-License-Identifier: Apache-2.0
import Expression
import Schedule
import Simulation
import Testing
import WorkflowModel

/// The schedules of a deployment.
@Suite struct DeploymentScheduleTests {
  /// 2026-11-20, a Friday, at midnight.
  static let start = Instant.parse("2026-11-20T00:00:00Z").instant?.milliseconds ?? 0
  static let hour: Milliseconds = 3_600_000
  static let day: Milliseconds = 24 * hour

  /// When runs start in so many days, in hours after the start; skipped ones are told apart by a note.
  static func starts(
    days: Int64, span: Milliseconds = 60_000, from: Milliseconds = 0,
    _ change: (inout DeploymentSchedule) -> Void
  ) -> (hours: [Double], result: SimulationResult) {
    var builder = DeploymentBuilder()
    builder.node("vm")
    builder.workflow("backup")
    var schedule = DeploymentSchedule(name: "nightly", workflow: "backup", since: .clock(2 * 3_600))
    change(&schedule)
    builder.model.schedules = [schedule]
    let result = builder.run { scenario in
      scenario.start = start
      scenario.take("backup", span)
      scenario.arrivals = [Arrival(.cron(from: start + from, until: start + days * day))]
    }
    return (result.runs.compactMap { $0.startedAt.map { Double($0) / Double(hour) } }, result)
  }

  private static func every(_ count: Int64, _ span: Milliseconds) -> DeploymentSchedule.Recurrence {
    .init(count: count, unit: .span(span))
  }

  @Test func recurrences() {
    #expect(Self.starts(days: 3) { $0.recurrence = Self.every(1, Self.day) }.hours == [2, 26, 50])
    #expect(Self.starts(days: 3) { $0.count = 1 }.hours == [2])
    #expect(Self.starts(days: 1) { $0.recurrence = Self.every(6, Self.hour) }.hours == [2, 8, 14, 20])
    #expect(
      Self.starts(days: 9) {
        $0.recurrence = Self.every(1, Self.day)
        $0.count = 4
      }.hours == [2, 26, 50, 74])
    // Months keep the day, or take the last one.
    let months = Self.starts(days: 130) {
      $0.since = .local(1_793_448_000)  // 2026-10-31 12:00
      $0.recurrence = .init(count: 1, unit: .months)
    }.hours
    #expect(months.map { ($0 - 12) / 24 } == [10, 41, 72, 100], "30 Nov, 31 Dec, 31 Jan, 28 Feb")
    #expect(Self.starts(days: 3) { $0.isEnabled = false }.hours.isEmpty)
    #expect(Self.starts(days: 3) { $0.since = .after([.init(count: 90, unit: .span(60_000))]) }.hours == [1.5])
  }

  @Test func weekdays() {
    // Mondays and Wednesdays: 23 and 25 November.
    #expect(
      Self.starts(days: 7) { $0.weekdays = [.init(day: 1), .init(day: 3)] }.hours == [74, 122])
    #expect(
      Self.starts(days: 30) {
        $0.weekdays = [.init(day: 1), .init(day: 3)]
        $0.count = 3
      }.hours == [74, 122, 242], "the union is counted")
    // The last Friday and the first Monday of the month: 27 November, 7 December, 25 December.
    #expect(
      Self.starts(days: 40) {
        $0.recurrence = .init(count: 1, unit: .months)
        $0.weekdays = [.init(day: 5, occurrence: -1), .init(day: 1, occurrence: 1)]
      }.hours == [170, 410, 842])
  }

  @Test func untilIsInclusive() {
    let last = Self.start / 1_000 + 26 * 3_600
    for (end, count) in [(last, 2), (last - 1, 1)] {
      #expect(
        Self.starts(days: 9) {
          $0.recurrence = Self.every(1, Self.day)
          $0.until = .local(end)
        }.hours.count == count)
    }
  }

  /// The scheduler looks every minute, and passes over a run while the one before has not ended.
  @Test func pollAndOverlap() {
    #expect(Self.starts(days: 1) { $0.since = .local(Self.start / 1_000 + 61) }.hours == [120.0 / 3_600])
    let long = Self.starts(days: 1, span: 7 * Self.hour) { $0.recurrence = Self.every(6, Self.hour) }
    #expect(long.hours == [2, 14])
    #expect(long.result.trace.problems.count { $0.message.contains("skips a run") } == 2)
  }

  /// What was due before the clock started is made up for within `slip` and a minute.
  @Test func slip() {
    for (slip, count) in [(Int64(0), 0), (8, 0), (9, 1), (30, 1)] {
      #expect(
        Self.starts(days: 1) {
          $0.since = .local(Self.start / 1_000 - 600)
          $0.slip = slip * 60_000
        }.hours.count == count, "\(slip)")
    }
  }

  @Test func timeZones() throws {
    guard TimeZoneDatabase.system.isInstalled else { return print("skipped: no time zones") }
    // Berlin is an hour ahead in November.
    #expect(
      Self.starts(days: 2) {
        $0.timeZone = "Europe/Berlin"
        $0.recurrence = Self.every(1, Self.day)
      }.hours == [1, 25])
  }

  @Test func runsCarryTheSchedulesArguments() {
    let result = Self.starts(days: 1) { schedule in
      schedule.isDryRun = true
      schedule.parameters = [("x", .int(1))]
      schedule.allowsCustomParameters = true
    }.result
    #expect(result.statuses().last == "terminated (dry run)")
    #expect(result.trace.runs[0].inputs.asMap?[field: "x"] == .int(1))
    #expect(result.trace.runs[0].trigger.type == "schedule")
  }
}
