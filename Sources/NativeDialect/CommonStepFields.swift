// SPDX-License-Identifier: Apache-2.0
import Dialect
import WorkflowModel

/// The keys of every step (`language.md` §4).
enum CommonStepFields {
  static let retry = ObjectRow(
    "retry", "How the step is tried again when it fails.",
    fields: [
      FieldRow("attempts", .integer(1...1000), "All tries, the first one included: 4 tries are 3 retries."),
      FieldRow("delay", .text(.duration), default: "0s", "The pause before the second try."),
      FieldRow(
        "backoff",
        .choice([
          Choice("constant", "Each pause is as long as the first. The default."),
          Choice("exponential", "Each pause is twice the one before."),
        ]), default: "constant", "How pauses grow."),
      FieldRow("max_delay", .text(.duration), "The longest pause."),
    ])

  static let all: [FieldRow] = [
    FieldRow(
      "id", .text(.identifier), required: true,
      "The step's id, unique in the workflow: small letters, digits and underscores. Expressions read it as `steps.<id>`."
    ),
    FieldRow("name", .text(.template), "What people call the step."),
    FieldRow("type", .text(.plain), required: true, "What the step does."),
    FieldRow("description", .text(.plain), "What the step is for, for people."),
    FieldRow(
      "needs", .list(.text(.reference(.step))),
      "The steps of the same list that must have ended before. Without it a step waits for the one listed before it; `[]` starts at once."
    ),
    FieldRow(
      "if", .text(.expression(.stepCondition)), default: "success()",
      "A CEL condition; the step is skipped where it is false. It replaces the default, that no needed step failed."),
    FieldRow("timeout", .text(.duration), "How long the step may take."),
    FieldRow("retry", .object(retry), "How the step is tried again when it fails."),
    FieldRow(
      "on_failure", .choice(WorkflowRows.failurePolicies), default: "the workflow's, else stop",
      "What the step's failure does to the run."),
    FieldRow("env", .map(.scalar, key: .plain), "Variables of the step, over those of the workflow."),
    FieldRow(
      "outputs", .map(.choice(WorkflowRows.valueTypes), key: .identifier),
      "Outputs that the step declares, with their types; read as `steps.<id>.outputs.<name>`."),
    FieldRow(
      "environment", .text(.reference(.registry(.environment))),
      "The environment that the step changes; the workflow's unless said."),
    FieldRow("expect_duration", .text(.duration), "How long a simulation takes for the step when no mock says."),
  ]
}

/// Makes a step type's row with the keys of every step.
func stepType(
  _ name: String, _ summary: String, title: String, fields: [FieldRow], constraints: [KeyConstraint] = [],
  outputs: [OutputRow] = [], seconds: Int64 = 1, snippet: [String]
) -> VariantRow {
  VariantRow(
    name, summary, title: title, common: CommonStepFields.all, fields: fields, constraints: constraints,
    outputs: outputs, defaultDuration: seconds * 1000, snippet: snippet)
}
