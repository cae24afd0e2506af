// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The examples: what is documented of them holds.
@Suite struct SimulateTests {
  static let examples = RepositoryPaths.root.appendingPathComponent("Examples")

  /// Lines with each run of blanks as one, without blanks at their ends, without empty lines.
  static func folded(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      line.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  /// The pages of the product documentation.
  @Test(arguments: [
    ("production-deploy", "happy path", "table", "production-deploy.table"),
    ("production-deploy", "happy path", "notice", "production-deploy.notice"),
    ("multi-region-deploy", "both regions", "timeline", "multi-region.timeline"),
  ])
  func equalsTheDocumentation(example: String, scenario: String, view: String, golden: String) async throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens/\(golden).txt")
    let expected = Self.folded(String(decoding: try Data(contentsOf: page), as: UTF8.self))
    #expect(expected.count >= 9, "the page is there")
    let path = Self.examples.appendingPathComponent("\(example).sim.yaml").path
    let result = try await Sandbox().run(["simulate", path, "--scenario", scenario, "--view", view])
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(Self.folded(result.text) == expected)
  }

  static let files = RepositoryPaths.files(below: examples, extensions: ["yaml"])

  @Test func examplesAreComplete() {
    let names = Set(Self.files.map(\.lastPathComponent))
    let workflows = names.filter { $0.hasSuffix(".wf.yaml") }
    #expect(workflows.count >= 7)
    for name in workflows { #expect(names.contains(name.replacingOccurrences(of: ".wf.", with: ".sim."))) }
  }

  /// Alone and all together: not even a hint.
  @Test(arguments: files) func examplesAreClean(file: URL) async throws {
    let result = try await Sandbox().run(["check", file.path, "--fail-on", "hint"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
  }

  @Test func allExamplesTogetherAreClean() async throws {
    let result = try await Sandbox().run(["check", Self.examples.path, "--format", "json", "--fail-on", "hint"])
    #expect(result.status == 0)
    #expect((value(try result.json(), "diagnostics") as? [Any])?.count == 0)
  }

  /// Every scenario runs without a problem.
  @Test(arguments: files.filter { $0.lastPathComponent.hasSuffix(".sim.yaml") })
  func scenariosRun(file: URL) async throws {
    let result = try await Sandbox().run(["simulate", file.path])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(!result.text.contains(" error: "))
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let count = text.split(separator: "\n").count { $0.hasPrefix("  - name: ") }
    #expect(count >= 2)
    #expect(result.lines.count { $0.hasPrefix("== ") } == count)
  }

  /// The same seed gives the same bytes.
  @Test func runsAreRepeatable() async throws {
    let path = Self.examples.appendingPathComponent("scheduled-backup.sim.yaml").path
    let first = try await Sandbox().run(["simulate", path, "--view", "all", "--seed", "5"])
    let second = try await Sandbox().run(["simulate", path, "--view", "all", "--seed", "5"])
    #expect(first.output == second.output && !first.output.isEmpty)
  }

  @Test(arguments: [
    (["production-deploy.sim.yaml", "--scenario", "hapy path"], Int32(2), "happy path"),
    (["nothing.sim.yaml"], 2, "nothing.sim.yaml"),
  ])
  func wrongNamesAreSaid(arguments: [String], status: Int32, part: String) async throws {
    let path = Self.examples.appendingPathComponent(arguments[0]).path
    let result = try await Sandbox().run(["simulate", path] + arguments.dropFirst())
    #expect(result.status == status)
    #expect(result.errors.contains(part), "\(result.errors)")
  }

  /// Without a scenario: a dry run in which everything succeeds.
  @Test func workflowsRunDry() async throws {
    let path = Self.examples.appendingPathComponent("production-deploy.wf.yaml").path
    let result = try await Sandbox().run(["simulate", path])
    #expect(result.status == 0)
    let lines = Self.folded(result.text)
    for (number, step) in ["Plan", "Approval", "Apply", "Test", "Notify"].enumerated() {
      #expect(lines.contains { $0.hasPrefix("\(number + 1). \(step) ✓") }, "\(step)")
    }
  }

  /// Conditions know the zones of the system's database, as they do in production.
  @Test func conditionsKnowTimeZones() async throws {
    let sandbox = try Sandbox([
      "a.wf.yaml": """
      schema: wflint/v1
      name: a
      steps:
        - {id: east, type: wait, duration: 1s, if: "now.getHours('Asia/Tokyo') == 18"}
        - {id: west, type: wait, duration: 1s, if: "now.getHours('America/New_York') == 18"}

      """,
      "a.sim.yaml": """
      schema: wflint-sim/v1
      workflow: a.wf.yaml
      clock: {start: 2026-11-20T09:00:00Z}
      defaults: {unmocked: success}
      scenarios:
        - {name: a, expect: {status: success, steps: {east: {status: success}, west: {status: skipped}}}}

      """,
    ])
    let result = try await sandbox.run(["test"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
  }

  // MARK: What expressions read

  /// Every member that the language has (`language.md` §9): the checker knows it, and the engine has it.
  @Test func whatTheCheckerKnowsTheEngineHas() async throws {
    let members = [
      "trigger.type", "trigger.actor", "trigger.branch", "trigger.tag", "trigger.repository", "trigger.paths",
      "trigger.commit.id", "trigger.commit.message", "trigger.commit.author", "trigger.time", "run.id", "run.number",
      "run.attempt", "run.status", "run.started_at", "workflow.name", "workflow.status", "workflow.environment",
      "steps.first.status", "steps.first.duration", "steps.first.attempts", "steps.first.outputs.stdout",
      "steps.first.outputs.exit_code", "steps[\"first\"].outputs.stderr", "inputs.who", "env.PLACE", "secrets.TOKEN",
      "now",
    ]
    func files(_ members: [String]) -> [String: String] {
      // A list is none where one of its elements cannot be read.
      let reads = "size([\(members.joined(separator: ", "))]) == \(members.count)"
      return [
        ".wflint.yaml": "directory: {secrets: [TOKEN]}\n",
        "a.wf.yaml": """
        schema: wflint/v1
        name: api
        environment: staging
        inputs: {who: {type: string, default: me}}
        env: {PLACE: here}
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: first, type: script, run: make}
          - id: second
            type: script
            run: make
            needs: [first]
            if: >-
              \(reads)

        """,
        "a.sim.yaml": """
        schema: wflint-sim/v1
        workflow: a.wf.yaml
        mocks:
          first: {outputs: {stdout: done, stderr: "", exit_code: 0}}
          second: {}
        scenarios:
          - name: push
            trigger: {type: git_push, branch: main, actor: jane@example.com, commit: {id: abc, message: m, author: j}}
            expect: {status: success, steps: {second: {status: success}}}

        """,
      ]
    }
    for member in members {
      let sandbox = try Sandbox(files([member]))
      let checked = try await sandbox.run(["check", "a.wf.yaml", "--select", "WF301,WF302,WF303,WF304,WF308,WF309"])
      #expect(checked.status == 0, "\(member): \(checked.text)")
      let tested = try await sandbox.run(["test", "a.sim.yaml"])
      #expect(tested.status == 0, "\(member): \(tested.text)\(tested.errors)")
    }
    let wrong = try Sandbox(files(["run.nunber"]))
    #expect(try await wrong.run(["check", "a.wf.yaml"]).status == 1)
  }
}
