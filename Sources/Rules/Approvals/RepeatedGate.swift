// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvals that ask the same people again.
package enum RepeatedGate: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF517", "repeated-gate", .approvals, .hint,
    summary: "The same people are asked twice, with nothing between.",
    rationale: """
      The second question comes with nothing new to look at, and is answered without a thought. Ask once, with \
      the quorum that is meant.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: first, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: «second», type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: first, type: approval, approvers: ["role:owner", "team:platform"], timeout: 1h}
          - {id: «second», type: approval, approvers: ["team:platform", "role:owner"], timeout: 2h, needs: [first]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: first, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: build, type: script, run: make}
          - {id: second, type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: first, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: second, type: approval, approvers: ["role:owner"], timeout: 1h}

        """),
    ])

  /// Reports an approval that waits for nothing but one by the same people.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard step.condition == nil, step.branches.isEmpty, step.dependencies.count == 1, !action.approvers.isEmpty else {
      return
    }
    let before = context.workflow.steps[step.dependencies[0].step]
    guard before.index != step.index, case .approval(let earlier) = before.action,
      before.condition == nil, earlier.onTimeout?.value ?? .reject == .reject
    else { return }
    let own = action.approvers.map { Principal.parse($0.value).principal }
    let others = earlier.approvers.map { Principal.parse($0.value).principal }
    guard !own.contains(nil), Set(own) == Set(others) else { return }
    report.add(
      context.place(of: step),
      "`\(step.displayName)` asks the same people as `\(before.displayName)`, with nothing between",
      related: [RelatedPlace(range: context.place(of: before), message: "the first question")])
  }
}
