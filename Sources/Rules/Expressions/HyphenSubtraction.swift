// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports names with hyphens that are subtractions.
package enum HyphenSubtraction: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF307", "hyphen-subtraction", .expressions, .error, fix: .safe,
    summary: "A name with a hyphen is read as a subtraction.",
    rationale: """
      In CEL `steps.my-step` is `steps.my` minus `step`. Ids with hyphens cannot be written behind a dot.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {my-region: {}}
        steps:
          - {id: a, type: script, run: "echo ${{ «inputs.my-region» }}"}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ run.number - run.attempt }}"}

        """)
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      guard case .hyphenSubtraction = problem.kind else { continue }
      report.add(
        expression.place(problem.range), problem.message,
        fixes: problem.replacement.map { expression.fix($0.range, $0.text) } ?? [])
    }
  }
}
