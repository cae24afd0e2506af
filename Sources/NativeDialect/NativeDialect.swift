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
      defaultDuration: 10_000, snippet: ["id: ${1:\(name)}", "type: \(name)"])
  }
}
