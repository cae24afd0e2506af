// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import TestSupport
import Testing
import WorkflowModel

/// Random deployments against a slow, obvious reference: each instance's operations one after another, each instance behind
/// those that it has relationships to, everything else at once.
@Suite struct RandomDeploymentTests {
  private static let install = ["create", "configure", "start"]
  private static let uninstall = ["stop", "delete"]

  /// What the reference knows of a deployment: instances with their operations, and what each waits for.
  struct Reference {
    var instances: [(name: String, operations: [(name: String, span: Milliseconds)])] = []
    /// Of each instance, those that it has relationships to.
    var needs: [[Int]] = []

    /// When each operation starts, and when all have ended; by trying again until nothing changes.
    func times(isInstall: Bool) -> (starts: [String: Milliseconds], end: Milliseconds) {
      let before = instances.indices.map { own in
        isInstall ? needs[own] : instances.indices.filter { needs[$0].contains(own) }
      }
      var ends = [Milliseconds](repeating: 0, count: instances.count)
      for _ in 0...instances.count {
        for own in instances.indices {
          let start = before[own].map { ends[$0] }.max() ?? 0
          ends[own] = start + instances[own].operations.reduce(0) { $0 + $1.span }
        }
      }
      var starts: [String: Milliseconds] = [:]
      for own in instances.indices {
        var time = before[own].map { ends[$0] }.max() ?? 0
        for operation in instances[own].operations {
          starts["\(instances[own].name).\(operation.name)"] = time
          time += operation.span
        }
      }
      return (starts, ends.max() ?? 0)
    }
  }

  static func make(_ generator: inout SplitMix, isInstall: Bool) -> (DeploymentBuilder, Reference, [Mock]) {
    var builder = DeploymentBuilder()
    var reference = Reference()
    var mocks: [Mock] = []
    var byNode: [[Int]] = []
    let wanted = isInstall ? install : uninstall
    for number in 0..<Int.random(in: 1...8, using: &generator) {
      let names = (install + uninstall).filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
      let count = Int.random(in: 1...3, using: &generator)
      // Nodes are declared in any order, so that ids say nothing of dependencies.
      let node = builder.node("n\(number)", names, instances: count)
      var targets: [Int] = []
      for other in 0..<number where Int.random(in: 0..<3, using: &generator) == 0 {
        builder.relate(node, other)
        targets += byNode[other]
      }
      var own: [Int] = []
      var operations: [(String, Milliseconds)] = []
      for name in wanted where names.contains(name) {
        let span = Milliseconds.random(in: 0...20, using: &generator) * 500
        mocks.append(Mock("n\(number).\(name)", MockOutcome(duration: span)))
        operations.append((name, span))
      }
      for instance in 1...count {
        own.append(reference.instances.count)
        reference.instances.append(("n\(number)_\(instance)", operations))
        reference.needs.append(targets)
      }
      byNode.append(own)
    }
    return (builder, reference, mocks)
  }

  @Test(arguments: [true, false]) func agreesWithTheReference(isInstall: Bool) {
    var tasks = 0
    for seed in 0..<1_000 {
      var generator = SplitMix(seed: UInt64(seed) &* 2 &+ (isInstall ? 1 : 0))
      let (builder, reference, mocks) = Self.make(&generator, isInstall: isInstall)
      let expected = reference.times(isInstall: isInstall)
      let result = builder.run(isInstall ? "install" : "uninstall") { scenario in
        scenario.mocks = mocks
        if !isInstall { scenario.start() }
      }
      var starts: [String: Milliseconds] = [:]
      for event in result.trace.events where event.kind == .stepStarted {
        let name = result.displayName(of: result.record(Int(event.instance)))
        if starts.updateValue(event.time, forKey: name) != nil { Issue.record("\(seed): \(name) ran twice") }
      }
      guard starts == expected.starts, result.runs[0].duration == expected.end,
        result.trace.runs[0].status == "terminated"
      else {
        Issue.record("seed \(seed): expected \(expected), got \(starts), \(result.runs[0].duration ?? -1)")
        return
      }
      // What the steps are said to wait for is what came before them.
      for record in result.runs[0].steps {
        for need in result.step(of: record).dependencies {
          #expect(result.runs[0].steps[need.step].endedAt ?? .max <= record.startedAt ?? 0)
        }
      }
      tasks += starts.count
    }
    #expect(tasks > 10_000)
    print(
      "random deployments: 1000 \(isInstall ? "installed" : "uninstalled"), \(tasks) tasks as the reference has them")
  }

  /// Whatever fails, is cancelled, killed or taken up again: it ends, and the same seed gives the same trace.
  @Test func alwaysEnds() {
    var statuses: [String: Int] = [:]
    for seed in 0..<500 {
      var generator = SplitMix(seed: UInt64(seed) &+ 77_000)
      let (builder, _, mocks) = Self.make(&generator, isInstall: true)
      let workflow =
        ["install", "reinstall", "restart", "heal", "scale", "rollback"].randomElement(using: &generator) ?? ""
      var scenario = Scenario()
      scenario.workflow = workflow
      scenario.mocks = mocks
      scenario.seed = UInt64(seed)
      scenario.deployment.taskRetries = Int64.random(in: 0...2, using: &generator)
      scenario.deployment.subgraphRetries = Int64.random(in: 0...1, using: &generator)
      scenario.deployment.states = [("*", NodeInstanceState.allCases.randomElement(using: &generator) ?? .started)]
      scenario.execution.isForced = true
      scenario.execution.parameters = workflow == "scale" ? [("scalable_entity_name", .string("n0"))] : []
      for place in scenario.mocks.indices where Bool.random(using: &generator) {
        scenario.mocks[place].outcomes[0].failureRate = 0.4
      }
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let kinds: [ScenarioEvent.Kind] = [.cancel, .forceCancel, .kill, .resume, .forceResume]
        scenario.events.append(
          ScenarioEvent(
            at: Milliseconds.random(in: 0...60, using: &generator) * 1_000,
            kinds.randomElement(using: &generator) ?? .kill))
      }
      let result = SimulationResult(builder.plan, scenario)
      let status = result.trace.runs[0].status ?? ""
      #expect(ExecutionStatus(rawValue: status)?.isEnd == true, "seed \(seed), \(workflow): \(status)")
      #expect(SimulationResult(builder.plan, scenario).trace.events == result.trace.events)
      statuses[status, default: 0] += 1
    }
    #expect(statuses.count == 3, "\(statuses)")
  }
}
