// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports needs that another need implies.
package enum RedundantNeed: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF206", "redundant-need", .references, .hint, fix: .safe,
    summary: "A need is implied by another one.",
    rationale: "The step waits for it anyway. Fewer edges make the graph easier to read and to change.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make, needs: [a]}
          - {id: c, type: script, run: make, needs: [«a», b]}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, needs: []}
          - {id: b, type: script, run: make, needs: []}
          - {id: c, type: script, run: make, needs: [a, b]}

        """)
    ])

  /// Reports a need that is an ancestor of another need.
  ///
  /// Not where a branch lies between the two: there the direct need decides whether the step runs when the branch is
  /// not chosen.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard step.needs.count > 1, context.graph.cycles.isEmpty else { return }
    let targets = step.dependencies.map(\.step)
    for (position, need) in step.needs.enumerated() {
      guard let target = need.target, target != step.index,
        step.needs.firstIndex(where: { $0.target == target }) == position,
        let other = targets.first(where: { other in
          other != target && context.graph.isAncestor(target, of: other) && !hasBranch(from: other, to: target, context)
        })
      else { continue }
      let name = context.workflow.steps[other].id?.value ?? ""
      report.add(
        need.id.range, "`\(name)` already waits for `\(need.id.value)`",
        fixes: Edits.removal(of: need.id, "remove the need", in: context), tags: [.unnecessary])
    }
  }

  private static func hasBranch(from start: StepIndex, to goal: StepIndex, _ context: WorkflowContext) -> Bool {
    var seen: Set<StepIndex> = []
    var stack = [start]
    while let step = stack.popLast() {
      guard step != goal, context.graph.levels[step] > context.graph.levels[goal], seen.insert(step).inserted else {
        continue
      }
      if !context.workflow.steps[step].branches.isEmpty || seen.count > 256 { return true }
      stack.append(contentsOf: context.graph.dependencies[step])
    }
    return false
  }
}
