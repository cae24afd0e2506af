// SPDX-License-Identifier: Apache-2.0
import Dialect
import WorkflowModel

extension StepTypes {
  /// `wait`: waits for a time.
  static let wait = stepType(
    "wait", "Waits for a time.", title: "a wait step",
    fields: [FieldRow("duration", .text(.duration), required: true, "How long.")], seconds: 0,
    snippet: ["id: ${1:settle}", "type: wait", "duration: ${2:5m}"])

  /// `suspend`: stops until someone goes on.
  static let suspend = stepType(
    "suspend", "Stops until someone continues, rolls back or terminates the run.", title: "a suspend step",
    fields: [
      FieldRow("duration", .text(.duration), "After this time the run goes on by itself; without it someone must act.")
    ], seconds: 60,
    snippet: ["id: ${1:hold}", "type: suspend"])
}
