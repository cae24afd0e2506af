// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Rules
import SourceText
import Testing
import WorkflowModel

@testable import Analysis

/// The steps that scenario files name, against the workflows that they run.
@Suite struct ScenarioStepsTests {
  private static let deploy =
    "schema: wflint/v1\nname: deploy\nsteps:\n  - {id: plan, type: script, run: make}\n  - {id: more, type: call, workflow: child}\n  - {id: notify, type: script, run: make}\n"
  private static let child = "schema: wflint/v1\nname: child\nsteps:\n  - {id: inner, type: script, run: make}\n"

  private func findings(_ scenario: String, knows: [(path: String, text: String)]) -> [String] {
    let summaries = knows.flatMap { ParsedDocument(path: $0.path, text: SourceText($0.text)).summaries() }
    let parsed = ParsedDocument(path: "ci/a.sim.yaml", text: SourceText(scenario))
    let snapshot = WorkspaceSnapshot(summary: WorkspaceSummary(summaries))
    return analyze(parsed, in: snapshot).diagnostics.filter { $0.code == "WF201" }.map { finding in
      "\(String(parsed.text[finding.range])): \(finding.message)"
    }
  }

  /// Each scenario with what is said of it; the workflow calls another one, whose steps may be named, too.
  @Test(arguments: [
    ("mocks: {paln: {duration: 1s}}\nscenarios: [{name: a}]", ["paln: no step is called `paln`; did you mean `plan`?"]),
    ("mocks: {plan: {duration: 1s}, inner: {duration: 1s}}\nscenarios: [{name: a}]", []),
    ("scenarios: [{name: a, mocks: {\"plan[1]\": {duration: 1s}}}]", []),
    (
      "scenarios: [{name: a, events: [{at: 1s, continue: notfy}, {at: 2s, cancel: run}]}]",
      ["notfy: no step is called `notfy`; did you mean `notify`?"]
    ),
    (
      "scenarios: [{name: a, expect: {never: [quite_another], order: [plan, notify], steps: {plna: {status: success}}}}]",
      ["quite_another: no step is called `quite_another`", "plna: no step is called `plna`; did you mean `plan`?"]
    ),
    (
      "scenarios: [{name: a}]\nprove: [{always_runs: notifi}]",
      ["notifi: no step is called `notifi`; did you mean `notify`?"]
    ),
  ])
  func unknownSteps(body: String, expected: [String]) {
    let text = "schema: wflint-sim/v1\nworkflow: ../flows/deploy.wf.yaml\n\(body)\n"
    let knows = [("flows/deploy.wf.yaml", Self.deploy), ("flows/child.wf.yaml", Self.child)]
    #expect(findings(text, knows: knows) == expected)
    // Where the called workflow or the file itself is not known, a name may be one of theirs.
    #expect(findings(text, knows: [knows[0]]) == [])
    #expect(findings(text, knows: [knows[1]]) == [])
  }
}
