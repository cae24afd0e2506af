// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension SimulationResult {
  /// The notice about a run that goes to a channel, without a line break at the end.
  package func notice(of run: RunRecord) -> String {
    let workflow = workflow(of: run)
    let trigger = trace.runs[run.run].trigger
    var lines: [String] = []
    switch run.state {
    case .success: lines.append("🚀 Deployment Complete")
    case .failed: lines.append("❌ Deployment Failed")
    case .cancelled: lines.append("🚫 Deployment Cancelled")
    default: lines.append("⏳ Deployment \(Self.word(for: run.state))")
    }
    lines.append("Workflow: \(workflow.name?.value ?? "unnamed")")
    if let environment = workflow.environment?.value { lines.append("Environment: \(environment)") }
    let word = run.state == .success ? "Success" : Self.word(for: run.state)
    lines.append("Status: \(word) \(Self.mark(for: run.state))")
    if let reason = ReasonText.sentence(run, self) { lines.append("Reason: \(reason)") }
    if let duration = run.duration { lines.append("Duration: \(DurationText.short(duration))") }
    let changes = changes(of: run)
    let parts = [(changes.add, "added"), (changes.change, "changed"), (changes.destroy, "destroyed")].filter {
      $0.0 != 0
    }
    if !parts.isEmpty {
      lines.append("Changes Applied:")
      for (count, word) in parts { lines.append("• \(count) resource\(count == 1 ? "" : "s") \(word)") }
    }
    if let actor = trigger.actor { lines.append("Triggered by: \(actor)") }
    if let id = trigger.commitID {
      lines.append("Commit: \(id)" + (trigger.commitMessage.map { " \"\($0)\"" } ?? ""))
    }
    return lines.joined(separator: "\n")
  }

  /// What a run's applies changed in all; a plan that several steps apply counts once.
  func changes(of run: RunRecord) -> ResourceCounts {
    var sum = ResourceCounts()
    var sources: Set<Int> = []
    for record in run.steps where record.state == .success {
      guard case .infrastructure(let action) = step(of: record).action, action.verb?.value != .plan,
        let (counts, source) = counts(of: record, action), sources.insert(source).inserted
      else { continue }
      sum.add(counts)
    }
    return sum
  }
}
