// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// How long a run can take at most: a bound that no run exceeds, and what it comes from.
struct LongestRun {
  /// The bound in milliseconds; nil where something has no limit.
  private(set) var bound: Milliseconds?
  /// The steps without a limit, in the order of the file.
  private(set) var open: [StepIndex] = []
  /// Whether going back to an earlier revision may add to it.
  private(set) var mayRollBack = false
  private let workflow: Workflow
  private let graph: DependencyGraph

  /// Steps that no run starts take no time.
  private let dead: Set<StepIndex>

  /// `dead` names steps that no run starts. Complexity: O(steps + edges).
  init(_ workflow: Workflow, _ graph: DependencyGraph, without dead: Set<StepIndex> = []) {
    self.workflow = workflow
    self.graph = graph
    self.dead = dead
    mayRollBack =
      workflow.onFailure?.value == .rollback || workflow.steps.contains { $0.onFailure?.value == .rollback }
    let steps = workflow.lists.isEmpty ? 0 : length(ofList: 0, 0)
    bound = steps
    if let limit = workflow.timeout?.value { bound = min(max(0, limit), steps ?? .max) }
  }

  /// How long a step can take at most; nil without a limit.
  func bound(of index: StepIndex) -> Milliseconds? {
    var copy = self
    return copy.length(of: index, 0)
  }

  private mutating func length(ofList list: Int, _ depth: Int) -> Milliseconds? {
    guard workflow.lists.indices.contains(list), depth < 64 else { return nil }
    var ends: [StepIndex: Milliseconds] = [:]
    var isOpen = false
    for step in workflow.lists[list].steps.sorted(by: { (graph.levels[$0], $0) < (graph.levels[$1], $1) }) {
      let start = graph.dependencies[step].map { ends[$0] ?? 0 }.max() ?? 0
      guard let span = length(of: step, depth) else {
        isOpen = true
        continue
      }
      ends[step] = Self.sum(start, span)
    }
    return isOpen ? nil : ends.values.max() ?? 0
  }

  private mutating func length(of index: StepIndex, _ depth: Int) -> Milliseconds? {
    if dead.contains(index) { return 0 }
    let step = workflow.steps[index]
    let limit = step.timeout.map { min(max(0, $0.value), Distribution.longest) }
    var span: Milliseconds?
    switch step.action {
    case .condition: return 0
    case .approval(let action):
      guard let limit else { break }
      span = action.onTimeout?.value == .escalate && !action.escalateTo.isEmpty ? Self.sum(limit, limit) : limit
      return span
    case .wait(let wait): span = wait.map { min(max(0, $0.value), Distribution.longest) }
    case .suspend(let wait): span = wait.map { min(max(0, $0.value), Distribution.longest) }
    case .group(let action): span = action.list.flatMap { length(ofList: $0, depth + 1) }
    case .loop(let action):
      let known = open.count
      if let round = action.list.flatMap({ length(ofList: $0, depth + 1) }), let count = rounds(of: action) {
        let (product, overflow) = round.multipliedReportingOverflow(by: count)
        span = overflow ? Distribution.longest : min(product, Distribution.longest)
      }
      // What has no limit inside is cut by the loop's own.
      if limit != nil { open.removeLast(max(0, open.count - known)) }
    default: break
    }
    switch (span, limit) {
    case (let span?, let limit?): return min(span, limit)
    case (let span?, nil): return span
    case (nil, let limit?): return limit
    case (nil, nil):
      switch step.action {
      case .group, .loop: break
      default: open.append(index)
      }
      return nil
    }
  }

  /// The most rounds that a loop makes; nil where nothing limits them.
  private func rounds(of action: LoopAction) -> Int64? {
    if let over = action.over, workflow.expressions.indices.contains(over),
      let root = workflow.expressions[over].parsed.root,
      case .list(let elements) = workflow.expressions[over].parsed[root].kind
    {
      return Int64(elements.count)
    }
    return action.maximum.map { max(0, $0.value) }
  }

  private static func sum(_ left: Milliseconds, _ right: Milliseconds) -> Milliseconds {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? Distribution.longest : min(sum, Distribution.longest)
  }
}
