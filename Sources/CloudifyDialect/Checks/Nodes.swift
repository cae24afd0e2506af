// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  mutating func checkNodes() {
    for definition in nodes.definitions { checkNode(definition) }
    checkNodeCycles()
  }

  private mutating func checkNode(_ definition: Definition) {
    guard let typeNode = definition.field("type"), !typeNode.isAbsent else {
      guard definition.value.kind == .mapping || definition.value.isAbsent else { return }
      return report(
        "CF119", definition.key, range: definition.key.contentRange, "the node `\(definition.name)` has no `type`",
        help: definition.value.entry("relationships") == nil || definition.value.count != 1
          ? nil : "There is no node of this name in an import that its relationships could extend.")
    }
    let unit = owner(of: typeNode, definition)
    checkExternalResource(definition)
    if let type = typeNode.stringValue {
      if let found = find(type, in: nodeTypes, from: unit) {
        checkProperties(of: definition, found)
        checkOperations(of: definition, found)
      } else if !unknowns.hasTypes {
        reportName("CF120", typeNode, "there is no node type `\(type)`", type, among: nodeTypes.names)
      }
    }
    for body in [(value: definition.value, unit: definition.unit)] + definition.more {
      checkRelationships(body.value, of: definition, unit: body.unit)
    }
    checkScaling(definition)
  }

  private func owner(of node: YAMLNode, _ definition: Definition) -> Int {
    if definition.value.tree === node.tree { return definition.unit }
    return definition.more.first { $0.value.tree === node.tree }?.unit ?? definition.unit
  }

  private mutating func checkProperties(of definition: Definition, _ type: Definition) {
    let schemas = nodeTypeProperties(type)
    let values = definition.field("properties")
    if let values, !values.isAbsent, values.kind != .mapping { return }
    var waives = values?.field("use_external_resource")?.python == .bool(true)
    if values?.field("use_external_resource") == nil,
      schemas.byName["use_external_resource"]?.defaultValue?.python == .bool(true)
    {
      waives = true
    }
    if let given = values?.field("use_external_resource"), IntrinsicFunctions.call(given) != nil { waives = true }
    checkProperties(
      values, schemas, unit: definition.unit, owner: definition.key, subject: "the node `\(definition.name)`",
      waives: waives)
  }

  private mutating func checkExternalResource(_ definition: Definition) {
    guard let value = definition.field("properties")?.field("use_external_resource"),
      let call = IntrinsicFunctions.call(value)
    else { return }
    report(
      "CF162", value, "`use_external_resource` must be `true` or `false`: `\(call.name)` is not resolved early enough")
  }

  // MARK: Operations

  private mutating func checkOperations(of definition: Definition, _ type: Definition) {
    let own = definition.field("interfaces")
    checkTemplateInterfaces(own)
    let types = hierarchy(of: type, in: nodeTypes).types
    checkMerged(
      own, types.map { ($0.value.field("interfaces"), $0.unit) }, unit: definition.unit, code: "CF121",
      owner: definition, typeNode: definition.field("type"), subject: "node `\(definition.name)`")
  }

  private mutating func checkTemplateInterfaces(_ interfaces: YAMLNode?) {
    for interface in interfaces?.mergedEntries ?? [] {
      for operation in interface.value.resolved?.mergedEntries ?? [] {
        if let body = operation.value.resolved, body.kind == .mapping { checkOperationFields(body) }
      }
    }
  }

  /// Checks the operations of a node or a relationship merged with those of its types, the nearest first.
  private mutating func checkMerged(
    _ own: YAMLNode?, _ types: [(node: YAMLNode?, unit: Int)], unit: Int, code: String, owner: Definition,
    typeNode: YAMLNode?, subject: String
  ) {
    var seen: Set<String> = []
    for (interfaces, source) in [(own, unit)] + types {
      guard let interfaces, interfaces.kind == .mapping else { continue }
      for interface in interfaces.mergedEntries {
        guard let operations = interface.value.resolved, operations.kind == .mapping else { continue }
        for operation in operations.mergedEntries {
          let name = "\(interface.key.text)\n\(operation.key.text)"
          guard seen.insert(name).inserted, let body = operation.value.resolved else { continue }
          if units[source].file.isStandard { continue }
          let inherited = types.lazy.compactMap { pair -> (YAMLNode, Int)? in
            guard let found = pair.node?.entry(merged: interface.key.text)?.entry(merged: operation.key.text) else {
              return nil
            }
            return (found, pair.unit)
          }.first
          checkOperation(
            body, operation.key.text, unit: source, code: code, subject: subject,
            inherited: interfaces.id == own?.id && interfaces.tree === own?.tree ? inherited : nil, owner: owner,
            typeNode: typeNode)
        }
      }
    }
  }

  private mutating func checkOperation(
    _ body: YAMLNode, _ name: String, unit: Int, code: String, subject: String, inherited: (YAMLNode, Int)?,
    owner: Definition, typeNode: YAMLNode?
  ) {
    let node = body.kind == .mapping ? body.field("implementation") : body
    var mapping = node?.stringValue
    var place = node
    var source = unit
    if mapping == nil || mapping == "", let inherited {
      place = inherited.0.kind == .mapping ? inherited.0.field("implementation") : inherited.0
      mapping = place?.stringValue
      source = inherited.1
    }
    checkOperationInputs(body, inherited?.0, name, subject: subject, hasMapping: mapping?.isEmpty == false)
    guard let mapping, let place, !mapping.isEmpty, !units[source].file.isStandard else { return }
    let shown = place.tree === main.root.tree || owner.unit != 0 ? place : typeNode ?? place
    switch resolve(mapping, unit: source) {
    case .ambiguous(let names):
      for name in names { usedPlugins.insert(name) }
      report(
        "CF123", shown, range: shown.contentRange,
        "`\(mapping)` may be of the plugins \(names.map { "`\($0)`" }.joined(separator: " and "))",
        help: "A plugin's name with a dot may not start with another plugin's name.")
    case .unknown: reportUnknownMapping(code, shown, mapping, "operation `\(name)` of the \(subject)")
    case .undecided: usesEverything = true
    case .script:
      for plugin in plugins.definitions where plugin.name.hasSuffix("script") { usedPlugins.insert(plugin.name) }
      if scriptPlugin(unit: source) == nil {
        if !unknowns.hasTypes {
          report(
            "CF128", shown, range: shown.contentRange,
            "the operation `\(name)` is a script, but no plugin runs scripts",
            help: "Import `cloudify/types/types.yaml`, which brings the plugin `script`.")
        }
      } else {
        checkScriptInputs(body, inherited?.0, name)
      }
    case .plugin(let plugin):
      usedPlugins.insert(plugin.name)
      if place.tree === main.root.tree { checkSpelling(place, mapping, "operation") }
      checkHost(body, plugin, name, owner: owner, place: shown, code: code)
    }
  }

  private mutating func checkScriptInputs(_ body: YAMLNode, _ inherited: YAMLNode?, _ name: String) {
    for source in [body, inherited] {
      guard let inputs = source?.field("inputs"), inputs.kind == .mapping else { continue }
      for key in ["script_path", "script_source"] {
        guard let entry = inputs.entry(named: key) else { continue }
        report(
          "CF127", entry.key, range: entry.key.contentRange,
          "the operation `\(name)` is a script, so `\(key)` is the product's own and may not be given")
        return
      }
    }
  }

  /// Inputs that the type's operation asks for and nobody gives.
  private mutating func checkOperationInputs(
    _ body: YAMLNode, _ inherited: YAMLNode?, _ name: String, subject: String, hasMapping: Bool
  ) {
    guard let inherited, inherited.kind == .mapping, let schema = inherited.field("inputs"), schema.kind == .mapping,
      hasMapping, let implementation = inherited.field("implementation")?.stringValue, !implementation.isEmpty
    else { return }
    let given = body.kind == .mapping ? body.field("inputs") : nil
    // An implementation of its own comes with inputs of its own.
    if body.kind == .scalar || body.field("implementation")?.stringValue.map({ $0 != implementation }) == true {
      return
    }
    for input in schema.mergedEntries {
      let rule = input.value.resolved
      if let value = given?.entry(merged: input.key.text), let type = rule?.field("type")?.stringValue,
        type != "string",
        IntrinsicFunctions.call(value) == nil, !value.isAbsent, Self.converts(value, to: type) == false
      {
        report(
          "CF194", value,
          "the input `\(input.key.text)` of the operation `\(name)` is of type `\(type)`, not \(value.python.description)"
        )
      }
      if rule?.field("required")?.python == .bool(false) || rule?.entry(merged: "default") != nil { continue }
      guard given?.entry(merged: input.key.text) == nil else { continue }
      report(
        "CF140", body.enclosingEntry?.key ?? body,
        "the operation `\(name)` of the \(subject) needs a value for its input `\(input.key.text)`")
    }
  }

  private mutating func checkHost(
    _ body: YAMLNode, _ plugin: Definition, _ name: String, owner: Definition, place: YAMLNode, code: String
  ) {
    guard code == "CF121" else { return }
    let executor =
      (body.kind == .mapping ? body.field("executor")?.stringValue : nil)
      ?? plugin.value.field("executor")?.stringValue
    guard executor == "host_agent", !unknowns.hasTypes, body.tree === main.root.tree,
      !units[plugin.unit].file.isStandard
    else { return }
    var current = owner
    var steps = 0
    while steps < 50 {
      steps += 1
      guard let type = current.field("type")?.stringValue,
        let definition = find(type, in: nodeTypes, from: current.unit)
      else { return }
      let (types, isComplete) = hierarchy(of: definition, in: nodeTypes)
      if !isComplete || types.contains(where: { $0.name == "cloudify.nodes.Compute" }) { return }
      guard let container = container(of: current) else { break }
      current = container
    }
    guard steps < 50 else { return }
    report(
      "CF133", place, range: place.contentRange,
      "the plugin `\(plugin.name)` runs on a host, and the node `\(owner.name)` is contained in none",
      help: "Contain the node in one of type `cloudify.nodes.Compute`, or say `executor: central_deployment_agent`.")
  }

  /// The node that a node is contained in.
  func container(of node: Definition) -> Definition? {
    for body in [(value: node.value, unit: node.unit)] + node.more {
      for item in body.value.field("relationships")?.items ?? [] {
        guard let type = item.field("type")?.stringValue, let target = item.field("target")?.stringValue,
          isContainment(type, unit: body.unit)
        else { continue }
        return find(target, in: nodes, from: body.unit)
      }
    }
    return nil
  }

  private func isContainment(_ type: String, unit: Int) -> Bool {
    guard let definition = find(type, in: relationships, from: unit) else { return false }
    return hierarchy(of: definition, in: relationships).types.contains {
      $0.name == "cloudify.relationships.contained_in"
    }
  }

  // MARK: Relationships

  private mutating func checkRelationships(_ body: YAMLNode, of node: Definition, unit: Int) {
    guard let list = body.field("relationships"), list.kind == .sequence else { return }
    var container: YAMLNode?
    for item in list.items {
      guard let relationship = item.resolved, relationship.kind == .mapping else { continue }
      checkTarget(relationship, of: node, unit: unit)
      guard let typeNode = relationship.field("type"), let type = typeNode.stringValue else { continue }
      guard let definition = find(type, in: relationships, from: unit) else {
        if !unknowns.hasTypes {
          reportName(
            "CF132", typeNode, "there is no relationship type `\(type)`", type, among: relationships.names)
        }
        continue
      }
      checkRelationship(relationship, definition, of: node, unit: unit, typeNode)
      guard isContainment(type, unit: unit) else { continue }
      if let first = container {
        report(
          "CF141", typeNode, range: typeNode.contentRange,
          "`\(node.name)` is contained in one node already, and can be in no other",
          related: [RelatedPlace(range: first.range, message: "the first one")])
      } else {
        container = typeNode
      }
    }
  }

  private mutating func checkRelationship(
    _ relationship: YAMLNode, _ definition: Definition, of node: Definition, unit: Int, _ typeNode: YAMLNode
  ) {
    let schemas = relationshipProperties(definition)
    let values = relationship.field("properties")
    if values?.isAbsent != false || values?.kind == .mapping {
      checkProperties(
        values, schemas, unit: unit, owner: typeNode, subject: "the relationship of `\(node.name)`")
    }
    let types = hierarchy(of: definition, in: relationships).types
    let sides: [(StaticString, String)] = [("source_interfaces", "source"), ("target_interfaces", "target")]
    for (key, _) in sides {
      checkTemplateInterfaces(relationship.field(key))
      checkMerged(
        relationship.field(key), types.map { ($0.value.field(key), $0.unit) }, unit: unit, code: "CF118", owner: node,
        typeNode: typeNode, subject: "relationship of `\(node.name)`")
    }
    checkLifecycleOperation(relationship, types, schemas, of: node, unit: unit, typeNode)
  }

  private mutating func checkTarget(_ relationship: YAMLNode, of node: Definition, unit: Int) {
    guard let target = relationship.field("target"), let name = target.stringValue else { return }
    guard let found = find(name, in: nodes, from: unit) else {
      if !unknowns.everything {
        reportName("CF131", target, "there is no node `\(name)`", name, among: nodes.names)
      }
      return
    }
    if found.name == node.name {
      report(
        "CF131", target, range: target.contentRange,
        "`\(name)` is the node itself, which can have no relationship to itself")
    }
  }

  private mutating func checkLifecycleOperation(
    _ relationship: YAMLNode, _ types: [Definition], _ schemas: PropertySchemas, of node: Definition, unit: Int,
    _ typeNode: YAMLNode
  ) {
    guard types.contains(where: { $0.name == "cloudify.relationships.depends_on_lifecycle_operation" }) else { return }
    let given = relationship.field("properties")?.field("operation")
    guard let value = given ?? schemas.byName["operation"]?.defaultValue, !value.isAbsent else {
      if given?.isAbsent == true {
        report("CF161", typeNode, range: typeNode.contentRange, "this relationship needs the property `operation`")
      }
      return
    }
    guard let operation = value.stringValue, let target = relationship.field("target")?.stringValue,
      let other = find(target, in: nodes, from: unit), let type = other.field("type")?.stringValue,
      let definition = find(type, in: nodeTypes, from: other.unit), !unknowns.hasTypes
    else { return }
    let (hierarchy, isComplete) = hierarchy(of: definition, in: nodeTypes)
    guard isComplete else { return }
    let bodies = [other.field("interfaces")] + hierarchy.map { $0.value.field("interfaces") }
    let isImplemented = bodies.contains { interfaces in
      guard let body = interfaces?.field("cloudify.interfaces.lifecycle")?.entry(merged: operation) else {
        return false
      }
      if let text = body.stringValue { return !text.isEmpty }
      return body.field("implementation")?.stringValue?.isEmpty == false
    }
    guard !isImplemented else { return }
    let place = given ?? typeNode
    report(
      "CF161", place, range: place.contentRange,
      "the node `\(other.name)` has no operation `\(operation)` in its lifecycle to depend on")
  }

  /// Nodes that depend on each other in a circle.
  private mutating func checkNodeCycles() {
    var state: [String: Int] = [:]
    for definition in nodes.definitions where state[definition.name] == nil {
      var path: [String] = []
      visit(definition, &state, &path)
    }
  }

  private mutating func visit(_ node: Definition, _ state: inout [String: Int], _ path: inout [String]) {
    guard path.count < 500 else { return }
    state[node.name] = 1
    path.append(node.name)
    for body in [(value: node.value, unit: node.unit)] + node.more {
      for item in body.value.field("relationships")?.items ?? [] {
        guard let target = item.field("target"), let name = target.stringValue,
          let next = find(name, in: nodes, from: body.unit), next.name != node.name
        else { continue }
        if state[next.name] == 1, let start = path.firstIndex(of: next.name) {
          let cycle = (path[start...] + [next.name]).joined(separator: " → ")
          report(
            "CF136", target, range: target.contentRange, "nodes depend on each other in a circle: \(cycle)",
            help: "A node is installed after those that it has relationships to.")
        } else if state[next.name] == nil {
          visit(next, &state, &path)
        }
      }
    }
    path.removeLast()
    state[node.name] = 2
  }
}
