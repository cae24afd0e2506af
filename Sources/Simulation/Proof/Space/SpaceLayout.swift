// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// The step instances of a workflow's runs, known before any of them begins: loops are unrolled.
///
/// Where only some steps are looked at, the rest of their lists is outside: it may stop or cancel them at any time.
struct SpaceLayout {
  /// What becomes of a running instance.
  enum Kind: UInt8 {
    case work, approval, wait, suspend, condition, group, loop
  }

  /// One instance.
  struct Place {
    var step: StepIndex
    var scope: Int
    var kind: Kind
    var needs: [Int] = []
    var dependents: [Int] = []
    /// The conditions that name it, with the branch.
    var memberships: [(condition: Int, branch: Int)] = []
    /// The shape of its `if`.
    var condition: ConditionShape?
    /// Whether its `if` calls `always()`, and whether it asks how earlier steps ended.
    var callsAlways = false
    var asksOutcome = false
    /// The shapes of a condition's cases; nil for one without.
    var cases: [ConditionShape?] = []
    var hasElse = false
    /// The scopes that it opens: a group's one, a loop's rounds.
    var owned: [Int] = []
    /// A loop's rounds at once, and whether the file says how many it makes.
    var parallelism = 1
    var isCounted = true
    /// Whether a loop has more items than it may.
    var isTooLong = false
    /// What a failure does.
    var policy = FailurePolicy.stop
    var hasOwnPolicy = false
    /// Whether its time may run out before that of what is around it.
    var mayTimeOut = false
    /// Its limit, milliseconds; nil without one.
    var timeout: Milliseconds?
    /// What an approval does when nobody answers.
    var onTimeout = ApprovalAction.TimeoutPolicy.reject
    /// The pauses between its tries, in all.
    var pauses: Milliseconds = 0
    /// How many tries it makes.
    var tries = 1
    /// How long it waits; nil where that is open.
    var span: Milliseconds?
    /// The rounds around it, the outermost first.
    var rounds: [Int] = []
  }

  /// A list of steps that may run.
  struct Scope {
    var owner: Int
    var round = -1
    var places: Range<Int>
    /// Whether steps of the list are left out, and whether one of them may stop it.
    var isOpenEnded = false
    var mayBeStopped = false
  }

  /// What is decided once a run.
  struct Atom {
    var text: String
    /// Whether it may have no value: it reads what steps result in.
    var mayFail: Bool
  }

  private(set) var places: [Place] = []
  private(set) var scopes: [Scope] = []
  private(set) var atoms: [Atom] = []
  /// The instances of each step.
  private(set) var ofStep: [[Int]]
  /// Whether something outside may cancel the run.
  private(set) var mayBeCancelled = false
  /// Whether loops make as many rounds as the file says; if not, up to two are looked at.
  private(set) var isExact = true
  /// The workflow's own limit.
  let timeout: Milliseconds?
  private var atomNumbers: [String: Int] = [:]
  private let frame: OpenRuns.Frame
  private let included: [Bool]?
  private let mayFail: (StepIndex) -> Bool
  private static let most = 96

  /// Lays out the instances; nil for too many. `included` nil stands for all steps; `mayFail` says of the rest whether it
  /// may fail without anybody making up for it.
  init?(_ frame: OpenRuns.Frame, included: [Bool]?, mayFail: @escaping (StepIndex) -> Bool) {
    let workflow = frame.workflow
    self.frame = frame
    self.included = included
    self.mayFail = mayFail
    timeout = workflow.timeout?.value
    ofStep = Array(repeating: [], count: workflow.steps.count)
    guard frame.graph.cycles.isEmpty, !workflow.lists.isEmpty else { return nil }
    guard open(list: 0, owner: -1, round: -1, rounds: [], limit: timeout ?? .max, 0) != nil else { return nil }
    guard atoms.count <= 24 else { return nil }
    link()
  }

  private mutating func open(
    list: Int, owner: Int, round: Int, rounds: [Int], limit: Milliseconds, _ depth: Int
  ) -> Int? {
    let workflow = frame.workflow
    guard depth < 16, workflow.lists.indices.contains(list) else { return nil }
    let all = workflow.lists[list].steps
    let members = all.filter { included?[$0] ?? true }
    guard places.count + members.count <= Self.most else { return nil }
    let scope = scopes.count
    let first = places.count
    scopes.append(Scope(owner: owner, round: round, places: first..<first + members.count))
    if members.count < all.count {
      scopes[scope].isOpenEnded = true
      for step in all where !(included?[step] ?? true) {
        if mayFail(step) { scopes[scope].mayBeStopped = true }
        if mayRollBack(step, 0) { scopes[0].mayBeStopped = true }
        if mayCancel(step, 0) { mayBeCancelled = true }
      }
    }
    for step in members {
      ofStep[step].append(places.count)
      places.append(place(of: step, scope, rounds, limit))
    }
    for (offset, step) in members.enumerated() {
      let place = first + offset
      let inner = min(limit, workflow.steps[step].timeout?.value ?? .max)
      switch workflow.steps[step].action {
      case .group(let action):
        guard let own = action.list, workflow.lists.indices.contains(own), !workflow.lists[own].steps.isEmpty else {
          continue
        }
        guard let scope = open(list: own, owner: place, round: -1, rounds: rounds, limit: inner, depth + 1) else {
          return nil
        }
        places[place].owned = [scope]
      case .loop(let action):
        guard let own = action.list, workflow.lists.indices.contains(own), !workflow.lists[own].steps.isEmpty else {
          continue
        }
        for number in 0..<(places[place].isCounted ? places[place].tries : 2) {
          let scope = open(
            list: own, owner: place, round: number, rounds: rounds + [number], limit: inner, depth + 1)
          guard let scope else { return nil }
          places[place].owned.append(scope)
        }
      default: break
      }
    }
    return scope
  }

  /// Whether a step, or one inside it, may make the run go back to an earlier revision.
  private func mayRollBack(_ step: StepIndex, _ depth: Int) -> Bool {
    if (frame.workflow.steps[step].onFailure ?? frame.workflow.onFailure)?.value == .rollback { return true }
    guard depth < 16, let list = frame.workflow.ownedList(of: step) else { return false }
    return list.steps.contains { mayRollBack($0, depth + 1) }
  }

  /// Whether a step, or one inside it, may cancel the run.
  private func mayCancel(_ step: StepIndex, _ depth: Int) -> Bool {
    if case .approval(let action) = frame.workflow.steps[step].action {
      return action.onTimeout?.value == .cancel && frame.workflow.steps[step].timeout != nil
    }
    guard depth < 16, let list = frame.workflow.ownedList(of: step) else { return false }
    return list.steps.contains { mayCancel($0, depth + 1) }
  }

  private mutating func place(of index: StepIndex, _ scope: Int, _ rounds: [Int], _ limit: Milliseconds) -> Place {
    let step = frame.workflow.steps[index]
    var place = Place(step: index, scope: scope, kind: .work)
    place.rounds = rounds
    place.timeout = step.timeout.map { min(max(0, $0.value), Distribution.longest) }
    place.mayTimeOut = place.timeout.map { $0 <= limit } ?? false
    place.policy = step.onFailure?.value ?? frame.workflow.onFailure?.value ?? .stop
    place.hasOwnPolicy = step.onFailure != nil
    if let condition = step.condition {
      let site = frame.workflow.expressions[condition]
      place.condition = ConditionShape(site, frame.workflow, frame.graph, isLoose: true)
      site.parsed.visit { id, _ in
        guard case .call(let name, nil, _) = site.parsed[id].kind else { return }
        if name == "always" { place.callsAlways = true }
        if ["always", "success", "failure", "cancelled"].contains(name) { place.asksOutcome = true }
      }
      note(place.condition)
    }
    switch step.action {
    case .approval(let action):
      place.kind = .approval
      place.onTimeout = action.onTimeout?.value ?? .reject
    case .condition(let action):
      place.kind = .condition
      place.cases = action.cases.map { item in
        item.when.map { ConditionShape(frame.workflow.expressions[$0], frame.workflow, frame.graph, isLoose: true) }
      }
      for shape in place.cases { note(shape) }
      place.hasElse = action.otherwiseRange != nil || !action.otherwise.isEmpty
    case .wait(let span):
      place.kind = .wait
      place.span = min(max(0, span?.value ?? 0), Distribution.longest)
    case .suspend(let span):
      place.kind = .suspend
      place.span = span.map { min(max(0, $0.value), Distribution.longest) }
    case .group: place.kind = .group
    case .loop(let action):
      place.kind = .loop
      place.parallelism = Int(clamping: max(1, action.parallelism?.value ?? 1))
      if let over = action.over, frame.workflow.expressions.indices.contains(over),
        frame.workflow.expressions[over].hasListedItems, let root = frame.workflow.expressions[over].parsed.root,
        case .list(let items) = frame.workflow.expressions[over].parsed[root].kind, items.count <= 8
      {
        place.tries = items.count
        place.isTooLong = action.maximum.map { Int64(items.count) > $0.value } ?? false
      } else {
        place.isCounted = false
        isExact = false
      }
    default:
      if let retry = step.retry {
        place.tries = Int(clamping: min(64, max(1, retry.attempts?.value ?? 1)))
        var delay = min(max(0, retry.delay?.value ?? 0), Distribution.longest / 128)
        let cap = retry.maximumDelay.map { max(0, $0.value) } ?? Distribution.longest / 128
        for _ in 1..<max(1, place.tries) {
          place.pauses += min(delay, cap)
          if retry.backoff?.value == .exponential { delay = min(delay * 2, Distribution.longest / 128) }
        }
      }
    }
    return place
  }

  private mutating func note(_ shape: ConditionShape?) {
    for text in shape?.atoms ?? [] where atomNumbers[text] == nil {
      atomNumbers[text] = atoms.count
      atoms.append(Atom(text: text, mayFail: text.containsBytes(of: "steps")))
    }
  }

  /// The number of an atom; nil for a text that is none.
  func atom(_ text: String) -> Int? { atomNumbers[text] }

  private mutating func link() {
    for index in places.indices {
      let step = places[index].step
      let scope = scopes[places[index].scope]
      func sibling(_ other: StepIndex) -> Int? { scope.places.first { places[$0].step == other } }
      for need in frame.graph.dependencies[step] {
        guard let other = sibling(need) else { continue }
        places[index].needs.append(other)
        places[other].dependents.append(index)
      }
      for branch in frame.workflow.steps[step].branches {
        if let condition = sibling(branch.condition) { places[index].memberships.append((condition, branch.branch)) }
      }
    }
  }

  /// Whether a step is looked at.
  func isIncluded(_ step: StepIndex) -> Bool { included?[step] ?? true }

  /// The instance of a step that another one sees: in its own list, in one around it, or inside a group there.
  func seen(_ step: StepIndex, from place: Int) -> Int? {
    let candidates = ofStep[step]
    guard candidates.count > 1 else { return candidates.first }
    let rounds = places[place].rounds
    return candidates.first { rounds.starts(with: places[$0].rounds) }
  }
}
