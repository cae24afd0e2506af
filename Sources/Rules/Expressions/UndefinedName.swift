// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports names that nothing declares.
package enum UndefinedName: ExpressionRule {
  /// It speaks of what the checker found.
  package static let scope = ExpressionScope.mistyped
  /// Yes.
  package static let speaksOfScenarios = true
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF302", "undefined-name", .expressions, .error, fix: .safe,
    summary: "An expression reads a name that nothing declares.",
    rationale: """
      A name that does not exist has no value: the expression fails when it is evaluated.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {}}
        steps:
          - {id: a, type: script, run: "echo ${{ inputs.«regoin» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {}}
        steps:
          - {id: a, type: script, run: make, if: "«input».region == 'eu'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: "trigger.«brnch» == 'main'"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        env: {STAGE: x}
        inputs: {region: {}}
        steps:
          - {id: a, type: script, run: "echo ${{ inputs.region }} ${{ env.STAGE }} ${{ trigger.branch }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ [1, 2].map(n, n * 2).size() }}"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    for problem in expression.types?.problems ?? [] {
      switch problem.kind {
      case .undefinedName(let name, _):
        // Known somewhere else: WF315 says where.
        let isCheck = expression.site.role == .scenarioCheck
        if !isCheck, ExpressionTypes.contextual[name] != nil { continue }
        report.add(
          expression.place(problem.range), problem.message,
          help: isCheck
            ? "There are `run` and `steps`."
            : "There are `inputs`, `env`, `secrets`, `trigger`, `workflow`, `run`, `steps` and `now`.",
          fixes: fixes(problem, expression))
      case .unknownField(let name, of: .record(let record), _) where !isOutput(record):
        // WF201 speaks of steps that are not there.
        if record.name == "steps" { continue }
        let known = record.fields.prefix(8).map { "`\($0.name)`" }.joined(separator: ", ")
        let help =
          known.isEmpty ? "Nothing is declared there." : "There are \(known)\(record.fields.count > 8 ? ", …" : "")."
        let hint = problem.replacement.map { "; did you mean `\($0.text)`?" } ?? ""
        report.add(
          expression.place(problem.range), "`\(record.name)` has no `\(name)`\(hint)",
          help: problem.replacement == nil ? help : nil, fixes: fixes(problem, expression))
      default: continue
      }
    }
  }

  /// Whether a record holds a step's results, of which WF304 speaks.
  static func isOutput(_ record: RecordType) -> Bool {
    record.name.hasPrefix("outputs of ") || record.name.hasPrefix("step ") || record.name.containsBytes(of: " of ")
  }

  static func fixes(_ problem: CheckProblem, _ expression: CheckedExpression) -> [Fix] {
    problem.replacement.map { expression.fix($0.range, $0.text, title: "replace with `\($0.text)`") } ?? []
  }
}
