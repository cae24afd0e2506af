// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// What counts as a gate when it is asked whether a step runs only after one has been passed.
///
/// The world that answers speak of: every step may succeed, fail or run out of time; an approval may be granted, rejected
/// or left unanswered; every condition about what nobody knows may be true or false. Nobody cancels a run by hand.
package struct GateQuestion: Sendable {
  /// The approvals one of which must be granted; nil where any will do, and none where nothing counts as a gate, so that the
  /// answers speak of every run.
  package var approvals: Set<StepIndex>?
  /// Whether an approval that nobody answers, and that counts as granted then, is a gate that was passed.
  package var acceptsSilence: Bool
  /// Whether steps that may hold a gate which this workflow does not show count as one: calls, a workspace's own types,
  /// and suspended steps that somebody continues.
  package var trustsOthers: Bool

  /// Makes a question.
  package init(approvals: Set<StepIndex>? = nil, acceptsSilence: Bool = false, trustsOthers: Bool = false) {
    self.approvals = approvals
    self.acceptsSilence = acceptsSilence
    self.trustsOthers = trustsOthers
  }

  /// Whether a step that ends well is a gate that was passed.
  func isGate(_ index: StepIndex, _ workflow: Workflow) -> Bool {
    switch workflow.steps[index].action {
    case .approval: approvals?.contains(index) ?? true
    case .call, .custom, .unknown: trustsOthers
    case .suspend(nil): trustsOthers
    default: false
    }
  }
}
