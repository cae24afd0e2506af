// SPDX-License-Identifier: Apache-2.0

/// What differs between dialects in how steps follow each other. The defaults are the native format's (`language.md` §5).
package struct EngineRules: Hashable, Sendable {
  /// When a step with several needs may start.
  package enum Join: Hashable, Sendable {
    /// When all of them have ended.
    case all
    /// When the first of them has ended.
    case first
  }

  /// When a step with several needs may start.
  package var join = Join.all
  /// Whether a skipped need blocks, as a failed one does.
  package var skippedNeedBlocks = false
  /// Whether a retry policy's `attempts` leaves out the first try.
  package var attemptsCountRetriesOnly = false
  /// Whether a step's timeout is each try's own, so that a try that runs out of time may be tried again.
  package var timeoutIsPerAttempt = false
  /// What an exponential delay is multiplied by; at least 1.
  package var backoffFactor: Int64 = 2
  /// Whether a failure ends what runs beside it.
  package var failureCancelsRunning = false

  /// The native rules.
  package init() {}
}

/// How large a simulation may grow; reaching a limit ends it with the reason `limit` and an error.
package struct EngineLimits: Hashable, Sendable {
  /// Events of the kernel.
  package var events = 20_000_000
  /// Step instances.
  package var instances = 2_000_000
  /// Runs.
  package var runs = 100_000
  /// Calls inside calls.
  package var callDepth = 32

  /// The usual limits.
  package init() {}
}
