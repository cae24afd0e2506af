// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A mock made ready.
struct CompiledMock {
  var mock: Mock
  /// Its first outcome in `Engine.outcomes`.
  var first: Int32
  /// How many tries its outcomes are enough for.
  var tries: Int
  var isUsed = false
  /// The table of its `child`; -1 before it is needed.
  var childTable: Int32 = -1

  /// The outcome of a try, from 1; nil where there are not so many.
  func outcome(_ attempt: Int) -> Int32? {
    guard !mock.outcomes.isEmpty else { return nil }
    guard mock.isSequence else { return first }
    var left = attempt
    for (place, outcome) in mock.outcomes.enumerated() {
      left -= max(1, outcome.repetitions)
      if left <= 0 { return first + Int32(truncatingIfNeeded: place) }
    }
    return nil
  }
}

/// Which mock speaks of which step.
struct MockTable {
  /// The mock of each step of the plan, an index into `Engine.mocks`; -1 for none.
  var byStep: [Int32]
  /// Mocks of single instances: the step, the rounds from the outermost loop inward, the mock.
  var byInstance: [Int32: [(rounds: [Int32], mock: Int32)]] = [:]
  /// The mocks of steps that the called workflow does not have; said in each sample whose run comes to the call.
  var problems: [ScenarioProblem] = []

  /// Reads `build[1][0]` into its id and rounds; nil for what is no such name.
  static func parse(_ name: String) -> (id: String, rounds: [Int32])? {
    guard let bracket = name.utf8.firstIndex(of: 0x5B) else { return (name, []) }
    let id = String(name[..<bracket])
    var rounds: [Int32] = []
    for part in name[bracket...].split(separator: "[") {
      guard part.utf8.last == 0x5D, let round = Int32(part.dropLast()), round >= 0 else { return nil }
      rounds.append(round)
    }
    return (id, rounds)
  }
}
