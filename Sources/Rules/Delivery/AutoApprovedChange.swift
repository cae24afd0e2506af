// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports changes of protected environments that the tool makes unasked.
package enum AutoApprovedChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF710", "auto-approved-change", .delivery, .warning,
    summary: "`auto_approve` is set for a change of a protected environment.",
    rationale: """
      The tool plans anew when it applies, and makes whatever change it then finds. Name the approved plan in `plan`: that one, \
      and nothing else, is applied.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, auto_approve: «true»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: down, type: iac, project: network, action: destroy, environment: prod, auto_approve: «true»}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, auto_approve: true}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: staging
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, auto_approve: true}

        """),
    ])

  /// Reports the flag, unless what is applied is a plan that was approved.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for index in context.workflow.changingSteps { check(context.workflow.steps[index], context, &report) }
  }

  private static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .infrastructure(let action) = step.action, let flag = action.autoApprove, flag.value,
      let verb = action.verb?.value, verb != .plan, let environment = context.protectedEnvironment(of: step)
    else { return }
    if let plan = action.plan?.target {
      let steps = context.workflow.steps
      var before = StepAncestry(context)
      let gate = before.walk(up: step.index) { index in
        if case .approval = steps[index].action { context.graph.isAncestor(plan, of: index) } else { false }
      }
      if gate != nil { return }
    }
    report.add(
      flag.range,
      "`\(step.displayName)` makes every change unasked in the protected environment `\(environment.value)`",
      help: verb == .apply
        ? "Name an approved plan in `plan`, or leave `auto_approve` away." : "Leave `auto_approve` away.",
      related: environment.range == flag.range
        ? [] : [RelatedPlace(range: environment.range, message: "the environment")])
  }
}
