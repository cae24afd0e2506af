// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports two steps of one id.
package enum DuplicateStepID: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF204", "duplicate-step-id", .references, .error,
    summary: "Two steps of a workflow have one id.",
    rationale: "References and expressions could mean either of them. Ids are unique over groups and loops too.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n  - {id: «a», type: script, run: make}\n"
      )
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n  - {id: b, type: script, run: make}\n"
      )
    ])

  /// Reports each later id that an earlier step has.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for index in context.workflow.steps.indices {
      guard let id = context.workflow.steps[index].id, let first = context.stepsByID[id.value], first != index else {
        continue
      }
      let place = context.workflow.steps[first].id?.range ?? context.workflow.steps[first].range
      report.add(
        id.range, "another step is called `\(id.value)` too",
        related: [RelatedPlace(range: place, message: "the first step of this id")])
    }
  }
}
