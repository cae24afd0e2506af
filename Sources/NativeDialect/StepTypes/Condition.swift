// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  static let conditionCase = ObjectRow(
    "a case", "One branch.",
    fields: [
      FieldRow(
        "when", .text(.expression(.caseCondition)), required: true, "A CEL condition; the first true case is taken."),
      FieldRow("then", .list(.text(.reference(.step))), required: true, needsItems: true, "The steps of the branch."),
    ])

  /// `condition`: chooses a branch.
  static let condition = stepType(
    "condition", "Chooses a branch: the first case that is true.", title: "a condition step",
    fields: [
      FieldRow(
        "cases", .list(.object(conditionCase)), required: true, needsItems: true,
        "The branches; the first true one is taken."),
      FieldRow("else", .list(.text(.reference(.step))), "The steps that run where no case is true."),
    ],
    outputs: [OutputRow("branch", .string, "Which case was taken.")], seconds: 0,
    snippet: [
      "id: ${1:decide}", "type: condition", "cases:", "  - when: ${2:inputs.environment == \"prod\"}",
      "    then: [${3:apply}]",
    ])
}
