// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that wait for later ones where order holds.
package enum LaterDependency: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV103", "later-dependency", .kubeVela, .error,
    summary: "A step waits for one that comes after it, and steps run in order.",
    rationale:
      "In the mode `StepByStep` the walk stops at the first pending step, so the later one is never reached. In the mode `DAG` it is fine.",
    bad: [
      Example.run(["{name: a, type: suspend, dependsOn: [«b»]}", "{name: b, type: suspend}"]),
      Example.run([
        "{name: b, type: print-message-in-status, inputs: [{from: «body», parameterKey: message}]}",
        "{name: a, type: request, properties: {url: \"https://example.com\"}, outputs: [{name: body, valueFrom: response.body}]}",
      ]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, dependsOn: [b]}", "{name: b, type: suspend}"], mode: "{steps: DAG}"),
      Example.run([
        "{name: g, type: step-group, subSteps: [{name: a, type: suspend, dependsOn: [b]}, {name: b, type: suspend}]}"
      ]),
    ])

  /// Reports each dependency and input that comes later.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    var producers: [String: [KubeVelaStep]] = [:]
    for step in document.steps { for output in step.outputs { producers[output.name.value, default: []].append(step) } }
    let severity: Severity? = document.kind == .workflow ? .warning : nil
    for step in document.steps {
      for name in step.dependsOn {
        guard let target = document.step(document.stepsByName[name.value]), document.isOrdered(step, before: target)
        else { continue }
        report.add(
          name.range, "`\(name.value)` comes after this step, which therefore stays pending for ever",
          help: "Move the step behind `\(name.value)`, or set the mode to `DAG`.",
          related: [RelatedPlace(range: target.writtenName?.range ?? target.node.range, message: "it stands here")],
          severity: severity)
      }
      for input in step.inputs where !document.componentOutputs.contains(input.root) {
        guard let sources = producers[input.root] ?? producers[input.from.value],
          sources.allSatisfy({ document.isOrdered(step, before: $0) })
        else { continue }
        report.add(
          input.from.range,
          "the step that gives `\(input.root)` comes after this one, which therefore stays pending for ever",
          help: "Move the step behind `\(sources.first?.name ?? input.root)`, or set the mode to `DAG`.",
          severity: severity)
      }
    }
  }
}
