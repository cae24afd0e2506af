// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Which steps surely end before which: `DependencyGraph.isAncestor`, a bit for each pair of steps of one list.
struct Ancestry {
  private let graph: DependencyGraph
  private let owners: [StepIndex?]
  /// The words of a row; 0 where there are too many steps for a table.
  private let width: Int
  private var rows: ContiguousArray<UInt64> = []

  /// Complexity: O(edges · steps / 64).
  init(_ workflow: Workflow, _ graph: DependencyGraph) {
    self.graph = graph
    let count = workflow.steps.count
    owners = workflow.steps.indices.map { workflow.owner(of: $0) }
    width = count <= 4_096 && graph.cycles.isEmpty ? (count + 63) / 64 : 0
    guard width > 0 else { return }
    rows = ContiguousArray(repeating: 0, count: count * width)
    let levels = graph.levels
    for step in workflow.steps.indices.sorted(by: { levels[$0] < levels[$1] }) {
      for need in graph.dependencies[step] {
        for word in 0..<width { rows[step * width + word] |= rows[need * width + word] }
        rows[step * width + need / 64] |= 1 << UInt64(need % 64)
      }
    }
  }

  private func reaches(_ start: StepIndex, _ goal: StepIndex) -> Bool {
    rows[start * width + goal / 64] >> UInt64(goal % 64) & 1 != 0
  }

  /// Whether `ancestor` surely ends before `step` starts. Complexity: O(nesting).
  func isAncestor(_ ancestor: StepIndex, of step: StepIndex) -> Bool {
    guard width > 0 else { return graph.isAncestor(ancestor, of: step) }
    var current: StepIndex? = step
    while let place = current {
      if owners[ancestor] == owners[place] { return reaches(place, ancestor) }
      // A member of a group that has ended before: its outermost owner at this level decides.
      var outer = owners[ancestor]
      while let candidate = outer {
        if owners[candidate] == owners[place], candidate != place { return reaches(place, candidate) }
        outer = owners[candidate]
      }
      current = owners[place]
    }
    return false
  }
}
