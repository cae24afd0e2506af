// SPDX-License-Identifier: Apache-2.0

/// `rollback`: what stopped half-way goes back: being created or configured to uninitialized, being started to configured;
/// on request everything is uninstalled behind that.
enum RollbackWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    switch progress.phase {
    case 0:
      let half = state.filtered(by: progress.parameters).filter {
        [.creating, .configuring, .starting].contains(state.instances[$0].state)
      }
      return .run(graph(half, state))
    case 1 where progress.flag("full_rollback"):
      return .run(LifecycleGraphs.uninstall(state.present, state, ignoresFailure: false))
    default: return .done
    }
  }

  private static func graph(_ list: [Int], _ state: DeploymentState) -> TaskGraph {
    var graph = TaskGraph()
    var parts: [Int: Int] = [:]
    let order = Array(state.ordered(list).reversed())
    for instance in order {
      let part = graph.open(instance, .other)
      func run(_ name: String) {
        if let task = state.task(instance, "cloudify.interfaces." + name) { graph.append([task], to: part) }
      }
      func set(_ new: NodeInstanceState) { graph.append([GraphTask(work: .state(new), instance: instance)], to: part) }
      if state.instances[instance].state == .starting {
        run("monitoring.stop")
        run("lifecycle.prestop")
        run("lifecycle.stop")
        set(.configured)
      } else {
        let unlink = "cloudify.interfaces.relationship_lifecycle.unlink"
        for step in state.relationTasks(instance, unlink, isReversed: true) { graph.append(step, to: part) }
        run("lifecycle.delete")
        run("lifecycle.postdelete")
        set(.uninitialized)
      }
      graph.close(part)
      parts[instance] = part
    }
    for instance in order {
      for relation in state.instances[instance].relations {
        if let source = parts[instance], let target = parts[relation.target] { graph.order(target, after: source) }
      }
    }
    return graph
  }
}
