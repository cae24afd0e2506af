// SPDX-License-Identifier: Apache-2.0
import LanguageServer
import Synchronization

/// Time that moves when a test says so.
final class ManualClock: Sendable {
  private struct Sleeper {
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Duration.zero
    var serial = 0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var watchers: [(deadline: Duration, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  /// The clock as the server wants it.
  var clock: ServerClock {
    ServerClock(now: { self.state.withLock(\.now) }, sleep: { try await self.sleep($0) })
  }

  /// Waits until somebody sleeps until `deadline`.
  func sleeper(until deadline: Duration) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.values.contains(where: { $0.deadline == deadline }) { return true }
        state.watchers.append((deadline, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Whether somebody sleeps.
  var hasSleepers: Bool { state.withLock { !$0.sleepers.isEmpty } }

  /// Moves time, and wakes all whose time has come.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += duration
      let now = state.now
      let due = state.sleepers.filter { $0.value.deadline <= now }
      for key in due.keys { state.sleepers[key] = nil }
      return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
    }
    for (_, sleeper) in due { sleeper.continuation.resume() }
  }

  private func sleep(_ duration: Duration) async throws {
    let serial = state.withLock { state in
      state.serial += 1
      return state.serial
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (isCancelled, watchers) = state.withLock { state in
          if state.cancelled.remove(serial) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
          let deadline = state.now + duration
          state.sleepers[serial] = Sleeper(deadline: deadline, continuation: continuation)
          let met = state.watchers.filter { $0.deadline == deadline }.map(\.continuation)
          state.watchers.removeAll { $0.deadline == deadline }
          return (false, met)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        for watcher in watchers { watcher.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        if let sleeper = state.sleepers.removeValue(forKey: serial) { return Optional(sleeper) }
        state.cancelled.insert(serial)
        return nil
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}
