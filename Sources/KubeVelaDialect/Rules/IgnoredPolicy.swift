// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports policies that deploy steps do nothing with.
package enum IgnoredPolicy: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV119", "ignored-policy", .kubeVela, .warning,
    summary: "A deploy step names a policy that is neither topology, override nor replication.",
    rationale: "The step takes these three types alone and passes over all others without a word.",
    bad: [
      Example.application(["{name: a, type: deploy, properties: {policies: [«gc»]}}"]),
      Example.application(["{name: a, type: deploy, properties: {policies: [local, «gc»]}}"]),
    ],
    good: [
      Example.application(["{name: a, type: deploy, properties: {policies: [local]}}"]),
      Example.application(["{name: a, type: deploy}"]),
    ])

  /// Reports each policy without effect.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps where step.type?.value == "deploy" && !step.isGiven("policies") {
      for name in step.property("policies")?.locatedTexts ?? [] {
        let declared = document.policies.filter { $0.name.value == name.value }
        guard let policy = declared.first, declared.count == 1, let type = policy.type,
          PolicyTypes.others.contains(type)
        else {
          continue
        }
        report.add(
          name.range, "`\(name.value)` is a \(type) policy, which a deploy step passes over",
          help:
            "It holds for the whole Application without being named; deploy steps take topology, override and replication.",
          related: [RelatedPlace(range: policy.name.range, message: "it is declared here")])
      }
    }
  }
}
