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
    let own = targets.flatMap { summary.workflows(at: $0.path) }
    for mention in scenarioMentions(in: parsed) {
      guard mention.calls.isEmpty else {
        check(mention, from: own, &report)
        continue
      }
      guard !known.contains(mention.id) else { continue }
      report.add(unknown: mention.id, at: mention.range, "no step is called `\(mention.id)`", among: names)
    }
  }

  /// A mock of a workflow that a call runs, which is for that one's steps alone.
  private func check(_ mention: ScenarioMention, from own: [WorkflowSummary], _ report: inout Report) {
    let start = own.filter { mention.workflow == nil || $0.name == mention.workflow }
    // Where nothing is called, the mock around it is what is wrong.
    let called = ScenarioCalls.workflows(from: start.isEmpty ? own : start, along: mention.calls, in: summary)
    guard let first = called.first else { return }
    var names: [String] = []
    for workflow in called {
      guard let steps = workflow.steps else { return }
      names += steps
    }
    guard !names.contains(mention.id) else { return }
    report.add(
      unknown: mention.id, at: mention.range, "no step of `\(first.name)` is called `\(mention.id)`", among: names)
  }
}

extension Report {
  /// Adds a finding of a name that is none of those that there are.
  ///
  /// - Parameter help: what is said where there are none.
  mutating func add(
    unknown name: String, at range: TextRange, _ message: String, among names: [String], orElse help: String? = nil
  ) {
    // Of very many the nearest takes its time.
    let near = count < 100 || names.count < 100 ? NearestName.of(name, among: names) : nil
    let hint = near.map { "; did you mean `\($0)`?" } ?? ""
    let list = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let known = names.isEmpty ? help : "There are \(list)\(names.count > 8 ? ", …" : "")."
    add(
      range, message + hint, help: near == nil ? known : nil,
      fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(range, $0)])] } ?? [])
  }
}
