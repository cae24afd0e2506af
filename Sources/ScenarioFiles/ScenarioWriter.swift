// SPDX-License-Identifier: Apache-2.0
package import Expression
import Schedule
package import Simulation
package import WorkflowModel
import YAMLSyntax

/// Writes scenarios as a file that `ScenarioReader` reads back to the same.
package enum ScenarioWriter {
  /// A scenario file. `comment` stands at its head, line by line; `workflows` are paths as the file is to have them.
  package static func text(
    _ scenarios: [Scenario], workflows: [String], comment: [String] = [], shared: Scenario = Scenario(),
    coverage: (steps: Int, branches: Int)? = nil, properties: [String] = []
  ) -> String {
    var lines = comment.map { $0.isEmpty ? "#" : "# \($0)" }
    lines.append("schema: wflint-sim/v1")
    lines.append(
      workflows.count == 1
        ? "workflow: \(scalar(workflows[0]))" : "workflow: [\(workflows.map(scalar).joined(separator: ", "))]")
    if shared.start != Scenario().start { lines.append("clock: {start: \(instant(shared.start))}") }
    if shared.unmocked == .success { lines.append("defaults: {unmocked: success}") }
    if !shared.mocks.isEmpty {
      lines.append("mocks:")
      lines += shared.mocks.map { "  \(scalar($0.step)): \(mock($0, 0))" }
    }
    lines.append(scenarios.isEmpty ? "scenarios: []" : "scenarios:")
    for scenario in scenarios { lines += self.scenario(scenario, shared) }
    if let coverage { lines.append("coverage: {steps: \(coverage.steps), branches: \(coverage.branches)}") }
    if !properties.isEmpty {
      lines.append("prove:")
      lines += properties.map { "  - \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func scenario(_ scenario: Scenario, _ shared: Scenario) -> [String] {
    var lines = ["  - name: \(scalar(scenario.name))"]
    if let id = scenario.runID { lines.append("    run: {id: \(scalar(id))}") }
    if let workflow = scenario.workflow { lines.append("    workflow: \(scalar(workflow))") }
    if let trigger = scenario.trigger { lines.append("    trigger: \(self.trigger(trigger))") }
    if !scenario.execution.parameters.isEmpty {
      let values = scenario.execution.parameters.map { "\(scalar($0.name)): \(value($0.value))" }
      lines.append("    parameters: {\(values.joined(separator: ", "))}")
    }
    if !scenario.deployment.states.isEmpty {
      let states = scenario.deployment.states
      let all = states.count == 1 && states[0].name == "*" ? states[0].state.rawValue : nil
      let each = states.map { "\(scalar($0.name)): \($0.state.rawValue)" }.joined(separator: ", ")
      lines.append("    deployment: {state: \(all ?? "{\(each)}")}")
    }
    if !scenario.mocks.isEmpty {
      lines.append("    mocks:")
      lines += scenario.mocks.map { "      \(scalar($0.step)): \(mock($0, 0))" }
    }
    if !scenario.events.isEmpty || !scenario.occurrences.isEmpty {
      lines.append("    events:")
      lines += scenario.occurrences.compactMap(occurrence)
      lines += scenario.events.map { event in
        var members = ["at: \(span(event.at))", "\(event.kind.rawValue): \(scalar(event.step ?? "run"))"]
        if event.run > 0 { members.append("run_number: \(event.run + 1)") }
        if let actor = event.actor { members.append("by: \(scalar(actor))") }
        return "      - {\(members.joined(separator: ", "))}"
      }
    }
    if !scenario.arrivals.isEmpty {
      lines.append("    arrivals:")
      lines += scenario.arrivals.map(arrival)
    }
    if let runs = scenario.sampleRuns { lines.append("    sample: {runs: \(runs)}") }
    let expectations = scenario.expectations.compactMap { self.expectation($0.kind) }
    if !expectations.isEmpty {
      lines.append("    expect:")
      lines += expectations.map { "      \($0)" }
    }
    return lines
  }

  // MARK: Parts

  private static func mock(_ mock: Mock, _ depth: Int) -> String {
    var members: [String] = []
    if mock.isSequence {
      members.append(
        "attempts: [\(mock.outcomes.map { "{\(outcome($0).joined(separator: ", "))}" }.joined(separator: ", "))]")
    } else if let first = mock.outcomes.first {
      members = outcome(first)
    }
    if let decisions = mock.decisions {
      let texts = decisions.map { decision in
        "{after: \(span(decision.after)), by: \(scalar(decision.person)), decision: \(decision.verdict.rawValue)"
          + (decision.comment.map { ", comment: \(scalar($0))" } ?? "") + "}"
      }
      members.append("decisions: [\(texts.joined(separator: ", "))]")
    }
    if let child = mock.child, depth < 16 {
      members.append(
        "mocks: {\(child.map { "\(scalar($0.step)): \(self.mock($0, depth + 1))" }.joined(separator: ", "))}")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private static func outcome(_ outcome: MockOutcome) -> [String] {
    var members: [String] = []
    if let duration = outcome.duration { members.append("duration: \(distribution(duration))") }
    switch outcome.status {
    case .success: if let message = outcome.message { members.append("message: \(scalar(message))") }
    case .failed:
      members.append("\(outcome.isRescheduled ? "reschedule" : "fail"): \(scalar(outcome.message ?? "failed"))")
      if outcome.isPermanent { members.append("recoverable: false") }
      if let pause = outcome.retryAfter { members.append("retry_after: \(span(pause))") }
    case .skipped, .hangs: members.append("status: \(outcome.status.rawValue)")
    }
    if outcome.failureRate > 0 { members.append("fail_rate: \(outcome.failureRate)") }
    if !outcome.outputs.isEmpty {
      members.append(
        "outputs: {\(outcome.outputs.map { "\(scalar($0.name)): \(value($0.value))" }.joined(separator: ", "))}")
    }
    if outcome.repetitions > 1 { members.append("repeat: \(outcome.repetitions)") }
    return members
  }

  private static func distribution(_ distribution: Distribution) -> String {
    switch distribution {
    case .fixed(let fixed): span(fixed)
    case .uniform(let low, let high): "{uniform: {min: \(span(low)), max: \(span(high))}}"
    case .triangular(let low, let mode, let high):
      "{triangular: {min: \(span(low)), mode: \(span(mode)), max: \(span(high))}}"
    case .normal(let mean, let deviation): "{normal: {mean: \(span(mean)), deviation: \(span(deviation))}}"
    case .lognormal(let p50, let p95): "{lognormal: {p50: \(span(p50)), p95: \(span(p95))}}"
    case .exponential(let mean): "{exponential: {mean: \(span(mean))}}"
    case .gamma(let shape, let scale): "{gamma: {shape: \(shape), scale: \(span(scale))}}"
    case .weibull(let shape, let scale): "{weibull: {shape: \(shape), scale: \(span(scale))}}"
    case .empirical(let spans): "{empirical: [\(spans.map(span).joined(separator: ", "))]}"
    }
  }

  private static func trigger(_ trigger: TriggerData) -> String {
    var members = ["type: \(scalar(trigger.type))"]
    func add(_ key: String, _ text: String?) { if let text { members.append("\(key): \(scalar(text))") } }
    add("actor", trigger.actor)
    add("branch", trigger.branch)
    add("tag", trigger.tag)
    add("repository", trigger.repository)
    if !trigger.paths.isEmpty { members.append("paths: [\(trigger.paths.map(scalar).joined(separator: ", "))]") }
    let commit = [
      ("id", trigger.commitID), ("message", trigger.commitMessage), ("author", trigger.commitAuthor),
      ("status", trigger.commitStatus),
    ].compactMap { key, text in text.map { "\(key): \(scalar($0))" } }
    if !commit.isEmpty { members.append("commit: {\(commit.joined(separator: ", "))}") }
    if let body = trigger.body { members.append("body: \(value(body))") }
    if let headers = trigger.headers { members.append("headers: \(value(headers))") }
    add("upstream", trigger.upstream)
    for (key, fields) in [("incident", trigger.incident), ("inputs", trigger.inputs)] where !fields.isEmpty {
      members.append("\(key): {\(fields.map { "\(scalar($0.name)): \(value($0.value))" }.joined(separator: ", "))}")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  /// An incident or a message; nil for what neither is.
  private static func occurrence(_ arrival: Arrival) -> String? {
    guard case .at(let time) = arrival.time, let data = arrival.trigger else { return nil }
    var members = ["at: \(span(time))"]
    if data.type == "incident" {
      let fields = data.incident.map { "\(scalar($0.name)): \(value($0.value))" }
      members.append("incident: {\(fields.joined(separator: ", "))}")
    } else {
      var parts = ["body: \(data.body.map { value($0) } ?? "null")"]
      if let headers = data.headers, headers.asMap.map({ !$0.keys.isEmpty }) ?? false {
        parts.append("headers: \(value(headers))")
      }
      members.append("message: {\(parts.joined(separator: ", "))}")
    }
    if let actor = data.actor { members.append("by: \(scalar(actor))") }
    return "      - {\(members.joined(separator: ", "))}"
  }

  private static func arrival(_ arrival: Arrival) -> String {
    var members: [String] = []
    switch arrival.time {
    case .at(let time): members.append("at: \(span(time))")
    case .cron(let from, let until): members.append("cron: {from: \(instant(from)), until: \(instant(until))}")
    }
    if let workflow = arrival.workflow { members.append("workflow: \(scalar(workflow))") }
    if let trigger = arrival.trigger { members.append("trigger: \(self.trigger(trigger))") }
    if arrival.isForced { members.append("force: true") }
    return "      - {\(members.joined(separator: ", "))}"
  }

  /// An expectation as an entry of `expect`; nil for one that this does not write.
  package static func expectation(_ kind: Expectation.Kind) -> String? {
    switch kind {
    case .status(let state): return "status: \(state.text)"
    case .execution(let status): return "status: \(status.rawValue)"
    case .reason(let reason): return "reason: \(scalar(reason))"
    case .duration(let bounds): return "duration: \(self.bounds(bounds))"
    case .order(let names): return "order: [\(names.map(scalar).joined(separator: ", "))]"
    case .never(let names): return "never: [\(names.map(scalar).joined(separator: ", "))]"
    case .ran(let names): return "ran: [\(names.map(scalar).joined(separator: ", "))]"
    case .criticalPath(let names): return "critical_path: [\(names.map(scalar).joined(separator: ", "))]"
    case .notifications(let texts): return "notifications: [\(texts.map(scalar).joined(separator: ", "))]"
    default: return nil
    }
  }

  private static func bounds(_ bounds: Bounds<Milliseconds>) -> String {
    if let exact = bounds.minimum, exact == bounds.maximum { return span(exact) }
    let parts = [bounds.minimum.map { "min: \(span($0))" }, bounds.maximum.map { "max: \(span($0))" }]
    return "{\(parts.compactMap { $0 }.joined(separator: ", "))}"
  }

  /// A duration as files write it: `4m32s`.
  package static func span(_ span: Milliseconds) -> String {
    DurationFormat.compact(max(0, span))
  }

  private static func instant(_ time: Milliseconds) -> String {
    Instant(milliseconds: time).rfc3339(offset: 0)
  }

  /// Data in YAML's flow style, which is JSON but for texts that need no quotes.
  package static func value(_ value: CELValue, depth: Int = 0) -> String {
    guard depth < 64 else { return "null" }
    switch value {
    case .null, .unknown: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .uint(let number): return String(number)
    case .double(let number) where number.isFinite: return String(number)
    case .list(let list): return "[\(list.elements.map { self.value($0, depth: depth + 1) }.joined(separator: ", "))]"
    case .map(let map):
      let members = zip(map.keys, map.values).map { "\(scalar($0.textForm)): \(self.value($1, depth: depth + 1))" }
      return "{\(members.joined(separator: ", "))}"
    default: return scalar(value.textForm)
    }
  }

  /// A text as a scalar that is read back as the same text.
  package static func scalar(_ text: String) -> String {
    YAMLQuoting.quoteIfNeeded(text, inFlow: true)
  }
}
