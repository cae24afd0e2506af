// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
package import WorkflowModel
import YAMLSyntax

/// Reports escalations to nobody, and people to whom nothing escalates.
package enum EscalationMismatch: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF515", "escalation-mismatch", .approvals, .error, fix: .safe,
    summary: "`on_timeout: escalate` without `escalate_to`, or the reverse.",
    rationale: """
      Without `escalate_to` nobody is asked and the approval is rejected; without `on_timeout: escalate` those \
      who are named are never asked.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: «escalate»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: gate
            type: approval
            approvers: ["team:platform"]
            timeout: 1h
            «escalate_to»: ["role:owner"]

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: skip, «escalate_to»: ["role:owner"]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: escalate, escalate_to: ["role:owner"]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: reject}

        """),
    ])

  /// Reports the key that lacks the other.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let node = context.node(step) else { return }
    let others = node.mergedEntry("escalate_to")
    if let policy = action.onTimeout, policy.value == .escalate {
      // An empty list is as good as none; one of another type is a mistake that is reported.
      guard others == nil || others?.value.resolved?.kind == .sequence && others?.value.resolved?.count == 0,
        let value = context.node(policy.syntax)
      else { return }
      return report.add(
        policy.range, "nobody is named in `escalate_to`, so nobody is asked",
        help: "Name in `escalate_to` who is asked then.",
        fixes: [Fix("say what happens: `reject`", edits: YAMLEdits.replaceValue(of: value, with: "reject"))])
    }
    guard let others, !action.escalateTo.isEmpty else { return }
    let written = node.mergedEntry("on_timeout")
    guard action.onTimeout != nil || written == nil else { return }
    let now =
      action.onTimeout.map { "`on_timeout` says `\($0.value.rawValue)`" } ?? "`on_timeout` does not say `escalate`"
    var fixes: [Fix] = []
    if let written {
      fixes = [
        Fix(
          "set `on_timeout` to `escalate`", .unsafe, edits: YAMLEdits.replaceValue(of: written.value, with: "escalate"))
      ]
    } else {
      let edits = YAMLEdits.insertEntry("on_timeout", "escalate", into: node)
      if !edits.isEmpty { fixes = [Fix("add `on_timeout: escalate`", edits: edits)] }
    }
    report.add(
      others.key.range, "nobody in `escalate_to` is ever asked: \(now)",
      related: action.onTimeout.map { [RelatedPlace(range: $0.range, message: "what happens instead")] } ?? [],
      fixes: fixes)
  }
}
