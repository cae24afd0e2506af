// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports durations of suspend steps that Go does not read.
package enum InvalidSuspendDuration: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV111", "invalid-suspend-duration", .kubeVela, .error, fix: .safe,
    summary: "The duration of a suspend step is no duration of Go.",
    rationale:
      "The step fails eleven times and with it the workflow. The product's own help says `1min`, which Go refuses.",
    bad: [
      Example.run(["{name: a, type: suspend, properties: {duration: «1min»}}"]),
      Example.run(["{name: a, type: suspend, properties: {duration: «1d»}}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, properties: {duration: 1m}}"]),
      Example.run(["{name: a, type: suspend, inputs: [{from: context.wait, parameterKey: duration}]}"]),
    ])

  /// Reports each duration that is none.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps where step.type?.value == "suspend" && !step.isGiven("duration") {
      guard let node = step.property("duration"), case .string = node.scalarType, let text = node.locatedText,
        GoDuration.milliseconds(text.value) == nil
      else { continue }
      GoDuration.report(text, "duration", "the step fails until its tries are used up", &report)
    }
  }
}
