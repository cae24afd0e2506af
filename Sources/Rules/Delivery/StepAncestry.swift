// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Walks through everything that surely ends before a step starts: in its own list, in the lists around it, and the
/// members of groups and loops among them.
struct StepAncestry {
  private let context: WorkflowContext
  private var marks: [UInt32]
  private var stamp: UInt32 = 0
  private var stack: [StepIndex] = []

  /// Makes a walker; one serves for many walks. Complexity: O(steps).
  init(_ context: WorkflowContext) {
    self.context = context
    marks = Array(repeating: 0, count: context.workflow.steps.count)
  }

  /// Whether the last walk met a step.
  func met(_ step: StepIndex) -> Bool { marks.indices.contains(step) && marks[step] == stamp }

  /// Walks up from a step until `isEnough`; gives the step that was. Complexity: O(edges above the step).
  @discardableResult
  mutating func walk(up step: StepIndex, until isEnough: (StepIndex) -> Bool = { _ in false }) -> StepIndex? {
    stamp &+= 1
    stack.removeAll(keepingCapacity: true)
    var place: StepIndex? = step
    while let current = place {
      stack.append(contentsOf: context.graph.dependencies[current])
      while let next = stack.popLast() {
        guard marks[next] != stamp else { continue }
        marks[next] = stamp
        if isEnough(next) { return next }
        stack.append(contentsOf: context.graph.dependencies[next])
        if let list = context.workflow.ownedList(of: next) { stack.append(contentsOf: list.steps) }
      }
      place = context.workflow.owner(of: current)
    }
    return nil
  }
}
