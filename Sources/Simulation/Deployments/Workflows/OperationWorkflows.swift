// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// `execute_operation`: one operation on everything that passes the filters; nodes without it are passed over silently.
enum ExecuteOperationWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    let name = progress.text("operation") ?? ""
    let list = state.filtered(by: progress.parameters)
    if let given = progress.parameters["operation_kwargs"]?.asMap,
      progress.parameters["allow_kwargs_override"]?.asBool != true
    {
      for instance in list {
        let declared = state.node(instance).operation(name)?.inputs ?? []
        if let twice = given.keys.compactMap(\.asString).first(where: { declared.contains($0) }) {
          return .fail(
            "operation_kwargs gives `\(twice)`, an input of \(state.instances[instance].name).\(name), without allow_kwargs_override"
          )
        }
      }
    }
    return .run(OperationGraphs.run(name, on: list, state, isOrdered: progress.flag("run_by_dependency_order")))
  }
}

/// `start`: the operation of that name. No instance changes its state.
enum StartWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    OperationWorkflow.next(&progress, &state, ["cloudify.interfaces.lifecycle.start"])
  }
}

/// `stop`: the operation of that name. No instance changes its state.
enum StopWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    OperationWorkflow.next(&progress, &state, ["cloudify.interfaces.lifecycle.stop"])
  }
}

/// `restart`: all stops, then all starts.
enum RestartWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    OperationWorkflow.next(
      &progress, &state, ["cloudify.interfaces.lifecycle.stop", "cloudify.interfaces.lifecycle.start"])
  }
}

/// `pull`: the operation of that name.
enum PullWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    OperationWorkflow.next(&progress, &state, ["cloudify.interfaces.lifecycle.pull"])
  }
}

/// One operation after another, each on everything that passes the filters.
enum OperationWorkflow {
  static func next(
    _ progress: inout WorkflowProgress, _ state: inout DeploymentState, _ operations: [String]
  ) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase < operations.count else { return .done }
    return .run(
      OperationGraphs.run(
        operations[progress.phase], on: state.filtered(by: progress.parameters), state,
        isOrdered: progress.flag("run_by_dependency_order", default: true)))
  }
}
