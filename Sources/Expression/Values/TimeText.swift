// SPDX-License-Identifier: Apache-2.0

extension CELTimestamp {
  /// Reads RFC 3339, as `2024-02-29T12:00:00.5+01:00`; nil when it is malformed or out of range.
  package init?(parsing text: String) {
    var reader = ByteReader(text)
    guard let year = reader.digits(4), reader.take(0x2D), let month = reader.digits(2), reader.take(0x2D),
      let day = reader.digits(2), reader.take(0x54) || reader.take(0x74),
      let hour = reader.digits(2), reader.take(0x3A), let minute = reader.digits(2), reader.take(0x3A),
      let second = reader.digits(2)
    else { return nil }
    guard (1...12).contains(month), day >= 1, day <= CivilTime.daysInMonth(year: year, month: month),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    var nanoseconds: Int32 = 0
    if reader.take(0x2E) {
      guard let fraction = reader.fraction() else { return nil }
      nanoseconds = fraction
    }
    var offset: Int64 = 0
    if !(reader.take(0x5A) || reader.take(0x7A)) {
      let isNegative = reader.take(0x2D)
      guard isNegative || reader.take(0x2B) else { return nil }
      guard let hours = reader.digits(2), reader.take(0x3A), let minutes = reader.digits(2), hours <= 23, minutes <= 59
      else { return nil }
      offset = (hours * 60 + minutes) * (isNegative ? -60 : 60)
    }
    guard reader.isAtEnd else { return nil }
    let days = CivilTime.dayNumber(year: year, month: month, day: day)
    self.init(seconds: days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nanoseconds: nanoseconds)
  }

  /// RFC 3339 in UTC, with as many digits of a second as it needs.
  package var text: String {
    let civil = CivilTime(seconds: seconds)
    func pad(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let date = "\(pad(civil.year, 4))-\(pad(civil.month, 2))-\(pad(civil.day, 2))"
    let clock =
      "\(pad(civil.secondOfDay / 3_600, 2)):\(pad(civil.secondOfDay / 60 % 60, 2)):\(pad(civil.secondOfDay % 60, 2))"
    return "\(date)T\(clock)\(fractionText(Int64(nanoseconds)))Z"
  }
}

extension CELDuration {
  /// Reads Go's notation, as `1h30m`, `-1.5s`, `100ms`; nil when it is malformed or too long.
  package init?(parsing text: String) {
    var reader = ByteReader(text)
    let isNegative = reader.take(0x2D)
    if !isNegative { _ = reader.take(0x2B) }
    if reader.rest == "0" {
      nanoseconds = 0
      return
    }
    guard !reader.isAtEnd else { return nil }
    // Summed up negatively, because that side reaches one further.
    var total: Int64 = 0
    while !reader.isAtEnd {
      guard let part = reader.durationPart() else { return nil }
      let (difference, overflow) = total.subtractingReportingOverflow(part)
      if overflow { return nil }
      total = difference
    }
    if isNegative {
      nanoseconds = total
    } else {
      guard total != .min else { return nil }
      nanoseconds = -total
    }
  }

  /// Seconds with as many decimals as it needs, as `5400s`, `1.5s`.
  package var text: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    return "\(sign)\(magnitude / 1_000_000_000)\(fractionText(Int64(magnitude % 1_000_000_000)))s"
  }
}

/// `.5` for 500,000,000 nanoseconds, nothing for 0.
private func fractionText(_ nanoseconds: Int64) -> String {
  guard nanoseconds != 0 else { return "" }
  var digits = String(nanoseconds)
  digits = String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
  while digits.hasSuffix("0") { digits.removeLast() }
  return "." + digits
}

/// Reads bytes one after the other.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position >= bytes.count }
  var rest: String { String(decoding: bytes[min(position, bytes.count)...], as: UTF8.self) }
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  /// Exactly `count` digits.
  mutating func digits(_ count: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<count {
      guard let byte = current, byte.isDigit else { return nil }
      value = value * 10 + Int64(byte - 0x30)
      position += 1
    }
    return value
  }

  /// The digits of a fraction of a second as nanoseconds; more than nine are cut off.
  mutating func fraction() -> Int32? {
    var value: Int32 = 0
    var count = 0
    while let byte = current, byte.isDigit {
      if count < 9 { value = value * 10 + Int32(byte - 0x30) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 9 - count) { value *= 10 }
    return value
  }

  /// A number with a unit of time, in nanoseconds.
  mutating func durationPart() -> Int64? {
    var whole: Int64 = 0
    var hasDigits = false
    while let byte = current, byte.isDigit {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = product.addingReportingOverflow(Int64(byte - 0x30))
      if overflow || overflow2 { return nil }
      whole = sum
      hasDigits = true
      position += 1
    }
    var fraction: Int64 = 0
    var scale: Int64 = 1
    if take(0x2E) {
      while let byte = current, byte.isDigit {
        if scale < 1_000_000_000_000_000 {
          fraction = fraction * 10 + Int64(byte - 0x30)
          scale *= 10
        }
        hasDigits = true
        position += 1
      }
    }
    guard hasDigits, let unit = timeUnit() else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    if overflow { return nil }
    let part = Int64(Double(fraction) * (Double(unit) / Double(scale)))
    let (sum, overflow2) = product.addingReportingOverflow(part)
    return overflow2 ? nil : sum
  }

  private mutating func timeUnit() -> Int64? {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    switch current {
    case 0x68: return unit(1, 3_600_000_000_000)
    case 0x6D where next == 0x73: return unit(2, 1_000_000)
    case 0x6D: return unit(1, 60_000_000_000)
    case 0x73: return unit(1, 1_000_000_000)
    case 0x75 where next == 0x73: return unit(2, 1_000)
    case 0x6E where next == 0x73: return unit(2, 1)
    case 0xC2 where next == 0xB5: return microseconds()
    case 0xCE where next == 0xBC: return microseconds()
    default: return nil
    }
  }

  /// `µs` with either of the two letters for micro.
  private mutating func microseconds() -> Int64? {
    guard position + 2 < bytes.count, bytes[position + 2] == 0x73 else { return nil }
    return unit(3, 1_000)
  }

  private mutating func unit(_ length: Int, _ nanoseconds: Int64) -> Int64 {
    position += length
    return nanoseconds
  }
}
