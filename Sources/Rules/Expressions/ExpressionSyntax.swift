// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports texts that are no expressions.
package enum ExpressionSyntax: ExpressionRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF301", "expression-syntax", .expressions, .error, fix: .safe,
    summary: "A text is no CEL expression.",
    rationale: """
      It cannot be evaluated: the run fails where it comes to the step, or when the trigger is looked at.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "steps.a.status «=» 'success'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}}
        steps:
          - {id: a, type: script, run: "echo ${{ inputs.x +«» }}"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "steps.a.status == 'success'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${HOME} $(date) {{ .Values.x }}"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard !expression.hasTextAround, let problem = expression.site.parsed.problems.first else { return }
    let fixes = problem.replacement.map { expression.fix(problem.range, $0) } ?? []
    let place = problem.kind == .empty ? expression.node.contentRange : expression.place(problem.range)
    report.add(place, problem.message, fixes: fixes)
  }
}
