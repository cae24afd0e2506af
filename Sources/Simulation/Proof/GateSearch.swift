// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// A run in which a step starts although no gate before it was passed, as the simulator has it.
package struct GateCounterexample: Sendable {
  /// What the world does in it.
  package var scenario: Scenario
  /// What is taken for true or false of the conditions that nobody knows, in their order.
  package var assumed: [(text: String, value: Bool)]
  /// The run's steps up to the one in question, in the order in which they ended.
  package var steps: [StepRecord]
  /// In how many points it differs from the run in which everything goes well and nobody approves.
  package var deviations: Int
}

/// Looks for runs that reach a step past its gates, those that differ least from a good one first.
struct GateSearch {
  /// Something that may turn out in several ways; the first is the usual one.
  private enum Unknown {
    /// An approval: 0 what its timeout does, 1 it is rejected.
    case approval(StepIndex, mayTimeOut: Bool)
    case condition(String)
    /// A step that may fail.
    case work(StepIndex)
    /// A loop that may have no items.
    case rounds(StepIndex)

    var count: Int { if case .approval(_, false) = self { 1 } else { 2 } }
  }

  private let frame: OpenRuns.Frame
  private let directory: Directory
  private var runs: Int

  init(_ frame: OpenRuns.Frame, _ directory: Directory, runs: Int) {
    self.frame = frame
    self.directory = directory
    self.runs = runs
  }

  /// The run in which everything goes well and no gate is passed, where it reaches the step.
  mutating func first(_ step: StepIndex) -> GateCounterexample? {
    let cone = cone(of: step)
    return simulate(step, cone, unknowns(cone, step), [])
  }

  /// Runs that differ from it in up to three points.
  mutating func rest(_ step: StepIndex) -> GateCounterexample? {
    let cone = cone(of: step)
    let unknowns = unknowns(cone, step)
    let places = unknowns.indices.filter { unknowns[$0].count > 1 }
    for size in 1...3 where size <= places.count {
      var chosen = Array(0..<size)
      while true {
        guard runs > 0 else { return nil }
        if let found = simulate(step, cone, unknowns, chosen.map { places[$0] }) { return found }
        guard let place = chosen.indices.last(where: { chosen[$0] < places.count - size + $0 }) else { break }
        chosen[place] += 1
        for next in chosen.indices where next > place { chosen[next] = chosen[next - 1] + 1 }
      }
    }
    return nil
  }

  /// Everything that ends before a step starts, and the groups and loops around it.
  func cone(of step: StepIndex) -> Set<StepIndex> {
    var result: Set<StepIndex> = []
    var place: StepIndex? = step
    while let current = place {
      var open = frame.graph.dependencies[current]
      while let next = open.popLast() {
        guard result.insert(next).inserted else { continue }
        open += frame.graph.dependencies[next]
        if let list = frame.workflow.ownedList(of: next) { open += list.steps }
      }
      place = frame.workflow.owner(of: current)
    }
    return result
  }

  private func unknowns(_ cone: Set<StepIndex>, _ target: StepIndex) -> [Unknown] {
    let workflow = frame.workflow
    var result: [Unknown] = []
    var texts: [String] = []
    var around: Set<StepIndex> = cone.union([target])
    var place = workflow.owner(of: target)
    while let current = place {
      around.insert(current)
      place = workflow.owner(of: current)
    }
    for index in around.sorted() {
      let step = workflow.steps[index]
      var expressions = step.condition.map { [$0] } ?? []
      switch step.action {
      case .approval(let action):
        let policy = action.onTimeout?.value ?? .reject
        let mayTimeOut = step.timeout != nil && (policy == .skip || policy == .cancel || policy == .approve)
        if index != target { result.append(.approval(index, mayTimeOut: mayTimeOut)) }
      case .condition(let action): expressions += action.cases.compactMap(\.when)
      case .loop(let action):
        if let over = action.over, workflow.expressions.indices.contains(over) {
          result.append(.rounds(index))
        }
      case .group: break
      default: if index != target, !frame.question.isGate(index, workflow) { result.append(.work(index)) }
      }
      for expression in expressions {
        for text in frame.shapes[expression]?.unknowns ?? [] where !texts.contains(text) { texts.append(text) }
      }
    }
    // What is decided outside first, then what people do, then what goes wrong.
    let conditions = texts.map { Unknown.condition($0) }
    // Beside it something may fail and stop the run.
    for step in workflow.steps where !around.contains(step.index) && !frame.graph.isAncestor(target, of: step.index) {
      switch step.action {
      case .group, .loop, .condition, .approval: continue
      default: result.append(.work(step.index))
      }
    }
    return conditions + result
  }

  private mutating func simulate(
    _ target: StepIndex, _ cone: Set<StepIndex>, _ unknowns: [Unknown], _ changed: [Int]
  ) -> GateCounterexample? {
    guard runs > 0, frame.workflow.steps.count <= 2_000 else { return nil }
    runs -= 1
    var scenario = Scenario(name: "past the gate")
    var values: [String: Bool] = [:]
    var assumed: [(text: String, value: Bool)] = []
    var items: [StepIndex: String] = [:]
    for (place, unknown) in unknowns.enumerated() {
      let isChanged = changed.contains(place)
      switch unknown {
      case .condition(let text):
        values[text] = !isChanged
        assumed.append((text, !isChanged))
      case .approval(let index, let mayTimeOut):
        guard let id = frame.workflow.steps[index].id?.value else { return nil }
        let rejects = isChanged || !mayTimeOut
        scenario.mocks.append(
          rejects ? Mock(id, MockOutcome(duration: 1_000, failing: "rejected")) : Mock(id, decisions: []))
      case .work(let index) where isChanged:
        guard let id = frame.workflow.steps[index].id?.value else { return nil }
        scenario.mocks.append(Mock(id, MockOutcome(duration: 0, failing: "failed")))
      case .rounds(let index) where isChanged: items[index] = "[]"
      case .work, .rounds: break
      }
    }
    return confirm(target, cone, scenario, values, items, assumed, deviations: changed.count)
  }

  /// The engine's run of what a path through a `RunSpace` says, where it reaches the step past its gates.
  mutating func replay(_ target: StepIndex, _ clock: SpaceClock) -> GateCounterexample? {
    guard runs > 0, let last = clock.path.last else { return nil }
    runs -= 1
    let layout = clock.space.layout
    let state = clock.space.state(last)
    var scenario = Scenario(name: "past the gate")
    scenario.mocks = clock.mocks(frame.workflow)
    var values: [String: Bool] = [:]
    var assumed: [(text: String, value: Bool)] = []
    for (number, atom) in layout.atoms.enumerated() where state.atom(number) == 1 || state.atom(number) == 2 {
      values[atom.text] = state.atom(number) == 1
      assumed.append((atom.text, state.atom(number) == 1))
    }
    var items: [StepIndex: String] = [:]
    for (place, info) in layout.places.enumerated() where info.kind == .loop && !info.isCounted {
      guard items[info.step] == nil, state.has(place, SpaceState.started) else { continue }
      items[info.step] = "[" + (0..<state.rounds(place)).map { "\($0)" }.joined(separator: ", ") + "]"
    }
    let unusual = clock.path.filter { index in
      let kind = clock.space.actions[index].kind
      return kind == .fail || kind == .lapse || kind == .expire
    }
    return confirm(target, cone(of: target), scenario, values, items, assumed, deviations: unusual.count)
  }

  /// The run of a scenario, where it reaches the step although none of its gates was passed.
  private func confirm(
    _ target: StepIndex, _ cone: Set<StepIndex>, _ scenario: Scenario, _ values: [String: Bool],
    _ items: [StepIndex: String], _ assumed: [(text: String, value: Bool)], deviations: Int
  ) -> GateCounterexample? {
    let plan = SimulationPlan([rewritten(values, items)], directory: directory) { step in
      switch step.action {
      case .condition, .group, .loop: 0
      default: 1_000
      }
    }
    var limited = plan
    limited.limits.events = 20_000
    limited.limits.instances = 10_000
    limited.limits.runs = 1
    let result = SimulationResult(limited, scenario)
    guard let run = result.runs.first,
      let place = run.steps.first(where: { $0.step == target && $0.hasStarted }), let start = place.startedAt
    else { return nil }
    let isPassed = run.steps.contains { record in
      cone.contains(record.step) && frame.question.isGate(record.step, frame.workflow) && record.state == .success
        && (record.reason != .approvedOnTimeout || frame.question.acceptsSilence)
        && (record.endedAt ?? .max) <= start
    }
    guard !isPassed, AtomValues(frame.workflow).arePossible(assumed) else { return nil }
    let steps = run.steps.filter { cone.contains($0.step) && $0.endedAt != nil }
      .sorted { ($0.endedAt ?? 0, $0.instance) < ($1.endedAt ?? 0, $1.instance) }
    return GateCounterexample(
      scenario: scenario, assumed: assumed, steps: steps + [place], deviations: deviations)
  }

  /// The workflow with its unknown conditions decided, and without interpolations: what they show decides nothing.
  private func rewritten(_ values: [String: Bool], _ items: [StepIndex: String]) -> Workflow {
    var workflow = frame.workflow
    workflow.concurrencyPolicy = nil
    for place in workflow.expressions.indices {
      let site = workflow.expressions[place]
      switch site.role {
      case .stepCondition, .caseCondition:
        if let shape = frame.shapes[place] { workflow.expressions[place] = site.saying(shape.text(assuming: values)) }
      case .loopItems:
        guard case .step(let owner) = site.owner, !site.hasListedItems else { continue }
        workflow.expressions[place] = site.saying(items[owner] ?? "[0]")
      default: workflow.expressions[place] = site.saying("''")
      }
    }
    return workflow
  }
}
