// SPDX-License-Identifier: Apache-2.0

/// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// All arithmetic saturates at the ends, 292 million years away, so that no scenario can trap it.
package struct Instant: Hashable, Sendable {
  /// Milliseconds since the epoch; negative before it.
  package let milliseconds: Int64

  /// The moment so many milliseconds after the epoch.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment so many seconds after the epoch, clamped to what milliseconds can hold.
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
    milliseconds = overflow ? (seconds < 0 ? Int64.min : Int64.max) : product
  }

  /// Whole seconds since the epoch, rounded down.
  package var seconds: Int64 { Int64(CivilDate.floorDivide(Int(milliseconds), 1_000)) }

  /// The moment `amount` milliseconds later, or earlier when negative.
  package func adding(milliseconds amount: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(amount)
    return Instant(milliseconds: overflow ? (amount < 0 ? Int64.min : Int64.max) : sum)
  }

  /// Milliseconds from `other` to this moment.
  package func milliseconds(since other: Instant) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return overflow ? (milliseconds < other.milliseconds ? Int64.min : Int64.max) : difference
  }

  /// What the wall shows at this moment where it is `offset` seconds ahead of UTC.
  package func local(offset: Int = 0) -> CivilDateTime { CivilDateTime(localSeconds: seconds + Int64(offset)) }

  /// RFC 3339: `2026-11-20T09:00:00Z`, with milliseconds where there are some, and with `+02:00` for an offset.
  ///
  /// `offset` is in seconds ahead of UTC; what is left of a minute is dropped from the text's offset, as the form has no
  /// place for it, and the shown time is moved with it, so that the text still names this moment.
  package func rfc3339(offset: Int = 0) -> String {
    let minutes = offset / 60
    let local = local(offset: minutes * 60)
    let fraction = CivilDate.floorRemainder(Int(milliseconds), 1_000)
    var text = "\(local.date)T\(ASCII.twoDigits(local.hour)):\(ASCII.twoDigits(local.minute))"
    text += ":\(ASCII.twoDigits(local.second))"
    if fraction != 0 { text += ".\(ASCII.padded(fraction, to: 3))" }
    guard minutes != 0 else { return text + "Z" }
    return text + (minutes < 0 ? "-" : "+") + ASCII.twoDigits(abs(minutes) / 60) + ":"
      + ASCII.twoDigits(abs(minutes) % 60)
  }
}

extension Instant: Comparable {
  /// Orders by time.
  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC.
  package var description: String { rfc3339() }
}
