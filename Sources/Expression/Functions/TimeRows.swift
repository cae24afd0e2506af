// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The parts of times and durations.
  mutating func addTime() {
    let parts: [(String, String, @Sendable (CivilTime, CELTimestamp) -> Int64)] = [
      ("getFullYear", "The year.", { civil, _ in civil.year }),
      ("getMonth", "The month, from 0 for January.", { civil, _ in civil.month - 1 }),
      ("getDate", "The day of the month, from 1.", { civil, _ in civil.day }),
      ("getDayOfMonth", "The day of the month, from 0.", { civil, _ in civil.day - 1 }),
      ("getDayOfWeek", "The day of the week, from 0 for Sunday.", { civil, _ in civil.dayOfWeek }),
      ("getDayOfYear", "The day of the year, from 0.", { civil, _ in civil.dayOfYear }),
      ("getHours", "The hour of the day.", { civil, _ in civil.secondOfDay / 3_600 }),
      ("getMinutes", "The minute of the hour.", { civil, _ in civil.secondOfDay / 60 % 60 }),
      ("getSeconds", "The second of the minute.", { civil, _ in civil.secondOfDay % 60 }),
      ("getMilliseconds", "The millisecond of the second.", { _, time in Int64(time.nanoseconds) / 1_000_000 }),
    ]
    for (name, text, part) in parts {
      method(.timestamp, name, [], .int, text + " In UTC.", "now.\(name)()") { _, arguments throws(EvaluationFault) in
        let time = try arguments.timestamp(0)
        return .int(part(CivilTime(seconds: time.seconds), time))
      }
      method(
        .timestamp, name, [("timeZone", .string)], .int,
        text + " In a time zone: an IANA name, or an offset as `+02:00`.", "now.\(name)('Europe/Berlin')"
      ) { context, arguments throws(EvaluationFault) in
        let time = try arguments.timestamp(0)
        let zone = try arguments.string(1)
        guard let offset = TimeZoneName.offset(zone, time.seconds, context.timeZoneOffset) else {
          throw EvaluationFault(.invalidArgument, "invalid_argument: unknown time zone '\(zone.prefix(100))'")
        }
        return .int(part(CivilTime(seconds: time.seconds + Int64(offset)), time))
      }
    }
    let spans: [(String, String, Int64)] = [
      ("getHours", "The whole hours of the span.", 3_600_000_000_000),
      ("getMinutes", "The whole minutes of the span.", 60_000_000_000),
      ("getSeconds", "The whole seconds of the span.", 1_000_000_000),
    ]
    for (name, text, unit) in spans {
      method(.duration, name, [], .int, text, "duration('90m').\(name)()") { _, arguments throws(EvaluationFault) in
        .int(try arguments.duration(0).nanoseconds / unit)
      }
    }
    method(
      .duration, "getMilliseconds", [], .int, "The milliseconds of the span's last second.",
      "duration('1.5s').getMilliseconds()"
    ) { _, arguments throws(EvaluationFault) in
      .int(try arguments.duration(0).nanoseconds % 1_000_000_000 / 1_000_000)
    }
  }
}

/// Names of time zones.
enum TimeZoneName {
  /// The offset of a zone in seconds: `UTC` and `+hh:mm` by themselves, others by the function.
  static func offset(_ name: String, _ seconds: Int64, _ lookup: (String, Int64) -> Int32?) -> Int32? {
    if name == "UTC" || name == "Z" || name.isEmpty { return 0 }
    if let fixed = fixedOffset(name) { return fixed }
    return lookup(name, seconds)
  }

  private static func fixedOffset(_ name: String) -> Int32? {
    var reader = ByteReader(name)
    let isNegative = reader.take(0x2D)
    if !isNegative { _ = reader.take(0x2B) }
    guard let hours = reader.digits(2), reader.take(0x3A), let minutes = reader.digits(2), reader.isAtEnd,
      hours <= 23, minutes <= 59
    else { return nil }
    return Int32((hours * 60 + minutes) * (isNegative ? -60 : 60))
  }
}
