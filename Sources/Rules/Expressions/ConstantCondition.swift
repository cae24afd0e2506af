// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions that are the same in every run.
package enum ConstantCondition: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF305", "constant-condition", .expressions, .warning,
    summary: "A condition is the same in every run.",
    rationale: """
      What it guards runs always or never, so that the condition, or what it guards, is a mistake or left over.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}}
        steps:
          - {id: a, type: script, run: make, if: "«inputs.x == 'a' || true»"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "«1 > 2»"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.x == 'a' || always()"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: condition, cases: [{when: "true", then: [b]}]}
          - {id: b, type: script, run: make, if: always()}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard expression.isCondition,
      expression.site.parsed.nodes.contains(where: { isConstant($0.kind) })
    else { return }
    // `when: "true"` is how a case that takes all the rest is written.
    if case .literal(.bool(true))? = expression.site.parsed.root.map({ expression.site.parsed[$0].kind }),
      expression.site.role == .caseCondition
    {
      return
    }
    guard case .success(.bool(let value)) = Self.unknown.evaluate(expression.site.parsed) else { return }
    let effect =
      switch expression.site.role {
      case .stepCondition: value ? "the step runs whatever happened before" : "the step never runs"
      case .caseCondition: value ? "no case behind it is reached" : "the case is never taken"
      default: value ? "the trigger takes every event" : "the trigger takes no event"
      }
    report.add(
      expression.site.range, "this condition is always \(value): \(effect)",
      help: "No value that it reads can change the result.", tags: [.unnecessary])
  }

  /// Whether a node is a value by itself. Without one nothing can be known of the whole.
  private static func isConstant(_ kind: ExpressionNode.Kind) -> Bool {
    switch kind {
    case .literal, .list, .map, .macro: true
    default: false
    }
  }

  /// Nothing is known of a run.
  static let unknown = EvaluationEnvironment(
    variable: { .unknown($0) },
    functions: Dictionary(
      uniqueKeysWithValues: HostFunctions.all.map { function -> (String, EvaluationEnvironment.HostFunction) in
        let name = function.name
        return (name, { _ in .unknown(name) })
      }), costLimit: 10_000, catalog: HostFunctions.catalog)
}
