// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports applies of plans that something has made stale.
package enum StalePlan: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF703", "stale-plan", .delivery, .warning,
    summary: "Something may change the project between its plan and the apply of that plan.",
    rationale: """
      A plan says what differs from the state that it saw. When another step has changed that state since, the tool refuses the \
      plan, or does something else than what was looked at. Plan again after the other change.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: first, type: iac, project: network, action: apply, plan: plan}
          - {id: again, type: iac, project: network, action: apply, plan: «plan»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan, needs: []}
          - {id: clear, type: iac, project: network, action: destroy, needs: []}
          - {id: apply, type: iac, project: network, action: apply, plan: «plan», needs: [plan, clear]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: first, type: iac, project: network, action: apply, plan: plan}
          - {id: plan_again, type: iac, project: network, action: plan}
          - {id: again, type: iac, project: network, action: apply, plan: plan_again}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan}
          - {id: us, type: iac, project: network, action: apply, workspace: us, plan: plan}

        """),
    ])

  /// Reports each apply whose plan an earlier change of the same state has overtaken.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard context.graph.cycles.isEmpty else { return }
    let steps = context.workflow.steps
    var groups: [ChangedState: [StepIndex]] = [:]
    let changing = context.workflow.changingSteps
    for index in changing {
      if let state = ChangedState(steps[index], in: context) { groups[state, default: []].append(index) }
    }
    guard groups.values.contains(where: { $0.count > 1 }) else { return }
    let guards = StepGuards(context)
    for index in changing {
      let step = steps[index]
      guard case .infrastructure(let action) = step.action, let plan = action.plan, let planned = plan.target,
        planned != step.index, let state = ChangedState(step, in: context), let members = groups[state],
        members.count > 1, plans(steps[planned]), let place = members.firstIndex(of: step.index)
      else { continue }
      // What is further away than a few changes has others between that say the same.
      let near = members[max(0, place - 8)..<min(members.count, place + 8)]
      let between = near.first { other in
        other != step.index && context.graph.isAncestor(other, of: step.index)
          && !context.graph.isAncestor(other, of: planned) && guards.bothRun(other, step.index)
      }
      guard let between else { continue }
      report.add(
        plan.id.range,
        "`\(steps[between].displayName)` may change \(state.description) after `\(plan.id.value)` and before `\(step.displayName)` applies it",
        help: "Plan again behind `\(steps[between].displayName)`.",
        related: [RelatedPlace(range: context.place(of: steps[between]), message: "the change in between")])
    }
  }

  private static func plans(_ step: Step) -> Bool {
    guard case .infrastructure(let action) = step.action else { return false }
    return action.verb?.value == .plan
  }
}
