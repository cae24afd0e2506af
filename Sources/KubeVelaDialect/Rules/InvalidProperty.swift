// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports properties with a value that their definition refuses.
package enum InvalidProperty: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV132", "invalid-property", .kubeVela, .error, fix: .safe,
    summary: "A property has a value that the step's definition refuses.",
    rationale: "Nobody looks at properties before the step runs; then it fails eleven times and with it the workflow.",
    bad: [
      Example.run(["{name: a, type: apply-deployment, properties: {image: nginx, replicas: «\"2\"»}}"]),
      Example.run(["{name: a, type: request, properties: {url: \"https://x\", method: «PATCH»}}"]),
    ],
    good: [
      Example.run(["{name: a, type: apply-deployment, properties: {image: nginx, replicas: 2}}"]),
      Example.run(["{name: a, type: request, properties: {url: \"https://x\", method: PUT}}"]),
    ])

  /// Reports each wrong value.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for (_, problem) in document.propertyProblems {
      let field = problem.field.isEmpty ? "" : "`\(problem.field)`: "
      let node = document.root.tree.node(problem.node)
      switch problem.kind {
      case .wrongType(let expected, let found, let edits):
        report.add(
          problem.range, "\(field)expected \(expected), found \(found): the step fails when it runs",
          fixes: edits.isEmpty ? [] : [Fix("make it \(expected)", edits: edits)])
      case .emptyValue(let expected):
        guard let node, !node.range.isEmpty else { continue }
        report.add(node.range, "\(field)expected \(expected), found nothing: the step fails when it runs")
      case .invalidValue(let allowed):
        guard let node else { continue }
        let near = NearestName.of(node.text, among: allowed)
        report.add(
          node.contentRange,
          "\(field)`\(node.text)` is none of \(allowed.joined(separator: ", ")): the step fails when it runs",
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
      case .conflictingKeys(let keys, _):
        report.add(
          problem.range,
          "only one of \(keys.map { "`\($0)`" }.joined(separator: " and ")) may be there: the step fails when it runs")
      default: continue
      }
    }
  }
}
