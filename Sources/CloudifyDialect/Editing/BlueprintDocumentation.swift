// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
package import YAMLSyntax

extension BlueprintVocabulary {
  /// What people are told of a name, as Markdown.
  package func documentation(of name: DeclaredName) -> String? {
    guard let kind = BlueprintNameKind(rawValue: name.kind) else { return nil }
    if kind == .property { return documentation(ofProperty: name) }
    let found = section(kind).definitions.first { definition in
      definition.key.text == name.name && checker.declared(definition, kind).path == name.path
    }
    guard let found else { return nil }
    switch kind {
    case .input:
      return head(kind, found) + (found.key.enclosingEntry.map { LanguageWords.documentation(parameter: $0) } ?? "")
    case .nodeType, .relationshipType, .dataType: return head(kind, found) + type(found, kind)
    case .node: return head(kind, found) + node(found)
    case .workflow: return head(kind, found) + workflow(found)
    case .plugin: return head(kind, found) + plugin(found)
    case .group: return head(kind, found) + list("Members", found.field("members")?.items.map(\.text) ?? [])
    default: return head(kind, found) + (found.field("description")?.stringValue ?? "")
    }
  }

  /// What people are told of a word of the language itself.
  package func documentation(of node: YAMLNode) -> String? {
    guard node.kind == .scalar, let entry = node.enclosingEntry else { return nil }
    if entry.key.id == node.id {
      guard let parent = node.parent, IntrinsicFunctions.call(parent)?.key.id == node.id else { return nil }
      return LanguageWords.documentation(function: node.text)
    }
    guard entry.key.textEquals("type") || entry.key.textEquals("item_type"), let words = LanguageWords.types[node.text]
    else { return nil }
    return "**\(node.text)** (basic type)\n\n\(words)"
  }

  private func head(_ kind: BlueprintNameKind, _ found: Definition) -> String {
    let unit = checker.units[found.unit]
    let home =
      found.unit == 0 ? "" : unit.file.isStandard ? ", brought along" : ", of `\(BlueprintPath.name(unit.path))`"
    return "**\(found.name)** (\(kind.rawValue)\(home))\n\n"
  }

  private func documentation(ofProperty name: DeclaredName) -> String? {
    guard let dot = name.name.utf8.lastIndex(of: 0x2E) else { return nil }
    let owner = String(name.name[..<dot])
    let property = String(name.name[name.name.utf8.index(after: dot)...])
    var copy = checker
    for (section, isNode) in [(checker.nodeTypes, true), (checker.dataTypes, false), (checker.relationships, false)] {
      guard let found = section.definitions.first(where: { $0.key.text == owner }) else { continue }
      let schemas =
        isNode
        ? copy.nodeTypeProperties(found)
        : section.contains(found.name) && checker.dataTypes.contains(found.name)
          ? copy.dataTypeProperties(found) : copy.relationshipProperties(found)
      guard let schema = schemas.byName[property] else { continue }
      return LanguageWords.documentation(schema: schema) + "\n\n*a property of `\(owner)`*"
    }
    return nil
  }

  private func list(_ title: String, _ items: [String]) -> String {
    items.isEmpty ? "" : "\(title): " + items.map { "`\($0)`" }.joined(separator: ", ") + "\n"
  }

  private func type(_ found: Definition, _ kind: BlueprintNameKind) -> String {
    var copy = checker
    var text = found.field("description")?.stringValue.map { $0 + "\n\n" } ?? ""
    if let parent = found.field("derived_from")?.stringValue { text += "derived from `\(parent)`\n\n" }
    let schemas: PropertySchemas
    switch kind {
    case .nodeType: schemas = copy.nodeTypeProperties(found)
    case .relationshipType: schemas = copy.relationshipProperties(found)
    default: schemas = copy.dataTypeProperties(found)
    }
    for name in schemas.names.prefix(40) {
      guard let schema = schemas.byName[name] else { continue }
      text += "- " + LanguageWords.documentation(schema: schema).replacingBreaks + "\n"
    }
    return text
  }

  private func node(_ found: Definition) -> String {
    var text = found.field("type")?.stringValue.map { "of type `\($0)`\n\n" } ?? ""
    for item in found.field("relationships")?.items ?? [] {
      guard let target = item.field("target")?.stringValue, let type = item.field("type")?.stringValue else { continue }
      text += "- `\(type)` → `\(target)`\n"
    }
    return text
  }

  private func workflow(_ found: Definition) -> String {
    var text = (found.value.stringValue ?? found.field("mapping")?.stringValue).map { "runs `\($0)`\n\n" } ?? ""
    if let active = found.field("availability_rules")?.field("node_instances_active") {
      let words = active.items.map { "`\($0.text)`" }.joined(separator: " or ")
      text += "while started node instances are \(words)\n\n"
    }
    var seen: Set<String> = []
    for body in [found.value] + found.more.map(\.value) {
      for entry in body.field("parameters")?.mergedEntries ?? [] where seen.insert(entry.key.text).inserted {
        text += "- " + LanguageWords.documentation(parameter: entry).replacingBreaks + "\n"
      }
    }
    return text
  }

  private func plugin(_ found: Definition) -> String {
    var text = ""
    for key in ["executor", "package_name", "package_version", "source"] {
      if let value = found.value.entry(merged: key)?.stringValue { text += "- `\(key)`: \(value)\n" }
    }
    return text
  }
}

extension String {
  /// The text on one line.
  fileprivate var replacingBreaks: String {
    split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
