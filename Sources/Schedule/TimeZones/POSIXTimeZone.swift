// SPDX-License-Identifier: Apache-2.0

/// The rule for all time behind a zone's last listed transition: the `TZ` string of POSIX 8.3, with RFC 8536's hours from
/// -167 to 167.
struct POSIXTimeZone: Hashable, Sendable {
  /// A day of the year on which the clocks change, and when.
  struct Change: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// `Jn`: 1 to 365, 29 February never counted.
      case julian(Int)
      /// `n`: 0 to 365, 29 February counted.
      case zeroBased(Int)
      /// `Mm.w.d`: the weekday's `week`th time in the month, the last where `week` is 5.
      case weekday(month: Int, week: Int, day: Int)
    }
    let day: Day
    /// Seconds after local midnight.
    let time: Int

    /// Seconds since the epoch on the wall, in that year.
    func localSeconds(year: Int) -> Int64 {
      let days: Int
      switch day {
      case .julian(let number):
        days =
          CivilDate.days(year: year, month: 1, day: 1) + number - 1
          + (number >= 60 && CivilDate.isLeap(year) ? 1 : 0)
      case .zeroBased(let number): days = CivilDate.days(year: year, month: 1, day: 1) + number
      case .weekday(let month, let week, let weekday):
        let first = CivilDate.days(year: year, month: month, day: 1)
        var day = CivilDate.floorRemainder(weekday - CivilDate.weekday(daysSinceEpoch: first), 7) + (week - 1) * 7
        if day >= CivilDate.dayCount(month: month, year: year) { day -= 7 }
        days = first + day
      }
      return Int64(days) * 86_400 + Int64(time)
    }
  }

  /// Seconds ahead of UTC in standard time.
  let standard: Int
  let standardName: String
  /// Seconds ahead of UTC in daylight-saving time; `standard` where there is none.
  let daylight: Int
  let daylightName: String
  let start: Change?
  let end: Change?

  /// Whether daylight-saving time holds. Complexity: O(1).
  func isDaylightSaving(at seconds: Int64) -> Bool {
    guard let start, let end else { return false }
    let year = CivilDateTime(localSeconds: seconds + Int64(standard)).date.year
    let from = start.localSeconds(year: year) - Int64(standard)
    let until = end.localSeconds(year: year) - Int64(daylight)
    return from < until ? from <= seconds && seconds < until : !(until <= seconds && seconds < from)
  }

  /// The moments near one at which the offset may change, in order: those of the year before to two years later.
  func candidates(around seconds: Int64) -> [Int64] {
    guard let start, let end else { return [] }
    let year = CivilDateTime(localSeconds: seconds + Int64(standard)).date.year
    var result: [Int64] = []
    for year in year - 1...year + 2 {
      result.append(start.localSeconds(year: year) - Int64(standard))
      result.append(end.localSeconds(year: year) - Int64(daylight))
    }
    return result.sorted()
  }

  /// Reads a `TZ` string; nil where it is not one. POSIX's default rule for a missing one is not used by the database.
  init?(_ bytes: ArraySlice<UInt8>) {
    var reader = Reader(bytes: bytes, position: bytes.startIndex)
    guard let name = reader.name(), let west = reader.time(limit: 24) else { return nil }
    (standard, standardName) = (-west, name)
    guard !reader.isAtEnd else {
      (daylight, daylightName, start, end) = (-west, name, nil, nil)
      return
    }
    guard let other = reader.name() else { return nil }
    daylightName = other
    if reader.peek == 0x2C {
      daylight = 3_600 - west
    } else {
      guard let west = reader.time(limit: 24) else { return nil }
      daylight = -west
    }
    guard let first = reader.change(), let second = reader.change(), reader.isAtEnd else { return nil }
    (start, end) = (first, second)
  }

  /// Reads the string from left to right.
  private struct Reader {
    let bytes: ArraySlice<UInt8>
    var position: Int

    var isAtEnd: Bool { position >= bytes.endIndex }
    var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
      guard peek == byte else { return false }
      position += 1
      return true
    }

    mutating func name() -> String? {
      let isQuoted = take(0x3C)
      let start = position
      while let byte = peek, byte.isLetter || (isQuoted && (byte.isDigit || byte == 0x2B || byte == 0x2D)) {
        position += 1
      }
      let text = ASCII.text(bytes[start..<position])
      guard text.utf8.count >= 3, !isQuoted || take(0x3E) else { return nil }
      return text
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      let start = position
      while let byte = peek, byte.isDigit { position += 1 }
      guard let value = ASCII.number(bytes[start..<position]), range.contains(value) else { return nil }
      return value
    }

    mutating func time(limit: Int) -> Int? {
      let isNegative = take(0x2D)
      if !isNegative { _ = take(0x2B) }
      guard let hours = number(0...limit) else { return nil }
      var seconds = hours * 3_600
      for unit in [60, 1] where peek == 0x3A {
        position += 1
        guard let count = number(0...59) else { return nil }
        seconds += count * unit
      }
      return isNegative ? -seconds : seconds
    }

    mutating func change() -> Change? {
      guard take(0x2C) else { return nil }
      let day: Change.Day
      if take(0x4D) {
        guard let month = number(1...12), take(0x2E), let week = number(1...5), take(0x2E), let weekday = number(0...6)
        else { return nil }
        day = .weekday(month: month, week: week, day: weekday)
      } else if take(0x4A) {
        guard let count = number(1...365) else { return nil }
        day = .julian(count)
      } else {
        guard let count = number(0...365) else { return nil }
        day = .zeroBased(count)
      }
      guard take(0x2F) else { return Change(day: day, time: 7_200) }
      guard let time = time(limit: 167) else { return nil }
      return Change(day: day, time: time)
    }
  }
}
