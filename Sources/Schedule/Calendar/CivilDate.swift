// SPDX-License-Identifier: Apache-2.0

/// A day of the proleptic Gregorian calendar, without a time zone.
///
/// Years go from -300,000,000 to 300,000,000, which is more than an `Instant` can reach.
package struct CivilDate: Hashable, Sendable {
  /// The year; 0 is the year before 1.
  package let year: Int
  /// The month, 1 to 12.
  package let month: Int
  /// The day of the month, 1 to 31.
  package let day: Int

  private static let years = -300_000_000...300_000_000

  /// Makes a date, or nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), 1 <= month, month <= 12, 1 <= day,
      day <= Self.dayCount(month: month, year: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day that is `daysSinceEpoch` days after 1970-01-01; days outside the range of years are clamped to it.
  ///
  /// The arithmetic counts eras of 400 years that begin on 1 March, so that leap days come last. Complexity: O(1).
  package init(daysSinceEpoch: Int) {
    let days = min(max(daysSinceEpoch, -109_000_000_000), 109_000_000_000) + 719_468
    let era = Self.floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01 to this day; negative before it. Complexity: O(1).
  package var daysSinceEpoch: Int { Self.days(year: year, month: month, day: day) }

  /// The day of the week: 0 is Sunday, 6 is Saturday.
  package var weekday: Int { Self.weekday(daysSinceEpoch: daysSinceEpoch) }

  /// The day `count` days later (earlier when negative), clamped to the range of years.
  package func adding(days count: Int) -> CivilDate {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(count)
    return CivilDate(daysSinceEpoch: overflow ? (count < 0 ? Int.min : Int.max) : sum)
  }

  /// Whether `year` has a 29 February.
  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// The number of days of a month, 28 to 31; 0 for a month that is not 1 to 12.
  package static func dayCount(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1, 3, 5, 7, 8, 10, 12: 31
    default: 0
    }
  }

  /// Days from 1970-01-01 to a day that is in the calendar.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of the week (0 is Sunday) of the day that is so many days after 1970-01-01, a Thursday.
  static func weekday(daysSinceEpoch days: Int) -> Int { floorRemainder(days &+ 4, 7) }

  /// The quotient rounded down; `divisor` is positive.
  static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  /// What is left of `floorDivide`: 0 to `divisor` - 1.
  static func floorRemainder(_ value: Int, _ divisor: Int) -> Int {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}

extension CivilDate: Comparable {
  /// Orders by time.
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-11-20`; a year outside 0 to 9999 with its sign, as ISO 8601 has it.
  package var description: String {
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    return "\(sign)\(ASCII.padded(abs(year), to: 4))-\(ASCII.twoDigits(month))-\(ASCII.twoDigits(day))"
  }
}
