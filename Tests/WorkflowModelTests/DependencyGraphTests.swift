// SPDX-License-Identifier: Apache-2.0
import SourceText
import TestSupport
import Testing
import WorkflowModel

@Suite struct DependencyGraphTests {
  private static func graph(_ rows: [(String, [String])]) -> DependencyGraph {
    var builder = WorkflowBuilder()
    for row in rows { builder.add(row.0, needs: row.1) }
    return DependencyGraph(builder.resolved())
  }

  @Test(
    arguments: [
      ([("a", []), ("b", ["a"])], [], [0, 1]),
      ([("a", ["a"])], [[0]], [0]),
      ([("a", ["b"]), ("b", ["a"])], [[0, 1]], [0, 0]),
      ([("a", []), ("b", ["a", "d"]), ("c", ["b"]), ("d", ["c"])], [[1, 3, 2]], [0, 1, 0, 0]),
      // Two cycles with a step between that waits for one and is waited for by the other: it is in none.
      (
        [("a", ["b"]), ("b", ["a"]), ("m", ["a"]), ("c", ["d", "m"]), ("d", ["c"])], [[0, 1], [3, 4]], [0, 0, 0, 0, 0]
      ),
      // A diamond is no cycle.
      ([("a", []), ("b", ["a"]), ("c", ["a", "b"]), ("d", ["b", "c"])], [], [0, 1, 2, 3]),
    ] as [([(String, [String])], [[Int]], [Int])])
  func findsCyclesAndLevels(rows: [(String, [String])], cycles: [[Int]], levels: [Int]) {
    let graph = Self.graph(rows)
    #expect(graph.cycles == cycles)
    #expect(graph.levels == levels)
  }

  /// Reachability by trying all edges until nothing changes.
  private static func closure(_ edges: [[Int]]) -> [Set<Int>] {
    var reach = edges.map(Set.init)
    var isChanged = true
    while isChanged {
      isChanged = false
      for step in edges.indices {
        let more = reach[step].reduce(reach[step]) { $0.union(reach[$1]) }
        if more != reach[step] {
          reach[step] = more
          isChanged = true
        }
      }
    }
    return reach
  }

  @Test func agreesWithBruteForceOnFlatGraphs() {
    var generator = SplitMix(seed: 3)
    for round in 0..<600 {
      let count = Int.random(in: 1...9, using: &generator)
      let isAcyclic = round % 2 == 0
      var builder = WorkflowBuilder()
      for step in 0..<count {
        let candidates = isAcyclic ? Array(0..<step) : Array(0..<count)
        let needs = candidates.filter { _ in Int.random(in: 0..<count, using: &generator) < 2 }
        builder.add("s\(step)", needs: needs.map { "s\($0)" })
      }
      let workflow = builder.resolved()
      let graph = DependencyGraph(workflow)
      let edges = workflow.steps.map { $0.dependencies.map(\.step) }
      let reach = Self.closure(edges)
      for step in 0..<count {
        #expect(Set(graph.ancestors(of: step)) == reach[step])
        for other in 0..<count { #expect(graph.isAncestor(other, of: step) == reach[step].contains(other)) }
        #expect(graph.dependents[step] == (0..<count).filter { edges[$0].contains(step) })
      }
      expectCycles(graph, edges, reach)
      if isAcyclic {
        for step in 0..<count {
          #expect(graph.levels[step] == (edges[step].map { graph.levels[$0] + 1 }.max() ?? 0))
        }
      }
    }
  }

  /// One cycle for each component that has one, through its first step, as short as can be.
  private func expectCycles(_ graph: DependencyGraph, _ edges: [[Int]], _ reach: [Set<Int>]) {
    var components: Set<Set<Int>> = []
    for step in edges.indices where reach[step].contains(step) {
      components.insert(Set(edges.indices.filter { reach[step].contains($0) && reach[$0].contains(step) }))
    }
    #expect(graph.cycles.count == components.count)
    #expect(graph.cycles.map { $0[0] } == components.compactMap { $0.min() }.sorted())
    for cycle in graph.cycles {
      for (from, to) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) { #expect(edges[from].contains(to)) }
      #expect(Set(cycle).count == cycle.count)
      // No walk of fewer edges leads from its first step to itself.
      var front: Set<Int> = [cycle[0]]
      for length in 1..<max(cycle.count, 1) {
        front = front.reduce(into: []) { $0.formUnion(edges[$1]) }
        #expect(!front.contains(cycle[0]), "there is a cycle of \(length), found \(cycle)")
      }
    }
  }

  /// The same question with groups, by unfolding: each step is a start and an end, a group's members lie between its own.
  @Test func agreesWithBruteForceThroughGroupsAndLoops() {
    var generator = SplitMix(seed: 5)
    for _ in 0..<400 {
      var builder = WorkflowBuilder(order: Bool.random(using: &generator) ? .sequence : .parallel)
      var lists = [0]
      for step in 0..<Int.random(in: 2...12, using: &generator) {
        let list = lists[Int.random(in: 0..<lists.count, using: &generator)]
        let siblings = builder.workflow.lists[list].steps
        let needs: [String]? =
          Bool.random(using: &generator)
          ? nil : siblings.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map { "s\($0)" }
        if Int.random(in: 0..<3, using: &generator) == 0 {
          let owner = builder.addOwner(
            "s\(step)", needs: needs, order: Bool.random(using: &generator) ? .sequence : .parallel,
            isLoop: Bool.random(using: &generator), in: list)
          lists.append(owner.list)
        } else {
          builder.add("s\(step)", needs: needs, in: list)
        }
      }
      let workflow = builder.resolved()
      let graph = DependencyGraph(workflow)
      // Events: step s starts (2s) and ends (2s + 1). An edge leads from an event to those that come before it.
      var before = [[Int]](repeating: [], count: workflow.steps.count * 2)
      for step in workflow.steps.indices {
        before[2 * step + 1].append(2 * step)
        for dependency in workflow.steps[step].dependencies { before[2 * step].append(2 * dependency.step + 1) }
        if let owner = workflow.owner(of: step) {
          before[2 * step].append(2 * owner)
          before[2 * owner + 1].append(2 * step + 1)
        }
      }
      let reach = Self.closure(before)
      for step in workflow.steps.indices {
        for other in workflow.steps.indices {
          #expect(
            graph.isAncestor(other, of: step) == reach[2 * step].contains(2 * other + 1),
            "\(other) before \(step) in \(workflow.steps.map { ($0.list, $0.dependencies.map(\.step)) })")
        }
      }
    }
  }
}
