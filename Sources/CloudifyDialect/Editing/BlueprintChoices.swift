// SPDX-License-Identifier: Apache-2.0
package import Dialect
import Schedule
import SourceText
package import YAMLSyntax

extension BlueprintVocabulary {
  /// What may stand at a cursor of the file at a path, besides what the rows say.
  package func choices(at cursor: CursorContext, in path: String) -> [VocabularyChoice] {
    guard let unit = unit(path) else { return [] }
    let slot = CursorSlot(cursor, offset: cursor.word.start)
    var choices = BlueprintChoices(vocabulary: self, checker: checker, unit: unit, cursor: cursor)
    var result: [VocabularyChoice] = []
    if let way = slot.value { result += choices.values(at: way[...]) }
    if let way = slot.mapping {
      result += choices.keys(at: way[...]).filter { !slot.present.contains($0.label) }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert("\($0.kind) \($0.label)").inserted }
  }
}

/// What may stand at the end of a way through a blueprint.
struct BlueprintChoices {
  typealias Way = ArraySlice<CursorSlot.Part>

  let vocabulary: BlueprintVocabulary
  var checker: BlueprintChecker
  let unit: Int
  let cursor: CursorContext

  // MARK: Values

  /// The values that may stand at the end of a way.
  mutating func values(at way: Way) -> [VocabularyChoice] {
    let words = way.map { $0.key ?? "#" }
    let last = words.last ?? ""
    let section = words.first ?? ""
    if let call = call(in: words) { return arguments(call, words) }
    switch (section, words.count, last) {
    case ("imports", 2, _): return imports()
    case ("node_templates", 3, "type"): return names(.nodeType)
    case ("node_types", 3, "derived_from"): return names(.nodeType)
    case ("relationships", 3, "derived_from"): return names(.relationshipType)
    case ("data_types", 3, "derived_from"): return names(.dataType)
    case ("inputs", 3, "type"), ("workflows", 5, "type"): return types()
    case ("inputs", 3, "item_type"), ("workflows", 5, "item_type"): return basicTypes()
    case ("node_types", 5, "type"), ("relationships", 5, "type"), ("data_types", 5, "type"),
      ("policy_types", 5, "type"), ("policy_triggers", 5, "type"):
      return types()
    case ("node_types", 8, "type"), ("relationships", 8, "type"): return words[6] == "#" ? [] : types()
    case ("workflows", 2, _), ("workflows", 3, "mapping"): return mappings(isWorkflow: true)
    case ("workflows", 5, "#") where words[3] == "node_types_required": return names(.nodeType)
    case ("groups", 4, "#") where words[2] == "members": return names(.node) + names(.group)
    case ("groups", 5, "type") where words[2] == "policies": return names(.policyType)
    case ("policies", 3, "type"):
      return [VocabularyChoice("cloudify.policies.scaling", .type, detail: "scales groups")]
    case ("policies", 4, "#") where words[2] == "targets": return names(.group)
    case ("deployment_settings", 4, "workflow"): return names(.workflow)
    case ("deployment_settings", 4, "timezone"): return timeZones()
    case ("inputs", 3, "default"), ("outputs", 3, "value"), ("capabilities", 3, "value"): return functions(isKey: false)
    default: break
    }
    if let end = interfaceEnd(words), last == "implementation" || words.count == end + 3 {
      return mappings(isWorkflow: false)
    }
    guard section == "node_templates" else { return scheduleValues(words) }
    if words.count > 3, words[2] == "relationships" {
      if words.count == 5, last == "type" { return names(.relationshipType) }
      if words.count == 5, last == "target" { return names(.node).filter { $0.label != words[1] } }
    }
    return templateValues(words)
  }

  /// Values of properties and inputs of operations: what their schemas say, and functions.
  private mutating func templateValues(_ words: [String]) -> [VocabularyChoice] {
    var result: [VocabularyChoice] = []
    if let schema = schema(words) { result += values(of: schema) }
    let isInside =
      words.count > 3 && (words[2] == "properties" || words.contains("inputs") || words[2] == "relationships")
    return result + (isInside ? functions(isKey: false) : [])
  }

  /// The zones of the database, those with a region first.
  private func timeZones() -> [VocabularyChoice] {
    let others = TimeZoneDatabase.system.knownNames.filter { $0 != "UTC" }
    return [VocabularyChoice("UTC", .word)]
      + others.map { VocabularyChoice($0, .word, rank: $0.utf8.contains(0x2F) && !$0.hasPrefix("Etc/") ? 1 : 2) }
  }

  private func scheduleValues(_ words: [String]) -> [VocabularyChoice] {
    guard words.count == 5, words[0] == "deployment_settings", words[3] == "workflow_parameters" else { return [] }
    return parameters(of: words).first { $0.key.text == words[4] }.map { values(of: $0.value) } ?? []
  }

  private func values(of schema: PropertySchema) -> [VocabularyChoice] {
    var result: [VocabularyChoice] = []
    if schema.type == "boolean" {
      result += ["true", "false"].map { VocabularyChoice($0, .word) }
    } else if let value = schema.defaultValue, value.kind == .scalar, !value.text.isEmpty, !value.isAbsent {
      result.append(VocabularyChoice(value.text, .word, detail: "the default"))
    }
    return result
  }

  private func values(of declaration: YAMLNode) -> [VocabularyChoice] {
    if declaration.field("type")?.stringValue == "boolean" {
      return ["true", "false"].map { VocabularyChoice($0, .word) }
    }
    guard let value = declaration.field("default"), value.kind == .scalar, !value.text.isEmpty, !value.isAbsent else {
      return []
    }
    return [VocabularyChoice(value.text, .word, detail: "the default")]
  }

  private func imports() -> [VocabularyChoice] {
    let known = Set(checker.units[unit].file.imports.map(\.text))
    return ["cloudify/types/types.yaml"].filter { !known.contains($0) }.map {
      VocabularyChoice($0, .file, detail: "the types that every manager has")
    }
  }

  // MARK: Names

  /// The names of a kind, as this file may write them.
  func names(_ kind: BlueprintNameKind) -> [VocabularyChoice] {
    let section = vocabulary.section(kind)
    return section.definitions.map { definition in
      let name = checker.declared(definition, kind)
      let isStandard = checker.units[definition.unit].file.isStandard
      return VocabularyChoice(
        shown(definition), BlueprintChoices.types.contains(kind) ? .type : .name, detail: detail(definition, kind),
        documentation: vocabulary.documentation(of: name), rank: definition.unit == unit ? 0 : isStandard ? 2 : 1)
    }
  }

  private static let types: Set<BlueprintNameKind> = [.nodeType, .relationshipType, .dataType, .policyType]

  /// A name without the namespace of the file that it is written in.
  private func shown(_ definition: Definition) -> String {
    let prefix = checker.prefix(unit)
    return !prefix.isEmpty && definition.name.hasPrefix(prefix)
      ? String(definition.name.dropFirst(prefix.count)) : definition.name
  }

  private func detail(_ definition: Definition, _ kind: BlueprintNameKind) -> String? {
    switch kind {
    case .node, .input: definition.field("type")?.stringValue
    case .nodeType, .relationshipType, .dataType: definition.field("derived_from")?.stringValue
    case .workflow: definition.value.stringValue ?? definition.field("mapping")?.stringValue
    default: nil
    }
  }

  func basicTypes() -> [VocabularyChoice] {
    BasicTypes.all.map {
      VocabularyChoice($0, .type, detail: "a basic type", documentation: LanguageWords.types[$0])
    }
  }

  private func types() -> [VocabularyChoice] { basicTypes() + names(.dataType) }

  /// The plugins with their functions that are named already somewhere.
  private func mappings(isWorkflow: Bool) -> [VocabularyChoice] {
    let known = KnownMappings(checker)
    var result: [VocabularyChoice] = []
    for plugin in checker.plugins.definitions {
      let isStandard = checker.units[plugin.unit].file.isStandard
      let name = checker.declared(plugin, .plugin)
      result.append(
        VocabularyChoice(
          shown(plugin) + ".", .name, detail: "functions of the plugin",
          documentation: vocabulary.documentation(of: name), rank: isStandard ? 2 : 0))
      let functions = (isWorkflow ? known.workflows : known.operations)[plugin.name] ?? []
      for text in functions.sorted() {
        result.append(VocabularyChoice(text, .function, detail: "used elsewhere", rank: isStandard ? 3 : 1))
      }
    }
    return result
  }

  // MARK: Functions

  /// The functions: as a whole value, or as the key of the mapping that a value is.
  func functions(isKey: Bool) -> [VocabularyChoice] {
    IntrinsicFunctions.rows.map { row in
      let snippet = LanguageWords.snippets[row.name] ?? "${1}"
      return VocabularyChoice(
        row.name, .function, detail: row.documentation, documentation: LanguageWords.documentation(function: row.name),
        snippet: isKey ? "\(row.name): \(snippet)" : "{ \(row.name): \(snippet) }", rank: 4)
    }
  }

  /// The function whose arguments end a way: its name and where it stands on it.
  private func call(in words: [String]) -> (name: String, position: Int)? {
    for position in words.indices.reversed().prefix(3) where IntrinsicFunctions.names.contains(words[position]) {
      guard position > 0, words.count - position <= 2 || words.count - position == 3 && words[position + 1] == "#"
      else {
        continue
      }
      return (words[position], position)
    }
    return nil
  }

  private mutating func arguments(_ call: (name: String, position: Int), _ words: [String]) -> [VocabularyChoice] {
    let rest = words.count - call.position - 1
    let container = cursor.container
    let items = container?.kind == .sequence ? container?.items.compactMap(\.resolved) ?? [] : []
    var number = 0
    if rest > 0, container?.kind == .sequence {
      number =
        cursor.node.flatMap { node in items.firstIndex { $0.id == node.id } }
        ?? items.count { $0.range.end <= cursor.word.start && !$0.range.isEmpty }
    }
    switch call.name {
    case "get_input" where number == 0: return names(.input)
    case "get_property", "get_attribute", "get_attributes_list", "get_attributes_dict":
      guard rest > 0 else { return [] }
      if number == 0 { return keywords(words) + names(.node) }
      guard number == 1, let first = items.first?.stringValue else { return [] }
      return properties(of: first, words)
    case "get_sys":
      if number == 0 { return rest > 0 ? ["tenant", "deployment"].map { VocabularyChoice($0, .word) } : [] }
      let entity = items.first?.stringValue
      return (entity == "tenant" ? ["name"] : ["id", "name", "blueprint", "owner"]).map { VocabularyChoice($0, .word) }
    case "get_consumers": return ["ids", "names", "count"].map { VocabularyChoice($0, .word) }
    case "concat", "merge", "string_find", "string_replace", "string_split":
      return rest > 0 ? functions(isKey: false) : []
    case "string_lower", "string_upper": return functions(isKey: false)
    default: return []
    }
  }

  private func keywords(_ words: [String]) -> [VocabularyChoice] {
    guard words.first == "node_templates" else { return [] }
    let inside = words.count > 4 && words[2] == "relationships"
    return (inside ? ["SOURCE", "TARGET"] : ["SELF"]).map { VocabularyChoice($0, .word, rank: 0) }
  }

  private mutating func properties(of owner: String, _ words: [String]) -> [VocabularyChoice] {
    var name = owner
    if words.count > 1, words[0] == "node_templates", owner == "SELF" || owner == "SOURCE" { name = words[1] }
    if owner == "TARGET", let node = cursor.node ?? cursor.container,
      let target = checker.owner("TARGET", of: node, unit: unit)
    {
      return properties(of: target)
    }
    return checker.find(name, in: checker.nodes, from: unit).map { properties(of: $0) } ?? []
  }

  private mutating func properties(of node: Definition) -> [VocabularyChoice] {
    guard let type = node.field("type")?.stringValue,
      let found = checker.find(type, in: checker.nodeTypes, from: node.unit)
    else { return [] }
    let schemas = checker.nodeTypeProperties(found)
    return schemas.names.compactMap { name in
      schemas.byName[name].map {
        VocabularyChoice(name, .name, detail: $0.type, documentation: LanguageWords.documentation(schema: $0))
      }
    }
  }
}
