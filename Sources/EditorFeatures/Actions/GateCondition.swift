// SPDX-License-Identifier: Apache-2.0
import Analysis
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What becomes of a step's `if` when an approval is put before it.
///
/// An `if` stands in the place of what a failure does, so the step would run after a rejection. It goes to the approval,
/// which waits for what the step waited for, so that there it is true when it was true here; the step then runs when the
/// approval has been granted, and only then.
struct GateCondition {
  /// The approval's own `if`, as YAML; nil where it has none.
  var approvals: String?
  /// The edits in the step.
  var edits: [TextEdit] = []

  /// Nil where the condition cannot be moved without losing something.
  init?(of step: Step, behind approval: String, _ context: ActionContext) {
    guard context.isConditional(step) else { return }
    guard context.notation.idsAreIdentifiers, let entry = context.rules.node(step)?.entry("if"),
      entry.value.kind == .scalar, entry.value.properties == nil, let condition = step.condition,
      context.workflow.expressions.indices.contains(condition)
    else { return nil }
    let expression = context.workflow.expressions[condition].parsed
    let text = context.document.parsed.text
    let line = text.lines.contentRange(ofLine: text.lines.line(at: entry.value.range.start), in: text.bytes)
    // A comment would go on to speak of another condition.
    guard expression.isComplete, entry.value.range.end <= line.end,
      context.document.parsed.tree.comments(in: TextRange(entry.key.range.start, line.end)).isEmpty
    else { return nil }
    approvals = String(text[entry.value.range])
    var functions: Set<String> = []
    expression.visit { id, _ in
      if case .call(let function, nil, _) = expression[id].kind { functions.insert(function) }
    }
    // This alone is false after a rejection.
    if let root = expression.root, case .call("success", nil, _) = expression[root].kind { return }
    // What asks how things went also runs when the run is being cancelled.
    let asksOutcome = !functions.isDisjoint(with: ["always", "success", "failure", "cancelled"])
    let isGranted = "steps.\(approval).status == 'success'"
    edits = [TextEdit(entry.value.range, asksOutcome ? "always() && \(isGranted)" : isGranted)]
  }
}
