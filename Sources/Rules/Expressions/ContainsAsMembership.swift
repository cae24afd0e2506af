// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports substring tests that stand for membership.
package enum ContainsAsMembership: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF317", "contains-as-membership", .expressions, .warning, fix: .unsafe,
    summary: "A substring test stands where membership or equality was meant.",
    rationale: """
      `contains` looks for a part of a text: `'preprod'` contains `'prod'`. Compare one of listed values with `==`, and look into a list with `in`.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {options: [dev, prod, preprod]}}
        steps:
          - {id: a, type: script, run: make, if: "«inputs.stage.contains('prod')»"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {}}
        steps:
          - {id: a, type: script, run: make, if: "«'dev,prod'.contains(inputs.stage)»"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {options: [dev, prod]}, note: {}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.stage == 'prod' || inputs.note.contains('urgent')"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {stage: {}}
        steps:
          - {id: a, type: script, run: make, if: "inputs.stage in ['dev', 'prod']"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard let types = expression.types else { return }
    let parsed = expression.site.parsed
    for index in parsed.nodes.indices {
      guard case .call("contains", let target?, let arguments) = parsed.nodes[index].kind, arguments.count == 1 else {
        continue
      }
      let node = parsed.nodes[index]
      let argument = arguments[0]
      switch (parsed[target].kind, parsed[argument].kind) {
      case (.literal(.string(let list)), .select), (.literal(.string(let list)), .index):
        let items = list.split(separator: ",").map { $0.trimmed }
        guard items.count > 1 else { continue }
        let name = parsed.text(parsed[argument].range)
        let words = items.map { "'\($0)'" }.joined(separator: ", ")
        add(expression, node.range, "\(name) in [\(words)]", &report)
      case (_, .literal(.string(let value))):
        guard let field = types.fields[target], !field.options.isEmpty else { continue }
        guard field.options.contains(.string(value)) else { continue }
        add(expression, node.range, "\(parsed.text(parsed[target].range)) == '\(value)'", &report)
      default: continue
      }
    }
  }

  private static func add(
    _ expression: CheckedExpression, _ range: TextRange, _ replacement: String, _ report: inout Report
  ) {
    report.add(
      expression.place(range), "`contains` looks for a part of a text: did you mean `\(replacement)`?",
      fixes: expression.fix(range, replacement, .unsafe))
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmed: Substring {
    var text = self
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }
}
