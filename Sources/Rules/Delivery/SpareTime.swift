// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// How much time the limits around a step leave to it: what may be proposed without a limit being too short then.
package struct SpareTime {
  private let context: WorkflowContext
  private let step: StepIndex
  private let isBefore: Bool
  private let known: LongestPath

  /// Looks at a step's surroundings. Complexity: O(steps + edges), and as much again for each question.
  ///
  /// - Parameter isBefore: whether the time is that of a new step right before it, not its own.
  package init(of step: StepIndex, before isBefore: Bool, _ context: WorkflowContext) {
    self.context = context
    self.step = step
    self.isBefore = isBefore
    known = LongestPath(context)
  }

  /// Whether the workflow, and the groups around the step, may last longer than all that they hold where it takes a time.
  package func admits(_ time: Milliseconds) -> Bool {
    let changed = LongestPath(context, changing: (step, { isBefore ? $0.addingClamped(time) : time }))
    let workflow = context.workflow
    if let limit = workflow.timeout?.value, changed.total >= limit, time >= limit || changed.total > known.total {
      return false
    }
    var place = workflow.owner(of: step)
    while let owner = place {
      if let limit = workflow.steps[owner].timeout?.value {
        let new = total(of: owner, changed)
        if new >= limit, new > total(of: owner, known) { return false }
      }
      place = workflow.owner(of: owner)
    }
    return true
  }

  /// What the steps in a group or loop may take.
  private func total(of owner: StepIndex, _ path: LongestPath) -> Milliseconds {
    switch context.workflow.steps[owner].action {
    case .group(let action): action.list.map { path.totals[$0] } ?? 0
    case .loop(let action):
      action.list.map { path.totals[$0].multipliedClamped(by: LongestPath.rounds(action, context)) } ?? 0
    default: 0
    }
  }

  /// The time that the step says it needs: for what it holds, or for all of its attempts.
  package var needed: Milliseconds {
    let own = context.workflow.steps[step]
    let work = max(total(of: step, known), own.expectedDuration?.value ?? 0)
    guard let retry = own.retry, let attempts = retry.attempts?.value, (2...1000).contains(attempts) else {
      return work
    }
    var time = work
    var delay = max(0, retry.delay?.value ?? 0)
    let longest = retry.maximumDelay.map { max(0, $0.value) } ?? .max
    for _ in 1..<attempts {
      time = time.addingClamped(work).addingClamped(min(delay, longest))
      if retry.backoff?.value == .exponential, delay < longest { delay = delay.multipliedClamped(by: 2) }
    }
    return time
  }
}
