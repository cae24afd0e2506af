// SPDX-License-Identifier: Apache-2.0

// The standard library's own functions call the C library's mathematics, which this target does not link.

/// The ways to make a number whole.
enum Rounding {
  case up, down, nearest, towardZero
}

extension Double {
  /// The whole number that `rule` gives; halves are rounded away from zero by `nearest`.
  func whole(_ rule: Rounding) -> Double {
    // From 2^52 on every double is whole; NaN and the infinities fall out here too.
    guard magnitude < 0x1p52 else { return self }
    let truncated = Double(sign: sign, exponent: 0, significand: 1) * Double(Int64(magnitude))
    switch rule {
    case .towardZero: return truncated
    case .up: return truncated < self ? truncated + 1 : truncated
    case .down: return truncated > self ? truncated - 1 : truncated
    case .nearest: return (self - truncated).magnitude >= 0.5 ? truncated + (self < 0 ? -1 : 1) : truncated
    }
  }

  /// The number as an int, when it is one.
  var exactInt: Int64? {
    guard self >= -0x1p63, self < 0x1p63 else { return nil }
    let value = Int64(self)
    return Double(value) == self ? value : nil
  }

  /// The number as a uint, when it is one.
  var exactUInt: UInt64? {
    guard self >= 0, self < 0x1p64 else { return nil }
    let value = UInt64(self)
    return Double(value) == self ? value : nil
  }

  /// The correctly rounded square root, in integers.
  var exactSquareRoot: Double {
    guard self > 0 else { return self == 0 ? self : .nan }
    guard isFinite else { return self }
    var significand = UInt128(significandBitPattern)
    var power = Int(exponentBitPattern) - 1_075
    if exponentBitPattern == 0 { power += 1 } else { significand |= 1 << 52 }
    // A subnormal number is scaled up, so that the root has all of its digits.
    while significand >> 52 == 0 {
      significand <<= 1
      power -= 1
    }
    // value = wide × 2^(power - shift), with an even exponent; the root of 107 or 108 bits has 54.
    let shift = power & 1 == 0 ? 54 : 55
    let wide = significand << UInt128(shift)
    var root: UInt128 = 0
    var bit: UInt128 = 1 << 54
    while bit > 0 {
      let next = root | bit
      if next * next <= wide { root = next }
      bit >>= 1
    }
    // One bit more than a double has, and the remainder says on which side of it the root lies.
    let isOdd = root & 1 == 1
    var rounded = UInt64(root >> 1)
    if isOdd, root * root != wide || rounded & 1 == 1 { rounded += 1 }
    return Double(sign: .plus, exponent: (power - shift) / 2 + 1, significand: Double(rounded))
  }
}
