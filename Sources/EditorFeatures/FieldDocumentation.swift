// SPDX-License-Identifier: Apache-2.0
package import Dialect

/// Rows as Markdown, for hover and completion.
package enum FieldDocumentation {
  /// A field: its type, whether it is needed, its default and what it is for.
  package static func markdown(_ field: FieldRow, of object: ObjectRow) -> String {
    var facts = [typeName(field.type)]
    if field.isRequired { facts.append("required") }
    if let text = field.defaultText { facts.append("default `\(text)`") }
    var lines = ["`\(field.name)`: \(facts.joined(separator: ", "))", "", field.documentation]
    for choice in choices(of: field.type) where !choice.documentation.isEmpty {
      lines.append("- `\(choice.value)`: \(choice.documentation)")
    }
    lines += ["", "*\(object.title)*"]
    return lines.joined(separator: "\n")
  }

  /// A type of step or trigger: what it does, its fields and outputs.
  package static func markdown(_ variant: VariantRow) -> String {
    var lines = ["**\(variant.name)**: \(variant.summary)", ""]
    for field in variant.ownFields {
      lines.append("- `\(field.name)`\(field.isRequired ? " (required)" : ""): \(field.documentation)")
    }
    if !variant.outputs.isEmpty {
      lines += ["", "Outputs:"]
      for output in variant.outputs { lines.append("- `\(output.name)`: \(output.type). \(output.documentation)") }
    }
    return lines.joined(separator: "\n")
  }

  /// A type in a few words.
  package static func typeName(_ type: FieldType) -> String {
    switch type {
    case .any: "any value"
    case .text(.expression): "CEL expression"
    case .text(.duration): "duration"
    case .text(.cron): "cron expression"
    case .text(.reference(.step)): "step id"
    case .text: "text"
    case .scalar: "text, number or boolean"
    case .choice(let choices): choices.map { "`\($0.value)`" }.joined(separator: " | ")
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "`true` or `false`"
    case .list(let item): "list of \(typeName(item))"
    case .map(let value, _): "mapping of names to \(typeName(value))"
    case .object: "mapping"
    case .steps: "list of steps"
    case .triggers: "list of triggers"
    }
  }

  private static func choices(of type: FieldType) -> [Choice] {
    switch type {
    case .choice(let choices), .list(.choice(let choices)): choices
    default: []
    }
  }
}
