// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// `heal`: looks which instances are well, heals those that can be healed and reinstalls the others with what they contain.
///
/// Meant for one instance, it takes for unwell what no check has proven well; for the whole deployment, the opposite.
enum HealWorkflow: WorkflowProgram {
  static var isResumable: Bool { false }

  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    switch progress.phase {
    case 0: return begin(&progress, state)
    case 1: return heal(&progress, state)
    case 2:
      // What failed to heal is reinstalled; whatever else went wrong is only logged.
      progress.chosen = state.contained(in: Array(Set(progress.chosen).union(progress.failed)))
      guard !progress.chosen.isEmpty else { return .done }
      guard progress.flag("allow_reinstall", default: true) else { return refusal(progress.chosen, state) }
      return .run(uninstall(progress, state))
    case 3:
      if progress.hasFailed { return .fail(nil) }
      return .run(LifecycleGraphs.install(progress.chosen, state))
    default: return progress.hasFailed ? .fail(nil) : .done
    }
  }

  private static func begin(_ progress: inout WorkflowProgress, _ state: DeploymentState) -> WorkflowDecision {
    if let name = progress.text("node_instance_id"), !name.isEmpty {
      guard let instance = state.instance(named: name) else {
        return .fail("No node instance with id `\(name)` was found")
      }
      progress.chosen = state.contained(in: [host(of: instance, state) ?? instance])
    } else {
      progress.chosen = state.present
    }
    if progress.flag("force_reinstall") {
      progress.phase = 2
      return .run(uninstall(progress, state))
    }
    let checked = progress.flag("check_status", default: true) ? progress.chosen : []
    return .run(
      OperationGraphs.run(CheckStatusWorkflow.operation, on: checked, state, isOrdered: false) { task in
        task.ignoresFailure = true
      })
  }

  private static func heal(_ progress: inout WorkflowProgress, _ state: DeploymentState) -> WorkflowDecision {
    let isTargeted = progress.text("node_instance_id")?.isEmpty == false
    var rest = progress.chosen.filter { instance in
      isTargeted ? !progress.succeeded.contains(instance) : progress.failed.contains(instance)
    }
    var ill: [Int] = []
    var lost: Set<Int> = []
    while !rest.isEmpty {
      let instance = rest.removeFirst()
      if lost.contains(instance) { continue }
      if state.node(instance).operation("cloudify.interfaces.lifecycle.heal") != nil {
        ill.append(instance)
      } else {
        lost.formUnion(state.contained(in: [instance]))
      }
    }
    ill.removeAll { lost.contains($0) }
    progress.chosen = lost.sorted()
    if !lost.isEmpty, !progress.flag("allow_reinstall", default: true) { return refusal(progress.chosen, state) }
    var graph = TaskGraph()
    var parts: [Int: Int] = [:]
    for instance in state.ordered(ill) {
      let part = graph.open(instance, .other)
      for name in ["preheal", "heal", "postheal"] {
        if let task = state.task(instance, "cloudify.interfaces.lifecycle." + name) { graph.append([task], to: part) }
      }
      graph.close(part)
      parts[instance] = part
    }
    for instance in ill {
      for relation in state.instances[instance].relations {
        if let source = parts[instance], let target = parts[relation.target] { graph.order(source, after: target) }
      }
    }
    return .run(graph)
  }

  private static func uninstall(_ progress: WorkflowProgress, _ state: DeploymentState) -> TaskGraph {
    LifecycleGraphs.uninstall(
      progress.chosen, state, ignoresFailure: progress.flag("ignore_failure", default: true))
  }

  private static func refusal(_ list: [Int], _ state: DeploymentState) -> WorkflowDecision {
    let names = list.prefix(5).map { state.instances[$0].name }.joined(separator: ", ")
    return .fail(
      "allow_reinstall is false, but would need to reinstall instances: \(names)"
        + (list.count > 5 ? " (and \(list.count - 5) more)" : ""))
  }

  private static func host(of instance: Int, _ state: DeploymentState) -> Int? {
    var current: Int? = instance
    while let place = current {
      if state.node(place).isHost { return place }
      current = state.instances[place].container
    }
    return nil
  }
}
