// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports texts that are no expressions.
package enum ExpressionSyntax: ExpressionRule {
  /// Yes.
  package static let speaksOfScenarios = true
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
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}}
        steps:
          - {id: a, type: script, run: make, name: "Make ${{ «inputs.x»"}

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
    guard !expression.hasTextAround else { return }
    guard let problem = expression.site.parsed.problems.first else {
      if isLeftOpen(expression) {
        report.add(
          expression.site.range, "the interpolation of `\(expression.site.text)` is not closed: expected `}}` behind it"
        )
      }
      return
    }
    let fixes = problem.replacement.map { expression.fix(problem.range, $0) } ?? []
    let place = problem.kind == .empty ? expression.node.contentRange : expression.place(problem.range)
    report.add(place, problem.message, fixes: fixes)
  }

  /// Whether the text ends before the `}}` that closes the interpolation.
  private static func isLeftOpen(_ expression: CheckedExpression) -> Bool {
    let bytes = expression.node.textBytes
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    let start = bytes.startIndex + expression.site.decodedStart
    let end = start + expression.site.text.utf8.count
    guard start <= bytes.endIndex, end <= bytes.endIndex else { return false }
    let before = bytes[..<start].reversed().drop(while: isBlank).prefix(2)
    guard before.elementsEqual([0x7B, 0x7B]) else { return false }
    return !bytes[end...].drop(while: isBlank).starts(with: [0x7D, 0x7D])
  }
}
