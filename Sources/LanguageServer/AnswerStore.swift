// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The semantic tokens that clients were last told, for answers that name differences only; a few, the oldest goes first.
final class AnswerStore: Sendable {
  private struct State {
    var serial = 0
    var answers: [(id: String, data: [Int])] = []
  }

  /// How many documents' answers are kept.
  private static let limit = 16
  private let state = Mutex(State())

  /// Keeps an answer in place of the one it follows; returns its name.
  func keep(_ data: [Int], insteadOf previous: String? = nil) -> String {
    state.withLock { state in
      state.serial &+= 1
      let id = "t\(state.serial)"
      state.answers.removeAll { $0.id == previous }
      state.answers.append((id, data))
      if state.answers.count > Self.limit { state.answers.removeFirst() }
      return id
    }
  }

  /// The answer of a name; nil where it is gone.
  func answer(_ id: String) -> [Int]? { state.withLock { state in state.answers.first { $0.id == id }?.data } }
}
