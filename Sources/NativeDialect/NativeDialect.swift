// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import YAMLSyntax

/// The native format, `wflint/v1`.
package enum NativeDialect: Dialect {
  /// `native`.
  package static let name = "native"

  /// The rows of the format, without a workspace's own step types.
  package static let schema = DialectSchema(
    root: WorkflowRows.root,
    anyStep: ObjectRow("a step", fields: CommonStepFields.all),
    stepTypes: StepTypes.all,
    anyTrigger: ObjectRow("a trigger", fields: CommonTriggerFields.all),
    triggerTypes: TriggerTypes.all)

  /// Whether the root key `schema` names this format, of whatever version.
  package static func claims(_ root: YAMLNode) -> Bool {
    guard let value = root.entry("schema")?.value.resolved, value.kind == .scalar else { return false }
    return value.text.hasPrefix("wflint/")
  }

  /// Whether the file is called `*.wf.yaml` or `*.wf.yml`.
  package static func isHinted(by fileName: String) -> Bool {
    fileName.hasSuffix(".wf.yaml") || fileName.hasSuffix(".wf.yml")
  }

  /// The document as a workflow; never fails.
  package static func lower(_ document: YAMLDocument, _ context: LoweringContext) -> LoweredDocument {
    var schema = schema
    if !context.customStepTypes.isEmpty {
      let own = context.customStepTypes.filter { schema.stepType($0.name) == nil }
      schema = schema.with(stepTypes: schema.stepTypes + own)
    }
    let walk = SchemaWalk(document.root, schema: schema)
    var lowering = Lowering(document, schema: schema, walk: walk, knownExpressions: context.knownExpressions)
    lowering.run()
    return LoweredDocument(
      workflow: lowering.workflow, schema: schema, problems: walk.problems, texts: walk.texts)
  }
}

extension NativeDialect {
  /// The row of a step type that a workspace declares: its own fields besides those of every step.
  package static func customStepType(
    _ name: String, _ summary: String, fields: [FieldRow], outputs: [OutputRow]
  ) -> VariantRow {
    VariantRow(
      name, summary, title: "a \(name) step", common: CommonStepFields.all, fields: fields, outputs: outputs,
      defaultDuration: 10_000, snippet: snippet(name, fields.filter(\.isRequired)))
  }

  /// A step with the fields that it must have.
  private static func snippet(_ name: String, _ fields: [FieldRow]) -> [String] {
    // What ends a placeholder cannot stand in one.
    func place(_ number: Int, _ text: String) -> String {
      text.utf8.contains { [0x24, 0x5C, 0x7C, 0x7D].contains($0) } ? "$\(number)" : "${\(number):\(text)}"
    }
    let id = name.replacing("-", with: "_")
    return ["id: \(place(1, id))", "type: \(name)"]
      + fields.enumerated().map { index, field in
        let number = index + 2
        if field.type.isScalar, let text = field.defaultText { return "\(field.name): \(place(number, text))" }
        return switch field.type {
        case .choice(let choices): "\(field.name): \(place(number, choices.first?.value ?? field.name))"
        case .number, .integer: "\(field.name): \(place(number, "1"))"
        case .boolean: "\(field.name): \(place(number, "true"))"
        case .text(.duration): "\(field.name): \(place(number, "5m"))"
        case .list: "\(field.name): [\(place(number, "item"))]"
        case .map, .object: "\(field.name): {\(place(number, "key: value"))}"
        default: "\(field.name): \(place(number, field.name))"
        }
      }
  }
}
