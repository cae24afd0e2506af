// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel

/// What the expressions of a workflow may read, with types (`language.md` §7 and §9).
///
/// One environment is shared by all expressions that read the same: steps differ by their own `env`, for what reads it,
/// and by the loops around them, triggers by their type.
package final class ExpressionTypes: Sendable {
  /// What tells two environments of a workflow apart.
  private struct Key: Hashable {
    var trigger: Int?
    var variables: StepIndex?
    var loop: StepIndex?

    /// Whether nothing sets it apart.
    var isCommon: Bool { trigger == nil && variables == nil && loop == nil }

    init(_ owner: ExpressionOwner, readsVariables: Bool = true, in reader: TypeReader) {
      switch owner {
      case .workflow: break
      case .trigger(let index): trigger = index
      case .step(let step):
        guard reader.workflow.steps.indices.contains(step) else { return }
        if readsVariables, !reader.workflow.steps[step].variables.isEmpty { variables = step }
        loop = reader.loop(around: step)
      }
    }

    func environment(common: [RecordType.Field], _ reader: TypeReader) -> TypeEnvironment {
      var fields = common
      if let trigger { fields = reader.fields(ofTrigger: trigger) }
      if let variables { fields = reader.replacing(env: variables, in: fields) }
      if let loop { fields += reader.variables(ofLoop: loop) }
      return TypeEnvironment(variables: fields, catalog: HostFunctions.catalog)
    }
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
    let reader = TypeReader(
      workflow: workflow, schema: schema, directory: directory, workspace: workspace,
      mentioned: Self.mentionedSteps(of: workflow))
    let common = reader.common
    var known: [Key: Int] = [:]
    var commonPlace: Int?
    var environments: [TypeEnvironment] = []
    var places: [Int] = []
    places.reserveCapacity(workflow.expressions.count)
    for index in workflow.expressions.indices {
      let site = workflow.expressions[index]
      let readsVariables = site.paths.contains { $0[0].name == "env" }
      let key = Key(site.owner, readsVariables: readsVariables, in: reader)
      // Most read what all read, and asking for that place needs no hash.
      if let place = key.isCommon ? commonPlace : known[key] {
        places.append(place)
        continue
      }
      if key.isCommon { commonPlace = environments.count } else { known[key] = environments.count }
      places.append(environments.count)
      environments.append(key.environment(common: common, reader))
    }
    self.places = places
    self.environments = environments
  }

  /// The ids of the steps that expressions read; nil where one may read any.
  private static func mentionedSteps(of workflow: Workflow) -> Set<String>? {
    var result: Set<String> = []
    for index in workflow.expressions.indices {
      for mention in workflow.expressions[index].mentions { result.insert(mention.id) }
      for path in workflow.expressions[index].paths where path.count < 2 && path[0].name == "steps" { return nil }
    }
    return result
  }

  /// What an expression may read, by its index in `Workflow.expressions`.
  package func environment(of expression: Int) -> TypeEnvironment? {
    place(of: expression).map { environments[$0] }
  }

  /// A number that tells whether two expressions, by their indices, may read the same.
  package func place(of expression: Int) -> Int? { places.indices.contains(expression) ? places[expression] : nil }

  /// What an expression of an owner may read, whether or not one is written there yet: for completion.
  ///
  /// Complexity: O(steps + declarations).
  package static func environment(
    of owner: ExpressionOwner, in workflow: Workflow, schema: DialectSchema, directory: Directory,
    workspace: WorkspaceSummary?
  ) -> TypeEnvironment {
    let reader = TypeReader(workflow: workflow, schema: schema, directory: directory, workspace: workspace)
    return Key(owner, in: reader).environment(common: reader.common, reader)
  }

  /// The roots that some expressions have and others have not, each with where it is.
  package static let contextual: [String: String] = [
    "body": "the filter and inputs of a webhook trigger", "headers": "the filter and inputs of a webhook trigger",
    "incident": "the filter and inputs of an incident trigger", "upstream": "the inputs of a workflow trigger",
    "steps": "steps and outputs, not triggers: no step has run when a trigger is looked at",
    "inputs": "steps and outputs, not triggers: they are what a trigger fills",
  ]
}
