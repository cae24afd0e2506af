// SPDX-License-Identifier: Apache-2.0
import SourceText

extension Workflow {
  /// Whether a run can end as failed: not where every step's failure counts as handled and no deadline ends the run.
  /// Complexity: O(steps).
  package var canFail: Bool {
    guard timeout == nil, !steps.isEmpty else { return true }
    return steps.indices.contains { index in (steps[index].onFailure?.value ?? onFailure?.value) != .continue }
  }

  /// What its steps change, in words that compare between workflows: "the project `api`". Names that only a run knows
  /// are left out. Complexity: O(steps).
  package var changes: [String] {
    var result: [String] = []
    for index in steps.indices {
      for change in changes(of: steps[index].action) where !result.contains(change) { result.append(change) }
    }
    return result
  }

  private func changes(of action: StepAction) -> [String] {
    func fixed(_ text: Located<String>?) -> String? {
      text.flatMap { $0.value.containsBytes(of: "${{") ? nil : $0.value }
    }
    switch action {
    case .infrastructure(let action):
      guard action.verb?.value == .apply || action.verb?.value == .destroy, let project = fixed(action.project) else {
        return []
      }
      guard let workspace = action.workspace else { return ["the project `\(project)`"] }
      return fixed(workspace).map { ["the project `\(project)` (workspace `\($0)`)"] } ?? []
    case .deploy(let action):
      guard let application = fixed(action.application) else { return [] }
      return action.targets.compactMap { fixed($0) }.map { "`\(application)` on `\($0)`" }
    case .promote(let action): return fixed(action.app).map { ["the app `\($0)`"] } ?? []
    default: return []
    }
  }
}
