// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif
import TestSupport
import Testing

/// `wflint verify`, `simulate --generate`, `--record` and the formats of `simulate`, over the pipe.
@Suite struct VerifyTests {
  static let workflow = """
    schema: wflint/v1
    name: gate
    status: active
    environment: production
    triggers: [{type: manual}]
    inputs: {careful: {type: boolean, default: true}}
    steps:
      - {id: plan, type: iac, project: network, action: plan, timeout: 10m}
      - {id: approval, type: approval, approvers: ["user:jane@example.com"], timeout: 1h, on_timeout: skip, if: inputs.careful}
      - {id: apply, type: iac, project: network, action: apply, plan: plan, timeout: 10m}
      - {id: other, type: iac, project: network, action: destroy, needs: [plan], timeout: 10m}
      - {id: test, type: script, run: "true", needs: [apply], timeout: 10m}
      - {id: notify, type: script, run: "true", if: always(), needs: [test, other], timeout: 10m}

    """

  static func sandbox(_ more: [String: String] = [:]) throws -> Sandbox {
    try Sandbox(["gate.wf.yaml": workflow].merging(more) { $1 })
  }

  /// Each verdict, and a counter-example that the simulator runs again.
  @Test(arguments: [
    ("{requires: {step: apply, granted: approval}}", "refuted"), ("{requires: {step: apply}}", "refuted"),
    ("{leads_to: {from: apply, to: test}}", "refuted"), ("{leads_to: {from: apply, to: notify}}", "proved"),
    ("{always_runs: notify, unless: [cancelled]}", "proved"), ("{always_runs: apply}", "refuted"),
    ("{never: other}", "refuted"), ("{not_together: [apply, other]}", "refuted"),
    ("{not_together: [plan, apply]}", "proved"), ("{ends_within: 3h}", "proved"), ("{ends_within: 90m}", "refuted"),
    ("exclusive_state", "refuted"), ("no_stale_plan", "refuted"), ("no_dead_step", "proved"),
    ("no_deadlock", "proved"), ("separation_of_duties", "refuted"),
  ])
  func counterexamplesReplay(property: String, verdict: String) async throws {
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run([
      "verify", "gate.wf.yaml", "--prove", property, "--format", "json", "--save-counterexample", "found.sim.yaml",
    ])
    #expect(result.status == (verdict == "proved" ? 0 : 1), "\(result.text)\(result.errors)")
    let json = try #require(try result.json() as? [String: Any])
    let file = try #require((json["files"] as? [[String: Any]])?.first)
    let first = try #require((file["properties"] as? [[String: Any]])?.first)
    #expect(first["verdict"] as? String == verdict)
    guard verdict == "refuted" else { return }
    #expect(first["replayable"] as? Bool == true)
    // The saved file is clean, expects what happens, and it happens.
    #expect(try await sandbox.run(["check", "found.sim.yaml"]).status == 0)
    let replay = try await sandbox.run(["simulate", "found.sim.yaml", "--view", "timeline"])
    #expect(replay.status == 0, "\(replay.text)")
    for line in first["run"] as? [String] ?? [] {
      #expect(replay.text.contains(line.trimmingCharacters(in: .whitespaces)), "\(line) is not in\n\(replay.text)")
    }
    if property.hasPrefix("{requires") {
      #expect(replay.text.contains("apply started") && !replay.text.contains("approval approved"))
    }
  }

  @Test func whatIsNotThereIsSaid() async throws {
    let sandbox = try Self.sandbox()
    let gone = try await sandbox.run(["verify", "gate.wf.yaml", "--prove", "{never: gone}"])
    #expect(gone.status == 2 && gone.text.contains("there is no step `gone`"))
    let odd = try await sandbox.run(["verify", "gate.wf.yaml", "--prove", "sometimes"])
    #expect(odd.status == 2 && odd.errors.contains("`sometimes` is no property"))
    let file = try await sandbox.run(["verify", "gone.wf.yaml"])
    #expect(file.status == 2)
  }

  /// `prove` of a scenario file is asked by `test` too.
  @Test func testAsksForProofs() async throws {
    func file(_ property: String) -> String {
      """
      schema: wflint-sim/v1
      workflow: gate.wf.yaml
      defaults: {unmocked: success}
      scenarios: [{name: a, expect: {status: success}}]
      prove: [\(property)]

      """
    }
    let good = try Self.sandbox(["gate.sim.yaml": file("{always_runs: notify, unless: [cancelled]}")])
    #expect(try await good.run(["test"]).status == 0)
    let bad = try await Self.sandbox(["gate.sim.yaml": file("{requires: {step: apply, granted: approval}}")]).run([
      "test"
    ])
    #expect(bad.status == 1)
    #expect(
      bad.text.contains("gate.sim.yaml:5:9: error: refuted: requires: {step: apply, granted: approval}"), "\(bad.text)")
  }

  /// The starter file passes, is clean, and reaches everything.
  @Test func generatedScenariosPass() async throws {
    let examples = RepositoryPaths.root.appendingPathComponent("Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: examples.path).filter { $0.hasSuffix(".wf.yaml") }
    #expect(names.count >= 7)
    let sandbox = try Self.sandbox()
    for name in names {
      try sandbox.write(name, Array(try Data(contentsOf: examples.appendingPathComponent(name))))
    }
    for name in names + ["gate.wf.yaml"] {
      let target = name.replacingOccurrences(of: ".wf.", with: ".sim.")
      let made = try await sandbox.run(["simulate", name, "--generate", "--output", target])
      #expect(made.status == 0, "\(made.errors)")
    }
    let result = try await sandbox.run(["test", "--format", "json", "--strict"])
    #expect(result.status == 0, "\(result.text)")
    let json = try #require(try result.json() as? [String: Any])
    for file in json["files"] as? [[String: Any]] ?? [] {
      let coverage = file["coverage"] as? [String: Any]
      #expect(
        coverage?["steps_percent"] as? Double == 100 && coverage?["branches_percent"] as? Double == 100, "\(file)")
    }
    let texts = try sandbox.text("production-deploy.sim.yaml")
    for name in ["all goes well", "approval is rejected", "nobody answers approval", "apply fails"] {
      #expect(texts.contains("- name: \(name)"), "\(texts)")
    }
    #expect(try await sandbox.run(["check", "."]).text.contains("error[WF1") == false)
  }

  /// What a simulation writes as JSON is a record that becomes the same run.
  @Test func recordsBecomeScenarios() async throws {
    let sandbox = try Self.sandbox([
      "real.json": """
      {"run_id": "wfr_8x7y6z5w", "status": "succeeded", "started_at": "2026-11-20T09:00:00Z",
       "trigger": {"type": "manual", "actor": "bob@example.com"}, "inputs": {"careful": true},
       "steps": [
        {"id": "plan", "status": "completed", "duration": "12s"},
        {"id": "approval", "status": "approved", "started_at": "2026-11-20T09:00:12Z",
         "decisions": [{"by": "jane@example.com", "decision": "approve", "at": "2026-11-20T09:04:44Z"}]},
        {"id": "apply", "status": "completed", "duration_ms": 45000},
        {"id": "other", "status": "completed", "duration_ms": 5000},
        {"id": "test", "status": "completed", "started_at": "2026-11-20T09:05:29Z", "ended_at": "2026-11-20T09:05:31Z"},
        {"id": "notify", "status": "completed", "duration_ms": 1000}]}
      """,
      "odd.json": "[1]", "other.json": #"{"steps": [{"id": "gone", "status": "success"}]}"#,
    ])
    let made = try await sandbox.run(["simulate", "gate.wf.yaml", "--record", "real.json", "--output", "real.sim.yaml"])
    #expect(made.status == 0, "\(made.errors)")
    let result = try await sandbox.run(["simulate", "real.sim.yaml", "--view", "table"])
    #expect(result.status == 0, "\(result.text)")
    #expect(
      result.text.contains("Run ID: wfr_8x7y6z5w") && result.text.contains("Total Duration: 5m 32s"), "\(result.text)")
    let odd = try await sandbox.run(["simulate", "gate.wf.yaml", "--record", "odd.json"])
    #expect(odd.status == 2 && odd.errors.contains("holds no run"))
    let other = try await sandbox.run(["simulate", "gate.wf.yaml", "--record", "other.json"])
    #expect(other.status == 2 && other.errors.contains("`gone`"))
    let json = try await sandbox.run(["simulate", "real.sim.yaml", "--format", "json", "--output", "again.json"])
    #expect(json.status == 0)
    #expect(
      try await sandbox.run(["simulate", "gate.wf.yaml", "--record", "again.json", "--output", "again.sim.yaml"]).status
        == 0)
    let again = try await sandbox.run(["simulate", "again.sim.yaml", "--view", "table"])
    #expect(again.text == result.text)
  }

  /// Each format of `simulate` is well-formed and has every step.
  @Test func formatsHaveEveryStep() async throws {
    let sandbox = try Self.sandbox()
    func run(_ format: String) async throws -> CommandResult {
      try await sandbox.run(["simulate", "gate.wf.yaml", "--format", format])
    }
    let ids = ["plan", "approval", "apply", "other", "test", "notify"]
    let json = try #require(try await run("json").json() as? [String: Any])
    let runs = try #require((json["scenarios"] as? [[String: Any]])?.first?["runs"] as? [[String: Any]])
    #expect((runs.first?["steps"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ids)
    let chrome = try #require(try await run("chrome").json() as? [String: Any])
    let events = try #require(chrome["traceEvents"] as? [[String: Any]])
    #expect(events.filter { $0["ph"] as? String == "X" }.compactMap { $0["name"] as? String } == ids)
    let otlp = try #require(try await run("otlp").json() as? [String: Any])
    let resource = (otlp["resourceSpans"] as? [[String: Any]])?.first
    let spans = try #require(((resource?["scopeSpans"] as? [[String: Any]])?.first?["spans"]) as? [[String: Any]])
    #expect(spans.count == ids.count + 1)
    let root = spans[0]["spanId"] as? String
    #expect(spans.dropFirst().allSatisfy { $0["parentSpanId"] as? String == root })
    #expect(spans.allSatisfy { ($0["traceId"] as? String)?.count == 32 && ($0["spanId"] as? String)?.count == 16 })
    #expect(Set(spans.compactMap { $0["spanId"] as? String }).count == spans.count)
    let mermaid = try await run("mermaid").text
    #expect(mermaid.hasPrefix("gantt\n") && ids.allSatisfy { mermaid.contains("    \($0) ") })
    for format in ["svg", "html"] {
      let text = try await run(format).text
      #expect(ids.allSatisfy { text.contains(">\($0)<") }, "\(format)")
      #expect(
        !text.contains("http://") || !text.replacingOccurrences(of: "http://www.w3.org", with: "").contains("http://"))
      #expect(!text.contains("<script") && !text.contains("<link") && !text.contains("src="))
      if format == "svg" { #expect(XMLParser(data: Data(text.utf8)).parse()) }
    }
  }

  /// Values change in their place; comments, style and what came true stay.
  @Test func updateRewritesWhatDiffers() async throws {
    let text = """
      schema: wflint-sim/v1
      workflow: deploy.wf.yaml
      mocks: {plan: {duration: 3s}, apply: {duration: 1s}}
      scenarios:
        - name: a  # kept
          expect:
            status: failed   # kept, too
            duration: {max: 3s}
            steps: {apply: {status: skipped, duration: 7s}, plan: {status: success, attempts: 2}}
            never: [apply]
            order: [apply, plan]
        - name: b
          expect: {status: failed}

      """
    let sandbox = try TestCommandTests.sandbox(["deploy.sim.yaml": text])
    let result = try await sandbox.run([
      "test", "deploy.sim.yaml", "--update", "--filter", "a", "--coverage-html", "c.html",
    ])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.errors.contains("deploy.sim.yaml:7:15: updated a: status to success"), "\(result.errors)")
    let expected = text.replacingOccurrences(of: "status: failed   # kept, too", with: "status: success   # kept, too")
      .replacingOccurrences(of: "{max: 3s}", with: "{max: 4s}")
      .replacingOccurrences(of: "{status: skipped, duration: 7s}", with: "{status: success, duration: 1s}")
      .replacingOccurrences(of: "attempts: 2", with: "attempts: 1")
      .replacingOccurrences(of: "never: [apply]", with: "never: []")
      .replacingOccurrences(of: "order: [apply, plan]", with: "order: [plan, apply]")
    #expect(try sandbox.text("deploy.sim.yaml") == expected)
    let page = try sandbox.text("c.html")
    #expect(page.contains("100 %") && page.contains("gate: else") && !page.contains("src="))
  }
}
