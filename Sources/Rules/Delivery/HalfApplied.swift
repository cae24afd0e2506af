// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports several applies of which a failure leaves some.
package enum HalfApplied: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF713", "half-applied", .delivery, .hint,
    summary: "When one of several applies fails, what the others made stays, and nothing cleans up.",
    rationale: """
      The environment is then in a state that no revision describes. Say `on_failure: rollback`, or add a step with \
      `if: failure()` that takes back what was made.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan_a, type: iac, project: network, action: plan, needs: []}
          - {id: plan_b, type: iac, project: database, action: plan, needs: []}
          - {id: a, type: iac, project: network, action: apply, plan: plan_a, needs: [plan_a, plan_b]}
          - {id: «b», type: iac, project: database, action: apply, plan: plan_b, needs: [a]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [plan]}
          - {id: «us», type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [plan]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        on_failure: rollback
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [plan]}
          - {id: us, type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, environment: staging}
          - {id: us, type: iac, project: network, action: apply, workspace: us, plan: plan, environment: qa}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [plan]}
          - {id: us, type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [plan]}
          - {id: undo, type: script, run: ./undo.sh, needs: [eu, us], if: failure()}

        """),
    ])

  /// Reports the second apply of an environment.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    guard workflow.onFailure == nil || workflow.onFailure?.value == .stop, context.graph.cycles.isEmpty else { return }
    let applies = workflow.steps.filter { step in
      guard case .apply = ChangeKind(step) else { return false }
      return ChangedState(step, in: context) != nil
    }
    guard applies.count > 1, !applies.contains(where: { $0.onFailure != nil && $0.onFailure?.value != .stop }),
      !workflow.steps.contains(where: { cleansUp($0, context) })
    else { return }
    let guards = StepGuards(context)
    for (position, step) in applies.enumerated().dropFirst().prefix(200) {
      let environment = context.changedEnvironments(of: step).first?.value
      let state = ChangedState(step, in: context)
      let other = applies[..<position].first { other in
        context.changedEnvironments(of: other).first?.value == environment
          && ChangedState(other, in: context) != state && guards.bothRun(other.index, step.index)
      }
      guard let other else { continue }
      return report.add(
        context.place(of: step),
        "when `\(step.displayName)` fails, what `\(other.displayName)` applied stays, and nothing takes it back",
        help: "Say `on_failure: rollback`, or add a step with `if: failure()` that cleans up.",
        related: [RelatedPlace(range: context.place(of: other), message: "the apply that stays")])
    }
  }

  /// Whether a step may take back what was made when something fails.
  private static func cleansUp(_ step: Step, _ context: WorkflowContext) -> Bool {
    switch step.action {
    case .notify, .wait, .condition, .approval: return false
    case .suspend: return true
    default: break
    }
    var place: StepIndex? = step.index
    while let current = place {
      if let condition = context.workflow.steps[current].condition,
        context.workflow.expressions.indices.contains(condition)
      {
        let text = context.workflow.expressions[condition].text
        if ["failure", "always", "status", "!success"].contains(where: { text.contains($0) }) { return true }
      }
      place = context.workflow.owner(of: current)
    }
    return false
  }
}
