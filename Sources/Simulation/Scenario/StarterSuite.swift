// SPDX-License-Identifier: Apache-2.0
import Expression
package import WorkflowModel

/// Scenarios to start from: the good run, each approval rejected and unanswered, each step failing, each branch taken.
///
/// Each says what the simulator makes of it, so all of them pass.
package struct StarterSuite {
  /// What every scenario shares.
  package private(set) var shared = Scenario(name: "shared")
  /// The scenarios, with their own mocks alone.
  package private(set) var scenarios: [Scenario] = []
  /// The share of steps and branches that they reach, per cent, rounded down.
  package private(set) var coverage: (steps: Int, branches: Int) = (0, 0)

  private static let maximumScenarios = 200
  private let plan: SimulationPlan
  private let workflow: Workflow
  private let directory: Directory
  private var reached: Coverage
  /// What starts runs where inputs are needed.
  private var usualTrigger: TriggerData?

  /// Makes scenarios for the first workflow of a plan. Complexity: O(scenarios · events of a run).
  package init(_ plan: SimulationPlan, directory: Directory? = nil) {
    self.plan = plan
    self.directory = directory ?? plan.directory
    workflow = plan.workflows[0]
    reached = Coverage(plan)
    let graph = DependencyGraph(workflow)
    let frame = OpenRuns.Frame(workflow, graph, GateQuestion(approvals: []))
    let alone = plan.workflows.count == 1 ? plan : plan.alone(0)
    var search = WorldSearch(frame, alone, self.directory, limits: GateLimits(passes: 64, runs: 4_000))
    shared.unmocked = .error
    usualTrigger = workflow.inputs.contains(where: \.isNeeded) ? search.sampleTrigger(workflow.triggers.first) : nil
    shared.mocks = workflow.steps.compactMap(usualMock)
    readOutputs()
    let good = search.find([], size: 0) { !$0.runs.isEmpty }
    add("all goes well", good?.scenario)
    addSteps(&search, good)
    addBranches(&search)
    addMissing(&search)
    coverage = (Int(reached.stepShare), Int(reached.branchShare))
  }

  // MARK: Scenarios

  private mutating func addSteps(_ search: inout WorldSearch, _ good: Counterexample?) {
    for step in workflow.steps where scenarios.count < Self.maximumScenarios {
      guard let id = step.id?.value else { continue }
      switch step.action {
      case .approval(let action):
        add("\(id) is rejected", find(&search, [.isRejected(step.index)], step.index, .rejected) ?? good?.scenario) {
          mock in
          guard mock.step == id, let person = mock.decisions?.first?.person else { return }
          mock.decisions = [MockDecision(after: 60_000, person: person, verdict: .reject, comment: "not now")]
        }
        if step.timeout != nil || workflow.timeout != nil {
          add(
            "nobody answers \(id)", find(&search, [.isUnanswered(step.index)], step.index, .timedOut) ?? good?.scenario
          ) {
            if $0.step == id { $0.decisions = [] }
          }
        }
        let quorum = action.requiredApprovals?.value ?? 1
        if quorum > 1 {
          add("\(id) has too few votes", good?.scenario) { mock in
            if mock.step == id { mock.decisions = mock.decisions.map { Array($0.prefix(Int(clamping: quorum - 1))) } }
          }
        }
      case .condition, .group, .loop, .wait, .suspend: continue
      default:
        add("\(id) fails", find(&search, [.fails(step.index, after: 0)], step.index, nil) ?? good?.scenario) { mock in
          guard mock.step == id else { return }
          var outcome = MockOutcome()
          outcome.status = .failed
          outcome.message = "\(id) went wrong"
          outcome.duration = mock.outcomes.first?.duration
          outcome.outputs = mock.outcomes.first?.outputs ?? []
          mock.outcomes = [outcome]
        }
      }
    }
  }

  /// A run with some twists in which a step starts, with as many more twists as that takes.
  private func find(
    _ search: inout WorldSearch, _ always: [WorldSearch.Twist], _ step: StepIndex, _ reason: Reason?
  ) -> Scenario? {
    func isHit(_ result: SimulationResult) -> Bool {
      result.runs.first?.steps.contains { $0.step == step && $0.hasStarted && (reason == nil || $0.state != .success) }
        ?? false
    }
    return search.find([], size: 0, always: always, where: isHit)?.scenario
      ?? search.find(
        search.twists(nil).filter { !always.map(\.subject).contains($0.subject) }, size: 1, always: always, where: isHit
      )?
      .scenario
  }

  private mutating func addBranches(_ search: inout WorldSearch) {
    for branch in reached.missingBranches(of: 0) where scenarios.count < Self.maximumScenarios {
      guard case .condition(let action) = workflow.steps[branch.condition].action,
        reached.missingBranches(of: 0).contains(branch)
      else { continue }
      let found = search.find(search.twists(nil), size: 2) { result in
        result.runs.first?.steps.contains { record in
          record.step == branch.condition && record.state == .success
            && (record.branch ?? action.cases.count) == branch.branch
        } ?? false
      }
      guard let found, found.isReplayable else { continue }
      let name = workflow.steps[branch.condition].id?.value ?? "step \(branch.condition + 1)"
      add(
        "\(name) takes \(branch.branch < action.cases.count ? "case \(branch.branch + 1)" : "no case")", found.scenario)
    }
  }

  private mutating func addMissing(_ search: inout WorldSearch) {
    for step in reached.missingSteps(of: 0) where scenarios.count < Self.maximumScenarios {
      guard reached.missingSteps(of: 0).contains(step) else { continue }
      let found = search.find(search.twists(nil), size: 2) { result in
        result.runs.first?.steps.contains { $0.step == step && $0.hasStarted } ?? false
      }
      guard let found, found.isReplayable else { continue }
      add("\(workflow.steps[step].id?.value ?? "step \(step + 1)") runs", found.scenario)
    }
  }

  /// Adds what a found run does, where it differs from what is shared, with what comes out.
  private mutating func add(_ name: String, _ found: Scenario?, _ change: (inout Mock) -> Void = { _ in }) {
    guard !scenarios.contains(where: { $0.name == name }) else { return }
    var own = Scenario(name: name)
    own.trigger = found?.trigger ?? usualTrigger
    for usual in shared.mocks {
      var mock = usual
      if let twisted = found?.mocks.first(where: { $0.step == usual.step }) {
        if let outcome = twisted.outcomes.first, mock.decisions == nil {
          mock.outcomes = mock.outcomes.map { known in
            var merged = outcome
            merged.duration = known.duration
            for output in known.outputs where !merged.outputs.contains(where: { $0.name == output.name }) {
              merged.outputs.append(output)
            }
            if merged.status == .hangs { merged.duration = nil }
            return merged
          }
        } else if twisted.outcomes.first?.status == .failed, let person = mock.decisions?.first?.person {
          mock.decisions = [MockDecision(after: 60_000, person: person, verdict: .reject)]
        } else if twisted.decisions?.isEmpty == true {
          mock.decisions = []
        }
      }
      change(&mock)
      if !Self.isSame(mock, usual) { own.mocks.append(mock) }
    }
    var whole = own
    whole.unmocked = .error
    whole.defaultDuration = .fixed(1_000)
    whole.mocks = ScenarioSuite.merged(shared.mocks, own.mocks)
    let result = SimulationResult(plan, whole)
    guard let run = result.runs.first, run.state.isFinal,
      !result.trace.problems.contains(where: { $0.severity == .error })
    else { return }
    reached.add(result)
    own.expectations = [Expectation(.status(run.state))]
    if run.state != .success { own.expectations.append(Expectation(.reason(run.reason.text))) }
    var ran: [String] = []
    for record in run.steps where record.hasStarted {
      if let id = result.step(of: record).id?.value, !ran.contains(id) { ran.append(id) }
    }
    let never = workflow.steps.compactMap { $0.id?.value }.filter { !ran.contains($0) }
    if !ran.isEmpty { own.expectations.append(Expectation(.ran(ran))) }
    if !never.isEmpty { own.expectations.append(Expectation(.never(never))) }
    scenarios.append(own)
  }

  private static func isSame(_ left: Mock, _ right: Mock) -> Bool {
    guard left.outcomes.count == right.outcomes.count, left.decisions?.count == right.decisions?.count else {
      return false
    }
    for (one, other) in zip(left.outcomes, right.outcomes)
    where one.status != other.status || one.message != other.message || one.duration != other.duration
      || one.outputs.count != other.outputs.count
      || zip(one.outputs, other.outputs).contains(where: { $0.name != $1.name || !$0.value.equals($1.value) })
    {
      return false
    }
    return zip(left.decisions ?? [], right.decisions ?? []).allSatisfy {
      $0.verdict == $1.verdict && $0.person == $1.person
    }
  }

  // MARK: What is usual

  /// Gives the outputs that expressions read.
  private mutating func readOutputs() {
    for site in workflow.expressions {
      for path in site.parsed.paths where path.count > 3 && path[0].name == "steps" && path[2].name == "outputs" {
        guard let place = shared.mocks.firstIndex(where: { $0.step == path[1].name }),
          !shared.mocks[place].outcomes.isEmpty
        else { continue }
        let rest = path.dropFirst(3).map(\.name)
        guard !shared.mocks[place].outcomes[0].outputs.contains(where: { $0.name == rest[0] }) else { continue }
        let declared = workflow.steps.first { $0.id?.value == path[1].name }?.declaredOutputs
          .first { $0.name.value == rest[0] }?.type?.value
        let value: CELValue
        switch (rest[0], declared) {
        case ("status_code", _): value = .int(200)
        case (_, "number"?), (_, "integer"?), ("exit_code", _): value = .int(0)
        case (_, "boolean"?): value = .bool(true)
        case (_, "list"?): value = .array([])
        default: value = .string(rest[0])
        }
        shared.mocks[place].outcomes[0].outputs = WorldSearch.set(shared.mocks[place].outcomes[0].outputs, rest, value)
      }
    }
  }

  /// A success in the expected time, or the votes that an approval needs.
  private func usualMock(_ step: Step) -> Mock? {
    guard let id = step.id?.value else { return nil }
    switch step.action {
    case .condition, .group, .loop, .wait: return nil
    case .suspend(let limit):
      // Someone goes on after a while.
      return limit == nil
        ? Mock(id, MockOutcome(duration: min(300_000, max(0, (step.timeout?.value ?? 600_000) / 2)))) : nil
    case .approval(let action):
      let quorum = Int(clamping: min(max(1, action.requiredApprovals?.value ?? 1), 100))
      let set = ApproverSet(action.approvers.map(\.value), directory)
      var people = Array(set.people.prefix(quorum))
      while people.count < quorum { people.append("approver\(people.count + 1)@example.com") }
      let limit = step.timeout?.value ?? 600_000
      return Mock(
        id,
        decisions: people.enumerated().map { place, person in
          MockDecision(after: min(300_000, max(0, limit / 2)) + Milliseconds(place) * 1_000, person: person)
        })
    default: return Mock(id, MockOutcome(duration: plan.steps[step.index].duration))
    }
  }
}
