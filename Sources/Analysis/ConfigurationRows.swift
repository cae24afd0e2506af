// SPDX-License-Identifier: Apache-2.0
import Dialect
import WorkflowModel

/// The rows of `.wflint.yaml` (`language.md` §8).
enum ConfigurationRows {
  static let valueTypes = [
    Choice("string"), Choice("number"), Choice("integer"), Choice("boolean"), Choice("duration"), Choice("expression"),
    Choice("list"), Choice("map"),
  ]

  static let stepField = ObjectRow(
    "a field", "A field of a step type.",
    fields: [
      FieldRow("type", .choice(valueTypes), default: "string", "What its value is."),
      FieldRow("required", .boolean, default: "false", "Whether a step is wrong without it."),
      FieldRow("default", .any, "What holds where it is absent."),
      FieldRow("options", .list(.scalar), "The only values that it may have."),
      FieldRow("description", .text(.plain), "What it is for."),
    ])

  static let stepType = ObjectRow(
    "a step type", "A step type of the workspace.",
    fields: [
      FieldRow("fields", .map(.object(stepField), key: .plain), "The type's own fields."),
      FieldRow(
        "outputs", .map(.choice(Array(valueTypes.filter { $0.value != "expression" })), key: .plain),
        "What a step of the type leaves behind."),
      FieldRow("description", .text(.plain), "What a step of the type does."),
    ])

  static let severity = [
    Choice("off", "The rule does not run."), Choice("hint"), Choice("warning"), Choice("error"),
  ]

  static let root = ObjectRow(
    "the configuration", "What wflint knows of a workspace.",
    fields: [
      FieldRow(
        "directory", .object(DirectoryRows.directory), "The people and things that the workspace knows by name."),
      FieldRow("step_types", .map(.object(stepType), key: .plain), "Step types besides the built-in ones."),
      FieldRow("rules", .map(.choice(severity), key: .plain), "Severities by rule: `off`, `hint`, `warning`, `error`."),
      FieldRow("exclude", .list(.text(.plain)), "Globs of files that are left out when folders are walked."),
      FieldRow(
        "import_folders", .list(.text(.folder)),
        "Folders besides the importing file's own where Cloudify's imports may be."),
      FieldRow(
        "definition_folders", .list(.text(.folder)),
        "Folders besides those that are checked where KubeVela's WorkflowStepDefinitions may be, as YAML or CUE."),
      FieldRow(
        "per_file", .map(.map(.choice(severity), key: .plain), key: .plain),
        "Severities by rule for the files that a glob matches."),
    ])

  /// A schema without steps, for a walk along these rows.
  static let schema = DialectSchema(
    root: root, anyStep: ObjectRow("a step", fields: []), stepTypes: [],
    anyTrigger: ObjectRow("a trigger", fields: []), triggerTypes: [])
}
