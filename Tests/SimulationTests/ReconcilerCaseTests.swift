// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import TestSupport
import Testing
import WorkflowModel

@testable import Simulation

/// The cases of the controller's own tests, from the corpus: what each tick must show.
@Suite struct ReconcilerCaseTests {
  static let cases: [EngineCase] = EngineCase.all

  @Test(
    .enabled(if: !Self.cases.isEmpty, "skipped: the corpus is missing"), arguments: Self.cases.filter { $0.isRun })
  func runs(_ test: EngineCase) throws {
    var bench = Bench(test)
    bench.play()
    #expect(bench.faults.isEmpty, "\(test.id): \(bench.faults.joined(separator: "; "))")
  }

  @Test(arguments: Self.cases.filter { $0.has("op") })
  func operations(_ test: EngineCase) throws {
    var bench = Bench(test, isOperation: true)
    bench.set(test.dictionary("before"))
    for name in test.list("vars") { if let name = name as? String { bench.machine.variables[name] = .bool(true) } }
    let step = test.text("step")
    let refusal =
      switch test.text("op") {
      case "suspend": bench.machine.suspendRun(step)
      case "resume": bench.machine.resumeRun(step)
      case "terminate": bench.machine.terminateRun()
      default: bench.machine.restartRun(step)
      }
    let wanted = test.text("error")
    guard wanted.isEmpty else {
      #expect(refusal?.contains(wanted) == true, "\(test.id): \(refusal ?? "no error")")
      return
    }
    #expect(refusal == nil, "\(test.id)")
    let after = test.dictionary("after")
    #expect(bench.machine.isSuspended == (after["suspend"] as? Bool), "\(test.id)")
    #expect(bench.machine.isTerminated == (after["terminated"] as? Bool), "\(test.id)")
    #expect(bench.text(after["steps"]) == bench.recordedText(isStrict: true), "\(test.id)")
    if test.text("expectedVars") == "{}" { #expect(bench.machine.variables.isEmpty, "\(test.id)") }
  }

  @Test(arguments: Self.cases.filter { $0.text("kind") == "if" })
  func conditions(_ test: EngineCase) throws {
    var first = ReconciledStep(name: "step1")
    first.works = true
    var second = ReconciledStep(name: "tested")
    second.condition = test.text("expr")
    let input = test.text("inputs")
    if !input.isEmpty { second.inputs = [ReconciledStep.Input(from: input)] }
    second.parameters = .object([("key", .string("value"))])
    var workflow = ReconciledWorkflow()
    workflow.steps = [first, second]
    workflow.topSteps = [0, 1]
    workflow.context = .object([("arr", .array([.string("a"), .string("b")]))])
    var machine = TickMachine(workflow)
    let status = test.text("status")
    if !status.isEmpty {
      machine.statuses[0] = TickStatus(
        phase: status.contains("succeeded") ? .succeeded : .failed,
        reason: status.contains("Timeout") ? .timeout : nil)
      machine.recorded = [0]
    }
    if input == "test" { machine.variables["test"] = .string("yes") }
    switch (machine.preCheck(1), test.text("result")) {
    case (.run, "true"), (.skip(nil), "false"): break
    case (.skip(let message?), let result) where result.hasPrefix("error"):
      #expect(message.contains("invalid if value"), "\(test.id): \(message)")
    case (let check, let result): Issue.record("\(test.id): \(check) instead of \(result)")
    }
  }

  @Test(arguments: Self.cases.filter { $0.text("kind") == "execution" })
  func executions(_ test: EngineCase) throws {
    var step = ReconciledStep(name: "s")
    var workflow = ReconciledWorkflow()
    var outcome = TickOutcome.running
    var times = 1
    var isGroup = false
    switch test.text("what") {
    case "waits": break
    case "the same, execution 11": (outcome, times) = (.failed("no"), 11)
    case "an input’s variable is missing at run time": step.inputs = [ReconciledStep.Input(from: "missing")]
    case "pre-check says skip": step.condition = "1 == 2"
    case "group, no sub-step recorded yet": isGroup = true
    case "group timed out":
      isGroup = true
      step.timeout = 1000
      times = 2
    default: Issue.record("\(test.id): unknown case \(test.text("what"))")
    }
    if isGroup {
      step.isGroup = true
      step.children = [1]
      var inner = ReconciledStep(name: "inner")
      inner.parent = 0
      inner.dependsOn = ["s"]
      workflow.steps = [step, inner]
    } else {
      workflow.steps = [step]
    }
    workflow.topSteps = [0]
    var machine = TickMachine(workflow)
    for time in 0..<times {
      machine.now = Int64(time) * 2000
      machine.execute(0) { _, _ in outcome }
    }
    let status = try #require(machine.statuses[0])
    let words = test.text("phase").components(separatedBy: " / ")
    #expect(status.phase.rawValue == words.first, "\(test.id)")
    if words.count > 1 { #expect(status.reason?.rawValue == words.last, "\(test.id)") }
    let flags = test.text("flags")
    #expect(machine.isTerminated == (flags.contains("terminated") || flags == "failedAfterRetries"), "\(test.id)")
  }

  @Test(.enabled(if: !Self.cases.isEmpty, "skipped: the corpus is missing"))
  func allCasesArePlayed() {
    let played = Self.cases.filter {
      $0.isRun || $0.has("op") || ["if", "execution", "generate"].contains($0.text("kind"))
    }
    #expect(played.count == 56)
    #expect(Self.cases.count == 56)
  }
}

/// One case of the corpus.
struct EngineCase: Sendable, CustomTestStringConvertible {
  private let data: Data
  private var object: [String: Any] { (try? JSONSerialization.jsonObject(with: data) as? [String: Any]) ?? [:] }

  static var all: [EngineCase] {
    guard let folder = RepositoryPaths.corpus,
      let data = try? Data(contentsOf: folder.appendingPathComponent("kubevela/engine-cases.json")),
      let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    else { return [] }
    return list.compactMap { try? JSONSerialization.data(withJSONObject: $0) }.map { EngineCase(data: $0) }
  }

  var testDescription: String { "\(id) \(text("title"))\(text("what"))\(text("expr"))\(text("app"))" }
  var id: String { text("id") }
  var isRun: Bool { has("runs") || has("script") }
  func has(_ key: String) -> Bool { object[key] != nil }
  func text(_ key: String) -> String { object[key] as? String ?? "" }
  func list(_ key: String) -> [Any] { object[key] as? [Any] ?? [] }
  func dictionary(_ key: String) -> [String: Any] { object[key] as? [String: Any] ?? [:] }
}
