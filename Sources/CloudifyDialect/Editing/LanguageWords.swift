// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// What people are told of the words of the language itself.
enum LanguageWords {
  /// The basic types.
  static let types: [String: String] = [
    "string": "A text; the parser takes numbers and booleans too.",
    "integer": "A whole number.",
    "float": "A number.",
    "boolean": "`true` or `false`.",
    "list": "A list; `item_type` says of what.",
    "dict": "A mapping.",
    "regex": "A regular expression.",
    "textarea": "A text of several lines; `display` says how many are shown.",
    "blueprint_id": "A blueprint of the manager. Since 1_4.",
    "deployment_id": "A deployment of the manager. Since 1_4.",
    "capability_value": "The value of a capability of another deployment. Since 1_4.",
    "scaling_group": "A scaling group of the deployment. Since 1_4.",
    "node_id": "A node of the deployment. Since 1_4.",
    "node_type": "A node type of the deployment. Since 1_4.",
    "node_instance": "A node instance of the deployment. Since 1_4.",
    "secret_key": "The key of a secret of the manager. Since 1_4.",
    "operation_name": "The name of an operation. Since 1_5.",
  ]

  /// The arguments of functions as snippets.
  static let snippets: [String: String] = [
    "get_input": "${1:input}",
    "get_property": "[ ${1:SELF}, ${2:property} ]",
    "get_attribute": "[ ${1:SELF}, ${2:attribute} ]",
    "get_attributes_list": "[ ${1:node}, ${2:attribute} ]",
    "get_attributes_dict": "[ ${1:node}, ${2:attribute} ]",
    "get_secret": "${1:secret}",
    "get_capability": "[ ${1:deployment}, ${2:capability} ]",
    "get_group_capability": "[ ${1:group}, ${2:capability} ]",
    "get_environment_capability": "${1:capability}",
    "get_label": "${1:key}",
    "get_sys": "[ ${1:deployment}, ${2:id} ]",
    "get_consumers": "${1:ids}",
    "concat": "[ ${1:text}, ${2:text} ]",
    "merge": "[ ${1:mapping}, ${2:mapping} ]",
    "string_find": "[ ${1:text}, ${2:part} ]",
    "string_replace": "[ ${1:text}, ${2:old}, ${3:new} ]",
    "string_split": "[ ${1:text}, ${2:separator} ]",
    "string_lower": "${1:text}",
    "string_upper": "${1:text}",
  ]

  private static let early: Set<String> = [
    "get_input", "get_property", "concat", "merge", "string_find", "string_replace", "string_split", "string_lower",
    "string_upper",
  ]

  /// What people are told of a function; nil for what is none.
  static func documentation(function name: String) -> String? {
    guard let row = IntrinsicFunctions.rows.first(where: { $0.name == name }) else { return nil }
    let time =
      early.contains(name)
      ? "Called when a deployment is created, or as soon as its arguments are known."
      : "Called at run time."
    let example = (snippets[name] ?? "").split(separator: "$").map(String.init).reduce(into: "") { text, part in
      guard part.hasPrefix("{"), let colon = part.utf8.firstIndex(of: 0x3A),
        let end = part.utf8.firstIndex(of: 0x7D)
      else { return text += part }
      text += part[part.utf8.index(after: colon)..<end] + part[part.utf8.index(after: end)...]
    }
    return "**\(name)** takes \(row.documentation).\n\n\(time)\n\n    { \(name): \(example) }"
  }

  /// What people are told of a property.
  static func documentation(schema: PropertySchema) -> String {
    var facts = [schema.type ?? "any value"]
    if schema.isRequired, !schema.hasDefault { facts.append("required") }
    if let value = schema.defaultValue { facts.append("default \(shown(value))") }
    let body = schema.node.enclosingEntry?.value
    return line(schema.name, facts, body?.field("description")?.stringValue)
  }

  /// What people are told of an input, or of a parameter of a workflow or operation.
  static func documentation(parameter entry: MappingEntry) -> String {
    let body = entry.value
    var facts = [body.field("type")?.stringValue ?? "any value"]
    if let item = body.field("item_type")?.stringValue { facts.append("items: \(item)") }
    if let value = body.entry(merged: "default") {
      facts.append("default \(shown(value))")
    } else if body.field("required")?.python != .bool(false) {
      facts.append("required")
    }
    if let count = body.field("constraints")?.count, count > 0 {
      let names = (body.field("constraints")?.items ?? []).compactMap { $0.resolved?.mergedEntries.first?.key.text }
      facts.append("must fulfil \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    return line(entry.key.text, facts, body.field("description")?.stringValue)
  }

  private static func line(_ name: String, _ facts: [String], _ description: String?) -> String {
    "`\(name)`: " + facts.joined(separator: ", ") + (description.map { "\n\n\($0)" } ?? "")
  }

  /// A value in a few characters.
  static func shown(_ node: YAMLNode) -> String {
    guard !node.isAbsent else { return "nothing" }
    let text = node.tree.source[node.range]
    return text.utf8.count > 60 || text.utf8.contains(0x0A) ? "…" : "`\(text)`"
  }
}
