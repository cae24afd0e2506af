// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `iac`: plans, applies or destroys infrastructure.
  static let infrastructure = stepType(
    "iac", "Plans, applies or destroys infrastructure with Terraform, OpenTofu, Pulumi or CloudFormation.",
    title: "an iac step",
    fields: [
      FieldRow(
        "project", .text(.reference(.registry(.project))), required: true, "The project that is planned or changed."),
      FieldRow(
        "action",
        .choice([
          Choice("plan", "Shows what would change."), Choice("apply", "Changes what the plan says."),
          Choice("destroy", "Removes everything."),
        ]), required: true, "What is done to the project."),
      FieldRow(
        "tool", .choice([Choice("terraform"), Choice("opentofu"), Choice("pulumi"), Choice("cloudformation")]),
        default: "terraform", "The tool that does it."),
      FieldRow("workspace", .text(.template), "The project's workspace or stack."),
      FieldRow("variables", .map(.any, key: .plain), "Variables of the project."),
      FieldRow("plan", .text(.reference(.step)), "The plan step whose plan is applied."),
      FieldRow("auto_approve", .boolean, default: "false", "Whether the tool applies without asking."),
    ],
    outputs: [
      OutputRow("plan_summary", .map(.string, .int), "How many resources would change: `add`, `change`, `destroy`."),
      OutputRow("plan_summary.add", .int, "Resources to add."),
      OutputRow("plan_summary.change", .int, "Resources to change."),
      OutputRow("plan_summary.destroy", .int, "Resources to destroy."),
      OutputRow("status", .string, "The tool's own word for the result."),
    ], seconds: 30,
    snippet: ["id: ${1:plan}", "type: iac", "project: ${2:project}", "action: ${3|plan,apply,destroy|}"])
}
