// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports expressions that may cost more than an evaluation may.
package enum CostLimit: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF318", "cost-limit", .expressions, .error,
    summary: "An expression may cost more than an evaluation may.",
    rationale: """
      Loops in loops multiply. An evaluation is cut off at its bound, and the step fails; a small input hides it.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {a: {type: list}}
        steps:
          - {id: a, type: script, run: make, if: "«inputs.a.all(x, inputs.a.all(y, inputs.a.all(z, inputs.a.all(w, x + y + z + w > 0))))»"}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {a: {type: list}, b: {type: list}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.a.all(x, inputs.b.exists(y, x == y))"}

        """)
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    // Without a loop the cost is that of the text.
    guard
      expression.site.parsed.nodes.contains(where: { if case .macro = $0.kind { true } else { false } })
    else { return }
    let cost = expression.site.parsed.worstCost()
    guard cost > limit else { return }
    report.add(
      expression.site.range,
      "with lists of 100 elements this costs about \(cost == .max ? "endless" : "\(cost)") steps; the limit is \(limit)",
      help: "Loop over one list at a time, or filter it in a step.")
  }

  /// What an evaluation may cost.
  private static let limit = 1_000_000
}
