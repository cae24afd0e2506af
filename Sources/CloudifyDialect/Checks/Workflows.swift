// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  mutating func checkWorkflows() {
    for definition in workflows.definitions where !units[definition.unit].file.isStandard {
      checkMapping(of: definition)
      checkParameters(of: definition)
      checkAvailability(of: definition)
      checkOverride(definition)
    }
  }

  private mutating func checkOverride(_ definition: Definition) {
    guard definition.unit == 0,
      let standard = definition.more.first(where: { units[$0.unit].file.isStandard })
    else { return }
    report(
      "CF117", definition.key, range: definition.key.contentRange,
      "`\(definition.name)` overrides the built-in workflow: keys that it lacks are taken from that",
      help: standard.value.entry("availability_rules") == nil
        ? nil : "It inherits its parameters and availability rules.")
  }

  // MARK: The mapping

  private mutating func checkMapping(of definition: Definition) {
    let isShort = definition.value.kind == .scalar
    let written = isShort ? definition.value : definition.field("mapping")
    guard let node = written, !node.isAbsent else {
      guard definition.value.kind == .mapping, definition.value.tree === main.root.tree || !isShort else { return }
      return report(
        "CF124", definition.key, range: definition.key.contentRange,
        "the workflow `\(definition.name)` has no `mapping`",
        help: "`mapping` names `plugin.module.function`, or a Python script.")
    }
    guard let text = node.stringValue else { return }
    if text.isEmpty {
      return report(
        "CF124", node, "the mapping of `\(definition.name)` is empty: the product's parser crashes on that",
        help: "It names `plugin.module.function`, or a Python script.")
    }
    switch resolve(text, unit: definition.unit) {
    case .ambiguous(let names):
      for name in names { usedPlugins.insert(name) }
      report(
        "CF123", node, range: node.contentRange,
        "`\(text)` may be of the plugins \(names.map { "`\($0)`" }.joined(separator: " and "))",
        help: "A plugin's name with a dot may not start with another plugin's name.")
    case .unknown: reportUnknownMapping("CF122", node, text, "workflow `\(definition.name)`")
    case .undecided: usesEverything = true
    case .script: checkScript(node, text, definition)
    case .plugin(let plugin):
      usedPlugins.insert(plugin.name)
      checkSpelling(node, text, "workflow")
      if plugin.value.field("executor")?.stringValue == "host_agent", !units[plugin.unit].file.isStandard {
        report(
          "CF183", node, range: node.contentRange,
          "the plugin `\(plugin.name)` runs on hosts, but workflows always run on the manager",
          help: "Install the plugin on the manager too, with a `central_deployment_agent` executor.")
      }
    }
  }

  /// Reports a mapping that no plugin and no file answers to.
  mutating func reportUnknownMapping(_ code: String, _ node: YAMLNode, _ text: String, _ subject: String) {
    let trimmed = text.trimmingBlanks
    if trimmed != text, isPlainScalar(node), case .plugin = resolve(trimmed, unit: 0) {
      return report(
        code, node, range: node.contentRange, "blanks around `\(trimmed)` make it the mapping of no plugin",
        fixes: [Fix("remove the blanks", edits: [TextEdit(node.contentRange, trimmed)])])
    }
    if !hasScripts, BlueprintPath.isScript(text) {
      return report(
        "CF191", node, range: node.contentRange,
        "there is no file `\(text)`, nor any other script that the blueprint names: the \(subject) cannot run",
        help: "Scripts lie beside the blueprint. The product refuses it without them.")
    }
    let plugin = text.utf8.firstIndex(of: 0x2E).map { String(text[..<$0]) } ?? text
    let names = plugins.names
    if let near = NearestName.of(plugin, among: names), plugin != text, isPlainScalar(node), near != plugin {
      let range = TextRange(node.contentRange.start, node.contentRange.start + plugin.utf8.count)
      return report(
        code, node, range: node.contentRange,
        "no plugin and no script is behind `\(text)` of the \(subject); did you mean the plugin `\(near)`?",
        fixes: [Fix("replace with `\(near)`", edits: [TextEdit(range, near)])])
    }
    report(
      code, node, range: node.contentRange, "no plugin and no script is behind `\(text)` of the \(subject)",
      help: names.isEmpty
        ? "No plugin is declared: the text before a dot must be a plugin's name."
        : "The text before a dot must be a plugin's name: \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))."
    )
  }

  /// Blanks that are a part of a function's name.
  mutating func checkSpelling(_ node: YAMLNode, _ text: String, _ title: String) {
    guard text.trimmingBlanks != text || text.utf8.contains(0x20) else { return }
    let trimmed = text.trimmingBlanks
    let fixes =
      trimmed != text && isPlainScalar(node)
      ? [Fix("remove the blanks", edits: [TextEdit(node.contentRange, trimmed)])] : []
    report(
      "CF125", node, range: node.contentRange,
      "the mapping of this \(title) holds a blank, which becomes a part of the function's name", fixes: fixes)
  }

  private mutating func checkScript(_ node: YAMLNode, _ text: String, _ definition: Definition) {
    guard scriptPlugin(unit: definition.unit) != nil else {
      if !unknowns.hasTypes {
        report(
          "CF128", node, range: node.style == .literal || node.style == .folded ? node.range : node.contentRange,
          "the workflow `\(definition.name)` is a script, but no plugin runs scripts",
          help: "Import `cloudify/types/types.yaml`, which brings the plugin `script`.")
      }
      return
    }
    for plugin in plugins.definitions where plugin.name.hasSuffix("script") { usedPlugins.insert(plugin.name) }
    for key in ["script_path", "script_source"] {
      guard let parameters = definition.field("parameters"), let entry = parameters.entry(named: key) else { continue }
      report(
        "CF127", entry.key, range: entry.key.contentRange,
        "a workflow that is a script may not declare `\(key)`, which the product adds itself")
    }
    guard !text.utf8.contains(0x0A) else { return }
    if let colon = text.utf8.firstIndex(of: 0x3A), !text.contains("://"),
      plugins.definitions.contains(where: { text.hasPrefix($0.name + ".") })
    {
      let mended = text[..<colon] + "." + text[text.utf8.index(after: colon)...]
      report(
        "CF126", node, range: node.contentRange,
        "`\(text)` is taken for the address of a script, because of its colon",
        help: "A function is behind dots alone.",
        fixes: isPlainScalar(node)
          ? [Fix("replace the colon with a dot", edits: [TextEdit(node.contentRange, String(mended))])] : [])
      return
    }
    for suffix in [".sh", ".bash", ".ps1", ".rb", ".bat", ".js", ".pl"] where text.hasSuffix(suffix) {
      report(
        "CF129", node, range: node.contentRange,
        "`\(BlueprintPath.name(text))` is run as Python, as every workflow script is: it fails at the start",
        help: "Write the workflow in Python, and run other scripts as operations.")
    }
  }

  // MARK: Parameters

  private mutating func checkParameters(of definition: Definition) {
    guard let parameters = definition.value.field("parameters"), parameters.kind == .mapping else { return }
    for parameter in parameters.mergedEntries {
      guard let body = parameter.value.resolved, body.kind == .mapping else { continue }
      checkDeclaration(parameter.key, body, unit: definition.unit, isInput: false)
    }
  }

  /// What inputs and workflow parameters have in common.
  mutating func checkDeclaration(_ key: YAMLNode, _ body: YAMLNode, unit: Int, isInput: Bool) {
    let name = key.text
    let type = body.field("type")
    checkType(type, unit: unit)
    checkItemType(body, name)
    let given = body.field("default").flatMap { $0.isAbsent ? nil : $0 }
    let call = given.flatMap { IntrinsicFunctions.call($0) }
    if let given, let type = type?.stringValue, call == nil {
      checkValue(given, type, unit: unit, path: name, needsAll: isInput)
      checkItems(given, body, unit: unit, name, isInput)
    }
    let constraints = checkConstraints(body, name, isInput: isInput)
    if let given, call == nil, given.python != .dict {
      checkDefault(given, constraints, name, isInput)
    }
    if isInput, let given, call != nil, !constraints.isEmpty {
      report(
        "CF153", given,
        "the default of `\(name)` is a function, and `\(name)` has constraints: the product takes one of both only")
    }
    if given != nil, let required = body.entry("required"), required.value.python == .bool(true) {
      report(
        "CF182", required.key, range: required.range,
        "`\(name)` has a default, so `required: true` has no effect",
        fixes: [Fix("remove `required`", edits: YAMLEdits.remove(required))])
    }
  }

  private mutating func checkItemType(_ body: YAMLNode, _ name: String) {
    guard let node = body.field("item_type"), let item = node.stringValue, !item.isEmpty else { return }
    guard body.field("type")?.stringValue == "list" else {
      return report(
        "CF156", node, range: node.contentRange, "`item_type` belongs to the type `list`, which `\(name)` is not of")
    }
    if !BasicTypes.primitive.contains(item) {
      reportName(
        "CF156", node, "items of a list are of a basic type, and `\(item)` is none", item, among: BasicTypes.all)
    }
  }

  private mutating func checkItems(_ given: YAMLNode, _ body: YAMLNode, unit: Int, _ name: String, _ isInput: Bool) {
    guard given.kind == .sequence, let item = body.field("item_type")?.stringValue else { return }
    for (index, child) in given.items.enumerated() {
      guard let value = child.resolved, IntrinsicFunctions.call(value) == nil else { continue }
      let python = value.python
      let fits: Bool
      switch item {
      case "integer": if case .int = python { fits = true } else { fits = false }
      case "float": fits = python.isNumber
      case "boolean": if case .bool = python { fits = true } else { fits = false }
      case "list": fits = python == .list
      case "dict": fits = python == .dict
      default: fits = true
      }
      guard !fits, python != .null else { continue }
      report(
        "CF152", value, "item \(index + 1) of the default of `\(name)` is of type `\(item)`, not \(python.description)",
        help: isInput ? nil : "The product looks at it when an execution starts.")
    }
  }

  // MARK: Availability

  private mutating func checkAvailability(of definition: Definition) {
    guard let rules = definition.value.field("availability_rules"), rules.kind == .mapping else { return }
    if let active = rules.field("node_instances_active"), active.kind == .sequence {
      if active.count == 0 {
        report(
          "CF158", active, "an empty `node_instances_active` makes the workflow unavailable for ever",
          help: "Name `all`, `partial` or `none`, or leave the rule out.")
      }
      for item in active.items {
        guard let text = item.stringValue, !["all", "partial", "none"].contains(text), let node = item.resolved else {
          continue
        }
        reportName(
          "CF157", node, "`node_instances_active` takes `all`, `partial` and `none`, not `\(text)`", text,
          among: ["all", "partial", "none"])
      }
    }
    if let required = rules.field("node_types_required"), required.kind == .sequence {
      for item in required.items {
        guard let text = item.stringValue, !unknowns.hasTypes, let node = item.resolved,
          find(text, in: nodeTypes, from: definition.unit) == nil
        else { continue }
        let near = NearestName.of(text, among: nodeTypes.names)
        report(
          "CF159", node, range: node.contentRange,
          "there is no node type `\(text)`, so no node of it makes the workflow available"
            + (near.map { "; did you mean `\($0)`?" } ?? ""),
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
      }
    }
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmingBlanks: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return "" }
    return String(self[first...last])
  }
}
