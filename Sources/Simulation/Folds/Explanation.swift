// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension SimulationResult {
  /// Why each step of a run ran, waited or was skipped: a line each, in the order of the document.
  package func explanation(of run: RunRecord) -> String {
    run.steps.map { "\(displayName(of: $0)): \(explanation(of: $0, in: run))" }.joined(separator: "\n")
  }

  /// Why one step of a run ran, waited or was skipped, in one line.
  package func explanation(of record: StepRecord, in run: RunRecord) -> String {
    let origin = run.startedAt ?? run.createdAt
    var parts: [String] = []
    if let start = record.startedAt {
      parts.append("\(beginning(record)) at \(DurationText.stamp(start - origin)), \(cause(of: record))")
      if step(of: record).condition != nil {
        parts.append(record.isAssumed ? "its `if` is not known and taken for true" : "its `if` holds")
      }
      for (number, failure) in record.failures.enumerated() {
        parts.append("attempt \(number + 1) failed (\(failure))")
      }
      for vote in record.votes where trace.votes.indices.contains(vote) {
        let vote = trace.votes[vote]
        parts.append("\(vote.person) said \(vote.verdict == .approve ? "yes" : "no")")
      }
      for vote in record.ignoredVotes where trace.votes.indices.contains(vote) {
        parts.append("the vote of \(trace.votes[vote].person) did not count (\(Self.words(trace.votes[vote].fault)))")
      }
      if record.isEscalated { parts.append("others were asked when nobody had answered") }
    }
    if let end = record.endedAt {
      let span = record.hasStarted ? " after \(DurationText.short(record.duration ?? 0))" : ""
      let reason = ReasonText.sentence(record, self).map { ": \(continued($0, record))" } ?? ""
      parts.append(
        "\(word(for: record).lowercased())\(span)\(record.hasStarted ? "" : " at \(DurationText.stamp(end - origin))")\(reason)"
      )
    } else if record.hasStarted {
      parts.append("never ended")
    } else {
      parts.append("never started: what it needs never ended")
    }
    return parts.joined(separator: "; ")
  }

  /// A sentence as it goes on behind a colon: in lower case, but for a step's name.
  private func continued(_ sentence: String, _ record: StepRecord) -> String {
    if let other = record.related, sentence.hasPrefix(displayName(of: self.record(other))) { return sentence }
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }

  private func beginning(_ record: StepRecord) -> String {
    switch step(of: record).action {
    case .approval: "asked"
    case .wait, .suspend: "waiting"
    default: "started"
    }
  }

  private func cause(of record: StepRecord) -> String {
    let needs = step(of: record).dependencies
    if needs.isEmpty {
      guard let owner = record.owner else { return "as it needs nothing" }
      return "as \(displayName(of: self.record(owner))) began" + (record.round.map { " round \($0)" } ?? "")
    }
    guard let cause = record.cause else { return "as what it needs had ended" }
    let last = self.record(cause)
    if last.state == .skipped { return "as \(displayName(of: last)) was skipped, which does not block" }
    if last.state == .failed { return "as \(displayName(of: last)) had failed" }
    if last.state == .cancelled { return "as \(displayName(of: last)) was cancelled" }
    return needs.count == 1
      ? "as \(displayName(of: last)) had ended"
      : "as \(displayName(of: last)) was the last of its \(needs.count) needs to end"
  }

  static func words(_ fault: TraceVote.Fault?) -> String {
    switch fault {
    case .notAnApprover: "not an approver"
    case .ownRun: "they started the run"
    case .again: "a second vote"
    case .late: "too late"
    case nil: "it counts"
    }
  }
}
