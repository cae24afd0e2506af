// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `config`: configures machines.
  static let configuration = stepType(
    "config", "Configures machines with an Ansible playbook.", title: "a config step",
    fields: [
      FieldRow("playbook", .text(.path), required: true, "The playbook."),
      FieldRow("tool", .choice([Choice("ansible")]), default: "ansible", "The tool that runs it."),
      FieldRow("inventory", .text(.path), "The inventory of machines."),
      FieldRow("target", .text(.reference(.registry(.target))), "The directory's target instead of an inventory."),
      FieldRow("limit", .text(.template), "Only these machines or groups."),
      FieldRow("tags", .list(.text(.template)), "Only the tasks with these tags."),
      FieldRow("check", .boolean, default: "false", "Only show what would change."),
      FieldRow("extra_vars", .map(.any, key: .plain), "Variables of the playbook."),
    ],
    constraints: [.exactlyOne(["inventory", "target"])],
    outputs: [
      OutputRow("changed", .int, "Machines that changed."), OutputRow("failed", .int, "Machines that failed."),
      OutputRow("summary", .string, "The playbook's recap."),
    ], seconds: 60,
    snippet: ["id: ${1:configure}", "type: config", "playbook: ${2:site.yml}", "inventory: ${3:inventory.ini}"])
}
