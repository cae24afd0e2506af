// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports rollbacks of nothing.
package enum RollbackWithoutRevision: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF708", "rollback-without-revision", .delivery, .warning,
    summary: "A rollback is asked for where nothing can have been changed.",
    rationale: """
      A rollback runs the deployment back to the last revision that succeeded. Where no step has deployed, promoted or applied \
      anything there is none, and the line promises a safety that is not there.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: test, type: http, url: "https://api.example.com/health", on_failure: «rollback»}
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: report
        on_failure: «rollback»
        steps:
          - {id: fetch, type: http, url: "https://api.example.com/report"}
          - {id: tell, type: notify, slack: {channel: "#ops", message: Done}}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: up, type: deploy, targets: [eu]}
          - {id: test, type: http, url: "https://api.example.com/health", on_failure: rollback}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        deployment: api
        on_failure: rollback
        steps:
          - {id: up, type: script, run: ./deploy.sh}

        """),
    ])

  /// Reports the policy of a workflow that changes nothing, and of steps that come before every change.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    let hasAny = workflow.steps.contains { mayChange($0, context) }
    if let policy = workflow.onFailure, policy.value == .rollback, !hasAny {
      report.add(policy.range, "no step of the workflow changes anything, so there is nothing to roll back to")
    }
    for step in workflow.steps {
      guard let policy = step.onFailure, policy.value == .rollback, !mayChange(step, context) else { continue }
      var before = StepAncestry(context)
      if hasAny {
        // What runs beside it may have changed something: only what needs it surely has not.
        if before.walk(up: step.index, until: { mayChange(workflow.steps[$0], context) }) != nil { continue }
        let beside = workflow.steps.contains { other in
          mayChange(other, context) && !context.graph.isAncestor(step.index, of: other.index)
        }
        if beside { continue }
      }
      report.add(
        policy.range, "nothing has been changed when `\(step.displayName)` fails, so there is nothing to roll back to",
        help: "Leave `on_failure` away: the run stops before the first change.")
    }
  }

  /// Whether a step changes something that a revision is kept of, or might.
  private static func mayChange(_ step: Step, _ context: WorkflowContext) -> Bool {
    if ChangeKind(step) != nil { return true }
    switch step.action {
    case .infrastructure(let action): return action.verb == nil
    case .configuration(let action): return action.check?.value != true
    case .operation, .call, .custom, .unknown: return true
    // The deployment says what such a step changes.
    case .script: return context.workflow.deployment != nil
    case .http(let action):
      return context.workflow.deployment != nil && !["GET", "HEAD", nil].contains(action.method?.value.uppercased())
    case .loop, .group:
      return context.workflow.ownedList(of: step.index)?.steps.contains { index in
        ChangeKind(context.workflow.steps[index]) != nil
      } ?? false
    default: return false
    }
  }
}
