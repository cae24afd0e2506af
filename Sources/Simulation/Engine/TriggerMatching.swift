// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

extension TriggerData {
  /// What a declared trigger's firing looks like where a scenario does not say; a run by hand without one.
  init(first declared: Trigger?) {
    self.init(type: declared?.kind?.name ?? "manual")
    switch declared?.kind {
    case .gitPush(let push):
      branch = push.branches.map(\.value).first { !$0.hasPrefix("!") && !Glob.hasSpecialCharacters($0) }
      repository = push.repository?.value
      if branch == nil, push.branches.isEmpty, push.tags.isEmpty { branch = "main" }
    case .incident(let incident):
      func first(_ list: [Located<String>], _ name: String) {
        if let value = list.first?.value { self.incident.append((name, .string(value))) }
      }
      first(incident.events, "event")
      first(incident.severities, "severity")
      first(incident.namespaces, "namespace")
      first(incident.reasons, "reason")
    case .workflow(let chain): upstream = chain.workflow?.value
    default: break
    }
  }

  /// What a trigger's expressions read besides the usual roots.
  func roots(upstream: CELValue?) -> [String: CELValue] {
    var roots: [String: CELValue] = [:]
    if type == "webhook" {
      roots["body"] = body ?? .unknown("body")
      roots["headers"] = headers ?? .unknown("headers")
    }
    if type == "incident" {
      roots["incident"] = incident.isEmpty ? .unknown("incident") : .object(incident.map { ($0.name, $0.value) })
    }
    if let upstream { roots["upstream"] = upstream }
    return roots
  }
}

extension TriggerKind {
  /// The type as files write it.
  var name: String {
    switch self {
    case .manual: "manual"
    case .schedule: "schedule"
    case .webhook: "webhook"
    case .gitPush: "git_push"
    case .incident: "incident"
    case .workflow: "workflow"
    }
  }
}

extension Engine {
  /// The first trigger of a workflow that fires on something; nil for none.
  mutating func matchingTrigger(of workflow: Int, _ data: TriggerData) -> Int? {
    for (place, trigger) in plan.workflows[workflow].triggers.enumerated() {
      guard let kind = trigger.kind, kind.name == data.type, matches(kind, data) else { continue }
      if let filter = trigger.filter, !holds(filter, workflow, data) { continue }
      return place
    }
    return nil
  }

  /// Whether a list of globs takes a name in; a glob that is none matches nothing.
  private static func select(_ globs: [Located<String>], _ name: String) -> Bool {
    GlobList(globs.compactMap { try? Glob($0.value) }).includes(name)
  }

  private func matches(_ kind: TriggerKind, _ data: TriggerData) -> Bool {
    switch kind {
    case .gitPush(let push):
      if push.requiresSuccess, data.commitStatus == "pending" || data.commitStatus == "failing" { return false }
      if let wanted = push.repository?.value, let given = data.repository, wanted != given { return false }
      if let tag = data.tag {
        guard !push.tags.isEmpty, Self.select(push.tags, tag) else { return false }
      } else if let branch = data.branch {
        if push.branches.isEmpty, !push.tags.isEmpty { return false }
        if !push.branches.isEmpty, !Self.select(push.branches, branch) { return false }
      }
      guard !push.paths.isEmpty, !data.paths.isEmpty else { return true }
      return data.paths.contains { Self.select(push.paths, $0) }
    case .incident(let incident):
      func allows(_ list: [Located<String>], _ name: String, byGlob: Bool = false) -> Bool {
        guard !list.isEmpty, let given = data.incident.first(where: { $0.name == name })?.value.asString else {
          return true
        }
        return byGlob ? Self.select(list, given) : list.contains { $0.value == given }
      }
      return allows(incident.events, "event") && allows(incident.severities, "severity")
        && allows(incident.namespaces, "namespace", byGlob: true) && allows(incident.reasons, "reason")
    case .workflow(let chain): return data.upstream == nil || chain.workflow?.value == data.upstream
    case .manual, .schedule, .webhook: return true
    }
  }

  /// Whether a trigger's `filter` lets something through; one that is not known does.
  private func holds(_ filter: Int, _ workflow: Int, _ data: TriggerData) -> Bool {
    let compiled = plan.expressions[Int(plan.expressionBases[workflow]) + filter]
    var values = data.roots(upstream: nil)
    values["trigger"] = data.value(now: clock(now))
    let known = values
    let environment = EvaluationEnvironment(variable: { known[$0] }, catalog: CompiledExpression.catalog)
    switch compiled.program.evaluate(in: environment) {
    case .success(.bool(let value)): return value
    case .success(let value): return value.isUnknown
    case .failure: return false
    }
  }
}
