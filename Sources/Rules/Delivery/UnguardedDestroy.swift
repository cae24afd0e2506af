// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports destroys that nothing holds back.
package enum UnguardedDestroy: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF704", "unguarded-destroy", .delivery, .warning,
    summary: "Infrastructure is destroyed without an approval, a condition or a branch before it.",
    rationale: """
      Every run takes the project away, also one that was started by mistake. Ask for an approval before, or say with `if` when \
      the project may go. Taking away what the same run has applied needs no guard.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: tear-down
        triggers: [{type: schedule, cron: "0 3 * * *", timezone: UTC}]
        steps:
          - {id: «down», type: iac, project: network, action: destroy}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: tear-down
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, needs: [plan]}
          - {id: «down», type: iac, project: network, action: destroy, needs: [plan]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: tear-down
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: down, type: iac, project: network, action: destroy}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: preview
        steps:
          - {id: plan, type: iac, project: preview, action: plan}
          - {id: up, type: iac, project: preview, action: apply, plan: plan}
          - {id: test, type: script, run: make test}
          - {id: down, type: iac, project: preview, action: destroy, if: always()}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: tear-down
        inputs: {sure: {type: boolean, required: true}}
        steps:
          - {id: down, type: iac, project: network, action: destroy, if: inputs.sure}

        """),
    ])

  /// Reports a destroy that every run reaches.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for index in context.workflow.changingSteps { check(context.workflow.steps[index], context, &report) }
  }

  private static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .infrastructure(let action) = step.action, let verb = action.verb, verb.value == .destroy else { return }
    // A named environment was thought of; of the protected ones another rule speaks.
    guard context.changedEnvironments(of: step).isEmpty, !isHeldBack(step, context) else { return }
    let isForSome = context.workflow.triggers.contains { trigger in
      if case .manual(let allowed) = trigger.kind { !allowed.isEmpty } else { false }
    }
    guard !isForSome || !context.automaticTriggers.isEmpty else { return }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    guard before.walk(up: step.index, until: { guards(steps[$0], action, context) }) == nil else { return }
    let project = action.project.map { "`\($0.value)`" } ?? "its project"
    report.add(
      context.place(of: step),
      "`\(step.displayName)` destroys \(project) in every run, without an approval or a condition",
      help: "Add an approval before it, or say with `if` when \(project) may go.")
  }

  /// Whether it, or a group or loop around it, has a condition or is one of several branches.
  private static func isHeldBack(_ step: Step, _ context: WorkflowContext) -> Bool {
    var place: StepIndex? = step.index
    while let current = place {
      let around = context.workflow.steps[current]
      if around.condition != nil && context.realCondition(of: around) != nil || !around.branches.isEmpty { return true }
      place = context.workflow.owner(of: current)
    }
    return false
  }

  private static func guards(_ step: Step, _ action: InfrastructureAction, _ context: WorkflowContext) -> Bool {
    switch step.action {
    case .approval, .suspend(nil), .condition, .call, .custom, .unknown: return true
    case .infrastructure(let other):
      return other.verb?.value == .apply && other.project?.value == action.project?.value
    default: return !step.branches.isEmpty
    }
  }
}
