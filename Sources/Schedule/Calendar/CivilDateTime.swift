// SPDX-License-Identifier: Apache-2.0

/// What a calendar and a clock on the wall show: a day and a second of it, without a time zone.
package struct CivilDateTime: Hashable, Sendable {
  /// The day.
  package let date: CivilDate
  /// Seconds since midnight, 0 to 86,399.
  package let secondOfDay: Int

  /// Makes a local time, or nil where the clock does not show it: hours are 0 to 23, minutes and seconds 0 to 59.
  package init?(_ date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
    guard 0 <= hour, hour < 24, 0 <= minute, minute < 60, 0 <= second, second < 60 else { return nil }
    self.date = date
    secondOfDay = hour * 3_600 + minute * 60 + second
  }

  /// The local time that is so many seconds after midnight of 1970-01-01 on the same wall.
  package init(localSeconds: Int64) {
    let seconds = Int(localSeconds)
    date = CivilDate(daysSinceEpoch: CivilDate.floorDivide(seconds, 86_400))
    secondOfDay = CivilDate.floorRemainder(seconds, 86_400)
  }

  /// Seconds on the wall since midnight of 1970-01-01.
  package var localSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }

  /// The hour, 0 to 23.
  package var hour: Int { secondOfDay / 3_600 }
  /// The minute, 0 to 59.
  package var minute: Int { secondOfDay / 60 % 60 }
  /// The second, 0 to 59.
  package var second: Int { secondOfDay % 60 }

  /// `02:30`, with `:07` behind it where there are seconds.
  package var clock: String {
    let minutes = "\(ASCII.twoDigits(hour)):\(ASCII.twoDigits(minute))"
    return second == 0 ? minutes : "\(minutes):\(ASCII.twoDigits(second))"
  }
}

extension CivilDateTime: Comparable {
  /// Orders by what the wall shows.
  package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// `2026-11-20 02:30`.
  package var description: String { "\(date) \(clock)" }
}
