// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// What a workflow does next.
enum WorkflowDecision {
  /// It runs a graph to its end.
  case run(TaskGraph)
  /// It returns.
  case done
  /// It raises; nil for the errors of the tasks that failed.
  case fail(String?)
}

/// How far a workflow is.
struct WorkflowProgress {
  /// The values of its parameters.
  let parameters: [String: CELValue]
  /// How many graphs it has run.
  var phase = 0
  /// Whether the last one failed.
  var hasFailed = false
  /// Instances that it has chosen to work on.
  var chosen: [Int] = []
  /// Instances whose task failed in the last graph, passed over or not.
  var failed: Set<Int> = []
  /// Instances whose task succeeded in the last graph.
  var succeeded: Set<Int> = []
  /// Whether an execution of it was taken up again.
  var isResumed = false
  /// What the scenario says that workflows of a name run: operations one after another, those of an inner list side by side.
  let declared: [[String]]?
  /// Its name.
  let name: String

  func flag(_ name: String, default value: Bool = false) -> Bool { parameters[name]?.asBool ?? value }

  func text(_ name: String) -> String? { parameters[name]?.asString }
}

/// A workflow as a sequence of graphs.
protocol WorkflowProgram {
  /// Whether an execution of it that failed or was cancelled can be taken up again.
  static var isResumable: Bool { get }
  /// What comes after the graphs that it has run.
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision
}

extension WorkflowProgram {
  static var isResumable: Bool { true }
}

/// The product's own workflows by the names of their functions.
enum BuiltInWorkflows {
  static func program(_ function: String) -> (any WorkflowProgram.Type)? {
    switch function {
    case "install": InstallWorkflow.self
    case "uninstall": UninstallWorkflow.self
    case "reinstall": ReinstallWorkflow.self
    case "start": StartWorkflow.self
    case "stop": StopWorkflow.self
    case "restart": RestartWorkflow.self
    case "execute_operation": ExecuteOperationWorkflow.self
    case "heal", "auto_heal_reinstall_node_subgraph": HealWorkflow.self
    case "scale", "scale_entity": ScaleWorkflow.self
    case "check_status": CheckStatusWorkflow.self
    case "check_drift": CheckDriftWorkflow.self
    case "rollback": RollbackWorkflow.self
    case "pull": PullWorkflow.self
    case "install_new_agents": InstallAgentsWorkflow.self
    case "validate_agents": ValidateAgentsWorkflow.self
    default: nil
    }
  }
}
