// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports lists and maps in the middle of texts.
package enum StructureInText: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF310", "structure-in-text", .expressions, .error,
    summary: "A list or map stands in the middle of a text.",
    rationale: """
      A text can hold texts, numbers and booleans. What a list or map looks like in it is nowhere defined.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: api, action: plan}
          - {id: b, type: script, run: "echo ${{ «steps.plan.outputs.plan_summary» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ «[1, 2]» }} done"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: api, action: plan}
          - {id: b, type: script, run: "echo ${{ steps.plan.outputs.plan_summary.add }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {regions: {type: list}}
        steps:
          - {id: a, type: loop, over: "${{ inputs.regions }}", steps: [{id: b, type: script, run: make}]}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard expression.site.role == .interpolation, let types = expression.types
    else { return }
    let what: String
    switch types.type {
    case .list: what = "a list"
    case .map, .record: what = "a map"
    default: return
    }
    guard !expression.isWhole else { return }
    report.add(
      expression.site.range, "\(what) cannot be part of a text",
      help: "Pick a member of it, or join a list of texts: `.join(\", \")`.")
  }
}
