// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports workflows whose automatic runs may change the same thing at once.
package enum UnserialisedChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF712", "unserialised-change", .delivery, .warning,
    summary: "A workflow that starts by itself and changes something lets its runs overlap.",
    rationale: """
      Two pushes, or a late schedule, then change one deployment at once. `queue` makes the second run wait, `reject` refuses it.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: «allow»}
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: up, type: deploy, targets: [eu]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: «allow»}
        triggers: [{type: schedule, cron: "0 3 * * *", timezone: UTC}]
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: allow}
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: test, type: script, run: make test}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: allow}
        triggers: [{type: manual}]
        steps:
          - {id: up, type: deploy, targets: [eu]}

        """),
    ])

  /// Reports the policy.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let policy = context.workflow.concurrencyPolicy, policy.value == .allow,
      let trigger = context.automaticTriggers.first,
      let change = context.workflow.steps.first(where: { ChangeKind($0) != nil }), let kind = ChangeKind(change)
    else { return }
    report.add(
      policy.range,
      "two runs may be in `\(change.displayName)` at once: the workflow starts by itself, and its runs overlap",
      help: "Use `queue` or `reject`.",
      related: [
        RelatedPlace(range: trigger.type?.range ?? trigger.range, message: "what starts it"),
        RelatedPlace(range: context.place(of: change), message: "the \(kind.word)"),
      ])
  }
}
