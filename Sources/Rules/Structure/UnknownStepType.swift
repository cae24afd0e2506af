// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports step types that nobody knows.
package enum UnknownStepType: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF110", "unknown-step-type", .structure, .error, fix: .safe,
    summary: "A step has a type that is neither built in nor declared.",
    rationale:
      "Nothing knows what the step is to do. A workspace's own types are declared in `.wflint.yaml` under `step_types`.",
    bad: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: «scirpt», run: make}\n")],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports an unknown type.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard case .unknownStepType(let known) = problem.kind else { return }
    report.addUnknown(problem, in: context, kind: "step type", known: known)
  }
}

extension Report {
  /// Reports a name that is none of some known ones, with the nearest as the fix.
  mutating func addUnknown(_ problem: SchemaProblem, in context: WorkflowContext, kind: String, known: [String]) {
    guard let node = context.tree.node(problem.node) else { return }
    let name = node.text
    let near = NearestName.of(name, among: known)
    let hint = near.map { "; did you mean `\($0)`?" } ?? ""
    add(
      node.contentRange, "no \(kind) is called `\(name)`\(hint)",
      help: near == nil ? "There are \(known.map { "`\($0)`" }.joined(separator: ", "))." : nil,
      fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
  }
}
