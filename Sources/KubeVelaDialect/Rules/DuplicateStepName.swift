// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps of one name.
package enum DuplicateStepName: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV133", "duplicate-step-name", .kubeVela, .error,
    summary: "Two steps have one name, groups and their steps counted together.",
    rationale: "The webhook refuses the object.",
    bad: [
      Example.run(["{name: a, type: suspend}", "{name: «a», type: suspend}"]),
      Example.run(["{name: g, type: step-group, subSteps: [{name: «g», type: suspend}]}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend}"]),
      Example.run(["{type: suspend}", "{type: suspend}"]),
    ])

  /// Reports each name after its first.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let name = step.writtenName, let first = document.step(document.stepsByName[name.value]),
        first.index != step.index
      else { continue }
      report.add(
        name.range, "another step is called `\(name.value)` already: the object is refused",
        related: [RelatedPlace(range: first.writtenName?.range ?? first.node.range, message: "it stands here")])
    }
  }
}
