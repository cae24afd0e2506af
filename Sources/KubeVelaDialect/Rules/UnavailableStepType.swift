// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports types of steps that are unknown, or not for this kind of object.
package enum UnavailableStepType: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV122", "unavailable-step-type", .kubeVela, .hint, fix: .safe,
    summary: "A step's type is not known, or needs another kind of object.",
    rationale:
      "The cluster may have a WorkflowStepDefinition of this name. Where it has none, an Application is refused, and a WorkflowRun initialises for ever. Types of Applications fail in a WorkflowRun.",
    bad: [
      Example.run(["{name: a, type: «supsend»}"]),
      Example.run(["{name: a, type: «deploy»}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend}"]), Example.application(["{name: a, type: deploy}"]),
    ])

  /// Reports each type that cannot be found here.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for problem in document.unknownTypes {
      guard case .unknownStepType(let known) = problem.kind, let node = document.root.tree.node(problem.node) else {
        continue
      }
      let name = node.text
      // What such a type is called today is another rule's business.
      guard StepTypes.renamed[name] == nil else { continue }
      let near = NearestName.of(name, among: known)
      report.add(
        node.contentRange,
        "KubeVela brings no step type `\(name)`: without a definition in the cluster "
          + document.kind.refusal
          + (near.map { "; did you mean `\($0)`?" } ?? ""),
        help: near == nil
          ? "The cluster needs a WorkflowStepDefinition of this name; one among the checked files is found, too." : nil,
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
    }
    for step in document.steps {
      guard let type = step.type, let definition = document.definition(of: step) else { continue }
      if document.kind == .workflowRun, definition.scope == .applications {
        report.add(
          type.range,
          "`\(type.value)` works on an Application, and a WorkflowRun has none: the step fails or does nothing",
          severity: .warning)
      }
    }
  }
}
