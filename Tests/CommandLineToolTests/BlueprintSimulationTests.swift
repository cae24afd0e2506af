// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Executions of blueprints through `simulate` and `test`.
@Suite struct BlueprintSimulationTests {
  static let blueprint = """
    tosca_definitions_version: cloudify_dsl_1_4
    imports: [cloudify/types/types.yaml]
    inputs:
      hosts: {type: integer}
    plugins:
      p: {executor: central_deployment_agent, install: false}
    node_templates:
      vm:
        type: cloudify.nodes.Root
        capabilities: {scalable: {properties: {default_instances: {get_input: hosts}}}}
        interfaces:
          cloudify.interfaces.lifecycle:
            create: {implementation: p.create, max_retries: 1, retry_interval: 5}
            delete: p.delete
    workflows:
      own:
        mapping: p.own
        parameters:
          size: {type: integer, constraints: [{in_range: [1, 3]}]}

    """

  static func sandbox(_ more: [String: String] = [:]) throws -> Sandbox {
    try Sandbox(["b.yaml": blueprint, "inputs.yaml": "hosts: 2\n"].merging(more) { $1 })
  }

  @Test func dryRunOfInstall() async throws {
    let result = try await Self.sandbox().run(["simulate", "b.yaml", "--inputs", "inputs.yaml", "--view", "all"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.lines.contains("Status: terminated (completed) ✓"))
    #expect(
      result.lines.contains("1. vm_1.create ✓ succeeded 1s") && result.lines.contains("2. vm_2.create ✓ succeeded 1s"))
    #expect(result.lines.contains("Node Instances: vm_1 started, vm_2 started"))
    #expect(result.lines.contains("00:00 sending_task vm_1.create"))
    #expect(result.lines.contains("00:01 vm_2: created"))
  }

  /// What the product refuses is refused, with the words that mend it.
  @Test(
    arguments: [
      ([], Int32(2), "the input `hosts`: it is required and has no default"),
      (["--inputs", "wrong.yaml"], 2, "the input `hosts`: the value is not of type `integer`"),
      (["--inputs", "list.yaml"], 2, "expected a mapping of names to values"),
      (["--inputs", "inputs.yaml", "--workflow", "nothing"], 1, "Workflow nothing does not exist"),
      (["--inputs", "inputs.yaml", "--workflow", "own"], 1, "must be provided with the following parameters"),
      (["--inputs", "inputs.yaml", "--workflow", "own", "--parameter", "size=4"], 1, "violates constraint in_range"),
      (["--inputs", "inputs.yaml", "--workflow", "own", "--parameter", "size=two"], 1, "must be of type integer"),
      (
        ["--inputs", "inputs.yaml", "--workflow", "own", "--parameter", "size=2", "--parameter", "more=1"], 1,
        "does not have the following parameters declared: more"
      ),
      (["--inputs", "inputs.yaml", "--workflow", "own", "--parameter", "size"], 2, "expected `name=value`"),
      (["--inputs", "inputs.yaml", "--workflow", "own", "--parameter", "size=2"], 0, "1. own"),
      (["--inputs", "inputs.yaml", "--workflow", "uninstall"], 0, "taken to be started"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, part: String) async throws {
    let sandbox = try Self.sandbox(["wrong.yaml": "hosts: many\n", "list.yaml": "[1]\n"])
    let result = try await sandbox.run(["simulate", "b.yaml"] + arguments)
    #expect(result.status == status, "\(result.text)\(result.errors)")
    #expect((result.text + result.errors).contains(part), "\(result.text)\(result.errors)")
  }

  static let scenarios = """
    schema: wflint-sim/v1
    workflow: b.yaml
    inputs: {hosts: 2}
    manager: {task_retries: 0, wait_after_fail: 3s}
    mocks: {vm.create: {duration: 10s}, delete: {duration: 1s}, own: {duration: 4s}}
    scenarios:
      - name: plain
        workflow: install
        expect: {status: completed, duration: 10s, ran: [vm_1.create, vm_2.create], never: [vm.delete]}
      - name: not recoverable
        workflow: install
        mocks: {vm_1.create: {duration: 1s, fail: no, recoverable: false}}
        expect: {status: failed, duration: 4s, steps: {vm_1.create: {status: failed, attempts: 1}}}
      - name: asked again later
        workflow: install
        mocks: {vm_1.create: {attempts: [{duration: 1s, reschedule: wait, retry_after: 20s}, {duration: 1s}]}}
        expect: {status: terminated, duration: 22s, steps: {vm_1.create: {attempts: 2}}}
      - name: killed
        workflow: install
        events: [{at: 3s, kill: run}]
        expect: {status: cancelled, duration: 3s}
      - name: declared
        workflow: own
        parameters: {size: 3}
        deployment: {state: {vm: started}, workflows: {own: [vm.delete, [vm_1.create, vm_2.create]]}}
        expect: {status: terminated, duration: 11s, order: [vm.delete, vm.create]}
      - name: several
        arrivals:
          - {at: 0s, workflow: install}
          - {at: 1s, workflow: own, parameters: {size: 1}, queue: true}
          - {at: 2s, workflow: own, parameters: {size: 9}}
          - {at: 3s, workflow: install, dry_run: true, force: true}
        expect: {runs: {terminated: 3, illegal_execution_parameters_error: 1}}

    """

  @Test func scenarioFiles() async throws {
    let sandbox = try Self.sandbox(["b.sim.yaml": Self.scenarios])
    let check = try await sandbox.run(["check", "."])
    #expect(check.status == 0, "\(check.text)")
    let result = try await sandbox.run(["test", "--strict"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.lines.last == "6 scenarios: 6 passed")
  }

  /// Each expectation can fail, and is then written anew.
  @Test func expectationsFailAndAreUpdated() async throws {
    let wrong = Self.scenarios
      .replacingOccurrences(of: "status: completed, duration: 10s", with: "status: failed, duration: 11s")
      .replacingOccurrences(of: "never: [vm.delete]", with: "never: [vm_2.create]")
      .replacingOccurrences(of: "attempts: 2", with: "attempts: 3")
      .replacingOccurrences(of: "terminated: 3", with: "terminated: 2")
    let sandbox = try Self.sandbox(["b.sim.yaml": wrong])
    let result = try await sandbox.run(["test"])
    #expect(result.status == 1)
    for part in [
      "status: expected failed, got success", "duration: expected 11s, got 10s",
      "never: `vm_2.cloudify.interfaces.lifecycle.create` started at 00:00",
      "step `vm_1.create`, attempts: expected 3, got 2", "runs terminated: expected 2, got 3",
    ] {
      #expect(result.text.contains(part), "\(part) in \(result.text)")
    }
    let unknown = try Self.sandbox([
      "b.sim.yaml": Self.scenarios.replacingOccurrences(of: "never: [vm.delete]", with: "never: [vm.nothing]")
    ])
    #expect(try await unknown.run(["test"]).text.contains("never: there is no step `vm.nothing`"))
    _ = try await sandbox.run(["test", "--update"])
    let again = try await sandbox.run(["test"])
    #expect(again.text.contains("✓ plain") && again.text.contains("✓ asked again later"), "\(again.text)")
  }

  @Test func jsonSpeaksTheProductsWords() async throws {
    let result = try await Self.sandbox().run(["simulate", "b.yaml", "--inputs", "inputs.yaml", "--format", "json"])
    for part in [
      "\"execution_status\":\"terminated\"", "\"status_display\":\"completed\"", "\"status\":\"success\"",
      "\"node_instances\":{\"vm_1\":\"started\",\"vm_2\":\"started\"}",
    ] {
      #expect(result.text.replacingOccurrences(of: ": ", with: ":").contains(part), "\(part)")
    }
    for format in ["html", "svg", "mermaid", "chrome", "otlp"] {
      let other = try await Self.sandbox().run(["simulate", "b.yaml", "--inputs", "inputs.yaml", "--format", format])
      #expect(other.status == 0 && other.text.contains("vm_1"), "\(format)")
    }
  }

  /// What no mock speaks of is a mistake with a mock to paste.
  @Test func unmockedOperationsAreSaid() async throws {
    let sandbox = try Self.sandbox([
      "b.sim.yaml": """
      schema: wflint-sim/v1
      workflow: b.yaml
      inputs: {hosts: 1}
      mocks: {vm.creat: {duration: 1s}}
      scenarios: [{name: one, workflow: install}]

      """
    ])
    let result = try await sandbox.run(["test"])
    #expect(result.status == 1)
    #expect(result.text.contains("no operation and no workflow of that name"))
    #expect(result.text.contains("vm.cloudify.interfaces.lifecycle.create: {duration: 10s}"))
  }
}
