// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports workflows whose running changes a second run cancels.
package enum ReplacedChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF711", "replaced-change", .delivery, .warning,
    summary: "`concurrency: replace` may cancel a change that is being made.",
    rationale: """
      A cancelled apply leaves a locked state and half of its resources. `queue` lets it end first, `reject` refuses the second \
      run.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: «replace»}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency:
          group: api
          policy: «replace»
        steps:
          - {id: up, type: promote, app: api}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: replace}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: test, type: script, run: make test}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        concurrency: {policy: queue}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
    ])

  /// Reports the policy of a workflow that changes something.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let policy = context.workflow.concurrencyPolicy, policy.value == .replace,
      let change = context.workflow.steps.first(where: { ChangeKind($0) != nil }), let kind = ChangeKind(change)
    else { return }
    report.add(
      policy.range, "a second run cancels this one, perhaps while `\(change.displayName)` is making its change",
      help: "Use `queue` or `reject`.",
      related: [RelatedPlace(range: context.place(of: change), message: "the \(kind.word) that may be cancelled")])
  }
}
