// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports runs and Applications that say twice or not at all what their steps are.
package enum UnclearSteps: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV124", "unclear-steps", .kubeVela, .error,
    summary:
      "A WorkflowRun has both `workflowSpec` and `workflowRef`, or neither; an Application has both `ref` and `steps`.",
    rationale:
      "Of both in a run `workflowSpec` holds and the other is ignored; without either a run is refused or initialises for ever. An Application with both is refused.",
    bad: [
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec:\n  «workflowRef»: other\n  workflowSpec:\n    steps:\n      - {name: a, type: suspend}\n",
        fileName: "r.yaml"),
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\n«spec»: {context: {env: dev}}\n",
        fileName: "r.yaml"),
    ],
    good: [
      Example.run(["{name: a, type: suspend}"]),
      RuleExample(
        "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec: {workflowRef: other}\n",
        fileName: "r.yaml"),
    ])

  /// Reports both, or neither.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard let entry = document.root.mergedEntry("spec"), let spec = entry.value.resolved, spec.kind == .mapping else {
      return
    }
    switch document.kind {
    case .workflow: return
    case .workflowRun:
      let reference = spec.mergedEntry("workflowRef")
      if spec.mergedEntry("workflowSpec") != nil {
        guard let reference, reference.value.locatedText?.value.isEmpty == false else { return }
        report.add(
          reference.key.range, "`workflowSpec` holds, so `workflowRef` is ignored", help: "Take one of both away.",
          severity: .warning)
      } else if reference == nil {
        report.add(
          entry.key.range, "neither `workflowSpec` nor `workflowRef`: the run is refused or never starts")
      }
    case .application:
      guard let workflow = spec.mergedEntry("workflow")?.value.resolved, let reference = workflow.mergedEntry("ref"),
        reference.value.locatedText?.value.isEmpty == false, !document.steps.isEmpty
      else { return }
      report.add(reference.key.range, "`ref` and `steps` exclude each other: the Application is refused")
    }
  }
}
