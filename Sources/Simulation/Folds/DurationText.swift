// SPDX-License-Identifier: Apache-2.0
import Schedule
package import WorkflowModel

/// Spans and stamps as people read them.
package enum DurationText {
  /// `4m 32s`, `1h 12s`; zero is `0s`.
  package static func short(_ span: Milliseconds) -> String { DurationFormat.spaced(span) }

  /// `05:32`, beyond an hour `1:05:32`; rounded down to seconds.
  package static func stamp(_ time: Milliseconds) -> String {
    let seconds = max(0, time) / 1_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = seconds / 60
    guard minutes >= 60 else { return "\(two(minutes)):\(two(seconds % 60))" }
    return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds % 60))"
  }

  /// `55 seconds`, `1 minute 5 seconds`.
  package static func long(_ span: Milliseconds) -> String { DurationFormat.words(span) }
}
