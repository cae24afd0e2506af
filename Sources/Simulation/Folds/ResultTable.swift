// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension SimulationResult {
  /// The result table of a run, as the product's documentation prints it, without a line break at the end.
  package func table(of run: RunRecord) -> String {
    let workflow = workflow(of: run)
    var lines = [
      "Workflow: \(workflow.name?.value ?? "unnamed")", "Run ID: \(trace.runs[run.run].id)",
      "Status: \(statusWord(of: run)) \(Self.mark(for: run.state))", "Step Results:",
      String(repeating: "─", count: 37),
    ]
    let rows = run.steps.enumerated().map { place, record in
      (
        head: "\(place + 1). \(displayName(of: record))", record: record,
        word: "\(Self.mark(for: record.state)) \(word(for: record))"
      )
    }
    let headWidth = rows.map(\.head.count).max() ?? 0
    let wordWidth = rows.map(\.word.count).max() ?? 0
    for row in rows {
      let head = row.head + String(repeating: " ", count: headWidth - row.head.count)
      if row.record.hasStarted, let duration = row.record.duration {
        let word = row.word + String(repeating: " ", count: wordWidth - row.word.count)
        lines.append("\(head) \(word) \(DurationText.short(duration))")
      } else {
        lines.append("\(head) \(row.word)")
      }
      if let detail = detail(of: row.record) { lines.append("→ \(detail)") }
    }
    if let duration = run.duration { lines.append("Total Duration: \(DurationText.short(duration))") }
    if let reason = ReasonText.sentence(run, self) { lines.append("Reason: \(reason)") }
    lines += trace.runs[run.run].remarks
    lines.append("Triggered By: \(trace.runs[run.run].trigger.summary)")
    return lines.joined(separator: "\n")
  }

  /// How a run ended in one word for people: the product's own where it has one.
  package func statusText(of run: RunRecord) -> String {
    guard let own = trace.runs[run.run].status else { return run.state.text }
    return ExecutionStatus(rawValue: own)?.display ?? own
  }

  /// A run's state in the product's own word, else in that of this engine.
  private func statusWord(of run: RunRecord) -> String {
    guard let own = trace.runs[run.run].status else { return trace.runPhase ?? Self.word(for: run.state) }
    guard let display = ExecutionStatus(rawValue: own)?.display, display != own else { return own }
    return "\(own) (\(display))"
  }

  /// A step's state in one word for people: `Completed`, `Approved`, `Rejected`.
  package func word(for record: StepRecord) -> String {
    if trace.phases.indices.contains(record.instance) { return trace.phases[record.instance].text }
    let isApproval = if case .approval = step(of: record).action { true } else { false }
    switch record.state {
    case .success: return isApproval ? "Approved" : "Completed"
    case .failed:
      if record.reason == .rejected, isApproval { return "Rejected" }
      return record.reason == .timedOut ? "Timed out" : "Failed"
    case .skipped: return "Skipped"
    case .cancelled: return "Cancelled"
    case .waiting: return "Waiting"
    case .running: return "Running"
    case .pending: return "Pending"
    }
  }

  static func word(for state: RunState) -> String {
    switch state {
    case .success: "Completed"
    case .failed: "Failed"
    case .cancelled: "Cancelled"
    case .waiting: "Waiting"
    case .queued: "Queued"
    case .running: "Running"
    case .cancelling: "Cancelling"
    case .pending: "Pending"
    }
  }

  static func mark(for state: RunState) -> String {
    switch state {
    case .success: "✓"
    case .failed: "✗"
    case .cancelled: "⊘"
    case .waiting, .queued, .running, .cancelling, .pending: "…"
    }
  }

  static func mark(for state: StepState) -> String {
    switch state {
    case .success: "✓"
    case .failed: "✗"
    case .skipped: "–"
    case .cancelled: "⊘"
    case .waiting, .running, .pending: "…"
    }
  }
}

extension TriggerData {
  /// What started a run in a few words: `Git Push (main @ abc1234)`.
  package var summary: String {
    func with(_ name: String, _ detail: String?) -> String { detail.map { "\(name) (\($0))" } ?? name }
    switch type {
    case "git_push":
      let place = branch ?? tag
      return with("Git Push", place.map { place in commitID.map { "\(place) @ \($0)" } ?? place } ?? commitID)
    case "manual": return with("Manual", actor)
    case "schedule": return "Schedule"
    case "webhook": return with("Webhook", actor)
    case "incident":
      func text(_ name: String) -> String? { incident.first { $0.name == name }?.value.asString }
      let parts = [text("severity"), text("reason"), text("namespace").map { "in \($0)" }].compactMap { $0 }
      return with("Incident", parts.isEmpty ? nil : parts.joined(separator: " "))
    case "workflow": return with("Workflow", upstream)
    case "call": return with("Call", actor)
    default: return type
    }
  }
}
