// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Verification {
  // MARK: What surely runs

  /// Whether a step starts in every run of a pass that ends in none of some states.
  private func surelyRuns(_ target: StepIndex, in runs: OpenRuns, excusing states: [RunState]) -> Bool {
    var place: StepIndex? = target
    while let current = place {
      let isInner = workflow.owner(of: current) != nil
      let ends = runs.ends[current]
      guard !ends.isEmpty, !runs.starts[current].isEmpty else { return false }
      if ends.may(.skipped) || ends.may(.dead) {
        // An approval that is skipped when nobody answers has been asked.
        guard case .approval(let action) = workflow.steps[current].action, action.onTimeout?.value == .skip,
          workflow.steps[current].condition == nil, !ends.may(.dead)
        else { return false }
      }
      // The run ends as failed or cancelled where its own list is stopped; inside a group the group may make up for it.
      if ends.may(.heldBack), isInner || !(states.contains(.failed) && states.contains(.cancelled)) { return false }
      if ends.may(.cancelled), every.mayCancel, isInner || !states.contains(.cancelled) { return false }
      if let condition = workflow.steps[current].condition, every.shapes[condition]?.mayHaveNoValue ?? true {
        return false
      }
      if current != target {
        guard workflow.steps[current].timeout == nil else { return false }
        if case .loop(let action) = workflow.steps[current].action {
          guard let items = listedItems(of: action), items.contains(where: { !$0.isOptional }) else { return false }
        }
      }
      place = workflow.owner(of: current)
    }
    return true
  }

  /// Whether the workflow's own timeout may end a run that is not excused.
  func mayBeCut(excusing states: [RunState]) -> Bool {
    guard let limit = workflow.timeout?.value, !states.contains(.failed) else { return false }
    var free = workflow
    free.timeout = nil
    guard let longest = LongestRun(free, graph).bound else { return true }
    return longest >= limit
  }

  private func surelyRuns(_ target: StepIndex, succeeding: StepIndex = -1, excusing states: [RunState]) -> Bool {
    guard !mayBeCut(excusing: states) else { return false }
    guard let first = succeeding < 0 ? first : OpenRuns(every, succeeding: succeeding) else { return false }
    if surelyRuns(target, in: first, excusing: states) { return true }
    var count = 0
    var holds = true
    every.passes(limit: limits.passes, succeeding: succeeding) { runs in
      count += 1
      guard holds else { return }
      // A pass in which what is asked about never succeeds speaks of no run.
      if succeeding >= 0, runs.ends[succeeding].isEmpty { return }
      if !surelyRuns(target, in: runs, excusing: states) { holds = false }
    }
    return count > 0 && holds
  }

  mutating func verdictOnAlwaysRuns(_ step: String, _ states: [RunState]) -> PropertyVerdict {
    guard let target = index(of: step) else { return unknown(step) }
    let excuse = states.isEmpty ? "" : ", unless as \(states.map(\.text).joined(separator: " or "))"
    if surelyRuns(target, excusing: states) { return .proved("\(name(target)) starts in every run that ends\(excuse)") }
    let verdict = decide(
      near: [target], { $0.omissions(of: target, excusing: states) },
      where: { result in
        guard let run = result.runs.first, run.state.isFinal, !states.contains(run.state) else { return false }
        return !run.steps.contains { $0.step == target && $0.hasStarted }
      })
    if case .holds = verdict { return .proved("\(name(target)) starts in every run that ends\(excuse)") }
    guard case .found(let found) = verdict else {
      return .notProved("no run that ends\(excuse) was found in which \(name(target)) does not start")
    }
    let end = found.result.runs.first?.state.text ?? "ended"
    return .refuted("\(name(target)) does not start in a run that ends as \(end)", found)
  }

  mutating func verdictOnLeadsTo(_ from: String, _ to: String) -> PropertyVerdict {
    guard let source = index(of: from) else { return unknown(from) }
    guard let target = index(of: to) else { return unknown(to) }
    if ancestry.isAncestor(source, of: target), surelyRuns(target, succeeding: source, excusing: []) {
      return .proved("once \(name(source)) has succeeded, \(name(target)) starts")
    }
    let verdict = decide(
      near: [source, target], remember: { Self.owing($0, source, target) }, { $0.brokenPledges() },
      where: { result in
        guard let run = result.runs.first, run.state.isFinal else { return false }
        return run.steps.contains { cause in
          guard cause.step == source, cause.state == .success, let end = cause.endedAt else { return false }
          return !run.steps.contains { $0.step == target && ($0.startedAt ?? -1) >= end }
        }
      })
    if case .holds = verdict { return .proved("once \(name(source)) has succeeded, \(name(target)) starts") }
    guard case .found(let found) = verdict else {
      return .notProved(
        "no run was found in which \(name(source)) succeeds and \(name(target)) does not start behind it")
    }
    return .refuted("\(name(source)) succeeds, and \(name(target)) does not start behind it", found)
  }

  /// Remembers whether a step has succeeded since another one last started.
  private static func owing(_ layout: SpaceLayout, _ source: StepIndex, _ target: StepIndex) -> RunSpace.Memory {
    let causes = layout.ofStep[source]
    let effects = layout.ofStep[target]
    return { before, after in
      for place in causes where !before.code(place).isFinal {
        if after.code(place) == .success || after.code(place) == .silence { after.run.insert(.pledge) }
      }
      for place in effects where !before.has(place, SpaceState.started) {
        if after.has(place, SpaceState.started) { after.run.remove(.pledge) }
      }
    }
  }

  // MARK: What runs beside what

  /// Whether two steps never run at one time, by the order of the dependencies or because one excludes the other.
  private mutating func areApart(_ left: StepIndex, _ right: StepIndex) -> Bool {
    let loops = commonParallelLoops(left, right)
    if !loops.isEmpty { return loops.allSatisfy { isSingle($0) } && areApartInRound(left, right) }
    return left != right && areApartInRound(left, right)
  }

  private mutating func areApartInRound(_ left: StepIndex, _ right: StepIndex) -> Bool {
    if left == right { return true }
    if ancestry.isAncestor(left, of: right) || ancestry.isAncestor(right, of: left) { return true }
    guard let first else { return false }
    return first.starts[left].isEmpty || first.starts[right].isEmpty || areExclusive(left, right)
  }

  /// The loops around both whose rounds may run at once.
  private func commonParallelLoops(_ left: StepIndex, _ right: StepIndex) -> [StepIndex] {
    var owners: Set<StepIndex> = []
    var place = workflow.owner(of: left)
    while let current = place {
      owners.insert(current)
      place = workflow.owner(of: current)
    }
    var result: [StepIndex] = []
    place = workflow.owner(of: right)
    while let current = place {
      if owners.contains(current), case .loop(let action) = workflow.steps[current].action,
        (action.parallelism?.value ?? 1) != 1
      {
        result.append(current)
      }
      place = workflow.owner(of: current)
    }
    return result
  }

  /// Whether a loop surely has at most one round.
  private func isSingle(_ loop: StepIndex) -> Bool {
    guard case .loop(let action) = workflow.steps[loop].action else { return false }
    return listedItems(of: action).map { $0.count <= 1 } ?? false
  }

  /// The constants that a loop goes through; nil where the file does not list them.
  private func listedItems(of action: LoopAction) -> [ExpressionNode.ListElement]? {
    guard let over = action.over, workflow.expressions.indices.contains(over),
      workflow.expressions[over].hasListedItems, let root = workflow.expressions[over].parsed.root,
      case .list(let items) = workflow.expressions[over].parsed[root].kind
    else { return nil }
    return items
  }

  /// A run in which two steps, or two rounds of one, run at one time; whether there is none.
  private mutating func overlap(_ left: StepIndex, _ right: StepIndex) -> SpaceVerdict {
    var slow: [WorldSearch.Twist] = []
    for step in Set([left, right]).sorted() where workflow.steps[step].timeout.map({ $0.value >= 60_000 }) ?? true {
      slow.append(.takes(step, 60_000))
    }
    for step in [left, right] {
      var place = workflow.owner(of: step)
      while let current = place {
        if case .loop(let action) = workflow.steps[current].action, let over = action.over,
          !workflow.expressions[over].hasListedItems, !slow.contains(.rounds(current, 2))
        {
          slow.append(.rounds(current, 2))
        }
        place = workflow.owner(of: current)
      }
    }
    func isHit(_ result: SimulationResult) -> Bool {
      guard let run = result.runs.first else { return false }
      let own = run.steps.filter { $0.hasStarted && ($0.step == left || $0.step == right) }
      return own.enumerated().contains { place, first in
        own[(place + 1)...].contains { second in
          guard first.step != second.step || left == right, let start = first.startedAt, let other = second.startedAt
          else { return false }
          return max(start, other) < min(first.endedAt ?? .max, second.endedAt ?? .max)
        }
      }
    }
    if let found = look([], size: 0, always: slow, where: isHit) { return .found(found) }
    let verdict = ask(about: [left, right], { $0.overlaps(of: left, right) }, where: isHit)
    if case .open = verdict {
      let twists = twists(near: [left, right]).filter { !slow.map(\.subject).contains($0.subject) }
      if let found = look(twists, size: 2, always: slow, where: isHit) { return .found(found) }
    }
    return verdict
  }

  mutating func verdictOnNotTogether(_ names: [String]) -> PropertyVerdict {
    var steps: [StepIndex] = []
    for id in names {
      guard let step = index(of: id) else { return unknown(id) }
      steps.append(step)
    }
    var open: (StepIndex, StepIndex)?
    for (place, left) in steps.enumerated() {
      for right in steps[(place + 1)...] where !areApart(left, right) {
        switch overlap(left, right) {
        case .holds: continue
        case .found(let run): return .refuted("\(name(left)) and \(name(right)) run at one time", run)
        case .open: open = open ?? (left, right)
        }
      }
    }
    if let open {
      return .notProved("no run was found in which \(name(open.0)) and \(name(open.1)) run at one time")
    }
    return .proved("each of them ends before another one starts")
  }

  mutating func verdictOnExclusiveState() -> PropertyVerdict {
    var groups: [StateChange: [StepIndex]] = [:]
    var order: [StateChange] = []
    for step in workflow.steps {
      guard let state = StateChange(step, in: workflow) else { continue }
      if groups[state] == nil { order.append(state) }
      groups[state, default: []].append(step.index)
    }
    var open: String?
    for state in order {
      let members = (groups[state] ?? []).prefix(100)
      for (place, left) in members.enumerated() {
        for right in members[place...] {
          guard left != right || !commonParallelLoops(left, left).isEmpty, !areApart(left, right) else { continue }
          let verdict = overlap(left, right)
          if case .holds = verdict { continue }
          if case .found(let found) = verdict {
            let words = left == right ? "two rounds of \(name(left))" : "\(name(left)) and \(name(right))"
            return .refuted("\(words) change \(state.description) at one time", found)
          }
          open =
            open ?? "no run was found in which \(name(left)) and \(name(right)) change \(state.description) at one time"
        }
      }
    }
    if let first = order.first, workflow.concurrencyPolicy?.value == .allow, let member = groups[first]?.first,
      let found = twoRuns(member)
    {
      return .refuted("two runs of the workflow change \(first.description) at one time", found)
    }
    if let open { return .notProved(open) }
    return .proved(
      order.isEmpty ? "no step changes a state that has a name" : "no two steps change one state at one time")
  }

  /// Two runs of the workflow that come at once and both run a step.
  private mutating func twoRuns(_ step: StepIndex) -> Counterexample? {
    var search = search()
    search.base.arrivals = [
      Arrival(.at(0), workflow: workflow.name?.value), Arrival(.at(0), workflow: workflow.name?.value),
    ]
    return search.find([], size: 0) { result in
      let own = result.runs.flatMap { $0.steps.filter { $0.step == step && $0.hasStarted } }
      guard own.count > 1, let first = own[0].startedAt, let second = own[1].startedAt else { return false }
      return max(first, second) < min(own[0].endedAt ?? .max, own[1].endedAt ?? .max)
    }
  }

  mutating func verdictOnFreshPlans() -> PropertyVerdict {
    var groups: [StateChange: [StepIndex]] = [:]
    for step in workflow.steps {
      if let state = StateChange(step, in: workflow) { groups[state, default: []].append(step.index) }
    }
    var open: String?
    var count = 0
    for step in workflow.steps {
      guard case .infrastructure(let action) = step.action, let plan = action.plan?.target, plan != step.index,
        let state = StateChange(step, in: workflow)
      else { continue }
      count += 1
      for other in groups[state] ?? [] where other != step.index {
        if ancestry.isAncestor(other, of: plan) || ancestry.isAncestor(step.index, of: other)
          || areExclusive(other, step.index)
        {
          continue
        }
        let apply = step.index
        let slow = [WorldSearch.Twist.takes(other, 1_500)].filter { _ in !ancestry.isAncestor(other, of: apply) }
        func isHit(_ result: SimulationResult) -> Bool {
          guard let run = result.runs.first,
            let planned = run.steps.first(where: { $0.step == plan && $0.state == .success })?.endedAt,
            let applied = run.steps.first(where: { $0.step == apply && $0.hasStarted })?.startedAt
          else { return false }
          return run.steps.contains { record in
            guard record.step == other, let start = record.startedAt else { return false }
            return start < applied && (record.endedAt ?? .max) > planned
          }
        }
        var found = look([], size: 0, always: slow, where: isHit)
        if found == nil {
          let verdict = ask(
            about: [apply, other], remember: { Self.disturbing($0, plan: plan, by: other) },
            { $0.disturbedStarts(of: apply) }, where: isHit)
          if case .holds = verdict { continue }
          if case .found(let run) = verdict { found = run }
        }
        found =
          found
          ?? look(twists(near: [apply, other]).filter { $0.subject != other }, size: 2, always: slow, where: isHit)
        if let found {
          return .refuted(
            "\(name(other)) changes \(state.description) after \(name(plan)) and before \(name(apply)) applies the plan",
            found)
        }
        open = open ?? "no run was found in which \(name(other)) comes between \(name(plan)) and \(name(apply))"
      }
    }
    if let open { return .notProved(open) }
    return .proved(
      count == 0 ? "no step applies the plan of another" : "nothing changes what is planned before it is applied")
  }

  /// Remembers whether a step ran since a plan was made.
  private static func disturbing(_ layout: SpaceLayout, plan: StepIndex, by other: StepIndex) -> RunSpace.Memory {
    let plans = layout.ofStep[plan]
    let others = layout.ofStep[other]
    return { _, after in
      guard plans.contains(where: { after.code($0) == .success }) else { return }
      if others.contains(where: { after.code($0).isRunning }) { after.run.insert(.pledge) }
    }
  }

  /// Whether no run starts both.
  private mutating func areExclusive(_ left: StepIndex, _ right: StepIndex) -> Bool {
    if starts == nil {
      var passes: [[Bool]] = []
      every.passes(limit: limits.passes) { runs in passes.append(runs.starts.map { !$0.isEmpty }) }
      starts = passes
    }
    guard let starts, !starts.isEmpty else { return false }
    return starts.allSatisfy { !$0[left] || !$0[right] }
  }
}
