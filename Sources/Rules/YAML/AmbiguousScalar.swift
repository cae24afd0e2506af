// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports texts that YAML 1.1 reads as something else.
package enum AmbiguousScalar: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF007", "ambiguous-scalar", .yaml, .warning, fix: .safe,
    summary: "A text reads as a boolean, number or time in YAML 1.1.",
    rationale: """
      Half of all YAML readers still follow version 1.1, in which `yes`, `no`, `on` and `off` are booleans, `1:30` is ninety \
      and `010` is eight. Quotes say that the text is meant.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenv: {COUNTRY: «no»}\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nenv: {UMASK: «010»}\nsteps:\n  - {id: a, type: script, run: make}\n"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenv: {COUNTRY: \"no\", COUNT: 10}\nsteps:\n  - {id: a, type: script, run: make}\n"
      )
    ])

  /// Texts of every format but those that YAML 1.1 cannot mistake.
  package static func applies(to format: TextFormat) -> Bool {
    switch format {
    case .expression, .constant, .httpStatus, .moment, .duration: false
    default: true
    }
  }

  /// Reports a plain scalar with a second reading.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), node.style == .plain, let ambiguity = node.ambiguity else { return }
    let value = node.text
    report.add(
      node.range, "\(ambiguity.reason); a text is meant here",
      fixes: [Fix("quote it", edits: [TextEdit(node.range, YAMLQuoting.doubleQuoted(value))])])
  }
}
