// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// The graphs that run one operation on many instances (`docs/cloudify.md`).
enum OperationGraphs {
  /// Runs an operation on instances, those without it passed over; by their relationships, or all at once.
  static func run(
    _ name: String, on list: [Int], _ state: DeploymentState, isOrdered: Bool,
    change: (inout GraphTask) -> Void = { _ in }
  ) -> TaskGraph {
    var graph = TaskGraph()
    let chosen = Set(list)
    var parts: [Int: Int] = [:]
    for instance in state.ordered(state.present) {
      let part = graph.open(instance, .other)
      if chosen.contains(instance), let operation = state.node(instance).operation(name) {
        var task = state.task(instance, operation)
        change(&task)
        graph.append([task], to: part)
      }
      graph.close(part)
      parts[instance] = part
    }
    guard isOrdered else { return graph }
    for instance in state.present {
      for relation in state.instances[instance].relations {
        if let source = parts[instance], let target = parts[relation.target] { graph.order(source, after: target) }
      }
    }
    return graph
  }
}

extension DeploymentState {
  /// The instances that pass the filters of built-in workflows: `type_names`, `node_ids`, `node_instance_ids`.
  func filtered(by parameters: [String: CELValue]) -> [Int] {
    func list(_ name: String) -> [String] {
      parameters[name]?.asList?.compactMap(\.asString) ?? parameters[name]?.asString.map { [$0] } ?? []
    }
    let (types, nodes, names) = (list("type_names"), list("node_ids"), list("node_instance_ids"))
    return present.filter { place in
      let node = node(place)
      if !types.isEmpty, !types.contains(where: { node.types.contains($0) }) { return false }
      if !nodes.isEmpty, !nodes.contains(node.name) { return false }
      return names.isEmpty || names.contains(instances[place].name)
    }
  }
}
