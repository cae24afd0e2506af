// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// The way from a scenario's workflow to those that its calls run, which mocks go along: `sub: {mocks: {make: …}}`.
package enum ScenarioCalls {
  /// How deep mocks are followed; the engine's calls end sooner.
  package static let maximumDepth = 32

  /// The step of a name that may be an instance's: `build[1]` is a round of `build`.
  package static func id(ofInstance name: String) -> String {
    name.utf8.firstIndex(of: 0x5B).map { String(name[..<$0]) } ?? name
  }

  /// The calls that the keys from a scenario file's root to a mock lead along: `mocks`, `sub`, `mocks` to `sub`.
  package static func calls(along keys: [String]) -> [String] {
    guard var index = keys.firstIndex(of: "mocks") else { return [] }
    var result: [String] = []
    while index + 2 < keys.count, keys[index + 2] == "mocks" {
      result.append(id(ofInstance: keys[index + 1]))
      index += 2
    }
    return result
  }

  /// The workflows that calls lead to from others; empty where one of them is not known.
  static func workflows(
    from start: [WorkflowSummary], along calls: [String], in summary: WorkspaceSummary
  ) -> [WorkflowSummary] {
    var current = start
    for call in calls {
      var next: [WorkflowSummary] = []
      for callee in current.compactMap({ $0.outline(of: call)?.callee }) {
        let called = summary.workflows(named: callee)
        guard !called.isEmpty else { return [] }
        next += called
      }
      current = next
    }
    return current
  }
}
