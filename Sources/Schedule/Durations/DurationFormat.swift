// SPDX-License-Identifier: Apache-2.0

/// Durations as text, from milliseconds. Parts that are zero are left out; a negative one has a `-` in front.
package enum DurationFormat {
  /// For tables and timelines: `4m 32s`, `1h 12s`, `0s`, `1s 500ms`. Days are the longest unit.
  package static func spaced(_ milliseconds: Int64) -> String { text(milliseconds, separator: " ", hasWeeks: false) }

  /// A literal that means the same: `4m32s`. Whole weeks are weeks (`2w`), all else counts in days and below.
  ///
  /// For a number that is not negative, `DurationLiteral.parse` gives the number back.
  package static func compact(_ milliseconds: Int64) -> String { text(milliseconds, separator: "", hasWeeks: true) }

  /// In words: `4 minutes 32 seconds`, `1 hour`, `0 seconds`, `minus 5 seconds`.
  package static func words(_ milliseconds: Int64) -> String {
    let parts = parts(milliseconds.magnitude, hasWeeks: true)
    let words = parts.map { "\($0.count) \($0.unit.word)\($0.count == 1 ? "" : "s")" }
    return (milliseconds < 0 ? "minus " : "") + (words.isEmpty ? "0 seconds" : words.joined(separator: " "))
  }

  /// A stamp of a timeline: `mm:ss`, with the hours in front where there are some; rounded down to seconds.
  package static func stamp(_ milliseconds: Int64) -> String {
    let seconds = milliseconds.magnitude / 1_000
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    let clock = "\(ASCII.twoDigits(Int(minutes))):\(ASCII.twoDigits(Int(seconds % 60)))"
    let text = hours == 0 ? clock : "\(ASCII.twoDigits(Int(clamping: hours))):\(clock)"
    return milliseconds < 0 ? "-" + text : text
  }

  private static func text(_ milliseconds: Int64, separator: String, hasWeeks: Bool) -> String {
    let words = parts(milliseconds.magnitude, hasWeeks: hasWeeks).map { "\($0.count)\($0.unit.rawValue)" }
    return (milliseconds < 0 ? "-" : "") + (words.isEmpty ? "0s" : words.joined(separator: separator))
  }

  private static func parts(_ milliseconds: UInt64, hasWeeks: Bool) -> [(count: UInt64, unit: DurationUnit)] {
    var rest = milliseconds
    var result: [(count: UInt64, unit: DurationUnit)] = []
    for unit in DurationUnit.allCases {
      let length = UInt64(unit.milliseconds)
      // "1w3d" is harder to read than "10d": weeks only where nothing is left.
      if unit == .week, !hasWeeks || rest % length != 0 { continue }
      if rest >= length { result.append((rest / length, unit)) }
      rest %= length
    }
    return result
  }
}
