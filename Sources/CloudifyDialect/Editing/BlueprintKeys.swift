// SPDX-License-Identifier: Apache-2.0
import Dialect
import YAMLSyntax

extension BlueprintChoices {
  /// The keys that a mapping at the end of a way takes, besides those of its row.
  mutating func keys(at way: Way) -> [VocabularyChoice] {
    let words = way.map { $0.key ?? "#" }
    guard let section = words.first, words.count > 1 else { return [] }
    if words.dropLast().last == "constraints", section == "inputs" || section == "workflows" {
      return BlueprintChecker.operators.map { VocabularyChoice($0, .key, detail: "a constraint") }
    }
    if section == "deployment_settings", words.count == 4, words[3] == "workflow_parameters" {
      return parameters(of: words).map { entry in
        VocabularyChoice(
          entry.key.text, .key, detail: entry.value.field("type")?.stringValue ?? "a parameter",
          documentation: LanguageWords.documentation(parameter: entry))
      }
    }
    if let end = interfaceEnd(words), words.count < end + 5 { return interfaceKeys(words, end) }
    var result: [VocabularyChoice] = []
    if let schemas = schemas(words) {
      result += schemas.names.compactMap { name in
        schemas.byName[name].map { schema in
          VocabularyChoice(
            name, .key, detail: schema.type ?? "any value", documentation: LanguageWords.documentation(schema: schema),
            rank: schema.isRequired && !schema.hasDefault ? 0 : 1)
        }
      }
    }
    return result + (takesFunction(words) ? functions(isKey: true) : [])
  }

  /// Whether the mapping may be a function's call.
  private func takesFunction(_ words: [String]) -> Bool {
    switch words[0] {
    case "outputs", "capabilities": return words.count > 2 && words[2] == "value"
    case "inputs": return words.count > 2 && words[2] == "default"
    case "node_templates":
      guard words.count > 3 else { return false }
      if words[2] == "properties" || words[2] == "capabilities" { return true }
      return words.lastIndex(of: "inputs").map { $0 > 2 && words.count > $0 + 1 } ?? false
    case "deployment_settings": return words.count > 4 && words[3] == "workflow_parameters"
    default: return false
    }
  }

  // MARK: Schemas

  /// The schemas of the properties that a mapping holds.
  private mutating func schemas(_ words: [String]) -> PropertySchemas? {
    guard words[0] == "node_templates", words.count > 2,
      let node = checker.find(words[1], in: checker.nodes, from: unit)
    else { return nil }
    let isRelationship = words[2] == "relationships" && words.count > 4 && words[4] == "properties"
    var start = 3
    var result: PropertySchemas
    if isRelationship {
      guard let type = relationshipType(node), let found = checker.find(type, in: checker.relationships, from: unit)
      else { return nil }
      result = checker.relationshipProperties(found)
      start = 5
    } else {
      guard words[2] == "properties", let type = node.field("type")?.stringValue,
        let found = checker.find(type, in: checker.nodeTypes, from: node.unit)
      else { return nil }
      result = checker.nodeTypeProperties(found)
    }
    for word in words.dropFirst(start) {
      guard let schema = result.byName[word], let type = schema.type,
        let found = checker.find(type, in: checker.dataTypes, from: schema.unit)
      else { return nil }
      result = checker.dataTypeProperties(found)
    }
    return result
  }

  /// The schema of the value at the end of a way.
  mutating func schema(_ words: [String]) -> PropertySchema? {
    guard words.count > 3, let last = words.last else { return nil }
    return schemas(Array(words.dropLast()))?.byName[last]
  }

  /// The type of the relationship around the cursor.
  private func relationshipType(_ node: Definition) -> String? {
    var current = cursor.container ?? cursor.owner ?? cursor.node
    for _ in 0..<120 {
      guard let here = current else { return nil }
      if here.kind == .mapping, here.parent?.enclosingEntry?.key.textEquals("relationships") == true {
        return here.field("type")?.stringValue
      }
      current = here.parent
    }
    return nil
  }

  // MARK: Interfaces

  /// Where a way enters a mapping of interfaces; nil where it does not.
  func interfaceEnd(_ words: [String]) -> Int? {
    let names: Set<String> = ["interfaces", "source_interfaces", "target_interfaces"]
    guard let section = words.first, ["node_types", "relationships", "node_templates"].contains(section) else {
      return nil
    }
    if words.count > 2, names.contains(words[2]) { return 2 }
    return words.count > 4 && words[2] == "relationships" && names.contains(words[4]) ? 4 : nil
  }

  private func interfaceKeys(_ words: [String], _ end: Int) -> [VocabularyChoice] {
    var seen: Set<String> = []
    var result: [VocabularyChoice] = []
    for interfaces in inherited(words, end) {
      var here: YAMLNode? = interfaces
      for word in words.dropFirst(end + 1).prefix(2) { here = here?.entry(merged: word) }
      if words.count == end + 4 {
        guard words[end + 3] == "inputs" else { return [] }
        here = here?.field("inputs")
      } else if words.count > end + 2 {
        return []
      }
      for entry in here?.mergedEntries ?? [] where entry.key.kind == .scalar && seen.insert(entry.key.text).inserted {
        let title = words.count == end + 1 ? "an interface" : words.count == end + 2 ? "an operation" : "an input"
        let text = entry.value.stringValue ?? entry.value.field("implementation")?.stringValue
        result.append(
          VocabularyChoice(
            entry.key.text, .key, detail: words.count == end + 2 ? text ?? title : title,
            documentation: words.count == end + 4 ? LanguageWords.documentation(parameter: entry) : nil))
      }
    }
    return result
  }

  /// The interfaces of the types that the node, relationship or type at a way has or extends, the nearest first.
  private func inherited(_ words: [String], _ end: Int) -> [YAMLNode] {
    let section = words[0] == "relationships" || end == 4 ? checker.relationships : checker.nodeTypes
    let name: String?
    if words[0] == "node_templates" {
      guard let node = checker.find(words[1], in: checker.nodes, from: unit) else { return [] }
      name = end == 4 ? relationshipType(node) : node.field("type")?.stringValue
    } else {
      name = checker.find(words[1], in: section, from: unit)?.field("derived_from")?.stringValue
    }
    guard let name, let found = checker.find(name, in: section, from: unit) else { return [] }
    return checker.hierarchy(of: found, in: section).types.compactMap { type in
      switch words[end] {
      case "interfaces": type.value.field("interfaces")
      case "source_interfaces": type.value.field("source_interfaces")
      default: type.value.field("target_interfaces")
      }
    }
  }

  // MARK: Schedules

  /// The parameters of the workflow that the schedule at a way starts.
  func parameters(of words: [String]) -> [MappingEntry] {
    guard words.count > 2,
      let schedule = checker.settings?.field("default_schedules")?.entry(merged: words[2]),
      let name = schedule.field("workflow")?.stringValue,
      let workflow = checker.find(name, in: checker.workflows, from: unit)
    else { return [] }
    let bodies = [workflow.value] + workflow.more.map(\.value)
    var seen: Set<String> = []
    return bodies.flatMap { $0.field("parameters")?.mergedEntries ?? [] }.filter { entry in
      entry.key.kind == .scalar && seen.insert(entry.key.text).inserted
    }
  }
}

/// The mappings that a blueprint and its imports hold already, by the plugin.
struct KnownMappings {
  private(set) var operations: [String: Set<String>] = [:]
  private(set) var workflows: [String: Set<String>] = [:]

  init(_ checker: BlueprintChecker) {
    for unit in checker.units {
      let texts = unit.file.mappings()
      let own = Set(
        (unit.file.root.field("workflows")?.mergedEntries ?? []).compactMap {
          $0.value.stringValue ?? $0.value.field("mapping")?.stringValue
        })
      for text in texts + own {
        for plugin in checker.plugins.definitions where text.hasPrefix(plugin.name + ".") {
          if own.contains(text) {
            workflows[plugin.name, default: []].insert(text)
          } else {
            operations[plugin.name, default: []].insert(text)
          }
        }
      }
    }
  }
}
