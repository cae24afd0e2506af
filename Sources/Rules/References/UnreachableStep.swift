// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports steps that no run can reach.
package enum UnreachableStep: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF205", "unreachable-step", .references, .warning,
    summary: "No run can reach a step.",
    rationale: """
      A step that waits for a failure must need a step that can fail. Without one its condition is never true, and the clean-up \
      or the notice that it was written for never comes.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: «clean», type: script, run: make clean, if: failure()}\n  - {id: b, type: script, run: make}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - id: each\n    type: loop\n    over: \"[]\"\n    steps:\n      - {id: «a», type: script, run: make}\n"
      ),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: b, type: script, run: make}\n  - {id: clean, type: script, run: make clean, if: failure()}\n"
      )
    ])

  /// Reports a step whose condition or place shuts it off from every run.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    let range = step.id?.range ?? step.range
    if let condition = step.condition, context.graph.dependencies[step.index].isEmpty,
      workflow.owner(of: step.index) == nil, step.needs.allSatisfy({ $0.target != nil })
    {
      let text = workflow.expressions[condition].text.filter { $0 != " " }
      if text == "failure()" || text == "cancelled()" {
        return report.add(
          range, "`\(step.displayName)` needs no step, so `\(text)` is never true and no run reaches it",
          help: "Name the steps whose \(text == "failure()" ? "failure" : "cancellation") it waits for in `needs`.",
          related: [RelatedPlace(range: workflow.expressions[condition].range, message: "the condition")],
          tags: [.unnecessary])
      }
    }
    if let owner = workflow.owner(of: step.index), case .loop(let loop) = workflow.steps[owner].action,
      let over = loop.over, workflow.expressions[over].text.filter({ $0 != " " }) == "[]"
    {
      report.add(
        range, "`\(step.displayName)` stands in a loop over an empty list, so no run reaches it",
        related: [RelatedPlace(range: workflow.expressions[over].range, message: "the empty list")],
        tags: [.unnecessary])
    }
  }
}
