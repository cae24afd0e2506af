// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs that a scenario file gives the mock of a call, or expects of one, and that no workflow that the call
/// runs has (WF304): whoever reads one of its own outputs finds nothing there.
struct ScenarioResults {
  private let parsed: ParsedDocument
  private let summary: WorkspaceSummary
  private let own: [WorkflowSummary]

  init(_ parsed: ParsedDocument, _ summary: WorkspaceSummary) {
    self.parsed = parsed
    self.summary = summary
    own = scenarioTargets(in: parsed).flatMap { summary.workflows(at: $0.path) }
  }

  /// Complexity: O(mocks · calls).
  func check(_ report: inout Report) {
    guard !own.isEmpty, parsed.tree.documents.count == 1, let root = parsed.tree.documents.first?.root else { return }
    check(root.mergedEntry("mocks")?.value, of: own, depth: 0, &report)
    for scenario in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
      guard let scenario = scenario.resolved else { continue }
      let name = scenario.mergedEntry("workflow")?.value.locatedText?.value
      let meant = own.filter { name == nil || $0.name == name }
      check(scenario.mergedEntry("mocks")?.value, of: meant, depth: 0, &report)
      let expected = scenario.mergedEntry("expect")?.value.resolved?.mergedEntry("steps")?.value
      check(expected, of: meant, depth: 0, &report)
    }
  }

  private func check(
    _ written: YAMLNode?, of workflows: [WorkflowSummary], depth: Int, _ report: inout Report
  ) {
    guard let mapping = written?.resolved, mapping.kind == .mapping, depth < ScenarioCalls.maximumDepth else { return }
    for entry in mapping.entries where entry.key.kind == .scalar {
      let id = ScenarioCalls.id(ofInstance: entry.key.text)
      let called = ScenarioCalls.workflows(from: workflows, along: [id], in: summary)
      // A step of that name that is no call has outputs of its own.
      let steps = workflows.compactMap { $0.outline(of: id) }
      guard !called.isEmpty, steps.allSatisfy({ $0.callee != nil }), workflows.allSatisfy({ $0.outlines != nil }),
        let body = entry.value.resolved
      else { continue }
      let known = called.flatMap(\.outputs) + steps.flatMap { $0.outputs.map(\.name) }
      let tries = body.mergedEntry("attempts")?.value.resolved?.items.compactMap(\.resolved) ?? []
      for part in [body] + tries { check(part.mergedEntry("outputs")?.value, ofCall: id, known, called, &report) }
      check(body.mergedEntry("mocks")?.value, of: called, depth: depth + 1, &report)
    }
  }

  private func check(
    _ written: YAMLNode?, ofCall id: String, _ known: [String], _ called: [WorkflowSummary], _ report: inout Report
  ) {
    guard let outputs = written?.resolved, outputs.kind == .mapping, let first = called.first else { return }
    for entry in outputs.entries where entry.key.kind == .scalar && !entry.key.textEquals("<<") {
      let name = entry.key.text
      guard !known.contains(name) else { continue }
      report.add(
        unknown: name, at: entry.key.contentRange, "`\(id)` has no output `\(name)`", among: known,
        orElse: "The workflow `\(first.name)` declares no `outputs`.")
    }
  }
}
