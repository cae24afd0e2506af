// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports patterns that RE2 does not read.
package enum InvalidRegex: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF309", "invalid-regex", .expressions, .error,
    summary: "A regular expression is none of RE2.",
    rationale: """
      Patterns are RE2, which takes time linear in the text: it has no look-around and no back-references.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "trigger.branch.matches(«'(?=x)'»)"}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "trigger.branch.matches('^release/[0-9]+$')"}

        """)
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      guard case .invalidRegex = problem.kind else { continue }
      report.add(expression.place(problem.range), problem.message)
    }
  }
}
