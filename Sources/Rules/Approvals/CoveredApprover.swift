// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports approvers that another one of the list covers.
package enum CoveredApprover: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF505", "covered-approver", .approvals, .warning, fix: .safe,
    summary: "An approver is listed twice, or is a member of a team or role that is listed too.",
    rationale: """
      A person counts once, so the entry changes nothing; it only looks as if more people were asked.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "«user:bob@example.com»"], timeout: 1h}

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
          - {id: gate, type: approval, approvers: ["team:platform", "«team:platform»"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: gate
            type: approval
            timeout: 1h
            approvers:
              - «user:jane@example.com» # she knows
              - role:owner
              - user:bob@example.com

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
          - {id: gate, type: approval, approvers: ["team:platform", "user:eve@example.com"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  teams: {platform: [jane@example.com, bob@example.com], empty: []}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "user:bob@example.com"], timeout: 1h}

        """),
    ])

  /// Reports each such entry of `approvers` and of `escalate_to`.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    check(action.approvers, context, &report)
    check(action.escalateTo, context, &report)
  }

  private static func check(_ list: [Located<String>], _ context: WorkflowContext, _ report: inout Report) {
    guard list.count > 1 else { return }
    let principals = list.map { Principal.parse($0.value).principal }
    for (place, principal) in principals.enumerated() {
      guard let principal else { continue }
      if let first = principals.firstIndex(of: principal), first < place {
        add(list[place], "`\(principal.text)` is listed twice", list[first], context, &report)
      } else if principal.kind == .user,
        let other = principals.firstIndex(where: { other in
          guard let other, other.kind != .user else { return false }
          return context.directory.people(of: other)?.contains(principal.name) == true
        })
      {
        let message = "`\(principal.name)` is in `\(list[other].value)`, which is listed too"
        add(list[place], message, list[other], context, &report)
      }
    }
  }

  private static func add(
    _ entry: Located<String>, _ message: String, _ other: Located<String>, _ context: WorkflowContext,
    _ report: inout Report
  ) {
    report.add(
      entry.range, message, related: [RelatedPlace(range: other.range, message: "the entry that covers it")],
      fixes: Edits.removal(of: entry, "remove the entry", in: context), tags: [.unnecessary])
  }
}
