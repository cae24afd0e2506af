// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A task of a graph while it is simulated.
struct TaskRun {
  /// A task's states (`docs/cloudify.md`).
  enum Phase: String {
    case pending
    case sending
    case sent
    case started
    case rescheduled
    case succeeded
    case failed
  }

  var phase = Phase.pending
  /// How many tasks it still waits for.
  var missing: Int
  /// How often it was tried again since it began, or was taken up again.
  var retries: Int64 = 0
  /// All its tries.
  var tries = 0
  /// Events that were planned for an older generation are void.
  var generation: UInt32 = 0
  /// Its instance in the trace; -1 for what is not shown.
  var instance: Int32 = -1
  /// The instance in the trace whose end let it start.
  var cause: Int32 = -1
  /// What its current try comes to.
  var outcome = MockOutcome()
  var isTimedOut = false
  /// Nobody waits for it any more.
  var isAbandoned = false
}

/// An execution while it is simulated.
struct Execution {
  let name: String
  let request: ExecutionRequest
  var status = ExecutionStatus.pending
  var workflow: DeploymentWorkflow?
  var program: any WorkflowProgram.Type = OwnWorkflow.self
  var progress: WorkflowProgress
  var graph = TaskGraph()
  var tasks: [TaskRun] = []
  var dependents: [[Int]] = []
  /// Tasks that may start, in no order.
  var ready: [Int] = []
  /// How many tasks have not ended.
  var remaining = 0
  var running = 0
  /// How many tasks wait for their next try.
  var waiting = 0
  var errors: [String] = []
  /// What an earlier graph failed with, where the workflow went on.
  var lastErrors: [String] = []
  /// The instance in the trace that failed first.
  var failedBy: Int32 = -1
  var isCancelNoticed = false
  var isDispatchPlanned = false
  var generation: UInt32 = 0
  var attempt = 0
  var startedAt: Milliseconds = 0
  /// The visible tasks of the last graph that nothing followed, as steps.
  var sinks: [StepIndex] = []
  /// The schedule that started it.
  var schedule: Int?
  /// Whether it is one that needs the whole manager for itself.
  var isSystemWide = false

  /// Whether its workflow heeds a cancellation and can be taken up again like the product's own.
  var isGraph: Bool { program != OwnWorkflow.self || progress.declared != nil }
}
