// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  private static let mergeable: Set<String> = [
    "node_types", "plugins", "workflows", "relationships", "policy_types", "groups", "policy_triggers", "data_types",
    "interfaces",
  ]
  private static let mergeableSince13: Set<String> = [
    "inputs", "outputs", "node_templates", "capabilities", "blueprint_labels", "labels", "resource_tags",
  ]
  private static let ignored: Set<String> = [
    "dsl_definitions", "imports", "tosca_definitions_version", "description", "metadata",
  ]

  mutating func mergeSections() {
    var present: [String: (node: YAMLNode, unit: Int)] = [:]
    for index in units.indices {
      let unit = units[index]
      guard unit.file.root.kind == .mapping else { continue }
      for entry in unit.file.root.mergedEntries where entry.key.kind == .scalar {
        let name = entry.key.text
        guard !Self.ignored.contains(name) else { continue }
        guard let value = entry.value.resolved else { continue }
        if let first = present[name] {
          guard index != first.unit || first.unit == 0 else { continue }
          let isMergeable =
            Self.mergeable.contains(name) || Self.mergeableSince13.contains(name) && (version?.minor ?? 5) > 2
          guard isMergeable else {
            if index != first.unit { reportSection(name, first.node, index, entry.key) }
            continue
          }
        } else {
          present[name] = (entry.key, index)
        }
        merge(name, value, index)
      }
    }
  }

  private mutating func reportSection(_ name: String, _ first: YAMLNode, _ unit: Int, _ second: YAMLNode) {
    let reason =
      Self.mergeableSince13.contains(name)
      ? "`\(name)` may stand in several files from `cloudify_dsl_1_3` on" : "`\(name)` may stand in one file only"
    let place = first.tree === main.root.tree ? first : units[unit].importNode ?? first
    report(
      "CF114", place, range: place.kind == .scalar ? place.contentRange : nil,
      "\(reason); `\(BlueprintPath.name(units[unit].path))` has it too",
      related: [
        RelatedPlace(
          path: units[unit].path, range: second.range, message: "the other one",
          start: second.tree.source.position(of: second.range.start, unit: .utf32))
      ])
  }

  private mutating func merge(_ name: String, _ value: YAMLNode, _ unit: Int) {
    switch name {
    case "node_types": merge(value, unit, into: \.nodeTypes, name)
    case "relationships": merge(value, unit, into: \.relationships, name)
    case "plugins": merge(value, unit, into: \.plugins, name)
    case "workflows": merge(value, unit, into: \.workflows, name)
    case "data_types": merge(value, unit, into: \.dataTypes, name)
    case "inputs": merge(value, unit, into: \.inputs, name)
    case "node_templates": merge(value, unit, into: \.nodes, name)
    case "groups": merge(value, unit, into: \.groups, name)
    case "policies": merge(value, unit, into: \.policies, name)
    case "policy_types": merge(value, unit, into: \.policyTypes, name)
    case "policy_triggers": merge(value, unit, into: \.policyTriggers, name)
    case "outputs": merge(value, unit, into: \.outputs, name)
    case "capabilities": merge(value, unit, into: \.capabilities, name)
    case "labels": merge(value, unit, into: \.labels, name)
    case "deployment_settings": settings = value
    default: break
    }
  }

  private mutating func merge(
    _ value: YAMLNode, _ unit: Int, into section: WritableKeyPath<BlueprintChecker, Section>, _ sectionName: String
  ) {
    guard value.kind == .mapping else { return }
    let prefix = units[unit].prefix
    let isBasic = units[unit].isBasicTypes
    for entry in value.mergedEntries where entry.key.kind == .scalar {
      let plain = entry.key.text
      let name = prefix.isEmpty || plain.hasPrefix("cloudify.") ? plain : prefix + plain
      guard let body = entry.value.resolved else { continue }
      let definition = Definition(name: name, key: entry.key, value: body, unit: unit)
      guard let first = self[keyPath: section][name], first.unit != unit else {
        self[keyPath: section].set(definition)
        continue
      }
      if sectionName == "workflows", !isBasic || !name.hasPrefix("cloudify.") {
        mergeWorkflow(definition, first, section)
      } else if isBasic || name.hasPrefix("cloudify.") {
        noteReplaced(definition, first)
        self[keyPath: section].set(definition)
      } else if sectionName == "node_templates", extends(first, definition) {
        self[keyPath: section].merge(body, unit: unit, into: name)
      } else if sectionName == "labels" {
        continue
      } else {
        reportConflict(definition, first, sectionName)
      }
    }
  }

  private mutating func mergeWorkflow(
    _ definition: Definition, _ first: Definition, _ section: WritableKeyPath<BlueprintChecker, Section>
  ) {
    let isShort = first.value.kind == .scalar
    let isOtherShort = definition.value.kind == .scalar
    if isShort || isOtherShort {
      // Equal texts merge to the same; the product copies letters, one by one, as long as each is there already.
      let differs = isShort != isOtherShort || first.value.text != definition.value.text
      if differs {
        let place = first.value.tree === main.root.tree ? first.key : units[definition.unit].importNode ?? first.key
        report(
          "CF115", place, range: place.contentRange,
          "the workflow `\(first.name)` is declared in `\(BlueprintPath.name(units[definition.unit].path))` too, and one of them is a text: the product crashes on that",
          help: "Write both as mappings with `mapping`.", fixes: isOtherShort ? [] : longForm(first))
      }
      return
    }
    self[keyPath: section].merge(definition.value, unit: definition.unit, into: definition.name)
  }

  private func longForm(_ definition: Definition) -> [Fix] {
    guard definition.value.kind == .scalar, definition.value.tree === main.root.tree, isPlainScalar(definition.value)
    else { return [] }
    let text = definition.value.tree.source[definition.value.range]
    return [
      Fix("write it as a mapping", .unsafe, edits: [TextEdit(definition.value.range, "{mapping: \(text)}")])
    ]
  }

  private mutating func noteReplaced(_ definition: Definition, _ first: Definition) {
    guard first.unit == 0, definition.unit != 0, first.key.tree === main.root.tree else { return }
    report(
      "CF116", first.key, range: first.key.contentRange,
      "`\(BlueprintPath.name(units[definition.unit].path))` replaces this definition of `\(first.name)` without a word",
      help: "Names that start with `cloudify.` are taken from the import; use another name.")
  }

  private func extends(_ first: Definition, _ second: Definition) -> Bool {
    guard first.value.kind == .mapping, second.value.kind == .mapping, first.field("relationships") != nil else {
      return false
    }
    let isOnlySecond = second.value.count == 1 && second.value.entry("relationships") != nil
    if first.value.count == 1, first.more.allSatisfy({ $0.value.count == 1 && $0.value.entry("relationships") != nil }),
      second.value.entry("type") != nil || isOnlySecond
    {
      return true
    }
    return isOnlySecond
  }

  private mutating func reportConflict(_ definition: Definition, _ first: Definition, _ section: String) {
    let place = first.unit == 0 ? first.key : units[definition.unit].importNode ?? first.key
    report(
      "CF113", place, range: place.contentRange,
      "`\(first.name)` of `\(section)` is defined in `\(BlueprintPath.name(units[definition.unit].path))` too",
      related: [
        RelatedPlace(
          path: units[definition.unit].path, range: definition.key.range, message: "the other definition",
          start: definition.key.tree.source.position(of: definition.key.range.start, unit: .utf32))
      ])
  }

  // MARK: What depends on the version, and what no version has

  mutating func checkFeatures() {
    for unit in units where !unit.file.isStandard {
      // The version of the file that imports this one decides.
      if let version, !isPart {
        for feature in unit.file.features where feature.minor > version.minor {
          report(
            "CF103", feature.node, range: feature.node.contentRange,
            "`\(feature.name)` is not supported in `\(version.name)`; `cloudify_dsl_1_\(feature.minor)` added it",
            fixes: raising(to: feature.minor))
        }
      }
      for node in unit.file.foreignTexts { reportForeign(node) }
      let wrong = unit.file.problems.first { if case .repairedKey = $0.kind { false } else { true } }
      if unit.importNode != nil, let first = wrong, let node = unit.file.root.tree.node(first.node) {
        report("CF112", node, describe(first))
      }
    }
    if main.root.tree.documents.count > 1 {
      let second = main.root.tree.documents[1]
      if second.root.id == main.root.id { return }
      report(
        "CF105", second.root, range: second.root.firstLineRange,
        "a blueprint is one document: the product's parser crashes on a second one")
    }
  }

  private func describe(_ problem: SchemaProblem) -> String {
    switch problem.kind {
    case .unknownKey(_, let title): "\(title) has a key that it does not take"
    case .missingKey(let field, let title): "\(title) lacks `\(field.name)`"
    case .wrongType(let expected, let found, _): "\(found) where \(expected) is expected"
    default: "it does not fit the language"
    }
  }

  private func raising(to minor: Int) -> [Fix] {
    guard let node = main.versionNode, isPlainScalar(node) else { return [] }
    let name = DSLVersion(minor: minor).name
    return [Fix("write the blueprint in `\(name)`", .unsafe, edits: [TextEdit(node.contentRange, name)])]
  }

  private mutating func reportForeign(_ node: YAMLNode) {
    let text = String(decoding: node.textBytes.filter { $0 >= 0x80 }, as: UTF8.self)
    let first = text.unicodeScalars.first.map { String($0) } ?? "?"
    report(
      "CF104", node, range: node.contentRange, "`\(first)` is no ASCII: the product refuses texts that hold it",
      help: "Comments may hold anything.")
  }
}
