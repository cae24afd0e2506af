// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports steps that need themselves.
package enum SelfDependency: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF203", "self-dependency", .references, .error, fix: .safe,
    summary: "A step needs itself.", rationale: "It can never start.",
    bad: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, needs: [«a»]}\n")],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, needs: []}\n")])

  /// Reports the need, or the branch target, that names its own step.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    for need in step.needs where need.target == step.index {
      report.add(
        need.id.range, "`\(need.id.value)` needs itself",
        fixes: Edits.removal(of: need.id, "remove the need", in: context))
    }
    guard case .condition(let action) = step.action else { return }
    for target in action.cases.flatMap(\.targets) + action.otherwise where target.target == step.index {
      report.add(
        target.id.range, "`\(target.id.value)` is a branch of itself",
        fixes: Edits.removal(of: target.id, "remove the target", in: context))
    }
  }
}
