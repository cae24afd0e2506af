// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `script`: runs a script.
  static let script = stepType(
    "script", "Runs a Bash, shell, Python or Node script.", title: "a script step",
    fields: [
      FieldRow("run", .text(.script), "The script."),
      FieldRow("file", .text(.path), "The file that holds the script."),
      FieldRow(
        "shell", .choice([Choice("bash"), Choice("sh"), Choice("python"), Choice("node")]), default: "bash",
        "What runs it."),
      FieldRow("working_directory", .text(.folder), "The folder that it runs in."),
    ],
    constraints: [.exactlyOne(["run", "file"])],
    outputs: [
      OutputRow("stdout", .string, "What it printed."), OutputRow("stderr", .string, "What it complained of."),
      OutputRow("exit_code", .int, "Its exit status."),
    ], seconds: 10,
    snippet: ["id: ${1:script}", "type: script", "run: |", "  ${2:echo hello}"])
}
