// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports quorums that are reached only if the person who started the run may decide.
package enum QuorumNeedsRequester: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF504", "quorum-needs-requester", .approvals, .warning,
    summary: "The quorum cannot be reached when one of the approvers started the run.",
    rationale: """
      With `allow_self_approval: false` the vote of whoever started the run does not count. When every approver \
      is needed, a run that one of them starts can never be approved.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], required_approvals: «2», allow_self_approval: false, timeout: 1h}

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
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: gate, type: approval, approvers: ["user:jane@example.com"], allow_self_approval: «false», timeout: 1h}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], allow_self_approval: false, timeout: 1h}

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
        triggers: [{type: schedule, cron: "0 4 * * *", timezone: UTC}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], required_approvals: 2, allow_self_approval: false, timeout: 1h}

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
        triggers: [{type: manual, allow: ["user:eve@example.com"]}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], required_approvals: 2, allow_self_approval: false, timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  teams: {platform: [jane@example.com, bob@example.com], empty: []}\n"
          )
        ]),
    ])

  /// Reports the number, or the flag where one person is enough.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let flag = action.allowSelfApproval, !flag.value else { return }
    let approvers = Approvers(action.allApprovers, in: context.directory)
    guard approvers.isKnown, action.quorum == Int64(approvers.people.count), context.mayRequesterDecide(action) else {
      return
    }
    let count = approvers.people.count
    let all = count == 1 ? "only \(approvers.people[0]) may decide" : "all \(count) approvers are needed"
    var related: [RelatedPlace] = []
    if action.requiredApprovals != nil {
      related = [RelatedPlace(range: flag.range, message: "who started the run may not decide")]
    }
    report.add(
      action.requiredApprovals?.range ?? flag.range,
      "\(all), so a run that \(count == 1 ? "they start" : "one of them starts") is never approved",
      help: "Ask more people\(count == 1 ? "" : ", or let fewer be enough").", related: related)
  }
}
