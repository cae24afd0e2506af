// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs that a step does not have.
package enum UnknownOutput: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF304", "unknown-output", .expressions, .error, fix: .safe,
    summary: "An expression reads an output that the step does not have.",
    rationale: """
      A step leaves behind what its type gives and what it declares under `outputs`; anything else fails when it is read.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: api, action: plan}
          - {id: b, type: script, run: make, if: "steps.plan.outputs.plan_summary.«destory» == 0"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: "echo ${{ steps.a.outputs.«version» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, if: "steps.a.«state» == 'success'"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, outputs: {version: string}}
          - {id: b, type: script, run: "echo ${{ steps.a.outputs.version }} ${{ steps.a.outputs.stdout }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: http, url: "https://example.com/"}
          - {id: b, type: script, run: "echo ${{ steps.a.outputs.body.items[0].name }}"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      guard case .unknownField(let name, of: .record(let record), _) = problem.kind, UndefinedName.isOutput(record)
      else { continue }
      let known = record.fields.prefix(8).map { "`\($0.name)`" }.joined(separator: ", ")
      let hint = problem.replacement.map { "; did you mean `\($0.text)`?" } ?? ""
      let message: String
      if record.name.hasPrefix("outputs of ") {
        message = "`\(record.name.dropFirst(11))` has no output `\(name)`\(hint)"
      } else if record.name.hasPrefix("step ") {
        message = "a step has no `\(name)`\(hint)"
      } else {
        message = "`\(record.name)` has no `\(name)`\(hint)"
      }
      report.add(
        expression.place(problem.range), message,
        help: problem.replacement == nil
          ? known.isEmpty ? "The step has no outputs; declare them under `outputs`." : "There are \(known)." : nil,
        fixes: UndefinedName.fixes(problem, expression))
    }
  }
}
