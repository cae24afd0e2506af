// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// One request of the other side, told apart from earlier ones that had the same id.
package struct RequestTicket: Hashable, Sendable {
  /// The id to answer to.
  package let id: RequestID
  fileprivate let serial: UInt64
}

/// The requests that are not answered yet.
///
/// The reader thread admits and cancels them, the session starts them, and whoever first takes a request out answers it:
/// so each gets exactly one answer, however cancellation, edits and results race.
package final class InFlight: Sendable {
  private struct Entry {
    let ticket: RequestTicket
    var isCancelled = false
    var cancel: (@Sendable () -> Void)?
    /// What the request is about, for `outdate`.
    var subject: String?
    var method = ""
  }

  private struct State {
    var serial: UInt64 = 0
    var entries: [RequestID: Entry] = [:]
  }

  private let state = Mutex(State())

  /// Makes an empty table.
  package init() {}

  /// How many requests wait for an answer.
  package var count: Int { state.withLock { $0.entries.count } }

  /// Takes a new request in; nil where one with this id still waits for its answer.
  package func admit(_ id: RequestID) -> RequestTicket? {
    state.withLock { state in
      guard state.entries[id] == nil else { return nil }
      state.serial &+= 1
      let ticket = RequestTicket(id: id, serial: state.serial)
      state.entries[id] = Entry(ticket: ticket)
      return ticket
    }
  }

  /// Says how to stop a request that has been started, and what it is about. Returns false where it has been cancelled
  /// in the meantime: then the caller stops it.
  package func start(
    _ ticket: RequestTicket, method: String, subject: String?, cancel: @escaping @Sendable () -> Void
  ) -> Bool {
    state.withLock { state in
      guard var entry = state.entries[ticket.id], entry.ticket == ticket else { return true }
      entry.method = method
      entry.subject = subject
      entry.cancel = cancel
      state.entries[ticket.id] = entry
      return !entry.isCancelled
    }
  }

  /// Whether the request was cancelled, or has been answered.
  package func isCancelled(_ ticket: RequestTicket) -> Bool {
    state.withLock { state in
      guard let entry = state.entries[ticket.id], entry.ticket == ticket else { return true }
      return entry.isCancelled
    }
  }

  /// Stops the request with this id; nil where none waits for an answer. It must still be answered.
  package func cancel(_ id: RequestID) -> RequestTicket? {
    let entry: Entry? = state.withLock { state in
      state.entries[id]?.isCancelled = true
      return state.entries[id]
    }
    entry?.cancel?()
    return entry?.ticket
  }

  /// Takes a request out. Returns true for the first caller only, who must answer it.
  package func finish(_ ticket: RequestTicket) -> Bool {
    state.withLock { state in
      guard state.entries[ticket.id]?.ticket == ticket else { return false }
      state.entries[ticket.id] = nil
      return true
    }
  }

  /// Takes out and stops the started requests about `subject` whose method satisfies `isOutdated`, oldest first; the
  /// caller must answer them.
  package func outdate(_ subject: String, where isOutdated: (String) -> Bool) -> [(RequestTicket, method: String)] {
    let stopped: [Entry] = state.withLock { state in
      let stopped = state.entries.values
        .filter { $0.subject == subject && $0.cancel != nil && isOutdated($0.method) }
        .sorted { $0.ticket.serial < $1.ticket.serial }
      for entry in stopped { state.entries[entry.ticket.id] = nil }
      return stopped
    }
    for entry in stopped { entry.cancel?() }
    return stopped.map { ($0.ticket, $0.method) }
  }

  /// Stops all of them, for the end; none is answered by that.
  package func cancelAll() {
    let entries = state.withLock { Array($0.entries.values) }
    for entry in entries { entry.cancel?() }
  }
}
