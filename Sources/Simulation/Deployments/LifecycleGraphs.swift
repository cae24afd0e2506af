// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// The graphs that install and uninstall node instances (`docs/cloudify.md`).
enum LifecycleGraphs {
  private static let lifecycle = "cloudify.interfaces.lifecycle."
  private static let relationships = "cloudify.interfaces.relationship_lifecycle."
  private static let agent = "cloudify.interfaces.cloudify_agent."

  // MARK: Whole graphs

  /// Installs instances: each behind those that it has relationships to.
  static func install(_ list: [Int], _ state: DeploymentState) -> TaskGraph {
    var graph = TaskGraph()
    let order = state.ordered(list)
    var parts: [Int: Int] = [:]
    for instance in order { parts[instance] = addInstall(instance, state, &graph) }
    connect(order, parts, state, &graph, isInstall: true)
    return graph
  }

  /// Uninstalls instances: each behind those that have relationships to it.
  static func uninstall(_ list: [Int], _ state: DeploymentState, ignoresFailure: Bool) -> TaskGraph {
    var graph = TaskGraph()
    let order = Array(state.ordered(list).reversed())
    var parts: [Int: Int] = [:]
    for instance in order {
      let part = addUninstall(instance, state, &graph)
      if ignoresFailure { graph.ignoreFailures(of: part) }
      parts[instance] = part
    }
    connect(order, parts, state, &graph, isInstall: false)
    return graph
  }

  /// Lets subgraphs wait for each other, through instances that are left alone too; those of them that are started establish
  /// or unlink their relationships to the ones that are not left alone.
  private static func connect(
    _ order: [Int], _ parts: [Int: Int], _ state: DeploymentState, _ graph: inout TaskGraph, isInstall: Bool
  ) {
    var parts = parts
    for instance in state.present where parts[instance] == nil {
      let part = graph.open(instance, .other)
      if state.instances[instance].state == .started {
        let name = relationships + (isInstall ? "establish" : "unlink")
        for relation in state.instances[instance].relations where parts[relation.target] != nil {
          guard order.contains(relation.target) else { continue }
          graph.append(state.tasks(instance, relation, name), to: part)
        }
        if !isInstall { graph.ignoreFailures(of: part) }
      }
      graph.close(part)
      parts[instance] = part
    }
    for instance in state.present {
      guard let source = parts[instance] else { continue }
      for relation in state.instances[instance].relations {
        guard let target = parts[relation.target] else { continue }
        let relationship = state.node(instance).relationships[relation.relationship]
        let (later, earlier) = isInstall ? (source, target) : (target, source)
        guard let operation = relationship.lifecycleOperation else {
          graph.order(later, after: earlier)
          continue
        }
        let wanted = lifecycle + operation
        let owner = isInstall ? relation.target : instance
        guard
          let place = graph.tasks.indices.first(where: { place in
            guard graph.tasks[place].subgraph == earlier, graph.tasks[place].instance == owner,
              case .operation(let own) = graph.tasks[place].work
            else { return false }
            return own.fullName == wanted
          })
        else { continue }
        for next in graph.tasks.indices where graph.tasks[next].needs.contains(place) {
          graph.add(need: next, to: graph.subgraphs[later].start)
        }
      }
    }
  }

  // MARK: One instance

  /// The tasks that install an instance, without those that its state says are done.
  static func addInstall(_ instance: Int, _ state: DeploymentState, _ graph: inout TaskGraph) -> Int {
    let part = graph.open(instance, .install)
    let now = state.instances[instance].state
    let isCreating: Set<NodeInstanceState> = [.started, .starting, .created, .creating, .configured, .configuring]
    let isCreated: Set<NodeInstanceState> = [.started, .starting, .created, .configuring, .configured]
    let isConfigured: Set<NodeInstanceState> = [.started, .starting, .configured]
    var steps: [[GraphTask]] = []
    func run(_ name: String, before: NodeInstanceState? = nil, after: NodeInstanceState? = nil) {
      guard let task = state.task(instance, name) else { return }
      if let before { steps.append([GraphTask(work: .state(before), instance: instance)]) }
      steps.append([task])
      if let after { steps.append([GraphTask(work: .state(after), instance: instance)]) }
    }
    if !isCreating.contains(now) {
      run("cloudify.interfaces.validation.create")
      run(lifecycle + "precreate")
    }
    if !isCreated.contains(now) { run(lifecycle + "create", before: .creating, after: .created) }
    if !isConfigured.contains(now) {
      steps += state.relationTasks(instance, relationships + "preconfigure")
      run(lifecycle + "configure", before: .configuring, after: .configured)
    }
    if now != .started {
      steps += state.relationTasks(instance, relationships + "postconfigure")
      run(lifecycle + "start", before: .starting)
      if state.node(instance).isHost {
        for name in hostStart(state.node(instance)) { run(name) }
      }
      run(lifecycle + "poststart")
      run("cloudify.interfaces.monitoring.start")
      steps += state.relationTasks(instance, relationships + "establish")
    }
    if !steps.isEmpty { graph.append([GraphTask(work: .state(.initializing), instance: instance)], to: part) }
    for step in steps { graph.append(step, to: part) }
    graph.append([GraphTask(work: .state(.started), instance: instance)], to: part)
    graph.close(part)
    return part
  }

  /// The tasks that uninstall an instance, without those that its state says are done.
  static func addUninstall(_ instance: Int, _ state: DeploymentState, _ graph: inout TaskGraph) -> Int {
    let part = graph.open(instance, .uninstall)
    let now = state.instances[instance].state
    func set(_ new: NodeInstanceState) { graph.append([GraphTask(work: .state(new), instance: instance)], to: part) }
    func run(_ name: String, before: NodeInstanceState? = nil) {
      guard let task = state.task(instance, name) else { return }
      if let before { set(before) }
      graph.append([task], to: part)
    }
    if ![.stopped, .deleting, .deleted, .uninitialized].contains(now) {
      set(.stopping)
      run("cloudify.interfaces.validation.delete")
      run("cloudify.interfaces.monitoring.stop")
      run(lifecycle + "prestop")
      if state.node(instance).isHost {
        for name in hostStop(state.node(instance)) { run(name) }
      }
      run(lifecycle + "stop")
    }
    if ![.stopped, .deleting, .deleted].contains(now) { set(.stopped) }
    if ![.deleted, .uninitialized].contains(now) {
      for step in state.relationTasks(instance, relationships + "unlink", isReversed: true) {
        graph.append(step, to: part)
      }
      run(lifecycle + "delete", before: .deleting)
      run(lifecycle + "postdelete")
    }
    if now != .deleted { set(.deleted) }
    graph.close(part)
    return part
  }

  private static func hostStart(_ node: DeploymentNode) -> [String] {
    var names = ["cloudify.interfaces.host.get_state"]
    if node.agentInstallMethod != "none" {
      names.append(agent + "create")
      if ["plugin", "init_script"].contains(node.agentInstallMethod) { names.append(agent + "start") }
    }
    return names + ["cloudify.interfaces.monitoring_agent.install", "cloudify.interfaces.monitoring_agent.start"]
  }

  private static func hostStop(_ node: DeploymentNode) -> [String] {
    var names = ["cloudify.interfaces.monitoring_agent.stop", "cloudify.interfaces.monitoring_agent.uninstall"]
    if node.agentInstallMethod != "none" { names += [agent + "stop", agent + "delete"] }
    return names
  }
}
