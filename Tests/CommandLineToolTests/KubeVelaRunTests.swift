// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// `simulate` and `test` on KubeVela's files: the phases and reasons that its controller writes (as in kubevela/workflow 0.7).
@Suite struct KubeVelaRunTests {
  private static let workflow = """
    apiVersion: core.oam.dev/v1alpha1
    kind: WorkflowRun
    metadata: {name: release}
    spec:
      workflowSpec:
        steps:
          - {name: build, type: request, properties: {url: "https://x"}}
          - {name: gate, type: suspend, timeout: 1h}
          - name: checks
            type: step-group
            subSteps:
              - {name: one, type: request, properties: {url: "https://x"}}
              - {name: two, type: request, properties: {url: "https://x"}, dependsOn: [one]}
          - {name: ship, type: request, properties: {url: "https://x"}}
          - {name: alarm, type: request, if: status.ship.failed, properties: {url: "https://x"}}
          - {name: last, type: request, if: always, properties: {url: "https://x"}}

    """

  /// A scenario with the words that its table has, by step, and the run's.
  private static let cases: [(scenario: String, run: String, steps: [String])] = [
    (
      "events: [{at: 5s, continue: gate}]\n    expect: {status: success, steps: {alarm: {status: skipped, reason: Skip}}}",
      "succeeded",
      ["succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "skipped/Skip", "succeeded"]
    ),
    (
      "events: [{at: 5s, continue: gate}]\n    mocks: {ship: {fail: boom}}\n    expect: {status: failed, reason: failed, steps: {ship: {status: failed, reason: FailedAfterRetries, attempts: 11}, alarm: {status: success}}}",
      "failed",
      [
        "succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "failed/FailedAfterRetries", "succeeded",
        "succeeded",
      ]
    ),
    (
      "events: [{at: 5s, continue: gate}]\n    mocks: {one: {fail: boom}}\n    expect: {status: failed, steps: {checks: {reason: FailedAfterRetries}, two: {status: skipped}, ship: {status: skipped}}}",
      "failed",
      [
        "succeeded", "succeeded", "failed/FailedAfterRetries", "failed/FailedAfterRetries", "skipped/Skip",
        "skipped/Skip", "skipped/Skip", "succeeded",
      ]
    ),
    (
      "events: [{at: 5s, terminate: run}]\n    expect: {status: cancelled, reason: terminated, steps: {gate: {status: failed, reason: Terminate}}}",
      "terminated",
      [
        "succeeded", "failed/Terminate", "skipped/Skip", "skipped/Skip", "skipped/Skip", "skipped/Skip",
        "skipped/Skip", "succeeded",
      ]
    ),
    (
      "mocks: {build: {duration: 1s}}\n    expect: {status: failed, steps: {gate: {reason: Timeout}, last: {status: success}}}",
      "failed",
      [
        "succeeded", "failed/Timeout", "skipped/Skip", "skipped/Skip", "skipped/Skip", "skipped/Skip", "skipped/Skip",
        "succeeded",
      ]
    ),
    (
      "events: [{at: 5s, continue: gate}, {at: 3h, retry_from: ship}]\n    mocks: {ship: {attempts: [{fail: boom, repeat: 11}, {duration: 1s}]}}\n    expect: {status: success, reason: succeeded}",
      "succeeded",
      ["succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "succeeded", "skipped/Skip", "succeeded"]
    ),
  ]

  @Test(arguments: cases) func runs(_ scenario: String, _ run: String, _ steps: [String]) async throws {
    let sandbox = try Sandbox([
      "run.yaml": Self.workflow,
      "run.sim.yaml":
        "schema: wflint-sim/v1\nworkflow: run.yaml\ndefaults: {unmocked: success}\nscenarios:\n  - name: it\n    \(scenario)\n",
    ])
    let result = try await sandbox.run(["simulate", "run.sim.yaml"])
    let lines = SimulateTests.folded(result.text)
    #expect(lines.contains { $0.hasPrefix("Status: \(run) ") }, "\(result.text)")
    let names = ["build", "gate", "checks", "one", "two", "ship", "alarm", "last"]
    for (index, (name, words)) in zip(names, steps).enumerated() {
      let line = lines.first { $0.hasPrefix("\(index + 1). \(name) ") } ?? ""
      #expect(line.split(separator: " ").contains(Substring(words)), "\(name): \(words), \(line)")
    }
    #expect(result.status == 0, "\(result.errors)")
    let test = try await sandbox.run(["test"])
    #expect(test.status == 0, "\(test.text)\(test.errors)")
  }

  /// An Application has its own words, and a rollback is refused while it runs.
  @Test func applications() async throws {
    let sandbox = try Sandbox([
      "app.yaml": """
      apiVersion: core.oam.dev/v1beta1
      kind: Application
      metadata: {name: shop}
      spec:
        components: [{name: web, type: webservice}]
        workflow:
          steps:
            - {name: go, type: deploy}
            - {name: gate, type: suspend, timeout: 1h}

      """,
      "app.sim.yaml": """
      schema: wflint-sim/v1
      workflow: app.yaml
      defaults: {unmocked: success}
      scenarios:
        - {name: rollback, events: [{at: 5s, rollback: run}], expect: {status: failed, reason: workflowFailed}}

      """,
    ])
    let result = try await sandbox.run(["simulate", "app.sim.yaml"])
    #expect(SimulateTests.folded(result.text).contains { $0.hasPrefix("Status: workflowFailed ") }, "\(result.text)")
    #expect((result.text + result.errors).contains("the event `rollback` has no effect"))
  }

  /// A mistake that the controller makes something of does not stop the simulation: it shows what comes of it.
  @Test func mistakesRun() async throws {
    let sandbox = try Sandbox([
      "run.yaml": """
      apiVersion: core.oam.dev/v1alpha1
      kind: WorkflowRun
      metadata: {name: r}
      spec:
        workflowSpec:
          steps:
            - {name: a, type: suspend, properties: {duration: 1min}, dependsOn: [nobody]}

      """
    ])
    let result = try await sandbox.run(["simulate", "run.yaml"])
    #expect(result.errors.contains("run.yaml:7:"), "\(result.errors)")
    #expect(result.errors.contains("KV102"))
    #expect(result.text.contains("pending"), "\(result.text)")
    try sandbox.write(
      "run.yaml",
      Array("apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nspec: {workflowSpec: {steps: [{name: a\n".utf8))
    #expect(try await sandbox.run(["simulate", "run.yaml"]).status == 2)
  }
}
