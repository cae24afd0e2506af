// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import WorkflowModel

@testable import Analysis

/// The conditions of scenario files, against the workflow that they run.
@Suite struct ScenarioChecksTests {
  private static let deploy = """
    schema: wflint/v1
    name: deploy
    inputs: {size: {type: integer}}
    steps:
      - {id: plan, type: script, run: make, outputs: {count: integer}}
      - {id: more, type: call, workflow: child}
    outputs: {total: "${{ steps.plan.outputs.count }}"}

    """
  private static let child =
    "schema: wflint/v1\nname: child\nsteps: [{id: a, type: script, run: x}]\noutputs: {version: \"1\"}\n"

  private func findings(_ body: String, knows: [(path: String, text: String)]) -> [String] {
    let text = "schema: wflint-sim/v1\nworkflow: deploy.wf.yaml\n\(body)\n"
    let parsed = ParsedDocument(path: "a.sim.yaml", text: SourceText(text))
    let summaries = knows.flatMap { ParsedDocument(path: $0.path, text: SourceText($0.text)).summaries() }
    return analyze(parsed, in: WorkspaceSnapshot(summary: WorkspaceSummary(summaries))).diagnostics.map {
      "\($0.code) \(String(parsed.text[$0.range]))"
    }
  }

  private func scenario(_ check: String, more: String = "") -> String {
    "scenarios: [{name: a, \(more)expect: {check: \(check)}}]"
  }

  private static let all = [("deploy.wf.yaml", deploy), ("child.wf.yaml", child)]

  @Test(arguments: [
    (#"["size("]"#, ["WF301 ("]), (#"["foo()"]"#, ["WF312 foo"]), (#"["1 + 1"]"#, ["WF308 1 + 1"]),
    (#"["1 + 'a' == 2"]"#, ["WF303 1 + 'a'"]), (#"["inputs.size == 1"]"#, ["WF302 inputs"]),
    (#"["run.nosuch == 1"]"#, ["WF302 nosuch"]), (#"["run.inputs.siz == 1"]"#, ["WF302 siz"]),
    (#"["steps.plan.outputs.coun == 1"]"#, ["WF304 coun"]),
    (#"["steps.more.outputs.verson == '1'"]"#, ["WF304 verson"]),
    (#"["run.outputs.totl == 1"]"#, ["WF304 totl"]), (#"["steps.pln.status == 'success'"]"#, ["WF201 pln"]),
    (#"["steps.plan.status == 'sucess'"]"#, ["WF316 'sucess'"]), ("[\"\"]", ["WF301 "]),
    (#""steps.plan.outputs.coun == 1""#, ["WF304 coun"]), (#"["${{ steps.plan.status == 'success' }}"]"#, ["WF301 $"]),
    (#"["always()"]"#, ["WF312 always"]),
    // What is right.
    (#""steps.plan.outputs.count == 1""#, []), (#"["steps.more.outputs.version == '1'"]"#, []),
    (#"["run.outputs.total == 1 && run.inputs.size > 0", "run.status == 'success'"]"#, []),
    (#"["steps['plan'].reason == 'completed'", "run.duration < duration('5m')"]"#, []), ("[true]", []),
    (#"["!has(steps.plan.outputs.count) || size(steps) == 2"]"#, []),
  ])
  func conditions(check: String, expected: [String]) {
    #expect(findings(scenario(check), knows: Self.all) == expected, "\(findings(scenario(check), knows: Self.all))")
  }

  /// What a mock gives a step is there, also where the step's type does not say so.
  @Test func mocksGiveOutputs() {
    let check = #"["steps.plan.outputs.extra == 1"]"#
    #expect(findings(scenario(check), knows: Self.all) == ["WF304 extra"])
    #expect(findings(scenario(check, more: "mocks: {plan: {outputs: {extra: 1}}}, "), knows: Self.all) == [])
    #expect(
      findings("mocks: {plan: {attempts: [{outputs: {extra: 1}}]}}\n" + scenario(check), knows: Self.all) == [])
  }

  /// Where the workflow is not known, or is one of several, only the text itself can be wrong.
  @Test func unknownWorkflows() {
    let check = #"["steps.any.outputs.thing == run.inputs.other", "size("]"#
    #expect(findings(scenario(check), knows: []) == ["WF301 ("])
    #expect(
      findings(scenario(check), knows: [("deploy.wf.yaml", Self.deploy + "---\n" + Self.child)]).contains("WF301 ("))
    let arrivals = scenario(#"["run.inputs.other == 1"]"#, more: "arrivals: [{at: 0s, workflow: child}], ")
    #expect(findings(arrivals, knows: Self.all) == [])
  }

  /// What the repository's own scenario files say is right.
  @Test func theRepositorysScenariosAreRight() throws {
    let files = RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Examples"), extensions: ["yaml"])
    let parsed = try files.map { file in
      ParsedDocument(path: file.path, text: SourceText(try String(contentsOf: file, encoding: .utf8)))
    }
    let snapshot = WorkspaceSnapshot(summary: WorkspaceSummary(parsed.flatMap { $0.summaries() }))
    let scenarios = parsed.filter { $0.kind == .scenario }
    #expect(scenarios.count > 5)
    for scenario in scenarios { #expect(analyze(scenario, in: snapshot).diagnostics.isEmpty) }
  }
}
