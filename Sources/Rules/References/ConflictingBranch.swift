// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports branch targets that do not follow their condition, or stand in two of its branches.
package enum ConflictingBranch: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF211", "conflicting-branch", .references, .error,
    summary: "A branch target does not need its condition, or stands in two of its branches.",
    rationale: """
      A step that does not wait for the condition may have run before the branch is chosen. A step of two branches runs whichever \
      is chosen: it belongs behind the condition, not into it.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - id: decide
            type: condition
            cases: [{when: "true", then: [«b»]}]
          - {id: b, type: script, run: make, needs: [a]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {fast: {type: boolean}}
        steps:
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [b]}]
            else: [«b»]
          - {id: b, type: script, run: make}

        """),
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
          - {id: c, type: script, run: make, needs: [decide]}

        """)
    ])

  /// Reports the targets of one condition.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .condition(let action) = step.action else { return }
    let steps = context.workflow.steps
    var first: [StepIndex: (branch: Int, range: TextRange)] = [:]
    let branches = action.cases.map(\.targets) + [action.otherwise]
    for (branch, targets) in branches.enumerated() {
      for reference in targets {
        guard let target = reference.target, target != step.index else { continue }
        if let earlier = first[target] {
          guard earlier.branch != branch else { continue }
          report.add(
            reference.id.range, "`\(reference.id.value)` stands in two branches of `\(step.displayName)`",
            related: [RelatedPlace(range: earlier.range, message: "the other branch")])
          continue
        }
        first[target] = (branch, reference.id.range)
        guard steps[target].needsRange != nil, !context.graph.isAncestor(step.index, of: target) else { continue }
        report.add(
          reference.id.range,
          "`\(reference.id.value)` is a branch of `\(step.displayName)` but does not need it",
          related: [RelatedPlace(range: steps[target].needsRange ?? steps[target].range, message: "its needs")])
      }
    }
  }
}
