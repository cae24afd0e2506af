// SPDX-License-Identifier: Apache-2.0

/// A date on which a change of the clocks makes a schedule fire less or more often than on other days.
package struct DaylightSavingEffect: Hashable, Sendable {
  /// What happens to the times.
  package enum Kind: String, Hashable, Sendable {
    /// The clocks jump over them.
    case skipped
    /// The clocks show them twice.
    case runTwice
  }

  /// What happens.
  package let kind: Kind
  /// The change of the clocks.
  package let transition: TimeZoneTransition
  /// The first local time that is skipped or shown twice.
  package let local: CivilDateTime
  /// How many local times are; at least 1.
  package let count: Int

  /// The two moments at which the first affected time fires; empty where it is skipped.
  package var moments: [Instant] {
    guard kind == .runTwice else { return [] }
    return [transition.offsetBefore, transition.offsetAfter].map { Instant(seconds: local.localSeconds - Int64($0)) }
  }

  /// For people: "Sun 2027-03-28: 02:30 is skipped; the clocks go from 02:00 to 03:00".
  package var sentence: String {
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let before = Instant(seconds: transition.at).local(offset: transition.offsetBefore)
    let after = Instant(seconds: transition.at).local(offset: transition.offsetAfter)
    let others = count == 1 ? "" : count == 2 ? " and one more time" : " and \(count - 1) more times"
    let verb =
      switch (kind, count) {
      case (.skipped, 1): "is skipped"
      case (.skipped, _): "are skipped"
      case (.runTwice, 1): "fires twice"
      case (.runTwice, _): "fire twice"
      }
    let weekday = weekdays[local.date.weekday % 7]
    return
      "\(weekday) \(local.date): \(local.clock)\(others) \(verb); the clocks go from \(before.clock) to \(after.clock)"
  }
}

extension CronExpression {
  /// The next changes of the clocks, behind `from` and before `until`, on which the schedule is skipped or runs twice; at
  /// most `limit`, in order.
  ///
  /// A schedule that runs in every hour at the same minutes does not notice a change by whole hours: it is left out, as
  /// its runs keep their distance. Looks 400 years far at most. Complexity: O(changes in between).
  package func daylightSavingEffects(
    in zone: TimeZoneRules, from: Instant, until: Instant, limit: Int
  ) -> [DaylightSavingEffect] {
    guard !neverFires else { return [] }
    var result: [DaylightSavingEffect] = []
    var cursor = from.seconds
    let end = min(until, Instant(seconds: cursor + Self.horizon))
    while result.count < limit, let change = zone.nextTransition(after: cursor), Instant(seconds: change.at) < end {
      if let effect = effect(of: change) { result.append(effect) }
      cursor = change.at
    }
    return result
  }

  /// What one change does to the schedule, if anything.
  func effect(of change: TimeZoneTransition) -> DaylightSavingEffect? {
    guard !keepsPace(over: change) else { return nil }
    let range = change.localRange
    guard let first = firstLocal(atOrAfter: range.lowerBound, before: range.upperBound) else { return nil }
    var count = 1
    var cursor = first
    while let next = firstLocal(atOrAfter: cursor + 1, before: range.upperBound) {
      count += 1
      cursor = next
    }
    return DaylightSavingEffect(
      kind: change.shift > 0 ? .skipped : .runTwice, transition: change, local: CivilDateTime(localSeconds: first),
      count: count)
  }

  /// Whether the runs keep their distance: every hour has some, and the minutes are the same when turned by the shift.
  private func keepsPace(over change: TimeZoneTransition) -> Bool {
    guard isOpen(.hour), change.shift % 60 == 0, abs(change.shift) < 86_400 else { return false }
    let turn = UInt64(CivilDate.floorRemainder(change.shift / 60, 60))
    return (minutes << turn | minutes >> (60 - turn)) & CronField.minute.all == minutes
  }
}
