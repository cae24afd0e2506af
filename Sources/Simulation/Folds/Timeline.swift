// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension SimulationResult {
  /// What a run did, a line each, with the time since its start; without a line break at the end.
  package func timeline(of run: RunRecord) -> String {
    let origin = run.startedAt ?? run.createdAt
    var lines: [(text: String, isStart: Bool, time: Milliseconds)] = []
    // Where the product has words of its own, they say it all.
    let isLogged = trace.runs[run.run].status != nil
    for event in trace.events where Int(event.run) == run.run {
      if isLogged {
        guard event.kind == .logged, let text = trace.message(event.detail) else { continue }
        lines.append(("\(DurationText.stamp(event.time - origin)) \(text)", false, event.time))
        continue
      }
      guard let text = event.instance < 0 ? runLine(event) : stepLine(event) else { continue }
      let isStart = event.kind == .stepStarted || event.kind == .stepWaiting
      lines.append(("\(DurationText.stamp(event.time - origin)) \(text)", isStart, event.time))
    }
    var output: [String] = []
    var place = 0
    while place < lines.count {
      var end = place + 1
      while lines[place].isStart, end < lines.count, lines[end].isStart, lines[end].time == lines[place].time {
        end += 1
      }
      let width = lines[place..<end].map(\.text.count).max() ?? 0
      for index in place..<end {
        guard end - place > 1 else {
          output.append(lines[index].text)
          continue
        }
        let mark = index == place ? "─┬─ (parallel)" : index == end - 1 ? "─┘" : "─┤"
        output.append(lines[index].text + String(repeating: " ", count: width - lines[index].text.count + 1) + mark)
      }
      place = end
    }
    if let duration = run.duration {
      let word = run.state == .success ? "" : " (\(run.state.text))"
      output.append("Total: \(DurationText.long(duration))\(word)")
    } else {
      output.append("Not ended: \(ReasonText.sentence(run, self) ?? run.state.text)")
    }
    return output.joined(separator: "\n")
  }

  private func runLine(_ event: TraceEvent) -> String? {
    switch event.kind {
    case .runQueued: "Run queued"
    case .runRefused: "Run refused"
    case .runStarted: event.detail > 1 ? "Run started again" : nil
    case .runPaused: "Run paused"
    case .runResumed: "Run resumed"
    case .runCancelling: "Run cancelling"
    case .rollbackStarted: "Rollback started"
    case .rollbackEnded: "Rollback completed"
    default: nil
    }
  }

  private func stepLine(_ event: TraceEvent) -> String? {
    let record = record(Int(event.instance))
    let name = displayName(of: record)
    let action = step(of: record).action
    switch event.kind {
    case .stepStarted:
      if case .condition = action { return nil }
      return "\(name) started" + (event.detail > 1 ? " (attempt \(event.detail))" : "")
    case .stepWaiting:
      switch action {
      case .approval: return "\(name) requested"
      case .suspend: return "\(name) suspended"
      case .wait: return "\(name) started"
      default: return nil
      }
    case .attemptFailed: return "\(name) failed" + (trace.message(event.detail).map { " (\($0))" } ?? "")
    case .decisionIgnored:
      guard trace.votes.indices.contains(Int(event.detail)) else { return nil }
      return "\(name): the vote of \(trace.votes[Int(event.detail)].person) does not count"
    case .escalated: return "\(name) escalated"
    case .stepEnded: return endLine(event, record, name, action)
    default: return nil
    }
  }

  private func endLine(_ event: TraceEvent, _ record: StepRecord, _ name: String, _ action: StepAction) -> String? {
    guard let state = event.stepState else { return nil }
    let message = trace.message(event.detail).map { " (\($0))" } ?? ""
    switch state {
    case .success:
      switch action {
      case .approval: return "\(name) approved"
      case .suspend: return "\(name) resumed"
      case .condition: return "\(name) chose \(record.outputs?.asMap?[field: "branch"]?.asString ?? "nothing")"
      case .infrastructure(let action) where action.verb?.value == .plan:
        guard let counts = counts(of: record, action)?.counts else { return "\(name) completed" }
        return "\(name) completed (\(counts.total) resource\(counts.total == 1 ? "" : "s"))"
      default: return "\(name) completed"
      }
    case .failed:
      if event.reason == .timedOut { return "\(name) timed out" }
      if event.reason == .rejected { return "\(name) rejected" }
      return "\(name) failed\(message)"
    case .cancelled: return record.hasStarted ? "\(name) cancelled" : nil
    case .skipped: return record.hasStarted ? "\(name) skipped" : nil
    case .pending, .waiting, .running: return nil
    }
  }
}
