// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that a scenario file names and that none of its workflows has (WF201), as the engine would when it runs.
///
/// Silent where not all of the workflows are known, those that they call included: a mock may be meant for one of them.
struct ScenarioSteps {
  private let parsed: ParsedDocument
  private let summary: WorkspaceSummary

  init(_ parsed: ParsedDocument, _ summary: WorkspaceSummary) {
    self.parsed = parsed
    self.summary = summary
  }

  /// Complexity: O(steps named · log, and the workflows that call each other).
  func check(_ report: inout Report) {
    let targets = scenarioTargets(in: parsed)
    guard !targets.isEmpty, parsed.tree.documents.count == 1 else { return }
    var reached: [WorkflowSummary] = []
    for target in targets {
      let found = summary.workflows(at: target.path)
      guard !found.isEmpty else { return }
      reached += found
    }
    var seen = Set(reached.map(\.name))
    var next = 0
    while next < reached.count {
      for link in reached[next].links where link.kind == .call && seen.insert(link.workflow).inserted {
        let called = summary.workflows(named: link.workflow)
        guard !called.isEmpty else { return }
        reached += called
      }
      next += 1
    }
    var names: [String] = []
    var known: Set<String> = []
    for workflow in reached {
      guard let steps = workflow.steps else { return }
      for step in steps where known.insert(step).inserted { names.append(step) }
    }
    for mention in scenarioMentions(in: parsed) {
      // `build[1]` is a round of `build`.
      let id = mention.id.utf8.firstIndex(of: 0x5B).map { String(mention.id[..<$0]) } ?? mention.id
      guard !known.contains(id) else { continue }
      let near = report.count < 100 || names.count < 100 ? NearestName.of(id, among: names) : nil
      let hint = near.map { "; did you mean `\($0)`?" } ?? ""
      let list = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      let range = TextRange(mention.range.start, min(mention.range.end, mention.range.start + id.utf8.count))
      report.add(
        range, "no step is called `\(id)`\(hint)",
        help: near == nil && !list.isEmpty ? "There are \(list)\(names.count > 8 ? ", …" : "")." : nil,
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(range, $0)])] } ?? [])
    }
  }
}
