// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import WorkflowModel

/// What scenarios came to, for programs.
enum SimulationJSON {
  /// One scenario with its findings.
  struct Part {
    var name: String?
    var result: SimulationResult
    var sample: SampleStatistics?
    var notes: [String]
    var isRight: Bool
  }

  /// `{"version": 1, "scenarios": [{"name", "passed", "notes", "runs": […], "sample": {…}}]}`; all times in milliseconds
  /// after the clock's start.
  static func value(_ parts: [Part]) -> CELValue {
    .object([
      ("version", .int(1)),
      (
        "scenarios",
        .array(
          parts.map { part in
            var members: [(String, CELValue)] = [
              ("name", part.name.map { .string($0) } ?? .null), ("passed", .bool(part.isRight)),
              ("notes", .array(part.notes.map { .string($0) })),
              ("clock_start_ms", .int(part.result.trace.start)),
              ("runs", .array(part.result.runs.map { run($0, part.result) })),
            ]
            if let sample = part.sample { members.append(("sample", statistics(sample, part.result.plan))) }
            return .object(members)
          })
      ),
    ])
  }

  static func run(_ run: RunRecord, _ result: SimulationResult) -> CELValue {
    let trace = result.trace.runs[run.run]
    let slack = result.slack(of: run)
    let critical = result.criticalPath(of: run)
    let instances = Set(critical.map(\.instance))
    let steps = zip(run.steps, slack).map { record, slack -> CELValue in
      var members: [(String, CELValue)] = [
        ("id", .string(record.name)), ("name", .string(result.displayName(of: record))),
        ("type", result.step(of: record).type.map { .string($0.value) } ?? .null),
        ("status", .string(record.state.text)), ("reason", .string(record.reason.text)),
        ("ready_ms", time(record.readyAt)), ("start_ms", time(record.startedAt)), ("end_ms", time(record.endedAt)),
        ("duration_ms", time(record.duration)), ("attempts", .int(Int64(record.attempts))),
        ("critical", .bool(instances.contains(record.instance))), ("slack_ms", time(slack)),
        ("why", .string(result.explanation(of: record, in: run))),
      ]
      if let message = record.message { members.append(("message", .string(message))) }
      if let outputs = record.outputs { members.append(("outputs", outputs)) }
      let votes = record.votes + record.ignoredVotes
      if !votes.isEmpty {
        members.append(
          (
            "decisions",
            .array(
              votes.map { place in
                let vote = result.trace.votes[place]
                return .object([
                  ("by", .string(vote.person)), ("decision", .string(vote.verdict.rawValue)),
                  ("counts", .bool(vote.fault == nil)), ("comment", vote.comment.map { .string($0) } ?? .null),
                ])
              })
          ))
      }
      return .object(members)
    }
    var own: [(String, CELValue)] = []
    if let status = trace.status {
      own = [
        ("execution_status", .string(status)), ("status_display", .string(result.statusText(of: run))),
        ("error", trace.error.map { .string($0) } ?? .null), ("refusal", trace.refusal.map { .string($0) } ?? .null),
      ]
    }
    return .object(
      own + [
        ("id", .string(trace.id)), ("workflow", .string(result.workflow(of: run).name?.value ?? "")),
        ("status", .string(run.state.text)), ("reason", .string(run.reason.text)),
        ("created_ms", .int(run.createdAt)), ("start_ms", time(run.startedAt)), ("end_ms", time(run.endedAt)),
        ("duration_ms", time(run.duration)), ("attempts", .int(Int64(run.attempts))),
        ("trigger", trigger(trace.trigger)), ("inputs", trace.inputs), ("outputs", trace.outputs ?? .null),
        ("critical_path", .array(critical.map { .string($0.name) })), ("steps", .array(steps)),
      ])
  }

  private static func trigger(_ trigger: TriggerData) -> CELValue {
    var members: [(String, CELValue)] = [("type", .string(trigger.type))]
    for (key, text) in [
      ("actor", trigger.actor), ("branch", trigger.branch), ("tag", trigger.tag), ("repository", trigger.repository),
      ("upstream", trigger.upstream),
    ] {
      if let text { members.append((key, .string(text))) }
    }
    return .object(members)
  }

  private static func time(_ time: Milliseconds?) -> CELValue { time.map { .int($0) } ?? .null }

  private static func statistics(_ sample: SampleStatistics, _ plan: SimulationPlan) -> CELValue {
    let outcomes = RunState.allCases.filter { (sample.outcomes[$0] ?? 0) > 0 }.map { state -> (String, CELValue) in
      let interval = sample.shareInterval(of: state)
      return (
        state.text,
        .object([
          ("runs", .int(Int64(sample.outcomes[state] ?? 0))), ("share", .double(sample.share(of: state))),
          ("low", .double(interval.lowerBound)), ("high", .double(interval.upperBound)),
        ])
      )
    }
    let percentiles = [50.0, 90, 95, 99].compactMap { rank -> (String, CELValue)? in
      guard let value = sample.percentile(rank) else { return nil }
      let interval = sample.interval(rank)
      return (
        "p\(Int(rank))",
        .object([
          ("ms", .int(value)), ("low_ms", time(interval?.lowerBound)), ("high_ms", time(interval?.upperBound)),
        ])
      )
    }
    let steps = zip(plan.workflows.first?.steps ?? [], sample.criticalCounts).filter { $0.1 > 0 }.map {
      ($0.0.id?.value ?? $0.0.displayName, CELValue.double(Double($0.1) / Double(max(1, sample.count))))
    }
    return .object([
      ("runs", .int(Int64(sample.count))), ("outcomes", .object(outcomes)), ("percentiles", .object(percentiles)),
      ("critical", .object(steps)),
    ])
  }
}
