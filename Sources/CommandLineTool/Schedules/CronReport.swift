// SPDX-License-Identifier: Apache-2.0
import Expression
import Schedule
import SourceText

/// What `wflint cron` says of a schedule.
struct CronReport {
  private let schedule: CronExpression
  private let zone: TimeZoneRules
  private let start: Instant
  private let next: [Instant]
  private let previous: Instant?
  private let effects: [DaylightSavingEffect]
  private let notes: [String]

  /// How far changes of the clocks are looked for, in milliseconds: two years.
  private static let horizon: Int64 = 731 * 86_400_000
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  init(
    _ schedule: CronExpression, _ uneven: [CronUnevenStep], _ text: SourceText, _ zone: TimeZoneRules, from: Instant,
    count: Int
  ) {
    self.schedule = schedule
    self.zone = zone
    start = from
    var times: [Instant] = []
    var cursor = from
    while times.count < count, let time = schedule.next(after: cursor, in: zone), time > cursor {
      times.append(time)
      cursor = time
    }
    next = times
    previous = schedule.previous(before: from, in: zone)
    effects = schedule.daylightSavingEffects(
      in: zone, from: from, until: from.adding(milliseconds: Self.horizon), limit: 6)
    notes = uneven.map { step in
      let even = step.evenSteps.map { "\($0)" }.joined(separator: " or ")
      let hint = even.isEmpty ? "" : "; \(even) would be even"
      return
        "`\(text[step.range])` is not even: from \(step.last) it is \(step.lastGap) to \(step.first), not \(step.step)\(hint)"
    }
  }

  /// For people.
  var text: String {
    var lines = [schedule.describe()]
    lines += notes.map { "note: \($0)" }
    if !next.isEmpty { lines += ["", "next (\(zone.name)):"] + next.map(line) }
    if let previous { lines += ["", "previous:", line(previous)] }
    if !effects.isEmpty { lines += ["", "when the clocks change:"] + effects.map { "  " + $0.sentence } }
    return lines.joined(separator: "\n")
  }

  /// For programs; the same facts.
  var json: CELValue {
    func moment(_ time: Instant) -> CELValue { .string(time.rfc3339(offset: zone.offset(at: time.seconds))) }
    return .object([
      ("description", .string(schedule.describe())), ("zone", .string(zone.name)),
      ("from", moment(start)), ("never_fires", .bool(schedule.neverFires)),
      ("next", .array(next.map(moment))), ("previous", previous.map(moment) ?? .null),
      ("notes", .array(notes.map { .string($0) })),
      (
        "clock_changes",
        .array(
          effects.map { effect in
            .object([
              ("effect", .string(effect.kind == .skipped ? "skipped" : "runs_twice")),
              ("at", moment(Instant(seconds: effect.transition.at))), ("local_time", .string(effect.local.description)),
              ("times", .int(Int64(effect.count))), ("moments", .array(effect.moments.map(moment))),
            ])
          })
      ),
    ])
  }

  private func line(_ time: Instant) -> String {
    let local = zone.local(time)
    let offset = zone.offset(at: time.seconds)
    let name = zone.abbreviation(at: time.seconds)
    let isNamed = name.utf8.contains { (0x41...0x5A).contains($0 & 0xDF) }
    let mark = offset == 0 && isNamed ? name : Self.offset(offset) + (isNamed ? " \(name)" : "")
    return "  \(Self.weekdays[local.date.weekday % 7]) \(local)  \(mark)  \(distance(time))"
  }

  private func distance(_ time: Instant) -> String {
    let milliseconds = time.milliseconds(since: start)
    let (days, rest) = (abs(milliseconds) / 60_000).quotientAndRemainder(dividingBy: 1_440)
    let (hours, minutes) = rest.quotientAndRemainder(dividingBy: 60)
    var parts: [String] = []
    if days > 0 { parts.append("\(days)d") }
    if hours > 0 { parts.append("\(hours)h") }
    if days == 0, minutes > 0 || hours == 0 { parts.append("\(minutes)m") }
    let span = parts.joined(separator: " ")
    return milliseconds < 0 ? "\(span) ago" : "in \(span)"
  }

  private static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }
}
