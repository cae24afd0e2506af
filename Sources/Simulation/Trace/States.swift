// SPDX-License-Identifier: Apache-2.0

/// The states of a step (`language.md` §5).
package enum StepState: UInt8, Hashable, Sendable, CaseIterable {
  /// It waits for what it needs.
  case pending
  /// It waits for people, for a time, or for its next try.
  case waiting
  /// It runs.
  case running
  /// It succeeded.
  case success
  /// It failed.
  case failed
  /// It did not run, and need not.
  case skipped
  /// It was stopped, or cannot run any more because its run was.
  case cancelled

  /// The word that files and expressions use.
  package var text: String {
    switch self {
    case .pending: "pending"
    case .waiting: "waiting"
    case .running: "running"
    case .success: "success"
    case .failed: "failed"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    }
  }

  /// Whether a step in it has ended.
  package var isFinal: Bool { rawValue >= StepState.success.rawValue }

  /// The state that a word names.
  package init?(text: String) {
    guard let state = Self.allCases.first(where: { $0.text == text }) else { return nil }
    self = state
  }
}

/// The states of a run (`language.md` §5).
package enum RunState: UInt8, Hashable, Sendable, CaseIterable {
  /// It has not started.
  case pending
  /// It waits for another run of its group.
  case queued
  /// A step runs, or is about to.
  case running
  /// Nothing runs, and something waits for people or for a time.
  case waiting
  /// It is cancelled and cleans up.
  case cancelling
  /// It succeeded.
  case success
  /// It failed.
  case failed
  /// It was cancelled or never let in.
  case cancelled

  /// The word that files and expressions use.
  package var text: String {
    switch self {
    case .pending: "pending"
    case .queued: "queued"
    case .running: "running"
    case .waiting: "waiting"
    case .cancelling: "cancelling"
    case .success: "success"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }

  /// Whether a run in it has ended.
  package var isFinal: Bool { rawValue >= RunState.success.rawValue }

  /// The state that a word names.
  package init?(text: String) {
    guard let state = Self.allCases.first(where: { $0.text == text }) else { return nil }
    self = state
  }
}

/// Why a step or a run is in its state.
package enum Reason: UInt8, Hashable, Sendable, CaseIterable {
  /// Nothing special.
  case none
  /// All went well.
  case completed
  /// Enough people agreed.
  case approved
  /// Nobody answered in time, which counts as agreement here.
  case approvedOnTimeout
  /// Someone went on with a suspended step.
  case resumed
  /// The work went wrong.
  case failed
  /// Someone said no; or a run was refused because its group was busy.
  case rejected
  /// The time was up.
  case timedOut
  /// An expression has no value.
  case expressionError
  /// The scenario does not say what this step does.
  case unmocked
  /// The scenario names fewer tries than were made.
  case attemptsExhausted
  /// The reply's status code is not among the expected ones.
  case unexpectedStatus
  /// A step inside failed.
  case memberFailed
  /// The called workflow did not succeed.
  case calleeFailed
  /// The list has more items than the loop's `max`.
  case tooManyItems
  /// No workflow of this name is there.
  case unknownWorkflow
  /// The step's own `if` is false.
  case conditionFalse
  /// The condition chose another branch.
  case branchNotTaken
  /// All that it needs stands in branches that were not chosen.
  case deadBranch
  /// A step that it needs failed.
  case needFailed
  /// A step that it needs was cancelled.
  case needCancelled
  /// A step that it needs was skipped, in a dialect where that blocks.
  case needSkipped
  /// The run was already stopping after a failure.
  case runStopped
  /// The scenario says that it is skipped.
  case mocked
  /// The run was cancelled.
  case runCancelled
  /// The run was terminated.
  case terminated
  /// A newer run of the group took its place.
  case replaced
  /// The group, loop or call around it ended.
  case ownerEnded
  /// A step failed.
  case stepFailed
  /// A step was cancelled, and nothing else went wrong.
  case stepCancelled
  /// The deployment went back to its last succeeded revision.
  case rolledBack
  /// The steps that are left wait for each other.
  case deadlock
  /// Nobody answers, and there is no deadline.
  case unanswered
  /// The run was paused and never resumed.
  case paused
  /// The simulation reached one of its limits.
  case limit
  /// The delay before the next try.
  case retryDelay

  /// The word that files use: `timed_out`.
  package var text: String {
    switch self {
    case .none: "none"
    case .completed: "completed"
    case .approved: "approved"
    case .approvedOnTimeout: "approved_on_timeout"
    case .resumed: "resumed"
    case .failed: "failed"
    case .rejected: "rejected"
    case .timedOut: "timed_out"
    case .expressionError: "expression_error"
    case .unmocked: "unmocked"
    case .attemptsExhausted: "attempts_exhausted"
    case .unexpectedStatus: "unexpected_status"
    case .memberFailed: "member_failed"
    case .calleeFailed: "callee_failed"
    case .tooManyItems: "too_many_items"
    case .unknownWorkflow: "unknown_workflow"
    case .conditionFalse: "condition_false"
    case .branchNotTaken: "branch_not_taken"
    case .deadBranch: "dead_branch"
    case .needFailed: "need_failed"
    case .needCancelled: "need_cancelled"
    case .needSkipped: "need_skipped"
    case .runStopped: "run_stopped"
    case .mocked: "mocked"
    case .runCancelled: "run_cancelled"
    case .terminated: "terminated"
    case .replaced: "replaced"
    case .ownerEnded: "owner_ended"
    case .stepFailed: "step_failed"
    case .stepCancelled: "step_cancelled"
    case .rolledBack: "rolled_back"
    case .deadlock: "deadlock"
    case .unanswered: "unanswered"
    case .paused: "paused"
    case .limit: "limit"
    case .retryDelay: "retry_delay"
    }
  }
}
