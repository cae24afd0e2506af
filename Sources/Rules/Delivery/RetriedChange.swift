// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports retries of what must not be done twice.
package enum RetriedChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF705", "retried-change", .delivery, .warning,
    summary: "An apply, destroy or promote, or a POST without an idempotency key, is tried again after a failure.",
    rationale: """
      A failed try may have done half of its work, or all of it and lost the answer. The next one then does it twice, or goes on \
      from a state that nobody has looked at. Look at the failure first, or send a key by which the other side knows the request \
      again.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, retry: {attempts: «3», delay: 1m}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: order
            type: http
            url: https://api.example.com/orders
            method: POST
            retry:
              attempts: «2»

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan, retry: {attempts: 3}}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, retry: {attempts: 1}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: order
            type: http
            url: https://api.example.com/orders
            method: POST
            headers: {Idempotency-Key: "${{ run.id }}"}
            retry: {attempts: 3}

        """),
    ])

  /// Reports the number of attempts of such a step.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let steps = context.workflow.steps
    for index in steps.indices where steps[index].retry != nil { check(steps[index], context, &report) }
  }

  private static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard let attempts = step.retry?.attempts, attempts.value > 1, let what = change(step) else { return }
    report.add(
      attempts.range, "`\(step.displayName)` is tried \(attempts.value) times, and \(what)",
      help: "Leave `retry` away, or make a second try harmless.")
  }

  private static func change(_ step: Step) -> String? {
    if case .http(let action) = step.action {
      guard action.method?.value.uppercased() == "POST", !hasKey(action) else { return nil }
      return "a POST without an idempotency key may be carried out twice"
    }
    switch ChangeKind(step) {
    case .apply: return "a failed apply leaves a state that its plan does not know"
    case .destroy: return "a failed destroy leaves half of the project behind"
    case .promote: return "a failed promotion may have changed what runs"
    case .deploy, nil: return nil
    }
  }

  /// Whether a header, or a key at the top of the body, lets the other side know the request again.
  private static func hasKey(_ action: HTTPAction) -> Bool {
    var names = action.headers.map(\.key.value)
    switch action.body?.content {
    case .map(let entries): names += entries.map(\.key.value)
    case .text(let text) where text.text.contains("{"): names.append(text.text)
    case .text(let text) where text.isDynamic: names.append(text.text)
    default: break
    }
    return names.contains { name in
      let text = name.lowercased()
      return ["idempot", "request-id", "request_id", "dedup", "transaction", "x-key", "query"].contains {
        text.contains($0)
      }
    }
  }
}
