// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

extension SimulationResult {
  /// How much later each step of a run could have ended without the run ending later, in the order of `steps`; nil for
  /// steps that never started or never ended.
  ///
  /// By the steps' own dependencies and the groups around them; the rounds of a loop wait for each other as they did.
  /// Complexity: O(steps + edges).
  package func slack(of run: RunRecord) -> [Milliseconds?] {
    let network = PrecedenceNetwork(run, self)
    let last = run.steps.compactMap(\.endedAt).max() ?? 0
    let latest = network.latestTimes(end: last)
    return run.steps.enumerated().map { index, record in
      guard record.hasStarted, let end = record.endedAt else { return nil }
      return max(0, latest[2 * index + 1] - end)
    }
  }

  /// The steps of a workflow's own list that a run started, in waves: each wave waits for nothing but earlier ones.
  /// Complexity: O(steps + edges).
  package func waves(of run: RunRecord) -> [[StepRecord]] {
    let graph = DependencyGraph(workflow(of: run))
    var waves: [Int: [StepRecord]] = [:]
    for record in run.steps where record.owner == nil && record.hasStarted {
      waves[graph.levels[record.step], default: []].append(record)
    }
    return waves.keys.sorted().compactMap { waves[$0] }
  }
}

/// The starts (even nodes) and ends (odd nodes) of a run's steps, with what comes before what.
private struct PrecedenceNetwork {
  /// Nodes that follow each node, with the time between.
  private var edges: [[(node: Int, span: Milliseconds)]]

  init(_ run: RunRecord, _ result: SimulationResult) {
    let count = run.steps.count
    edges = Array(repeating: [], count: 2 * count)
    var place: [Int: Int] = [:]
    // A step's instances by the scope that they are in: the owner and the round.
    var siblings: [ScopeKey: [StepIndex: Int]] = [:]
    for (index, record) in run.steps.enumerated() {
      place[record.instance] = index
      siblings[ScopeKey(record), default: [:]][record.step] = index
    }
    var owners: Set<Int> = []
    for record in run.steps {
      if let owner = record.owner.flatMap({ place[$0] }) { owners.insert(owner) }
    }
    for (index, record) in run.steps.enumerated() where record.endedAt != nil {
      if !owners.contains(index) { edges[2 * index].append((2 * index + 1, record.duration ?? 0)) }
      for need in result.step(of: record).dependencies {
        if let before = siblings[ScopeKey(record)]?[need.step] { edges[2 * before + 1].append((2 * index, 0)) }
      }
      guard let owner = record.owner.flatMap({ place[$0] }) else { continue }
      edges[2 * owner].append((2 * index, 0))
      edges[2 * index + 1].append((2 * owner + 1, 0))
    }
    linkRounds(run, place)
  }

  /// A later round of a loop starts when an earlier one has ended.
  private mutating func linkRounds(_ run: RunRecord, _ place: [Int: Int]) {
    var lastEnd: [EndKey: Int] = [:]
    for (index, record) in run.steps.enumerated() where record.round != nil {
      if let owner = record.owner, let end = record.endedAt { lastEnd[EndKey(owner: owner, end: end)] = index }
    }
    for (index, record) in run.steps.enumerated() where record.round != nil && record.cause == nil {
      guard let owner = record.owner, let ready = record.readyAt, let outer = place[owner],
        ready > run.steps[outer].startedAt ?? ready, let before = lastEnd[EndKey(owner: owner, end: ready)],
        before != index, run.steps[before].round != record.round
      else { continue }
      edges[2 * before + 1].append((2 * index, 0))
    }
  }

  /// The latest time of each node at which nothing ends behind `end`; `end` for nodes on a cycle.
  func latestTimes(end: Milliseconds) -> [Milliseconds] {
    var missing = edges.map(\.count)
    var before = [[(node: Int, span: Milliseconds)]](repeating: [], count: edges.count)
    for node in edges.indices {
      for edge in edges[node] { before[edge.node].append((node, edge.span)) }
    }
    var latest = [Milliseconds](repeating: end, count: edges.count)
    var open = edges.indices.filter { missing[$0] == 0 }
    while let node = open.popLast() {
      for edge in before[node] {
        latest[edge.node] = min(latest[edge.node], latest[node] - edge.span)
        missing[edge.node] -= 1
        if missing[edge.node] == 0 { open.append(edge.node) }
      }
    }
    return latest
  }

  private struct ScopeKey: Hashable {
    var owner: Int
    var round: Int

    init(_ record: StepRecord) {
      owner = record.owner ?? -1
      round = record.round ?? -1
    }
  }

  private struct EndKey: Hashable {
    var owner: Int
    var end: Milliseconds
  }
}
