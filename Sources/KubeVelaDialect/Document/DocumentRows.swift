// SPDX-License-Identifier: Apache-2.0
import Dialect

/// The keys of the three kinds, as their custom resource definitions have them.
enum DocumentRows {
  static func schema(root: ObjectRow) -> DialectSchema {
    DialectSchema(
      root: root, anyStep: ObjectRow("a step", fields: StepRows.common), stepTypes: StepTypes.rows,
      anyTrigger: ObjectRow("a trigger", fields: []), triggerTypes: [], acceptsSingleItems: false)
  }

  static let head = [
    FieldRow("apiVersion", .string, required: true, "The version of the object's schema."),
    FieldRow("kind", .string, required: true, "What the object is."),
    FieldRow("metadata", .freeform, "Name, namespace, labels and annotations of the object."),
  ]
  static let status = FieldRow("status", .any, "What the cluster says of the object; not written by hand.")

  private static let words = [
    Choice("StepByStep", "One step after another, in the order written."),
    Choice("DAG", "Every step as soon as what it depends on has ended."),
  ]

  /// `mode`: not a choice for the walk, since the engine takes any word and a rule of its own speaks of it.
  static let mode = FieldRow(
    "mode",
    .object(
      ObjectRow(
        "`mode`", "How steps are ordered.",
        fields: [
          FieldRow("steps", .string, default: "StepByStep", "The order of steps: `StepByStep` or `DAG`."),
          FieldRow("subSteps", .string, default: "DAG", "The order inside groups: `DAG` or `StepByStep`."),
        ])), "The order of steps and of the steps inside groups.")

  /// The words of `mode`.
  static let modeWords = words.map(\.value)

  private static let steps = FieldRow("steps", .steps, "The steps.")

  static let application = ObjectRow(
    "an Application", "What is delivered, with which policies, by which workflow.",
    fields: head + [
      FieldRow(
        "spec",
        .object(
          ObjectRow(
            "an Application's `spec`",
            fields: [
              FieldRow("components", .list(.freeform), required: true, "What is delivered."),
              FieldRow("policies", .list(.freeform), "Where and how it is delivered."),
              FieldRow(
                "workflow",
                .object(
                  ObjectRow(
                    "an Application's `workflow`",
                    fields: [
                      FieldRow("ref", .string, "A Workflow of the same namespace to use instead of `steps`."), mode,
                      steps,
                    ])), "How it is delivered, step by step."),
            ])), "What is wanted."), status,
    ])

  static let workflow = ObjectRow(
    "a Workflow", "Steps that Applications and WorkflowRuns refer to.", fields: head + [mode, steps])

  static let workflowRun = ObjectRow(
    "a WorkflowRun", "One run of steps.",
    fields: head + [
      FieldRow(
        "spec",
        .object(
          ObjectRow(
            "a WorkflowRun's `spec`",
            fields: [
              mode, FieldRow("context", .freeform, "Values that steps read as `context`."),
              FieldRow(
                "workflowSpec", .object(ObjectRow("`workflowSpec`", fields: [steps])), "The steps themselves."),
              FieldRow("workflowRef", .string, "A Workflow of the same namespace to run."),
            ])), "What is run."), status,
    ])
}
