// SPDX-License-Identifier: Apache-2.0

/// Searches on the wall's calendar, where no day has more or less than 24 hours. Local times are seconds since midnight of
/// 1970-01-01 on the same wall; all of them are within what a `CivilDate` can be, and searches are bounded by the caller.
extension CronExpression {
  /// The first local time that fits, at or behind `start` and before `limit`.
  ///
  /// Complexity: O(months between), a few operations each.
  func firstLocal(atOrAfter start: Int64, before limit: Int64) -> Int64? {
    let minute = CivilDate.floorDivide(Int(start) + 59, 60)
    let day = CivilDate.floorDivide(minute, 1_440)
    var date = CivilDate(daysSinceEpoch: day)
    if fires(on: date), let time = firstTime(atOrAfter: minute - day * 1_440) {
      let found = Int64(day * 1_440 + time) * 60
      return found < limit ? found : nil
    }
    guard let early = firstTime(atOrAfter: 0) else { return nil }
    date = date.adding(days: 1)
    var (year, month) = (date.year, date.month)
    var behind = ~UInt32(0) << UInt32(date.day)
    while true {
      let monthStart = Int64(CivilDate.days(year: year, month: month, day: 1)) * 86_400
      guard monthStart < limit else { return nil }
      let fitting = days(ofMonth: month, year: year) & behind
      if fitting != 0 {
        let found = monthStart + Int64(fitting.trailingZeroBitCount - 1) * 86_400 + Int64(early) * 60
        return found < limit ? found : nil
      }
      behind = ~0
      month += 1
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  /// The last local time that fits, at or before `start` and not before `limit`. Complexity: as `firstLocal`.
  func lastLocal(atOrBefore start: Int64, from limit: Int64) -> Int64? {
    let minute = CivilDate.floorDivide(Int(start), 60)
    let day = CivilDate.floorDivide(minute, 1_440)
    var date = CivilDate(daysSinceEpoch: day)
    if fires(on: date), let time = lastTime(atOrBefore: minute - day * 1_440) {
      let found = Int64(day * 1_440 + time) * 60
      return found >= limit ? found : nil
    }
    guard let late = lastTime(atOrBefore: 1_439) else { return nil }
    date = date.adding(days: -1)
    var (year, month) = (date.year, date.month)
    var upTo = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(date.day + 1)) - 1)
    while true {
      let monthStart = Int64(CivilDate.days(year: year, month: month, day: 1)) * 86_400
      guard monthStart + 31 * 86_400 > limit else { return nil }
      let fitting = days(ofMonth: month, year: year) & upTo
      if fitting != 0 {
        let found = monthStart + Int64(30 - fitting.leadingZeroBitCount) * 86_400 + Int64(late) * 60
        return found >= limit ? found : nil
      }
      upTo = ~0
      month -= 1
      if month < 1 { (year, month) = (year - 1, 12) }
    }
  }

  /// The first minute of the day (0 to 1,439) that fits, at or behind one.
  func firstTime(atOrAfter minuteOfDay: Int) -> Int? {
    let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
    let rest = minutes & (~UInt64(0) << UInt64(minute))
    if hours >> UInt32(hour) & 1 == 1, rest != 0 { return hour * 60 + rest.trailingZeroBitCount }
    let later = UInt64(hours) & (~UInt64(0) << UInt64(hour + 1))
    return later == 0 ? nil : later.trailingZeroBitCount * 60 + minutes.trailingZeroBitCount
  }

  /// The last minute of the day (0 to 1,439) that fits, at or before one.
  func lastTime(atOrBefore minuteOfDay: Int) -> Int? {
    let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
    let rest = minutes & ((UInt64(1) << UInt64(minute + 1)) - 1)
    if hours >> UInt32(hour) & 1 == 1, rest != 0 { return hour * 60 + 63 - rest.leadingZeroBitCount }
    let earlier = UInt64(hours) & ((UInt64(1) << UInt64(hour)) - 1)
    return earlier == 0 ? nil : (63 - earlier.leadingZeroBitCount) * 60 + 63 - minutes.leadingZeroBitCount
  }
}
