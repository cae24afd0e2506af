// SPDX-License-Identifier: Apache-2.0
import Schedule

/// A schedule with its zone, as hovers, hints and lenses tell of it.
struct CronTimes {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  /// How far changes of the clocks are looked for, in milliseconds: a year and a day.
  private static let horizon: Int64 = 366 * 86_400_000

  let expression: CronExpression
  let zone: TimeZoneRules

  /// Nil for a text that is no cron expression, and for a zone that nobody knows; without a zone UTC is meant.
  init?(_ cron: String, in zoneName: String?) {
    guard let expression = CronExpression.parse(cron).expression else { return nil }
    self.expression = expression
    guard let zoneName else {
      zone = .utc
      return
    }
    guard case .success(let rules) = TimeZoneDatabase.system.rules(named: zoneName) else { return nil }
    zone = rules
  }

  /// The next times, in order.
  func next(after moment: Instant, count: Int) -> [Instant] {
    var result: [Instant] = []
    var cursor = moment
    while result.count < count, let time = expression.next(after: cursor, in: zone), time > cursor {
      result.append(time)
      cursor = time
    }
    return result
  }

  /// "next: Mon 2026-11-23 09:00 (Europe/Berlin)".
  func nextNote(after moment: Instant) -> String {
    guard let next = next(after: moment, count: 1).first else { return "never fires" }
    return "next: \(Self.text(next, in: zone))"
  }

  /// The next times as lines of Markdown.
  func list(after moment: Instant, count: Int) -> [String] {
    let times = next(after: moment, count: count)
    return times.isEmpty ? ["It never fires."] : ["Next:", ""] + times.map { "- \(Self.text($0, in: zone))" }
  }

  /// All that a hover says: in words, the next five times, what happens when the clocks change.
  func markdown(after moment: Instant) -> String {
    var lines = ["**\(expression.describe())** (\(zone.name))", ""] + list(after: moment, count: 5)
    let effects = expression.daylightSavingEffects(
      in: zone, from: moment, until: moment.adding(milliseconds: Self.horizon), limit: 4)
    if !effects.isEmpty { lines += ["", "When the clocks change:", ""] + effects.map { "- \($0.sentence)" } }
    return lines.joined(separator: "\n")
  }

  /// A moment on the wall clock of a zone.
  static func text(_ moment: Instant, in zone: TimeZoneRules) -> String {
    let local = zone.local(moment)
    let weekday = weekdays.indices.contains(local.date.weekday) ? weekdays[local.date.weekday] + " " : ""
    return "\(weekday)\(local.date) \(local.clock) (\(zone.name))"
  }

  /// A zone by its name: what its clocks show at a moment, and when they change next; nil for one that nobody knows.
  static func zoneMarkdown(_ name: String, at moment: Instant) -> String? {
    guard case .success(let zone) = TimeZoneDatabase.system.rules(named: name) else { return nil }
    var lines = ["**\(zone.name)**, UTC\(offset(zone.offset(at: moment.seconds)))", ""]
    if let change = zone.nextTransition(after: moment.seconds) {
      let before = Instant(seconds: change.at).local(offset: change.offsetBefore)
      let after = Instant(seconds: change.at).local(offset: change.offsetAfter)
      lines.append("Its clocks go from \(before.clock) to \(after.clock) on \(before.date).")
    } else {
      lines.append("Its clocks never change.")
    }
    return lines.joined(separator: "\n")
  }

  /// Why a name is no zone; nil for one that is, and where no database can tell.
  static func problem(ofZone name: String) -> String? {
    guard case .failure(let failure) = TimeZoneDatabase.system.rules(named: name) else { return nil }
    switch failure {
    case .databaseMissing, .damagedFile: return nil
    case .unknownZone, .invalidName: return "No time zone: \(failure.message)"
    }
  }

  private static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }
}
