// SPDX-License-Identifier: Apache-2.0

/// `check_status`: the validation of that name, which is not tried again unless the operation says so.
enum CheckStatusWorkflow: WorkflowProgram {
  static let operation = "cloudify.interfaces.validation.check_status"

  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    return .run(
      OperationGraphs.run(
        operation, on: state.filtered(by: progress.parameters), state,
        isOrdered: progress.flag("run_by_dependency_order")
      ) { task in
        task.retries = 0
        task.failsAtOnce = true
      })
  }
}

/// `check_drift`: the operation of that name, and behind it those of the instance's relationships.
enum CheckDriftWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    let list = state.filtered(by: progress.parameters)
    var graph = OperationGraphs.run(
      "cloudify.interfaces.lifecycle.check_drift", on: list, state,
      isOrdered: progress.flag("run_by_dependency_order", default: true)
    ) { $0.failsAtOnce = true }
    let chosen = Set(list)
    for part in graph.subgraphs where chosen.contains(part.instance) {
      for relation in state.instances[part.instance].relations {
        for task in state.tasks(part.instance, relation, "cloudify.interfaces.relationship_lifecycle.check_drift") {
          var task = task
          task.failsAtOnce = true
          task.needs = [part.end]
          graph.add(task)
        }
      }
    }
    return .run(graph)
  }
}
