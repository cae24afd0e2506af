// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import Testing
import WorkflowModel

/// Retries, intervals, timeouts and what a failure does to the others.
@Suite struct TaskTests {
  static func builder(_ change: (inout DeploymentOperation) -> Void = { _ in }) -> DeploymentBuilder {
    var builder = DeploymentBuilder()
    builder.node("vm", ["create"]) { change(&$0.operations[0]) }
    return builder
  }

  @Test func managersDefaults() {
    let result = Self.builder().run { $0.fail("create") }
    #expect(result.runs[0].steps[0].attempts == 61, "sixty retries")
    #expect(result.runs[0].duration == 961_000)
    #expect(result.trace.runs[0].error == "Task failed 'vm_1.create' -> boom")
    #expect(
      result.log(0, "vm_1.create").prefix(4) == [
        "0 sending_task vm_1.create", "0 task_started vm_1.create", "1 task_failed vm_1.create -> boom",
        "16 sending_task vm_1.create [retry 1/60]",
      ])
    #expect(result.log().last == "961 workflow_failed: Task failed 'vm_1.create' -> boom")
    #expect(result.log(0, "task_failed").last == "961 task_failed vm_1.create [retry 60/60] -> boom")
    #expect(result.states() == ["vm_1": "creating"])
  }

  @Test func operationsOwnSettings() {
    let own = Self.builder {
      $0.maximumRetries = 2
      $0.retryInterval = 3_000
    }
    #expect(own.run { $0.fail("create") }.runs[0].duration == 9_000)
    let none = Self.builder { $0.maximumRetries = 0 }
    #expect(none.run { $0.fail("create") }.runs[0].duration == 1_000)
    let endless = Self.builder { $0.maximumRetries = -1 }
    let result = endless.run { scenario in
      var failure = MockOutcome(duration: 1_000, failing: "not yet")
      failure.repetitions = 200
      scenario.mocks = [Mock("create", attempts: [failure, MockOutcome(duration: 1_000)])]
    }
    #expect(result.trace.runs[0].status == "terminated")
    #expect(result.log(0, "task_succeeded") == ["\(201 + 200 * 15) task_succeeded vm_1.create [retry 200]"])
  }

  @Test func kindsOfFailures() {
    #expect(Self.builder().run { $0.failForGood("create") }.runs[0].duration == 1_000, "not recoverable")
    let after = Self.builder().run { scenario in
      var failure = MockOutcome(duration: 1_000, failing: "later")
      failure.retryAfter = 100_000
      scenario.mocks = [Mock("create", attempts: [failure, MockOutcome(duration: 1_000)])]
    }
    #expect(after.runs[0].duration == 102_000)
    let asked = Self.builder { $0.maximumRetries = 1 }.run { scenario in
      var again = MockOutcome(duration: 1_000, failing: "not up")
      again.isRescheduled = true
      again.isPermanent = true
      scenario.mocks = [Mock("create", again)]
    }
    #expect(
      asked.log(0, "task_rescheduled") == [
        "1 task_rescheduled vm_1.create -> not up", "17 task_rescheduled vm_1.create [retry 1/1] -> not up",
      ], "asking counts as a retry, whatever the error is")
    #expect(asked.trace.runs[0].status == "failed")
  }

  @Test func timeouts() {
    func run(_ isRecoverable: Bool, _ span: Milliseconds) -> SimulationResult {
      Self.builder {
        $0.timeout = 5_000
        $0.maximumRetries = 1
        $0.timeoutIsRecoverable = isRecoverable
      }.run { $0.take("create", span) }
    }
    #expect(run(true, 5_000).trace.runs[0].status == "terminated", "in time at the last moment")
    #expect(run(true, 5_001).runs[0].duration == 25_000)
    #expect(run(false, 5_001).runs[0].duration == 5_000)
    #expect(run(true, 9_000).runs[0].steps[0].reason == .timedOut)
  }

  /// Others run to their end but for those that wait; the wait has an end itself.
  @Test func waitAfterFailure() {
    var builder = DeploymentBuilder()
    builder.node("bad", ["create"])
    builder.node("slow", ["create", "start"])
    func run(_ span: Milliseconds, _ wait: Milliseconds? = nil) -> SimulationResult {
      builder.run { scenario in
        scenario.failForGood("bad.create")
        scenario.take("slow.create", span)
        scenario.execution.waitAfterFail = wait
      }
    }
    let short = run(30_000)
    #expect(short.runs[0].duration == 30_000)
    #expect(short.started() == ["bad_1.create", "slow_1.create"])
    #expect(short.trace.runs[0].status == "failed")
    #expect(run(3_600_000).runs[0].duration == 601_000, "ten minutes")
    #expect(run(3_600_000, 5_000).runs[0].duration == 6_000)
    // All errors are listed.
    let both = builder.run { scenario in
      scenario.failForGood("bad.create")
      scenario.failForGood("slow.create", after: 2_000)
    }
    #expect(both.trace.runs[0].error == "Task failed 'bad_1.create' -> boom; Task failed 'slow_1.create' -> boom")
  }

  @Test func subgraphRetries() {
    var builder = DeploymentBuilder()
    let vm = builder.node("vm", ["create", "start", "delete"])
    builder.relate(builder.node("app", ["create"]), vm)
    let result = builder.run { scenario in
      scenario.deployment.subgraphRetries = 1
      scenario.deployment.taskRetries = 0
      scenario.mocks = [
        Mock("vm.start", attempts: [MockOutcome(duration: 1_000, failing: "boom"), MockOutcome(duration: 1_000)])
      ]
    }
    // One try names its outcomes anew: the second installation is another task.
    #expect(
      result.started()
        == ["vm_1.create", "vm_1.start", "vm_1.delete", "vm_1.create", "vm_1.start"])
    #expect(result.trace.runs[0].status == "failed", "twice is once too often")
    let good = builder.run { scenario in
      scenario.deployment.subgraphRetries = -1
      scenario.deployment.taskRetries = 0
      scenario.seed = 3
      var flaky = MockOutcome(duration: 1_000)
      flaky.failureRate = 0
      scenario.mocks = [Mock("vm.start", flaky)]
    }
    #expect(good.trace.runs[0].status == "terminated")
  }

  @Test func ignoredFailures() {
    var builder = DeploymentBuilder()
    builder.node("vm", ["stop", "delete"])
    let result = builder.run("uninstall") { scenario in
      scenario.start()
      scenario.fail("vm.stop")
      scenario.execution.parameters = [("ignore_failure", .bool(true))]
    }
    // A handler takes the place of retries.
    #expect(result.started() == ["vm_1.stop", "vm_1.delete"])
    #expect(result.runs[0].duration == 2_000)
    #expect(result.trace.runs[0].status == "terminated")
    #expect(result.log(0, "Ignoring") == ["1 Ignoring task vm_1.stop failure"])
  }

  @Test func dryRuns() {
    var builder = DeploymentBuilder()
    builder.node("vm", ["create", "start"])
    let result = builder.run { scenario in
      scenario.execution.isDryRun = true
      scenario.fail("create")
      scenario.events = [ScenarioEvent(at: 0, .cancel)]
    }
    #expect(result.statuses().last?.hasSuffix(" (dry run)") == true)
    #expect(result.log().allSatisfy { $0.hasSuffix(" (dry run)") })
    #expect(result.states() == ["vm_1": "uninitialized"])
    let plain = builder.run { $0.execution.isDryRun = true }
    #expect(plain.runs[0].duration == 0 && plain.runs[0].state == .success)
    #expect(
      plain.log(0, "task_") == [
        "0 task_started vm_1.create (dry run)", "0 task_succeeded vm_1.create (dry run)",
        "0 task_started vm_1.start (dry run)", "0 task_succeeded vm_1.start (dry run)",
      ])
  }

  /// Resuming begins failed tasks anew and leaves alone what is done.
  @Test func resumption() {
    var builder = DeploymentBuilder()
    let db = builder.node("db", ["create"])
    builder.relate(builder.node("vm", ["create", "start"]), db)
    let result = builder.run { scenario in
      scenario.deployment.taskRetries = 1
      var failure = MockOutcome(duration: 1_000, failing: "boom")
      failure.repetitions = 2
      scenario.mocks = [Mock("vm.create", attempts: [failure, MockOutcome(duration: 1_000)])]
      scenario.events = [ScenarioEvent(at: 60_000, .resume)]
    }
    #expect(result.statuses() == ["pending", "started", "failed", "pending", "started", "terminated"])
    #expect(
      result.log(0, "task_started") == [
        "0 task_started db_1.create", "1 task_started vm_1.create", "17 task_started vm_1.create [retry 1/1]",
        "60 task_started vm_1.create", "61 task_started vm_1.start",
      ])
    let heal = builder.run("heal") { scenario in
      scenario.start()
      scenario.events = [ScenarioEvent(at: 0, .cancel), ScenarioEvent(at: 60_000, .resume)]
    }
    #expect(heal.trace.runs[0].status != "pending")
  }
}
