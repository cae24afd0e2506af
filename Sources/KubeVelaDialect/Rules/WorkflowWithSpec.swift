// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports Workflows whose steps stand in a `spec`.
package enum WorkflowWithSpec: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV123", "workflow-with-spec", .kubeVela, .error,
    summary: "A Workflow has a `spec`.",
    rationale:
      "A Workflow has `steps` and `mode` at its top and no `spec`: it is refused, or loses all steps, so that a run of it succeeds at once.",
    bad: [
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\n«spec»:\n  steps:\n    - {name: a, type: suspend}\n",
        fileName: "w.yaml"),
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\n«spec»: {}\n", fileName: "w.yaml"),
    ],
    good: [
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nsteps:\n  - {name: a, type: suspend}\n",
        fileName: "w.yaml"),
      Example.run(["{name: a, type: suspend}"]),
    ])

  /// Reports the key.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard document.kind == .workflow, let entry = document.root.entry("spec") else { return }
    report.add(
      entry.key.range, "a Workflow has no `spec`: it is refused or dropped, and a run of it succeeds without any step",
      help: "Write `steps` and `mode` beside `metadata`.")
  }
}
