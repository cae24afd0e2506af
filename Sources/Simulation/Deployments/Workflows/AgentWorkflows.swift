// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// `install_new_agents`: all started hosts are validated, then each gets a new agent.
enum InstallAgentsWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase < 2 else { return .done }
    let hosts = Agents.hosts(progress, state)
    if let stopped = Agents.firstStopped(hosts, state) { return .fail(stopped) }
    if progress.phase == 0 {
      guard progress.flag("validate", default: true) else { return .run(TaskGraph()) }
      return .run(OperationGraphs.run(Agents.interface + "validate_amqp", on: hosts, state, isOrdered: false))
    }
    guard progress.flag("install", default: true) else { return .done }
    var graph = TaskGraph()
    for host in hosts {
      let part = graph.open(host, .other)
      for name in [
        Agents.interface + "create_amqp", Agents.interface + "validate_amqp",
        "cloudify.interfaces.monitoring_agent.install", "cloudify.interfaces.monitoring_agent.start",
      ] {
        if let task = state.task(host, name) { graph.append([task], to: part) }
      }
      for inner in state.contained(in: [host]) {
        if let task = state.task(inner, "cloudify.interfaces.monitoring.start") { graph.append([task], to: part) }
      }
      graph.close(part)
    }
    return .run(graph)
  }
}

/// `validate_agents`: asks the agents of all started hosts.
enum ValidateAgentsWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    let hosts = Agents.hosts(progress, state)
    if let stopped = Agents.firstStopped(hosts, state) { return .fail(stopped) }
    return .run(OperationGraphs.run(Agents.interface + "validate_amqp", on: hosts, state, isOrdered: false))
  }
}

/// What both have in common.
enum Agents {
  static let interface = "cloudify.interfaces.cloudify_agent."

  static func hosts(_ progress: WorkflowProgress, _ state: DeploymentState) -> [Int] {
    let methods = progress.parameters["install_methods"]?.asList?.compactMap(\.asString)
    return state.filtered(by: progress.parameters).filter { instance in
      let node = state.node(instance)
      guard node.isHost else { return false }
      return methods?.contains(node.agentInstallMethod) ?? (node.agentInstallMethod != "none")
    }
  }

  static func firstStopped(_ hosts: [Int], _ state: DeploymentState) -> String? {
    hosts.first { state.instances[$0].state != .started }.map {
      "Node \(state.instances[$0].name) is not started (state: \(state.instances[$0].state.rawValue))"
    }
  }
}
