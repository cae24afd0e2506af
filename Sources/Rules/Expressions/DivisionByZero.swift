// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports evaluations that surely fail.
package enum DivisionByZero: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF314", "division-by-zero", .expressions, .error,
    summary: "An evaluation surely fails.",
    rationale: """
      Whatever the inputs are, this part has no value: a division by zero, a conversion that cannot work, an index outside of a list.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "«run.number / 0» > 1"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "now > «timestamp('tomorrow')»"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "run.number / 2 > 1 && now > timestamp('2026-01-01T00:00:00Z')"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "run.number > 0 && 10 / run.number > 1"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard mayFail(expression.site.parsed) else { return }
    for fault in ConstantCondition.unknown.certainFaults(in: expression.site.parsed) {
      report.add(expression.place(fault.range), "this always fails: \(fault.message)")
    }
  }

  /// Whether anything in an expression can fail whatever the variables are: comparing and reading alone cannot.
  private static func mayFail(_ parsed: ParsedExpression) -> Bool {
    parsed.nodes.indices.contains { index in
      switch parsed.nodes[index].kind {
      case .call(let name, _, let arguments): !(arguments.isEmpty && HostFunctions.all.contains { $0.name == name })
      case .binary(let op, _, _):
        switch op {
        case .add, .subtract, .multiply, .divide, .remainder: true
        default: false
        }
      case .index(_, let key, _): if case .literal(.string) = parsed[key].kind { false } else { true }
      case .unary(.negate, _), .list, .map, .macro, .conditional: true
      default: false
      }
    }
  }
}
