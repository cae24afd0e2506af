// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Reasons in words.
enum ReasonText {
  /// Why a step is in its state, as one sentence without a full stop; nil where nothing needs saying.
  static func sentence(_ record: StepRecord, _ result: SimulationResult) -> String? {
    let other = record.related.map { result.displayName(of: result.record($0)) }
    switch record.reason {
    case .none, .completed, .approved: return nil
    case .approvedOnTimeout: return "Nobody answered in time, which counts as agreement"
    case .resumed: return nil
    case .failed: return "It failed"
    case .rejected: return "Rejected"
    case .timedOut:
      let limit = result.step(of: record).timeout.map { " within \(DurationText.short($0.value))" } ?? " in time"
      if case .approval = result.step(of: record).action { return "Nobody answered\(limit)" }
      return record.state == .cancelled ? "The run's time was up" : "It did not end\(limit)"
    case .expressionError: return "An expression has no value"
    case .unmocked: return "The scenario does not say what it does"
    case .attemptsExhausted: return "The scenario names fewer attempts"
    case .unexpectedStatus: return "The status code was not expected"
    case .memberFailed: return other.map { "\($0) failed" } ?? "A step inside failed"
    case .calleeFailed: return "The called workflow did not succeed"
    case .tooManyItems: return "More items than the loop allows"
    case .unknownWorkflow: return "There is no such workflow"
    case .conditionFalse: return "Its condition is false"
    case .branchNotTaken: return other.map { "\($0) chose another branch" } ?? "Another branch was chosen"
    case .deadBranch: return "Only branches that were not chosen lead to it"
    case .needFailed: return other.map { "\($0) failed" } ?? "A step that it needs failed"
    case .needCancelled: return other.map { "\($0) was cancelled" } ?? "A step that it needs was cancelled"
    case .needSkipped: return other.map { "\($0) was skipped" } ?? "A step that it needs was skipped"
    case .runStopped: return other.map { "The run stopped when \($0) failed" } ?? "The run stopped"
    case .mocked: return "The scenario skips it"
    case .runCancelled: return "The run was cancelled"
    case .terminated: return "The run was terminated"
    case .replaced: return "A newer run took its place"
    case .ownerEnded: return "What it belongs to ended"
    case .stepFailed: return other.map { "\($0) failed" } ?? "A step failed"
    case .stepCancelled: return "A step was cancelled"
    case .rolledBack: return "It went back to the last succeeded revision"
    case .deadlock: return "The steps that are left wait for each other"
    case .unanswered: return "Nobody answers, and there is no deadline"
    case .paused: return "It was paused, and nobody resumed it"
    case .limit: return "The simulation reached its limit"
    case .retryDelay: return nil
    }
  }

  /// Why a run ended as it did; nil for a success.
  static func sentence(_ run: RunRecord, _ result: SimulationResult) -> String? {
    if let error = result.trace.runs[run.run].error { return error }
    let record = run.related.map { result.record($0) }
    let other = record.map { result.displayName(of: $0) }
    switch run.reason {
    case .none, .completed: return nil
    case .stepFailed:
      let detail = record.flatMap { result.detail(of: $0) }
      return (other.map { "\($0) failed" } ?? "A step failed") + (detail.map { ": \($0)" } ?? "")
    case .rejected: return other.map { "\($0) was rejected" } ?? "Another run of its group was running"
    case .timedOut:
      guard let record, let other else { return "The run did not end in time" }
      if case .approval = result.step(of: record).action { return "\(other) was not answered in time" }
      return "\(other) did not end in time"
    case .rolledBack:
      return (other.map { "\($0) failed; the" } ?? "The") + " deployment went back to its last succeeded revision"
    case .runCancelled: return "Someone cancelled it"
    case .stepCancelled: return "A step was cancelled"
    case .terminated: return "Someone terminated it"
    case .expressionError: return "An output has no value"
    case .replaced: return "A newer run of its group took its place"
    case .deadlock: return "The steps that are left wait for each other"
    case .unanswered: return "Nobody answers, and there is no deadline"
    case .paused: return "It was paused, and nobody resumed it"
    case .limit: return "The simulation reached its limit"
    default: return run.reason.text
    }
  }
}
