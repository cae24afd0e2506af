// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A workflow that is not the product's own: one task, or what the scenario declares.
///
/// One task is a function that nobody can look into: it does not heed a cancellation, and cannot be taken up again.
enum OwnWorkflow: WorkflowProgram {
  static var isResumable: Bool { false }

  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    if progress.hasFailed { return .fail(nil) }
    guard progress.phase == 0 else { return .done }
    var graph = TaskGraph()
    guard let declared = progress.declared else {
      graph.add(script(progress.name))
      return .run(graph)
    }
    var before: [Int] = []
    for group in declared {
      var own: [Int] = []
      for name in group {
        let found = operations(name, state)
        for task in found.isEmpty ? [script(name)] : found {
          var task = task
          task.needs = before
          own.append(graph.add(task))
        }
      }
      if !own.isEmpty { before = own }
    }
    return .run(graph)
  }

  private static func script(_ name: String) -> GraphTask {
    GraphTask(work: .script, names: [name], origin: name)
  }

  /// All operations that a name means.
  private static func operations(_ name: String, _ state: DeploymentState) -> [GraphTask] {
    var result: [GraphTask] = []
    for instance in state.present {
      for operation in state.node(instance).operations {
        let task = state.task(instance, operation)
        if task.names.contains(name) { result.append(task) }
      }
      for relation in state.instances[instance].relations {
        let relationship = state.node(instance).relationships[relation.relationship]
        let names = Set((relationship.sourceOperations + relationship.targetOperations).map(\.fullName))
        for operation in names.sorted() {
          result += state.tasks(instance, relation, operation).filter { $0.names.contains(name) }
        }
      }
    }
    return result
  }
}
