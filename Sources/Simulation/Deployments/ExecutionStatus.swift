// SPDX-License-Identifier: Apache-2.0

/// The ten statuses of an execution (`docs/cloudify.md`).
package enum ExecutionStatus: String, Hashable, Sendable, CaseIterable {
  /// A schedule will start it.
  case scheduled
  /// It waits for another one.
  case queued
  /// A worker has not taken it up yet.
  case pending
  /// It runs.
  case started
  /// Its workflow is asked to stop.
  case cancelling
  /// Its worker stops waiting for the workflow.
  case forceCancelling = "force_cancelling"
  /// Its processes are killed.
  case killCancelling = "kill_cancelling"
  /// It succeeded; people read `completed`.
  case terminated
  /// It failed.
  case failed
  /// It was cancelled.
  case cancelled

  /// Whether it keeps others of its deployment from starting.
  package var isActive: Bool {
    switch self {
    case .pending, .started, .cancelling, .forceCancelling, .killCancelling: true
    default: false
    }
  }

  /// Whether it has ended.
  package var isEnd: Bool { self == .terminated || self == .failed || self == .cancelled }

  /// The word that people read.
  package var display: String { self == .terminated ? "completed" : rawValue }

  /// The engine's state for it.
  package var runState: RunState {
    switch self {
    case .scheduled: .waiting
    case .queued: .queued
    case .pending: .pending
    case .started: .running
    case .cancelling, .forceCancelling, .killCancelling: .cancelling
    case .terminated: .success
    case .failed: .failed
    case .cancelled: .cancelled
    }
  }

  /// Whether the manager lets an execution of this status get another one by an update of its own.
  ///
  /// Ends are final; what is being cancelled neither becomes active again nor terminates; a kill goes everywhere.
  package func mayBecome(_ other: ExecutionStatus) -> Bool {
    switch self {
    case .terminated, .failed, .cancelled: false
    case .killCancelling: true
    case .forceCancelling: other != .cancelling && other != .terminated && !Self.runs.contains(other)
    case .cancelling: other != .terminated && !Self.runs.contains(other)
    case .scheduled, .queued, .pending, .started: true
    }
  }

  private static let runs: Set<ExecutionStatus> = [.pending, .started]

  /// The status that a word names, `completed` too.
  package init?(text: String) {
    if let status = Self(rawValue: text) {
      self = status
    } else if text == "completed" {
      self = .terminated
    } else {
      return nil
    }
  }
}

/// Why the manager refuses or fails a start.
package enum ExecutionRefusal: String, Hashable, Sendable, CaseIterable {
  /// The deployment has no such workflow.
  case nonexistentWorkflow = "nonexistent_workflow_error"
  /// A parameter is unknown, missing, of another type or against a constraint.
  case illegalParameters = "illegal_execution_parameters_error"
  /// Other deployments would break.
  case dependents = "dependent_exists_error"
  /// Another execution is active or waits.
  case existingExecution = "existing_running_execution_error"
  /// The availability rules do not hold.
  case unavailable = "unavailable_workflow_error"
  /// The workflow cannot be taken up again.
  case notResumable = "not_resumable"
}
