// SPDX-License-Identifier: Apache-2.0
import Analysis
import CloudifyDialect
import Dialect
import Expression
import Foundation
import Simulation
import TestSupport
import Testing
import WorkflowModel

/// Real blueprints, installed and uninstalled.
@Suite struct DeployedBlueprintTests {
  /// Every one that the product accepts ends well, and runs each operation that its workflow has, once an instance.
  @Test func realBlueprintsInstallAndUninstall() throws {
    guard let corpus = RepositoryPaths.corpus?.appendingPathComponent("cloudify") else {
      return print("skipped: no corpus")
    }
    let rows = try String(contentsOf: corpus.appendingPathComponent("blueprints-verdicts.tsv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
    var (blueprints, tasks, nodes) = (0, 0, 0)
    // Of the others nobody knows all types; they must end as well.
    for row in rows where row.count > 2 && (row[1] == "ok" || row[1] == "unresolved-import") {
      let url = corpus.appendingPathComponent("blueprints/\(row[0])")
      guard let plan = Self.plan(url), let model = plan.workflows[0].model, model.workflow("install") != nil else {
        continue
      }
      blueprints += 1
      nodes += model.nodes.count
      for (name, state) in [("install", NodeInstanceState.uninitialized), ("uninstall", .started)] {
        var scenario = Scenario()
        scenario.workflow = name
        scenario.deployment.states = [("*", state)]
        let result = SimulationResult(plan, scenario)
        #expect(result.trace.runs[0].status == "terminated", "\(row[0]), \(name): \(result.trace.runs[0].error ?? "")")
        let started = result.trace.events.filter { $0.kind == .stepStarted }.map {
          result.record(Int($0.instance)).name
        }
        #expect(Set(started).count == started.count, "\(row[0]), \(name)")
        tasks += started.count
        let instances = Dictionary(grouping: result.trace.runs[0].outputs?.instanceNames ?? []) { name in
          String(name[..<(name.lastIndex(of: "_") ?? name.endIndex)])
        }
        let names = Set(started)
        for node in model.nodes {
          for operation in node.operations where Self.own(name).contains(operation.fullName) {
            for instance in instances[node.name] ?? [] {
              #expect(
                names.contains("\(instance).\(operation.fullName)"), "\(row[0]): \(instance).\(operation.fullName)")
            }
          }
        }
      }
    }
    print("blueprints: \(blueprints) installed and uninstalled, \(nodes) nodes, \(tasks) tasks")
    // The other 71 take `install` from files of the network, which nobody reads.
    #expect(blueprints == 286)
  }

  /// The lifecycle of a node in a workflow.
  private static func own(_ workflow: String) -> Set<String> {
    let lifecycle = "cloudify.interfaces.lifecycle."
    let install = ["precreate", "create", "configure", "start", "poststart"].map { lifecycle + $0 }
    let uninstall = ["prestop", "stop", "delete", "postdelete"].map { lifecycle + $0 }
    return workflow == "install"
      ? Set(install + ["cloudify.interfaces.validation.create", "cloudify.interfaces.monitoring.start"])
      : Set(uninstall + ["cloudify.interfaces.validation.delete", "cloudify.interfaces.monitoring.stop"])
  }

  private static func plan(_ url: URL) -> SimulationPlan? {
    guard let document = Blueprints.document(at: url), let parsed = document.workflows.first,
      let details = parsed.lowered.details as? any DeployableDetails
    else { return nil }
    var collector = ImportCollector(
      folders: [], read: { Blueprints.document(at: URL(fileURLWithPath: $0)) },
      isPresent: { path in
        if FileManager.default.fileExists(atPath: path) { return true }
        return path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? false : nil
      })
    collector.collect(document)
    let (workflow, _) = details.deployed(
      parsed.lowered.workflow, inputs: nil, at: document.path, collector.files, folders: [])
    return SimulationPlan([workflow]) { _ in 1_000 }
  }
}

extension CELValue {
  fileprivate var instanceNames: [String] {
    asMap?[field: "node_instances"]?.asMap?.keys.compactMap(\.asString) ?? []
  }
}
