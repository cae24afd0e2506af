// SPDX-License-Identifier: Apache-2.0

extension CronExpression {
  /// Seconds between the two neighbouring times that are nearest to each other, on the calendar of a wall whose clocks
  /// are never changed; nil for a schedule that never fires.
  ///
  /// Exact over the whole calendar: within a day all times are compared, and across days the least distance between two
  /// days that fit is found in the 400 years after which the calendar repeats. Complexity: O(1) for nearly all schedules,
  /// O(months of 400 years) at worst.
  package var shortestGap: Int? {
    guard !neverFires, let early = firstTime(atOrAfter: 0), let late = lastTime(atOrBefore: 1_439) else { return nil }
    var best = Int.max
    var cursor = early
    while cursor < 1_439, let next = firstTime(atOrAfter: cursor + 1) {
      best = min(best, next - cursor)
      cursor = next
    }
    let overnight = 1_440 - (late - early)
    if best > overnight, let days = shortestDayGap(atLeast: 1) { best = min(best, (days - 1) * 1_440 + overnight) }
    return best == Int.max ? nil : best * 60
  }

  /// The least number of days between two neighbouring days that fit; stops early at `floor`, the least there can be.
  private func shortestDayGap(atLeast floor: Int) -> Int? {
    var best: Int?
    var previous: Int?
    // One cycle, and what follows it until the first day of the next: that distance counts too.
    for monthIndex in 0..<9_600 {
      let (year, month) = (2_000 + monthIndex / 12, monthIndex % 12 + 1)
      var fitting = days(ofMonth: month, year: year)
      guard fitting != 0 else { continue }
      let first = CivilDate.days(year: year, month: month, day: 1)
      while fitting != 0 {
        let day = first + fitting.trailingZeroBitCount - 1
        if let previous { best = min(best ?? Int.max, day - previous) }
        if best == floor { return best }
        previous = day
        fitting &= fitting - 1
      }
      if monthIndex >= 4_800 { return best }
    }
    return best
  }
}
