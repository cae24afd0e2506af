// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports mappings that lack a key.
package enum MissingKey: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF102", "missing-key", .structure, .error, fix: .unsafe,
    summary: "A mapping lacks a key that it needs.",
    rationale: "Without the key nothing says what the step, trigger or workflow is to do.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - «{id: a, type: http}»\n"),
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - «id: approval»\n    type: approval\n"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"https://api.example.com/health\"}\n")
    ])

  /// Reports a missing key, or that none of several is there.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(problem.node) else { return }
    switch problem.kind {
    case .missingKey(let field, let title):
      // The more special rules speak of these.
      if case .steps = field.type { return }
      if case .text(.timezone) = field.type { return }
      if case .workflowName = field.format, node.isEmpty, node.kind == .scalar { return }
      let edits = YAMLEdits.insertEntry(field.name, Placeholder.text(for: field, in: context), into: node)
      report.add(
        node.firstLine, "\(title) needs the key `\(field.name)`: \(expectation(of: field, title, context))",
        fixes: edits.isEmpty ? [] : [Fix("add `\(field.name)`", .unsafe, edits: edits)])
    case .missingOneOf(let names, let title):
      let list = names.map { "`\($0)`" }.joined(separator: " or ")
      report.add(node.firstLine, "\(title) needs \(list)")
    default: return
    }
  }
}

extension MissingKey {
  /// What belongs behind the key; for the type of a step or trigger the types that there are.
  private static func expectation(of field: FieldRow, _ title: String, _ context: WorkflowContext) -> String {
    let schema = context.lowered.schema
    let types: [VariantRow]
    switch title {
    case schema.anyStep.title where field.name == "type": types = schema.stepTypes
    case schema.anyTrigger.title where field.name == "type": types = schema.triggerTypes
    default: return field.type.expectation
    }
    let names = types.prefix(20).map { "`\($0.name)`" }.joined(separator: ", ")
    return names.isEmpty ? field.type.expectation : "one of \(names)\(types.count > 20 ? ", …" : "")"
  }
}

extension FieldRow {
  fileprivate var format: TextFormat? { if case .text(let format) = type { format } else { nil } }
}

extension YAMLNode {
  /// The part of a node that stands on its first line: where something missing is reported.
  var firstLine: TextRange {
    let line = tree.source.lines.line(at: range.start)
    let content = tree.source.lines.contentRange(ofLine: line, in: tree.source.bytes)
    var end = min(range.end, content.end)
    let bytes = tree.source.bytes
    if let comment = tree.comments(in: TextRange(range.start, content.end)).first, comment.range.start < end {
      end = comment.range.start
    }
    while end > range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return TextRange(range.start, end)
  }
}

/// A value to start from where a key is missing.
enum Placeholder {
  static func text(for field: FieldRow, in context: WorkflowContext) -> String {
    switch field.type {
    case .choice(let choices): choices.first?.value ?? "\"\""
    case .boolean: "false"
    case .integer(let range): String(range.lowerBound)
    case .number: "0"
    case .list(.text(.principal)): "[\"team:\(context.directory.teams?.keys.min() ?? "platform")\"]"
    case .list(.object(let row)): "[\(object(row, in: context))]"
    case .list: "[\(field.name)]"
    case .map: "{}"
    case .object(let row): object(row, in: context)
    case .text(.duration): "5m"
    case .text(.url): "https://example.com"
    case .text(.identifier): freeIdentifier(in: context)
    case .text(.cron): "\"0 3 * * *\""
    case .text(.timezone): "UTC"
    case .text(.expression): "\"true\""
    case .text(.workflowName): "my-workflow"
    case .text(.constant(let text)): text
    case .text(.reference(.registry(let registry))): context.directory.names[registry]?.first ?? field.name
    default: field.name == "type" ? "script" : "my-\(field.name)"
    }
  }

  private static func object(_ row: ObjectRow, in context: WorkflowContext) -> String {
    let needed = row.fields.filter(\.isRequired).map { "\($0.name): \(text(for: $0, in: context))" }
    return "{\(needed.joined(separator: ", "))}"
  }

  private static func freeIdentifier(in context: WorkflowContext) -> String {
    let taken = Set(context.stepsByID.keys)
    return (1...(taken.count + 1)).lazy.map { "step_\($0)" }.first { !taken.contains($0) } ?? "step"
  }
}
