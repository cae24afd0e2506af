// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Turns one trigger's mapping into a `Trigger`.
struct TriggerLowering {
  private let expressions: ExpressionCollector

  init(_ expressions: ExpressionCollector) { self.expressions = expressions }

  func lower(_ node: YAMLNode) -> Trigger {
    var trigger = Trigger(range: node.range, syntax: node.reference)
    guard node.kind == .mapping else { return trigger }
    trigger.type = node.mergedEntry("type")?.value.locatedText
    trigger.filter = expressions.expression(of: node.mergedEntry("filter")?.value)
    trigger.kind = kind(node, trigger.type?.value)
    lowerInputs(node, &trigger)
    return trigger
  }

  private func lowerInputs(_ node: YAMLNode, _ trigger: inout Trigger) {
    guard let inputs = node.mergedEntry("inputs")?.value.resolved else { return }
    if case .manual = trigger.kind {
      trigger.askedInputs = inputs.locatedTexts
      return
    }
    guard inputs.kind == .mapping else { return }
    let isLiteral = if case .schedule = trigger.kind { true } else { false }
    for entry in inputs.mergedEntries where entry.key.kind == .scalar {
      trigger.inputs.append(
        TriggerInput(
          name: Located(entry.key.text, entry.key.contentRange, entry.key.reference),
          literal: isLiteral ? expressions.data(entry.value) : nil,
          expression: isLiteral ? nil : expressions.expression(of: entry.value)))
    }
  }

  private func kind(_ node: YAMLNode, _ type: String?) -> TriggerKind? {
    func texts(_ key: StaticString) -> [Located<String>] { node.mergedEntry(key)?.value.locatedTexts ?? [] }
    switch type {
    case "manual": return .manual(allow: texts("allow"))
    case "schedule":
      var schedule = ScheduleTrigger()
      schedule.cron = node.mergedEntry("cron")?.value.locatedText
      schedule.timezone = node.mergedEntry("timezone")?.value.locatedText
      schedule.jitter = node.mergedEntry("jitter")?.value.locatedDuration
      return .schedule(schedule)
    case "webhook":
      var webhook = WebhookTrigger()
      webhook.scheme = node.mergedEntry("auth")?.value.resolved?.mergedEntry("scheme")?.value.locatedText
      webhook.payload = node.mergedEntry("payload").map { declarations($0.value) } ?? []
      webhook.allowedAddresses = texts("allow_ips")
      return .webhook(webhook)
    case "git_push":
      var push = GitPushTrigger()
      push.repository = node.mergedEntry("repository")?.value.locatedText
      push.branches = texts("branches")
      push.tags = texts("tags")
      push.paths = texts("paths")
      push.requiresSuccess = node.mergedEntry("require_status")?.value.locatedText?.value == "success"
      return .gitPush(push)
    case "incident":
      var incident = IncidentTrigger()
      incident.events = texts("events")
      incident.severities = texts("severity")
      incident.namespaces = texts("namespaces")
      incident.reasons = texts("reasons")
      return .incident(incident)
    case "workflow":
      var chain = WorkflowTrigger()
      chain.workflow = node.mergedEntry("workflow")?.value.locatedText
      chain.statuses = texts("status")
      return .workflow(chain)
    default: return nil
    }
  }
}
