// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Looks for runs in which something happens: the good one first, then those that differ from it in a few points.
///
/// Every run that it finds is one of the engine's, so what it finds is true; what it does not find may be there all the same.
struct WorldSearch {
  /// One point in which a run differs from the one in which everything goes well and every approval is granted.
  enum Twist: Hashable {
    case fails(StepIndex, after: Milliseconds)
    case takes(StepIndex, Milliseconds)
    case hangs(StepIndex)
    case isRejected(StepIndex)
    case isUnanswered(StepIndex)
    /// A condition that nobody knows comes out the other way.
    case isFalse(Int)
    /// A loop goes through so many items.
    case rounds(StepIndex, Int)

    /// What it is about: two twists of one subject exclude each other.
    var subject: Int {
      switch self {
      case .fails(let step, _), .takes(let step, _), .hangs(let step), .isRejected(let step), .isUnanswered(let step),
        .rounds(let step, _):
        step
      case .isFalse(let place): -1 - place
      }
    }
  }

  private struct World {
    var values: [String: Bool]
    var assumed: [(text: String, value: Bool)]
    var plan: SimulationPlan
  }

  let workflow: Workflow
  let frame: OpenRuns.Frame
  /// The workflow as it is, for replaying.
  let plan: SimulationPlan
  let directory: Directory
  /// What every run starts from.
  var base = Scenario(name: "counter-example")
  /// How many steps may still be simulated.
  private var budget: Int
  private var worlds: [Set<Twist>: World] = [:]
  private let texts: [String]

  init(_ frame: OpenRuns.Frame, _ plan: SimulationPlan, _ directory: Directory, limits: GateLimits) {
    workflow = frame.workflow
    self.frame = frame
    self.plan = plan
    self.directory = directory
    budget = min(limits.runs, 20_000) * 100
    base.unmocked = .success
    var texts: [String] = []
    for shape in frame.shapes {
      for text in shape?.unknowns ?? [] where !texts.contains(text) && texts.count < 64 { texts.append(text) }
    }
    self.texts = texts
  }

  /// The points in which runs may differ, where a step of `relevant` is concerned; nil for all.
  func twists(_ relevant: Set<StepIndex>?) -> [Twist] {
    var result: [Twist] = []
    for (place, text) in texts.enumerated() {
      let isRelevant = frame.workflow.expressions.enumerated().contains { index, site in
        guard case .step(let owner) = site.owner, relevant?.contains(owner) ?? true else { return false }
        return frame.shapes[index]?.unknowns.contains(text) ?? false
      }
      if isRelevant { result.append(.isFalse(place)) }
    }
    var later: [Twist] = []
    for step in workflow.steps where relevant?.contains(step.index) ?? true {
      guard step.id != nil else { continue }
      switch step.action {
      case .approval:
        result.append(.isRejected(step.index))
        if step.timeout != nil || workflow.timeout != nil { result.append(.isUnanswered(step.index)) }
      case .condition, .group: break
      case .loop:
        result.append(.rounds(step.index, 0))
        result.append(.rounds(step.index, 2))
      case .wait, .suspend: break
      default:
        result.append(.fails(step.index, after: 0))
        later.append(.takes(step.index, 60_000))
        later.append(.fails(step.index, after: 2_500))
        if step.timeout != nil || workflow.timeout != nil { later.append(.hangs(step.index)) }
      }
    }
    return result + later
  }

  /// The first run that `isHit` takes for one, among those with up to `size` twists.
  mutating func find(
    _ twists: [Twist], size: Int, always: [Twist] = [], where isHit: (SimulationResult) -> Bool
  ) -> Counterexample? {
    var fallback: Counterexample?
    var refused = 0
    for count in 0...size where count <= twists.count {
      var chosen = Array(0..<count)
      while true {
        guard budget > 0, refused < 24 else { return fallback }
        let picked = chosen.map { twists[$0] }
        if Set(picked.map(\.subject)).count == count, let run = simulate(always + picked, isHit) {
          if run.isReplayable { return run }
          refused += 1
          fallback = fallback ?? run
        }
        guard let place = chosen.indices.last(where: { chosen[$0] < twists.count - count + $0 }) else { break }
        chosen[place] += 1
        for next in chosen.indices where next > place { chosen[next] = chosen[next - 1] + 1 }
      }
    }
    return fallback
  }

  /// The run of some twists, where `isHit` takes it for one.
  private mutating func simulate(_ twists: [Twist], _ isHit: (SimulationResult) -> Bool) -> Counterexample? {
    budget -= workflow.steps.count + 20
    let world = world(of: twists)
    return confirm(scenario(twists, base), world, twists, isHit)
  }

  /// The engine's run of what a path through a `RunSpace` says, where `isHit` takes it for one.
  mutating func replay(
    _ clock: SpaceClock, where isHit: (SimulationResult) -> Bool
  ) -> Counterexample? {
    guard budget > 0, let last = clock.path.last else { return nil }
    let layout = clock.space.layout
    let state = clock.space.state(last)
    var decided: [(text: String, value: Bool)] = []
    for (number, atom) in layout.atoms.enumerated() {
      let value = state.atom(number)
      if value == 1 || value == 2 { decided.append((atom.text, value == 1)) }
    }
    var twists: [Twist] = []
    for (place, info) in layout.places.enumerated() where info.kind == .loop && !info.isCounted {
      let twist = Twist.rounds(info.step, state.rounds(place))
      if state.has(place, SpaceState.started), !twists.contains(where: { $0.subject == info.step }) {
        twists.append(twist)
      }
    }
    var items: [StepIndex: Int] = [:]
    for twist in twists { if case .rounds(let step, let count) = twist { items[step] = count } }
    let world = makeWorld(decided, items)
    var base = base
    base.mocks += clock.mocks(workflow)
    budget -= workflow.steps.count + 20
    let first = scenario([], base)
    if let run = confirm(first, world, twists, isHit) { return run }
    // Something beside what was looked at has to go wrong at the right time.
    let quiet = SimulationResult(world.plan, first)
    for (number, index) in clock.path.enumerated() {
      let action = clock.space.actions[index]
      guard action.kind == .stopOutside || action.kind == .cancelOutside else { continue }
      let time = clock.times[number]
      for record in quiet.runs.first?.steps ?? [] where !layout.isIncluded(record.step) && budget > 0 {
        guard let id = workflow.steps[record.step].id?.value, let start = record.startedAt, start <= time else {
          continue
        }
        var mock = Mock(id, MockOutcome(duration: time - start, failing: "failed"))
        if case .approval = workflow.steps[record.step].action, action.kind == .cancelOutside {
          mock = Mock(id, decisions: [])
        }
        budget -= workflow.steps.count + 20
        var disturbed = base
        disturbed.mocks.append(mock)
        if let run = confirm(scenario([], disturbed), world, twists, isHit) { return run }
      }
    }
    return nil
  }

  /// The run of a scenario in a world, where `isHit` takes it for one.
  private func confirm(
    _ scenario: Scenario, _ world: World, _ twists: [Twist], _ isHit: (SimulationResult) -> Bool
  ) -> Counterexample? {
    let result = SimulationResult(world.plan, scenario)
    guard isHit(result) else { return nil }
    guard !world.assumed.isEmpty || twists.contains(where: { if case .rounds = $0 { true } else { false } })
    else {
      let replay = SimulationResult(plan, scenario)
      return Counterexample(
        scenario: scenario, assumed: [], isReplayable: isHit(replay), result: isHit(replay) ? replay : result)
    }
    guard let values = AtomValues(workflow).values(for: world.assumed, isThorough: true) else { return nil }
    var told = scenario
    tell(values, twists, &told)
    let replay = SimulationResult(plan, told)
    if isHit(replay) {
      return Counterexample(scenario: told, assumed: world.assumed, isReplayable: true, result: replay)
    }
    return Counterexample(scenario: scenario, assumed: world.assumed, isReplayable: false, result: result)
  }

  // MARK: Scenarios

  /// What the world does: everything takes a second and goes well, but for the twists.
  func scenario(_ twists: [Twist], _ base: Scenario) -> Scenario {
    var scenario = base
    var outcomes: [StepIndex: Mock] = [:]
    for twist in twists {
      switch twist {
      case .fails(let step, let span):
        guard let id = workflow.steps[step].id?.value else { continue }
        outcomes[step] = Mock(id, MockOutcome(duration: span, failing: "failed"))
      case .takes(let step, let span):
        if let id = workflow.steps[step].id?.value { outcomes[step] = Mock(id, MockOutcome(duration: span)) }
      case .hangs(let step):
        guard let id = workflow.steps[step].id?.value else { continue }
        var outcome = MockOutcome()
        outcome.status = .hangs
        outcomes[step] = Mock(id, outcome)
      case .isRejected(let step):
        guard let id = workflow.steps[step].id?.value else { continue }
        outcomes[step] = Mock(id, MockOutcome(duration: 1_000, failing: "rejected"))
      case .isUnanswered(let step):
        if let id = workflow.steps[step].id?.value { outcomes[step] = Mock(id, decisions: []) }
      case .isFalse, .rounds: continue
      }
    }
    let known = Set(scenario.mocks.map(\.step))
    for step in workflow.steps {
      guard let id = step.id?.value, !known.contains(id) else { continue }
      switch step.action {
      case .condition, .group, .loop, .wait, .suspend: continue
      default: scenario.mocks.append(outcomes[step.index] ?? Mock(id, MockOutcome(duration: 1_000)))
      }
    }
    return scenario
  }

  /// Puts values into a scenario: inputs, facts of the trigger, outputs of steps.
  private func tell(
    _ values: [(path: [String], value: CELValue)], _ twists: [Twist], _ scenario: inout Scenario
  ) {
    var values = values
    for twist in twists {
      guard case .rounds(let step, let count) = twist, case .loop(let action) = workflow.steps[step].action,
        let over = action.over, workflow.expressions.indices.contains(over)
      else { continue }
      let paths = workflow.expressions[over].parsed.paths
      guard paths.count == 1, let path = paths.first else { continue }
      values.append((path.map(\.name), .array((0..<count).map { .string("item \($0 + 1)") })))
    }
    var trigger = scenario.trigger ?? sampleTrigger(workflow.triggers.first)
    if let type = values.first(where: { $0.path == ["trigger", "type"] })?.value.asString,
      let declared = workflow.triggers.first(where: { $0.kind?.name == type })
    {
      trigger = sampleTrigger(declared)
    } else if values.contains(where: { $0.path.count > 1 && $0.path[0] == "trigger" && $0.path[1] == "branch" }),
      let declared = workflow.triggers.first(where: { if case .gitPush = $0.kind { true } else { false } })
    {
      trigger = sampleTrigger(declared)
    }
    for (path, value) in values where path.count > 1 {
      switch path[0] {
      case "inputs": trigger.inputs = Self.set(trigger.inputs, Array(path.dropFirst()), value)
      case "trigger":
        let text = value.asString
        switch path.dropFirst().joined(separator: ".") {
        case "branch": trigger.branch = text
        case "tag": trigger.tag = text
        case "actor": trigger.actor = text
        case "repository": trigger.repository = text
        case "commit.id": trigger.commitID = text
        case "commit.message": trigger.commitMessage = text
        case "commit.author": trigger.commitAuthor = text
        default: break
        }
      case "steps" where path.count > 3 && path[2] == "outputs":
        guard let place = scenario.mocks.firstIndex(where: { $0.step == path[1] }),
          !scenario.mocks[place].outcomes.isEmpty
        else { continue }
        scenario.mocks[place].outcomes[0].outputs = Self.set(
          scenario.mocks[place].outcomes[0].outputs, Array(path.dropFirst(3)), value)
      default: break
      }
    }
    scenario.trigger = trigger
  }

  /// What the firing of a declared trigger may look like: its filter lets it through, and needed inputs have values.
  func sampleTrigger(_ declared: Trigger?) -> TriggerData {
    var trigger = TriggerData(first: declared)
    if let filter = declared?.filter, workflow.expressions.indices.contains(filter) {
      let found = AtomValues(workflow).values(for: [(workflow.expressions[filter].text, true)], isThorough: true)
      for (path, value) in found ?? [] where path.count > 1 {
        switch path[0] {
        case "incident": trigger.incident = Self.set(trigger.incident, Array(path.dropFirst()), value)
        case "body":
          let known = Self.members(of: trigger.body)
          trigger.body = .object(Self.set(known, Array(path.dropFirst()), value).map { ($0.name, $0.value) })
        case "trigger" where path[1] == "branch": trigger.branch = value.asString
        default: break
        }
      }
    }
    let given = Set(declared?.inputs.map(\.name.value) ?? [])
    for input in workflow.inputs where input.isNeeded && !given.contains(input.name.value) {
      trigger.inputs.append((input.name.value, Self.sample(of: input)))
    }
    return trigger
  }

  private static func sample(of input: InputDeclaration) -> CELValue {
    if let option = input.options.first.flatMap(AtomValues.literal) { return option }
    switch input.type?.value {
    case "number", "integer": return input.minimum.flatMap(AtomValues.literal) ?? .int(1)
    case "boolean": return .bool(true)
    case "list": return .array([])
    case "map": return .object([])
    default: return .string(input.name.value)
    }
  }

  private static func members(of value: CELValue?) -> [(name: String, value: CELValue)] {
    guard let map = value?.asMap else { return [] }
    return zip(map.keys, map.values).compactMap { key, value in key.asString.map { ($0, value) } }
  }

  /// Fields with a value at the end of a path.
  static func set(
    _ fields: [(name: String, value: CELValue)], _ path: [String], _ value: CELValue
  ) -> [(name: String, value: CELValue)] {
    guard let first = path.first, path.count < 16 else { return fields }
    var fields = fields
    let rest = Array(path.dropFirst())
    var inner = value
    if !rest.isEmpty {
      let members = members(of: fields.first { $0.name == first }?.value)
      inner = .object(set(members, rest, value).map { ($0.name, $0.value) })
    }
    if let place = fields.firstIndex(where: { $0.name == first }) {
      fields[place].value = inner
    } else {
      fields.append((first, inner))
    }
    return fields
  }

  // MARK: Worlds

  /// The workflow with its unknown conditions decided; most runs share one.
  private mutating func world(of twists: [Twist]) -> World {
    let key = Set(
      twists.filter {
        switch $0 {
        case .isFalse, .rounds: true
        default: false
        }
      })
    if let known = worlds[key] { return known }
    var items: [StepIndex: Int] = [:]
    var decided: [(text: String, value: Bool)] = []
    for twist in key {
      if case .rounds(let step, let count) = twist { items[step] = count }
    }
    for (place, text) in texts.enumerated() where key.contains(.isFalse(place)) { decided.append((text, false)) }
    let world = makeWorld(decided, items)
    if worlds.count < 256 { worlds[key] = world }
    return world
  }

  /// The workflow with some conditions decided, and the rest as true as goes.
  private func makeWorld(_ decided: [(text: String, value: Bool)], _ items: [StepIndex: Int]) -> World {
    var assumed = decided
    // What hangs together cannot all be true: as much as goes.
    let atoms = AtomValues(workflow)
    for text in texts where !decided.contains(where: { $0.text == text }) {
      if atoms.arePossible(assumed + [(text, true)]) {
        assumed.append((text, true))
      } else if atoms.arePossible(assumed + [(text, false)]) {
        assumed.append((text, false))
      }
    }
    let values = Dictionary(assumed.map { ($0.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    var plan = texts.isEmpty && !hasOpenLoops && !hasFields ? self.plan : self.plan.with(rewritten(values, items))
    plan.limits.events = 200_000
    plan.limits.instances = 100_000
    plan.limits.runs = 64
    return World(values: values, assumed: assumed, plan: plan)
  }

  private var hasOpenLoops: Bool {
    workflow.expressions.contains { $0.role == .loopItems && !$0.hasListedItems }
  }

  private var hasFields: Bool { workflow.expressions.contains { $0.role == .interpolation } }

  /// The workflow with its unknown conditions decided, and without interpolations: what they show decides nothing.
  private func rewritten(_ values: [String: Bool], _ items: [StepIndex: Int]) -> Workflow {
    var workflow = workflow
    for place in workflow.expressions.indices {
      let site = workflow.expressions[place]
      switch site.role {
      case .stepCondition, .caseCondition:
        guard let shape = frame.shapes[place], !shape.unknowns.isEmpty else { continue }
        workflow.expressions[place] = site.saying(shape.text(assuming: values))
      case .loopItems:
        guard case .step(let owner) = site.owner, !site.hasListedItems else { continue }
        let list = (0..<(items[owner] ?? 1)).map { "'item \($0 + 1)'" }.joined(separator: ", ")
        workflow.expressions[place] = site.saying("[\(list)]")
      default: workflow.expressions[place] = site.saying("''")
      }
    }
    return workflow
  }
}
