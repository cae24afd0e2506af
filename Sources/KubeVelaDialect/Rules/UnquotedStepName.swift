// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions that subtract where they mean a name with a dash.
package enum UnquotedStepName: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV105", "unquoted-step-name", .kubeVela, .error, fix: .safe,
    summary: "A condition names a step or input with a dash as if it had none.",
    rationale:
      "CUE reads `status.my-step.failed` as a subtraction. The condition is an error, so the step is skipped without an alarm, and the workflow succeeds.",
    bad: [
      Example.run([
        "{name: my-step, type: suspend}", "{name: b, type: suspend, if: «status.my-step.failed»}",
      ]),
      Example.run([
        "{name: a, type: suspend, inputs: [{from: context.name}], if: '«inputs.my-value» == \"x\"'}"
      ]),
    ],
    good: [
      Example.run([
        "{name: my-step, type: suspend}", "{name: b, type: suspend, if: 'status[\"my-step\"].failed'}",
      ]),
      Example.run(["{name: a, type: suspend, if: always}"]),
    ])

  /// Reports each subtraction that is part of a name.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let condition = StepCondition(step, in: document), condition.expression.root != nil else { continue }
      for node in condition.expression.nodes {
        guard let found = misreadName(node, condition) else { continue }
        report.add(
          condition.range(found.range),
          "`\(found.name)` has a dash, so this subtracts: the step is skipped without an alarm",
          help: "Write `\(found.replacement)`.",
          fixes: [
            Fix("write `\(found.replacement)`", edits: condition.replacing(found.range, with: found.replacement))
          ])
      }
    }
  }

  private static func misreadName(
    _ node: CUEExpression.Node, _ condition: StepCondition
  ) -> (range: TextRange, name: String, replacement: String)? {
    guard case .binary("-", let left, _) = node.kind, let leftNode = condition.expression[left] else { return nil }
    if case .binary("-", _, _) = leftNode.kind { return nil }
    guard let path = condition.expression.path(left), path.count == 2, let root = path.first,
      root.name == "status" || root.name == "inputs"
    else { return nil }
    // The rest of the name and what is selected from it: up to the first byte that is no part of a name.
    let bytes = Array(condition.text.utf8)
    var end = leftNode.range.end
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    guard end > leftNode.range.end, bytes[leftNode.range.end] == UInt8(ascii: "-") else { return nil }
    let whole = String(decoding: bytes[leftNode.range.start..<end], as: UTF8.self)
    let parts = whole.split(separator: ".", maxSplits: 2)
    guard parts.count >= 2 else { return nil }
    let rest = parts.count > 2 ? ".\(parts[2])" : ""
    return (
      TextRange(leftNode.range.start, end), String(parts[1]), "\(parts[0])[\"\(parts[1])\"]\(rest)"
    )
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
