// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Where a function stands, which decides what it may name.
enum FunctionScope {
  case node(Definition, unit: Int)
  case relationship(Definition, target: String?, unit: Int)
  case outputs(unit: Int)
  /// Capabilities, labels and policies, where SELF makes the product crash.
  case other(String, unit: Int)
  /// Where the product does not look: defaults of inputs and of workflows' parameters.
  case late(unit: Int)

  var unit: Int {
    switch self {
    case .node(_, let unit), .relationship(_, _, let unit), .outputs(let unit), .other(_, let unit), .late(let unit):
      unit
    }
  }

  var isLate: Bool { if case .late = self { true } else { false } }
}

extension BlueprintChecker {
  mutating func checkFunctions() {
    for node in nodes.definitions {
      for body in [(value: node.value, unit: node.unit)] + node.more { scanNode(node, body.value, body.unit) }
    }
    for definition in outputs.definitions { scan(definition.value, .outputs(unit: definition.unit)) }
    for definition in capabilities.definitions {
      scan(definition.value, .other("capabilities", unit: definition.unit))
    }
    for definition in labels.definitions { scan(definition.value, .other("labels", unit: definition.unit)) }
    for definition in policies.definitions {
      if let properties = definition.value.field("properties") {
        scan(properties, .other("policies", unit: definition.unit))
      }
    }
    if let settings { scan(settings, .other("deployment_settings", unit: 0)) }
    for definition in workflows.definitions where definition.unit == 0 {
      guard let parameters = definition.value.field("parameters") else { continue }
      scan(parameters, .late(unit: definition.unit))
    }
    for definition in inputs.definitions where definition.unit == 0 {
      if let value = definition.value.field("default") { scan(value, .late(unit: definition.unit)) }
    }
    checkPropertyCycles()
    checkEvaluation()
  }

  /// What no deployment can evaluate, whatever its inputs are.
  private mutating func checkEvaluation() {
    guard hasCalls else { return }
    let hasCycle = problems.contains { $0.code == "CF171" }
    var evaluator = PlanEvaluator(self, given: nil, knowsInputs: false)
    for failure in evaluator.failures() {
      if failure.isLate {
        report("CF190", failure.node, failure.message, help: "No deployment can be created.")
      } else if failure.isEndless, !hasCycle {
        report("CF171", failure.node, failure.message)
        return
      }
    }
  }

  private mutating func scanNode(_ node: Definition, _ body: YAMLNode, _ unit: Int) {
    let scope = FunctionScope.node(node, unit: unit)
    if let properties = body.field("properties") { scan(properties, scope) }
    if let capabilities = body.field("capabilities") { scan(capabilities, scope) }
    scanInterfaces(body.field("interfaces"), scope)
    for item in body.field("relationships")?.items ?? [] {
      guard let relationship = item.resolved, relationship.kind == .mapping else { continue }
      let inner = FunctionScope.relationship(node, target: relationship.field("target")?.stringValue, unit: unit)
      scanInterfaces(relationship.field("source_interfaces"), inner)
      scanInterfaces(relationship.field("target_interfaces"), inner)
    }
  }

  private mutating func scanInterfaces(_ interfaces: YAMLNode?, _ scope: FunctionScope) {
    for interface in interfaces?.mergedEntries ?? [] {
      for operation in interface.value.resolved?.mergedEntries ?? [] {
        guard let inputs = operation.value.field("inputs") else { continue }
        scan(inputs, scope)
      }
    }
  }

  private mutating func scan(_ node: YAMLNode, _ scope: FunctionScope, depth: Int = 0) {
    guard depth < 60, let node = node.resolved else { return }
    switch node.kind {
    case .sequence:
      for child in node.children { scan(child, scope, depth: depth + 1) }
    case .mapping:
      if let call = IntrinsicFunctions.call(node) {
        if call.name == "get_property" || call.name == "get_input", call.arguments.kind != .scalar { hasCalls = true }
        check(call, scope)
      } else if let miss = IntrinsicFunctions.nearMiss(node) {
        report(miss)
      }
      for entry in node.mergedEntries { scan(entry.value, scope, depth: depth + 1) }
    case .scalar, .alias: break
    }
  }

  private mutating func report(_ miss: IntrinsicFunctions.NearMiss) {
    switch miss {
    case .misspelt(let key, let near):
      report(
        "CF169", key, range: key.contentRange,
        "there is no function `\(key.text)`, so this is plain data; did you mean `\(near)`?",
        fixes: [Fix("replace with `\(near)`", edits: [TextEdit(key.contentRange, near)])])
    case .extraKey(let function, let extra):
      report(
        "CF170", extra, range: extra.contentRange,
        "`\(extra.text)` beside `\(function.text)` makes this plain data: the function is not called",
        related: [RelatedPlace(range: function.range, message: "the function")])
    }
  }

  // MARK: Arguments

  private func isSimple(_ node: YAMLNode) -> Bool {
    switch node.python {
    case .string, .int, .bool: true
    default: IntrinsicFunctions.call(node) != nil
    }
  }

  private mutating func complain(_ call: FunctionCall, _ scope: FunctionScope, _ message: String? = nil) {
    let expected = IntrinsicFunctions.rows.first { $0.name == call.name }?.documentation ?? "other arguments"
    let place = call.arguments.range.isEmpty ? call.key : call.arguments
    report(
      scope.isLate ? "CF186" : "CF164", place, message ?? "`\(call.name)` takes \(expected)",
      help: message == nil ? nil : "It takes \(expected).")
  }

  private mutating func check(_ call: FunctionCall, _ scope: FunctionScope) {
    let arguments = call.arguments
    let items = arguments.kind == .sequence ? arguments.items.compactMap(\.resolved) : []
    let isList = arguments.kind == .sequence
    let isText = arguments.python == .string
    let isCall = IntrinsicFunctions.call(arguments) != nil
    switch call.name {
    case "get_input":
      guard isText || isCall || isList && !items.isEmpty && items.allSatisfy({ isSimple($0) }) else {
        return complain(call, scope)
      }
      if let first = isList ? items.first : arguments { checkInput(first, items, scope) }
    case "get_property", "get_attribute", "get_attributes_list":
      guard isList, items.count >= 2, items.allSatisfy({ isSimple($0) }) else { return complain(call, scope) }
      checkNodeReference(call, items, scope)
    case "get_attributes_dict":
      guard isList, items.count >= 2 else { return complain(call, scope) }
      let isLegal = items.allSatisfy { isSimple($0) || $0.kind == .sequence && $0.items.allSatisfy { isSimple($0) } }
      guard isLegal, items[0].kind != .sequence else { return complain(call, scope) }
      checkNodeReference(call, items, scope)
    case "get_secret":
      if !(isText || isCall || isList && items.count > 1) { complain(call, scope) }
    case "get_capability":
      guard isList, items.count >= 2, items.allSatisfy({ isSimple($0) }) else { return complain(call, scope) }
    case "get_group_capability":
      let isLegal = items.enumerated().allSatisfy {
        isSimple($0.element) || $0.offset == 1 && $0.element.kind == .sequence
      }
      guard isList, items.count >= 2, isLegal else { return complain(call, scope) }
    case "get_environment_capability":
      guard isText || isList && items.count >= 2 && items.allSatisfy({ isSimple($0) }) else {
        return complain(call, scope)
      }
    case "get_label": checkLabel(call, items, isList, isText, isCall, scope)
    case "get_sys": checkSystem(call, items, isList, scope)
    case "get_consumers":
      guard isText else { return isCall ? () : complain(call, scope) }
      if !["ids", "names", "count"].contains(arguments.text) { complain(call, scope) }
    case "concat":
      guard isList else { return complain(call, scope) }
      checkFunctionVersion(call, 1, scope)
    case "merge":
      guard isList else { return complain(call, scope) }
      checkFunctionVersion(call, 3, scope)
      for item in items where item.kind != .mapping {
        report(scope.isLate ? "CF186" : "CF164", item, "`merge` takes mappings only, not \(item.python.description)")
      }
    case "string_find": if !isList || items.count != 2 { complain(call, scope) }
    case "string_replace": if !isList || !(3...4).contains(items.count) { complain(call, scope) }
    case "string_split": checkSplit(call, items, isList, scope)
    case "string_lower", "string_upper":
      if isList, items.count != 1 { complain(call, scope) }
    default: break
    }
  }

  private mutating func checkFunctionVersion(_ call: FunctionCall, _ minor: Int, _ scope: FunctionScope) {
    guard let version, version.minor < minor, !scope.isLate, !isPart else { return }
    report(
      "CF103", call.key, range: call.key.contentRange,
      "`\(call.name)` is not supported in `\(version.name)`; `cloudify_dsl_1_\(minor)` added it")
  }

  private mutating func checkLabel(
    _ call: FunctionCall, _ items: [YAMLNode], _ isList: Bool, _ isText: Bool, _ isCall: Bool, _ scope: FunctionScope
  ) {
    guard isList else { return isText || isCall ? () : complain(call, scope) }
    guard items.count == 2, items[0].python == .string || IntrinsicFunctions.call(items[0]) != nil else {
      return complain(call, scope)
    }
    switch items[1].python {
    case .int, .bool: return
    case .string where !items[1].textBytes.isEmpty && items[1].textBytes.allSatisfy(YAML11.isDigit): return
    default: complain(call, scope)
    }
  }

  private mutating func checkSystem(
    _ call: FunctionCall, _ items: [YAMLNode], _ isList: Bool, _ scope: FunctionScope
  ) {
    guard isList, items.count == 2 else { return complain(call, scope) }
    guard let entity = items[0].stringValue, let property = items[1].stringValue else { return }
    let known = ["tenant": ["name"], "deployment": ["id", "name", "blueprint", "owner"]]
    guard let properties = known[entity] else {
      return reportName(
        "CF164", items[0], "`get_sys` knows `tenant` and `deployment`, not `\(entity)`", entity,
        among: known.keys.sorted())
    }
    if !properties.contains(property) {
      reportName(
        "CF164", items[1],
        "`get_sys` knows \(properties.map { "`\($0)`" }.joined(separator: ", ")) of `\(entity)`, not `\(property)`",
        property, among: properties)
    }
  }

  private mutating func checkSplit(_ call: FunctionCall, _ items: [YAMLNode], _ isList: Bool, _ scope: FunctionScope) {
    guard isList, (2...3).contains(items.count) else { return complain(call, scope) }
    guard items.count == 3, IntrinsicFunctions.call(items[2]) == nil else { return }
    if case .int = items[2].python { return }
    let isNumeric =
      items[2].python == .string && !items[2].textBytes.isEmpty && items[2].textBytes.allSatisfy(YAML11.isDigit)
    if !isNumeric {
      complain(call, scope, "the index of `string_split` is a number, not \(items[2].python.description)")
    }
  }

  // MARK: Names

  private mutating func checkInput(_ first: YAMLNode, _ items: [YAMLNode], _ scope: FunctionScope) {
    guard let name = first.stringValue else { return }
    if let found = find(name, in: inputs, from: scope.unit) {
      usedInputs.insert(found.name)
      return
    }
    guard !unknowns.everything else { return }
    let message =
      scope.isLate
      ? "there is no input `\(name)`: the product looks at it when it needs the value, and fails"
      : "there is no input `\(name)`"
    reportName(scope.isLate ? "CF186" : "CF165", first, message, name, among: inputs.names)
  }

  private mutating func checkNodeReference(_ call: FunctionCall, _ items: [YAMLNode], _ scope: FunctionScope) {
    guard let first = items.first, let name = first.stringValue else { return }
    if items.contains(where: { IntrinsicFunctions.call($0) != nil }) { return }
    if ["SELF", "SOURCE", "TARGET"].contains(name) { return checkKeyword(name, call, items, scope) }
    guard let node = find(name, in: nodes, from: scope.unit) else {
      guard !unknowns.everything else { return }
      let code = scope.isLate ? "CF186" : "CF166"
      return reportName(
        code, first, "there is no node `\(name)` for `\(call.name)`", name, among: nodes.names)
    }
    if call.name == "get_property" { checkProperty(call, items, of: node, scope) }
  }

  private mutating func checkKeyword(
    _ name: String, _ call: FunctionCall, _ items: [YAMLNode], _ scope: FunctionScope
  ) {
    let isProperty = call.name == "get_property"
    let place: String
    switch scope {
    case .late: return
    case .node(let node, _):
      if name == "SELF" {
        if isProperty { checkProperty(call, items, of: node, scope) }
        return
      }
      place = "a node: it belongs to a relationship"
    case .relationship(let node, let target, let unit):
      guard name == "SELF" else {
        let other = name == "SOURCE" ? node : target.flatMap { find($0, in: nodes, from: unit) }
        if isProperty, let other { checkProperty(call, items, of: other, scope) }
        return
      }
      place = "a relationship: there are `SOURCE` and `TARGET`"
    case .outputs: place = "outputs, which belong to no node"
    case .other(let section, _): place = "`\(section)`, which belongs to no node"
    }
    guard let first = items.first else { return }
    report(
      "CF167", first, range: first.contentRange, "`\(name)` cannot be used with `\(call.name)` in \(place)",
      help: "Name the node itself.")
  }

  private mutating func checkProperty(
    _ call: FunctionCall, _ items: [YAMLNode], of node: Definition, _ scope: FunctionScope
  ) {
    guard !scope.isLate, items.count >= 2, let type = node.field("type")?.stringValue,
      let definition = find(type, in: nodeTypes, from: node.unit), !unknowns.hasTypes
    else { return }
    let schemas = nodeTypeProperties(definition)
    guard schemas.isComplete, let name = items[1].stringValue else { return }
    let own = node.field("properties")?.entry(merged: name)
    guard let schema = schemas.byName[name] else {
      guard own == nil else { return }
      return reportName(
        "CF168", items[1], "the node `\(node.name)` has no property `\(name)`", name, among: schemas.names)
    }
    guard let value = own ?? schema.defaultValue else {
      if schema.type.map({ BasicTypes.primitive.contains($0) }) ?? true, schema.isRequired == false {
        report(
          "CF168", items[1], range: items[1].contentRange,
          "the node `\(node.name)` has no value for `\(name)`, which has no default")
      }
      return
    }
    // Data types add defaults that are not written here.
    if schema.type.map({ BasicTypes.primitive.contains($0) }) ?? true {
      follow(items.dropFirst(2), in: value, node, path: name, scope)
    }
  }

  private mutating func follow(
    _ path: ArraySlice<YAMLNode>, in value: YAMLNode, _ node: Definition, path text: String, _ scope: FunctionScope
  ) {
    var current = value
    var text = text
    for item in path {
      guard let value = current.resolved, IntrinsicFunctions.call(value) == nil else { return }
      let range = item.kind == .scalar ? item.contentRange : item.range
      switch value.kind {
      case .mapping:
        guard let next = value.entry(merged: item.text) else {
          return report("CF168", item, range: range, "`\(text)` of the node `\(node.name)` has no `\(item.text)`")
        }
        current = next
      case .sequence:
        guard case .int(let number) = item.python, let number else {
          return report(
            "CF168", item, range: range, "`\(text)` of the node `\(node.name)` is a list: `\(item.text)` is no number")
        }
        let index = number < 0 ? number &+ Int64(value.count) : number
        guard index >= 0, index < Int64(value.count) else {
          return report(
            "CF168", item, range: range,
            "`\(text)` of the node `\(node.name)` has \(value.count) items, none with the number \(number)")
        }
        guard let position = Int(exactly: index), value.items.indices.contains(position) else { return }
        current = value.items[position]
      default:
        guard !value.isAbsent else { return }
        return report(
          "CF168", item, range: range,
          "`\(text)` of the node `\(node.name)` is \(value.python.description), which has no `\(item.text)`")
      }
      text += ".\(item.text)"
    }
  }

  // MARK: Properties that need each other

  private mutating func checkPropertyCycles() {
    var state: [String: Int] = [:]
    for node in nodes.definitions {
      for property in node.field("properties")?.mergedEntries ?? [] {
        _ = visitProperty(node, property.key.text, &state, depth: 0)
      }
    }
  }

  private mutating func visitProperty(
    _ node: Definition, _ name: String, _ state: inout [String: Int], depth: Int
  ) -> Bool {
    let id = "\(node.name)\n\(name)"
    if let known = state[id] { return known == 1 }
    guard depth < 100, let value = node.field("properties")?.entry(merged: name) else { return false }
    state[id] = 1
    let isCyclic = visitValue(value, node, &state, depth: depth)
    state[id] = 2
    return isCyclic
  }

  private mutating func visitValue(
    _ value: YAMLNode, _ node: Definition, _ state: inout [String: Int], depth: Int
  ) -> Bool {
    // The way into a property is not followed: only whole properties that need each other are certain.
    guard depth < 100, let call = IntrinsicFunctions.call(value) else { return false }
    guard call.name == "get_property" else {
      return call.arguments.items.reduce(false) { visitValue($1, node, &state, depth: depth + 1) || $0 }
    }
    let items = call.arguments.items.compactMap(\.resolved)
    guard items.count == 2, let name = items[0].stringValue, let property = items[1].stringValue,
      let other = name == "SELF" ? node : find(name, in: nodes, from: node.unit)
    else { return false }
    let isCyclic = visitProperty(other, property, &state, depth: depth + 1)
    if isCyclic {
      report(
        "CF171", call.arguments, "`\(property)` of `\(other.name)` needs itself: no deployment can be created",
        help: "The product gives up after 50 steps.")
      return false
    }
    return false
  }

  // MARK: What is declared and not used

  mutating func checkUnused() {
    checkUnusedInputs()
    checkUnusedPlugins()
  }

  private mutating func checkUnusedInputs() {
    let hasNodes = !nodes.isEmpty || !outputs.isEmpty
    guard hasNodes, !unknowns.everything else { return }
    var names: Set<String> = []
    for unit in units where !unit.file.isStandard { collectInputs(unit.file.root, &names) }
    for definition in inputs.definitions where definition.unit == 0 && !names.contains(definition.name) {
      if definition.key.tree !== main.root.tree { continue }
      report(
        "CF180", definition.key, range: definition.key.contentRange, "the input `\(definition.name)` is used nowhere")
    }
  }

  /// Every input that a file names, wherever it stands; an argument that is a function may name any.
  private func collectInputs(_ root: YAMLNode, _ names: inout Set<String>) {
    let tree = root.tree
    for index in 0..<tree.nodeCount {
      guard let node = tree.node(NodeID(rawValue: UInt32(index))), node.kind == .mapping,
        let argument = node.entry("get_input")?.value.resolved
      else { continue }
      if argument.kind == .scalar { names.insert(argument.text) }
      if let first = argument.items.first?.resolved, first.kind == .scalar { names.insert(first.text) }
      if argument.kind == .mapping || argument.items.first?.resolved?.kind == .mapping {
        names.formUnion(inputs.names)
      }
    }
    // Scripts and templates may say `{{ get_input … }}` in texts of their own; constraints name inputs too.
    for definition in inputs.definitions where !names.contains(definition.name) {
      if let item = definition.value.field("type")?.stringValue, item == "blueprint_id" || item == "deployment_id" {
        names.insert(definition.name)
      }
    }
  }

  private mutating func checkUnusedPlugins() {
    guard !usesEverything, !unknowns.hasTypes, !nodes.isEmpty else { return }
    var texts: Set<String> = []
    for definition in nodeTypes.definitions where !units[definition.unit].file.isStandard {
      noteMappings(definition.value.field("interfaces"), &texts)
    }
    for definition in relationships.definitions where !units[definition.unit].file.isStandard {
      noteMappings(definition.value.field("source_interfaces"), &texts)
      noteMappings(definition.value.field("target_interfaces"), &texts)
    }
    for plugin in plugins.definitions where plugin.unit == 0 && !usedPlugins.contains(plugin.name) {
      let start = plugin.name + "."
      if texts.contains(where: { $0.hasPrefix(start) }) || plugin.name.hasSuffix("script") { continue }
      report(
        "CF181", plugin.key, range: plugin.key.contentRange,
        "the plugin `\(plugin.name)` is used by no operation and no workflow")
    }
  }

  private func noteMappings(_ interfaces: YAMLNode?, _ texts: inout Set<String>) {
    for interface in interfaces?.mergedEntries ?? [] {
      for operation in interface.value.resolved?.mergedEntries ?? [] {
        if let text = operation.value.stringValue ?? operation.value.field("implementation")?.stringValue {
          texts.insert(text)
        }
      }
    }
  }
}
