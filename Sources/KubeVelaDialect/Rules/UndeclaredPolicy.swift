// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that deliver with policies that the Application does not have.
package enum UndeclaredPolicy: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV118", "undeclared-policy", .kubeVela, .hint, fix: .safe,
    summary: "A deploy step names a policy that the Application does not declare.",
    rationale:
      "Unless a Policy object of this name stands in the cluster, the Application is refused, or a sub-step fails until its tries are used up.",
    bad: [
      Example.application(["{name: a, type: deploy, properties: {policies: [«locla»]}}"]),
      Example.application(["{name: a, type: deploy, properties: {policies: [«elsewhere»]}}"]),
    ],
    good: [
      Example.application(["{name: a, type: deploy, properties: {policies: [local]}}"]),
      Example.run(["{name: a, type: deploy, properties: {policies: [elsewhere]}}"]),
    ])

  /// Reports each policy without a declaration.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard document.kind == .application else { return }
    let names = document.policies.map(\.name.value)
    for step in document.steps where step.type?.value == "deploy" && !step.isGiven("policies") {
      for name in step.property("policies")?.locatedTexts ?? [] where !names.contains(name.value) {
        let near = NearestName.of(name.value, among: names)
        report.add(
          name.range,
          "the Application declares no policy `\(name.value)`: "
            + (step.parent == nil ? "it is refused" : "the step fails eleven times")
            + ", unless the cluster has a Policy of this name" + (near.map { "; did you mean `\($0)`?" } ?? ""),
          help: near == nil ? "Declare it in `spec.policies`." : nil,
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(name.range, $0)])] } ?? [])
      }
    }
  }
}
