// SPDX-License-Identifier: Apache-2.0

/// `reinstall`: uninstalls everything that passes the filters, then installs it.
enum ReinstallWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    let list = state.filtered(by: progress.parameters)
    switch progress.phase {
    case 0: return .run(LifecycleGraphs.uninstall(list, state, ignoresFailure: progress.flag("ignore_failure")))
    case 1: return .run(LifecycleGraphs.install(list, state))
    default: return .done
    }
  }
}
