// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvals that depend on one person.
package enum SingleApprover: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF513", "single-approver", .approvals, .hint,
    summary: "Only one person may decide.",
    rationale: """
      Nobody stands in when that person is ill or away, and the run waits until its time is up. Name a team, or \
      let the approval escalate.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«user:jane@example.com»"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«role:owner»"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["user:jane@example.com", "user:bob@example.com"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["user:jane@example.com"], timeout: 1h, on_timeout: escalate, escalate_to: ["team:platform"]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["role:owner"], timeout: 1h}

        """),
    ])

  /// Reports the first entry.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    let approvers = Approvers(action.allApprovers, in: context.directory)
    guard approvers.isKnown, approvers.people.count == 1, action.quorum == 1, let first = action.approvers.first else {
      return
    }
    // A person who may not approve their own run is spoken of by another rule.
    if action.allowSelfApproval?.value == false, context.mayRequesterDecide(action) { return }
    report.add(
      first.range, "only \(approvers.people[0]) may decide, and nobody stands in",
      help: "Name a team or another person, or escalate to one.")
  }
}
