// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import WorkflowModel

@testable import Simulation

/// Plays one case of the controller's tests on the machine.
struct Bench {
  var machine: TickMachine
  private(set) var faults: [String] = []
  private let test: EngineCase
  private var mocks: [String] = []
  private var created: Set<String> = []
  private var ready: Set<String> = []
  private var now: Int64 = 0
  private var phase = ""

  init(_ test: EngineCase, isOperation: Bool = false) {
    self.test = test
    var workflow = ReconciledWorkflow()
    var mocks: [String] = []
    let mode = test.dictionary("mode")
    let words =
      isOperation
      ? (test.text("mode"), test.text("submode")) : (mode["steps"] as? String ?? "", mode["subSteps"] as? String ?? "")
    workflow.isSequential = words.0 != "DAG"
    var list = isOperation ? test.list("spec") : test.list("steps")
    if isOperation, list.isEmpty { list = test.dictionary("before")["steps"] as? [Any] ?? [] }
    func add(_ object: [String: Any], parent: Int?) {
      let index = workflow.steps.count
      var step = ReconciledStep(name: object["name"] as? String ?? "")
      step.parent = parent
      step.condition = object["if"] as? String
      step.timeout = (object["timeout"] as? String).flatMap { Int64($0.dropLast()) }.map { $0 * 1000 }
      step.dependsOn = object["dependsOn"] as? [String] ?? []
      for input in object["inputs"] as? [Any] ?? [] {
        let from = input as? String ?? (input as? [String: Any])?["from"] as? String ?? ""
        step.inputs.append(ReconciledStep.Input(from: from))
      }
      for output in object["outputs"] as? [Any] ?? [] {
        let fields = output as? [String: Any]
        step.outputs.append(
          ReconciledStep.Output(
            name: output as? String ?? fields?["name"] as? String ?? "",
            valueFrom: fields?["valueFrom"] as? String ?? ""))
      }
      let mock = object["mock"] as? String ?? ""
      switch mock {
      case "suspend":
        step.works = false
        let duration = (object["properties"] as? [String: Any])?["duration"] as? String
        step.suspensions = [duration.flatMap { Int64($0.dropLast()) }.map { $0 * 1000 }]
      case "suspend(1s)+apply": step.suspensions = [1000]
      case "suspend#a+suspend#b":
        step.works = false
        step.suspensions = [nil, nil]
      case "pending": step.inputs = [ReconciledStep.Input(from: "gate")]
      default: break
      }
      let children = object["subSteps"] as? [[String: Any]] ?? []
      step.isGroup = mock == "step-group" || (isOperation && !children.isEmpty)
      step.isSequential = (object["mode"] as? String ?? words.1) == "StepByStep"
      workflow.steps.append(step)
      mocks.append(mock)
      if let parent { workflow.steps[parent].children.append(index) } else { workflow.topSteps.append(index) }
      for child in children { add(child, parent: index) }
    }
    for case let object as [String: Any] in list { add(object, parent: nil) }
    let run = test.text("run")
    var context: [(String, CELValue)] = [("name", .string(run.isEmpty ? "app" : run))]
    for (key, value) in test.dictionary("context") { context.append((key, Self.value(value))) }
    workflow.context = .object(context)
    machine = TickMachine(workflow)
    // This mock stands for the last of eleven tries.
    if mocks.contains("failed-after-retries") { machine.retryLimit = 0 }
    machine.suspendsOnFailure = test.dictionary("gates")["EnableSuspendOnFailure"] as? Bool ?? false
    self.mocks = mocks
  }

  private static func value(_ value: Any) -> CELValue {
    switch value {
    case let text as String: .string(text)
    case let number as Int: .int(Int64(number))
    case let list as [Any]: .array(list.map { Self.value($0) })
    case let object as [String: Any]: .object(object.map { ($0.key, Self.value($0.value)) })
    default: .null
    }
  }

  mutating func play() {
    if test.has("script") { return playScript() }
    for (number, entry) in test.list("runs").enumerated() {
      let run = entry as? [String: Any] ?? [:]
      now += Int64((run["advance"] as? Double ?? 0) * 1000)
      for case let operation as [String: Any] in run["ops"] as? [Any] ?? [] {
        machine.variables["gate"] = operation["setPending"] as? Bool == true ? nil : .bool(true)
      }
      tick()
      expect("run \(number)", run["workflow"] as? String ?? "", phase)
      if let steps = run["steps"] { expect("run \(number) steps", text(steps), recordedText(like: steps)) }
      if let flag = run["suspend"] as? Bool { expect("run \(number) suspend", "\(flag)", "\(machine.isSuspended)") }
      if let flag = run["terminated"] as? Bool {
        expect("run \(number) terminated", "\(flag)", "\(machine.isTerminated)")
      }
      if let message = run["message"] as? String { expect("run \(number) message", message, machine.message ?? "") }
    }
  }

  private mutating func playScript() {
    for entry in test.list("script") {
      if let word = entry as? String {
        switch word {
        case "tick": tick()
        case "resume": if let refusal = machine.resumeRun() { faults.append(refusal) }
        case "terminate": if let refusal = machine.terminateRun() { faults.append(refusal) }
        default: faults.append("unknown command \(word)")
        }
        continue
      }
      guard let words = entry as? [Any], let verb = words.first as? String else { continue }
      let names = words.dropFirst().flatMap { ($0 as? [String]) ?? [($0 as? String) ?? ""] }
      switch verb {
      case "wf": expect("workflow", names.first ?? "", phase)
      case "step":
        let index = machine.program.steps.firstIndex { $0.name == names.first } ?? 0
        let status = machine.statuses[index]
        expect(names[0], names[1], status?.phase.rawValue ?? "")
        if !names[2].isEmpty { expect(names[0], names[2], status?.reason?.rawValue ?? "") }
      case "exists": for name in names where !created.contains(name) { faults.append("\(name) does not exist") }
      case "absent": for name in names where created.contains(name) { faults.append("\(name) exists") }
      case "ready": ready.formUnion(names)
      case "sleep": now += Int64((words[1] as? Double ?? 0) * 1000)
      default: faults.append("unknown check \(verb)")
      }
    }
  }

  private mutating func tick() {
    let mocks = mocks
    let ready = ready
    var created = created
    phase =
      machine.tick(now) { machine, step in
        let name = machine.program.steps[step].name
        switch mocks[step] {
        case "failed", "fail-execute", "failed-after-retries": return .failed("it fails")
        case "running": return .running
        case "terminate": return .terminated
        case "error": return .controllerFailed
        case "apply", "suspend(1s)+apply":
          created.insert(name)
          return ready.contains(name) ? .succeeded : .running
        default: return .succeeded
        }
      }.rawValue
    self.created = created
  }

  private mutating func expect(_ what: String, _ wanted: String, _ actual: String) {
    if wanted != actual { faults.append("\(what): expected \(wanted), got \(actual)") }
  }

  // MARK: Statuses as text

  /// Steps of a case as one text, sorted: the order of statuses is no part of the cases.
  func text(_ steps: Any?) -> String {
    (steps as? [[String: Any]] ?? []).map { step in
      let reason = (step["reason"] as? String).map { "/\($0)" } ?? ""
      let inner = step["subSteps"].map { "[\(text($0))]" } ?? ""
      return "\(step["name"] as? String ?? "") \(step["phase"] as? String ?? "")\(reason)\(inner)"
    }.sorted().joined(separator: ", ")
  }

  /// The statuses as one text, with the reasons and inner steps that a case speaks of.
  func recordedText(like steps: Any) -> String {
    var spoken: Set<String> = []
    var inner: Set<String> = []
    func collect(_ list: Any?) {
      for step in list as? [[String: Any]] ?? [] {
        let name = step["name"] as? String ?? ""
        if step["reason"] != nil { spoken.insert(name) }
        if step["subSteps"] != nil { inner.insert(name) }
        collect(step["subSteps"])
      }
    }
    collect(steps)
    func line(_ index: Int) -> String {
      let step = machine.program.steps[index]
      let status = machine.statuses[index]
      let reason = spoken.contains(step.name) ? "/\(status?.reason?.rawValue ?? "")" : ""
      let children = machine.recorded.filter { machine.program.steps[$0].parent == index }.sorted()
      let below = inner.contains(step.name) ? "[\(children.map(line).sorted().joined(separator: ", "))]" : ""
      return "\(step.name) \(status?.phase.rawValue ?? "")\(reason)\(below)"
    }
    return machine.recorded.filter { machine.program.steps[$0].parent == nil }.map(line).sorted().joined(
      separator: ", ")
  }

  /// The statuses as one text, without reasons.
  func recordedText(isStrict: Bool) -> String {
    func line(_ index: Int) -> String {
      let children = machine.recorded.filter { machine.program.steps[$0].parent == index }.sorted()
      let below = children.isEmpty ? "" : "[\(children.map(line).sorted().joined(separator: ", "))]"
      return "\(machine.program.steps[index].name) \(machine.statuses[index]?.phase.rawValue ?? "")\(below)"
    }
    return machine.recorded.filter { machine.program.steps[$0].parent == nil }.map(line).sorted().joined(
      separator: ", ")
  }

  /// Takes the statuses of a case.
  mutating func set(_ before: [String: Any]) {
    machine.isSuspended = before["suspend"] as? Bool ?? false
    machine.isTerminated = before["terminated"] as? Bool ?? false
    func take(_ list: Any?, _ parent: Int?) {
      let places = parent.map { machine.program.steps[$0].children } ?? machine.program.topSteps
      for (place, step) in (list as? [[String: Any]] ?? []).enumerated() where place < places.count {
        let index = places.first { machine.program.steps[$0].name == step["name"] as? String } ?? places[place]
        machine.statuses[index] = TickStatus(
          phase: StepPhase(rawValue: step["phase"] as? String ?? "") ?? .pending,
          reason: (step["reason"] as? String).flatMap { PhaseReason(rawValue: $0) })
        machine.recorded.append(index)
        take(step["subSteps"], index)
      }
    }
    take(before["steps"], nil)
  }
}
