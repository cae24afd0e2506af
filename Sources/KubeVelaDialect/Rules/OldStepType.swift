// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports types of steps that are gone or going.
package enum OldStepType: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV126", "old-step-type", .kubeVela, .warning, fix: .unsafe,
    summary: "A step's type has been removed, or replaced by another one.",
    rationale:
      "A removed type is refused, or keeps a run from starting; a replaced one works and is no longer looked after.",
    bad: [
      Example.run(["{name: a, type: «webhook-notification»}"]),
      Example.application(["{name: a, type: «deploy2env», properties: {env: x}}"]),
    ],
    good: [
      Example.run(["{name: a, type: notification}"]),
      Example.application(["{name: a, type: deploy, properties: {policies: [local]}}"]),
    ])

  /// Reports each old type.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    let own = Set(context.lowered.schema.stepTypes.map(\.name))
    for step in document.steps {
      guard let type = step.type else { continue }
      if let today = StepTypes.renamed[type.value], !own.contains(type.value) {
        report.add(
          type.range,
          "KubeVela no longer brings `\(type.value)`, which is called `\(today)` today: "
            + document.kind.refusal,
          fixes: [Fix("write `\(today)`", .unsafe, edits: [TextEdit(type.range, today)])], tags: [.deprecated])
      } else if let today = document.definition(of: step)?.replacement {
        report.add(
          type.range, "`\(type.value)` has been replaced by `\(today)`", tags: [.deprecated], severity: .hint)
      }
    }
  }
}
