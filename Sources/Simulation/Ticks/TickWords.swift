// SPDX-License-Identifier: Apache-2.0

/// The phases of a step in a controller's status.
enum StepPhase: String, Hashable, Sendable {
  case pending, running, suspending, succeeded, failed, skipped
}

/// The reasons of a step's phase.
enum PhaseReason: String, Hashable, Sendable, CaseIterable {
  case wait = "Wait"
  case skip = "Skip"
  case rendering = "Rendering"
  case execute = "Execute"
  case suspend = "Suspend"
  case terminate = "Terminate"
  case input = "Input"
  case failedAfterRetries = "FailedAfterRetries"
  case timeout = "Timeout"
  case action = "Action"
}

/// The phases of a whole run.
enum WorkflowPhase: String, Hashable, Sendable, CaseIterable {
  case initializing, executing, suspending, terminated, failed, succeeded

  /// What an Application's status says of it.
  var ofApplication: String {
    switch self {
    case .initializing: "starting"
    case .executing: "runningWorkflow"
    case .suspending: "workflowSuspending"
    case .terminated: "workflowTerminated"
    case .failed: "workflowFailed"
    case .succeeded: "running"
    }
  }
}

/// What a step's status says.
struct TickStatus: Hashable, Sendable {
  var phase: StepPhase
  var reason: PhaseReason?
  var message: String?
  /// When anything was first said of it, milliseconds.
  var first: Int64 = 0
}

/// What one execution of a step comes to.
enum TickOutcome: Sendable {
  case succeeded
  /// It waits for something outside.
  case running
  /// It goes wrong, and is tried again.
  case failed(String?)
  /// It ends itself as failed.
  case failedAction(String?)
  /// It asks for the end of the run.
  case terminated
  /// Its evaluation cannot be had.
  case unrendered(String?)
  /// It succeeds and asks for the end of the run.
  case broken
  /// The controller itself fails, and nothing is said of the step.
  case controllerFailed
}

/// The words that a controller's status has besides those of the native engine.
package enum ControllerWords {
  /// The reasons of steps.
  package static let reasons = PhaseReason.allCases.map(\.rawValue)
  /// The reasons of steps, and the phases of runs, which an expectation's `reason` may name.
  package static let all =
    reasons + WorkflowPhase.allCases.flatMap { [$0.rawValue, $0.ofApplication] }
}
