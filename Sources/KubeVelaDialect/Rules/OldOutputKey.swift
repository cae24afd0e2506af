// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs with a key that is called `valueFrom`.
package enum OldOutputKey: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV114", "old-output-key", .kubeVela, .error, fix: .safe,
    summary: "An output says `fromKey` or `exportKey` where it should say `valueFrom`.",
    rationale:
      "The object is refused, since `valueFrom` is needed. Some pages of the documentation still write the other keys.",
    bad: [
      Example.run([
        "{name: a, type: read-config, properties: {name: x}, outputs: [{name: c, «fromKey»: config}]}"
      ]),
      Example.run([
        "{name: a, type: read-config, properties: {name: x}, outputs: [{name: c, «exportKey»: config}]}"
      ]),
    ],
    good: [
      Example.run(["{name: a, type: read-config, properties: {name: x}, outputs: [{name: c, valueFrom: config}]}"]),
      Example.run(["{name: a, type: my-own, properties: {fromKey: x}}"]),
    ])

  /// Reports each of the old keys.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      for output in step.node.mergedEntry("outputs")?.value.resolved?.items ?? [] {
        guard let output = output.resolved else { continue }
        for entry in output.mergedEntries where KubeVelaDocument.oldOutputKeys.contains(entry.key.text) {
          let isFree = output.mergedEntry("valueFrom") == nil
          report.add(
            entry.key.contentRange,
            "outputs have no `\(entry.key.text)`: the object is refused; the key is called `valueFrom`",
            fixes: isFree
              ? [Fix("write `valueFrom`", edits: [TextEdit(entry.key.contentRange, "valueFrom")])]
              : [Fix("remove `\(entry.key.text)`", edits: YAMLEdits.remove(entry))])
        }
      }
    }
  }
}
