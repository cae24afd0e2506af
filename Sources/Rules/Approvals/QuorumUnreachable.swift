// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports quorums that more people must reach than there are.
package enum QuorumUnreachable: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF503", "quorum-unreachable", .approvals, .error,
    summary: "More people must agree than there are approvers.",
    rationale: """
      The approval counts distinct people, however many teams they are in. When fewer than `required_approvals` \
      may decide, it can only be rejected or run out of time.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "role:owner"], required_approvals: «3», timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["user:jane@example.com", "user:jane@example.com"], required_approvals: «2», timeout: 1h}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "role:owner"], required_approvals: 2, timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "team:unheard"], required_approvals: 3, timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["user:jane@example.com"], required_approvals: 2, timeout: 1h, on_timeout: escalate, escalate_to: ["user:bob@example.com"]}

        """),
    ])

  /// Reports the number, where all approvers' people are known.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let required = action.requiredApprovals else { return }
    let approvers = Approvers(action.allApprovers, in: context.directory)
    guard approvers.isKnown, required.value > Int64(approvers.people.count) else { return }
    let names = approvers.people.prefix(6).joined(separator: ", ") + (approvers.people.count > 6 ? ", …" : "")
    report.add(
      required.range,
      "\(required.value) people must agree, and only \(approvers.people.count) may decide: \(names)",
      help: "Ask more people, or ask for at most \(approvers.people.count).",
      related: action.approversRange.map { [RelatedPlace(range: $0, message: "who may decide")] } ?? [])
  }
}
