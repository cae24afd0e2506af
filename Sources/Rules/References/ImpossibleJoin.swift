// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports joins of branches that exclude each other.
package enum ImpossibleJoin: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF212", "impossible-join", .references, .error,
    summary: "A step needs steps of branches that exclude each other, and has no `if`.",
    rationale: """
      One of the needed steps is always skipped, so the step never has all that it needs. Say with `if` when it is to run, such \
      as `if: success()`, or let it need the condition.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {fast: {type: boolean}}
        steps:
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [b]}]
            else: [c]
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make}
          - {id: d, type: script, run: make, needs: [b, «c»]}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {fast: {type: boolean}}
        steps:
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [b]}]
            else: [c]
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make}
          - {id: d, type: script, run: make, needs: [b, c], if: success()}

        """)
    ])

  /// Reports a step whose needs belong to different branches of one condition.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard step.needs.count > 1, step.condition == nil else { return }
    var seen: [StepIndex: (branch: Int, need: Located<String>)] = [:]
    for need in step.needs {
      guard let target = need.target, target != step.index else { continue }
      let memberships = context.workflow.steps[target].branches
      // A target of two branches of one condition excludes nothing; another rule speaks of it.
      for branch in memberships where memberships.count(where: { $0.condition == branch.condition }) == 1 {
        guard let earlier = seen[branch.condition] else {
          seen[branch.condition] = (branch.branch, need.id)
          continue
        }
        guard earlier.branch != branch.branch else { continue }
        let condition = context.workflow.steps[branch.condition].displayName
        report.add(
          need.id.range,
          "`\(earlier.need.value)` and `\(need.id.value)` stand in branches of `\(condition)` that exclude each other, so one is always skipped",
          help: "Say with `if` when `\(step.displayName)` is to run, such as `if: success()`.",
          related: [RelatedPlace(range: earlier.need.range, message: "the need of the other branch")])
        return
      }
    }
  }
}
