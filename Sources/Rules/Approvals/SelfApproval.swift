// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvals that the person who started the run may grant alone.
package enum SelfApproval: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF508", "self-approval", .approvals, .warning,
    summary: "Whoever starts the run may approve it alone, and it changes a protected environment.",
    rationale: """
      Two people should know of a change of a protected environment. Say `allow_self_approval: false`, or ask \
      for two approvals.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, allow_self_approval: «true»}
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, allow_self_approval: false}
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, required_approvals: 2}
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: schedule, cron: "0 4 * * *", timezone: UTC}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: staging
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ])

  /// Reports the flag, or the approval where there is none.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard action.allowSelfApproval?.value ?? true, action.quorum == 1, !action.approvers.isEmpty else { return }
    // A run that nobody can start by a person of their own has no requester.
    guard !context.workflow.triggers.isEmpty, context.mayRequesterDecide(action), context.guardsProtected(step) else {
      return
    }
    let change = context.protectedChange(behind: step.index)
    let what = change.map { "`\($0.displayName)`" } ?? "a change of a protected environment"
    report.add(
      action.allowSelfApproval?.range ?? context.place(of: step),
      "whoever starts the run may approve \(what) alone",
      help: "Say `allow_self_approval: false`, or ask for two approvals.",
      related: change.map { [RelatedPlace(range: context.place(of: $0), message: "the change")] } ?? [])
  }
}
