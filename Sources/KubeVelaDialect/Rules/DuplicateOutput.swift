// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs that several steps give.
package enum DuplicateOutput: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV116", "duplicate-output", .kubeVela, .warning,
    summary: "Two steps give an output of one name.",
    rationale:
      "Both values are made one: where they differ, the conflict shows in a message only, and readers get the first.",
    bad: [
      Example.run([
        "{name: a, type: request, properties: {url: \"http://a\"}, outputs: [{name: x, valueFrom: response.body}]}",
        "{name: b, type: request, properties: {url: \"http://b\"}, outputs: [{name: «x», valueFrom: response.body}]}",
      ]),
      Example.run([
        "{name: b, type: request, properties: {url: \"http://b\"}, outputs: [{name: x, valueFrom: response.body}, {name: «x», valueFrom: response.header}]}"
      ]),
    ],
    good: [
      Example.run([
        "{name: a, type: request, properties: {url: \"http://a\"}, outputs: [{name: x, valueFrom: response.body}]}",
        "{name: b, type: request, properties: {url: \"http://b\"}, outputs: [{name: y, valueFrom: response.body}]}",
      ]),
      Example.run([
        "{name: a, type: request, if: context.env == \"dev\", properties: {url: \"http://a\"}, outputs: [{name: x, valueFrom: response.body}]}",
        "{name: b, type: request, if: context.env == \"test\", properties: {url: \"http://b\"}, outputs: [{name: x, valueFrom: response.body}]}",
      ]),
    ])

  /// Reports each name after its first; steps with conditions may exclude each other.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    var first: [String: Located<String>] = [:]
    for step in document.steps where step.condition == nil {
      for output in step.outputs {
        guard let other = first[output.name.value] else {
          first[output.name.value] = output.name
          continue
        }
        report.add(
          output.name.range,
          "another step gives `\(output.name.value)` too: where the values differ, readers get a conflict and no step fails",
          related: [RelatedPlace(range: other.range, message: "it is given here")])
      }
    }
  }
}
