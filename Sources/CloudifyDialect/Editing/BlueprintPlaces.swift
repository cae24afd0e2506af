// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// Finds every place of a blueprint's files where a declared name stands.
struct BlueprintPlaces {
  private var checker: BlueprintChecker
  private(set) var places: [DeclaredPlace] = []
  private var unit = 0

  init(_ checker: BlueprintChecker) {
    self.checker = checker
    for index in checker.units.indices where !checker.units[index].file.isStandard {
      unit = index
      visit(checker.units[index].file.root)
    }
    var seen: Set<DeclaredPlace> = []
    places = places.filter { seen.insert($0).inserted }
  }

  private var path: String { checker.units[unit].path }

  private mutating func visit(_ root: YAMLNode) {
    guard root.kind == .mapping else { return }
    declare(root)
    for entry in root.field("inputs")?.mergedEntries ?? [] {
      refer(entry.value.field("type"), .dataType, checker.dataTypes)
    }
    for entry in root.field("node_types")?.mergedEntries ?? [] {
      refer(entry.value.field("derived_from"), .nodeType, checker.nodeTypes)
      schemas(entry.value.field("properties"), of: entry.key.text, checker.nodeTypes)
      operations(entry.value.field("interfaces"))
    }
    for entry in root.field("relationships")?.mergedEntries ?? [] {
      refer(entry.value.field("derived_from"), .relationshipType, checker.relationships)
      schemas(entry.value.field("properties"), of: entry.key.text, checker.relationships)
      operations(entry.value.field("source_interfaces"))
      operations(entry.value.field("target_interfaces"))
    }
    for entry in root.field("data_types")?.mergedEntries ?? [] {
      refer(entry.value.field("derived_from"), .dataType, checker.dataTypes)
      schemas(entry.value.field("properties"), of: entry.key.text, checker.dataTypes)
    }
    for entry in root.field("node_templates")?.mergedEntries ?? [] { visitNode(entry) }
    for entry in root.field("workflows")?.mergedEntries ?? [] { visitWorkflow(entry.value) }
    visitGroups(root)
    for entry in root.field("deployment_settings")?.field("default_schedules")?.mergedEntries ?? [] {
      refer(entry.value.field("workflow"), .workflow, checker.workflows)
    }
    visitCalls(root.tree)
  }

  private mutating func declare(_ root: YAMLNode) {
    let sections: [(StaticString, BlueprintNameKind)] = [
      ("inputs", .input), ("node_templates", .node), ("node_types", .nodeType),
      ("relationships", .relationshipType), ("data_types", .dataType), ("plugins", .plugin),
      ("workflows", .workflow), ("groups", .group), ("policy_types", .policyType),
      ("policy_triggers", .policyTrigger), ("outputs", .output), ("capabilities", .capability),
    ]
    for (key, kind) in sections {
      for entry in root.field(key)?.mergedEntries ?? [] where entry.key.kind == .scalar && !entry.key.textEquals("<<") {
        guard !entry.key.textBytes.isEmpty else { continue }
        let name = DeclaredName(kind: kind.rawValue, name: entry.key.text, path: path)
        places.append(DeclaredPlace(name, path: path, range: entry.key.contentRange, isDeclaration: true))
      }
    }
  }

  // MARK: References

  private mutating func refer(_ node: YAMLNode?, _ kind: BlueprintNameKind, _ section: Section) {
    guard let node, let text = node.stringValue, let found = checker.find(text, in: section, from: unit) else { return }
    add(node, text, checker.declared(found, kind))
  }

  /// Adds a place: the part of the text that is the name in the declaring file, without namespaces.
  private mutating func add(_ node: YAMLNode, _ text: String, _ name: DeclaredName) {
    let range = node.contentRange
    guard node.tree === checker.units[unit].file.root.tree, range.count == text.utf8.count, text.hasSuffix(name.name)
    else { return }
    places.append(
      DeclaredPlace(
        name, path: path, range: TextRange(range.end - name.name.utf8.count, range.end), isDeclaration: false))
  }

  private mutating func schemas(_ properties: YAMLNode?, of owner: String, _ section: Section) {
    for entry in properties?.mergedEntries ?? [] {
      refer(entry.value.field("type"), .dataType, checker.dataTypes)
      guard entry.key.kind == .scalar, checker.find(owner, in: section, from: unit) != nil else { continue }
      let name = DeclaredName(kind: BlueprintNameKind.property.rawValue, name: "\(owner).\(entry.key.text)", path: path)
      places.append(DeclaredPlace(name, path: path, range: entry.key.contentRange, isDeclaration: true))
    }
  }

  private mutating func operations(_ interfaces: YAMLNode?) {
    for interface in interfaces?.mergedEntries ?? [] {
      for operation in interface.value.resolved?.mergedEntries ?? [] {
        mapping(operation.value.resolved?.kind == .mapping ? operation.value.field("implementation") : operation.value)
      }
    }
  }

  private mutating func mapping(_ node: YAMLNode?) {
    guard let node, let text = node.stringValue, case .plugin(let plugin) = checker.resolve(text, unit: unit) else {
      return
    }
    // In a namespace the plugin's name may lack what stands before it.
    let name = checker.declared(plugin, .plugin)
    guard node.contentRange.count == text.utf8.count, node.tree === checker.units[unit].file.root.tree,
      let end = text.range(ofPlugin: name.name)
    else { return }
    let start = node.contentRange.start
    places.append(
      DeclaredPlace(
        name, path: path, range: TextRange(start + end.lowerBound, start + end.upperBound), isDeclaration: false))
  }

  private mutating func visitNode(_ entry: MappingEntry) {
    let body = entry.value
    refer(body.field("type"), .nodeType, checker.nodeTypes)
    if let type = body.field("type")?.stringValue, let found = checker.find(type, in: checker.nodeTypes, from: unit) {
      let schemas = checker.nodeTypeProperties(found)
      for property in body.field("properties")?.mergedEntries ?? [] { refer(property.key, property.key.text, schemas) }
    }
    operations(body.field("interfaces"))
    for item in body.field("relationships")?.items ?? [] {
      refer(item.field("type"), .relationshipType, checker.relationships)
      refer(item.field("target"), .node, checker.nodes)
      operations(item.field("source_interfaces"))
      operations(item.field("target_interfaces"))
    }
  }

  private mutating func refer(_ node: YAMLNode, _ property: String, _ schemas: PropertySchemas) {
    guard let schema = schemas.byName[property], let owner = schema.node.parent?.parent?.enclosingEntry?.key else {
      return
    }
    let place = checker.units[schema.unit]
    let name = DeclaredName(
      kind: BlueprintNameKind.property.rawValue, name: "\(owner.text).\(property)",
      path: place.file.isStandard ? "" : place.path)
    guard node.tree === checker.units[unit].file.root.tree else { return }
    places.append(DeclaredPlace(name, path: path, range: node.contentRange, isDeclaration: false))
  }

  private mutating func visitWorkflow(_ body: YAMLNode) {
    mapping(body.resolved?.kind == .mapping ? body.field("mapping") : body)
    for parameter in body.field("parameters")?.mergedEntries ?? [] {
      refer(parameter.value.field("type"), .dataType, checker.dataTypes)
    }
    for item in body.field("availability_rules")?.field("node_types_required")?.items ?? [] {
      refer(item.resolved, .nodeType, checker.nodeTypes)
    }
  }

  private mutating func visitGroups(_ root: YAMLNode) {
    for entry in root.field("groups")?.mergedEntries ?? [] {
      for item in entry.value.field("members")?.items ?? [] {
        refer(item.resolved, .node, checker.nodes)
        refer(item.resolved, .group, checker.groups)
      }
      for policy in entry.value.field("policies")?.mergedEntries ?? [] {
        refer(policy.value.field("type"), .policyType, checker.policyTypes)
        for trigger in policy.value.field("triggers")?.mergedEntries ?? [] {
          refer(trigger.value.field("type"), .policyTrigger, checker.policyTriggers)
        }
      }
    }
    for entry in root.field("policies")?.mergedEntries ?? [] {
      for item in entry.value.field("targets")?.items ?? [] { refer(item.resolved, .group, checker.groups) }
    }
  }

  private mutating func visitCalls(_ tree: YAMLTree) {
    for number in 0..<tree.nodeCount {
      guard let node = tree.node(NodeID(rawValue: UInt32(number))), node.kind == .mapping,
        let call = IntrinsicFunctions.call(node)
      else { continue }
      let items = call.arguments.kind == .sequence ? call.arguments.items.compactMap(\.resolved) : [call.arguments]
      guard let first = items.first else { continue }
      switch call.name {
      case "get_input": refer(first, .input, checker.inputs)
      case "get_property", "get_attribute", "get_attributes_list", "get_attributes_dict":
        refer(first, .node, checker.nodes)
        guard items.count > 1, let property = items[1].stringValue, let name = first.stringValue,
          let owner = checker.owner(name, of: node, unit: unit), let type = owner.field("type")?.stringValue,
          let found = checker.find(type, in: checker.nodeTypes, from: owner.unit)
        else { continue }
        refer(items[1], property, checker.nodeTypeProperties(found))
      default: continue
      }
    }
  }
}

extension BlueprintChecker {
  /// The node that the first argument of a function names: by its name, or by SELF, SOURCE and TARGET.
  func owner(_ name: String, of node: YAMLNode, unit: Int) -> Definition? {
    guard ["SELF", "SOURCE", "TARGET"].contains(name) else { return find(name, in: nodes, from: unit) }
    var current = node
    var target: String?
    for _ in 0..<120 {
      guard let parent = current.parent else { return nil }
      if parent.kind == .mapping, let text = parent.field("target")?.stringValue,
        parent.parent?.enclosingEntry?.key.textEquals("relationships") == true
      {
        target = text
      }
      if let root = parent.parent, root.parent == nil, let section = parent.enclosingEntry?.key,
        section.textEquals("node_templates"),
        let own = current.enclosingEntry?.key.text
      {
        if name == "TARGET" { return target.flatMap { find($0, in: nodes, from: unit) } }
        return find(own, in: nodes, from: unit)
      }
      current = parent
    }
    return nil
  }
}

extension String {
  /// Where a plugin's name stands in a mapping: before its first dot behind the name, byte offsets.
  func range(ofPlugin name: String) -> Range<Int>? {
    let bytes = Array(utf8)
    let word = Array(name.utf8)
    guard !word.isEmpty, bytes.count > word.count else { return nil }
    for start in 0..<(bytes.count - word.count) where bytes[start...].starts(with: word) {
      if bytes[start + word.count] == 0x2E { return start..<(start + word.count) }
    }
    return nil
  }
}
