// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A mistake in a moment's text.
package struct InstantProblem: Hashable, Sendable {
  /// The wrong bytes, counted in the parsed text.
  package let range: TextRange
  /// What is wrong and what was expected.
  package let message: String
  /// The whole text as it should be, where that is clear.
  package let replacement: String?
}

extension Instant {
  /// What came of reading a moment: it, or what is wrong with the text. Never both are absent.
  package struct ParseResult: Hashable, Sendable {
    /// The moment, where the text is RFC 3339.
    package let instant: Instant?
    /// The mistake, where it is not.
    package let problem: InstantProblem?
  }

  /// Reads an RFC 3339 moment such as `2026-11-20T09:00:00Z` or `2026-11-20T09:00:00.25+01:00`.
  ///
  /// As the standard has it, small `t` and `z`, a blank for the `T` and the leap second `:60` (read as the next second) are
  /// accepted. Digits of the fraction beyond milliseconds are cut off. Complexity: O(n).
  package static func parse(_ text: String) -> ParseResult {
    var parser = InstantParser(bytes: Array(text.utf8))
    switch parser.parse() {
    case .success(let instant): return ParseResult(instant: instant, problem: nil)
    case .failure(let mistake):
      return ParseResult(
        instant: nil,
        problem: InstantProblem(
          range: mistake.range, message: mistake.message, replacement: InstantParser.mended(text, mistake.mends)))
    }
  }
}

/// Reads one moment from left to right.
struct InstantParser {
  /// What went wrong, and how the text would have to change.
  struct Mistake: Error {
    let range: TextRange
    let message: String
    var mends: [TextEdit] = []
  }

  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The moment, or the first mistake.
  mutating func parse() -> Result<Instant, Mistake> {
    do throws(Mistake) {
      let date = try readDate()
      guard position < bytes.count else {
        throw Mistake(
          range: TextRange(0, bytes.count),
          message: "\(text(0, bytes.count)) has no time; expected `T`, a time and a zone",
          mends: [.insert("T00:00:00Z", at: position)])
      }
      guard bytes[position] | 0x20 == 0x74 || bytes[position] == 0x20 else {
        throw expected("`T` between the date and the time")
      }
      position += 1
      let seconds = try readTime()
      let milliseconds = try readFraction()
      let offset = try readOffset()
      guard position == bytes.count else {
        throw Mistake(
          range: TextRange(position, bytes.count),
          message: "\(text(position, bytes.count)) is left over behind the moment",
          mends: [.delete(TextRange(position, bytes.count))])
      }
      let total = Int64(date.daysSinceEpoch) * 86_400 + Int64(seconds) - Int64(offset)
      return .success(Instant(milliseconds: total * 1_000 + Int64(milliseconds)))
    } catch { return .failure(error) }
  }

  private mutating func readDate() throws(Mistake) -> CivilDate {
    let start = position
    let year = try readNumber(4, "a year of four digits")
    try read(0x2D, "`-` behind the year")
    let month = try readNumber(2, "a month of two digits")
    guard 1 <= month, month <= 12 else { throw wrong("month", month, "01 to 12", from: position - 2) }
    try read(0x2D, "`-` behind the month")
    let day = try readNumber(2, "a day of two digits")
    guard let date = CivilDate(year: year, month: month, day: day) else {
      let last = CivilDate.dayCount(month: month, year: year)
      throw Mistake(
        range: TextRange(position - 2, position),
        message: "\(text(start, position)) is not in the calendar: that month has the days 01 to \(last)")
    }
    return date
  }

  private mutating func readTime() throws(Mistake) -> Int {
    let hour = try readNumber(2, "an hour of two digits")
    guard hour < 24 else { throw wrong("hour", hour, "00 to 23", from: position - 2) }
    try read(0x3A, "`:` behind the hour")
    let minute = try readNumber(2, "a minute of two digits")
    guard minute < 60 else { throw wrong("minute", minute, "00 to 59", from: position - 2) }
    guard position < bytes.count, bytes[position] == 0x3A else {
      throw expected("`:` and the seconds", mends: [.insert(":00", at: position)])
    }
    position += 1
    let second = try readNumber(2, "a second of two digits")
    guard second <= 60 else { throw wrong("second", second, "00 to 59", from: position - 2) }
    return hour * 3_600 + minute * 60 + second
  }

  private mutating func readFraction() throws(Mistake) -> Int {
    guard position < bytes.count, bytes[position] == 0x2E else { return 0 }
    position += 1
    let start = position
    var milliseconds = 0
    while position < bytes.count, bytes[position].isDigit {
      if position - start < 3 { milliseconds = milliseconds * 10 + Int(bytes[position] &- 0x30) }
      position += 1
    }
    guard position > start else { throw expected("digits behind the point") }
    for _ in min(3, position - start)..<3 { milliseconds *= 10 }
    return milliseconds
  }

  private mutating func readOffset() throws(Mistake) -> Int {
    guard position < bytes.count else {
      throw Mistake(
        range: TextRange(0, bytes.count),
        message: "\(text(0, bytes.count)) has no zone; expected `Z` for UTC or an offset such as `+01:00`",
        mends: [.insert("Z", at: position)])
    }
    let sign = bytes[position]
    if sign | 0x20 == 0x7A {
      position += 1
      return 0
    }
    guard sign == 0x2B || sign == 0x2D else { throw expected("`Z` or an offset such as `+01:00`") }
    position += 1
    let start = position
    let hours = try readNumber(2, "the offset's hours in two digits")
    guard hours < 24 else { throw wrong("offset", hours, "00 to 23 hours", from: start) }
    guard position < bytes.count, bytes[position] == 0x3A else {
      let isShort = position == bytes.count
      throw expected("`:` and the offset's minutes", mends: [.insert(isShort ? ":00" : ":", at: position)])
    }
    position += 1
    let minutes = try readNumber(2, "the offset's minutes in two digits")
    guard minutes < 60 else { throw wrong("offset", minutes, "00 to 59 minutes", from: position - 2) }
    return (hours * 60 + minutes) * (sign == 0x2D ? -60 : 60)
  }

  private mutating func readNumber(_ width: Int, _ what: String) throws(Mistake) -> Int {
    guard position + width <= bytes.count, let value = ASCII.number(bytes[position..<position + width]) else {
      throw expected(what)
    }
    position += width
    return value
  }

  private mutating func read(_ byte: UInt8, _ what: String) throws(Mistake) {
    guard position < bytes.count, bytes[position] == byte else { throw expected(what) }
    position += 1
  }

  private func text(_ start: Int, _ end: Int) -> String { "`\(ASCII.text(bytes[start..<end]))`" }

  private func expected(_ what: String, mends: [TextEdit] = []) -> Mistake {
    guard position < bytes.count else {
      return Mistake(
        range: TextRange(0, bytes.count), message: "the moment ends too early: expected \(what)", mends: mends)
    }
    // A character of several bytes is named, and marked, as a whole.
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Mistake(
      range: TextRange(position, end), message: "\(text(position, end)) where \(what) was expected", mends: mends)
  }

  private func wrong(_ what: String, _ value: Int, _ expected: String, from start: Int) -> Mistake {
    Mistake(range: TextRange(start, position), message: "\(what) \(value) is out of range: expected \(expected)")
  }

  /// The text after the edits, if that is a moment; further mistakes of the same kind are mended too, a few times.
  static func mended(_ text: String, _ mends: [TextEdit]) -> String? {
    var bytes = Array(text.utf8)
    var edits = mends
    for _ in 0..<4 {
      guard !edits.isEmpty, let changed = SourceText(bytes: bytes).applying(edits) else { return nil }
      bytes = changed.bytes
      var parser = InstantParser(bytes: bytes)
      switch parser.parse() {
      case .success: return ASCII.text(bytes)
      case .failure(let mistake): edits = mistake.mends
      }
    }
    return nil
  }
}
