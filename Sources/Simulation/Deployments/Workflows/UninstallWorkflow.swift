// SPDX-License-Identifier: Apache-2.0

/// `uninstall`: everything that passes the filters, dependents first.
enum UninstallWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    return .run(
      LifecycleGraphs.uninstall(
        state.filtered(by: progress.parameters), state, ignoresFailure: progress.flag("ignore_failure")))
  }
}
