// SPDX-License-Identifier: Apache-2.0

/// Questions about the order of a workflow's steps.
///
/// Built once an analysis from the resolved dependencies; edges of a cycle are kept, so every query also works on a
/// broken graph.
package struct DependencyGraph: Sendable {
  /// The steps that each step waits for, in its own list.
  package let dependencies: [[StepIndex]]
  /// The steps that wait for each step.
  package let dependents: [[StepIndex]]
  /// The longest chain of dependencies above each step, in its own list; a member of a cycle counts only what is above
  /// the cycle.
  package let levels: [Int]
  /// Every cycle's members in the order of their dependencies, starting with the one that stands first in the file.
  package let cycles: [[StepIndex]]

  private let owners: [StepIndex?]

  /// Builds the graph. Complexity: O(steps + edges), and the size of the cycles.
  package init(_ workflow: Workflow) {
    // By index throughout: a step is large, and a copy counts each of its references.
    let steps = workflow.steps
    dependencies = steps.indices.map { steps[$0].dependencies.map(\.step) }
    var dependents: [[StepIndex]] = Array(repeating: [], count: workflow.steps.count)
    var missing = [Int](repeating: 0, count: workflow.steps.count)
    for index in steps.indices {
      missing[index] = dependencies[index].count
      for dependency in dependencies[index] { dependents[dependency].append(index) }
    }
    self.dependents = dependents
    owners = steps.indices.map { workflow.owner(of: $0) }

    var levels = [Int](repeating: 0, count: workflow.steps.count)
    var ready = workflow.steps.indices.filter { missing[$0] == 0 }
    var sorted = 0
    while sorted < ready.count {
      let step = ready[sorted]
      sorted += 1
      for dependent in dependents[step] {
        levels[dependent] = max(levels[dependent], levels[step] + 1)
        missing[dependent] -= 1
        if missing[dependent] == 0 { ready.append(dependent) }
      }
    }
    self.levels = levels
    cycles =
      sorted == workflow.steps.count ? [] : Self.findCycles(dependencies, dependents, unsorted: missing.map { $0 > 0 })
  }

  /// Whether `ancestor` surely ends before `step` starts, through the steps' own list and the lists around it.
  ///
  /// Complexity: O(edges between their levels).
  package func isAncestor(_ ancestor: StepIndex, of step: StepIndex) -> Bool {
    var current: StepIndex? = step
    while let place = current {
      if owners[ancestor] == owners[place] { return reaches(from: place, to: ancestor) }
      // A member of a group that has ended before: its outermost owner at this level decides.
      var outer: StepIndex? = owners[ancestor]
      while let candidate = outer {
        if owners[candidate] == owners[place], candidate != place { return reaches(from: place, to: candidate) }
        outer = owners[candidate]
      }
      current = owners[place]
    }
    return false
  }

  /// Whether a path of dependencies leads from `start` up to `goal` (a step does not reach itself but by a cycle).
  private func reaches(from start: StepIndex, to goal: StepIndex) -> Bool {
    let floor = levels[goal]
    // Up a line of steps there is nothing to remember.
    var start = start
    while cycles.isEmpty, dependencies[start].count == 1 {
      start = dependencies[start][0]
      if start == goal { return true }
      if levels[start] <= floor { return false }
    }
    if dependencies[start].contains(goal) { return true }
    var seen: Set<StepIndex> = [start]
    var stack = dependencies[start]
    while let step = stack.popLast() {
      if step == goal { return true }
      guard levels[step] > floor || !cycles.isEmpty, seen.insert(step).inserted else { continue }
      stack.append(contentsOf: dependencies[step])
    }
    return false
  }

  /// All steps that surely end before `step` starts, in its own list, in document order. Complexity: O(edges above it).
  package func ancestors(of step: StepIndex) -> [StepIndex] {
    var seen: Set<StepIndex> = []
    var stack = dependencies[step]
    while let next = stack.popLast() {
      if seen.insert(next).inserted { stack.append(contentsOf: dependencies[next]) }
    }
    return seen.sorted()
  }

  /// One cycle for each strongly connected component that has one: a shortest cycle through its first step.
  private static func findCycles(
    _ edges: [[StepIndex]], _ dependents: [[StepIndex]], unsorted: [Bool]
  ) -> [[StepIndex]] {
    let unsorted = trimmed(edges, dependents, unsorted)
    var cycles: [[StepIndex]] = []
    var covered: Set<StepIndex> = []
    for start in edges.indices where unsorted[start] && !covered.contains(start) {
      guard let cycle = shortestCycle(through: start, edges) else { continue }
      cycles.append(cycle)
      covered.formUnion(component(of: start, edges, unsorted))
    }
    return cycles
  }

  /// Takes away what merely waits for a cycle, so that the search below sees little but cycles.
  private static func trimmed(
    _ edges: [[StepIndex]], _ dependents: [[StepIndex]], _ unsorted: [Bool]
  ) -> [Bool] {
    var kept = unsorted
    var waiting = dependents.map { $0.count { unsorted[$0] } }
    var stack = edges.indices.filter { kept[$0] && waiting[$0] == 0 }
    while let step = stack.popLast() {
      kept[step] = false
      for next in edges[step] where kept[next] {
        waiting[next] -= 1
        if waiting[next] == 0 { stack.append(next) }
      }
    }
    return kept
  }

  private static func shortestCycle(through start: StepIndex, _ edges: [[StepIndex]]) -> [StepIndex]? {
    var previous: [StepIndex: StepIndex] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let step = queue[head]
      head += 1
      for next in edges[step] {
        if next == start {
          var path = [step]
          while let before = previous[path[path.count - 1]] { path.append(before) }
          return Array(path.reversed())
        }
        if previous[next] == nil, next != start {
          previous[next] = step
          queue.append(next)
        }
      }
    }
    return nil
  }

  private static func component(of start: StepIndex, _ edges: [[StepIndex]], _ unsorted: [Bool]) -> Set<StepIndex> {
    var reverse: [StepIndex: [StepIndex]] = [:]
    for step in edges.indices where unsorted[step] {
      for next in edges[step] { reverse[next, default: []].append(step) }
    }
    func closure(_ next: (StepIndex) -> [StepIndex]) -> Set<StepIndex> {
      var seen: Set<StepIndex> = [start]
      var stack = [start]
      while let step = stack.popLast() {
        for other in next(step) where seen.insert(other).inserted { stack.append(other) }
      }
      return seen
    }
    return closure { edges[$0] }.intersection(closure { reverse[$0] ?? [] })
  }
}
