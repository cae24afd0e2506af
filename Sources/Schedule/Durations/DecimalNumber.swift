// SPDX-License-Identifier: Apache-2.0

/// A decimal number of a near miss, kept in digits so that `1.1h` is exact.
struct DecimalNumber {
  /// The digits before the point.
  let whole: Int64
  /// The digits behind it, at most nine.
  let fraction: ArraySlice<UInt8>
  /// As it was written.
  let text: String

  /// Nil where there are no digits, or too many.
  init?(whole digits: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>, text: String) {
    guard !digits.isEmpty || !fraction.isEmpty, fraction.count <= 9 else { return nil }
    var value: Int64 = 0
    for digit in digits {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int64(digit &- 0x30))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    whole = value
    self.fraction = fraction
    self.text = text
  }

  /// This many times `unit` milliseconds, divided by `divisor`; nil where that is not whole or does not fit.
  ///
  /// `unit` is at most a week and the fraction at most nine digits, so that their product fits.
  func milliseconds(of unit: Int64, dividedBy divisor: Int64 = 1) -> Int64? {
    var scale: Int64 = 1
    var numerator: Int64 = 0
    for digit in fraction {
      numerator = numerator &* 10 &+ Int64(digit &- 0x30)
      scale = scale &* 10
    }
    let part = numerator.multipliedReportingOverflow(by: unit)
    let product = whole.multipliedReportingOverflow(by: unit)
    guard !part.overflow, !product.overflow, part.partialValue % scale == 0 else { return nil }
    let sum = product.partialValue.addingReportingOverflow(part.partialValue / scale)
    guard !sum.overflow, divisor > 0, sum.partialValue % divisor == 0 else { return nil }
    return sum.partialValue / divisor
  }
}
