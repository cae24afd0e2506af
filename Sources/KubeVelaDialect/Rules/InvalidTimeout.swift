// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports timeouts that Go does not read.
package enum InvalidTimeout: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV110", "invalid-timeout", .kubeVela, .error, fix: .safe,
    summary: "A timeout is no duration of Go.",
    rationale:
      "The timeout of a step is refused by the webhook. That of a sub-step is checked by nobody: the step is skipped when it is looked at again. Go's units are ns, us, ms, s, m and h; there are no days.",
    bad: [
      Example.run(["{name: a, type: suspend, timeout: «1d»}"]),
      Example.run(["{name: g, type: step-group, subSteps: [{name: a, type: suspend, timeout: «1min»}]}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, timeout: 1h30m}"]),
      Example.run(["{name: g, type: step-group, subSteps: [{name: a, type: suspend, timeout: 1m}]}"]),
    ])

  /// Reports each timeout that is none.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let timeout = step.timeout, GoDuration.milliseconds(timeout.value) == nil else { continue }
      let consequence = step.parent == nil ? "the object is refused" : "the step is skipped without an alarm"
      GoDuration.report(timeout, "timeout", consequence, &report)
    }
  }
}

extension GoDuration {
  /// Reports a text that is no duration, with the one that was meant.
  static func report(_ text: Located<String>, _ field: String, _ consequence: String, _ report: inout Report) {
    let meant = meant(by: text.value)
    report.add(
      text.range,
      "`\(field)`: Go reads no duration in `\(text.value)`, so \(consequence)"
        + (meant.map { "; did you mean `\($0)`?" } ?? ""),
      help: meant == nil ? "Write numbers with the units s, m and h: `1h30m`." : nil,
      fixes: meant.map { [Fix("write `\($0)`", edits: [TextEdit(text.range, $0)])] } ?? [])
  }
}
