// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports dependencies on steps that do not exist.
package enum UnknownDependency: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV102", "unknown-dependency", .kubeVela, .error, fix: .safe,
    summary: "A step depends on one that does not exist.",
    rationale: "The step stays pending for ever: nothing reports an error, and not even a timeout ends it.",
    bad: [
      Example.run(["{name: build, type: suspend}", "{name: b, type: suspend, dependsOn: [«buidl»]}"]),
      Example.application(["{name: b, type: deploy, dependsOn: [«elsewhere»]}"]),
    ],
    good: [
      Example.run(["{name: build, type: suspend}", "{name: b, type: suspend, dependsOn: [build]}"]),
      Example.application([
        "{name: a, type: apply-component, properties: {component: web}}", "{name: b, type: deploy, dependsOn: [web]}",
      ]),
    ])

  /// Reports each name without a step.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard !document.hasUnknownAliases else { return }
    for step in document.steps {
      for name in step.dependsOn where document.step(named: name.value) == nil {
        let near = NearestName.of(name.value, among: document.steps.map(\.name).filter { $0 != step.name })
        report.add(
          name.range,
          "no step is called `\(name.value)`: the step stays pending for ever"
            + (near.map { "; did you mean `\($0)`?" } ?? ""),
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(name.range, $0)])] } ?? [])
      }
    }
  }
}
