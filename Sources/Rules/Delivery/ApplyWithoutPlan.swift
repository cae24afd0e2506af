// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports applies of what nobody planned.
package enum ApplyWithoutPlan: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF701", "apply-without-plan", .delivery, .warning,
    summary: "Infrastructure is applied and no step before it planned the same project.",
    rationale: """
      A plan shows what an apply would do. Without one nobody, neither a person nor a policy, sees the change before it is made. \
      Plan the project in a step of its own and name that step in `plan`.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: «apply», type: iac, project: network, action: apply}\n"),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: database, action: apply, plan: «plan»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan, needs: []}
          - {id: «apply», type: iac, project: network, action: apply, needs: []}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: script, run: terraform plan -out=plan.bin}
          - {id: apply, type: iac, project: network, action: apply}

        """),
    ])

  /// Reports an apply without a plan of its project before it, or with the plan of another project.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for index in context.workflow.changingSteps { check(context.workflow.steps[index], context, &report) }
  }

  private static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .infrastructure(let action) = step.action, action.verb?.value == .apply else { return }
    if let plan = action.plan { return checkPlan(plan, of: step, action, context, &report) }
    // The workflow that starts this one may have planned.
    guard !context.workflow.triggers.contains(where: { if case .workflow = $0.kind { true } else { false } }) else {
      return
    }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    guard before.walk(up: step.index, until: { mayPlan(steps[$0], action.project?.value) }) == nil else { return }
    // Where people are asked to approve what nobody has planned, that is the mistake.
    guard !ApprovalWithoutPlan.speaks(of: step, context) else { return }
    let project = action.project.map { "`\($0.value)`" } ?? "its project"
    let plan = steps.first { plans($0, action.project?.value) }
    report.add(
      context.place(of: step), "`\(step.displayName)` applies \(project), and no step before it plans it",
      help: plan.map { "Let it need `\($0.displayName)`, and name that step in `plan`." }
        ?? "Add a step with `action: plan` before it, and name that step in `plan`.",
      related: plan.map {
        [RelatedPlace(range: context.place(of: $0), message: "a plan that need not have ended before")]
      } ?? [])
  }

  private static func plans(_ step: Step, _ project: String?) -> Bool {
    guard case .infrastructure(let action) = step.action, action.verb?.value == .plan else { return false }
    return action.project?.value == project
  }

  /// Whether a step plans a project, or might: scripts and what is defined elsewhere can do anything.
  private static func mayPlan(_ step: Step, _ project: String?) -> Bool {
    switch step.action {
    case .infrastructure(let action): action.verb == nil || plans(step, project)
    case .script(let action):
      action.run.map { $0.value.text.containsBytes(of: "plan") || $0.value.text.containsBytes(of: "preview") } ?? true
    case .call, .operation, .custom, .unknown: true
    default: false
    }
  }

  private static func checkPlan(
    _ plan: StepReference, of step: Step, _ action: InfrastructureAction, _ context: WorkflowContext,
    _ report: inout Report
  ) {
    guard let target = plan.target, case .infrastructure(let other) = context.workflow.steps[target].action,
      let verb = other.verb?.value
    else { return }
    let name = context.workflow.steps[target].displayName
    let related = [RelatedPlace(range: context.place(of: context.workflow.steps[target]), message: "the step named")]
    if verb != .plan {
      report.add(
        plan.id.range, "`\(name)` makes no plan: its action is `\(verb.rawValue)`, expected `plan`", related: related)
    } else if let planned = other.project, let applied = action.project, planned.value != applied.value,
      !planned.value.containsBytes(of: "${{"), !applied.value.containsBytes(of: "${{")
    {
      report.add(
        plan.id.range, "`\(name)` plans `\(planned.value)`, and `\(step.displayName)` applies `\(applied.value)`",
        related: related)
    }
  }
}
