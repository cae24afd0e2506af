// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A place of a scenario file where a step of its workflow is named.
package struct ScenarioMention: Hashable, Sendable {
  /// The step's id; of a round of a loop, `build[1]`, without the round.
  package var id: String
  /// The name's own text, without quotes; half-open byte offsets.
  package var range: TextRange
  /// The name of the workflow that the scenario runs; nil where the file does not say which.
  package var workflow: String?
  /// Whether it is the key of a mock.
  package var isMock: Bool
  /// The ids of the calls, outermost first, whose workflow the step is a part of; empty for a step of the workflow itself.
  package var calls: [String] = []
}

/// Every place of a scenario file where a step is named: mocks, expectations, events, properties, conditions; in document order,
/// those of workflows that calls run included. Complexity: O(nodes).
package func scenarioMentions(in parsed: ParsedDocument) -> [ScenarioMention] {
  guard parsed.kind == .scenario else { return [] }
  var collector = MentionCollector()
  for document in parsed.tree.documents where document.root.kind == .mapping {
    let root = document.root
    collector.workflow = nil
    collector.mocks(root.mergedEntry("mocks")?.value)
    for property in root.mergedEntry("prove")?.value.resolved?.items ?? [] { collector.property(property.resolved) }
    for scenario in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
      guard let scenario = scenario.resolved, scenario.kind == .mapping else { continue }
      collector.workflow = scenario.mergedEntry("workflow")?.value.locatedText?.value
      collector.mocks(scenario.mergedEntry("mocks")?.value)
      for event in scenario.mergedEntry("events")?.value.resolved?.items ?? [] { collector.event(event.resolved) }
      if let expect = scenario.mergedEntry("expect")?.value.resolved { collector.expectations(expect) }
    }
  }
  var seen: Set<TextRange> = []
  return collector.result.filter { seen.insert($0.range).inserted }.sorted { $0.range < $1.range }
}

/// The events of a scenario that are about a step, or about the run.
package let scenarioStepEvents: Set<String> = [
  "pause", "resume", "cancel", "terminate", "rollback", "continue", "retry", "retry_from",
]

private struct MentionCollector {
  var result: [ScenarioMention] = []
  var workflow: String?

  mutating func add(_ node: YAMLNode, isMock: Bool = false, calls: [String] = []) {
    guard node.kind == .scalar, !node.text.isEmpty else { return }
    // Of `build[1]`, a round of `build`, the id alone names the step.
    let id = ScenarioCalls.id(ofInstance: node.text)
    let start = node.contentRange.start
    let range = TextRange(start, min(node.contentRange.end, start + id.utf8.count))
    result.append(ScenarioMention(id: id, range: range, workflow: workflow, isMock: isMock, calls: calls))
  }

  /// The keys of mocks, and of those of the workflows that calls run.
  mutating func mocks(_ written: YAMLNode?, calls: [String] = []) {
    guard let node = written?.resolved, node.kind == .mapping, calls.count < ScenarioCalls.maximumDepth else { return }
    for entry in node.entries where entry.key.kind == .scalar && !entry.key.textEquals("<<") {
      add(entry.key, isMock: true, calls: calls)
      mocks(
        entry.value.resolved?.mergedEntry("mocks")?.value, calls: calls + [ScenarioCalls.id(ofInstance: entry.key.text)]
      )
    }
  }

  /// The texts of a list, or of lists in it, or of a text alone.
  mutating func names(_ written: YAMLNode?, depth: Int = 0) {
    guard depth < 3, let node = written?.resolved else { return }
    if node.kind == .scalar { add(node) }
    for item in node.items { names(item, depth: depth + 1) }
  }

  mutating func event(_ node: YAMLNode?) {
    guard let node, node.kind == .mapping else { return }
    for entry in node.entries where scenarioStepEvents.contains(entry.key.text) && !entry.value.textEquals("run") {
      add(entry.value)
    }
  }

  mutating func property(_ node: YAMLNode?) {
    guard let node, node.kind == .mapping else { return }
    for key: StaticString in ["requires", "leads_to"] {
      guard let body = node.mergedEntry(key)?.value.resolved else { continue }
      for member: StaticString in ["step", "granted", "from", "to"] { names(body.mergedEntry(member)?.value) }
    }
    for key: StaticString in ["always_runs", "never", "not_together"] { names(node.mergedEntry(key)?.value) }
  }

  mutating func expectations(_ node: YAMLNode) {
    guard node.kind == .mapping else { return }
    if let steps = node.mergedEntry("steps")?.value.resolved, steps.kind == .mapping {
      for entry in steps.entries { add(entry.key) }
    }
    for key: StaticString in ["order", "never", "ran", "parallel", "critical_path"] {
      names(node.mergedEntry(key)?.value)
    }
    guard let checks = node.mergedEntry("check")?.value.resolved else { return }
    for check in checks.kind == .sequence ? checks.items.compactMap(\.resolved) : [checks] { condition(check) }
  }

  /// The steps that a CEL condition reads.
  private mutating func condition(_ node: YAMLNode) {
    guard node.kind == .scalar else { return }
    for path in ParsedExpression(parsing: node.text).paths where path.count > 1 && path[0].name == "steps" {
      var inner = path[1].range
      if path[1].style == .key, inner.count > 1 { inner = TextRange(inner.start + 1, inner.end - 1) }
      result.append(
        ScenarioMention(
          id: path[1].name, range: node.sourceRange(ofDecoded: inner), workflow: workflow, isMock: false))
    }
  }
}
