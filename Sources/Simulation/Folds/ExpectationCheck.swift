// SPDX-License-Identifier: Apache-2.0
import Expression
package import SourceText
import WorkflowModel

/// An expectation that did not come true.
package struct ExpectationFailure: Hashable, Sendable {
  /// What was expected and what came, in words; several lines where a text differs.
  package var message: String
  /// The expectation's place in the scenario file.
  package var range: TextRange?

  /// Makes a failure.
  package init(_ message: String, _ range: TextRange?) {
    self.message = message
    self.range = range
  }
}

extension SimulationResult {
  /// The expectations of a scenario that did not come true, in its order. Those about sampled runs are left out where
  /// `statistics` is nil. Complexity: O(expectations · steps).
  package func failures(of scenario: Scenario, statistics: SampleStatistics? = nil) -> [ExpectationFailure] {
    var failures: [ExpectationFailure] = []
    for expectation in scenario.expectations {
      for message in check(expectation.kind, statistics) {
        failures.append(ExpectationFailure(message, expectation.range))
      }
    }
    return failures
  }

  private func check(_ kind: Expectation.Kind, _ statistics: SampleStatistics?) -> [String] {
    switch kind {
    case .runs(let outcome, let count):
      let actual = Int64(runs.count { words(of: $0).contains(outcome) })
      return count.contains(actual) ? [] : ["runs \(outcome): expected \(Self.text(count) { "\($0)" }), got \(actual)"]
    case .percentile(let percent, let bounds):
      guard let statistics, let actual = statistics.percentile(percent) else { return [] }
      return bounds.contains(actual)
        ? []
        : [
          "p\(Self.number(percent)): expected \(Self.text(bounds, DurationText.short)), got \(DurationText.short(actual))"
        ]
    case .successRate(let bounds):
      guard let statistics else { return [] }
      let actual = statistics.share(of: .success)
      return bounds.contains(actual)
        ? [] : ["success_rate: expected \(Self.text(bounds) { "\($0)" }), got \(actual)"]
    default:
      guard let run = runs.first else { return ["no run started"] }
      return check(kind, run)
    }
  }

  private func check(_ kind: Expectation.Kind, _ run: RunRecord) -> [String] {
    switch kind {
    case .execution(let wanted):
      let actual = trace.runs[run.run].status
      guard actual != wanted.rawValue else { return [] }
      let why = ReasonText.sentence(run, self).map { " (\($0))" } ?? ""
      return ["status: expected \(wanted.rawValue), got \(actual ?? run.state.text)\(why)"]
    case .status(let wanted):
      guard run.state != wanted else { return [] }
      let why = ReasonText.sentence(run, self).map { " (\($0))" } ?? ""
      return ["status: expected \(wanted.text), got \(run.state.text)\(why)"]
    case .reason(let wanted):
      let own = trace.runs[run.run].refusal ?? trace.runPhase
      return run.reason.text == wanted || own == wanted
        ? [] : ["reason: expected \(wanted), got \(own ?? run.reason.text)"]
    case .duration(let bounds):
      guard let actual = run.duration else {
        return ["duration: expected \(Self.text(bounds, DurationText.short)), but the run has not ended"]
      }
      return bounds.contains(actual)
        ? [] : ["duration: expected \(Self.text(bounds, DurationText.short)), got \(DurationText.short(actual))"]
    case .step(let wanted): return check(wanted, run)
    case .order(let wanted): return checkOrder(wanted, run)
    case .never(let names):
      return names.compactMap { name in
        guard exists(name, run) else { return "never: there is no step `\(name)`" }
        guard let record = started(name, run), let start = record.startedAt else { return nil }
        return "never: `\(record.name)` started at \(DurationText.stamp(start - (run.startedAt ?? 0)))"
      }
    case .ran(let names):
      return names.compactMap { name in
        if started(name, run) != nil { return nil }
        guard let record = run.steps.first(where: { matches($0, name) }) else {
          return "ran: there is no step `\(name)`"
        }
        return "ran: `\(name)` did not start" + (ReasonText.sentence(record, self).map { " (\($0))" } ?? "")
      }
    case .parallel(let sets): return sets.compactMap { checkParallel($0, run) }
    case .criticalPath(let wanted):
      let actual = criticalPath(of: run).map(\.name)
      return actual == wanted
        ? [] : ["critical_path: expected \(wanted.joined(separator: ", ")), got \(actual.joined(separator: ", "))"]
    case .notifications(let wanted): return checkNotifications(wanted, run)
    case .output(let output, let text): return checkOutput(output, text, run)
    case .check(let text): return checkCondition(text, run)
    case .runs, .percentile, .successRate: return []
    }
  }

  /// The words that `runs` may count a run by.
  private func words(of run: RunRecord) -> [String] {
    let own = trace.runs[run.run]
    let display = own.status.flatMap { ExecutionStatus(rawValue: $0) }?.display
    return [run.state.text, run.reason.text] + [own.status, own.refusal, display].compactMap { $0 }
  }

  // MARK: Steps

  private func exists(_ name: String, _ run: RunRecord) -> Bool {
    let id = MockTable.parse(name)?.id ?? name
    return workflow(of: run).steps.contains { $0.id?.value == id } || run.steps.contains { matches($0, name) }
      || plan.workflows.contains { $0.model?.knows(name) == true }
  }

  private func started(_ name: String, _ run: RunRecord) -> StepRecord? {
    run.steps.filter { $0.hasStarted && matches($0, name) }
      .min { ($0.startedAt ?? 0, $0.instance) < ($1.startedAt ?? 0, $1.instance) }
  }

  private func check(_ wanted: StepExpectation, _ run: RunRecord) -> [String] {
    let name = wanted.step
    guard let record = run.steps.last(where: { matches($0, name) }) else { return ["step `\(name)`: it is not there"] }
    var messages: [String] = []
    func differ(_ what: String, _ expected: String, _ actual: String) {
      messages.append("step `\(name)`, \(what): expected \(expected), got \(actual)")
    }
    if let state = wanted.state, record.state != state {
      differ("status", state.text, record.state.text + (ReasonText.sentence(record, self).map { " (\($0))" } ?? ""))
    }
    if let reason = wanted.reason, record.reason.text != reason {
      let own = trace.phases.indices.contains(record.instance) ? trace.phases[record.instance].reason : nil
      if own != reason { differ("reason", reason, own ?? record.reason.text) }
    }
    if let bounds = wanted.duration {
      if let actual = record.duration {
        if !bounds.contains(actual) {
          differ("duration", Self.text(bounds, DurationText.short), DurationText.short(actual))
        }
      } else {
        differ("duration", Self.text(bounds, DurationText.short), "no end")
      }
    }
    if let bounds = wanted.attempts, !bounds.contains(Int64(record.attempts)) {
      differ("attempts", Self.text(bounds) { "\($0)" }, "\(record.attempts)")
    }
    for (output, value) in wanted.outputs {
      let actual = record.outputs?.asMap?[field: output]
      guard actual.map({ value.equals($0) }) != true else { continue }
      differ("output `\(output)`", value.celDescription, actual?.celDescription ?? "nothing")
    }
    return messages
  }

  private func checkOrder(_ wanted: [String], _ run: RunRecord) -> [String] {
    var messages: [String] = []
    var before: (name: String, time: Int64, instance: Int)?
    // Of two that start at one instant the trace's order decides.
    var rank: [Int: Int] = [:]
    for (place, event) in trace.events.enumerated() where event.kind == .stepStarted || event.kind == .stepWaiting {
      if rank[Int(event.instance)] == nil { rank[Int(event.instance)] = place }
    }
    for name in wanted {
      guard let record = started(name, run), let start = record.startedAt else {
        messages.append("order: `\(name)` did not start")
        continue
      }
      if let before, rank[record.instance] ?? 0 < rank[before.instance] ?? 0 {
        let origin = run.startedAt ?? 0
        messages.append(
          "order: expected `\(before.name)` before `\(name)`, but they started at \(DurationText.stamp(before.time - origin)) and \(DurationText.stamp(start - origin))"
        )
      }
      before = (name, start, record.instance)
    }
    return messages
  }

  private func checkParallel(_ names: [String], _ run: RunRecord) -> String? {
    let list = names.joined(separator: ", ")
    var start = Int64.min
    var end = Int64.max
    for name in names {
      guard let record = started(name, run), let from = record.startedAt else {
        return "parallel [\(list)]: `\(name)` did not start"
      }
      start = max(start, from)
      end = min(end, record.endedAt ?? .max)
    }
    return start < end ? nil : "parallel [\(list)]: they never ran at the same time"
  }

  private func checkNotifications(_ wanted: [String], _ run: RunRecord) -> [String] {
    let sent = trace.events.filter { $0.kind == .notified && Int($0.run) == run.run }.compactMap {
      trace.message($0.detail)
    }
    var place = 0
    for text in wanted {
      guard let found = sent[place...].firstIndex(where: { $0.contains(text) }) else {
        return ["notifications: expected “\(text)”, got \(sent.isEmpty ? "none" : sent.joined(separator: " | "))"]
      }
      place = found + 1
    }
    return []
  }

  // MARK: Texts and conditions

  /// A printed output of a run.
  package func rendered(_ output: RenderedOutput, of run: RunRecord) -> String {
    switch output {
    case .table: table(of: run)
    case .notice: notice(of: run)
    case .timeline: timeline(of: run)
    }
  }

  private func checkOutput(_ output: RenderedOutput, _ wanted: String, _ run: RunRecord) -> [String] {
    let expected = Self.squeezedLines(wanted)
    let actual = Self.squeezedLines(rendered(output, of: run))
    guard expected != actual else { return [] }
    var lines = ["output \(output.rawValue) differs:"]
    for place in 0..<max(expected.count, actual.count) {
      let left = place < expected.count ? expected[place] : nil
      let right = place < actual.count ? actual[place] : nil
      if left == right {
        lines.append("  \(left ?? "")")
      } else {
        if let left { lines.append("- \(left)") }
        if let right { lines.append("+ \(right)") }
      }
    }
    return [lines.joined(separator: "\n")]
  }

  /// The lines of a text with each run of blanks made one, without blank lines at the end.
  static func squeezedLines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var output = ""
      var wasBlank = false
      for scalar in line.unicodeScalars where scalar != "\r" {
        let isBlank = scalar == " " || scalar == "\t"
        if isBlank {
          if !wasBlank { output += " " }
        } else {
          output.unicodeScalars.append(scalar)
        }
        wasBlank = isBlank
      }
      return output.last == " " ? String(output.dropLast()) : output
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private func checkCondition(_ text: String, _ run: RunRecord) -> [String] {
    let roots: [String: CELValue] = ["run": value(of: run), "steps": stepsValue(of: run)]
    let outcome = EvaluationEnvironment(variables: roots).evaluate(ParsedExpression(parsing: text))
    switch outcome {
    case .success(.bool(true)): return []
    case .success(.bool(false)): return ["check: `\(text)` is false"]
    case .success(let value): return ["check: `\(text)` is \(value.celDescription), expected true"]
    case .failure(let error): return ["check: `\(text)` has no value: \(error.message)"]
    }
  }

  private func value(of run: RunRecord) -> CELValue {
    .object([
      ("id", .string(trace.runs[run.run].id)), ("status", .string(run.state.text)),
      ("reason", .string(run.reason.text)),
      ("attempt", .int(Int64(run.attempts))), ("duration", Self.duration(run.duration ?? 0)),
      ("outputs", trace.runs[run.run].outputs ?? .object([])), ("inputs", trace.runs[run.run].inputs),
    ])
  }

  private func stepsValue(of run: RunRecord) -> CELValue {
    .object(
      run.steps.map { record in
        (
          record.name,
          .object([
            ("status", .string(record.state.text)), ("reason", .string(record.reason.text)),
            ("outputs", record.outputs ?? .object([])), ("duration", Self.duration(record.duration ?? 0)),
            ("attempts", .int(Int64(record.attempts))),
          ])
        )
      })
  }

  private static func duration(_ span: Int64) -> CELValue {
    let (nanoseconds, overflow) = span.multipliedReportingOverflow(by: 1_000_000)
    return .duration(CELDuration(nanoseconds: overflow ? .max : nanoseconds))
  }

  private static func text<Amount>(_ bounds: Bounds<Amount>, _ show: (Amount) -> String) -> String {
    switch (bounds.minimum, bounds.maximum) {
    case (let minimum?, let maximum?):
      minimum == maximum ? show(minimum) : "\(show(minimum)) to \(show(maximum))"
    case (let minimum?, nil): "at least \(show(minimum))"
    case (nil, let maximum?): "at most \(show(maximum))"
    case (nil, nil): "anything"
    }
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
