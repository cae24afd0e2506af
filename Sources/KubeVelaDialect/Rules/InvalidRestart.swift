// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports restarts that the controller does not make.
package enum InvalidRestart: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV130", "invalid-restart", .kubeVela, .error,
    summary: "A restart-workflow step has none or several of `at`, `after` and `every`, or a value that is ignored.",
    rationale:
      "Exactly one is needed, else the step fails. `every` in days passes the check and is ignored then, since Go has no days.",
    bad: [
      Example.application(["{name: a, type: «restart-workflow»}"]),
      Example.application(["{name: a, type: restart-workflow, properties: {after: 1h, «every»: 2h}}"]),
      Example.application(["{name: a, type: restart-workflow, properties: {every: «2d»}}"]),
    ],
    good: [
      Example.application(["{name: a, type: restart-workflow, properties: {every: 48h}}"]),
      Example.application(["{name: a, type: restart-workflow, properties: {after: 5m}}"]),
    ])

  private static let keys = ["at", "after", "every"]

  /// Reports none, several, and values without effect.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps where !keys.contains(where: { step.isGiven($0) }) {
      guard let type = step.type, type.value == "restart-workflow" else { continue }
      let entries = step.properties?.mergedEntries.filter { keys.contains($0.key.text) } ?? []
      if entries.isEmpty {
        report.add(type.range, "one of `at`, `after` and `every` is needed: the step fails when it runs")
      } else if entries.count > 1 {
        report.add(
          entries[1].key.range, "only one of `at`, `after` and `every` may be there: the step fails when it runs")
      } else if let entry = entries.first, entry.key.text != "at", let text = entry.value.locatedText {
        check(text, isRepeated: entry.key.text == "every", &report)
      }
    }
  }

  private static func check(_ text: Located<String>, isRepeated: Bool, _ report: inout Report) {
    let digits = text.value.utf8.dropLast()
    let isWritten =
      !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) } && "smhd".contains(text.value.last ?? " ")
    if !isWritten {
      report.add(
        text.range, "`\(text.value)` is not digits and one of s, m, h, d: the step fails when it runs")
    } else if isRepeated, text.value.hasSuffix("d") {
      let hours = Int64(String(decoding: digits, as: UTF8.self)).flatMap { $0 < 10_000 ? $0 * 24 : nil }
      report.add(
        text.range, "days in `every` are ignored: the workflow is never started again",
        help: hours.map { "Write `\($0)h`." },
        severity: .warning)
    }
  }
}
