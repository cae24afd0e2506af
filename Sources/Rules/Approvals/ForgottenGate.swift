// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports changes that do not need the gate before them in the list.
package enum ForgottenGate: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF516", "forgotten-gate", .approvals, .warning, fix: .unsafe,
    summary: "A change that stands behind an approval in the list does not need it.",
    rationale: """
      `needs` replaces the order of the list: a step that names its needs waits for nothing else. The approval \
      gates its neighbour, and this change runs without it. In a protected environment that is an error.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [gate]}
          - {id: «us», type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: first, type: promote, app: web}
          - {id: «second», type: promote, app: api, needs: []}

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
          - {id: eu, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [gate]}
          - {id: us, type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [gate]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: first, type: promote, app: web, environment: production}
          - {id: second, type: promote, app: api, environment: staging, needs: []}

        """),
    ])

  /// Reports each such change.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let gates = Gates(context) else { return }
    let steps = context.workflow.steps
    for (change, gate) in gates.forgotten {
      var fixes: [Fix] = []
      if let id = steps[gate].id?.value, let node = context.node(steps[change]) {
        let edits = Edits.addNeed(id, to: steps[change], node, in: context)
        if !edits.isEmpty { fixes = [Fix("add `\(id)` to `needs`", .unsafe, edits: edits)] }
      }
      let environment = context.protectedEnvironment(of: steps[change])
      let detail = environment.map { ", and changes the protected environment `\($0.value)`" } ?? ""
      report.add(
        context.place(of: steps[change]),
        "`\(steps[change].displayName)` stands behind `\(steps[gate].displayName)`, does not need it\(detail)",
        related: [RelatedPlace(range: context.place(of: steps[gate]), message: "the approval")], fixes: fixes,
        severity: environment == nil ? nil : .error)
    }
  }
}
