// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvals that are granted when nobody answers.
package enum ApprovesOnTimeout: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF507", "approves-on-timeout", .approvals, .warning,
    summary: "An approval counts as granted when nobody answers in time.",
    rationale: """
      Silence is no consent: at night and at weekends nobody looks, and everything behind the approval runs. In \
      a protected environment that is an error.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: «approve»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: «approve»}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: reject}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
    ])

  /// Reports the policy.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let policy = action.onTimeout, policy.value == .approve else { return }
    let change = context.protectedChange(behind: step.index)
    let isProtected = change != nil || context.guardsProtected(step)
    let what = change.map { ", and `\($0.displayName)` changes a protected environment" } ?? ""
    report.add(
      policy.range, "`\(step.displayName)` counts as approved when nobody answers\(what)",
      help: "Use `reject`, `cancel` or `escalate`.",
      related: change.map { [RelatedPlace(range: context.place(of: $0), message: "the change")] } ?? [],
      severity: isProtected ? .error : nil)
  }
}
