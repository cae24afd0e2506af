// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// The longest time that a run may surely take by what its steps may take, and the steps on that path.
struct LongestPath {
  /// The sum along the path in milliseconds; the largest number where it is larger.
  let total: Milliseconds
  /// The steps on it that take time, in order; members of groups and loops stand for these.
  let steps: [StepIndex]
  /// What each list's steps may take together.
  let totals: [Milliseconds]

  /// Adds up along the graph; a step that says no limit counts nothing. Complexity: O(steps + edges).
  ///
  /// - Parameter change: a step, and what it takes in the place of what it says, by that.
  init(
    _ context: WorkflowContext,
    changing change: (step: StepIndex, cost: (Milliseconds) -> Milliseconds)? = nil
  ) {
    let workflow = context.workflow
    var times = Times(workflow.steps.count)
    var paths: [[StepIndex]] = Array(repeating: [], count: workflow.lists.count)
    var totals = [Milliseconds](repeating: 0, count: workflow.lists.count)
    // Lists inside stand behind those around them.
    for list in workflow.lists.indices.reversed() {
      (totals[list], paths[list]) = Self.longest(workflow.lists[list], &times, totals, context, change)
    }
    self.totals = totals
    total = totals.first ?? 0
    var expanded: [StepIndex] = []
    var pending = Array((paths.first ?? []).reversed())
    while let step = pending.popLast() {
      if workflow.steps[step].timeout == nil, let list = Self.list(of: workflow.steps[step]) {
        pending += paths[list].reversed()
      } else if times.cost[step] > 0 {
        expanded.append(step)
      }
    }
    steps = expanded
  }

  /// What is known of each step: what it may take, when it may end at the latest, and after whom; -1 for nobody.
  private struct Times {
    var cost: [Milliseconds]
    var finish: [Milliseconds]
    var previous: [StepIndex]

    init(_ count: Int) {
      cost = Array(repeating: 0, count: count)
      finish = cost
      previous = Array(repeating: -1, count: count)
    }
  }

  private static func list(of step: Step) -> Int? {
    switch step.action {
    case .group(let action): action.list
    case .loop(let action): action.list
    default: nil
    }
  }

  private static func longest(
    _ list: StepList, _ times: inout Times, _ totals: [Milliseconds], _ context: WorkflowContext,
    _ change: (step: StepIndex, cost: (Milliseconds) -> Milliseconds)?
  ) -> (Milliseconds, [StepIndex]) {
    let levels = context.graph.levels
    // A list in order of its levels, as most are, need not be sorted.
    let isSorted = zip(list.steps, list.steps.dropFirst()).allSatisfy { levels[$0] <= levels[$1] }
    let order = isSorted ? list.steps : list.steps.sorted { (levels[$0], $0) < (levels[$1], $1) }
    var best: (step: StepIndex, time: Milliseconds)?
    for step in order {
      var start: Milliseconds = 0
      for dependency in context.graph.dependencies[step]
      where times.finish[dependency] > start || times.previous[step] < 0 {
        start = max(start, times.finish[dependency])
        times.previous[step] = dependency
      }
      let own = cost(context.workflow.steps[step], totals, context)
      times.cost[step] = change.map { $0.step == step ? $0.cost(own) : own } ?? own
      let end = start.addingClamped(times.cost[step])
      times.finish[step] = end
      if best.map({ end > $0.time }) ?? true { best = (step, end) }
    }
    var path: [StepIndex] = []
    var place = best?.step
    while let step = place, path.count <= order.count {
      path.append(step)
      place = times.previous[step] < 0 ? nil : times.previous[step]
    }
    return (best?.time ?? 0, path.reversed())
  }

  private static func cost(_ step: Step, _ totals: [Milliseconds], _ context: WorkflowContext) -> Milliseconds {
    var cost = max(0, step.timeout?.value ?? 0)
    switch step.action {
    case .wait(let duration), .suspend(let duration):
      // A step that waits for a time waits no longer than that.
      guard let duration else { break }
      cost = step.timeout == nil ? max(0, duration.value) : min(cost, max(0, duration.value))
    case .group(let action):
      if step.timeout == nil, let list = action.list, totals.indices.contains(list) { cost = totals[list] }
    case .loop(let action):
      guard step.timeout == nil, let list = action.list, totals.indices.contains(list) else { break }
      cost = totals[list].multipliedClamped(by: rounds(action, context))
    default: break
    }
    return cost
  }

  /// How many rounds surely follow each other: more than one only where the items are written out.
  static func rounds(_ loop: LoopAction, _ context: WorkflowContext) -> Int64 {
    guard let over = loop.over, context.workflow.expressions.indices.contains(over),
      let root = context.workflow.expressions[over].parsed.root,
      case .list(let items) = context.workflow.expressions[over].parsed[root].kind, !items.contains(where: \.isOptional)
    else { return 1 }
    let count = Int64(items.count)
    let parallelism = max(1, loop.parallelism?.value ?? 1)
    return count / parallelism + (count % parallelism == 0 ? 0 : 1)
  }
}

extension Milliseconds {
  /// The sum, or the largest number.
  func addingClamped(_ other: Milliseconds) -> Milliseconds {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the largest number.
  func multipliedClamped(by other: Int64) -> Milliseconds {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
