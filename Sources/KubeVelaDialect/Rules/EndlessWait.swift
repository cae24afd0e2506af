// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that may wait for ever.
package enum EndlessWait: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV125", "endless-wait", .kubeVela, .hint,
    summary: "A step waits for another Application and has no timeout.",
    rationale:
      "`depends-on-app` waits until the other Application runs. When its workflow has failed that never happens, and the run waits for ever.",
    bad: [
      Example.run(["{name: a, type: «depends-on-app», properties: {name: x, namespace: y}}"]),
      Example.run([
        "{name: g, type: step-group, subSteps: [{name: a, type: «depends-on-app», properties: {name: x, namespace: y}}]}"
      ]),
    ],
    good: [
      Example.run(["{name: a, type: depends-on-app, timeout: 1h, properties: {name: x, namespace: y}}"]),
      Example.run([
        "{name: g, type: step-group, timeout: 1h, subSteps: [{name: a, type: depends-on-app, properties: {name: x, namespace: y}}]}"
      ]),
    ])

  /// Reports each such step.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps where step.timeout == nil && document.step(step.parent)?.timeout == nil {
      guard let type = step.type, type.value == "depends-on-app" else { continue }
      report.add(
        type.range, "the step waits for ever when the other Application has failed", help: "Give it a `timeout`.")
    }
  }
}
