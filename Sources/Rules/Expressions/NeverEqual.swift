// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports comparisons whose sides cannot be equal.
package enum NeverEqual: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF316", "never-equal", .expressions, .warning, fix: .safe,
    summary: "Two sides of a comparison can never be equal.",
    rationale: """
      Their types have no value in common, or the constant is none of the options that the input lists: the comparison is the same in every run.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {options: [dev, prod]}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.stage == «'prd'»"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "«steps.a.outputs.exit_code == '0'»"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {options: [dev, prod]}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.stage == 'prod' || inputs.stage == null"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "steps.a.outputs.exit_code == 0 && trigger.tag != null"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      switch problem.kind {
      // What is not given is null, whatever its type says.
      case .neverEqual(let left, let right) where left != .null && right != .null: break
      case .notAnOption(let value, _, _) where value != .null: break
      default: continue
      }
      report.add(
        expression.place(problem.range), problem.message,
        fixes: problem.replacement.map { expression.fix($0.range, $0.text) } ?? [])
    }
  }
}
