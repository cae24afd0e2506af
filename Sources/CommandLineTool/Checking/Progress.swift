// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// A line on standard error that says how far a check is, and goes when it is done.
///
/// On a terminal it comes after a second. `always` writes lines of their own, the first at once, for logs.
final class Progress: Sendable {
  private enum Kind: Sendable {
    case none
    /// One line that is written over, in so many cells.
    case line(columns: Int)
    case log
  }

  private struct State {
    /// Whether something stands on the terminal's line.
    var isShown = false
    var isFinished = false
    var last = ""
  }

  private let kind: Kind
  private let total = Atomic(0)
  private let done = Atomic(0)
  private let state = Mutex(State())

  /// Progress as the user wants it; where it is never shown, it costs nothing.
  init(_ choice: ProgressChoice, isQuiet: Bool) {
    switch choice {
    case .always: kind = .log
    case .auto where !isQuiet && Terminal.isTerminal(2) && Terminal.environment("TERM") != "dumb":
      kind = .line(columns: Terminal.columns(of: 2))
    case .auto, .never: kind = .none
    }
    if case .line = kind { showLater(.milliseconds(1000)) }
  }

  /// Says how many files there are.
  func begin(_ count: Int) {
    total.store(count, ordering: .relaxed)
    guard case .log = kind else { return }
    show()
    showLater(.milliseconds(1000))
  }

  /// Counts a file as done; from any thread.
  func advance() { done.add(1, ordering: .relaxed) }

  /// Takes the line away, or writes the last one of a log; nothing is written any more.
  func finish() {
    if case .log = kind { show() }
    state.withLock { state in
      state.isFinished = true
      if state.isShown { Terminal.writeErrors(Array("\r\u{1B}[K".utf8)) }
      state.isShown = false
    }
  }

  /// What is said: never longer than a line of the terminal.
  static func text(done: Int, of total: Int) -> String {
    total == 0 ? "reading files" : "checked \(done) of \(total) \(total == 1 ? "file" : "files")"
  }

  private func show() {
    let text = Self.text(done: done.load(ordering: .relaxed), of: total.load(ordering: .relaxed))
    state.withLock { state in
      guard !state.isFinished, text != state.last else { return }
      state.last = text
      switch kind {
      case .none: break
      case .log: Terminal.warn(text)
      case .line(let columns):
        Terminal.writeErrors(Array("\r\(text.prefix(max(0, columns - 1)))\u{1B}[K".utf8))
        state.isShown = true
      }
    }
  }

  private func showLater(_ delay: DispatchTimeInterval) {
    DispatchQueue.global(qos: .userInitiated).asyncAfter(deadline: .now() + delay) { [weak self] in
      guard let self, !self.state.withLock({ $0.isFinished }) else { return }
      self.show()
      self.showLater(.milliseconds(100))
    }
  }
}
