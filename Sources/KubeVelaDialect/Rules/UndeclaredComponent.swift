// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that deliver components that the Application does not have.
package enum UndeclaredComponent: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV117", "undeclared-component", .kubeVela, .error, fix: .safe,
    summary: "A step delivers a component that the Application does not declare.",
    rationale: "The Application is admitted, and its workflow fails before the first step.",
    bad: [
      Example.application(["{name: a, type: apply-component, properties: {component: «wbe»}}"]),
      Example.application(["{name: a, type: apply-component, properties: {component: «database»}}"]),
    ],
    good: [
      Example.application(["{name: a, type: apply-component, properties: {component: web}}"]),
      Example.application([
        "{name: a, type: apply-component, inputs: [{from: context.name, parameterKey: component}]}"
      ]),
    ])

  /// Reports each component without a declaration.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard document.kind == .application else { return }
    let names = document.components.map(\.name.value)
    for step in document.steps where step.type?.value == "apply-component" && !step.isGiven("component") {
      guard let name = step.property("component")?.locatedText, !names.contains(name.value) else { continue }
      let near = NearestName.of(name.value, among: names)
      report.add(
        name.range,
        "the Application declares no component `\(name.value)`: its workflow fails"
          + (near.map { "; did you mean `\($0)`?" } ?? ""),
        help: near == nil && !names.isEmpty ? "It declares \(names.joined(separator: ", "))." : nil,
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(name.range, $0)])] } ?? [])
    }
  }
}
