// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports functions that do not exist, and wrong numbers of arguments.
package enum UnknownFunction: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF312", "unknown-function", .expressions, .error, fix: .safe,
    summary: "A function does not exist, or takes other arguments.",
    rationale: """
      The expression cannot be evaluated. CEL has its own functions, those of its extensions, and `always()`, `success()`, `failure()`, `cancelled()`.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "trigger.branch.«startWith»('main')"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "«size»() > 1"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}}
        steps:
          - {id: a, type: script, run: make, if: "trigger.branch.startsWith('main') && size(inputs.x) > 1 && !failure()"}

        """)
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      switch problem.kind {
      case .unknownFunction, .wrongForm, .wrongArity:
        report.add(
          expression.place(problem.range), problem.message,
          fixes: problem.replacement.map { expression.fix($0.range, $0.text) } ?? [])
      default: continue
      }
    }
  }
}
