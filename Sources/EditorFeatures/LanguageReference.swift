// SPDX-License-Identifier: Apache-2.0
package import Dialect

/// A dialect's rows as a page of Markdown: `docs/reference.md`.
package enum LanguageReference {
  /// The page.
  package static func markdown(_ schema: DialectSchema, title: String) -> String {
    var lines = ["# \(title)", "", "Generated from the schema rows by `make docs`; what each key means, what it takes, what holds without it.", ""]
    lines += table(schema.root, heading: "## The document")
    lines += nested(schema.root)
    lines += ["## Triggers", ""]
    for trigger in schema.triggerTypes {
      lines += ["### `\(trigger.name)`", "", trigger.summary, ""] + rows(trigger.ownFields)
      lines += trigger.ownFields.flatMap { nestedTable($0) }
    }
    lines += ["## Every step", ""] + rows(schema.anyStep.fields)
    lines += schema.anyStep.fields.flatMap { nestedTable($0) }
    lines += ["## Step types", ""]
    for step in schema.stepTypes {
      lines += ["### `\(step.name)`", "", step.summary, ""] + rows(step.ownFields)
      lines += step.ownFields.flatMap { nestedTable($0) }
      guard !step.outputs.isEmpty else { continue }
      lines += ["| output | type | holds |", "|---|---|---|"]
      lines += step.outputs.map { "| `\($0.name)` | `\($0.type)` | \($0.documentation) |" } + [""]
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ row: ObjectRow, heading: String) -> [String] { [heading, ""] + rows(row.fields) }

  private static func nested(_ row: ObjectRow) -> [String] { row.fields.flatMap { nestedTable($0) } }

  private static func nestedTable(_ field: FieldRow) -> [String] {
    let row: ObjectRow
    switch field.type {
    case .object(let object), .list(.object(let object)), .map(.object(let object), _): row = object
    default: return []
    }
    return ["#### `\(field.name)`: \(row.title)", ""] + rows(row.fields)
  }

  private static func rows(_ fields: [FieldRow]) -> [String] {
    guard !fields.isEmpty else { return [] }
    let lines = fields.map { field in
      let type = FieldDocumentation.typeName(field.type).split(separator: "|").joined(separator: "\\|")
      let note = field.isRequired ? "required" : field.defaultText.map { "`\($0)`" } ?? ""
      return "| `\(field.name)` | \(type) | \(note) | \(field.documentation) |"
    }
    return ["| key | type | default | meaning |", "|---|---|---|---|"] + lines + [""]
  }
}
