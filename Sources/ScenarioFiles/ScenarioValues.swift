// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Schedule
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reads the values whose form no row can say: distributions, moments, bounds, data, properties.
struct ScenarioValues {
  private(set) var problems: [SchemaProblem] = []

  mutating func report(_ node: YAMLNode, expected: String) {
    problems.append(
      SchemaProblem(
        .wrongType(expected: expected, found: node.foundDescription, edits: []), range: node.range, node: node.id))
  }

  // MARK: Data

  /// A value as CEL data; numbers with a fraction are doubles.
  func value(_ written: YAMLNode, depth: Int = 0) -> CELValue {
    guard depth < 64, let node = written.resolved else { return .null }
    switch node.kind {
    case .alias: return .null
    case .sequence: return .array(node.children.map { value($0, depth: depth + 1) })
    case .mapping:
      return .object(node.mergedEntries.map { ($0.key.text, value($0.value, depth: depth + 1)) })
    case .scalar:
      switch node.scalarType {
      case .null: return .null
      case .bool(let flag): return .bool(flag)
      case .int(let number): return .int(number)
      case .float(let number): return .double(number)
      case .string: return .string(node.text)
      }
    }
  }

  /// A mapping's entries as named values, in the order written.
  func fields(_ written: YAMLNode?) -> [(name: String, value: CELValue)] {
    (written?.resolved?.mergedEntries ?? []).map { (name: $0.key.text, value: value($0.value)) }
  }

  // MARK: Times

  /// A moment in milliseconds since 1970.
  mutating func instant(_ written: YAMLNode) -> Milliseconds? {
    guard let text = written.locatedText else { return nil }
    let result = Instant.parse(text.value)
    if let instant = result.instant { return instant.milliseconds }
    report(written, expected: result.problem?.message ?? "a moment such as 2026-11-20T09:00:00Z")
    return nil
  }

  /// A span, or a distribution of spans.
  mutating func distribution(_ written: YAMLNode) -> Distribution? {
    let expected = "a duration such as 45s, or a distribution such as {lognormal: {p50: 45s, p95: 4m}}"
    guard let node = written.resolved else { return nil }
    if node.kind == .scalar {
      if let span = node.locatedDuration { return .fixed(span.value) }
      report(node, expected: expected)
      return nil
    }
    guard node.kind == .mapping, node.count == 1, let entry = node.mergedEntries.first else {
      report(node, expected: expected)
      return nil
    }
    let body = entry.value.resolved
    func span(_ key: StaticString) -> Milliseconds? { body?.mergedEntry(key)?.value.locatedDuration?.value }
    let result: Distribution? =
      switch entry.key.text {
      case "uniform": pair(span("min"), span("max")).map { .uniform(minimum: $0, maximum: $1) }
      case "triangular":
        pair(span("min"), span("max")).flatMap { low, high in
          span("mode").map { .triangular(minimum: low, mode: $0, maximum: high) }
        }
      case "normal": pair(span("mean"), span("deviation")).map { .normal(mean: $0, deviation: $1) }
      case "lognormal": pair(span("p50"), span("p95")).map { .lognormal(p50: $0, p95: $1) }
      case "exponential": span("mean").map { .exponential(mean: $0) }
      case "gamma": pair(body?.mergedEntry("shape")?.value.number, span("scale")).map { .gamma(shape: $0, scale: $1) }
      case "weibull":
        pair(body?.mergedEntry("shape")?.value.number, span("scale")).map { .weibull(shape: $0, scale: $1) }
      case "empirical": spans(body)
      default: nil
      }
    if result == nil { report(node, expected: expected) }
    return result
  }

  private func spans(_ node: YAMLNode?) -> Distribution? {
    let spans = node?.items.compactMap { $0.locatedDuration?.value } ?? []
    return spans.isEmpty || spans.count != node?.count ? nil : .empirical(spans)
  }

  private func pair<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
    guard let first, let second else { return nil }
    return (first, second)
  }

  // MARK: Bounds

  /// Bounds of a span: `5m32s`, or `{min: …, max: …}`.
  mutating func spanBounds(_ written: YAMLNode) -> Bounds<Milliseconds>? {
    bounds(written, expected: "a duration, or {min: …, max: …} with durations") { $0.locatedDuration?.value }
  }

  /// Bounds of a number of things.
  mutating func countBounds(_ written: YAMLNode) -> Bounds<Int64>? {
    bounds(written, expected: "a whole number, or {min: …, max: …}") { $0.locatedInteger?.value }
  }

  /// Bounds of a share.
  mutating func numberBounds(_ written: YAMLNode) -> Bounds<Double>? {
    bounds(written, expected: "a number, or {min: …, max: …}") { $0.number }
  }

  private mutating func bounds<Amount>(
    _ written: YAMLNode, expected: String, _ read: (YAMLNode) -> Amount?
  ) -> Bounds<Amount>? {
    guard let node = written.resolved else { return nil }
    if node.kind == .scalar, let amount = read(node) { return .exactly(amount) }
    guard node.kind == .mapping else {
      report(node, expected: expected)
      return nil
    }
    let minimum = node.mergedEntry("min").flatMap { read($0.value) }
    let maximum = node.mergedEntry("max").flatMap { read($0.value) }
    if minimum == nil && maximum == nil { report(node, expected: expected) }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  // MARK: Properties

  /// One entry of `prove`.
  mutating func property(_ written: YAMLNode) -> Property? {
    let expected =
      "a property: requires, leads_to, always_runs, never, not_together, exclusive_state, ends_within, no_dead_step, no_deadlock, no_stale_plan or separation_of_duties"
    guard let node = written.resolved else { return nil }
    if node.kind == .scalar {
      switch node.text {
      case "exclusive_state": return .exclusiveState
      case "no_dead_step": return .noDeadStep
      case "no_deadlock": return .noDeadlock
      case "no_stale_plan": return .freshPlans
      case "separation_of_duties": return .separationOfDuties
      default:
        report(node, expected: expected)
        return nil
      }
    }
    let result = property(of: node)
    if result == nil { report(node, expected: expected) }
    return result
  }

  private func property(of node: YAMLNode) -> Property? {
    if let body = node.mergedEntry("requires")?.value.resolved {
      guard body.mergedEntry("granted") != nil else { return text(body, "step").map { .gated(step: $0) } }
      return pair(text(body, "step"), text(body, "granted")).map { .requires(step: $0, granted: $1) }
    }
    if let body = node.mergedEntry("leads_to")?.value.resolved {
      return pair(text(body, "from"), text(body, "to")).map { .leadsTo(from: $0, to: $1) }
    }
    if let step = text(node, "always_runs") {
      let words = node.mergedEntry("unless")?.value.locatedTexts ?? []
      let states = words.compactMap { RunState(text: $0.value) }
      guard states.count == words.count else { return nil }
      return .alwaysRuns(step: step, unless: states)
    }
    if let step = text(node, "never") { return .never(step: step) }
    if let steps = node.mergedEntry("not_together")?.value.locatedTexts, steps.count > 1 {
      return .notTogether(steps.map(\.value))
    }
    return node.mergedEntry("ends_within")?.value.locatedDuration.map { .endsWithin($0.value) }
  }

  private func text(_ node: YAMLNode, _ key: StaticString) -> String? {
    node.mergedEntry(key)?.value.locatedText?.value
  }
}

extension YAMLNode {
  /// A number of whatever kind.
  var number: Double? {
    guard let node = resolved else { return nil }
    switch node.scalarType {
    case .int(let value): return Double(value)
    case .float(let value): return value
    default: return nil
    }
  }
}
