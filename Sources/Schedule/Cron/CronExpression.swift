// SPDX-License-Identifier: Apache-2.0

/// A schedule: sets of minutes, hours, days of the month, months and days of the week.
///
/// The dialect is that of POSIX and Vixie cron. A day fits when both day fields fit; where both are restricted, when
/// either does. A day field that starts with `*`, as `*/2` does, is not a restriction (cronie's rule), though its set
/// still has to fit. Equal schedules are equal values, however they are written.
package struct CronExpression: Hashable, Sendable {
  /// Bit 0 to 59.
  package let minutes: UInt64
  /// Bit 0 to 23.
  package let hours: UInt32
  /// Bit 1 to 31.
  package let daysOfMonth: UInt32
  /// Bit 1 to 12.
  package let months: UInt16
  /// Bit 0 (Sunday) to 6.
  package let daysOfWeek: UInt8
  /// Whether a day fits when either day field does: both are restricted.
  package let daysAreAlternatives: Bool

  /// The longest text that is read, in bytes.
  package static let maximumByteCount = 1_000

  /// Makes a schedule of sets, one a field in the order of the fields; nil where one is empty or has foreign bits.
  init?(sets: [UInt64], daysAreAlternatives: Bool) {
    guard sets.count == 5, zip(CronField.allCases, sets).allSatisfy({ $1 != 0 && $1 & ~$0.all == 0 }) else {
      return nil
    }
    minutes = sets[0]
    hours = UInt32(truncatingIfNeeded: sets[1])
    daysOfMonth = UInt32(truncatingIfNeeded: sets[2])
    months = UInt16(truncatingIfNeeded: sets[3])
    daysOfWeek = UInt8(truncatingIfNeeded: sets[4])
    self.daysAreAlternatives = daysAreAlternatives
  }

  /// The field's set, one bit a number; Sunday is bit 0.
  package func set(of field: CronField) -> UInt64 {
    switch field {
    case .minute: minutes
    case .hour: UInt64(hours)
    case .dayOfMonth: UInt64(daysOfMonth)
    case .month: UInt64(months)
    case .dayOfWeek: UInt64(daysOfWeek)
    }
  }

  /// Whether the field lets everything through.
  package func isOpen(_ field: CronField) -> Bool { set(of: field) == field.all }

  /// Whether the schedule fires at a local time: in the minute, whatever the second. Complexity: O(1).
  package func fires(at local: CivilDateTime) -> Bool {
    minutes >> UInt64(local.minute) & 1 == 1 && hours >> UInt32(local.hour) & 1 == 1 && fires(on: local.date)
  }

  /// Whether the schedule fires on a day at all. Complexity: O(1).
  package func fires(on date: CivilDate) -> Bool {
    days(ofMonth: date.month, year: date.year) >> UInt32(date.day) & 1 == 1
  }

  /// The days of a month on which the schedule fires, bit 1 to 31. Complexity: O(1).
  func days(ofMonth month: Int, year: Int) -> UInt32 {
    guard months >> UInt16(month) & 1 == 1 else { return 0 }
    let first = CivilDate.weekday(daysSinceEpoch: CivilDate.days(year: year, month: month, day: 1))
    let week = UInt64(daysOfWeek)
    // The week turned so that bit 0 is the month's first day, five times one after the other.
    let turned = (week >> UInt64(first) | week << UInt64(7 - first)) & 0x7F
    let repeated = turned | turned << 7 | turned << 14 | turned << 21 | turned << 28
    let byWeekday = UInt32(truncatingIfNeeded: repeated << 1)
    let inMonth = UInt32(
      truncatingIfNeeded: (UInt64(1) << UInt64(CivilDate.dayCount(month: month, year: year) + 1)) - 2)
    return (daysAreAlternatives ? daysOfMonth | byWeekday : daysOfMonth & byWeekday) & inMonth
  }

  /// Whether no day of the calendar fits: `0 0 31 2 *`.
  ///
  /// Every day of the year, 29 February too, falls on every day of the week within 400 years, so only the length of the
  /// months can keep a schedule from firing.
  package var neverFires: Bool {
    guard !daysAreAlternatives else { return false }
    return !(1...12).contains { month in
      let inMonth = UInt32(
        truncatingIfNeeded: (UInt64(1) << UInt64(CivilDate.dayCount(month: month, year: 2_000) + 1)) - 2)
      return months >> UInt16(month) & 1 == 1 && daysOfMonth & inMonth != 0
    }
  }
}
