// SPDX-License-Identifier: Apache-2.0

/// Durations as Go's `time.ParseDuration` reads them: numbers with units, `1h30m`; no days.
enum GoDuration {
  private static let units: [(name: String, microseconds: Double)] = [
    ("ns", 0.001), ("us", 1), ("µs", 1), ("μs", 1), ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000),
    ("h", 3_600_000_000),
  ]

  /// The milliseconds of a duration, rounded down; nil for a text that Go refuses, and beyond its 290 years.
  static func milliseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    var isNegative = false
    if rest.first == "-" || rest.first == "+" { isNegative = rest.removeFirst() == "-" }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var microseconds = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      guard let value = value(number) else { return nil }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      guard let factor = units.first(where: { $0.name == unit })?.microseconds else { return nil }
      rest = rest.dropFirst(unit.count)
      microseconds += value * factor
    }
    guard microseconds <= 9.2e15 else { return nil }
    return Int64(exactly: ((isNegative ? -microseconds : microseconds) / 1000).rounded(.down))
  }

  /// A decimal number; Go takes `.5` and `5.` but not a lone point.
  private static func value(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.contains(where: { $0 != "." }) else { return nil }
    let whole = parts.first ?? ""
    let fraction = parts.count == 2 ? parts[1] : ""
    return Double("\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)")
  }

  /// The duration that was meant by a text in a near notation: `1d`, `1min`, `30 s`, `90`.
  static func meant(by text: String) -> String? {
    var result = ""
    var rest = Substring(text.filter { $0 != " " }.lowercased())
    guard !rest.isEmpty, rest.count <= 32 else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard let number = Int64(digits), number <= 1_000_000 else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !("0"..."9").contains($0) }
      rest = rest.dropFirst(unit.count)
      switch unit {
      case "s", "sec", "secs", "second", "seconds": result += "\(number)s"
      case "m", "min", "mins", "minute", "minutes": result += "\(number)m"
      case "h", "hr", "hrs", "hour", "hours": result += "\(number)h"
      case "d", "day", "days": result += "\(number * 24)h"
      case "w", "week", "weeks": result += "\(number * 168)h"
      case "ms": result += "\(number)ms"
      default: return nil
      }
    }
    return result == text ? nil : result
  }
}
