// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports triggers whose filters exclude each other.
package enum UnsatisfiableTrigger: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF419", "unsatisfiable-trigger", .triggers, .warning,
    summary: "The filters of a trigger exclude each other.",
    rationale: "All of a trigger's filters have to hold. Where no event fulfils two of them, the trigger never fires.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: incident
            events: [created]
            severity: [critical, warning]
            filter: incident.reason == "OOMKilled" && «incident.severity == "info"»
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: webhook
            auth: {scheme: bearer, secret: HOOK}
            filter: body.action == "opened" && «body.action == "closed"»
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: incident
            severity: [critical, warning]
            namespaces: ["prod-*"]
            filter: incident.severity == "critical" && incident.namespace in ["prod-eu", "test"]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: webhook
            auth: {scheme: bearer, secret: HOOK}
            filter: body.action == "opened" || body.action == "closed"
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Reports the later of two demands that nothing fulfils together.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for trigger in context.workflow.triggers {
      guard let filter = trigger.filter, context.workflow.expressions.indices.contains(filter) else { continue }
      let site = context.workflow.expressions[filter]
      let lists = lists(of: trigger)
      var known: [String: (allowed: [String], range: TextRange)] = [:]
      for fact in FilterFacts(site.parsed).facts {
        let range = place(of: fact.range, site, context)
        if let list = lists[fact.path], !fact.allowed.contains(where: { list.allows($0) }) {
          report.add(
            range, "the trigger's `\(list.field)` lets only \(list.shown) through, so this is never true",
            related: list.range.map { [RelatedPlace(range: $0, message: "`\(list.field)` of the trigger")] } ?? [])
          continue
        }
        guard let earlier = known[fact.path] else {
          known[fact.path] = (fact.allowed, range)
          continue
        }
        let common = earlier.allowed.filter(fact.allowed.contains)
        guard common.isEmpty else {
          known[fact.path]?.allowed = common
          continue
        }
        report.add(
          range, "`\(fact.path)` cannot be \(shown(fact.allowed)) here: it has to be \(shown(earlier.allowed)) as well",
          related: [RelatedPlace(range: earlier.range, message: "the other condition")])
        break
      }
    }
  }

  private static func shown(_ texts: [String]) -> String {
    texts.prefix(6).map { "`\($0)`" }.joined(separator: " or ")
  }

  private static func place(of range: TextRange, _ site: ExpressionSite, _ context: WorkflowContext) -> TextRange {
    let decoded = TextRange(range.start + site.decodedStart, range.end + site.decodedStart)
    return context.node(site.syntax)?.sourceRange(ofDecoded: decoded) ?? site.range
  }

  // MARK: Lists

  /// One of an incident trigger's lists.
  private struct List {
    let field: String
    let items: [Located<String>]
    let isGlob: Bool

    var range: TextRange? { items.first.flatMap { first in items.last.map { first.range.union($0.range) } } }
    var shown: String { items.prefix(6).map { "`\($0.value)`" }.joined(separator: ", ") }

    /// Whether a text may get through; a glob that is none is not judged.
    func allows(_ text: String) -> Bool {
      guard isGlob else { return items.contains { $0.value == text } }
      let globs = items.compactMap { try? Glob($0.value) }
      return globs.count < items.count || GlobList(globs).includes(text)
    }
  }

  private static func lists(of trigger: Trigger) -> [String: List] {
    guard case .incident(let incident) = trigger.kind else { return [:] }
    var result: [String: List] = [:]
    func add(_ path: String, _ field: String, _ items: [Located<String>], isGlob: Bool = false) {
      if !items.isEmpty { result[path] = List(field: field, items: items, isGlob: isGlob) }
    }
    add("incident.event", "events", incident.events)
    add("incident.severity", "severity", incident.severities)
    add("incident.namespace", "namespaces", incident.namespaces, isGlob: true)
    add("incident.reason", "reasons", incident.reasons)
    return result
  }
}
