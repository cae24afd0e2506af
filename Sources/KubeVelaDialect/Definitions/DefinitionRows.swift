// SPDX-License-Identifier: Apache-2.0
import Dialect

/// The keys of a `WorkflowStepDefinition`, as its custom resource definition has them.
enum DefinitionRows {
  private static let reference = ObjectRow(
    "`definitionRef`", "A custom resource definition that the step's objects are of.",
    fields: [
      FieldRow("name", .string, required: true, "Its name."), FieldRow("version", .string, "Its version."),
    ])

  private static let cue = ObjectRow(
    "`cue`", "The template as CUE.",
    fields: [
      FieldRow(
        "template", .string, required: true,
        "The template: `parameter` is what a step's `properties` must be, the rest is what the step does.")
    ])

  private static let schematic = ObjectRow(
    "`schematic`", "What the step does.",
    fields: [
      FieldRow("cue", .object(cue), "A template in CUE."),
      FieldRow("terraform", .any, "Accepted, and refused by the engine."),
    ], isOpen: true)

  static let schema = DialectSchema(
    root: ObjectRow(
      "a WorkflowStepDefinition", "A type of step.",
      fields: DocumentRows.head + [
        FieldRow(
          "spec",
          .object(
            ObjectRow(
              "a WorkflowStepDefinition's `spec`",
              fields: [
                FieldRow("definitionRef", .object(reference), "What the step's objects are."),
                FieldRow("schematic", .object(schematic), "What the step does."),
                FieldRow("version", .string, "The definition's version: three numbers, `1.2.0`."),
              ])), "What is defined."), DocumentRows.status,
      ]), anyStep: ObjectRow("a step", fields: []), stepTypes: [], anyTrigger: ObjectRow("a trigger", fields: []),
    triggerTypes: [], acceptsSingleItems: false)
}
