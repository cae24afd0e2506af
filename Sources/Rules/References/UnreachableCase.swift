// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports cases that an earlier one covers.
package enum UnreachableCase: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF216", "unreachable-case", .references, .warning,
    summary: "A case of a condition can never be taken, because an earlier one covers it.",
    rationale: "The first true case is taken; the steps of this one never run.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {size: {type: integer}}
        steps:
          - id: decide
            type: condition
            cases:
              - {when: inputs.size > 3, then: [b]}
              - {when: «inputs.size  >  3», then: [c]}
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {size: {type: integer}}
        steps:
          - id: decide
            type: condition
            cases:
              - {when: inputs.size > 3, then: [b]}
              - {when: inputs.size > 1, then: [c]}
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make}

        """)
    ])

  /// Reports cases behind an equal one or behind `true`.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .condition(let action) = step.action else { return }
    let expressions = context.workflow.expressions
    var seen: [String: TextRange] = [:]
    for branch in action.cases {
      guard let when = branch.when else { continue }
      let text = expressions[when].text.filter { $0 != " " && $0 != "\n" }
      if let earlier = seen[text] ?? seen["true"] {
        report.add(
          expressions[when].range, "an earlier case covers this one, so it is never taken",
          related: [RelatedPlace(range: earlier, message: "the earlier case")], tags: [.unnecessary])
      } else {
        seen[text] = expressions[when].range
      }
    }
    if let everything = seen["true"], let otherwise = action.otherwiseRange {
      report.add(
        otherwise, "a case is always true, so `else` is never taken",
        related: [RelatedPlace(range: everything, message: "the case that is always true")], tags: [.unnecessary])
    }
  }
}
