// SPDX-License-Identifier: Apache-2.0
package import Dialect
import WorkflowModel

/// The rows of the document itself (`language.md` §2).
package enum WorkflowRows {
  /// The words of `on_failure`.
  static let failurePolicies = [
    Choice("stop", "The run ends as failed once running steps have ended. The default."),
    Choice("continue", "The failure counts as handled; what needs the step runs."),
    Choice("rollback", "The deployment goes back to its last succeeded revision."),
  ]

  /// The types that inputs, outputs and payload fields have.
  static let valueTypes = [
    Choice("string", "A text. The default."), Choice("number", "A number with or without a fraction."),
    Choice("integer", "A whole number."), Choice("boolean", "`true` or `false`."),
    Choice("list", "A list of values."), Choice("map", "Names with values."),
  ]

  /// One input.
  static let input = ObjectRow(
    "an input", "An input that a run is started with.",
    fields: [
      FieldRow("type", .choice(valueTypes), default: "string", "What the input's value is."),
      FieldRow("options", .list(.any), "The only values that it may have."),
      FieldRow("default", .any, "The value where none is given."),
      FieldRow("required", .boolean, default: "false", "Whether a run cannot start without it."),
      FieldRow("pattern", .text(.regularExpression), "A regular expression (RE2) that a text must match."),
      FieldRow("min", .number, "The smallest number."),
      FieldRow("max", .number, "The largest number."),
      FieldRow("description", .text(.plain), "What people are told of it."),
    ])

  /// `concurrency`.
  static let concurrency = ObjectRow(
    "concurrency", "How runs exclude each other.",
    fields: [
      FieldRow("group", .text(.template), "Runs of one group exclude each other; the deployment unless said."),
      FieldRow(
        "policy",
        .choice([
          Choice("reject", "A second run is refused while one is running. The default."),
          Choice("queue", "A second run waits."), Choice("replace", "The running one is cancelled."),
          Choice("allow", "Both run."),
        ]), default: "reject", "What happens to a second run of the group while one is running."),
    ])

  /// The document.
  package static let root = ObjectRow(
    "a workflow", "A deployment workflow.",
    fields: [
      FieldRow(
        "schema", .text(.constant("wflint/v1")),
        "The format's name and version; tells editors and tools apart what the file is."),
      FieldRow(
        "name", .text(.workflowName), required: true,
        "The workflow's name, unique in the workspace: small letters, digits and dashes."),
      FieldRow("description", .text(.plain), "What the workflow does, for people."),
      FieldRow(
        "status",
        .choice([
          Choice("active", "Runs on its triggers."), Choice("paused", "Runs by hand only."),
          Choice("draft", "Does not run. The default."),
        ]), default: "draft", "Whether the workflow runs on its triggers."),
      FieldRow("deployment", .text(.template), "What a run changes; the unit of `concurrency` when no group is given."),
      FieldRow(
        "environment", .text(.reference(.registry(.environment))),
        "The environment that a run changes, one of the directory's."),
      FieldRow("timeout", .text(.duration), "How long a whole run may take."),
      FieldRow("concurrency", .object(concurrency), "How runs exclude each other."),
      FieldRow(
        "inputs", .map(.object(input), key: .identifier), "What a run is started with; read as `inputs.<name>`."),
      FieldRow("env", .map(.scalar, key: .plain), "Variables of every step; read as `env.<NAME>`."),
      FieldRow("triggers", .triggers, "What starts the workflow."),
      FieldRow("steps", .steps, required: true, "What the workflow does, in order."),
      FieldRow(
        "on_failure", .choice(failurePolicies), default: "stop",
        "What a step's failure does to the run, unless the step says."),
      FieldRow("outputs", .map(.any, key: .identifier), "What a run results in, for workflows that call this one."),
    ])
}
