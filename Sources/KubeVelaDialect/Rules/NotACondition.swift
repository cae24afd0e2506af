// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions that are neither true nor false.
package enum NotACondition: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV109", "not-a-condition", .kubeVela, .error, fix: .safe,
    summary: "A condition is no CUE expression, or its value is neither true nor false.",
    rationale: "The condition is an error, so the step is skipped without an alarm, and the workflow succeeds.",
    bad: [
      Example.run(["{name: a, type: suspend, if: «Always»}"]),
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend, if: «status.a.phase»}"]),
      Example.run(["{name: a, type: suspend, if: 'context.name == \"x\" «and» context.namespace == \"y\"'}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, if: always}"]),
      Example.run(["{name: a, type: suspend, if: '!(context.name == \"x\") || len(context.name) > 3'}"]),
    ])

  /// Reports each condition that cannot be true.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let condition = StepCondition(step, in: document) else { continue }
      let letters = condition.text.lowercased().filter { ("a"..."z").contains($0) }
      if letters == "always", !condition.text.contains(".") {
        report.add(
          condition.wholeRange, "`\(condition.text)` is not `always`: the step is skipped without an alarm",
          fixes: [Fix("write `always`", edits: [TextEdit(condition.wholeRange, "always")])])
      } else if let problem = condition.expression.problem {
        report.add(
          condition.range(problem.range), "the condition is no CUE expression: \(problem.message)",
          help: "CUE writes `==`, `!=`, `!`, `&&` and `||`.")
      } else if let root = condition.expression.root, let kind = wrongKind(root, condition.expression) {
        report.add(
          condition.wholeRange, "the condition is \(kind), not true or false: the step is skipped without an alarm")
      }
    }
  }

  private static func wrongKind(_ index: Int, _ expression: CUEExpression) -> String? {
    switch expression[index]?.kind {
    case .text: return "a text"
    case .number: return "a number"
    case .null: return "null"
    case .name(let name): return name == "_" ? nil : "the name `\(name)`"
    case .call(let callee, _):
      if case .name("len") = expression[callee]?.kind { return "a number" }
      return nil
    case .selection, .index:
      guard let path = expression.path(index) else { return nil }
      if path.count == 3, path[0].name == "status", ConditionWords.texts.contains(where: { $0.name == path[2].name }) {
        return "a text"
      }
      if path.count == 2, path[0].name == "status" { return "a step's whole status" }
      return nil
    default: return nil
    }
  }
}
