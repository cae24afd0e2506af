// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports webhooks that anyone may call.
package enum UnauthenticatedWebhook: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF602", "unauthenticated-webhook", .security, .warning,
    summary: "A webhook starts runs for anyone who knows its address.",
    rationale: """
      Addresses leak: into logs, histories and chat. With a signature (`standard_webhooks`, `hmac_sha256`) or a token only those \
      who hold the secret start a run, and the body is what they sent. A list of addresses in `allow_ips` counts as well.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: «none»}}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: webhook
            auth:
              scheme: «none»
            allow_ips: [0.0.0.0/0]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: standard_webhooks, secret: HOOK}}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: none}, allow_ips: [10.0.0.0/8]}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Reports the scheme of each such webhook.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for trigger in context.workflow.triggers {
      guard case .webhook(let webhook) = trigger.kind, let scheme = webhook.scheme, scheme.value == "none",
        webhook.allowedAddresses.isEmpty || webhook.allowedAddresses.contains(where: { $0.value.hasSuffix("/0") })
      else { continue }
      report.add(
        scheme.range, "anyone who knows the webhook's address may start a run: the scheme is `none`",
        help: "Use `standard_webhooks`, `hmac_sha256`, `bearer` or `basic` with a `secret`.")
    }
  }
}
