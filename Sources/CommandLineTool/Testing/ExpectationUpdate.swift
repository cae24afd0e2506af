// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import ScenarioFiles
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// Rewrites what a scenario file expects to what comes out.
///
/// Only values change, in their place: comments, order and style stay. Printed texts, conditions and what is said of
/// samples are left to people.
struct ExpectationUpdate {
  /// One value that was rewritten.
  struct Change {
    var range: TextRange
    var text: String
    /// What was rewritten, for people: `happy path: status`.
    var name: String
  }

  private(set) var changes: [Change] = []
  private let input: SimulationInput

  /// Compares each scenario that `isChosen` takes with what comes out.
  init(_ input: SimulationInput, _ root: YAMLNode, where isChosen: (Scenario) -> Bool) {
    self.input = input
    for written in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
      guard let node = written.resolved, let name = node.mergedEntry("name")?.value,
        let scenario = input.scenarios.first(where: { $0.range == name.range }), isChosen(scenario),
        let expected = node.mergedEntry("expect")?.value, expected.kind == .mapping
      else { continue }
      let result = SimulationResult(input.plan, scenario)
      guard !result.failures(of: scenario).isEmpty, let run = result.runs.first else { continue }
      for entry in expected.mergedEntries { update(entry, scenario, result, run) }
    }
  }

  /// The file's text with the changes made.
  func applied(to text: SourceText) -> [UInt8] {
    var bytes = text.bytes
    for change in changes.sorted(by: { $0.range.start > $1.range.start }) {
      guard change.range.start <= change.range.end, change.range.end <= bytes.count else { continue }
      bytes.replaceSubrange(change.range.start..<change.range.end, with: Array(change.text.utf8))
    }
    return bytes
  }

  private mutating func replace(_ value: YAMLNode, _ text: String, _ name: String) {
    // An alias stands for a value that others read, too.
    guard value.kind == .scalar || value.kind == .sequence, value.kind != .sequence || isFlow(value) else { return }
    guard input.text?[value.range] != text else { return }
    changes.append(Change(range: value.range, text: text, name: name))
  }

  /// Whether a sequence is written in brackets.
  private func isFlow(_ node: YAMLNode) -> Bool { input.text.map { $0[node.range].hasPrefix("[") } ?? false }

  private mutating func update(
    _ entry: MappingEntry, _ scenario: Scenario, _ result: SimulationResult, _ run: RunRecord
  ) {
    let name = "\(scenario.name): \(entry.key.text)"
    func started(_ id: String) -> Milliseconds? {
      run.steps.filter { result.matches($0, id) }.compactMap(\.startedAt).min()
    }
    func list(_ names: [String]) -> String { "[\(names.map(ScenarioWriter.scalar).joined(separator: ", "))]" }
    let names = entry.value.locatedTexts.map(\.value)
    switch entry.key.text {
    case "status":
      if run.state.isFinal {
        replace(
          entry.value,
          result.trace.runs[run.run].status.flatMap { ExecutionStatus(rawValue: $0) }?.rawValue ?? run.state.text, name)
      }
    case "reason": replace(entry.value, result.trace.runs[run.run].refusal ?? run.reason.text, name)
    case "duration": if let duration = run.duration { update(entry.value, duration, name) }
    case "ran": replace(entry.value, list(names.filter { started($0) != nil }), name)
    case "never": replace(entry.value, list(names.filter { started($0) == nil }), name)
    case "order":
      let times = names.compactMap { id in started(id).map { (id, $0) } }
      let sorted = times.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
      if sorted != names { replace(entry.value, list(sorted), name) }
    case "critical_path":
      let path = result.criticalPath(of: run).map(\.name)
      if path != names { replace(entry.value, list(path), name) }
    case "steps":
      for step in entry.value.resolved?.mergedEntries ?? [] { update(step, scenario.name, result, run) }
    default: break
    }
  }

  private mutating func update(_ entry: MappingEntry, _ scenario: String, _ result: SimulationResult, _ run: RunRecord)
  {
    let id = entry.key.text
    guard let record = run.steps.last(where: { result.matches($0, id) }) else { return }
    for field in entry.value.resolved?.mergedEntries ?? [] {
      let name = "\(scenario): steps.\(id).\(field.key.text)"
      switch field.key.text {
      case "status": if record.state.isFinal { replace(field.value, record.state.text, name) }
      case "reason": replace(field.value, record.reason.text, name)
      case "duration": if let duration = record.duration { update(field.value, duration, name) }
      case "attempts": if field.value.kind == .scalar { replace(field.value, "\(record.attempts)", name) }
      case "outputs":
        for output in field.value.resolved?.mergedEntries ?? [] where output.value.kind == .scalar {
          guard let value = record.outputs?.asMap?[field: output.key.text],
            !ScenarioReader.value(output.value).equals(value)
          else { continue }
          replace(output.value, ScenarioWriter.value(value), "\(name).\(output.key.text)")
        }
      default: break
      }
    }
  }

  /// A duration, or the bound that it leaves.
  private mutating func update(_ value: YAMLNode, _ duration: Milliseconds, _ name: String) {
    let text = ScenarioWriter.span(duration)
    guard value.kind == .mapping else {
      if value.locatedDuration?.value != duration { replace(value, text, name) }
      return
    }
    if let bound = value.mergedEntry("min")?.value, let span = bound.locatedDuration?.value, duration < span {
      replace(bound, text, name)
    }
    if let bound = value.mergedEntry("max")?.value, let span = bound.locatedDuration?.value, duration > span {
      replace(bound, text, name)
    }
  }
}
