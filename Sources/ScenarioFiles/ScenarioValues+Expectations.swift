// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

extension ScenarioValues {
  /// The entries of `expect`, in the order written.
  mutating func expectations(_ node: YAMLNode) -> [Expectation] {
    var result: [Expectation] = []
    for entry in node.mergedEntries where entry.key.kind == .scalar {
      for kind in kinds(entry.key.text, entry.value) {
        result.append(Expectation(kind, range: entry.range))
      }
    }
    return result
  }

  private mutating func kinds(_ key: String, _ value: YAMLNode) -> [Expectation.Kind] {
    switch key {
    case "status":
      guard let text = value.locatedText?.value else { return [] }
      if let state = RunState(text: text) { return [.status(state)] }
      return ExecutionStatus(text: text).map { [.execution($0)] } ?? []
    case "reason":
      guard let text = value.locatedText?.value else { return [] }
      checkReason(text, value)
      return [.reason(text)]
    case "duration": return spanBounds(value).map { [.duration($0)] } ?? []
    case "steps": return steps(value)
    case "order": return [.order(value.locatedTexts.map(\.value))]
    case "never": return [.never(value.locatedTexts.map(\.value))]
    case "ran": return [.ran(value.locatedTexts.map(\.value))]
    case "parallel": return [.parallel(lists(value))]
    case "critical_path": return [.criticalPath(value.locatedTexts.map(\.value))]
    case "notifications": return [.notifications(value.locatedTexts.map(\.value))]
    case "runs":
      return entries(value).compactMap { entry in
        if RunState(text: entry.key.text) == nil, ExecutionStatus(text: entry.key.text) == nil {
          checkReason(entry.key.text, entry.key)
        }
        return countBounds(entry.value).map { .runs(outcome: entry.key.text, count: $0) }
      }
    case "percentile":
      return entries(value).compactMap { entry in
        guard entry.key.text.hasPrefix("p"), let rank = Double(entry.key.text.dropFirst()), rank > 0, rank <= 100 else {
          report(entry.key, expected: "a percentile such as p95")
          return nil
        }
        return spanBounds(entry.value).map { .percentile(rank, $0) }
      }
    case "success_rate": return numberBounds(value).map { [.successRate($0)] } ?? []
    case "output":
      return entries(value).compactMap { entry in
        guard let output = RenderedOutput(rawValue: entry.key.text), let text = entry.value.locatedText else {
          return nil
        }
        return .output(output, text: text.value)
      }
    case "check": return value.locatedTexts.map { .check($0.value) }
    default: return []
    }
  }

  /// Reports a word that no step or run can have for a reason.
  private mutating func checkReason(_ text: String, _ node: YAMLNode) {
    guard !Reason.allCases.contains(where: { $0.text == text }), ExecutionRefusal(rawValue: text) == nil,
      !ControllerWords.all.contains(text)
    else { return }
    let near = NearestName.of(
      text, among: Reason.allCases.map(\.text) + RunState.allCases.map(\.text) + ControllerWords.all)
    report(
      node,
      expected: near.map { "a reason; did you mean `\($0)`?" } ?? "a reason such as timed_out, rejected or step_failed")
  }

  private func entries(_ written: YAMLNode) -> [MappingEntry] { written.resolved?.mergedEntries ?? [] }

  /// A list of lists; one list alone is meant as the only one.
  private func lists(_ written: YAMLNode) -> [[String]] {
    let items = written.resolved?.items ?? []
    if items.contains(where: { $0.resolved?.kind == .sequence }) { return items.map { $0.locatedTexts.map(\.value) } }
    return [written.locatedTexts.map(\.value)]
  }

  private mutating func steps(_ written: YAMLNode) -> [Expectation.Kind] {
    entries(written).compactMap { entry in
      guard let node = entry.value.resolved, node.kind == .mapping else { return nil }
      var step = StepExpectation(entry.key.text)
      step.range = entry.key.range
      step.state = node.mergedEntry("status")?.value.locatedText.flatMap { StepState(text: $0.value) }
      step.reason = node.mergedEntry("reason")?.value.locatedText?.value
      if let reason = step.reason, let place = node.mergedEntry("reason")?.value { checkReason(reason, place) }
      step.duration = node.mergedEntry("duration").flatMap { spanBounds($0.value) }
      step.attempts = node.mergedEntry("attempts").flatMap { countBounds($0.value) }
      step.outputs = fields(node.mergedEntry("outputs")?.value)
      return .step(step)
    }
  }
}
