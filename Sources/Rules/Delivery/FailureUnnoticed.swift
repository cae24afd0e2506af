// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports workflows that fail in silence.
package enum FailureUnnoticed: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF706", "failure-unnoticed", .delivery, .hint,
    summary: "No step that tells anyone runs after a failure.",
    rationale: """
      Nobody watches a run that a clock or a push has started. Without a step that runs after a failure, people learn of it when \
      something else breaks. Add a `notify` step with `if: failure()`, or let another workflow follow the failed run.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: «backup»
        status: active
        triggers: [{type: schedule, cron: "0 3 * * *", timezone: UTC}]
        steps:
          - {id: dump, type: script, run: make dump}
          - {id: tell, type: notify, slack: {channel: "#ops", message: Done}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: «deploy»
        status: active
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: up, type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        status: active
        triggers: [{type: schedule, cron: "0 3 * * *", timezone: UTC}]
        steps:
          - {id: dump, type: script, run: make dump}
          - {id: tell, type: notify, if: failure(), slack: {channel: "#ops", message: The backup failed}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        status: active
        triggers: [{type: manual}]
        steps:
          - {id: dump, type: script, run: make dump}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        status: active
        triggers: [{type: schedule, cron: "0 3 * * *", timezone: UTC}]
        steps:
          - {id: dump, type: script, run: make dump}

        """,
        others: [
          (
            "alarm.wf.yaml",
            """
            schema: wflint/v1
            name: alarm
            status: active
            triggers: [{type: workflow, workflow: backup, status: [failed]}]
            steps:
              - {id: tell, type: notify, slack: {channel: "#ops", message: The backup failed}}

            """
          )
        ]),
    ])

  /// Reports an active workflow that starts by itself, does something that can fail, and tells nobody.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    guard workflow.status?.value == .active, !context.automaticTriggers.isEmpty,
      workflow.onFailure?.value != .continue, workflow.steps.contains(where: canFail),
      !workflow.steps.contains(where: { mayTell($0, context) }), !isFollowed(context)
    else { return }
    report.add(
      workflow.name?.range ?? context.root.firstLine,
      "`\(workflow.name?.value ?? "the workflow")` starts by itself, and tells nobody when it fails",
      help: "Add a `notify` step with `if: failure()`.",
      related: context.automaticTriggers.prefix(1).compactMap { trigger in
        trigger.type.map { RelatedPlace(range: $0.range, message: "what starts it") }
      })
  }

  /// Whether a step's failure ends the run as failed.
  private static func canFail(_ step: Step) -> Bool {
    guard step.onFailure?.value != .continue else { return false }
    switch step.action {
    case .notify, .wait, .suspend, .condition, .group, .loop: return false
    default: return true
    }
  }

  /// Whether a step may tell someone of a failure: in doubt it does.
  private static func mayTell(_ step: Step, _ context: WorkflowContext) -> Bool {
    switch step.action {
    case .notify, .http, .script, .call, .operation, .custom, .unknown: break
    default: return false
    }
    let steps = context.workflow.steps
    var place: StepIndex? = step.index
    while let current = place {
      if let condition = steps[current].condition, context.workflow.expressions.indices.contains(condition) {
        let text = context.workflow.expressions[condition].text
        if text.containsBytes(of: "failure") || text.containsBytes(of: "always") || text.containsBytes(of: "status")
          || text.containsBytes(of: "success")
        {
          return true
        }
      }
      place = context.workflow.owner(of: current)
    }
    // What it waits for may fail without ending the run.
    guard case .notify = step.action else { return false }
    return steps[step.index].dependencies.contains { steps[$0.step].onFailure?.value == .continue }
  }

  /// Whether another workflow follows this one's failures.
  private static func isFollowed(_ context: WorkflowContext) -> Bool {
    guard let name = context.workflow.name?.value, let workspace = context.workspace else { return false }
    return workspace.workflows(linkedTo: name).contains { other in
      other.links.contains { $0.kind == .chain && $0.workflow == name && $0.statuses.contains("failed") }
    }
  }
}
