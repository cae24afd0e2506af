// SPDX-License-Identifier: Apache-2.0

/// A point in time: seconds since 1970-01-01T00:00:00Z and the nanoseconds (0 to 999,999,999) after that.
package struct CELTimestamp: Sendable, Hashable, Comparable {
  /// Seconds since the epoch; before it negative.
  package let seconds: Int64
  /// Nanoseconds after `seconds`.
  package let nanoseconds: Int32

  /// 0001-01-01T00:00:00Z.
  static let earliest: Int64 = -62_135_596_800
  /// 9999-12-31T23:59:59Z.
  static let latest: Int64 = 253_402_300_799

  /// Makes a timestamp; nil outside of the years 1 to 9999.
  package init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard seconds >= CELTimestamp.earliest, seconds <= CELTimestamp.latest, (0..<1_000_000_000).contains(nanoseconds)
    else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Earlier is less.
  package static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The timestamp a duration later; nil outside of the range.
  func adding(_ duration: CELDuration) -> CELTimestamp? {
    let nanos = Int64(nanoseconds) + duration.nanoseconds % 1_000_000_000
    let carry: Int64 = nanos < 0 ? -1 : nanos >= 1_000_000_000 ? 1 : 0
    return CELTimestamp(
      seconds: seconds + duration.nanoseconds / 1_000_000_000 + carry,
      nanoseconds: Int32(truncatingIfNeeded: nanos - carry * 1_000_000_000))
  }

  /// The duration from `earlier` to this; nil where it does not fit.
  func since(_ earlier: CELTimestamp) -> CELDuration? {
    let (product, overflow) = (seconds - earlier.seconds).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return nil }
    let (sum, overflow2) = product.addingReportingOverflow(Int64(nanoseconds) - Int64(earlier.nanoseconds))
    return overflow2 ? nil : CELDuration(nanoseconds: sum)
  }
}

/// A span of time in nanoseconds, about 292 years either way.
package struct CELDuration: Sendable, Hashable, Comparable {
  /// The nanoseconds; negative for a span backwards.
  package let nanoseconds: Int64

  /// Makes a duration.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Makes a duration of whole seconds; nil where it does not fit.
  package init?(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return nil }
    nanoseconds = product
  }

  /// Shorter is less.
  package static func < (left: CELDuration, right: CELDuration) -> Bool { left.nanoseconds < right.nanoseconds }
}
