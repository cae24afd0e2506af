// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports approvals that gate nothing.
package enum GateBesideChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF510", "gate-beside-change", .approvals, .warning, fix: .unsafe,
    summary: "Nothing waits for an approval.",
    rationale: """
      The change runs beside the approval, or has run before it, whatever people decide. Let the change need \
      the approval. In a protected environment that is an error.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h, needs: [plan]}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, needs: [plan]}
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - id: look
            type: group
            steps:
              - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
    ])

  /// Reports each approval that nothing waits for.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let gates = Gates(context) else { return }
    let steps = context.workflow.steps
    for (gate, changes) in gates.idle {
      let name = steps[gate].displayName
      var fixes: [Fix] = []
      if let id = steps[gate].id?.value {
        var edits: [TextEdit] = []
        for change in changes {
          guard let node = context.node(steps[change]) else { continue }
          edits += Edits.addNeed(id, to: steps[change], node, in: context)
        }
        if !edits.isEmpty {
          let names = changes.map { "`\(steps[$0].displayName)`" }.joined(separator: ", ")
          fixes = [Fix("let \(names) need `\(id)`", .unsafe, edits: edits)]
        }
      }
      let isProtected = changes.contains { context.protectedEnvironment(of: steps[$0]) != nil }
      let beside = changes.first.map { "; `\(steps[$0].displayName)` runs beside it, whatever people decide" } ?? ""
      report.add(
        context.place(of: steps[gate]), "nothing waits for `\(name)`\(beside)",
        help: changes.isEmpty ? "Put the approval before what it is to gate." : nil,
        related: changes.prefix(6).map {
          RelatedPlace(range: context.place(of: steps[$0]), message: "a change that does not wait for it")
        }, fixes: fixes, severity: isProtected ? .error : nil)
    }
  }
}
