// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports values that are none of the allowed ones.
package enum InvalidValue: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF104", "invalid-value", .structure, .error, fix: .safe,
    summary: "A value is none of those that its key allows.",
    rationale: "Only the documented words mean something; another one is refused when the workflow is loaded.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nstatus: «actve»\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: approval, approvers: [\"team:a\"], required_approvals: «0»}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: gate, type: approval, approvers: «[]», timeout: 1h}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"https://example.com\", expect: [2xx, «20»]}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: operation, plugin: db, operation: «restart»}\n"),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nstatus: active\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports a value outside its choices or range.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(problem.node) else { return }
    switch problem.kind {
    case .invalidValue(let allowed):
      let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
      let near = NearestName.of(node.text, among: allowed)
      let hint = allowed.count == 1 ? "" : near.map { "; did you mean `\($0)`?" } ?? ""
      report.add(
        node.contentRange,
        "`\(node.text)` is no value of `\(problem.field)`: expected \(allowed.count == 1 ? "" : "one of ")\(list)\(hint)",
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
    case .emptyList(let expected):
      report.add(node.range, "`\(problem.field)` is empty: expected \(expected)")
    case .outOfRange(let expected):
      report.add(node.range, "`\(problem.field)` is \(node.text): expected \(expected)")
    default: return
    }
  }
}
