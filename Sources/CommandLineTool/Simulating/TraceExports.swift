// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import WorkflowModel

/// Simulated runs in the formats of trace viewers.
enum TraceExports {
  // MARK: Chrome

  /// The Trace Event Format of Chrome and Perfetto: a process a run, steps that run at one time on lanes of their own.
  static func chrome(_ results: [SimulationResult]) -> CELValue {
    var events: [CELValue] = []
    var process: Int64 = 0
    for result in results {
      for run in result.runs {
        process += 1
        let name = "\(result.workflow(of: run).name?.value ?? "workflow") \(result.trace.runs[run.run].id)"
        events.append(
          .object([
            ("name", .string("process_name")), ("ph", .string("M")), ("pid", .int(process)), ("tid", .int(0)),
            ("args", .object([("name", .string(name))])),
          ]))
        let lanes = lanes(run)
        for (record, lane) in zip(run.steps, lanes) {
          guard let start = record.startedAt else { continue }
          let end = record.endedAt ?? start
          events.append(
            .object([
              ("name", .string(result.displayName(of: record))),
              ("cat", .string(result.step(of: record).type?.value ?? "step")), ("ph", .string("X")),
              ("ts", .int(start &* 1_000)), ("dur", .int((end - start) &* 1_000)), ("pid", .int(process)),
              ("tid", .int(Int64(lane + 1))),
              (
                "args",
                .object([
                  ("status", .string(record.state.text)), ("reason", .string(record.reason.text)),
                  ("attempts", .int(Int64(record.attempts))),
                  ("why", .string(result.explanation(of: record, in: run))),
                ])
              ),
            ]))
          for vote in record.votes {
            events.append(
              .object([
                ("name", .string("\(result.trace.votes[vote].person) \(result.trace.votes[vote].verdict.rawValue)")),
                ("cat", .string("decision")), ("ph", .string("i")), ("ts", .int(end &* 1_000)), ("pid", .int(process)),
                ("tid", .int(Int64(lane + 1))), ("s", .string("t")),
              ]))
          }
        }
      }
    }
    return .object([("displayTimeUnit", .string("ms")), ("traceEvents", .array(events))])
  }

  /// A lane for each step, so that bars of one lane follow or enclose each other.
  private static func lanes(_ run: RunRecord) -> [Int] {
    var result = Array(repeating: 0, count: run.steps.count)
    var ends: [[(instance: Int, end: Milliseconds)]] = []
    let order = run.steps.indices.filter { run.steps[$0].hasStarted }.sorted {
      (run.steps[$0].startedAt ?? 0, $0) < (run.steps[$1].startedAt ?? 0, $1)
    }
    for place in order {
      let record = run.steps[place]
      let start = record.startedAt ?? 0
      for lane in ends.indices { ends[lane].removeAll { $0.end <= start } }
      let lane = ends.firstIndex { $0.isEmpty || $0.last?.instance == record.owner }
      if let lane {
        ends[lane].append((record.instance, record.endedAt ?? .max))
        result[place] = lane
      } else {
        result[place] = ends.count
        ends.append([(record.instance, record.endedAt ?? .max)])
      }
    }
    return result
  }

  // MARK: OpenTelemetry

  /// OTLP's JSON encoding of traces: a trace a run, a span a step, its parent the group or loop around it or the run.
  static func otlp(_ results: [SimulationResult]) -> CELValue {
    var spans: [CELValue] = []
    for (number, result) in results.enumerated() {
      for run in result.runs {
        let id = result.trace.runs[run.run].id
        let trace = hex(hash("\(number) \(id) trace")) + hex(hash("\(id) \(number) low"))
        func span(_ instance: Int) -> String { hex(hash("\(number) \(id) \(instance)")) }
        let root = span(-1)
        let start = run.startedAt ?? run.createdAt
        let end = run.endedAt ?? run.steps.compactMap(\.endedAt).max() ?? start
        spans.append(
          .object([
            ("traceId", .string(trace)), ("spanId", .string(root)),
            ("name", .string(result.workflow(of: run).name?.value ?? "workflow")), ("kind", .int(1)),
            ("startTimeUnixNano", nanoseconds(start, result)), ("endTimeUnixNano", nanoseconds(end, result)),
            (
              "attributes",
              .array([
                attribute("wflint.run.id", id), attribute("wflint.status", run.state.text),
                attribute("wflint.reason", run.reason.text),
              ])
            ), ("status", status(run.state == .success, run.state == .failed, run.reason.text)),
          ]))
        for record in run.steps {
          guard let start = record.startedAt else { continue }
          let votes = record.votes.map { place -> CELValue in
            let vote = result.trace.votes[place]
            return .object([
              ("timeUnixNano", nanoseconds(record.endedAt ?? start, result)), ("name", .string("decision")),
              (
                "attributes",
                .array([
                  attribute("wflint.person", vote.person), attribute("wflint.decision", vote.verdict.rawValue),
                ])
              ),
            ])
          }
          spans.append(
            .object([
              ("traceId", .string(trace)), ("spanId", .string(span(record.instance))),
              ("parentSpanId", .string(record.owner.map(span) ?? root)),
              ("name", .string(result.displayName(of: record))), ("kind", .int(1)),
              ("startTimeUnixNano", nanoseconds(start, result)),
              ("endTimeUnixNano", nanoseconds(record.endedAt ?? end, result)),
              (
                "attributes",
                .array([
                  attribute("wflint.step.id", record.name),
                  attribute("wflint.step.type", result.step(of: record).type?.value ?? ""),
                  attribute("wflint.status", record.state.text), attribute("wflint.reason", record.reason.text),
                  .object([
                    ("key", .string("wflint.attempts")),
                    ("value", .object([("intValue", .string(String(record.attempts)))])),
                  ]),
                ])
              ), ("events", .array(votes)),
              (
                "status",
                status(record.state == .success, record.state == .failed, record.message ?? record.reason.text)
              ),
            ]))
        }
      }
    }
    return .object([
      (
        "resourceSpans",
        .array([
          .object([
            ("resource", .object([("attributes", .array([attribute("service.name", "wflint simulate")]))])),
            (
              "scopeSpans",
              .array([
                .object([
                  ("scope", .object([("name", .string("wflint")), ("version", .string(Version.current))])),
                  ("spans", .array(spans)),
                ])
              ])
            ),
          ])
        ])
      )
    ])
  }

  private static func attribute(_ key: String, _ value: String) -> CELValue {
    .object([("key", .string(key)), ("value", .object([("stringValue", .string(value))]))])
  }

  /// 1 is ok, 2 an error, 0 nothing said.
  private static func status(_ isGood: Bool, _ isBad: Bool, _ message: String) -> CELValue {
    isBad
      ? .object([("code", .int(2)), ("message", .string(message))]) : .object([("code", .int(isGood ? 1 : 0))])
  }

  private static func nanoseconds(_ time: Milliseconds, _ result: SimulationResult) -> CELValue {
    let (moment, overflow) = result.trace.start.addingReportingOverflow(time)
    return .string(overflow ? "0" : "\(moment)000000")
  }

  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash &>> 27) | 1
  }

  private static func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  // MARK: Mermaid

  /// Gantt diagrams in Mermaid's language, a section a run.
  static func mermaid(_ results: [SimulationResult]) -> String {
    var lines = ["gantt", "    dateFormat x", "    axisFormat %H:%M:%S"]
    for result in results {
      for run in result.runs {
        let origin = run.startedAt ?? run.createdAt
        let critical = Set(result.criticalPath(of: run).map(\.instance))
        lines.append(
          "    section \(plain(result.workflow(of: run).name?.value ?? "workflow")) \(result.trace.runs[run.run].id)")
        for record in run.steps {
          guard let start = record.startedAt else { continue }
          var tags: [String] = []
          if record.state == .failed || critical.contains(record.instance) { tags.append("crit") }
          if record.state == .success { tags.append("done") }
          let end = max(record.endedAt ?? start, start + 1)
          tags.append("r\(run.run)s\(record.instance)")
          lines.append(
            "    \(plain(result.displayName(of: record))) \(DurationText.short(record.duration ?? 0)) :\(tags.joined(separator: ", ")), \(start - origin), \(end - origin)"
          )
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A name without what the language takes for its own.
  private static func plain(_ text: String) -> String {
    String(text.map { ":;#,\n\r".contains($0) ? " " : $0 })
  }
}
