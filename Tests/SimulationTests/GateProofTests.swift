// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import Testing
import WorkflowModel

@testable import Simulation

/// Small random workflows with approvals, and every run that they can have.
struct GatedWorkflow {
  var random: KeyedRandom
  var builder = WorkflowBuilder()
  /// Steps that do work, and approvals, by id.
  var work: [String] = []
  var approvals: [String] = []

  /// Whether work may plan and change states that have a name.
  private let hasChanges: Bool
  private var plans: [String] = []

  init(_ seed: UInt64, hasChanges: Bool = false) {
    self.hasChanges = hasChanges
    random = KeyedRandom(seed: seed, run: 7, step: 0, attempt: 0, purpose: .duration)
    if chance(6) { builder.change { $0.onFailure = here(.continue) } }
    addSteps(to: 0, count: 3 + below(3), depth: 0)
  }

  private mutating func below(_ limit: Int) -> Int { Int(random.bits() % UInt64(limit)) }
  private mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

  private mutating func condition(_ ids: [String]) -> String? {
    guard chance(3) else { return nil }
    let other = ids.isEmpty ? "x" : ids[below(ids.count)]
    let all = [
      "always()", "success()", "failure()", "!cancelled()", "inputs.a", "!inputs.a", "success() && inputs.a",
      "success() && inputs.b", "inputs.a || inputs.b", "always() && !(inputs.b)", "success() && !inputs.a",
      "cancelled()",
    ]
    let aboutSteps = [
      "steps.\(other).status == 'success'", "steps.\(other).status != 'failed'",
      "always() && steps.\(other).status == 'success'",
      approvals.last.map { ids.contains($0) ? "steps.\($0).outputs.decision == 'approved'" : "inputs.a" } ?? "inputs.b",
      "'skipped' != steps.\(other).status || inputs.a", "failure() || steps.\(other).status == 'success'",
    ]
    return ids.isEmpty || chance(2) ? all[below(all.count)] : aboutSteps[below(aboutSteps.count)]
  }

  private mutating func work(_ id: String, _ ids: [String]) -> StepAction {
    guard hasChanges, !chance(3) else { return .script(ScriptAction()) }
    let project = ["network", "api"][below(2)]
    if chance(3) {
      plans.append(id)
      return iac(.plan, project)
    }
    guard let plan = plans.last(where: { ids.contains($0) }), chance(2),
      case .infrastructure(let made) = builder.steps.first(where: { $0.id?.value == plan })?.action,
      case .infrastructure(var action) = iac(.apply, made.project?.value ?? project)
    else { return iac(.apply, project) }
    action.plan = StepReference(id: here(plan))
    return .infrastructure(action)
  }

  private mutating func addSteps(to list: Int, count: Int, depth: Int) {
    var ids: [String] = []
    var targets: [(condition: String, ids: [String])] = []
    for _ in 0..<count {
      let number = builder.steps.count
      let id = "s\(number)"
      var needs: [String]?
      if !ids.isEmpty, chance(2) {
        needs = []
        for other in ids where !chance(3) { needs?.append(other) }
      } else if chance(8) {
        needs = []
      }
      for place in targets.indices where targets[place].ids.contains(id) {
        needs = chance(3) ? [targets[place].condition, ids[below(ids.count)]] : nil
      }
      let condition = condition(ids)
      let policy: FailurePolicy? = chance(4) ? .continue : nil
      ids.append(id)
      switch below(depth < 2 ? 11 : 8) {
      case 0, 1,
        2 where approvals.count < 3:
        let timeouts: [ApprovalAction.TimeoutPolicy] = [.reject, .cancel, .skip, .approve, .escalate]
        let onTimeout = timeouts[below(5)]
        let hasTimeout = !chance(4)
        approvals.append(id)
        builder.step(id, approval(onTimeout: onTimeout), needs: needs, if: condition, list: list) { step in
          step.onFailure = policy.map { here($0) }
          if hasTimeout { step.timeout = here(seconds(5)) }
        }
      case 3:
        let when = ["inputs.a", "inputs.b", "!inputs.a", "steps.\(ids[0]).status == 'success'"]
        let text = when[ids.count > 1 ? below(4) : below(3)]
        builder.condition(
          id, [(when: text, then: ["s\(number + 1)"])], else: chance(2) ? ["s\(number + 2)"] : nil, needs: needs,
          if: condition, list: list)
        targets.append((id, ["s\(number + 1)", "s\(number + 2)"]))
      case 8, 9:
        let timeout: Int64? = chance(6) ? 3 : nil
        let inner = builder.group(id, isSequence: chance(2), needs: needs, if: condition, list: list) { step in
          step.onFailure = policy.map { here($0) }
          step.timeout = timeout.map { here(seconds($0)) }
        }
        addSteps(to: inner, count: 1 + below(2), depth: depth + 1)
      case 10:
        let items = ["[]", "[1]", "[1, 2]"][below(3)]
        let inner = builder.loop(id, over: items, parallelism: 2, needs: needs, if: condition, list: list) {
          $0.onFailure = policy.map { here($0) }
        }
        addSteps(to: inner, count: 1 + below(2), depth: depth + 1)
      default:
        work.append(id)
        let action = work(id, ids)
        builder.step(id, action, needs: needs, if: condition, list: list) { $0.onFailure = policy.map { here($0) } }
      }
    }
  }

  /// The workflow in a few lines, for messages.
  var text: String {
    let workflow = builder.built
    return workflow.steps.map { step in
      let kind: String
      switch step.action {
      case .approval(let action):
        kind = "approval(\(step.timeout == nil ? "never" : (action.onTimeout?.value ?? .reject).rawValue))"
      case .condition(let action):
        kind = "condition \(action.cases.map { workflow.expressions[$0.when ?? 0].text }) \(action.otherwise.count)"
      case .group: kind = "group"
      case .loop(let action): kind = "loop \(workflow.expressions[action.over ?? 0].text)"
      default: kind = "work"
      }
      let needs = step.dependencies.map { "s\($0.step)" }.joined(separator: ",")
      let condition = step.condition.map { " if \(workflow.expressions[$0].text)" } ?? ""
      let policy = (step.onFailure?.value ?? workflow.onFailure?.value).map { " \($0)" } ?? ""
      return "\(step.displayName)@\(step.list) \(kind) needs[\(needs)]\(condition)\(policy)"
    }.joined(separator: "\n")
  }

  /// How many runs there are.
  var count: Int { (approvals.map { _ in 3 } + work.map { _ in 2 } + [2, 2, 2]).reduce(1, *) }

  /// The scenario of a number below `count`: inputs, timing, then what becomes of each step. Where `person` is given, they
  /// alone start the run and grant what is granted.
  func scenario(_ number: Int, person: String? = nil) -> Scenario {
    var rest = number
    func digit(_ base: Int) -> Int {
      defer { rest /= base }
      return rest % base
    }
    var scenario = Scenario()
    var trigger = TriggerData(type: "manual")
    trigger.inputs = [("a", .bool(digit(2) == 1)), ("b", .bool(digit(2) == 1))]
    trigger.actor = person
    scenario.trigger = trigger
    let isHasty = digit(2) == 1
    for id in work {
      scenario.mocks.append(
        digit(2) == 1
          ? Mock(id, MockOutcome(duration: isHasty ? 0 : 2_500, failing: "x"))
          : Mock(id, MockOutcome(duration: 1_000)))
    }
    for id in approvals {
      switch digit(3) {
      case 0:
        scenario.mocks.append(
          person.map { Mock(id, decisions: [MockDecision(after: 1_000, person: $0)]) }
            ?? Mock(id, MockOutcome(duration: 1_000)))
      case 1: scenario.mocks.append(Mock(id, MockOutcome(duration: 1_000, failing: "no")))
      default: scenario.mocks.append(Mock(id, decisions: []))
      }
    }
    return scenario
  }
}

@Suite struct GateProofTests {
  /// How many workflows each part tries; `WFLINT_RANDOM_WORKFLOWS` sets another number in all.
  static let perPart: UInt64 = {
    let text = ProcessInfo.processInfo.environment["WFLINT_RANDOM_WORKFLOWS"] ?? ""
    return (UInt64(text) ?? (_isDebugAssertConfiguration() ? 400 : 20_000)) / 4
  }()

  /// Whether the engine, given a counter-example's scenario, starts a step before an approval above it is granted.
  private func shows(
    _ run: GateCounterexample, _ step: StepIndex, _ plan: SimulationPlan, _ graph: DependencyGraph
  ) -> Bool {
    var scenario = run.scenario
    scenario.trigger = TriggerData(type: "manual")
    for (text, value) in run.assumed where text.hasPrefix("inputs.") {
      scenario.trigger?.inputs.append((String(text.dropFirst(7)), .bool(value)))
    }
    for name in ["a", "b"] where !(scenario.trigger?.inputs.contains { $0.name == name } ?? true) {
      scenario.trigger?.inputs.append((name, .bool(true)))
    }
    let workflow = plan.workflows[0]
    guard let first = SimulationResult(plan, scenario).runs.first else { return false }
    return first.steps.contains { record in
      guard record.step == step, let start = record.startedAt else { return false }
      return !first.steps.contains { gate in
        guard case .approval = workflow.steps[gate.step].action else { return false }
        return gate.reason == .approved && graph.isAncestor(gate.step, of: step) && (gate.endedAt ?? .max) <= start
      }
    }
  }

  /// The steps that started in some run although no approval before them had been granted.
  private func ungated(_ sample: GatedWorkflow, _ plan: SimulationPlan, _ graph: DependencyGraph) -> Set<StepIndex> {
    var result: Set<StepIndex> = []
    let workflow = plan.workflows[0]
    for number in 0..<sample.count {
      guard let run = SimulationResult(plan, sample.scenario(number)).runs.first else { continue }
      for record in run.steps where record.hasStarted && !result.contains(record.step) {
        let isGated = run.steps.contains { gate in
          guard case .approval = workflow.steps[gate.step].action, gate.state == .success, gate.reason == .approved
          else { return false }
          return graph.isAncestor(gate.step, of: record.step) && (gate.endedAt ?? .max) <= (record.startedAt ?? 0)
        }
        if !isGated { result.insert(record.step) }
      }
    }
    return result
  }

  /// Every proof holds in all runs, and every counter-example is one.
  @Test(arguments: UInt64(0)..<4)
  func verdictsAgreeWithEveryRun(part: UInt64) {
    var linear = 0
    var total = 0
    var open = 0
    var kinds: [String: Int] = [:]
    for seed in part * Self.perPart..<(part + 1) * Self.perPart {
      let sample = GatedWorkflow(seed)
      guard sample.count <= 600, !sample.approvals.isEmpty, !sample.work.isEmpty else { continue }
      let workflow = sample.builder.built
      let graph = DependencyGraph(workflow)
      let plan = plan(sample.builder)
      let truth = ungated(sample, plan, graph)
      let proof = GateProof(workflow, graph, GateQuestion(), directory: platformTeam)
      for step in workflow.steps {
        guard case .script = step.action,
          workflow.steps.contains(where: { gate in
            if case .approval = gate.action { graph.isAncestor(gate.index, of: step.index) } else { false }
          })
        else { continue }
        total += 1
        let isUngated = truth.contains(step.index)
        if proof.isSurelyGated(step.index) != isUngated { linear += 1 }
        switch proof.verdict(on: step.index) {
        case .proved:
          kinds["proved", default: 0] += 1
          #expect(!isUngated, "workflow \(seed): the proof about \(step.displayName) does not hold")
        case .refuted(let run):
          kinds["refuted", default: 0] += 1
          // Its own timing may be none of the enumerator's: it must show by itself.
          #expect(
            isUngated || shows(run, step.index, plan, graph),
            "workflow \(seed): no run like \(run.assumed) \(run.steps.map { "\($0.name) \($0.reason)" }):\n\(sample.text)"
          )
        case .notProved: open += 1
        }
      }
    }
    print("part \(part): \(total) questions, \(linear) decided linearly, \(open) open, \(kinds)")
    #expect(total > 40)
    // The shares hold over thousands of questions; a short run's few may hold more odd ones.
    let isShort = total < 500
    #expect(
      Double(linear) >= (isShort ? 0.9 : 0.95) * Double(total), "\(linear) of \(total) are decided by the linear pass")
    #expect(Double(open) <= (isShort ? 0.08 : 0.04) * Double(total), "\(open) of \(total) are left open")
    #expect(kinds.values.allSatisfy { $0 > 5 } && kinds.count == 2, "\(kinds)")
  }
}
