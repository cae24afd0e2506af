// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports timeouts that run out while a step waits for others.
package enum CountingTimeout: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV129", "counting-timeout", .kubeVela, .hint,
    summary: "A step's timeout is shorter than the time that it waits for the steps before it.",
    rationale: "In a DAG the timeout counts from the moment that the step is found pending, not from its start.",
    bad: [
      Example.run(
        [
          "{name: a, type: suspend, properties: {duration: 10m}}",
          "{name: b, type: request, timeout: «5m», dependsOn: [a], properties: {url: \"https://x\"}}",
        ], mode: "{steps: DAG}"),
      Example.run(
        [
          "{name: a, type: suspend, properties: {duration: 2h}}",
          "{name: b, type: request, timeout: «90m», dependsOn: [a], properties: {url: \"https://x\"}}",
        ], mode: "{steps: DAG}"),
    ],
    good: [
      Example.run(
        [
          "{name: a, type: suspend, properties: {duration: 10m}}",
          "{name: b, type: request, timeout: 15m, dependsOn: [a], properties: {url: \"https://x\"}}",
        ], mode: "{steps: DAG}"),
      Example.run([
        "{name: a, type: suspend, properties: {duration: 10m}}",
        "{name: b, type: request, timeout: 5m, dependsOn: [a], properties: {url: \"https://x\"}}",
      ]),
    ])

  /// Reports timeouts that a suspend step right before uses up.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard !document.isSequential, document.kind != .workflow else { return }
    for step in document.steps where step.parent == nil {
      guard let written = step.timeout, let timeout = GoDuration.milliseconds(written.value) else { continue }
      for name in step.dependsOn {
        guard let target = document.step(document.stepsByName[name.value]), target.type?.value == "suspend",
          target.condition == nil, let duration = target.property("duration")?.locatedText,
          let wait = GoDuration.milliseconds(duration.value), wait >= timeout
        else { continue }
        report.add(
          written.range,
          "the timeout also counts the \(duration.value) that the step waits for `\(name.value)`: it fails before it runs",
          related: [RelatedPlace(range: duration.range, message: "it waits here")])
        break
      }
    }
  }
}
