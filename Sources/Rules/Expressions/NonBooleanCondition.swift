// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions that are no booleans.
package enum NonBooleanCondition: ExpressionRule {
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF308", "non-boolean-condition", .expressions, .error,
    summary: "A condition is no boolean.",
    rationale: """
      Nothing but `true` and `false` decides: a text or a number in a condition fails the step.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {}}
        steps:
          - {id: a, type: script, run: make, if: "«inputs.stage»"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "«steps.a.outputs.exit_code» ? true : false"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {dry: {type: boolean}}
        steps:
          - {id: a, type: script, run: make, if: inputs.dry}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: http, url: "https://example.com/"}
          - {id: b, type: script, run: make, if: steps.a.outputs.body.ok}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard let types = expression.types else { return }
    for problem in types.problems {
      guard case .notBool = problem.kind else { continue }
      report.add(expression.place(problem.range), problem.message, help: help)
    }
    guard expression.isCondition, types.problems.isEmpty else { return }
    switch types.type {
    case .bool, .dyn, .error: return
    default:
      report.add(
        expression.site.range, "`\(expression.site.field)` must be a bool; this is `\(types.type)`", help: help)
    }
  }

  private static let help = "Compare it with something: `inputs.stage == \"prod\"`, `inputs.count > 0`."
}
