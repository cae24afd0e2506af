// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// The parameters of an execution: the manager's checks 3 to 8 (`docs/cloudify.md`).
enum ExecutionParameters {
  /// The values that the workflow gets, or what the manager says.
  static func merged(_ workflow: DeploymentWorkflow, _ request: ExecutionRequest) -> Result<[String: CELValue], Problem>
  {
    var values: [String: CELValue] = [:]
    let declared = Dictionary(workflow.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let unknown = request.parameters.map(\.name).filter { declared[$0] == nil }
    if !unknown.isEmpty, !request.allowsCustomParameters {
      return .failure(
        Problem(
          "Workflow \"\(workflow.name)\" does not have the following parameters declared: \(unknown.joined(separator: ", ")). Remove these parameters or use the flag for allowing custom parameters"
        ))
    }
    for parameter in workflow.parameters { values[parameter.name] = parameter.defaultValue }
    for (name, value) in request.parameters { values[name] = value }
    var wrong: [String] = []
    for parameter in workflow.parameters {
      guard let value = values[parameter.name], !value.isUnknown else { continue }
      switch converted(value, parameter) {
      case .success(let value): values[parameter.name] = value
      case .failure(let problem): wrong.append(problem.message)
      }
    }
    if let first = wrong.first { return .failure(Problem(wrong.count > 1 ? wrong.joined(separator: "; ") : first)) }
    for parameter in workflow.parameters {
      guard let value = values[parameter.name], value != .null else { continue }
      for constraint in parameter.constraints where fulfils(value, constraint) == false {
        return .failure(
          Problem(
            "Value \(value.textForm) of parameter \(parameter.name) violates constraint \(constraint.name)(\(constraint.argument.textForm))."
          ))
      }
    }
    let missing = workflow.parameters.filter { $0.isRequired && values[$0.name] == nil }.map(\.name)
    guard missing.isEmpty else {
      return .failure(
        Problem(
          "Workflow \"\(workflow.name)\" must be provided with the following parameters to execute: \(missing.joined(separator: ", "))"
        ))
    }
    return .success(values)
  }

  /// What is wrong with parameters.
  struct Problem: Error {
    var message: String

    init(_ message: String) { self.message = message }
  }

  private static func converted(_ value: CELValue, _ parameter: DeploymentParameter) -> Result<CELValue, Problem> {
    guard value != .null, let type = parameter.type else { return .success(value) }
    if type == "list", let item = parameter.itemType {
      guard let items = value.asList else { return .success(value) }
      var result: [CELValue] = []
      for element in items {
        guard let element = cast(element, item) else {
          return .failure(wrong(parameter.name, element, item))
        }
        result.append(element)
      }
      return .success(.array(result))
    }
    guard let result = cast(value, type) else { return .failure(wrong(parameter.name, value, type)) }
    return .success(result)
  }

  private static func wrong(_ name: String, _ value: CELValue, _ type: String) -> Problem {
    Problem("Parameter \"\(name)\" must be of type \(type), not \(value.textForm)")
  }

  /// A value as a type: numbers by a cast, booleans from the texts `true` and `false`; a text must be one; others are not
  /// looked at. Nil where it does not fit.
  static func cast(_ value: CELValue, _ type: String) -> CELValue? {
    if value.isUnknown { return value }
    switch type {
    case "integer":
      switch value {
      case .int: return value
      case .bool(let flag): return .int(flag ? 1 : 0)
      case .double(let number): return Int64(exactly: number.rounded(.towardZero)).map { .int($0) }
      case .string(let text): return Int64(trimmed(text)).map { .int($0) }
      default: return nil
      }
    case "float":
      switch value {
      case .double: return value
      case .int(let number): return .double(Double(number))
      case .bool(let flag): return .double(flag ? 1 : 0)
      case .string(let text): return Double(trimmed(text)).map { .double($0) }
      default: return nil
      }
    case "boolean":
      switch value {
      case .bool: return value
      case .string(let text):
        let lower = text.lowercased()
        return lower == "true" ? .bool(true) : lower == "false" ? .bool(false) : nil
      default: return nil
      }
    case "string":
      if case .string = value { return value }
      return nil
    default: return value
    }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Whether a value fulfils a constraint; nil where only the manager can tell.
  static func fulfils(_ value: CELValue, _ constraint: DeploymentConstraint) -> Bool? {
    func compare(_ test: (Double, Double) -> Bool) -> Bool? {
      guard let left = number(value), let right = number(constraint.argument) else { return nil }
      return test(left, right)
    }
    func length(_ test: (Double, Double) -> Bool) -> Bool? {
      let count = value.asList?.count ?? value.asMap?.keys.count ?? value.asString?.unicodeScalars.count
      guard let count, let bound = number(constraint.argument) else { return nil }
      return test(Double(count), bound)
    }
    switch constraint.name {
    case "equal": return compare(==)
    case "greater_than": return compare(>)
    case "greater_or_equal": return compare(>=)
    case "less_than": return compare(<)
    case "less_or_equal": return compare(<=)
    case "in_range":
      guard let bounds = constraint.argument.asList, bounds.count == 2, let own = number(value),
        let low = number(bounds[0]), let high = number(bounds[1])
      else { return nil }
      return low <= own && own <= high
    case "length": return length(==)
    case "min_length": return length(>=)
    case "max_length": return length(<=)
    case "valid_values": return constraint.argument.asList.map { list in list.contains { $0.equals(value) } }
    case "pattern":
      // Anchored at its start only.
      guard let text = value.asString, let pattern = constraint.argument.asString,
        let expression = try? RegularExpression("^(?:" + pattern + ")")
      else { return nil }
      return expression.matches(text)
    default: return nil
    }
  }

  private static func number(_ value: CELValue) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}

extension DeploymentState {
  /// Whether a workflow may run now; why not, else.
  func unavailability(_ workflow: DeploymentWorkflow) -> String? {
    let rules = workflow.availability
    if !rules.isAvailable { return "the workflow is not available" }
    if let types = rules.nodeTypes, !model.nodes.contains(where: { node in node.types.contains { types.contains($0) } })
    {
      return "required node types: \(types.joined(separator: ", "))"
    }
    guard let active = rules.active else { return nil }
    let states = present.map { instances[$0].state }
    let started = states.count { $0 == .started }
    let holds = active.contains { activity in
      switch activity {
      case .all: started == states.count
      case .none: started == 0
      case .partial: started != states.count && !states.allSatisfy { $0 == .uninitialized || $0 == .deleted }
      }
    }
    // The manager's message has another name for the rule than blueprints.
    return holds
      ? nil
      : "active_node_instances: \(active.map(\.rawValue).joined(separator: ", ")); \(started) of \(states.count) node instances are started"
  }
}
