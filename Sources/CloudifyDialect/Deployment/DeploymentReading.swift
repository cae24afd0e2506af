// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

extension BlueprintChecker {
  /// What the merged blueprint becomes when a deployment is made of it. Complexity: linear in nodes and their operations.
  func deploymentModel(inputs: YAMLNode?) -> DeploymentModel {
    var model = DeploymentModel()
    let places = Dictionary(
      nodes.definitions.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for definition in nodes.definitions { model.nodes.append(node(definition, places, inputs: inputs)) }
    model.groups = scalingGroups(places, inputs: inputs)
    for definition in workflows.definitions { model.workflows.append(workflow(definition, inputs: inputs)) }
    model.schedules = deploymentSchedules(inputs: inputs)
    let unknown = model.nodes.filter(\.hasUnknownType)
    if !unknown.isEmpty {
      let names = unknown.prefix(4).map { "`\($0.name)`" }.joined(separator: ", ") + (unknown.count > 4 ? ", …" : "")
      model.assumptions.append(
        "the types of \(names) are in files that are not here: of their operations only those of the blueprint are run")
    }
    return model
  }

  // MARK: Nodes

  private func node(_ definition: Definition, _ places: [String: Int], inputs: YAMLNode?) -> DeploymentNode {
    var node = DeploymentNode(name: definition.name)
    if definition.key.tree === main.root.tree { node.nameRange = definition.key.contentRange }
    var sources = [definition.field("interfaces")]
    var properties: [YAMLNode] = [definition.field("properties")].compactMap { $0 }
    if let type = definition.field("type")?.stringValue {
      node.types = [type]
      if let found = find(type, in: nodeTypes, from: definition.unit) {
        let (types, isComplete) = hierarchy(of: found, in: nodeTypes)
        node.types = types.map(\.name)
        node.hasUnknownType = !isComplete
        sources += types.map { $0.value.field("interfaces") }
        for type in types {
          if let config = type.value.field("properties")?.field("agent_config")?.field("default") {
            properties.append(config)
          }
        }
      } else {
        node.hasUnknownType = true
      }
    }
    node.operations = operations(sources, inputs: inputs)
    node.agentInstallMethod = installMethod(properties, inputs: inputs)
    let scalable = definition.field("capabilities")?.field("scalable")?.field("properties")
    func count(_ key: StaticString) -> Int? { integer(scalable?.field(key), inputs: inputs).map { Int(clamping: $0) } }
    let deploy = integer(definition.field("instances")?.field("deploy"), inputs: inputs).map { Int(clamping: $0) }
    node.instances = max(0, count("default_instances") ?? deploy ?? 1)
    node.minimum = max(0, count("min_instances") ?? 0)
    node.maximum = count("max_instances").flatMap { $0 < 0 ? nil : $0 }
    for body in [(value: definition.value, unit: definition.unit)] + definition.more {
      for item in body.value.field("relationships")?.items ?? [] {
        guard let name = item.field("target")?.stringValue, let target = find(name, in: nodes, from: body.unit),
          target.name != definition.name, let place = places[target.name], let type = item.field("type")?.stringValue
        else { continue }
        node.relationships.append(relationship(item, type, to: place, unit: body.unit, inputs: inputs))
      }
    }
    return node
  }

  private func installMethod(_ properties: [YAMLNode], inputs: YAMLNode?) -> String {
    for node in properties {
      if node.field("install_agent")?.python == .bool(false) { return "none" }
      let config = node.field("agent_config") ?? node.field("cloudify_agent") ?? node
      if let method = config.field("install_method"), case .string(let text) = value(method, inputs: inputs) {
        return text
      }
    }
    return "remote"
  }

  private func relationship(
    _ item: YAMLNode, _ type: String, to target: Int, unit: Int, inputs: YAMLNode?
  ) -> DeploymentRelationship {
    var result = DeploymentRelationship(target: target)
    let types = find(type, in: relationships, from: unit).map { hierarchy(of: $0, in: relationships).types } ?? []
    let names = types.map(\.name) + [type]
    result.isContainment = names.contains("cloudify.relationships.contained_in")
    func property(_ key: StaticString) -> String? {
      let values =
        [item.field("properties")?.field(key)]
        + types.map { $0.value.field("properties")?.field(key)?.field("default") }
      return values.lazy.compactMap { $0 }.first.flatMap { node -> String? in
        if case .string(let text) = value(node, inputs: inputs) { text } else { nil }
      }
    }
    result.isToOne = property("connection_type") == "all_to_one"
    if names.contains("cloudify.relationships.depends_on_lifecycle_operation") {
      result.lifecycleOperation = property("operation")
    }
    result.sourceOperations = operations(
      [item.field("source_interfaces")] + types.map { $0.value.field("source_interfaces") }, inputs: inputs)
    result.targetOperations = operations(
      [item.field("target_interfaces")] + types.map { $0.value.field("target_interfaces") }, inputs: inputs)
    return result
  }

  // MARK: Groups

  private func scalingGroups(_ places: [String: Int], inputs: YAMLNode?) -> [DeploymentGroup] {
    var result: [DeploymentGroup] = []
    for policy in policies.definitions where policy.value.field("type")?.stringValue == "cloudify.policies.scaling" {
      let properties = policy.value.field("properties")
      func count(_ key: StaticString) -> Int? {
        integer(properties?.field(key), inputs: inputs).map { Int(clamping: $0) }
      }
      for target in policy.value.field("targets")?.items ?? [] {
        guard let name = target.stringValue, let found = find(name, in: groups, from: policy.unit) else { continue }
        var group = DeploymentGroup(name: found.name, members: members(of: found, places))
        group.instances = max(0, count("default_instances") ?? 1)
        group.minimum = max(0, count("min_instances") ?? 0)
        group.maximum = count("max_instances").flatMap { $0 < 0 ? nil : $0 }
        result.append(group)
      }
    }
    return result
  }

  private func members(of group: Definition, _ places: [String: Int]) -> [Int] {
    var result: [Int] = []
    var pending = [group]
    var seen: Set<String> = [group.name]
    while let next = pending.popLast() {
      for item in next.value.field("members")?.items ?? [] {
        guard let name = item.stringValue else { continue }
        if let node = find(name, in: nodes, from: next.unit), let place = places[node.name] {
          if !result.contains(place) { result.append(place) }
        } else if let inner = find(name, in: groups, from: next.unit), seen.insert(inner.name).inserted {
          pending.append(inner)
        }
      }
    }
    return result.sorted()
  }

  // MARK: Workflows

  private func workflow(_ definition: Definition, inputs: YAMLNode?) -> DeploymentWorkflow {
    var workflow = DeploymentWorkflow(name: definition.name)
    if definition.key.tree === main.root.tree { workflow.range = definition.key.contentRange }
    let mapping = definition.value.kind == .scalar ? definition.value : definition.field("mapping")
    if let text = mapping?.stringValue, text.hasPrefix(Self.builtInPrefix) {
      workflow.builtIn = String(text.utf8.dropFirst(Self.builtInPrefix.utf8.count))
    }
    let parameters = [definition.value] + definition.more.map(\.value)
    // The first file that has the key says all of it.
    let list = parameters.lazy.compactMap { $0.kind == .mapping ? $0.field("parameters") : nil }.first
    for entry in list?.mergedEntries ?? [] where entry.key.kind == .scalar {
      workflow.parameters.append(parameter(entry.key.text, entry.value, inputs: inputs))
    }
    if let rules = definition.field("availability_rules"), rules.kind == .mapping {
      workflow.availability = Self.availability(rules)
    }
    return workflow
  }

  private static let builtInPrefix = "default_workflows.cloudify.plugins.workflows."

  private func parameter(_ name: String, _ written: YAMLNode, inputs: YAMLNode?) -> DeploymentParameter {
    var parameter = DeploymentParameter(name: name)
    guard let body = written.resolved, body.kind == .mapping else { return parameter }
    parameter.type = body.field("type")?.stringValue
    parameter.itemType = body.field("item_type")?.stringValue
    parameter.isRequired = body.field("required")?.python != .bool(false)
    parameter.defaultValue = body.entry(merged: "default").map { value($0, inputs: inputs) }
    for item in body.field("constraints")?.items ?? [] {
      guard let entry = item.resolved?.mergedEntries.first(where: { Self.operators.contains($0.key.text) }) else {
        continue
      }
      parameter.constraints.append(DeploymentConstraint(entry.key.text, value(entry.value, inputs: inputs)))
    }
    return parameter
  }

  private static func availability(_ rules: YAMLNode) -> DeploymentAvailability {
    var result = DeploymentAvailability()
    result.isAvailable = rules.field("available")?.python != .bool(false)
    if let list = rules.field("node_instances_active"), list.kind == .sequence {
      result.active = list.items.compactMap { $0.stringValue.flatMap { .init(rawValue: $0) } }
    }
    if let list = rules.field("node_types_required"), list.kind == .sequence, list.count > 0 {
      result.nodeTypes = list.items.compactMap(\.stringValue)
    }
    return result
  }
}
