// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WorkflowModel

@testable import Simulation

/// Properties of random workflows, held against every run that these can have.
@Suite struct VerificationTests {
  /// How many workflows each part tries; `WFLINT_RANDOM_WORKFLOWS` sets another number in all.
  static let perPart: UInt64 = {
    let text = ProcessInfo.processInfo.environment["WFLINT_RANDOM_WORKFLOWS"] ?? ""
    return (UInt64(text) ?? (_isDebugAssertConfiguration() ? 120 : 4_000)) / 2
  }()

  /// Whether a property holds in one run.
  private func holds(
    _ property: Property, _ run: RunRecord, _ graph: DependencyGraph, _ workflow: Workflow
  ) -> Bool {
    func started(_ id: String) -> [StepRecord] {
      run.steps.filter { $0.hasStarted && workflow.steps[$0.step].id?.value == id }
    }
    func areApart(_ left: StepRecord, _ right: StepRecord) -> Bool {
      max(left.startedAt ?? 0, right.startedAt ?? 0) >= min(left.endedAt ?? .max, right.endedAt ?? .max)
    }
    switch property {
    case .never(let id): return started(id).isEmpty
    case .alwaysRuns(let id, let states):
      return !run.state.isFinal || states.contains(run.state) || !started(id).isEmpty
    case .leadsTo(let from, let to):
      guard run.state.isFinal else { return true }
      return started(from).allSatisfy { cause in
        cause.state != .success || started(to).contains { ($0.startedAt ?? -1) >= (cause.endedAt ?? .max) }
      }
    case .requires(let id, let gate):
      return started(id).allSatisfy { record in
        started(gate).contains { $0.reason == .approved && ($0.endedAt ?? .max) <= (record.startedAt ?? 0) }
      }
    case .gated(let id):
      return started(id).allSatisfy { record in
        run.steps.contains { $0.reason == .approved && ($0.endedAt ?? .max) <= (record.startedAt ?? 0) }
      }
    case .notTogether(let ids):
      return ids.indices.allSatisfy { first in
        ids.indices.allSatisfy { second in
          first >= second
            || started(ids[first]).allSatisfy { left in
              started(ids[second]).allSatisfy { right in areApart(left, right) }
            }
        }
      }
    case .exclusiveState:
      let changes = run.steps.filter(\.hasStarted).compactMap { record in
        StateChange(workflow.steps[record.step], in: workflow).map { ($0, record) }
      }
      return changes.indices.allSatisfy { first in
        changes[(first + 1)...].allSatisfy { $0.0 != changes[first].0 || areApart($0.1, changes[first].1) }
      }
    case .freshPlans:
      return run.steps.allSatisfy { apply in
        guard apply.hasStarted, case .infrastructure(let action) = workflow.steps[apply.step].action,
          let plan = action.plan?.target, let state = StateChange(workflow.steps[apply.step], in: workflow),
          let planned = run.steps.first(where: { $0.step == plan && $0.state == .success })?.endedAt
        else { return true }
        return run.steps.allSatisfy { other in
          guard other.step != apply.step, let start = other.startedAt,
            StateChange(workflow.steps[other.step], in: workflow) == state
          else { return true }
          return start >= (apply.startedAt ?? 0) || (other.endedAt ?? .max) <= planned
        }
      }
    case .endsWithin(let span): return run.duration.map { $0 <= span } ?? run.state.isFinal
    case .noDeadlock: return run.state.isFinal
    case .noDeadStep, .separationOfDuties: return true
    }
  }

  private func questions(_ sample: GatedWorkflow, _ workflow: Workflow) -> [Property] {
    let ids = workflow.steps.compactMap { $0.id?.value }
    var result: [Property] = [
      .exclusiveState, .freshPlans, .noDeadlock, .noDeadStep, .separationOfDuties, .endsWithin(seconds(3)),
      .endsWithin(seconds(6)), .endsWithin(seconds(11)),
    ]
    for (place, id) in ids.enumerated() {
      result += [
        .never(step: id), .alwaysRuns(step: id, unless: []), .alwaysRuns(step: id, unless: [.failed, .cancelled]),
        .gated(step: id),
      ]
      if place > 0 {
        result += [.leadsTo(from: ids[place - 1], to: id), .notTogether([ids[place - 1], id])]
      }
      if let gate = sample.approvals.first, gate != id { result.append(.requires(step: id, granted: gate)) }
    }
    return result
  }

  /// The first word of a property.
  private func kind(_ property: Property) -> String {
    String(property.text.prefix { $0 != ":" })
  }

  /// Every proof holds in all runs; every counter-example is a run of the workflow that shows it.
  @Test(arguments: UInt64(0)..<2)
  func verdictsAgreeWithEveryRun(part: UInt64) {
    var counts: [String: [String: Int]] = [:]
    var refuted = 0
    var isReplayed = 0
    var total = 0
    for seed in part * Self.perPart..<(part + 1) * Self.perPart {
      var sample = GatedWorkflow(seed &+ 500_000, hasChanges: seed % 2 == 0)
      if seed % 2 == 0 { sample.builder.change { $0.environment = here("production") } }
      guard sample.count <= 300, !sample.approvals.isEmpty else { continue }
      total += 1
      let workflow = sample.builder.built
      let graph = DependencyGraph(workflow)
      let plan = plan(sample.builder)
      let runs = (0..<sample.count).compactMap { SimulationResult(plan, sample.scenario($0)).runs.first }
      var verification = Verification(
        plan, directory: platformTeam, limits: GateLimits(passes: 256, runs: 400, moments: 30_000))
      for property in questions(sample, workflow) {
        let verdict = verification.verdict(on: property)
        counts[kind(property), default: [:]][verdict.word, default: 0] += 1
        if case .notProved(let why) = verdict, ProcessInfo.processInfo.environment["WFLINT_TELL_OPEN"] != nil {
          print("open: workflow \(seed): \(property.text): \(why)\n\(sample.text)")
        }
        switch verdict {
        case .proved:
          let isTrue = runs.allSatisfy { holds(property, $0, graph, workflow) }
          #expect(isTrue, "workflow \(seed): \(property.text) does not hold\n\(sample.text)")
          checkProof(of: property, sample, plan, runs)
        case .refuted(_, let run?):
          guard let first = run.result.runs.first else {
            Issue.record("no run")
            continue
          }
          refuted += 1
          if case .separationOfDuties = property {
            isReplayed += 1
            continue
          }
          #expect(!holds(property, first, graph, workflow), "workflow \(seed): \(property.text)\n\(sample.text)")
          guard run.isReplayable else { continue }
          isReplayed += 1
          let again = SimulationResult(plan, run.scenario)
          #expect(
            again.runs.first.map { !holds(property, $0, graph, workflow) } == true,
            "workflow \(seed): \(property.text) is not refuted by its own scenario\n\(sample.text)")
        case .refuted(let why, nil):
          // No step that some run starts is said to be dead.
          let all = Set(runs.flatMap { $0.steps.filter(\.hasStarted).map(\.step) })
          let isNamed = workflow.steps.contains { step in
            all.contains(step.index) && why.contains("`\(step.displayName)`")
          }
          #expect(property.text == "no_dead_step" && !isNamed, "workflow \(seed): \(why)\n\(sample.text)")
        case .notProved, .meaningless: break
        }
      }
    }
    let open = counts.values.reduce(0) { $0 + $1["not proved", default: 0] }
    let all = counts.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    for (kind, words) in counts.sorted(by: { $0.key < $1.key }) { print("part \(part): \(kind): \(words)") }
    print("part \(part): \(total) workflows, \(all) questions, \(open) open, \(isReplayed) of \(refuted) replayed")
    #expect(all > 400 && refuted > 100)
    #expect(Double(isReplayed) > 0.98 * Double(refuted), "few scenarios show what they should")
    #expect(Double(open) < 0.01 * Double(all), "\(open) of \(all) questions are left open")
    #expect(counts.values.allSatisfy { $0["meaningless"] == nil })
    // Two changes of one state beside each other are rare: a short run has none.
    let rare = all < 5_000 ? [] : ["exclusive_state", "ends_within"]
    for kind in ["never", "always_runs", "leads_to", "not_together", "no_deadlock", "requires"] + rare {
      let words = counts[kind] ?? [:]
      #expect(words["proved", default: 0] > 0 && words["refuted", default: 0] > 0, "\(kind): \(words)")
    }
  }

  /// What a proof says of all runs together, or of who takes part in them.
  private func checkProof(
    of property: Property, _ sample: GatedWorkflow, _ plan: SimulationPlan, _ runs: [RunRecord]
  ) {
    guard case .separationOfDuties = property else { return }
    let workflow = plan.workflows[0]
    for person in ["jane@example.com", "omar@example.com"] {
      for number in 0..<sample.count {
        guard let run = SimulationResult(plan, sample.scenario(number, person: person)).runs.first else { continue }
        let alone = run.steps.contains { step in
          step.hasStarted && workflow.protectedEnvironment(of: step.step, platformTeam) != nil
        }
        #expect(!alone, "\(person) alone changes production\n\(sample.text)")
      }
    }
  }

  /// What a run may take at most is what its timeouts add up to.
  @Test func theLongestRunIsBoundedByTimeouts() {
    var builder = WorkflowBuilder()
    builder.step("a") { $0.timeout = here(seconds(60)) }
    builder.step("gate", approval(onTimeout: .reject)) { $0.timeout = here(seconds(3_600)) }
    builder.step("b") { $0.timeout = here(seconds(120)) }
    var verification = Verification(plan(builder))
    func word(_ span: Int64) -> String { verification.verdict(on: .endsWithin(seconds(span))).word }
    #expect(word(3_780) == "proved")
    #expect(word(3_779) == "refuted")
    builder.step("c")
    verification = Verification(plan(builder))
    #expect(word(86_400) == "refuted")
  }

  /// Rounds of an outer loop run beside each other, however few rounds the inner one has.
  @Test func roundsOfOuterLoopsRunTogether() {
    var builder = WorkflowBuilder()
    let outer = builder.loop("outer", over: "[1, 2]", parallelism: 2)
    let inner = builder.loop("inner", over: "[1]", parallelism: 2, list: outer)
    builder.step("change", iac(.apply), list: inner)
    var verification = Verification(plan(builder))
    #expect(verification.verdict(on: .exclusiveState).word == "refuted")
  }

  /// What matters for a step in a loop is all that its rounds hold: where the whole is too much to look at, no proof comes
  /// of less than that.
  @Test(arguments: [1, 4, 16, 64, 256, 1_024, 30_000])
  func partsOfLoopsAreNoProof(moments: Int) {
    var builder = WorkflowBuilder()
    builder.step("first", needs: [])
    builder.step("beside", needs: ["first"])
    let outer = builder.loop("outer", over: "[1, 2]", parallelism: 2, needs: ["first"])
    let inner = builder.loop("inner", over: "[1, 2]", parallelism: 2, list: outer)
    builder.step("gate", approval(onTimeout: .cancel), list: inner) { $0.timeout = here(seconds(5)) }
    builder.step("work", needs: [], list: inner)
    builder.step("target", needs: ["inner"], if: "steps.inner.status == 'success'", list: outer)
    var verification = Verification(plan(builder), limits: GateLimits(passes: 1, runs: 10, moments: moments))
    let rounds = verification.ask(
      about: [6], { $0.starts(of: 6) { _, _ in false } }, where: { _ in false })
    if case .holds = rounds { Issue.record("a proof with \(moments) moments") }
    #expect(verification.verdict(on: .never(step: "target")).word == "refuted")
  }

  /// What always runs does not where the workflow's own time is up before; unless that excuses it, or cannot be.
  @Test(arguments: [
    (Int64(60), [RunState](), "refuted"), (60, [.failed], "proved"), (60, [.cancelled], "refuted"), (90, [], "proved"),
  ])
  func timeoutsOfTheRunCutWhatAlwaysRuns(limit: Int64, excuses: [RunState], word: String) {
    var builder = WorkflowBuilder()
    builder.change { $0.timeout = here(seconds(limit)) }
    for id in ["a", "b"] { builder.step(id) { $0.timeout = here(seconds(40)) } }
    builder.step("last", if: "always()") { $0.timeout = here(seconds(5)) }
    var verification = Verification(plan(builder))
    let verdict = verification.verdict(on: .alwaysRuns(step: "last", unless: excuses))
    #expect(verdict.word == word, "\(verdict.text)")
    guard let run = verdict.counterexample else { return }
    #expect(run.isReplayable && run.result.runs[0].reason == .timedOut)
    #expect(run.result.runs[0].endedAt == seconds(limit))
  }

  /// An approval that nobody needs to answer keeps a run for ever; one with a deadline does not.
  @Test func openApprovalsAreDeadlocks() {
    var builder = WorkflowBuilder()
    builder.step("gate", approval(onTimeout: .reject))
    var verification = Verification(plan(builder))
    #expect(verification.verdict(on: .noDeadlock).word == "refuted")
    var other = WorkflowBuilder()
    other.step("gate", approval(onTimeout: .reject)) { $0.timeout = here(seconds(60)) }
    verification = Verification(plan(other))
    #expect(verification.verdict(on: .noDeadlock).word == "proved")
  }

  /// Steps that need each other, or stand behind what is never true, are dead.
  @Test func deadStepsAreFound() {
    var builder = WorkflowBuilder()
    builder.step("a")
    builder.step("b", if: "failure() && success()")
    var verification = Verification(plan(builder))
    #expect(verification.verdict(on: .noDeadStep).word != "proved")
    var other = WorkflowBuilder()
    other.step("a")
    other.step("b", if: "failure()")
    verification = Verification(plan(other))
    #expect(verification.verdict(on: .noDeadStep).word == "proved")
  }

  /// Nobody alone starts a run and lets it change production.
  @Test(arguments: [(false, Int64(1), "proved"), (true, 1, "refuted"), (true, 2, "proved")])
  func dutiesAreSeparated(mayVoteSelf: Bool, quorum: Int64, word: String) {
    var builder = WorkflowBuilder()
    builder.change { $0.environment = here("production") }
    var action = ApprovalAction()
    action.approvers = [here("team:platform")]
    action.allowSelfApproval = here(mayVoteSelf)
    action.requiredApprovals = here(quorum)
    builder.step("gate", .approval(action)) { $0.timeout = here(seconds(60)) }
    var deploy = DeployAction()
    deploy.targets = [here("eu")]
    builder.step("up", .deploy(deploy))
    var verification = Verification(plan(builder), directory: platformTeam)
    let verdict = verification.verdict(on: .separationOfDuties)
    #expect(verdict.word == word, "\(verdict.text)")
  }
}
