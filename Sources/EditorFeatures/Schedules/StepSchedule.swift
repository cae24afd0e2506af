// SPDX-License-Identifier: Apache-2.0
import Dialect
import Rules
import WorkflowModel

/// When each step of a workflow starts at the earliest, and how much later it may end without the run ending later: the
/// critical path method over the steps' expected times, every step succeeding and every loop going round once.
///
/// A plain calculation, so that it costs no simulation at every hover. Complexity: O(steps + edges).
struct StepSchedule {
  /// One step's times in milliseconds.
  struct Times: Hashable {
    /// From the run's start to the step's at the earliest.
    var start: Milliseconds
    /// How long it takes.
    var duration: Milliseconds
    /// How much later it may end without the run ending later.
    var slack: Milliseconds
  }

  private static let maximumDepth = 64
  private let workflow: Workflow
  private let schema: DialectSchema
  private let graph: DependencyGraph
  private(set) var times: [Times]

  /// Nil where steps wait for each other.
  init?(_ context: WorkflowContext) {
    guard context.graph.cycles.isEmpty, !context.workflow.lists.isEmpty else { return nil }
    workflow = context.workflow
    schema = context.lowered.schema
    graph = context.graph
    times = Array(repeating: Times(start: 0, duration: 0, slack: 0), count: workflow.steps.count)
    _ = measure(list: 0, depth: 0)
    shift(list: 0, start: 0, slack: 0, depth: 0)
  }

  /// Fills in the times of a list as if it began at zero; returns how long it takes.
  private mutating func measure(list: Int, depth: Int) -> Milliseconds {
    guard depth < Self.maximumDepth, workflow.lists.indices.contains(list) else { return 0 }
    let steps = workflow.lists[list].steps.filter { workflow.steps.indices.contains($0) }
    let order = steps.sorted { (graph.levels[$0], $0) < (graph.levels[$1], $1) }
    var end: Milliseconds = 0
    for step in order {
      let duration: Milliseconds
      if let inner = innerList(of: step) {
        duration = measure(list: inner, depth: depth + 1)
      } else {
        duration = expected(step)
      }
      let start = graph.dependencies[step].map { Self.sum(times[$0].start, times[$0].duration) }.max() ?? 0
      times[step] = Times(start: start, duration: duration, slack: 0)
      end = max(end, Self.sum(start, duration))
    }
    for step in order.reversed() {
      let latest = graph.dependents[step].map { times[$0].start &+ times[$0].slack }.min() ?? end
      times[step].slack = max(0, latest &- Self.sum(times[step].start, times[step].duration))
    }
    return end
  }

  /// Moves a list's times to where its owner starts, inner ones too.
  private mutating func shift(list: Int, start: Milliseconds, slack: Milliseconds, depth: Int) {
    guard depth < Self.maximumDepth, workflow.lists.indices.contains(list) else { return }
    for step in workflow.lists[list].steps where times.indices.contains(step) {
      times[step].start = Self.sum(times[step].start, start)
      times[step].slack = Self.sum(times[step].slack, slack)
      guard let inner = innerList(of: step) else { continue }
      shift(list: inner, start: times[step].start, slack: times[step].slack, depth: depth + 1)
    }
  }

  private func innerList(of step: StepIndex) -> Int? {
    switch workflow.steps[step].action {
    case .group(let group): group.list
    case .loop(let loop): loop.list
    default: nil
    }
  }

  private func expected(_ index: StepIndex) -> Milliseconds {
    let step = workflow.steps[index]
    if let known = step.expectedDuration?.value { return max(0, known) }
    if case .wait(let span?) = step.action { return max(0, span.value) }
    return step.type.flatMap { schema.stepType($0.value)?.defaultDuration } ?? 1_000
  }

  /// A sum that stays within bounds.
  private static func sum(_ left: Milliseconds, _ right: Milliseconds) -> Milliseconds {
    let (result, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : result
  }
}
