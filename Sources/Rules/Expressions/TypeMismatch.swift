// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports operators and functions that do not take what they get.
package enum TypeMismatch: ExpressionRule {
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF303", "type-mismatch", .expressions, .error, fix: .safe,
    summary: "An operator or function gets values of types that it does not take.",
    rationale: """
      CEL converts nothing by itself: an `int` and a `double` cannot be added, nor a text and a number. The expression fails when it is evaluated.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "«steps.a.attempts * 1.5» > 2.0"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ «'run ' + run.number» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {count: {type: integer}}
        steps:
          - {id: a, type: loop, over: «inputs.count», steps: [{id: b, type: script, run: make}]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "double(steps.a.attempts) * 1.5 > 2.0 && steps.a.duration > duration('5m')"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ 'run ' + string(run.number) }}"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard let types = expression.types else { return }
    for problem in types.problems {
      switch problem.kind {
      case .noOverload, .noFields, .notIterable:
        report.add(
          expression.place(problem.range), problem.message,
          fixes: problem.replacement.map { expression.fix($0.range, $0.text) } ?? [])
      default: continue
      }
    }
    guard types.problems.isEmpty, expression.site.role == .loopItems else { return }
    switch types.type {
    case .list, .dyn, .error: return
    default:
      report.add(expression.site.range, "a loop goes over a list; this is `\(types.type)`")
    }
  }
}
