// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `approval`: waits for people.
  static let approval = stepType(
    "approval", "Stops until enough people have agreed.", title: "an approval step",
    fields: [
      FieldRow(
        "approvers", .list(.text(.principal)), required: true, needsItems: true,
        "Who may decide: `user:`, `team:` or `role:` with a name."),
      FieldRow("required_approvals", .integer(1...1000), default: "1", "How many distinct people must agree."),
      FieldRow(
        "on_timeout",
        .choice([
          Choice("reject", "The step fails. The default."), Choice("cancel", "The run is cancelled."),
          Choice("skip", "The step is skipped."), Choice("approve", "The step succeeds, though nobody agreed."),
          Choice("escalate", "Those of `escalate_to` are asked."),
        ]), default: "reject", "What happens when nobody answers within `timeout`."),
      FieldRow("escalate_to", .list(.text(.principal)), "Who is asked when nobody answers in time."),
      FieldRow("allow_self_approval", .boolean, default: "true", "Whether the person who started the run may decide."),
      FieldRow("message", .text(.template), "What people are told."),
      FieldRow(
        "include",
        .list(
          .choice([
            Choice("plan", "The plan."), Choice("cost", "What it costs."), Choice("policy", "What policies say."),
          ])),
        "What people are shown."),
    ],
    outputs: [
      OutputRow("decision", .string, "`approved`, `rejected`, or what the timeout made of it."),
      OutputRow("approvers", .list(.string), "Who agreed."), OutputRow("comment", .string, "What they said."),
    ], seconds: 300,
    snippet: ["id: ${1:approval}", "type: approval", "approvers: [\"${2:team:platform}\"]", "timeout: ${3:1h}"])
}
