// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `loop`: runs its steps for each item.
  static let loop = stepType(
    "loop", "Runs its steps once for each item of a list.", title: "a loop step",
    fields: [
      FieldRow("over", .text(.expression(.loopItems)), required: true, "A CEL list; its items are read as `item`."),
      FieldRow("as", .text(.identifier), default: "item", "The name of the item in expressions."),
      FieldRow("max", .integer(1...1_000_000), "The largest number of rounds; more items fail the step."),
      FieldRow("parallelism", .integer(1...1000), default: "1", "How many rounds may run at once."),
      FieldRow("steps", .steps, required: true, "The steps of a round."),
    ],
    outputs: [OutputRow("results", .list(.dyn), "The outputs of each round.")], seconds: 0,
    snippet: [
      "id: ${1:each}", "type: loop", "over: ${2:inputs.regions}", "steps:", "  - id: ${3:deploy}",
      "    type: ${4:script}",
    ])

  /// `group`: runs its steps together.
  static let group = stepType(
    "group", "Holds steps together; they run at once, or one after another.", title: "a group step",
    fields: [
      FieldRow(
        "mode",
        .choice([
          Choice("parallel", "Steps without `needs` start at once. The default."),
          Choice("sequence", "Steps without `needs` run one after another."),
        ]), default: "parallel", "How its steps follow each other."),
      FieldRow("steps", .steps, required: true, "The steps."),
    ], seconds: 0,
    snippet: ["id: ${1:group}", "type: group", "steps:", "  - id: ${2:first}", "    type: ${3:script}"])
}
