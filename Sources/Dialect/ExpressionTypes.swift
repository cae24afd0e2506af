// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel

/// What the expressions of a workflow may read, with types (`language.md` §7 and §9).
///
/// One environment is shared by all expressions that read the same: steps differ by their own `env` and by the loops
/// around them, triggers by their type.
package final class ExpressionTypes: Sendable {
  /// What tells two environments of a workflow apart.
  private struct Key: Hashable {
    var trigger: Int?
    var variables: StepIndex?
    var loop: StepIndex?
  }

  /// The environment of each expression, by an index into `environments`.
  private let places: [Int]
  private let environments: [TypeEnvironment]

  /// Reads what a workflow declares. Complexity: O(steps + declarations), times the number of different environments.
  package init(
    _ workflow: Workflow, schema: DialectSchema, directory: Directory, workspace: WorkspaceSummary?
  ) {
    guard !workflow.expressions.isEmpty else {
      places = []
      environments = []
      return
    }
    let reader = TypeReader(workflow: workflow, schema: schema, directory: directory, workspace: workspace)
    let common = reader.common
    var known: [Key: Int] = [:]
    var environments: [TypeEnvironment] = []
    var places: [Int] = []
    places.reserveCapacity(workflow.expressions.count)
    for index in workflow.expressions.indices {
      var key = Key()
      switch workflow.expressions[index].owner {
      case .workflow: break
      case .trigger(let trigger): key.trigger = trigger
      case .step(let step):
        if !workflow.steps[step].variables.isEmpty { key.variables = step }
        key.loop = reader.loop(around: step)
      }
      if let place = known[key] {
        places.append(place)
        continue
      }
      var variables = common
      if let trigger = key.trigger { variables = reader.fields(ofTrigger: trigger) }
      if let step = key.variables { variables = reader.replacing(env: step, in: variables) }
      if let loop = key.loop { variables += reader.variables(ofLoop: loop) }
      known[key] = environments.count
      places.append(environments.count)
      environments.append(TypeEnvironment(variables: variables, catalog: HostFunctions.catalog))
    }
    self.places = places
    self.environments = environments
  }

  /// What an expression may read, by its index in `Workflow.expressions`.
  package func environment(of expression: Int) -> TypeEnvironment? {
    places.indices.contains(expression) ? environments[places[expression]] : nil
  }

  /// The roots that some expressions have and others have not, each with where it is.
  package static let contextual: [String: String] = [
    "body": "the filter and inputs of a webhook trigger", "headers": "the filter and inputs of a webhook trigger",
    "incident": "the filter and inputs of an incident trigger", "upstream": "the inputs of a workflow trigger",
    "steps": "steps and outputs, not triggers: no step has run when a trigger is looked at",
    "inputs": "steps and outputs, not triggers: they are what a trigger fills",
  ]
}
