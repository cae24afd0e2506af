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
    summary: "A step waits for somebody or something and has no timeout.",
    rationale:
      "A suspended run waits until somebody resumes it, and `depends-on-app` until the other Application runs, which never happens when its workflow has failed. A timeout ends such a wait.",
    bad: [
      Example.run(["{name: a, type: «depends-on-app», properties: {name: x, namespace: y}}"]),
      Example.run([
        "{name: g, type: step-group, subSteps: [{name: a, type: «depends-on-app», properties: {name: x, namespace: y}}]}"
      ]),
      Example.run(["{name: a, type: «suspend»}"]),
      Example.application(["{name: a, type: «deploy», properties: {auto: false}}"]),
    ],
    good: [
      Example.run(["{name: a, type: depends-on-app, timeout: 1h, properties: {name: x, namespace: y}}"]),
      Example.run([
        "{name: g, type: step-group, timeout: 1h, subSteps: [{name: a, type: depends-on-app, properties: {name: x, namespace: y}}]}"
      ]),
      Example.run(["{name: a, type: suspend, timeout: 1h}", "{name: b, type: suspend, properties: {duration: 5m}}"]),
    ])

  /// Reports each such step.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps where step.timeout == nil && document.step(step.parent)?.timeout == nil {
      guard let type = step.type, let message = message(step) else { continue }
      report.add(type.range, message, help: "Give it a `timeout`.")
    }
  }

  private static func message(_ step: KubeVelaStep) -> String? {
    switch step.type?.value {
    case "depends-on-app": return "the step waits for ever when the other Application has failed"
    case "suspend":
      guard step.property("duration") == nil, !step.isGiven("duration") else { return nil }
      return "the run waits here until somebody resumes it, for ever if nobody does"
    case "deploy":
      guard case .bool(false) = step.property("auto")?.scalarType else { return nil }
      return "the run waits here until somebody resumes it, for ever if nobody does"
    default: return nil
    }
  }
}
