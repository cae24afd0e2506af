// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import Testing
import WorkflowModel

/// The product's workflows beside install and uninstall.
@Suite struct BuiltInWorkflowTests {
  /// Two applications on a host each, behind a database.
  static var builder: DeploymentBuilder {
    var builder = DeploymentBuilder()
    let db = builder.node("db", ["create", "start", "stop", "delete", "cloudify.interfaces.validation.check_status"])
    let vm = builder.node("vm", ["create", "delete"], types: ["cloudify.nodes.Compute"], instances: 2) {
      $0.agentInstallMethod = "none"
      $0.maximum = 3
    }
    let app = builder.node("app", ["start", "stop", "heal", "cloudify.interfaces.validation.check_status"])
    builder.relate(app, vm) { $0.isContainment = true }
    builder.relate(app, db, ["establish", "unlink"])
    return builder
  }

  static func run(
    _ workflow: String, _ parameters: [(String, CELValue)] = [], _ change: (inout Scenario) -> Void = { _ in }
  ) -> SimulationResult {
    builder.run(workflow) { scenario in
      scenario.start()
      scenario.deployment.taskRetries = 0
      scenario.execution.isForced = true
      scenario.execution.parameters = parameters.map { (name: $0.0, value: $0.1) }
      change(&scenario)
    }
  }

  @Test func filtersMustAllBePassed() {
    func names(_ parameters: [(String, CELValue)]) -> [String] { Self.run("stop", parameters).started() }
    #expect(
      names([]) == ["app_1.stop", "app_2.stop", "db_1.stop"].sorted { _, _ in false } || Set(names([])).count == 3)
    #expect(names([("node_ids", .array([.string("db")]))]) == ["db_1.stop"])
    #expect(names([("node_instance_ids", .array([.string("app_2")]))]) == ["app_2.stop"])
    #expect(names([("type_names", .array([.string("cloudify.nodes.Compute")]))]) == [])
    #expect(names([("node_ids", .array([.string("db")])), ("node_instance_ids", .array([.string("app_2")]))]) == [])
  }

  @Test func startStopAndRestart() {
    let stopped = Self.run("stop")
    // By dependency order, and no state changes.
    #expect(
      stopped.log(0, "task_started").map { String($0.prefix(16)) } == [
        "0 task_started d", "1 task_started a", "1 task_started a",
      ])
    #expect(Set(stopped.states().values) == ["started"])
    let restarted = Self.run("restart", [("run_by_dependency_order", .bool(false))])
    #expect(restarted.log(0, "task_started").map { $0.hasSuffix(".stop") } == [true, true, true, false, false, false])
    #expect(restarted.runs[0].duration == 2_000)
  }

  @Test func executeOperation() {
    // On nodes without it nothing happens, silently; a bare name will do.
    let result = Self.run("execute_operation", [("operation", .string("heal"))])
    #expect(result.started() == ["app_1.heal", "app_2.heal"])
    #expect(result.runs[0].duration == 1_000, "all at once")
    let nothing = Self.run("execute_operation", [("operation", .string("my.thing"))])
    #expect(nothing.started().isEmpty && nothing.trace.runs[0].status == "terminated")
    #expect(Self.run("execute_operation").trace.runs[0].refusal == "illegal_execution_parameters_error")
  }

  @Test func keywordsThatAreInputs() {
    var builder = DeploymentBuilder()
    builder.node("vm", ["create"]) { $0.operations[0].inputs = ["size"] }
    func status(_ override: CELValue) -> String? {
      builder.run("execute_operation") { scenario in
        scenario.execution.parameters = [
          ("operation", .string("create")), ("operation_kwargs", .object([("size", .int(1))])),
          ("allow_kwargs_override", override),
        ]
      }.trace.runs[0].status
    }
    #expect(status(.null) == "failed")
    #expect(status(.bool(true)) == "terminated")
  }

  @Test func checkStatusIsNotTriedAgain() {
    let result = Self.run("check_status") { scenario in
      scenario.deployment.taskRetries = 60
      scenario.fail("db.check_status")
      scenario.take("app.check_status", 5_000)
    }
    #expect(result.trace.runs[0].status == "failed")
    #expect(result.runs[0].duration == 5_000, "the others end")
    #expect(result.log(0, "task_failed").count == 1)
  }

  @Test func scaleOutAndIn() {
    let more = Self.run("scale", [("scalable_entity_name", .string("vm"))])
    #expect(more.started() == ["vm_3.create", "app_3.start", "app_3->db_1.source.establish"])
    #expect(more.states().count == 7)
    let less = Self.run("scale", [("scalable_entity_name", .string("vm")), ("delta", .int(-1))])
    #expect(less.started() == ["app_2.stop", "app_2->db_1.source.unlink", "vm_2.delete"])
    #expect(less.states().keys.sorted() == ["app_1", "db_1", "vm_1"])
    let kept = Self.run(
      "scale",
      [
        ("scalable_entity_name", .string("vm")), ("delta", .int(-1)),
        ("exclude_instances", .array([.string("vm_2")])),
      ])
    #expect(kept.states().keys.sorted() == ["app_2", "db_1", "vm_2"])
    for (parameters, text) in [
      ([("scalable_entity_name", CELValue.string("x"))], "No scalable entity named x was found"),
      ([("scalable_entity_name", .string("vm")), ("delta", .int(2))], "beyond its limits"),
      ([("scalable_entity_name", .string("vm")), ("delta", .int(-3))], "is illegal"),
      ([("scalable_entity_name", .string("vm")), ("delta", .string("x"))], "must be a number"),
    ] {
      let result = Self.run("scale", parameters)
      #expect(result.trace.runs[0].status == "failed" && result.trace.runs[0].error?.contains(text) == true)
    }
    #expect(Self.run("scale", [("scalable_entity_name", .string("vm")), ("delta", .int(0))]).started().isEmpty)
  }

  @Test func scaleOutThatFailsGoesBack() {
    let parameters: [(String, CELValue)] = [("scalable_entity_name", .string("vm"))]
    let result = Self.run("scale", parameters) { $0.fail("app_3.start") }
    #expect(
      result.started() == ["vm_3.create", "app_3.start", "app_3.stop", "app_3->db_1.source.unlink", "vm_3.delete"])
    #expect(result.trace.runs[0].status == "failed" && result.states().count == 5)
    let kept = Self.run("scale", parameters + [("rollback_if_failed", .bool(false))]) { $0.fail("app_3.start") }
    #expect(kept.started() == ["vm_3.create", "app_3.start"])
    #expect(kept.states()["app_3"] == "starting")
  }

  @Test func heal() {
    // Healthy unless proven otherwise.
    let well = Self.run("heal")
    #expect(Set(well.started()) == ["db_1.check_status", "app_1.check_status", "app_2.check_status"])
    let ill = Self.run("heal") { $0.fail("app_2.check_status") }
    #expect(ill.started().last == "app_2.heal")
    #expect(ill.trace.runs[0].status == "terminated")
    // Without the operation it is reinstalled, and those that depend on it link to it anew.
    let lost = Self.run("heal") { $0.fail("db.check_status") }
    #expect(
      lost.started().dropFirst(3).joined(separator: " ").hasPrefix(
        "app_1->db_1.source.unlink app_2->db_1.source.unlink db_1.stop db_1.delete db_1.create db_1.start"))
    #expect(lost.states()["db_1"] == "started")
    let refused = Self.run("heal", [("allow_reinstall", .bool(false))]) { $0.fail("db.check_status") }
    #expect(refused.trace.runs[0].error?.hasPrefix("allow_reinstall is false") == true)
    // Healing that fails ends in a reinstallation.
    let failed = Self.run("heal") { scenario in
      scenario.fail("app_2.check_status")
      scenario.fail("app_2.heal")
    }
    #expect(failed.started().suffix(3) == ["app_2->db_1.source.unlink", "app_2.start", "app_2->db_1.source.establish"])
    #expect(failed.trace.runs[0].status == "terminated")
    // For one instance its host's whole subgraph is meant, unwell unless proven well.
    let one = Self.run("heal", [("node_instance_id", .string("app_1"))])
    #expect(one.started().contains("vm_1.delete") && !one.started().contains("vm_2.delete"))
    let forced = Self.run("heal", [("force_reinstall", .bool(true)), ("node_instance_id", .string("app_1"))])
    #expect(forced.started().first == "app_1.stop")
    #expect(Self.run("heal", [("node_instance_id", .string("x"))]).trace.runs[0].status == "failed")
  }

  @Test func rollback() {
    let states: [(name: String, state: NodeInstanceState)] = [
      ("db", .starting), ("vm_1", .creating), ("vm_2", .started), ("app", .uninitialized),
    ]
    let result = Self.run("rollback") { $0.deployment.states = states }
    #expect(Set(result.started()) == ["db_1.stop", "vm_1.delete"])
    #expect(result.states()["db_1"] == "configured" && result.states()["vm_1"] == "uninitialized")
    #expect(result.states()["vm_2"] == "started")
    let full = Self.run("rollback", [("full_rollback", .bool(true))]) { $0.deployment.states = states }
    #expect(Set(full.states().values) == ["deleted"])
  }

  @Test func ownWorkflows() {
    var builder = Self.builder
    builder.workflow("backup")
    let one = builder.run("backup") { $0.take("backup", 7_000) }
    #expect(one.started() == ["backup"] && one.runs[0].duration == 7_000)
    let declared = builder.run("backup") { scenario in
      scenario.deployment.workflows = [("backup", [["db.stop"], ["app.heal", "copy"], ["db.start"]])]
      scenario.take("copy", 5_000)
    }
    #expect(declared.started() == ["db_1.stop", "app_1.heal", "app_2.heal", "copy", "db_1.start"])
    #expect(declared.runs[0].duration == 7_000)
  }

  /// A mock's most exact name wins, patterns come last; unknown names are mistakes.
  @Test func namesOfMocks() {
    let result = Self.builder.run { scenario in
      scenario.take("*.create", 9_000)
      scenario.take("create", 2_000)
      scenario.take("vm.create", 3_000)
      scenario.take("vm_2.cloudify.interfaces.lifecycle.create", 4_000)
      scenario.take("app->db.establish", 6_000)
      scenario.take("vmm.create", 1)
      scenario.take("db->app.establish", 1)
      scenario.take("heal", 1)
    }
    func duration(_ name: String) -> Milliseconds? {
      result.runs[0].steps.first { result.matches($0, name) }?.duration
    }
    #expect(duration("db_1.create") == 2_000)
    #expect(duration("vm_1.create") == 3_000)
    #expect(duration("vm_2.create") == 4_000)
    #expect(duration("app_1->db_1.source.establish") == 6_000)
    #expect(
      result.trace.problems.map(\.message) == [
        "the scenario mocks `vmm.create`, and the deployment has no operation and no workflow of that name",
        "the scenario mocks `db->app.establish`, and the deployment has no operation and no workflow of that name",
        "the mock of `*.create` is not used", "the mock of `heal` is not used",
      ])
  }
}
