// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Our own requests that the other side has not answered yet.
final class PendingReplies: Sendable {
  typealias Outcome = Result<[UInt8], ResponseError>

  private struct State {
    var next = 0
    var isClosed = false
    var waiting: [Int: CheckedContinuation<Outcome, Never>] = [:]
  }

  private let state = Mutex(State())

  /// A number that no earlier request had.
  func nextID() -> Int {
    state.withLock { state in
      state.next += 1
      return state.next
    }
  }

  /// Waits for the answer to `id`; `send` is called once the answer can be received.
  func wait(for id: Int, send: () -> Void) async -> Outcome {
    await withCheckedContinuation { continuation in
      let isClosed = state.withLock { state in
        if !state.isClosed { state.waiting[id] = continuation }
        return state.isClosed
      }
      if isClosed { continuation.resume(returning: .failure(.disconnected)) } else { send() }
    }
  }

  /// Hands an answer to the one who waits; returns false where nobody does.
  func resume(_ id: RequestID, _ outcome: Outcome) -> Bool {
    guard case .number(let number) = id, let waiting = state.withLock({ $0.waiting.removeValue(forKey: number) }) else {
      return false
    }
    waiting.resume(returning: outcome)
    return true
  }

  /// Fails all that wait and all that will.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      let waiting = state.waiting
      state.waiting = [:]
      return waiting
    }
    for (_, continuation) in waiting.sorted(by: { $0.key < $1.key }) {
      continuation.resume(returning: .failure(.disconnected))
    }
  }
}

extension ResponseError {
  fileprivate static let disconnected = ResponseError(.requestFailed, "the connection is closed")
}
