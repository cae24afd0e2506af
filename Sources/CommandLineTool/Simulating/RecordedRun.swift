// SPDX-License-Identifier: Apache-2.0
import Expression
import ScenarioFiles
import Schedule
import Simulation
import WorkflowModel

/// The record of a real run, turned into a scenario.
///
/// Read leniently, as products differ: `{id, status, started_at, trigger, inputs, steps: [{id, status, started_at, ended_at
/// or duration or duration_ms, attempts, outputs, message, decisions: [{by, decision, at or after}]}]}`, also inside `run`,
/// and what `wflint simulate --format json` writes.
enum RecordedRun {
  /// Why a record cannot be read.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func scenarioFile(_ bytes: [UInt8], _ input: SimulationInput, workflowPath: String) throws(Failure) -> String {
    let document: CELValue
    do {
      document = try JSONValueReader.read(bytes[...])
    } catch {
      throw Failure(description: "is no JSON: \(error.message) at byte \(error.offset)")
    }
    guard let run = run(in: document), let steps = run[field: "steps"]?.asList, !steps.isEmpty else {
      throw Failure(
        description: "holds no run; expected an object with `steps`, a list of {id, status, duration_ms, …}")
    }
    var scenario = Scenario(name: "run \(text(run, "id", "run_id") ?? "on record")")
    scenario.runID = text(run, "id", "run_id")
    scenario.trigger = trigger(run)
    let known = input.plan.workflows.first?.steps ?? []
    var ran: [String] = []
    var unknown: [String] = []
    for element in steps {
      guard let step = element.asMap, let name = text(step, "id", "step", "name") else { continue }
      let id = name.split(separator: "[").first.map(String.init) ?? name
      guard let declared = known.first(where: { $0.id?.value == id || $0.name?.value == name }) else {
        unknown.append(name)
        continue
      }
      let status = (text(step, "status", "state") ?? "success").lowercased()
      guard !["skipped", "pending", "cancelled", "canceled"].contains(status) else { continue }
      if let own = declared.id?.value, !ran.contains(own) { ran.append(own) }
      if let mock = mock(step, declared, name.hasPrefix(id + "[") ? name : declared.id?.value ?? name, status) {
        scenario.mocks.append(mock)
      }
    }
    guard unknown.isEmpty else {
      throw Failure(
        description:
          "speaks of \(unknown.map { "`\($0)`" }.joined(separator: ", ")), which the workflow does not have; is it the right workflow?"
      )
    }
    if let state = RunState(text: word(text(run, "status", "state") ?? "")), state.isFinal {
      scenario.expectations.append(Expectation(.status(state)))
    }
    if !ran.isEmpty { scenario.expectations.append(Expectation(.ran(ran))) }
    var shared = Scenario()
    if let start = moment(run, "started_at", "start_time", "created_at") { shared.start = start }
    return ScenarioWriter.text(
      [scenario], workflows: [workflowPath], comment: ["A real run, as its record tells it."], shared: shared)
  }

  private static func run(in document: CELValue) -> CELMap? {
    guard let map = document.asMap else { return nil }
    if map[field: "steps"] != nil { return map }
    if let inner = map[field: "run"]?.asMap { return inner }
    if let first = map[field: "runs"]?.asList?.first?.asMap { return first }
    return map[field: "scenarios"]?.asList?.first?.asMap?[field: "runs"]?.asList?.first?.asMap
  }

  private static func mock(_ step: CELMap, _ declared: Step, _ name: String, _ status: String) -> Mock? {
    switch declared.action {
    case .group, .loop, .condition, .wait, .suspend: return nil
    default: break
    }
    var mock = Mock(step: name)
    let duration = span(step)
    if case .approval = declared.action {
      let votes = (step[field: "decisions"] ?? step[field: "approvals"])?.asList ?? []
      mock.decisions = votes.compactMap { vote in
        guard let vote = vote.asMap, let person = text(vote, "by", "user", "approver", "actor") else { return nil }
        let isRejected = (text(vote, "decision", "status") ?? "approve").lowercased().hasPrefix("reject")
        var after = text(vote, "after").flatMap { readSpan($0) } ?? duration ?? 0
        if let at = moment(vote, "at", "decided_at"), let start = moment(step, "started_at", "start_time") {
          after = max(0, at - start)
        }
        return MockDecision(
          after: after, person: person, verdict: isRejected ? .reject : .approve, comment: text(vote, "comment"))
      }
      if mock.decisions?.isEmpty == true, word(status) == "success" {
        mock.decisions = nil
        mock.outcomes = [MockOutcome(duration: duration ?? 0)]
      }
      return mock
    }
    var outcome = MockOutcome()
    outcome.duration = duration.map { .fixed($0) }
    if word(status) == "failed" {
      outcome.status = .failed
      outcome.message = text(step, "message", "error") ?? "failed"
    }
    if let outputs = step[field: "outputs"]?.asMap {
      outcome.outputs = zip(outputs.keys, outputs.values).compactMap { key, value in key.asString.map { ($0, value) } }
    }
    if let attempts = step[field: "attempts"]?.asList, !attempts.isEmpty {
      mock.isSequence = true
      mock.outcomes = attempts.compactMap { element in
        guard let attempt = element.asMap else { return nil }
        var one = MockOutcome()
        one.duration = span(attempt).map { .fixed($0) }
        if word((text(attempt, "status") ?? "success").lowercased()) == "failed" {
          one.status = .failed
          one.message = text(attempt, "message", "error") ?? "failed"
        }
        return one
      }
      if let last = mock.outcomes.indices.last, mock.outcomes[last].status == .success {
        mock.outcomes[last].outputs = outcome.outputs
      }
    } else {
      mock.outcomes = [outcome]
    }
    return mock
  }

  private static func trigger(_ run: CELMap) -> TriggerData? {
    guard let written = run[field: "trigger"] else { return nil }
    var trigger = TriggerData(type: written.asString ?? written.asMap.flatMap { text($0, "type") } ?? "manual")
    if let map = written.asMap {
      trigger.actor = text(map, "actor", "user", "by")
      trigger.branch = text(map, "branch")
      trigger.tag = text(map, "tag")
      trigger.repository = text(map, "repository")
      if let commit = map[field: "commit"]?.asMap {
        trigger.commitID = text(commit, "id", "sha")
        trigger.commitMessage = text(commit, "message")
        trigger.commitAuthor = text(commit, "author")
      }
      trigger.upstream = text(map, "upstream")
    }
    let inputs = run[field: "inputs"]?.asMap
    trigger.inputs = zip(inputs?.keys ?? [], inputs?.values ?? []).compactMap { key, value in
      key.asString.map { ($0, value) }
    }
    return trigger
  }

  // MARK: Values

  private static func text(_ map: CELMap, _ keys: String...) -> String? {
    keys.lazy.compactMap { map[field: $0]?.asString }.first
  }

  private static func moment(_ map: CELMap, _ keys: String...) -> Milliseconds? {
    keys.lazy.compactMap { map[field: $0]?.asString.flatMap { Instant.parse($0).instant?.milliseconds } }.first
  }

  private static func span(_ map: CELMap) -> Milliseconds? {
    if let number = map[field: "duration_ms"]?.asInt { return max(0, number) }
    if let number = map[field: "duration_seconds"]?.asInt { return max(0, number &* 1_000) }
    if let text = text(map, "duration", "after") { return readSpan(text) }
    guard let start = moment(map, "started_at", "start_time"),
      let end = moment(map, "ended_at", "finished_at", "end_time")
    else { return nil }
    return max(0, end - start)
  }

  /// `4m32s`, also with blanks between the parts.
  private static func readSpan(_ text: String) -> Milliseconds? {
    DurationLiteral.parse(text.filter { $0 != " " }).milliseconds
  }

  /// A product's word for a state as the engine's.
  private static func word(_ status: String) -> String {
    switch status.lowercased() {
    case "success", "succeeded", "completed", "complete", "approved", "ok": "success"
    case "failed", "failure", "error", "rejected", "timed_out": "failed"
    case "cancelled", "canceled": "cancelled"
    default: status
    }
  }
}
