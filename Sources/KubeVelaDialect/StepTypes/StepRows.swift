// SPDX-License-Identifier: Apache-2.0
import Dialect

extension FieldType {
  /// A text.
  static var string: FieldType { .text(.plain) }
  /// A list of texts.
  static var strings: FieldType { .list(.text(.plain)) }
  /// A mapping with any keys.
  static var freeform: FieldType { .map(.any, key: .plain) }
  /// A whole number; none of the definitions has use for a negative one.
  static var whole: FieldType { .integer(0...Int64.max) }
}

/// The keys that every step has.
enum StepRows {
  static let common: [FieldRow] = [
    FieldRow("name", .string, default: "step-<index>", "The step's name, unique in the whole workflow."),
    FieldRow(
      "type", .string, required: true, "The name of a WorkflowStepDefinition, or one of the engine's own types."),
    FieldRow(
      "meta", .object(ObjectRow("a step's `meta`", fields: [FieldRow("alias", .string, "The name that people see.")])),
      "What people see of the step."),
    FieldRow(
      "if", .string, "`always`, or a CUE expression that is true or false over `status`, `inputs` and `context`."),
    FieldRow("timeout", .string, "How long the step may take: a Go duration such as `1h30m`."),
    FieldRow("dependsOn", .list(.string), "The steps that must have ended, however they ended."),
    FieldRow(
      "inputs",
      .list(
        .object(
          ObjectRow(
            "an input",
            fields: [
              FieldRow("from", .string, required: true, "The output that is read, or a path of `context`."),
              FieldRow("parameterKey", .string, "The property that gets the value; without it only `if` reads it."),
            ]))), "Values that earlier steps give."),
    FieldRow(
      "outputs",
      .list(
        .object(
          ObjectRow(
            "an output",
            fields: [
              FieldRow("name", .string, required: true, "The output's name, unique in the whole workflow."),
              FieldRow("valueFrom", .string, required: true, "A path or CUE expression over the step's template."),
            ]))), "Values for later steps."),
    FieldRow("mode", .string, default: "DAG", "The order of a group's steps: `DAG` or `StepByStep`."),
    FieldRow("subSteps", .steps, "A group's steps."),
    FieldRow("properties", .any, "What the step's definition is given."),
  ]
}

/// Where a type of step may stand.
enum StepScope: Hashable, Sendable {
  /// In all kinds.
  case anywhere
  /// In an Application's workflow.
  case applications
  /// In a WorkflowRun.
  case runs
}

/// One type of step with what the engine's definitions say of it.
struct StepType: Sendable {
  /// All of a step's keys, `properties` with its own row among them.
  var row: VariantRow
  /// The keys of `properties`.
  var properties: ObjectRow
  /// Where it may stand.
  var scope: StepScope
  /// What to use instead; nil for a type that is not on its way out.
  var replacement: String?

  init(
    _ name: String, _ summary: String, scope: StepScope = .anywhere, _ fields: [FieldRow],
    constraints: [KeyConstraint] = [], replacedBy replacement: String? = nil
  ) {
    let properties = ObjectRow("`\(name)`'s properties", summary, fields: fields, constraints: constraints)
    self.init(name, summary, scope: scope, properties: properties, replacedBy: replacement)
  }

  /// A type whose properties have a row.
  init(
    _ name: String, _ summary: String, scope: StepScope, properties: ObjectRow, replacedBy replacement: String? = nil
  ) {
    self.properties = properties
    self.scope = scope
    self.replacement = replacement
    let needed = properties.fields.filter(\.isRequired)
    var snippet = ["name: ${1:\(name)}", "type: \(name)"]
    if !needed.isEmpty {
      snippet.append("properties:")
      for (index, field) in needed.enumerated() { snippet.append("  \(field.name): ${\(index + 2):\(field.name)}") }
    }
    row = VariantRow(
      name, summary, title: "a \(name) step", common: StepRows.common,
      fields: [FieldRow("properties", .object(properties), "What the step is given.")], snippet: snippet)
  }
}

/// All types of steps that KubeVela and its addons bring.
enum StepTypes {
  static let all: [StepType] =
    deliveryTypes + controlTypes + resourceTypes + configurationTypes + terraformTypes + outsideTypes + addonTypes
    + oldTypes

  static let rows = all.map(\.row)

  private static let byName = Dictionary(all.map { ($0.row.name, $0) }) { first, _ in first }

  /// The type of a name; nil for one that only a cluster or a workspace knows.
  static func named(_ name: String) -> StepType? { byName[name] }

  /// What types that no version has any more are called today.
  static let renamed = [
    "webhook-notification": "notification", "export-config": "export2config", "export-secret": "export2secret",
  ]
}

/// Rows that several types share.
enum SharedRows {
  static let cluster = FieldRow("cluster", .string, default: "\"\"", "The cluster; the hub unless said.")
  static let namespace = FieldRow("namespace", .string, default: "context.namespace", "The namespace.")
  private static let secretReference = ObjectRow(
    "`secretRef`", "A key of a Secret.",
    fields: [
      FieldRow("name", .string, required: true, "The Secret's name."),
      FieldRow("key", .string, required: true, "The key in it."),
    ])
  /// A text as it is, or from a Secret: one of both.
  static func secretValue(_ title: String) -> FieldType {
    .object(
      ObjectRow(
        title,
        fields: [
          FieldRow("value", .string, "The text itself."),
          FieldRow("secretRef", .object(secretReference), "Where a Secret holds it."),
        ], constraints: [.exactlyOne(["value", "secretRef"])]))
  }
  /// A name and a namespace.
  static func reference(_ title: String) -> FieldType {
    .object(ObjectRow(title, fields: [FieldRow("name", .string, required: true, "The name."), namespace]))
  }
}
