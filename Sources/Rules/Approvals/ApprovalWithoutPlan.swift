// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvals of changes that nobody could look at.
package enum ApprovalWithoutPlan: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF511", "approval-without-plan", .approvals, .warning,
    summary: "People approve a change of infrastructure, and no plan has been made that they could look at.",
    rationale: """
      Whoever approves must see what is going to change. Plan before the approval, and apply that plan behind \
      it.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, include: [«plan»]}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, include: [plan]}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: look, type: script, run: ./show-plan.sh}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ])

  /// Reports an approval that follows no plan, and `include: plan` that has none to show.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard context.graph.cycles.isEmpty else { return }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    if let include = action.include.first(where: { $0.value == "plan" }) {
      guard before.walk(up: step.index, until: { mayShow(steps[$0], nil) }) == nil else { return }
      return report.add(
        include.range, "`\(step.displayName)` is to show a plan, and no step before it makes one",
        help: "Add a step with `action: plan` before it.")
    }
    guard let (change, project) = firstChange(behind: step, context) else { return }
    guard before.walk(up: step.index, until: { mayShow(steps[$0], project) }) == nil else { return }
    report.add(
      context.place(of: step),
      "`\(change.displayName)` is approved in `\(step.displayName)` before anyone can see a plan of it",
      help: "Let a step with `action: plan` come before `\(step.displayName)`.",
      related: [RelatedPlace(range: context.place(of: change), message: "the change")])
  }

  /// The first apply or destroy that waits for a step directly, or through steps that change nothing.
  private static func firstChange(behind step: Step, _ context: WorkflowContext) -> (Step, String)? {
    var open = context.graph.dependents[step.index]
    var seen: Set<StepIndex> = []
    var next = 0
    while next < open.count, seen.count < 64 {
      let index = open[next]
      next += 1
      guard seen.insert(index).inserted else { continue }
      let other = context.workflow.steps[index]
      switch other.action {
      case .infrastructure(let action):
        if let verb = action.verb?.value, verb != .plan, let project = action.project { return (other, project.value) }
        open += context.graph.dependents[index]
      case .approval: continue
      default: open += context.graph.dependents[index]
      }
    }
    return nil
  }

  /// Whether people could have seen a plan of a project in what a step did: scripts and what is defined elsewhere can
  /// do anything, and a workflow that another one starts may have had its plan there.
  private static func mayShow(_ step: Step, _ project: String?) -> Bool {
    switch step.action {
    case .infrastructure(let action):
      action.verb == nil || action.verb?.value == .plan && (project == nil || action.project?.value == project)
    case .script, .http, .call, .operation, .custom, .unknown, .configuration: true
    default: false
    }
  }

  /// Whether the missing plan of a change is reported at an approval before it.
  static func speaks(of change: Step, _ context: WorkflowContext) -> Bool {
    guard context.graph.cycles.isEmpty else { return false }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    let gate = before.walk(up: change.index) { if case .approval = steps[$0].action { true } else { false } }
    guard let gate, let (first, project) = firstChange(behind: steps[gate], context), first.index == change.index else {
      return false
    }
    return before.walk(up: gate, until: { mayShow(steps[$0], project) }) == nil
  }
}
