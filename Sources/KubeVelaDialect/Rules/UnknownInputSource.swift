// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports inputs that read what nobody gives.
package enum UnknownInputSource: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV101", "unknown-input-source", .kubeVela, .error, fix: .safe,
    summary: "An input reads an output that no step declares.",
    rationale: "The step stays pending for ever: nothing reports an error, and not even a timeout ends it.",
    bad: [
      Example.run([
        "{name: a, type: request, properties: {url: \"https://example.com\"}, outputs: [{name: body, valueFrom: response.body}]}",
        "{name: b, type: print-message-in-status, inputs: [{from: «bodi», parameterKey: message}]}",
      ]),
      Example.run(["{name: b, type: print-message-in-status, inputs: [{from: «answer», parameterKey: message}]}"]),
    ],
    good: [
      Example.run([
        "{name: a, type: request, properties: {url: \"https://example.com\"}, outputs: [{name: body, valueFrom: response.body}]}",
        "{name: b, type: print-message-in-status, inputs: [{from: body.text, parameterKey: message}]}",
      ]),
      Example.run(["{name: b, type: print-message-in-status, inputs: [{from: context.name, parameterKey: message}]}"]),
    ])

  /// Reports each input without a source.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    let outputs = Set(document.steps.flatMap { $0.outputs.map(\.name.value) }).union(document.componentOutputs)
    // Components elsewhere may give outputs to a Workflow that delivers them.
    guard document.kind != .workflow || !document.steps.contains(where: { $0.type?.value == "apply-component" }) else {
      return
    }
    for input in document.steps.flatMap(\.inputs) {
      let root = input.root
      guard !root.isEmpty, root != "context", root != "parameter", !outputs.contains(root),
        !outputs.contains(input.from.value), !input.from.value.utf8.contains(UInt8(ascii: "\""))
      else { continue }
      // `context` and `parameter` may be left out.
      guard document.kind == .application || !contextKeys(document).contains(root) else { continue }
      guard !ConditionWords.context(.application).contains(root) else { continue }
      let near = NearestName.of(root, among: outputs.sorted())
      let length = root.utf8.count
      let range = TextRange(input.from.range.start, min(input.from.range.end, input.from.range.start + length))
      report.add(
        range,
        "no step gives `\(root)`: the step stays pending for ever" + (near.map { "; did you mean `\($0)`?" } ?? ""),
        help: near == nil ? "Declare `\(root)` in the `outputs` of an earlier step." : nil,
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(range, $0)])] } ?? [])
    }
  }

  private static func contextKeys(_ document: KubeVelaDocument) -> Set<String> {
    let context = document.root.mergedEntry("spec")?.value.resolved?.mergedEntry("context")?.value.resolved
    return Set(context?.mergedEntries.map(\.key.text) ?? [])
  }
}
