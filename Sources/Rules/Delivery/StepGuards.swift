// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel

/// What must hold for each step to run: the branches that it stands in and the conditions that it and its owners have.
struct StepGuards {
  /// One thing that must hold.
  private enum Guard: Hashable {
    case branch(condition: StepIndex, branch: Int)
    case condition(String)
  }

  private let branches: [Set<BranchMembership>]
  private let context: WorkflowContext

  /// Collects the branches of every step. Complexity: O(edges · branches around a step).
  init(_ context: WorkflowContext) {
    self.context = context
    let steps = context.workflow.steps
    var branches: [Set<BranchMembership>] = Array(repeating: [], count: steps.count)
    guard steps.contains(where: { !$0.branches.isEmpty }) else {
      self.branches = branches
      return
    }
    let levels = context.graph.levels
    for index in steps.indices.sorted(by: { (levels[$0], $0) < (levels[$1], $1) }) {
      // What needs only skipped steps of unchosen branches is skipped with them.
      var own: Set<BranchMembership> = []
      if let first = steps[index].dependencies.first {
        own = branches[first.step]
        for other in steps[index].dependencies.dropFirst() where !own.isEmpty {
          own.formIntersection(branches[other.step])
        }
      }
      for branch in steps[index].branches
      where steps[index].branches.count(where: { $0.condition == branch.condition }) == 1 && own.count < 64 {
        own.insert(branch)
      }
      branches[index] = own
    }
    self.branches = branches
  }

  private func guards(of step: StepIndex) -> Set<Guard> {
    var result: Set<Guard> = []
    var place: StepIndex? = step
    while let current = place {
      for branch in branches[current] { result.insert(.branch(condition: branch.condition, branch: branch.branch)) }
      if let text = context.realCondition(of: context.workflow.steps[current]) { result.insert(.condition(text)) }
      place = context.workflow.owner(of: current)
    }
    return result
  }

  /// Whether there surely is a run in which both run: false also where each has a condition of its own, which might
  /// exclude each other.
  func bothRun(_ first: StepIndex, _ second: StepIndex) -> Bool {
    let left = guards(of: first)
    let right = guards(of: second)
    let onlyLeft = left.subtracting(right)
    let onlyRight = right.subtracting(left)
    if !onlyLeft.isEmpty, !onlyRight.isEmpty { return false }
    return !onlyLeft.union(onlyRight).contains { other in
      // A step for failures and one for success of the same need exclude each other.
      guard case .condition(let text) = other else { return false }
      return text.containsBytes(of: "failure") || text.containsBytes(of: "cancelled")
        || text.containsBytes(of: "status")
    }
  }
}
