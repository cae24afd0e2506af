// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports contexts that are not there.
package enum ContextNotAvailable: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF315", "context-not-available", .expressions, .error,
    summary: "An expression reads a context that is not there at its place.",
    rationale: """
      `body` and `headers` are there for webhooks only, `incident` for incidents, `upstream` for chains; a trigger has no `steps`. Hand values on as inputs.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}}
        steps:
          - {id: a, type: script, run: "echo ${{ «body».ref }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, filter: "«steps».a.status == 'success'"}
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {ref: {}}
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, filter: "body.action == 'push'", inputs: {ref: body.ref}}
        steps:
          - {id: a, type: script, run: "echo ${{ inputs.ref }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: loop, over: "[1, 2]", as: body, steps: [{id: b, type: script, run: "echo ${{ body }}"}]}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      guard case .undefinedName(let name, _) = problem.kind, let place = ExpressionTypes.contextual[name] else {
        continue
      }
      report.add(expression.place(problem.range), "`\(name)` is not there here: it belongs to \(place)")
    }
  }
}
