// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// How long something takes: always the same, or drawn. All spans are milliseconds; a draw is never negative and never
/// longer than `Distribution.longest`.
package enum Distribution: Hashable, Sendable {
  /// Always this long.
  case fixed(Milliseconds)
  /// Anything between two spans, each as likely.
  case uniform(minimum: Milliseconds, maximum: Milliseconds)
  /// Between two spans, most likely near the third.
  case triangular(minimum: Milliseconds, mode: Milliseconds, maximum: Milliseconds)
  /// A bell around the mean; what would be negative is 0.
  case normal(mean: Milliseconds, deviation: Milliseconds)
  /// A bell over the logarithm, given by its median and its 95th percentile.
  case lognormal(p50: Milliseconds, p95: Milliseconds)
  /// Without memory, given by its mean.
  case exponential(mean: Milliseconds)
  /// The sum of `shape` exponential spans.
  case gamma(shape: Double, scale: Milliseconds)
  /// Wear (`shape` above 1) or early failure (below 1).
  case weibull(shape: Double, scale: Milliseconds)
  /// One of these, each as likely.
  case empirical([Milliseconds])

  /// About a hundred years: no draw is longer.
  package static let longest: Milliseconds = 3_155_760_000_000

  /// The one span that it always is, nil for a drawn one.
  package var fixedSpan: Milliseconds? {
    if case .fixed(let span) = self { min(max(0, span), Self.longest) } else { nil }
  }
}
