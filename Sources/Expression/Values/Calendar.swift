// SPDX-License-Identifier: Apache-2.0

/// A date and time of day in the proleptic Gregorian calendar.
struct CivilTime {
  let year: Int64
  /// 1 to 12.
  let month: Int64
  /// 1 to 31.
  let day: Int64
  let secondOfDay: Int64
  /// Days since 1970-01-01.
  let dayNumber: Int64

  /// The civil time of seconds since the epoch, which must already hold the offset of the zone.
  init(seconds: Int64) {
    dayNumber = CivilTime.floorDivide(seconds, 86_400)
    secondOfDay = seconds &- dayNumber &* 86_400
    // Days are counted from 0000-03-01, so that the leap day ends a year.
    let shifted = dayNumber &+ 719_468
    let era = CivilTime.floorDivide(shifted, 146_097)
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
  }

  /// Days since the epoch of a date. The year must be within ± a million.
  static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// 0 is Sunday.
  var dayOfWeek: Int64 { CivilTime.floorModulo(dayNumber &+ 4, 7) }
  /// From 0.
  var dayOfYear: Int64 { dayNumber &- CivilTime.dayNumber(year: year, month: 1, day: 1) }

  static func floorDivide(_ left: Int64, _ right: Int64) -> Int64 {
    let quotient = left / right
    return left % right < 0 ? quotient - 1 : quotient
  }

  static func floorModulo(_ left: Int64, _ right: Int64) -> Int64 {
    let remainder = left % right
    return remainder < 0 ? remainder + right : remainder
  }
}
