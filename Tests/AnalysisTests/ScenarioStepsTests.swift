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
  private static let child =
    "schema: wflint/v1\nname: child\nsteps:\n  - {id: inner, type: script, run: make}\noutputs: {version: \"1\"}\n"

  private func findings(_ scenario: String, knows: [(path: String, text: String)]) -> [String] {
    let summaries = knows.flatMap { ParsedDocument(path: $0.path, text: SourceText($0.text)).summaries() }
    let parsed = ParsedDocument(path: "ci/a.sim.yaml", text: SourceText(scenario))
    let snapshot = WorkspaceSnapshot(summary: WorkspaceSummary(summaries))
    return analyze(parsed, in: snapshot).diagnostics.filter { ["WF201", "WF304"].contains($0.code) }.map { finding in
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
    // What is below a call is for the called workflow's steps alone.
    ("mocks: {more: {mocks: {inner: {}}}}\nscenarios: [{name: a}]", []),
    ("mocks: {\"more[0]\": {mocks: {inner: {}}}}\nscenarios: [{name: a}]", []),
    (
      "mocks: {more: {mocks: {innr: {}, plan: {}}}}\nscenarios: [{name: a}]",
      ["innr: no step of `child` is called `innr`; did you mean `inner`?", "plan: no step of `child` is called `plan`"]
    ),
    // The mock around it is what is wrong.
    (
      "mocks: {mor: {mocks: {nosuch: {}}}}\nscenarios: [{name: a}]",
      ["mor: no step is called `mor`; did you mean `more`?"]
    ),
    ("mocks: {more: {outputs: {version: 1}}}\nscenarios: [{name: a}]", []),
    (
      "mocks: {more: {attempts: [{outputs: {verison: 1}}]}}\nscenarios: [{name: a}]",
      ["verison: `more` has no output `verison`; did you mean `version`?"]
    ),
    (
      "scenarios: [{name: a, expect: {steps: {more: {outputs: {quite_another: 1}}}}}]",
      ["quite_another: `more` has no output `quite_another`"]
    ),
    // Other steps may leave behind what their scripts say.
    ("mocks: {plan: {outputs: {anything: 1}}}\nscenarios: [{name: a}]", []),
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
