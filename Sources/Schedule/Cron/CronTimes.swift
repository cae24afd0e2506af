// SPDX-License-Identifier: Apache-2.0

/// Times in a zone.
///
/// A schedule fires at every moment at which a clock on the zone's wall begins a minute that fits, and at no other. So a
/// time that the clocks jump over is skipped on that day, and one that they show twice fires twice. (Vixie's cron instead
/// moves fixed times out of the gap and suppresses the second run; a scheduler that does so differs from these answers on
/// the days that `daylightSavingEffects` names, and on no other.)
extension CronExpression {
  /// How far a search looks, in seconds: the calendar repeats after 400 years, so what has not fired by then never does.
  static let horizon: Int64 = 146_097 * 86_400

  /// The first time strictly behind a moment; nil where there is none within 400 years.
  ///
  /// Complexity: O(changes of the offset and months between), a few operations each.
  package func next(after instant: Instant, in zone: TimeZoneRules) -> Instant? {
    guard !neverFires else { return nil }
    var moment = instant.seconds + 1
    let end = moment + Self.horizon
    while moment < end {
      let offset = Int64(zone.offset(at: moment))
      let change = min(zone.nextTransition(after: moment)?.at ?? end, end)
      if let local = firstLocal(atOrAfter: moment + offset, before: change + offset) {
        return Instant(seconds: local - offset)
      }
      moment = change
    }
    return nil
  }

  /// The last time strictly before a moment; nil where there is none within 400 years. Complexity: as `next`.
  package func previous(before instant: Instant, in zone: TimeZoneRules) -> Instant? {
    guard !neverFires else { return nil }
    let floor = instant.seconds
    var moment = Instant(seconds: floor) < instant ? floor : floor - 1
    let end = moment - Self.horizon
    while moment > end {
      let offset = Int64(zone.offset(at: moment))
      let change = max(zone.previousTransition(atOrBefore: moment)?.at ?? end, end)
      if let local = lastLocal(atOrBefore: moment + offset, from: change + offset) {
        return Instant(seconds: local - offset)
      }
      moment = change - 1
    }
    return nil
  }

  /// The times from a moment on (itself included) and before another, at most `limit` of them, in order.
  package func occurrences(from: Instant, until: Instant, in zone: TimeZoneRules, limit: Int) -> [Instant] {
    var result: [Instant] = []
    var cursor = from.adding(milliseconds: -1)
    while result.count < limit, let time = next(after: cursor, in: zone), time < until {
      // A moment at the very end of what can be counted does not move on.
      guard time > cursor else { break }
      result.append(time)
      cursor = time
    }
    return result
  }
}
