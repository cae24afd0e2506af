// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports properties that a step's definition does not have.
package enum UnknownProperty: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV112", "unknown-property", .kubeVela, .warning, fix: .safe,
    summary: "A step has a property that its definition does not know.",
    rationale:
      "Properties are open: a misspelt one is accepted and ignored, and what it should have said does not hold. `deploy` alone refuses it.",
    bad: [
      Example.run(["{name: a, type: suspend, properties: {«durations»: 5m}}"]),
      Example.application(["{name: a, type: deploy, properties: {«policy»: [x]}}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, properties: {duration: 5m}}"]),
      Example.run(["{name: a, type: my-own, properties: {anything: 5m}}"]),
    ])

  /// Reports each unknown property.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for (index, problem) in document.propertyProblems {
      guard case .unknownKey(let allowed, let title) = problem.kind, let key = document.root.tree.node(problem.node),
        let step = document.step(index)
      else { continue }
      let name = key.text
      let present = Set(key.parent?.mergedEntries.map(\.key.text) ?? [])
      let near = NearestName.of(name, among: allowed.filter { !present.contains($0) })
      let isRefused = step.type?.value == "deploy" && step.parent == nil
      report.add(
        key.contentRange,
        "\(title) have no `\(name)`, which is \(isRefused ? "refused" : "ignored")"
          .replacing(title, isPlural: title.hasSuffix("properties"))
          + (near.map { "; did you mean `\($0)`?" } ?? ""),
        help: near == nil && !allowed.isEmpty ? "There are \(allowed.joined(separator: ", "))." : nil,
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(key.contentRange, $0)])] } ?? [],
        severity: isRefused ? .error : nil)
    }
  }
}

extension String {
  /// "have" becomes "has" behind a title in the singular.
  fileprivate func replacing(_ title: String, isPlural: Bool) -> String {
    isPlural ? self : title + " has" + dropFirst(title.count + " have".count)
  }
}
