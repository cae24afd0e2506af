// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// What a look at all runs comes to.
enum SpaceVerdict {
  /// No run does it.
  case holds
  /// One does.
  case found(Counterexample)
  /// There are too many, or the one that was found has no times that the engine goes along with.
  case open
}

extension OpenRuns.Frame {
  /// The steps that matter for some: all that end before they start, what is inside those, and whole rounds of loops around
  /// them; nil where that is every step. Complexity: O(steps + edges).
  func cone(of targets: [StepIndex]) -> [Bool]? {
    var result = Array(repeating: false, count: workflow.steps.count)
    var open = targets
    // What stands around a target is looked at without the rest of its list, but for loops: their rounds follow each other.
    var around: Set<StepIndex> = []
    for target in targets {
      var place = workflow.owner(of: target)
      while let owner = place {
        open.append(owner)
        if case .loop = workflow.steps[owner].action {
          open += workflow.ownedList(of: owner)?.steps ?? []
        } else {
          around.insert(owner)
        }
        place = workflow.owner(of: owner)
      }
    }
    around.subtract(targets)
    while let step = open.popLast() {
      guard !result[step] else { continue }
      result[step] = true
      open += graph.dependencies[step]
      open += workflow.steps[step].branches.map(\.condition)
      if !around.contains(step), let list = workflow.ownedList(of: step) { open += list.steps }
    }
    return result.allSatisfy { $0 } ? nil : result
  }
}

extension Verification {
  /// Looks at all runs, or at what matters for some steps where those are too many.
  ///
  /// `question` names the moments that speak against the property; `isHit` tells whether a run of the engine does.
  /// `remember` lets moments carry what the question needs to know of earlier ones.
  mutating func ask(
    about targets: [StepIndex], remember: ((SpaceLayout) -> RunSpace.Memory)? = nil,
    _ question: (RunSpace) -> [Int], where isHit: (SimulationResult) -> Bool
  ) -> SpaceVerdict {
    guard plan.rules == EngineRules() else { return .open }
    var fallback: Counterexample?
    for isWhole in [true, false] {
      var space: RunSpace?
      if isWhole {
        space = remember == nil ? wholeSpace() : makeSpace(nil, remember)
      } else if let cone = every.cone(of: targets) {
        space = makeSpace(cone, remember)
      }
      guard let space else { continue }
      let hits = question(space)
      if hits.isEmpty, space.isComplete { return .holds }
      var search = search()
      defer { keep(search) }
      for hit in hits.prefix(8) {
        guard let clock = SpaceClock(space, path: space.path(to: hit)), let run = search.replay(clock, where: isHit)
        else { continue }
        if run.isReplayable { return .found(run) }
        fallback = fallback ?? run
      }
      // What matters may be less than the whole; where the whole was looked at, it says no more.
      if space.isComplete { break }
    }
    return fallback.map { .found($0) } ?? .open
  }

  /// Looks for a run by the usual suspects first, then at all runs, then for a run that differs in a few points.
  mutating func decide(
    near targets: [StepIndex], isWide: Bool = false, remember: ((SpaceLayout) -> RunSpace.Memory)? = nil,
    _ question: (RunSpace) -> [Int], where isHit: (SimulationResult) -> Bool
  ) -> SpaceVerdict {
    if let run = look(twists(near: targets), size: 1, where: isHit) { return .found(run) }
    // What concerns the whole run cannot be told from a part of it.
    let verdict = ask(
      about: isWide ? Array(workflow.steps.indices) : targets, remember: remember, question, where: isHit)
    if case .open = verdict, let run = look(twists(near: targets), size: 3, where: isHit) { return .found(run) }
    return verdict
  }

  /// The steps that surely start in no run, where all runs can be looked at.
  mutating func neverStarting() -> Set<StepIndex> {
    guard plan.rules == EngineRules(), let space = wholeSpace(), space.isComplete else { return [] }
    return Set(workflow.steps.indices.filter { !space.mayStart($0) })
  }

  /// A run that takes longer than a span, among the ways on which the ends of runs are reached first.
  mutating func lateRun(_ span: Milliseconds, where isLate: (SimulationResult) -> Bool) -> Counterexample? {
    guard plan.rules == EngineRules(), span < Distribution.longest / 4, let space = wholeSpace() else { return nil }
    var clocks: [(clock: SpaceClock, end: Milliseconds)] = []
    for moment in space.endings(limit: 500) {
      guard let clock = SpaceClock(space, path: space.path(to: moment), latest: span + 60_000) else { continue }
      let end = clock.times[clock.times.count - 2]
      if end > span { clocks.append((clock, end)) }
      if clocks.count > 12 { break }
    }
    var search = search()
    defer { keep(search) }
    var fallback: Counterexample?
    for (clock, _) in clocks.sorted(by: { $0.end > $1.end }).prefix(6) {
      guard let run = search.replay(clock, where: isLate) else { continue }
      if run.isReplayable { return run }
      fallback = fallback ?? run
    }
    return fallback
  }

  /// All moments of all runs, made when they are first asked for.
  private mutating func wholeSpace() -> RunSpace? {
    if case .some(let known) = whole { return known }
    let space = makeSpace(nil, nil)
    whole = .some(space)
    return space
  }

  private func makeSpace(_ included: [Bool]?, _ remember: ((SpaceLayout) -> RunSpace.Memory)?) -> RunSpace? {
    guard let first,
      let layout = SpaceLayout(every, included: included, mayFail: { first.ends[$0].may(.failed) })
    else { return nil }
    return RunSpace(
      layout, limit: limits.moments, mayBeCut: mayBeCut(excusing: []), workflow: workflow,
      remember: remember.map { $0(layout) })
  }
}
