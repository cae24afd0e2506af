// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// Spans and stamps as people read them.
package enum DurationText {
  /// `4m 32s`, `1h 12s`, `250ms`; zero is `0s`. A part of a second shows only below a minute.
  package static func short(_ span: Milliseconds) -> String {
    guard span >= 0 else { return "-" + short(span == .min ? .max : -span) }
    let (seconds, rest) = span.quotientAndRemainder(dividingBy: 1_000)
    if seconds == 0 { return rest == 0 ? "0s" : "\(rest)ms" }
    var parts: [String] = []
    let days = seconds / 86_400
    let hours = seconds / 3_600 % 24
    let minutes = seconds / 60 % 60
    if days > 0 { parts.append("\(days)d") }
    if hours > 0 { parts.append("\(hours)h") }
    if minutes > 0 { parts.append("\(minutes)m") }
    if seconds < 60, rest > 0 {
      let text = String(1_000 + rest).dropFirst()
      parts.append(
        "\(seconds % 60).\(text.last == "0" ? (text.hasSuffix("00") ? text.dropLast(2) : text.dropLast()) : text)s")
    } else if seconds % 60 > 0 {
      parts.append("\(seconds % 60)s")
    }
    return parts.joined(separator: " ")
  }

  /// `05:32`, beyond an hour `1:05:32`.
  package static func stamp(_ time: Milliseconds) -> String {
    let seconds = max(0, time) / 1_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = seconds / 60
    guard minutes >= 60 else { return "\(two(minutes)):\(two(seconds % 60))" }
    return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds % 60))"
  }

  /// `55 seconds`, `1 minute 5 seconds`, `2 hours 3 minutes`.
  package static func long(_ span: Milliseconds) -> String {
    let (seconds, rest) = max(0, span).quotientAndRemainder(dividingBy: 1_000)
    if seconds == 0, rest > 0 { return "\(rest) milliseconds" }
    let parts = [
      (seconds / 86_400, "day"), (seconds / 3_600 % 24, "hour"), (seconds / 60 % 60, "minute"),
      (seconds % 60, "second"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
  }
}
