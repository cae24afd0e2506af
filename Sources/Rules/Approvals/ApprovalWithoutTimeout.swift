// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
package import WorkflowModel
import YAMLSyntax

/// Reports approvals that wait for ever.
package enum ApprovalWithoutTimeout: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF506", "approval-without-timeout", .approvals, .warning,
    summary: "An approval has no `timeout`.",
    rationale: """
      When nobody answers, the run waits for ever and, with a concurrency policy, blocks every later one. Give \
      the approval a `timeout`; `on_timeout` says what happens then.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: «gate», type: approval, approvers: ["team:platform"]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 2h
        steps:
          - {id: «gate», type: approval, approvers: ["team:platform"], on_timeout: skip}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 2h
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: round
            type: group
            timeout: 1d
            steps:
              - {id: gate, type: approval, approvers: ["team:platform"]}

        """),
    ])

  /// Reports an approval that neither its own timeout nor one around it ends.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let node = context.node(step), node.mergedEntry("timeout") == nil else { return }
    if let policy = action.onTimeout, policy.value != .reject {
      return report.add(
        context.place(of: step),
        "`\(step.displayName)` has no `timeout`, so what `on_timeout: \(policy.value.rawValue)` says never happens",
        help: "Say with `timeout` how long people have.",
        related: [RelatedPlace(range: policy.range, message: "what never happens")])
    }
    var owner = context.workflow.owner(of: step.index)
    while let current = owner {
      if context.workflow.steps[current].timeout != nil { return }
      owner = context.workflow.owner(of: current)
    }
    guard context.workflow.timeout == nil else { return }
    report.add(
      context.place(of: step), "`\(step.displayName)` waits for ever when nobody answers",
      help: "Say with `timeout` how long people have.")
  }
}
