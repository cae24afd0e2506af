// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import SourceText
import WorkflowModel

/// Makes deployments for tests, and runs scenarios on them.
struct DeploymentBuilder {
  var model = DeploymentModel()

  static let lifecycle = "cloudify.interfaces.lifecycle"
  static let relationships = "cloudify.interfaces.relationship_lifecycle"

  init() {
    for (name, active) in Self.workflows {
      var workflow = DeploymentWorkflow(name: name)
      workflow.builtIn = name
      workflow.availability.active = active
      if name == "execute_operation" { workflow.parameters = [DeploymentParameter(name: "operation")] }
      if name == "scale" { workflow.parameters = [DeploymentParameter(name: "scalable_entity_name")] }
      workflow.parameters += Self.optional(name).map { optional in
        var parameter = DeploymentParameter(name: optional)
        parameter.isRequired = false
        return parameter
      }
      model.workflows.append(workflow)
    }
  }

  private static func optional(_ workflow: String) -> [String] {
    let filters = ["type_names", "node_ids", "node_instance_ids", "run_by_dependency_order", "ignore_failure"]
    switch workflow {
    case "scale": return ["delta", "rollback_if_failed", "include_instances", "exclude_instances", "scale_compute"]
    case "heal":
      return ["node_instance_id", "check_status", "allow_reinstall", "force_reinstall", "ignore_failure"]
    case "execute_operation": return filters + ["operation_kwargs", "allow_kwargs_override"]
    case "rollback": return filters + ["full_rollback"]
    default: return filters
    }
  }

  private static let workflows: [(String, [DeploymentAvailability.Activity]?)] = [
    ("install", [.none, .partial]), ("uninstall", [.all, .partial]), ("reinstall", [.all, .partial]),
    ("start", [.none, .partial]), ("stop", [.all, .partial]), ("restart", [.all, .partial]),
    ("execute_operation", nil), ("heal", [.all, .partial]), ("scale", [.all, .partial]),
    ("check_status", [.all, .partial]), ("check_drift", [.all, .partial]), ("rollback", [.all, .partial]),
    ("pull", [.all, .partial]), ("install_new_agents", [.all, .partial]), ("validate_agents", [.all, .partial]),
  ]

  /// Adds a node with operations of its lifecycle, or of the interface before the last dot.
  @discardableResult
  mutating func node(
    _ name: String, _ operations: [String] = ["create", "start", "stop", "delete"], types: [String] = [],
    instances: Int = 1, change: (inout DeploymentNode) -> Void = { _ in }
  ) -> Int {
    var node = DeploymentNode(name: name)
    node.types = types + ["cloudify.nodes.Root"]
    node.instances = instances
    node.operations = operations.map { Self.operation($0, Self.lifecycle) }
    change(&node)
    model.nodes.append(node)
    return model.nodes.count - 1
  }

  static func operation(_ text: String, _ standard: String) -> DeploymentOperation {
    guard let dot = text.lastIndex(of: ".") else { return DeploymentOperation(interface: standard, name: text) }
    return DeploymentOperation(
      interface: String(text[..<dot]), name: String(text[text.index(after: dot)...]))
  }

  /// Lets a node depend on another one.
  mutating func relate(
    _ source: Int, _ target: Int, _ operations: [String] = [], targets: [String] = [],
    change: (inout DeploymentRelationship) -> Void = { _ in }
  ) {
    var relationship = DeploymentRelationship(target: target)
    relationship.sourceOperations = operations.map { Self.operation($0, Self.relationships) }
    relationship.targetOperations = targets.map { Self.operation($0, Self.relationships) }
    change(&relationship)
    model.nodes[source].relationships.append(relationship)
  }

  /// Adds a workflow that is not the product's own.
  mutating func workflow(_ name: String, _ parameters: [DeploymentParameter] = []) {
    var workflow = DeploymentWorkflow(name: name)
    workflow.parameters = parameters
    model.workflows.append(workflow)
  }

  var plan: SimulationPlan {
    let range = TextRange(0, 0)
    var workflow = Workflow(dialect: "cloudify", range: range, syntax: SyntaxReference(rawValue: 0))
    workflow.model = model
    for (name, _) in model.coverableNames {
      var step = StepDraft(index: workflow.steps.count, range: range, syntax: SyntaxReference(rawValue: 0))
      step.id = Located(name, range, SyntaxReference(rawValue: 0))
      workflow.steps.append(Step(step))
    }
    return SimulationPlan([workflow]) { _ in 1_000 }
  }

  func run(_ name: String = "install", _ change: (inout Scenario) -> Void = { _ in }) -> SimulationResult {
    var scenario = Scenario()
    scenario.workflow = name
    change(&scenario)
    return SimulationResult(plan, scenario)
  }
}

extension SimulationResult {
  /// The short names of the tasks that a run started, in the order in which they did.
  func started(_ run: Int = 0) -> [String] {
    trace.events.filter { $0.kind == .stepStarted && Int($0.run) == run && $0.detail == 1 }.map {
      displayName(of: record(Int($0.instance)))
    }
  }

  /// What a run wrote down, with the seconds: `12 status started`.
  func log(_ run: Int = 0, _ part: String = "") -> [String] {
    trace.events.filter { $0.kind == .logged && Int($0.run) == run }.compactMap { event in
      trace.message(event.detail).map { "\(event.time / 1_000) \($0)" }
    }.filter { part.isEmpty || $0.contains(part) }
  }

  /// The statuses that a run went through.
  func statuses(_ run: Int = 0) -> [String] {
    log(run).compactMap { line in
      guard let place = line.firstIndex(of: " "), line[place...].hasPrefix(" status ") else { return nil }
      return String(line[line.index(place, offsetBy: 8)...])
    }
  }

  /// The states of the node instances at the end of a run.
  func states(_ run: Int = 0) -> [String: String] {
    guard let map = trace.runs[run].outputs?.asMap?[field: "node_instances"]?.asMap else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: zip(map.keys, map.values).map { ($0.asString ?? "", $1.asString ?? "") })
  }
}

extension Scenario {
  mutating func fail(_ name: String, after span: Milliseconds = 1_000, _ message: String = "boom") {
    mocks.append(Mock(name, MockOutcome(duration: span, failing: message)))
  }

  mutating func failForGood(_ name: String, after span: Milliseconds = 1_000) {
    var outcome = MockOutcome(duration: span, failing: "boom")
    outcome.isPermanent = true
    mocks.append(Mock(name, outcome))
  }

  mutating func take(_ name: String, _ span: Milliseconds) {
    mocks.append(Mock(name, MockOutcome(duration: span)))
  }

  mutating func start(all state: NodeInstanceState = .started) { deployment.states = [("*", state)] }

  mutating func arrive(_ time: Milliseconds, _ workflow: String, _ change: (inout ExecutionRequest) -> Void = { _ in })
  {
    var arrival = Arrival(.at(time), workflow: workflow)
    change(&arrival.execution)
    arrivals.append(arrival)
  }
}
