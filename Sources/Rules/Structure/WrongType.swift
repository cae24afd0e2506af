// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports values of the wrong type.
package enum WrongType: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF103", "wrong-type", .structure, .error, fix: .safe,
    summary: "A value is of another type than its key takes.",
    rationale: "A number in quotes is a text, and a list is no text: the value is refused, or read as something else.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: iac, project: p, action: plan, auto_approve: «\"true\"»}\n"
      ),
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, needs: «{b: c}»}\n"),
      RuleExample("schema: wflint/v1\nname: «123»\nsteps:\n  - {id: a, type: script, run: make}\n"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: \"123\"\nsteps:\n  - {id: a, type: iac, project: p, action: plan, auto_approve: true}\n"
      )
    ])

  /// Reports a value of another type, or no value.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    switch problem.kind {
    case .wrongType(let expected, let found, let edits):
      let subject = problem.field.isEmpty ? "" : "`\(problem.field)`: "
      report.add(
        problem.range, "\(subject)expected \(expected), found \(found)",
        fixes: edits.isEmpty ? [] : [Fix("make it \(expected.hasPrefix("a list") ? "a list" : expected)", edits: edits)]
      )
    case .emptyValue(let expected):
      guard let node = context.tree.node(problem.node), !isSpecial(problem, node, context),
        CommentValue.takenComment(for: node, in: context.tree) == nil
      else { return }
      let range = node.range.isEmpty ? node.keyRange ?? node.range : node.range
      let subject = problem.field.isEmpty ? "an item" : "`\(problem.field)`"
      report.add(range, "\(subject) has no value: expected \(expected)")
    default: return
    }
  }

  /// Whether a more special rule speaks of the empty value.
  private static func isSpecial(_ problem: SchemaProblem, _ node: YAMLNode, _ context: WorkflowContext) -> Bool {
    problem.field == "steps" && node.parent?.id == context.root.id
  }
}

extension YAMLNode {
  /// The range of the key whose value this node is.
  var keyRange: TextRange? {
    guard let parent, parent.kind == .mapping else { return nil }
    for entry in parent.entries where entry.value == self { return entry.key.range }
    return nil
  }
}
