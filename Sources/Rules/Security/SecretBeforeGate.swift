// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expression
import SourceText
import WorkflowModel

/// Reports production secrets that are handed out before anyone has agreed.
package enum SecretBeforeGate: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF607", "secret-before-gate", .security, .hint,
    summary: "A step uses a production secret before any approval.",
    rationale: """
      The approval is there so that nothing happens to production before people agree; a script with production's secrets can do \
      anything. Let the step need the approval, or give it a secret that can do less.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: check, type: script, run: ./check.sh, env: {TOKEN: "${{ «secrets.DEPLOY_TOKEN» }}"}}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: script, run: ./deploy.sh, env: {TOKEN: "${{ secrets.DEPLOY_TOKEN }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: check, type: script, run: ./check.sh, env: {TOKEN: "${{ «secrets.PROD_TOKEN» }}"}}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: script, run: ./deploy.sh, env: {TOKEN: "${{ secrets.DEPLOY_TOKEN }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: check, type: script, run: ./check.sh, env: {TOKEN: "${{ secrets.READ_TOKEN }}"}}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: script, run: ./deploy.sh, env: {TOKEN: "${{ secrets.DEPLOY_TOKEN }}"}}

        """),
    ])

  /// Reports secrets with production in their names, and those that a gated step of a protected environment uses too.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let steps = context.workflow.steps
    func isApproval(_ index: StepIndex) -> Bool { if case .approval = steps[index].action { true } else { false } }
    guard steps.indices.contains(where: isApproval) else { return }
    var uses: [(step: StepIndex, secret: String, expression: Int)] = []
    for index in context.workflow.expressions.indices {
      guard case .step(let owner) = context.workflow.expressions[index].owner, steps.indices.contains(owner) else {
        continue
      }
      for path in context.workflow.expressions[index].paths where path.count > 1 && path[0].name == "secrets" {
        uses.append((owner, path[1].name, index))
      }
    }
    guard !uses.isEmpty else { return }
    var before = StepAncestry(context)
    var isGated: [StepIndex: Bool] = [:]
    for use in uses where isGated[use.step] == nil {
      isGated[use.step] = before.walk(up: use.step, until: isApproval) != nil
    }
    let behindGate = Set(
      uses.filter { isGated[$0.step] == true && context.protectedEnvironment(of: steps[$0.step]) != nil }.map(\.secret))
    for use in uses where isGated[use.step] == false {
      if case .notify = steps[use.step].action { continue }
      if isApproval(use.step) { continue }
      guard behindGate.contains(use.secret) || isProductionName(use.secret) else { continue }
      report.add(
        context.workflow.expressions[use.expression].range,
        "`\(steps[use.step].displayName)` uses the secret `\(use.secret)` of production before any approval",
        help: "Let it need the approval, or use a secret that can do less.")
    }
  }

  private static func isProductionName(_ name: String) -> Bool {
    name.uppercased().split(separator: "_").contains { $0 == "PROD" || $0 == "PRODUCTION" }
  }
}
