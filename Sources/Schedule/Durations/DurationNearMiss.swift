// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads what is not a duration literal but was meant as one: `1 hour`, `90`, `1.5h`, `1:30`, `PT1H30M`.
struct DurationNearMiss {
  let bytes: [UInt8]
  private var position = 0
  private var end: Int
  private var parts: [String] = []
  private var isSafe = true
  private var why: (range: TextRange, message: String)?

  init(bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  private var whole: TextRange { TextRange(0, bytes.count) }
  private var shown: String { "`\(DurationLiteral.clipped(ASCII.text(bytes)))`" }

  /// What the text means, if anything.
  mutating func read() -> DurationLiteral {
    while position < end, bytes[position].isBlank { position += 1 }
    while end > position, bytes[end - 1].isBlank { end -= 1 }
    guard position < end else { return invalid(whole, "a duration is missing; expected one such as 90s or 1h30m") }
    let sign = bytes[position]
    if sign == 0x2D, position + 1 < end, bytes[position + 1].isDigit || bytes[position + 1] | 0x20 == 0x70 {
      return invalid(TextRange(position, position + 1), "\(shown) is negative; a duration is not")
    }
    if sign == 0x2B {
      note(TextRange(position, position + 1), "a duration has no sign")
      position += 1
    }
    if position < end, bytes[position] | 0x20 == 0x70 {
      return ISO8601Duration(bytes: bytes, start: position, end: end).read()
    }
    if let literal = readClock() { return literal }
    return readComponents()
  }

  /// `1:30` and `01:30:00`, which could be hours or minutes: a guess, never a safe one.
  private func readClock() -> DurationLiteral? {
    let pieces = bytes[position..<end].split(separator: 0x3A, omittingEmptySubsequences: false)
    guard pieces.count == 2 || pieces.count == 3 else { return nil }
    var numbers: [Int] = []
    for piece in pieces {
      guard let number = ASCII.number(piece) else { return nil }
      numbers.append(number)
    }
    let units = ["h", "m", "s"]
    let text = zip(numbers, units).filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined()
    return invalid(
      whole, "\(shown) is a time of the clock; write a duration with its units, such as 1h30m",
      text.isEmpty ? "0s" : text)
  }

  /// Numbers and units in any dress, one after the other.
  private mutating func readComponents() -> DurationLiteral {
    var last: DurationUnit?
    while position < end {
      let before = position
      skipSeparators()
      guard position < end else { break }
      let start = position
      guard let number = readNumber() else { return notDuration(from: before) }
      let numberEnd = position
      while position < end, bytes[position].isBlank { position += 1 }
      if position > numberEnd { note(TextRange(numberEnd, position), "no blank between the number and its unit") }
      let unitStart = position
      while position < end, bytes[position].isLetter || bytes[position] >= 0x80 { position += 1 }
      let unitRange = TextRange(unitStart, position)
      guard unitStart < position else {
        guard let fallback = next(after: last) else { return withoutUnit(TextRange(start, numberEnd), number) }
        note(TextRange(start, numberEnd), "\(number.text) has no unit; expected w, d, h, m, s or ms", isSafe: false)
        guard add(number, fallback, TextRange(start, numberEnd)) else { return tooFine(start) }
        last = fallback
        continue
      }
      let word = ASCII.text(bytes[unitStart..<position])
      switch LooseDurationUnit(ASCII.lowered(bytes[unitStart..<position])) {
      case .none:
        return invalid(unitRange, "`\(DurationLiteral.clipped(word))` is not a unit; expected w, d, h, m, s or ms")
      case .known(let unit):
        if word != unit.rawValue {
          // A capital M is the month of many formats.
          note(unitRange, "the unit `\(word)` is written `\(unit.rawValue)`", isSafe: word != "M")
        }
        guard add(number, unit, TextRange(start, numberEnd)) else { return tooFine(start) }
        last = unit
      case .fine(let perMillisecond):
        guard let count = number.milliseconds(of: 1, dividedBy: perMillisecond) else { return tooFine(start) }
        note(unitRange, "`\(word)` is finer than ms, the finest unit")
        parts.append("\(count)ms")
        last = .millisecond
      case .calendar(let days, let name):
        note(unitRange, "a \(name) has no fixed length; write it in days", isSafe: false)
        let (count, overflow) = number.whole.multipliedReportingOverflow(by: days)
        guard !overflow, number.fraction.isEmpty else { return invalid(unitRange, "a \(name) has no fixed length") }
        parts.append("\(count)d")
        last = .day
      }
    }
    guard !parts.isEmpty else { return notDuration(from: 0) }
    let (range, message) = why ?? (whole, "a duration has no blanks around it")
    return invalid(range, "\(shown) is not a duration: \(message)", parts.joined(), isSafe: isSafe)
  }

  private mutating func skipSeparators() {
    let start = position
    while position < end {
      if bytes[position].isBlank || (bytes[position] == 0x2C && position > 0) {
        position += 1
      } else if bytes[position...].starts(with: [0x61, 0x6E, 0x64]), !parts.isEmpty {
        position += 3
      } else {
        break
      }
    }
    if position > start { note(TextRange(start, position), "nothing stands between the parts of a duration") }
  }

  private mutating func readNumber() -> DecimalNumber? {
    let start = position
    while position < end, bytes[position].isDigit { position += 1 }
    var fraction: ArraySlice<UInt8> = []
    let wholeEnd = position
    if position < end, bytes[position] == 0x2E || bytes[position] == 0x2C, position + 1 < end,
      bytes[position + 1].isDigit
    {
      position += 1
      let digits = position
      while position < end, bytes[position].isDigit { position += 1 }
      fraction = bytes[digits..<position]
    }
    return DecimalNumber(whole: bytes[start..<wholeEnd], fraction: fraction, text: ASCII.text(bytes[start..<position]))
  }

  /// Adds one component in the unit that was written; a decimal number becomes several units.
  private mutating func add(_ number: DecimalNumber, _ unit: DurationUnit, _ range: TextRange) -> Bool {
    guard let milliseconds = number.milliseconds(of: unit.milliseconds) else { return false }
    if number.fraction.isEmpty {
      parts.append("\(number.whole)\(unit.rawValue)")
    } else {
      note(range, "\(number.text) is a decimal number; the numbers of a duration are whole")
      parts.append(DurationFormat.compact(milliseconds))
    }
    return true
  }

  /// The unit that a number without one most likely has, behind a larger unit: `1h30`.
  private func next(after unit: DurationUnit?) -> DurationUnit? {
    switch unit {
    case .week: .day
    case .day: .hour
    case .hour: .minute
    case .minute: .second
    case .second: .millisecond
    case .millisecond, .none: nil
    }
  }

  private mutating func note(_ range: TextRange, _ message: String, isSafe: Bool = true) {
    if why == nil { why = (range, message) }
    self.isSafe = self.isSafe && isSafe
  }

  private func withoutUnit(_ range: TextRange, _ number: DecimalNumber) -> DurationLiteral {
    let isZero = number.whole == 0 && number.fraction.allSatisfy { $0 == 0x30 }
    if isZero {
      return invalid(range, "\(shown) has no unit; zero is written 0s", parts.isEmpty ? "0s" : nil, isSafe: true)
    }
    let text = DurationLiteral.clipped(number.text)
    return invalid(range, "\(shown) has no unit; write \(text)s, \(text)m, \(text)h, \(text)d, \(text)w or \(text)ms")
  }

  private func tooFine(_ start: Int) -> DurationLiteral {
    invalid(TextRange(start, position), "\(shown) is not a whole number of milliseconds, or too long")
  }

  private func notDuration(from start: Int) -> DurationLiteral {
    invalid(
      start > 0 ? TextRange(start, end) : whole, "\(shown) is not a duration; expected one such as 90s, 15m or 1h30m")
  }

  private func invalid(
    _ range: TextRange, _ message: String, _ replacement: String? = nil, isSafe: Bool = false
  ) -> DurationLiteral {
    .invalid(DurationProblem(range: range, message: message, replacement: replacement, isSafe: isSafe))
  }
}
