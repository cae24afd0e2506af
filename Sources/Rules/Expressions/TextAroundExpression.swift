// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports interpolations with text around them where an expression is expected.
package enum TextAroundExpression: ExpressionRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF306", "text-around-expression", .expressions, .error, fix: .safe,
    summary: "A condition has `${{ }}` with text around it.",
    rationale: """
      Where an expression is expected, the whole value is one. `${{ a }} && ${{ b }}` is a text, which is no condition; without the braces it is one.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}, y: {}}
        steps:
          - {id: a, type: script, run: make, if: "«${{ inputs.x == 'a' }} && ${{ inputs.y == 'b' }}»"}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}, y: {}}
        steps:
          - {id: a, type: script, run: make, if: "${{ inputs.x == 'a' && inputs.y == 'b' }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {x: {}, y: {}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.x == 'a' && inputs.y == 'b'"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard expression.hasTextAround else { return }
    let node = expression.node
    report.add(
      node.contentRange, "`\(expression.site.field)` is one expression: there is text around `${{ }}` here",
      help: "Write the whole expression without `${{ }}`.", fixes: fix(expression))
  }

  /// Takes the braces away where what is left is an expression.
  private static func fix(_ expression: CheckedExpression) -> [Fix] {
    let node = expression.node
    let template = Template(parsing: Array(node.textBytes))
    var text = ""
    for segment in template.segments {
      switch segment.kind {
      case .literal: text += template.text(segment.range)
      case .expression(let inner, _):
        var words = template.text(inner)[...]
        while words.first == " " { words = words.dropFirst() }
        while words.last == " " { words = words.dropLast() }
        text += words
      }
    }
    guard ParsedExpression(parsing: text).isComplete, node.contentRange.count == node.textByteCount else { return [] }
    let quoted = YAMLQuoting.doubleQuoted(text)
    return [Fix("write it as one expression", edits: [TextEdit(node.range, quoted)])]
  }
}
