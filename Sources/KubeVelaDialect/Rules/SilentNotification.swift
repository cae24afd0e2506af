// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports messages at the end that nobody gets when something has failed.
package enum SilentNotification: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV128", "silent-notification", .kubeVela, .hint,
    summary: "A message that speaks of a failure is sent only when nothing has failed.",
    rationale:
      "A step without `if` is skipped when an earlier one has failed, so that a message of a failure is left out exactly then.",
    bad: [
      Example.run([
        "{name: a, type: suspend}",
        "{name: notify-failure, type: «notification», properties: {slack: {url: {value: \"https://x\"}, message: {text: oh}}}}",
      ]),
      Example.run([
        "{name: a, type: suspend}", "{name: on-error, type: «webhook», properties: {url: {value: \"https://x\"}}}",
      ]),
    ],
    good: [
      Example.run([
        "{name: a, type: suspend}",
        "{name: notify-failure, if: status.a.failed, type: notification, properties: {slack: {url: {value: \"https://x\"}, message: {text: oh}}}}",
      ]),
      Example.run([
        "{name: a, type: suspend}", "{name: done, type: webhook, properties: {url: {value: \"https://x\"}}}",
      ]),
    ])

  /// Reports each such step, by its own name.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard document.isSequential, document.kind != .workflow else { return }
    for index in document.topSteps.dropFirst() {
      guard let step = document.step(index), step.condition == nil, step.dependsOn.isEmpty, let type = step.type,
        type.value == "notification" || type.value == "webhook", speaksOfFailure(step.name)
      else { continue }
      report.add(
        type.range, "the step is skipped when an earlier one has failed: the message is not sent",
        help: "Say when: `if: status[\"<step>\"].failed`, or `if: always`.")
    }
  }

  private static func speaksOfFailure(_ name: String) -> Bool {
    let words = name.lowercased().split { !("a"..."z").contains($0) }
    return words.contains { ["failure", "failed", "fail", "error", "errors", "failures"].contains($0) }
  }
}
