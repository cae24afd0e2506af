// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif
import TestSupport
import Testing

/// `wflint test` over the pipe.
@Suite struct TestCommandTests {
  static let workflow = """
    schema: wflint/v1
    name: deploy
    steps:
      - {id: plan, type: script, run: make}
      - {id: gate, type: condition, cases: [{when: "true", then: [apply]}]}
      - {id: apply, type: script, run: make, needs: [gate]}

    """
  static let scenarios = """
    schema: wflint-sim/v1
    workflow: deploy.wf.yaml
    mocks: {plan: {duration: 3s}, apply: {duration: 1s}}
    scenarios:
      - name: good
        expect: {status: success, duration: 4s}
      - name: "bad #1 <é>"
        mocks: {plan: {fail: broken}}
        expect: {status: success}

    """

  static func sandbox(_ more: [String: String] = [:]) throws -> Sandbox {
    try Sandbox(["deploy.wf.yaml": workflow, "deploy.sim.yaml": scenarios].merging(more) { $1 })
  }

  @Test func everyExamplePasses() async throws {
    let examples = RepositoryPaths.root.appendingPathComponent("Examples").path
    let result = try await Sandbox().run(["test", examples, "--format", "json", "--strict"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    let json = try #require(try result.json() as? [String: Any])
    #expect(json["passed"] as? Bool == true)
    #expect((json["files"] as? [Any])?.count ?? 0 >= 7)
    let summary = json["summary"] as? [String: Int]
    #expect(summary?["failed"] == 0 && summary?["scenarios"] ?? 0 >= 15)
  }

  @Test func textSaysWhatDiffered() async throws {
    let result = try await Self.sandbox().run(["test"])
    #expect(result.status == 1)
    #expect(result.lines.contains("  ✓ good        success in 4s"))
    #expect(result.lines.contains("  ✗ bad #1 <é>  failed in 1s"))
    #expect(
      result.lines.contains(
        "    deploy.sim.yaml:9:14: error: status: expected success, got failed (plan failed: broken)"))
    #expect(result.lines.last == "2 scenarios: 1 passed, 1 failed")
  }

  @Test func junitIsWellFormed() async throws {
    let result = try await Self.sandbox().run(["test", "--format", "junit"])
    #expect(result.status == 1)
    let reader = JUnitReader()
    let parser = XMLParser(data: result.output)
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.cases == ["good", "bad #1 <é>"])
    #expect(reader.failures == ["bad #1 <é>"])
  }

  @Test func tapHasAPointAScenario() async throws {
    let result = try await Self.sandbox().run(["test", "--format", "tap"])
    #expect(result.status == 1)
    let points = result.lines.filter { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }
    #expect(result.lines.prefix(2) == ["TAP version 14", "1..2"])
    #expect(points == ["ok 1 - deploy.sim.yaml: good", "not ok 2 - deploy.sim.yaml: bad \\#1 <é>"])
  }

  @Test func filterTakesNames() async throws {
    let sandbox = try Self.sandbox()
    #expect(try await sandbox.run(["test", "--filter", "GOOD"]).status == 0)
    let none = try await sandbox.run(["test", "--filter", "nothing"])
    #expect(none.status == 2 && none.errors.contains("no scenario's name holds `nothing`"))
  }

  @Test func coverageBelowTheDemandFails() async throws {
    let text = """
      schema: wflint-sim/v1
      workflow: deploy.wf.yaml
      coverage: {branches: 100}
      mocks: {plan: {duration: 3s}, apply: {duration: 1s}}
      scenarios: [{name: good, expect: {status: success}}]

      """
    let result = try await Self.sandbox(["deploy.sim.yaml": text]).run(["test", "--coverage"])
    #expect(result.status == 1)
    #expect(
      result.text.contains("coverage of branches is 50 %, below the 100 % demanded; missing: gate: else"),
      "\(result.text)")
    #expect(result.text.contains("coverage: 100 % of steps, 50 % of branches"))
  }

  @Test func strictFailsOnAnUnusedMock() async throws {
    let text = """
      schema: wflint-sim/v1
      workflow: deploy.wf.yaml
      mocks: {plan: {fail: broken}, apply: {duration: 1s}}
      scenarios: [{name: a, expect: {status: failed}}]

      """
    let sandbox = try Self.sandbox(["deploy.sim.yaml": text])
    #expect(try await sandbox.run(["test"]).status == 0)
    #expect(try await sandbox.run(["test", "--strict"]).status == 1)
  }

  @Test func whatCannotRunIsSaid() async throws {
    let broken = try await Self.sandbox([
      "broken.sim.yaml": "schema: wflint-sim/v1\nworkflow: gone.wf.yaml\nscenarios: [{name: a}]\n"
    ]).run(
      ["test"])
    #expect(broken.status == 2 && broken.text.contains("gone.wf.yaml"))
    let empty = try await Sandbox().run(["test"])
    #expect(empty.status == 2 && empty.errors.contains("no scenario files found"))
    let absent = try await Sandbox().run(["test", "absent.sim.yaml"])
    #expect(absent.status == 2 && absent.errors.contains("absent.sim.yaml: no such file or folder"))
  }
}

/// The cases of a JUnit file, and those that hold a failure.
private final class JUnitReader: NSObject, XMLParserDelegate {
  private(set) var cases: [String] = []
  private(set) var failures: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "testcase" { cases.append(attributes["name"] ?? "") }
    if name == "failure", let last = cases.last { failures.append(last) }
  }
}
