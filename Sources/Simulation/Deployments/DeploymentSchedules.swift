// SPDX-License-Identifier: Apache-2.0
package import Schedule
package import WorkflowModel

/// When the schedules of a deployment fire (`docs/cloudify.md`).
enum DeploymentSchedules {
  private static let limit = 100_000
  private static let poll: Milliseconds = 60_000

  /// The runs in a range of time, by time; times are those of the scheduler's poll, milliseconds after `created`.
  ///
  /// What was due before the clock started is made up for within the schedule's `slip`, and a minute more.
  static func due(
    _ schedules: [DeploymentSchedule], created: Milliseconds, from: Milliseconds, until: Milliseconds
  ) -> [(schedule: Int, time: Milliseconds)] {
    var result: [(schedule: Int, time: Milliseconds)] = []
    for (place, schedule) in schedules.enumerated() where schedule.isEnabled {
      for moment in moments(of: schedule, created: created, until: until) {
        let due = moment - created
        let time = max(0, (due + poll - 1) / poll * poll)
        guard time - due <= schedule.slip + poll, moment >= from || due < 0 else { continue }
        result.append((place, time))
      }
    }
    return result.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// The first moment that a schedule means after that of its deployment; nil where there is none for years.
  static func next(of schedule: DeploymentSchedule, created: Milliseconds) -> Milliseconds? {
    for days: Milliseconds in [2, 40, 400, 2_000] {
      let until = created + days * 86_400_000
      let found = moments(of: schedule, created: created, until: until, skipsPast: true).first { $0 > created }
      if let found { return found }
    }
    return nil
  }

  /// How many steps of a recurrence lie surely before a wall clock, where nothing counts them.
  private static func pastSteps(_ schedule: DeploymentSchedule, _ start: Int64, before wall: Int64) -> Int64 {
    guard schedule.count == nil, schedule.weekdays.isEmpty, let recurrence = schedule.recurrence,
      case .span(let span) = recurrence.unit, recurrence.count > 0, wall > start
    else { return 0 }
    let (seconds, overflow) = (span / 1_000).multipliedReportingOverflow(by: recurrence.count)
    // A clock that is set back makes a day longer.
    return overflow || seconds <= 0 ? 0 : max(0, (wall - start - 86_400) / seconds)
  }

  /// The moments that a schedule means, before `until`, milliseconds since 1970.
  ///
  /// - Parameter skipsPast: whether those long before the deployment may be left out.
  static func moments(
    of schedule: DeploymentSchedule, created: Milliseconds, until: Milliseconds, skipsPast: Bool = false
  ) -> [Milliseconds] {
    var rules = TimeZoneRules.utc
    if let name = schedule.timeZone, case .success(let found) = TimeZoneDatabase.system.rules(named: name) {
      rules = found
    }
    let start = local(schedule.since, created, rules)
    let end = schedule.until.map { local($0, created, rules) }
    var result: [Milliseconds] = []
    let now = rules.local(Instant(milliseconds: created)).localSeconds
    var number = skipsPast ? pastSteps(schedule, start, before: now) : 0
    for _ in 0..<limit {
      guard let wall = occurrence(number, start, schedule) else { break }
      number += 1
      if let end, wall > end { break }
      let moment = absolute(wall, rules)
      if moment >= until { break }
      // Monthly and yearly rules with weekdays mean every such day of their month.
      let days = isLong(schedule) && !schedule.weekdays.isEmpty ? daysOfMonth(wall, schedule) : [wall]
      for day in days where day >= start && end.map({ day <= $0 }) ?? true {
        let moment = absolute(day, rules)
        guard moment < until, fits(day, schedule) else { continue }
        if let count = schedule.count, Int64(result.count) >= count { return result }
        result.append(moment)
      }
      if schedule.recurrence == nil, schedule.weekdays.isEmpty { break }
      if let count = schedule.count, Int64(result.count) >= count { break }
    }
    return result
  }

  private static func isLong(_ schedule: DeploymentSchedule) -> Bool {
    switch schedule.recurrence?.unit {
    case .months, .years: true
    default: false
    }
  }

  /// The wall clock of the n-th step of the recurrence, seconds; days where only weekdays are given.
  private static func occurrence(_ number: Int64, _ start: Int64, _ schedule: DeploymentSchedule) -> Int64? {
    guard let recurrence = schedule.recurrence else { return start + number * 86_400 }
    let (count, overflow) = recurrence.count.multipliedReportingOverflow(by: number)
    guard !overflow, recurrence.count > 0 || number == 0 else { return nil }
    switch recurrence.unit {
    case .span(let span):
      // With weekdays, a recurrence of weeks or days is looked at day by day.
      if !schedule.weekdays.isEmpty, span >= 86_400_000 { return start + number * 86_400 }
      let (seconds, tooLong) = (span / 1_000).multipliedReportingOverflow(by: count)
      return tooLong ? nil : start + seconds
    case .months: return adding(months: count, to: start)
    case .years:
      let (months, tooLong) = count.multipliedReportingOverflow(by: 12)
      return tooLong ? nil : adding(months: months, to: start)
    }
  }

  private static func adding(months: Int64, to start: Int64) -> Int64? {
    guard months < 12_000 else { return nil }
    let wall = CivilDateTime(localSeconds: start)
    let total = wall.date.year * 12 + (wall.date.month - 1) + Int(months)
    let (year, month) = (total / 12, total % 12 + 1)
    let day = min(wall.date.day, CivilDate.dayCount(month: month, year: year))
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    return Int64(date.daysSinceEpoch) * 86_400 + Int64(wall.secondOfDay)
  }

  private static func daysOfMonth(_ wall: Int64, _ schedule: DeploymentSchedule) -> [Int64] {
    let time = CivilDateTime(localSeconds: wall)
    return (1...CivilDate.dayCount(month: time.date.month, year: time.date.year)).compactMap { day in
      CivilDate(year: time.date.year, month: time.date.month, day: day).map {
        Int64($0.daysSinceEpoch) * 86_400 + Int64(time.secondOfDay)
      }
    }
  }

  private static func fits(_ wall: Int64, _ schedule: DeploymentSchedule) -> Bool {
    guard !schedule.weekdays.isEmpty else { return true }
    let date = CivilDateTime(localSeconds: wall).date
    // 1970-01-01 was a Thursday.
    let day = Int((Int64(date.daysSinceEpoch) % 7 + 7 + 3) % 7) + 1
    return schedule.weekdays.contains { rule in
      guard rule.day == day else { return false }
      switch rule.occurrence {
      case nil: return true
      case -1: return date.day + 7 > CivilDate.dayCount(month: date.month, year: date.year)
      case let number?: return (date.day - 1) / 7 + 1 == number
      }
    }
  }

  private static func local(
    _ moment: DeploymentSchedule.Moment, _ created: Milliseconds, _ rules: TimeZoneRules
  ) -> Int64 {
    let now = rules.local(Instant(milliseconds: created)).localSeconds
    switch moment {
    case .local(let seconds): return seconds
    case .clock(let seconds): return now - (now % 86_400 + 86_400) % 86_400 + seconds
    case .after(let parts):
      return parts.reduce(now) { wall, part in
        switch part.unit {
        case .span(let span): wall + part.count * (span / 1_000)
        case .months: adding(months: part.count, to: wall) ?? wall
        case .years: adding(months: part.count * 12, to: wall) ?? wall
        }
      }
    }
  }

  private static func absolute(_ wall: Int64, _ rules: TimeZoneRules) -> Milliseconds {
    switch rules.resolve(CivilDateTime(localSeconds: wall)) {
    case .unique(let instant): instant.milliseconds
    default: (wall - Int64(rules.offset(at: wall))) * 1_000
    }
  }
}

extension DeploymentSchedule {
  /// When it fires first in a deployment that is made at a moment; nil where it is off, or does not for years.
  package func next(deployedAt moment: Instant) -> Instant? {
    guard isEnabled else { return nil }
    return DeploymentSchedules.next(of: self, created: moment.milliseconds).map { Instant(milliseconds: $0) }
  }
}
