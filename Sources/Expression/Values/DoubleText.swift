// SPDX-License-Identifier: Apache-2.0

/// Doubles as text.
enum DoubleText {
  /// The shortest text that reads back as the same number, without an exponent between 1e-7 and 1e21, and without a
  /// fraction where there is none: `1`, `0.001`, `1e+21`, `NaN`, `Infinity`.
  static func plain(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    let (digits, exponent) = shortest(magnitude)
    if magnitude >= 1e21 || magnitude < 1e-6 {
      let mantissa = String(digits.prefix(1)) + (digits.count > 1 ? "." + digits.dropFirst() : "")
      let power = exponent - 1
      return "\(sign)\(mantissa)e\(power < 0 ? "-" : "+")\(power.magnitude < 10 ? "0" : "")\(power.magnitude)"
    }
    if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
    if digits.count <= exponent { return sign + digits + String(repeating: "0", count: exponent - digits.count) }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }

  /// As `plain`, and always to be read as a double by CEL: `1.0`; what CEL has no literal for becomes an expression.
  static func literal(_ value: Double) -> String {
    if value.isNaN || value.isInfinite { return "double(\"\(plain(value))\")" }
    let text = plain(value)
    return text.utf8.contains { $0 == 0x2E || $0 == 0x65 } ? text : text + ".0"
  }

  /// The shortest digits `d` and the exponent `e` with `value = 0.d × 10^e`.
  private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
    var digits: [UInt8] = []
    var exponent = 0
    var point: Int?
    let bytes = Array(value.description.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x2E {
        point = digits.count
      } else if byte == 0x65 {
        exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)) ?? 0
        break
      } else {
        digits.append(byte)
      }
      index += 1
    }
    exponent += point ?? digits.count
    let leading = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0x30 { digits.removeLast() }
    return (String(decoding: digits, as: UTF8.self), exponent)
  }

  /// With exactly `precision` decimals, halves to even on the exact value.
  static func fixed(_ value: Double, precision: Int) -> String {
    guard value.isFinite else { return plain(value) }
    var decimal = ExactDecimal(value.magnitude)
    decimal.round(keeping: decimal.exponent + precision)
    let (digits, exponent) = (decimal.digits, decimal.exponent)
    var text = value.sign == .minus ? "-" : ""
    for place in 0..<max(1, exponent) {
      let index = place - max(0, 1 - exponent)
      text += String(index >= 0 && index < digits.count && exponent > 0 ? digits[index] : 0)
    }
    guard precision > 0 else { return text }
    text += "."
    for place in 0..<precision {
      let index = exponent + place
      text += String(index >= 0 && index < digits.count ? digits[index] : 0)
    }
    return text
  }

  /// `1.052033e+03`, with exactly `precision` decimals.
  static func scientific(_ value: Double, precision: Int) -> String {
    guard value.isFinite else { return plain(value) }
    var decimal = ExactDecimal(value.magnitude)
    decimal.round(keeping: precision + 1)
    var text = value.sign == .minus ? "-" : ""
    text += String(decimal.digits.first ?? 0)
    if precision > 0 { text += "." }
    for place in 0..<precision {
      let index = place + 1
      text += String(index < decimal.digits.count ? decimal.digits[index] : 0)
    }
    let power = decimal.digits.isEmpty ? 0 : decimal.exponent - 1
    return text + "e\(power < 0 ? "-" : "+")\(power.magnitude < 10 ? "0" : "")\(power.magnitude)"
  }
}

/// The exact decimal expansion of a double: `0.digits × 10^exponent`, without leading or trailing zeros.
private struct ExactDecimal {
  var digits: [Int] = []
  var exponent = 0

  init(_ value: Double) {
    guard value > 0, value.isFinite else { return }
    var significand = value.significandBitPattern
    var power = Int(value.exponentBitPattern) - 1_075
    if value.exponentBitPattern == 0 { power += 1 } else { significand |= 1 << 52 }
    // Base 10^9, least significant first.
    var limbs: [UInt64] = [significand % 1_000_000_000, significand / 1_000_000_000]
    var fractionDigits = 0
    if power >= 0 {
      for _ in 0..<power { ExactDecimal.multiply(&limbs, by: 2) }
    } else {
      // value = significand × 5^n / 10^n
      for _ in 0..<(-power) { ExactDecimal.multiply(&limbs, by: 5) }
      fractionDigits = -power
    }
    for limb in limbs.reversed() {
      let text = String(limb)
      digits += Array(repeating: 0, count: max(0, 9 - text.utf8.count)) + text.utf8.map { Int($0) - 0x30 }
    }
    exponent = digits.count - fractionDigits
    trim()
  }

  private static func multiply(_ limbs: inout [UInt64], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % 1_000_000_000
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(carry) }
  }

  private mutating func trim() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// Rounds to the first `count` digits, halves to even.
  mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    if count < 0 {
      digits = []
      exponent = 0
      return
    }
    let next = digits[count]
    let isTie = next == 5 && digits.count == count + 1
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let isUp = isTie ? isOdd : next >= 5
    digits.removeLast(digits.count - count)
    if isUp {
      var index = count - 1
      while index >= 0 && digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    trim()
  }
}
