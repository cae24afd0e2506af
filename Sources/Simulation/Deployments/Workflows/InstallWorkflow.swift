// SPDX-License-Identifier: Apache-2.0

/// `install`: everything that passes the filters, dependencies first.
enum InstallWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    return .run(LifecycleGraphs.install(state.filtered(by: progress.parameters), state))
  }
}
