// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Lets things happen to a `SpaceState` as the engine does (`language.md` §5), without a clock.
///
/// Everything that follows at once follows at once: groups close, rounds of loops begin. What begins waits for its turn, as
/// in the engine: ends come before starts in one instant.
struct SpaceMachine {
  let layout: SpaceLayout
  var state: SpaceState

  init(_ layout: SpaceLayout) {
    self.layout = layout
    state = SpaceState(layout)
    open(0)
  }

  enum Blockage { case none, stopped, cancelled }

  /// What keeps further steps of a scope from starting.
  func blockage(_ scope: Int) -> Blockage {
    var current = scope
    while true {
      let flags = state.scope(current)
      if flags.contains(.stopped) { return .stopped }
      if flags.contains(.shielded) { return .none }
      let owner = layout.scopes[current].owner
      guard owner >= 0 else { return state.run.contains(.cancelling) ? .cancelled : .none }
      current = layout.places[owner].scope
    }
  }

  // MARK: Scopes

  mutating func open(_ scope: Int) {
    let owner = layout.scopes[scope].owner
    var flags: SpaceState.ScopeFlags = .opened
    if owner >= 0, blockage(layout.places[owner].scope) != .none { flags.insert(.shielded) }
    state.mark(scope, flags)
    for place in layout.scopes[scope].places where layout.places[place].needs.isEmpty { state.set(place, .ready) }
  }

  private func isOver(_ scope: Int) -> Bool {
    guard !layout.scopes[scope].isOpenEnded else { return false }
    for place in layout.scopes[scope].places where !state.code(place).isFinal { return false }
    return true
  }

  // MARK: Ends

  mutating func fail(_ place: Int) {
    end(place, layout.places[place].policy == .continue ? .handled : .failed)
  }

  mutating func end(_ place: Int, _ code: SpaceState.Code) {
    state.set(place, code)
    let scope = layout.places[place].scope
    guard !state.scope(scope).contains(.closed) else { return }
    if code == .failed {
      state.mark(scope, .stopped)
      if layout.places[place].policy == .rollback, layout.places[place].hasOwnPolicy || scope == 0 {
        state.run.insert(.mustRollBack)
        state.mark(0, .stopped)
      }
    }
    if code == .cancelled { state.mark(scope, .hasCancelled) }
    for dependent in layout.places[place].dependents where state.code(dependent) == .pending {
      if layout.places[dependent].needs.allSatisfy({ state.code($0).isFinal }) { state.set(dependent, .ready) }
    }
    guard isOver(scope) else { return }
    let owner = layout.scopes[scope].owner
    if owner < 0 {
      state.run.insert(.ended)
    } else if layout.scopes[scope].round >= 0 {
      advance(owner)
    } else {
      closeGroup(owner)
    }
  }

  private mutating func closeGroup(_ place: Int) {
    guard !state.code(place).isFinal else { return }
    guard let scope = layout.places[place].owned.first else { return end(place, .success) }
    if state.scope(scope).contains(.stopped) { return fail(place) }
    end(place, isCancelled(scope) ? .cancelled : .success)
  }

  private func isCancelled(_ scope: Int) -> Bool {
    state.scope(scope).contains(.hasCancelled) || blockage(scope) == .cancelled
  }

  // MARK: Loops

  private func rounds(_ place: Int) -> Int {
    layout.places[place].isCounted ? layout.places[place].tries : state.rounds(place)
  }

  private mutating func advance(_ place: Int) {
    guard !state.code(place).isFinal else { return }
    let info = layout.places[place]
    let count = min(rounds(place), info.owned.count)
    var next = state.number(place)
    var active = 0
    var hasFailed = false
    for scope in info.owned.prefix(next) {
      if isOver(scope) {
        if state.scope(scope).contains(.stopped) { hasFailed = true }
      } else {
        active += 1
      }
    }
    let isShielded = state.has(place, SpaceState.loopShielded)
    if !hasFailed, isShielded || blockage(info.scope) == .none {
      while active < info.parallelism, next < count {
        open(info.owned[next])
        next += 1
        active += 1
      }
      state.setNumber(place, next)
    }
    if active == 0 { closeLoop(place, hasFailed: hasFailed) }
  }

  private mutating func closeLoop(_ place: Int, hasFailed: Bool) {
    if hasFailed { return fail(place) }
    let info = layout.places[place]
    let next = state.number(place)
    if next < min(rounds(place), info.owned.count), !state.has(place, SpaceState.loopShielded), next > 0,
      blockage(info.scope) != .none
    {
      return end(place, .cancelled)
    }
    let begun = info.owned.prefix(next)
    if let last = begun.last, isCancelled(last) || begun.contains(where: { state.scope($0).contains(.hasCancelled) }) {
      return end(place, .cancelled)
    }
    end(place, .success)
  }

  // MARK: Starts

  /// What keeps a ready instance from its condition or its start; it is dealt with then.
  mutating func settle(_ place: Int) -> Bool {
    let info = layout.places[place]
    let owner = layout.scopes[info.scope].owner
    let inherited = SpaceState.failureBefore | SpaceState.cancellationBefore
    var facts: UInt16 = owner >= 0 ? state.word(owner) & inherited : 0
    var hasFailed = false
    var hasCancelled = false
    var isDead = !info.needs.isEmpty
    for need in info.needs {
      let code = state.code(need)
      facts |= state.word(need) & inherited
      if code == .failed {
        hasFailed = true
        facts |= SpaceState.failureBefore
      }
      if code == .cancelled {
        hasCancelled = true
        facts |= SpaceState.cancellationBefore
      }
      if code != .dead { isDead = false }
    }
    state.mark(place, fact: facts)
    if isUntaken(info) || isDead && !info.callsAlways {
      end(place, .dead)
      return true
    }
    if info.condition != nil {
      guard blockage(info.scope) == .cancelled, !info.asksOutcome else { return false }
      end(place, .cancelled)
      return true
    }
    switch blockage(info.scope) {
    case .stopped: end(place, .skipped)
    case .cancelled: end(place, .cancelled)
    case .none:
      guard hasFailed || hasCancelled else { return false }
      end(place, .skipped)
    }
    return true
  }

  private func isUntaken(_ info: SpaceLayout.Place) -> Bool {
    guard !info.memberships.isEmpty else { return false }
    for (condition, branch) in info.memberships {
      let code = state.code(condition)
      if !code.isFinal || code == .success && state.number(condition) == branch + 1 { return false }
    }
    return true
  }

  /// Whether the run is being cancelled as a ready instance sees it.
  func seesCancelling(_ place: Int) -> Bool {
    state.has(place, SpaceState.cancellationBefore) || blockage(layout.places[place].scope) == .cancelled
  }

  /// Lets an instance that `settle` left begin.
  mutating func start(_ place: Int) {
    state.mark(place, fact: SpaceState.started)
    let info = layout.places[place]
    state.set(place, .fresh)
    switch info.kind {
    case .group:
      if let scope = info.owned.first { open(scope) } else { closeGroup(place) }
    case .loop:
      if info.isTooLong { return fail(place) }
      if blockage(info.scope) != .none { state.mark(place, fact: SpaceState.loopShielded) }
      advance(place)
    default: break
    }
  }

  // MARK: Stopping what runs

  /// Cancels the run; what runs ends.
  mutating func cancelRun() {
    state.run.insert(.cancelling)
    for place in layout.places.indices where state.code(place).isRunning {
      switch layout.places[place].kind {
      case .group, .loop: continue
      default: end(place, .cancelled)
      }
    }
  }

  /// Ends everything below some scopes at once.
  private mutating func abandon(_ scopes: [Int]) {
    var open = scopes.filter { state.scope($0).contains(.opened) }
    var inside: [Int] = []
    while let scope = open.popLast() {
      state.mark(scope, .closed)
      for place in layout.scopes[scope].places {
        inside.append(place)
        for inner in layout.places[place].owned where state.scope(inner).contains(.opened) { open.append(inner) }
      }
    }
    for place in inside where !state.code(place).isFinal {
      end(place, state.code(place).isRunning ? .cancelled : .skipped)
    }
  }

  /// The time of a group or loop is up.
  mutating func timeOut(_ place: Int) {
    abandon(layout.places[place].owned)
    fail(place)
  }

  /// The run's own time is up.
  mutating func cut() {
    abandon([0])
    state.run.formUnion([.cut, .ended])
  }

  /// What begins in an instant has begun: the clock goes on.
  mutating func settleInstant() {
    for place in layout.places.indices where state.code(place) == .ready { return }
    state.run.remove(.begun)
    for place in layout.places.indices where state.code(place) == .fresh { state.set(place, .running) }
  }

  /// The run's state at its end.
  var runState: RunState {
    if state.run.contains(.cut) { return .failed }
    if state.run.contains(.cancelling) { return .cancelled }
    if state.run.contains(.mustRollBack) || state.scope(0).contains(.stopped) { return .failed }
    return state.scope(0).contains(.hasCancelled) ? .cancelled : .success
  }
}
