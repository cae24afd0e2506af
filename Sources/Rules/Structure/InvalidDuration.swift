// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports durations that are none, or that are written in another notation.
package enum InvalidDuration: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF107", "invalid-duration", .structure, .error, fix: .safe,
    summary: "A duration is not written as numbers with units.",
    rationale: """
      Durations are numbers with the units w, d, h, m, s and ms: `1h30m`. A bare number could be seconds or minutes; ISO 8601 is \
      understood, but has a shorter form.
      """,
    bad: [
      RuleExample("schema: wflint/v1\nname: api\ntimeout: «1 hour»\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample("schema: wflint/v1\nname: api\ntimeout: «90»\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample("schema: wflint/v1\nname: api\ntimeout: «PT1H30M»\nsteps:\n  - {id: a, type: script, run: make}\n"),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\ntimeout: 1h30m\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Durations.
  package static func applies(to format: TextFormat) -> Bool { if case .duration = format { true } else { false } }

  /// Reports a duration that is none, or one in another notation.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), !node.holdsInterpolation,
      node.withTextBytes({ DurationLiteral.milliseconds(ofExact: $0) }) == nil
    else { return }
    func fix(_ replacement: String, _ applicability: Applicability) -> Fix {
      Fix("write `\(replacement)`", applicability, edits: [TextEdit(node.contentRange, replacement)])
    }
    switch DurationLiteral.parse(node.text) {
    case .valid: return
    case .acceptedWithFix(_, let replacement, let reason):
      report.add(node.contentRange, reason, fixes: [fix(replacement, .safe)], severity: .warning)
    case .invalid(let problem):
      report.add(
        node.contentRange, problem.message,
        fixes: problem.replacement.map { [fix($0, problem.isSafe ? .safe : .unsafe)] } ?? [])
    }
  }
}
