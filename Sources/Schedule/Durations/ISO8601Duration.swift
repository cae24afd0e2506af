// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads an ISO 8601 duration, `P[nW][nD][T[nH][nM][nS]]`, which is accepted with a fix to the short form.
///
/// Years and months are understood and refused, because their length is the calendar's. The last number may have a
/// fraction. Letters may be small.
struct ISO8601Duration {
  let bytes: [UInt8]
  let start: Int
  let end: Int

  private var shown: String { "`\(DurationLiteral.clipped(ASCII.text(bytes)))`" }

  /// What the text from its `P` on means.
  func read() -> DurationLiteral {
    var position = start + 1
    var isTime = false
    var parts: [String] = []
    var total: Int64 = 0
    var rank = -1
    var calendarUnit: TextRange?
    while position < end {
      if bytes[position] | 0x20 == 0x74, !isTime {
        isTime = true
        position += 1
        guard position < end else {
          return invalid(TextRange(position - 1, position), "no hours, minutes or seconds behind T")
        }
        continue
      }
      let numberStart = position
      while position < end, bytes[position].isDigit { position += 1 }
      let wholeEnd = position
      var fraction: ArraySlice<UInt8> = []
      if position < end, bytes[position] == 0x2E || bytes[position] == 0x2C {
        position += 1
        let digits = position
        while position < end, bytes[position].isDigit { position += 1 }
        fraction = bytes[digits..<position]
      }
      guard position < end, wholeEnd > numberStart else {
        return invalid(
          TextRange(numberStart, min(position + 1, end)), "expected a number with its unit, such as PT1H30M")
      }
      let unitRange = TextRange(position, position + 1)
      let letter = bytes[position].lowered
      position += 1
      guard let order = (isTime ? [0x68, 0x6D, 0x73] : [0x79, 0x6D, 0x77, 0x64]).firstIndex(of: letter),
        order + (isTime ? 4 : 0) > rank, fraction.isEmpty || position == end
      else { return invalid(unitRange, "the unit `\(ASCII.text([bytes[position - 1]]))` cannot stand here") }
      rank = order + (isTime ? 4 : 0)
      let text = ASCII.text(bytes[numberStart..<position - 1])
      guard let number = DecimalNumber(whole: bytes[numberStart..<wholeEnd], fraction: fraction, text: text) else {
        return invalid(TextRange(numberStart, position), "the number \(DurationLiteral.clipped(text)) is too long")
      }
      guard let unit = Self.unit(rank: rank) else {
        calendarUnit = calendarUnit ?? TextRange(numberStart, position)
        let days = number.whole.multipliedReportingOverflow(by: rank == 0 ? 365 : 30)
        guard !days.overflow, fraction.isEmpty else { return invalid(unitRange, "it is too long") }
        parts.append("\(days.partialValue)d")
        continue
      }
      guard let milliseconds = number.milliseconds(of: unit.milliseconds) else {
        return invalid(TextRange(numberStart, position), "\(text) is not a whole number of milliseconds, or too long")
      }
      let sum = total.addingReportingOverflow(milliseconds)
      guard !sum.overflow else { return invalid(TextRange(start, end), "it is longer than any duration can be") }
      total = sum.partialValue
      if !fraction.isEmpty {
        parts.append(DurationFormat.compact(milliseconds))
      } else if milliseconds != 0 {
        parts.append("\(number.whole)\(unit.rawValue)")
      }
    }
    guard rank >= 0 else {
      return invalid(TextRange(0, bytes.count), "expected a number with its unit, such as PT1H30M")
    }
    let replacement = parts.isEmpty ? "0s" : parts.joined()
    if let calendarUnit {
      return .invalid(
        DurationProblem(
          range: calendarUnit, message: "\(shown) counts years or months, which have no fixed length; write days",
          replacement: replacement))
    }
    return .acceptedWithFix(
      milliseconds: total, replacement: replacement,
      reason: "\(shown) is an ISO 8601 duration; the short form is \(replacement)")
  }

  /// The unit at a place of the order; nil for years and months.
  private static func unit(rank: Int) -> DurationUnit? {
    switch rank {
    case 2: .week
    case 3: .day
    case 4: .hour
    case 5: .minute
    case 6: .second
    default: nil
    }
  }

  private func invalid(_ range: TextRange, _ message: String) -> DurationLiteral {
    .invalid(DurationProblem(range: range, message: "\(shown) is not an ISO 8601 duration: \(message)"))
  }
}
