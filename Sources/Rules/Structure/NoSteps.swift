// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports workflows without a step.
package enum NoSteps: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF105", "no-steps", .structure, .error,
    summary: "A workflow, group or loop has no step.",
    rationale: "A run of it would end at once and do nothing.",
    bad: [
      RuleExample("«schema: wflint/v1»\nname: api\n"), RuleExample("schema: wflint/v1\nname: api\nsteps: «[]»\n"),
      RuleExample("schema: wflint/v1\nname: api\n«steps»:\n"),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports the document, and each group or loop, that has no step.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    check(context.root, "the workflow", isRoot: true, context, &report)
    for index in context.workflow.steps.indices {
      guard let type = context.workflow.steps[index].type?.value, type == "group" || type == "loop" else { continue }
      let step = context.workflow.steps[index]
      guard let node = context.node(step) else { continue }
      check(node, "the \(type) `\(step.displayName)`", isRoot: false, context, &report)
    }
  }

  private static func check(
    _ node: YAMLNode, _ subject: String, isRoot: Bool, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard let entry = node.mergedEntry("steps") else {
      // A misspelt key is none that is missing.
      let isMissing = context.lowered.problems.contains { problem in
        guard problem.node == node.id, case .missingKey(let field, _) = problem.kind else { return false }
        return field.name == "steps"
      }
      guard isMissing || node.kind != .mapping else { return }
      return report.add(node.firstLine, "\(subject) has no `steps`")
    }
    guard let value = entry.value.resolved else { return }
    if value.kind == .sequence, value.count == 0 {
      report.add(value.range, "\(subject) has no step")
    } else if isRoot, value.isNull {
      report.add(value.range.isEmpty ? entry.key.range : value.range, "\(subject) has no step")
    }
  }
}
