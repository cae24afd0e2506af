// SPDX-License-Identifier: Apache-2.0

/// Time as the server sees it: a parameter, so that tests need not wait.
package struct ServerClock: Sendable {
  /// The time since some fixed moment; never runs backwards.
  package let now: @Sendable () -> Duration
  /// Waits; throws when the task is cancelled before that.
  package let sleep: @Sendable (Duration) async throws -> Void

  /// Makes a clock.
  package init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The system's monotonic clock.
  package static let continuous: ServerClock = {
    let start = ContinuousClock.now
    return ServerClock(now: { start.duration(to: .now) }, sleep: { try await Task.sleep(for: $0) })
  }()
}
