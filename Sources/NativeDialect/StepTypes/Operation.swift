// SPDX-License-Identifier: Apache-2.0
import Dialect
import WorkflowModel

extension StepTypes {
  /// `operation`: runs an operation of a plugin.
  static let operation = stepType(
    "operation", "Runs an operation of a plugin.", title: "an operation step",
    fields: [
      FieldRow("plugin", .text(.template), required: true, "The plugin."),
      FieldRow("operation", .text(.operation), required: true, "The operation, `interface.name`."),
      FieldRow("node", .text(.template), "The node that it runs on."),
      FieldRow("parameters", .map(.any, key: .plain), "What it is given."),
    ], seconds: 10,
    snippet: ["id: ${1:operation}", "type: operation", "plugin: ${2:plugin}", "operation: ${3:lifecycle.start}"])

  /// `call`: runs another workflow.
  static let call = stepType(
    "call", "Runs another workflow and waits for its end.", title: "a call step",
    fields: [
      FieldRow("workflow", .text(.reference(.workflow)), required: true, "The other workflow's name."),
      FieldRow("inputs", .map(.any, key: .plain), "What it is given."),
    ], seconds: 60,
    snippet: ["id: ${1:call}", "type: call", "workflow: ${2:other-workflow}"])
}
