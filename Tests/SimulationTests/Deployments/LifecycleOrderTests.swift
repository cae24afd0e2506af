// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import TestSupport
import Testing
import WorkflowModel

/// The order of the operations that install and uninstall.
@Suite struct LifecycleOrderTests {
  private static let relation = "cloudify.interfaces.relationship_lifecycle."

  /// A host with every operation there is, beside the one that it depends on.
  static func host(method: String = "init_script") -> DeploymentBuilder {
    var builder = DeploymentBuilder()
    let other = builder.node("db", ["create"])
    let host = builder.node(
      "vm",
      [
        "precreate", "create", "configure", "start", "poststart", "prestop", "stop", "delete", "postdelete",
        "cloudify.interfaces.validation.create", "cloudify.interfaces.validation.delete",
        "cloudify.interfaces.monitoring.start", "cloudify.interfaces.monitoring.stop",
        "cloudify.interfaces.host.get_state", "cloudify.interfaces.cloudify_agent.create",
        "cloudify.interfaces.cloudify_agent.start", "cloudify.interfaces.cloudify_agent.stop",
        "cloudify.interfaces.cloudify_agent.delete", "cloudify.interfaces.monitoring_agent.install",
        "cloudify.interfaces.monitoring_agent.start", "cloudify.interfaces.monitoring_agent.stop",
        "cloudify.interfaces.monitoring_agent.uninstall",
      ], types: ["cloudify.nodes.Compute"]
    ) { $0.agentInstallMethod = method }
    builder.relate(host, other, ["preconfigure", "postconfigure", "establish", "unlink"], targets: ["establish"])
    return builder
  }

  /// The tasks of a run by their full names, the instance and the interfaces' common part left out.
  static func names(_ result: SimulationResult) -> [String] {
    result.trace.events.filter { $0.kind == .stepStarted }.map { event in
      result.record(Int(event.instance)).name
    }.filter { $0.hasPrefix("vm_1") }.map { name in
      name.replacingPrefix("vm_1.cloudify.interfaces.", "").replacingPrefix(
        "vm_1->db_1.", "")
    }
  }

  @Test func installsInTheDocumentedOrder() {
    #expect(
      Self.names(Self.host().run()) == [
        "validation.create", "lifecycle.precreate", "lifecycle.create", "source.\(Self.relation)preconfigure",
        "lifecycle.configure", "source.\(Self.relation)postconfigure", "lifecycle.start", "host.get_state",
        "cloudify_agent.create", "cloudify_agent.start", "monitoring_agent.install", "monitoring_agent.start",
        "lifecycle.poststart", "monitoring.start", "source.\(Self.relation)establish",
        "target.\(Self.relation)establish",
      ])
    // In remote mode the creation starts the agent; without agents neither is run.
    #expect(!Self.names(Self.host(method: "remote").run()).contains("cloudify_agent.start"))
    #expect(!Self.names(Self.host(method: "none").run()).contains { $0.hasPrefix("cloudify_agent") })
  }

  @Test func uninstallsInTheDocumentedOrder() {
    #expect(
      Self.names(Self.host().run("uninstall") { $0.start() }) == [
        "validation.delete", "monitoring.stop", "lifecycle.prestop", "monitoring_agent.stop",
        "monitoring_agent.uninstall", "cloudify_agent.stop", "cloudify_agent.delete", "lifecycle.stop",
        "source.\(Self.relation)unlink", "lifecycle.delete", "lifecycle.postdelete",
      ])
  }

  /// What an instance's state says is done is not done again.
  @Test(
    arguments: [
      (
        NodeInstanceState.uninitialized, "validation.create precreate create configure start poststart monitoring.start"
      ),
      (.initializing, "validation.create precreate create configure start poststart monitoring.start"),
      (.deleted, "validation.create precreate create configure start poststart monitoring.start"),
      (.creating, "create configure start poststart monitoring.start"),
      (.created, "configure start poststart monitoring.start"),
      (.configuring, "configure start poststart monitoring.start"),
      (.configured, "start poststart monitoring.start"), (.starting, "start poststart monitoring.start"),
      (.started, ""),
    ] as [(NodeInstanceState, String)])
  func leavesOutWhatIsDone(state: NodeInstanceState, expected: String) {
    var builder = DeploymentBuilder()
    builder.node(
      "vm",
      [
        "cloudify.interfaces.validation.create", "precreate", "create", "configure", "start", "poststart",
        "cloudify.interfaces.monitoring.start",
      ])
    builder.model.workflows[0].availability.active = nil
    let names = Self.names(builder.run { $0.start(all: state) }).map {
      $0.replacingPrefix("lifecycle.", "")
    }
    #expect(names.joined(separator: " ") == expected)
  }

  @Test(
    arguments: [
      (NodeInstanceState.started, "stop delete postdelete", "stopping stopped deleting deleted"),
      (.creating, "stop delete postdelete", "stopping stopped deleting deleted"),
      (.stopping, "stop delete postdelete", "stopping stopped deleting deleted"),
      (.stopped, "delete postdelete", "deleting deleted"), (.deleting, "delete postdelete", "deleting deleted"),
      (.deleted, "", ""), (.uninitialized, "", "stopped deleted"),
    ] as [(NodeInstanceState, String, String)])
  func uninstallLeavesOutWhatIsDone(state: NodeInstanceState, tasks: String, states: String) {
    var builder = DeploymentBuilder()
    builder.node("vm", ["stop", "delete", "postdelete"])
    builder.model.workflows[1].availability.active = nil
    let result = builder.run("uninstall") { $0.start(all: state) }
    #expect(Self.names(result).map { $0.replacingPrefix("lifecycle.", "") }.joined(separator: " ") == tasks)
    #expect(result.log(0, "vm_1: ").map { $0.dropFirst(8) }.joined(separator: " ") == states)
  }

  /// No-ops are dropped with the states around them.
  @Test func noOperationsNoStates() {
    var builder = DeploymentBuilder()
    builder.node("nothing", [])
    builder.node("little", ["configure"])
    let result = builder.run()
    #expect(result.started() == ["little_1.configure"])
    #expect(
      result.log(0, "_1: ") == [
        "0 nothing_1: started", "0 little_1: initializing", "0 little_1: configuring", "1 little_1: configured",
        "1 little_1: started",
      ])
  }

  /// What depends on one operation of its target waits for that one only.
  @Test func dependsOnOneOperation() {
    var builder = DeploymentBuilder()
    let target = builder.node("target", ["create", "start"])
    let source = builder.node("source", ["create"])
    builder.relate(source, target) { $0.lifecycleOperation = "create" }
    let result = builder.run { $0.take("target.start", 60_000) }
    #expect(result.log(0, "task_started source_1") == ["1 task_started source_1.create"])
    #expect(result.runs[0].duration == 61_000)
  }

  /// Instances: contained ones in each of their hosts, all to all or all to one, groups side by side.
  @Test func instancesAreMultiplied() {
    var builder = DeploymentBuilder()
    let host = builder.node("vm", ["create"], instances: 2)
    let app = builder.node("app", ["create"], instances: 3)
    let store = builder.node("store", ["create"], instances: 2)
    builder.relate(app, host) { $0.isContainment = true }
    builder.relate(app, store, ["establish"]) { $0.isToOne = true }
    let result = builder.run()
    #expect(result.states().count == 10)
    #expect(result.started().count { $0.hasPrefix("app_") && $0.hasSuffix(".create") } == 6)
    #expect(
      result.started().filter { $0.contains("establish") } == (1...6).map { "app_\($0)->store_1.source.establish" })
    builder.model.nodes[app].relationships[1].isToOne = false
    #expect(builder.run().started().count { $0.contains("establish") } == 12)
    var group = DeploymentGroup(name: "both", members: [host, store])
    group.instances = 2
    builder.model.groups = [group]
    // Twice as many of the members; inside a group's instance only its own stores are related.
    let grouped = builder.run()
    #expect(grouped.states().count == 4 + 12 + 4)
    #expect(grouped.started().count { $0.contains("establish") } == 24)
  }
}

extension String {
  func replacingPrefix(_ prefix: String, _ other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
