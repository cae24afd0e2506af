// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expression
import SourceText
import WorkflowModel

/// Reports steps that get every secret there is.
package enum WholeSecrets: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF608", "whole-secrets", .security, .warning,
    summary: "All secrets are handed to a call or another step.",
    rationale: """
      The other workflow, and whoever may change it, can then read secrets that it has no use for. Hand over by name what it \
      needs.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: call, workflow: deploy, inputs: {secrets: "${{ «secrets» }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: operation
            plugin: shell
            operation: run.it
            parameters:
              all: ${{ «secrets» }}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: call, workflow: deploy, inputs: {token: "${{ secrets.DEPLOY_TOKEN }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, if: size(secrets) > 0}

        """),
    ])

  /// Reports each expression whose value holds all secrets.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for site in context.workflow.expressions where site.role == .interpolation {
      guard site.paths.contains(where: { $0.count == 1 && $0[0].name == "secrets" }),
        case .step(let index) = site.owner,
        context.workflow.steps.indices.contains(index), !["message", "subject", "url", "name"].contains(site.field),
        site.parsed.valuePaths().contains(where: { $0.count == 1 && $0[0].name == "secrets" })
      else { continue }
      let step = context.workflow.steps[index]
      let receiver: String
      if case .call(let call) = step.action {
        receiver = call.workflow.map { "the workflow `\($0.value)`" } ?? "another workflow"
      } else {
        receiver = "`\(step.displayName)`"
      }
      report.add(
        site.range, "`\(site.text)` hands every secret to \(receiver)",
        help: "Name the secrets that it needs, as `secrets.DEPLOY_TOKEN`.")
    }
  }
}
