// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import Testing
import WorkflowModel

/// The statuses of executions: each row of the product's table, and the guards on them.
@Suite struct ExecutionStatusTests {
  /// One node whose creation takes ten seconds, and a function of the blueprint's own that takes ten seconds.
  static var builder: DeploymentBuilder {
    var builder = DeploymentBuilder()
    builder.node("vm", ["create", "start"])
    builder.workflow("own")
    return builder
  }

  static func run(_ name: String, _ change: (inout Scenario) -> Void = { _ in }) -> SimulationResult {
    builder.run(name) { scenario in
      scenario.take("vm.create", 10_000)
      scenario.take("vm.start", 10_000)
      scenario.take("own", 10_000)
      change(&scenario)
    }
  }

  /// Workflow, what happens at which second, the statuses, the last line's second.
  @Test(
    arguments: [
      ("install", [], ["pending", "started", "terminated"], 20),
      // A graph stops between its tasks; the worker asks every five seconds, and what runs ends.
      ("install", [(2, "cancel")], ["pending", "started", "cancelling", "cancelled"], 10),
      ("install", [(5, "cancel")], ["pending", "started", "cancelling", "cancelled"], 10),
      ("install", [(12, "cancel")], ["pending", "started", "cancelling", "cancelled"], 20),
      // Nothing is waited for.
      ("install", [(2, "force_cancel")], ["pending", "started", "force_cancelling", "cancelled"], 5),
      (
        "install", [(2, "cancel"), (6, "force_cancel")],
        ["pending", "started", "cancelling", "force_cancelling", "cancelled"], 10
      ),
      ("install", [(3, "kill")], ["pending", "started", "kill_cancelling", "cancelled"], 3),
      (
        "install", [(2, "cancel"), (3, "kill")], ["pending", "started", "cancelling", "kill_cancelling", "cancelled"], 3
      ),
      // A function that does not heed the request and returns: cancelling may not become terminated.
      ("own", [], ["pending", "started", "terminated"], 10),
      ("own", [(2, "cancel")], ["pending", "started", "cancelling", "failed"], 10),
      ("own", [(2, "force_cancel")], ["pending", "started", "force_cancelling", "cancelled"], 5),
      // Asked for before the worker takes it up.
      ("install", [(0, "cancel")], ["pending", "cancelling", "cancelled"], 0),
      // Ends are final.
      ("install", [(30, "cancel"), (31, "kill"), (32, "force_cancel")], ["pending", "started", "terminated"], 20),
      // Taken up again.
      (
        "install", [(2, "cancel"), (30, "resume")],
        ["pending", "started", "cancelling", "cancelled", "pending", "started", "terminated"], 40
      ),
      (
        "own", [(3, "kill"), (5, "resume")],
        ["pending", "started", "kill_cancelling", "cancelled", "pending", "started", "failed"], 5
      ),
    ] as [(String, [(Int64, String)], [String], Int64)])
  func walksThrough(workflow: String, events: [(Int64, String)], statuses: [String], last: Int64) throws {
    let result = Self.run(workflow) { scenario in
      for (second, kind) in events {
        scenario.events.append(ScenarioEvent(at: second * 1_000, ScenarioEvent.Kind(rawValue: kind) ?? .pause))
      }
    }
    #expect(result.statuses() == statuses)
    let ended = try #require(result.trace.events.last { $0.kind == .logged && $0.instance < 0 })
    #expect(ended.time == last * 1_000)
    #expect(result.runs[0].state.text == ExecutionStatus(text: statuses.last ?? "")?.runState.text)
  }

  @Test func queuedOnesWaitAndAreKilledWhenCancelled() {
    let result = Self.run("install") { scenario in
      scenario.arrive(0, "install")
      scenario.arrive(1_000, "own") { $0.isQueued = true }
      scenario.arrive(2_000, "own") { $0.isQueued = true }
      scenario.arrive(3_000, "own")
      scenario.events = [ScenarioEvent(at: 5_000, .cancel, run: 1)]
    }
    #expect(result.statuses(1) == ["queued", "kill_cancelling", "cancelled"])
    #expect(result.statuses(2) == ["queued", "pending", "started", "terminated"])
    #expect(result.runs[2].startedAt == 20_000)
    #expect(result.trace.runs[3].refusal == "existing_running_execution_error")
    #expect(result.statuses(3).isEmpty)
  }

  @Test func scheduledOnesStartAtTheSchedulersNextPoll() {
    let result = Self.run("install") { scenario in
      scenario.arrive(0, "install") { $0.scheduledFor = 90_000 }
      scenario.arrive(0, "own") { $0.scheduledFor = 95_000 }
      scenario.arrive(1_000, "own") { $0.scheduledFor = 600_000 }
      scenario.events = [ScenarioEvent(at: 300_000, .cancel, run: 2)]
    }
    #expect(result.statuses(0) == ["scheduled", "pending", "started", "terminated"])
    #expect(result.runs[0].startedAt == 120_000)
    // The scheduler starts with `queue`.
    #expect(result.statuses(1) == ["scheduled", "queued", "pending", "started", "terminated"])
    #expect(result.runs[1].startedAt == 140_000)
    #expect(result.statuses(2) == ["scheduled", "kill_cancelling", "cancelled"])
  }

  @Test func forceRunsBesideAnother() {
    let result = Self.run("install") { scenario in
      scenario.arrive(0, "install")
      scenario.arrive(1_000, "own") { $0.isForced = true }
      scenario.arrive(2_000, "create_snapshot") { $0.isForced = true }
      scenario.arrive(3_000, "own") { $0.isForced = true }
    }
    #expect(result.runs[1].startedAt == 1_000)
    // A system-wide execution needs the manager for itself, and nobody gets past it.
    #expect(result.statuses(2) == ["queued", "pending", "started", "terminated"])
    #expect(result.runs[2].startedAt == 20_000)
    #expect(result.statuses(3).first == "queued")
    #expect(result.runs[3].startedAt == 21_000)
  }

  /// The manager's guards on status updates: from, to, allowed.
  @Test func guardsHold() {
    for from in ExecutionStatus.allCases {
      for to in ExecutionStatus.allCases {
        let expected =
          switch from {
          case .terminated, .failed, .cancelled: false
          case .cancelling: ![.pending, .started, .terminated].contains(to)
          case .forceCancelling: ![.pending, .started, .terminated, .cancelling].contains(to)
          default: true
          }
        #expect(from.mayBecome(to) == expected, "\(from) to \(to)")
      }
    }
    #expect(ExecutionStatus(text: "completed") == .terminated)
    #expect(ExecutionStatus.terminated.display == "completed")
    #expect(
      ExecutionStatus.allCases.filter(\.isActive)
        == [.pending, .started, .cancelling, .forceCancelling, .killCancelling])
  }

  /// After a force-cancel the agents go on; what ended there is not run again.
  @Test func agentsGoOnAfterForceCancel() {
    let result = Self.run("install") { scenario in
      scenario.events = [ScenarioEvent(at: 1_000, .forceCancel), ScenarioEvent(at: 30_000, .resume)]
    }
    #expect(
      result.log(0, "vm_1.create") == [
        "0 sending_task vm_1.create", "0 task_started vm_1.create", "10 task_succeeded vm_1.create",
      ])
    #expect(result.statuses().last == "terminated")
    #expect(result.runs[0].endedAt == 40_000)
    // Taken up again while it still runs, it is waited for; with force it is run again.
    let early = Self.run("install") { scenario in
      scenario.events = [ScenarioEvent(at: 1_000, .forceCancel), ScenarioEvent(at: 7_000, .resume)]
    }
    #expect(early.log(0, "task_started vm_1.create").count == 1)
    #expect(early.runs[0].endedAt == 20_000)
    let forced = Self.run("install") { scenario in
      scenario.events = [ScenarioEvent(at: 1_000, .forceCancel), ScenarioEvent(at: 7_000, .forceResume)]
    }
    #expect(forced.log(0, "task_started vm_1.create").count == 2)
    #expect(forced.runs[0].endedAt == 27_000)
  }
}
