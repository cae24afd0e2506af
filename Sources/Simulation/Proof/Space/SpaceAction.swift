// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// One thing that happens in a run without a clock.
struct SpaceAction: Hashable {
  enum Kind: UInt8 {
    /// The first run's beginning.
    case begin
    /// An atom (`place`) gets a value: 1 true, 2 false, 3 none.
    case decide
    /// An instance's turn comes; `choice` is a branch, or a loop's number of rounds.
    case start
    /// It ends well; it fails, or is rejected; nobody answers it in time.
    case succeed, fail, lapse
    /// The time of a group or loop is up; the run's is.
    case expire, cut
    /// Something outside stops a scope (`place`); it cancels the run.
    case stopOutside, cancelOutside
  }

  var kind: Kind
  var place: Int16 = -1
  var choice: Int16 = -1

  init(_ kind: Kind, _ place: Int = -1, choice: Int = -1) {
    self.kind = kind
    self.place = Int16(truncatingIfNeeded: place)
    self.choice = Int16(truncatingIfNeeded: choice)
  }
}

extension SpaceMachine {
  /// What may happen next, each with what it leads to. `isHeld` says of an atom's value that it contradicts what is decided.
  func successors(mayBeCut: Bool, isHeld: (SpaceState, Int, UInt16) -> Bool) -> [(SpaceAction, SpaceState)] {
    var result: [(SpaceAction, SpaceState)] = []
    guard !state.run.contains(.ended) else { return result }
    func add(_ action: SpaceAction, _ body: (inout SpaceMachine) -> Void) {
      var next = self
      body(&next)
      next.settleInstant()
      result.append((action, next.state))
    }
    var ready: [Int] = []
    for place in layout.places.indices where state.code(place) == .ready {
      guard let first = ready.first else {
        ready = [place]
        continue
      }
      if layout.places[place].step < layout.places[first].step {
        ready = [place]
      } else if layout.places[place].step == layout.places[first].step {
        ready.append(place)
      }
    }
    let isOpen = ready.isEmpty
    let mayLapse = isOpen || !state.run.contains(.begun)
    for place in ready {
      if let atom = begin(place, add) {
        result.removeAll { $0.0.kind == .start && Int($0.0.place) == place }
        for value in UInt16(1)...(layout.atoms[atom].mayFail ? 3 : 2) where !isHeld(state, atom, value) {
          var next = state
          next.setAtom(atom, value)
          result.append((SpaceAction(.decide, atom, choice: Int(value)), next))
        }
        // Which value it has changes nothing else.
        return result
      }
    }
    for place in layout.places.indices {
      let code = state.code(place)
      guard code == .fresh || code == .running && mayLapse else { continue }
      let info = layout.places[place]
      let mayEnd = code == .fresh || isOpen
      switch info.kind {
      case .work:
        guard mayEnd else { continue }
        add(SpaceAction(.succeed, place)) { $0.end(place, .success) }
        if code == .running || info.pauses == 0 { add(SpaceAction(.fail, place)) { $0.fail(place) } }
      case .approval:
        if mayEnd {
          add(SpaceAction(.succeed, place)) { $0.end(place, .success) }
          add(SpaceAction(.fail, place)) { $0.fail(place) }
        }
        guard info.mayTimeOut, code == .running || info.timeout == 0 else { continue }
        switch info.onTimeout {
        case .reject, .escalate: continue
        case .approve: if mayEnd { add(SpaceAction(.lapse, place)) { $0.end(place, .silence) } }
        case .skip: if mayEnd { add(SpaceAction(.lapse, place)) { $0.end(place, .skipped) } }
        case .cancel:
          add(SpaceAction(.lapse, place)) {
            $0.state.run.insert(.cancelling)
            $0.end(place, .cancelled)
            $0.cancelRun()
          }
        }
      case .wait, .suspend:
        guard mayEnd, code == .running || info.span == 0 else { continue }
        let isCut = info.mayTimeOut && info.span.map { $0 > info.timeout ?? .max } ?? false
        if !isCut { add(SpaceAction(.succeed, place)) { $0.end(place, .success) } }
        if isCut || info.span == nil && info.mayTimeOut { add(SpaceAction(.lapse, place)) { $0.fail(place) } }
      case .condition: continue
      case .group, .loop:
        if code == .running, info.mayTimeOut { add(SpaceAction(.expire, place)) { $0.timeOut(place) } }
      }
    }
    if mayLapse, mayBeCut { add(SpaceAction(.cut)) { $0.cut() } }
    for scope in layout.scopes.indices where layout.scopes[scope].mayBeStopped {
      guard state.scope(scope).contains(.opened), !state.scope(scope).contains(.stopped) else { continue }
      add(SpaceAction(.stopOutside, scope)) { $0.state.mark(scope, .stopped) }
    }
    if layout.mayBeCancelled, !state.run.contains(.cancelling) { add(SpaceAction(.cancelOutside)) { $0.cancelRun() } }
    return result
  }

  /// Lets a ready instance have its turn; gives an atom that must be decided before.
  private func begin(
    _ place: Int, _ add: (SpaceAction, (inout SpaceMachine) -> Void) -> Void
  ) -> Int? {
    var settled = self
    if settled.settle(place) {
      let end = settled.state
      add(SpaceAction(.start, place)) {
        $0.state = end
        $0.state.run.insert(.begun)
      }
      return nil
    }
    settled.state.run.insert(.begun)
    let info = layout.places[place]
    var truth: Truth = .yes
    var open: Int?
    if let shape = info.condition {
      truth = settled.truth(of: shape, place, isCancelled: settled.seesCancelling(place), &open)
      if truth.rawValue.nonzeroBitCount > 1, let open { return open }
    }
    if truth.contains(.yes) {
      if let atom = settled.enter(place, add) { return atom }
    }
    let base = settled.state
    if truth.contains(.no) {
      let isCancelled = settled.blockage(info.scope) == .cancelled
      add(SpaceAction(.start, place)) {
        $0.state = base
        $0.end(place, isCancelled ? .cancelled : .skipped)
      }
    }
    if truth.contains(.error) {
      add(SpaceAction(.start, place)) {
        $0.state = base
        $0.fail(place)
      }
    }
    return nil
  }

  /// Lets an instance whose condition holds begin, in each way that it may.
  private func enter(_ place: Int, _ add: (SpaceAction, (inout SpaceMachine) -> Void) -> Void) -> Int? {
    let info = layout.places[place]
    let base = state
    switch info.kind {
    case .condition:
      var taken: [Int] = []
      var mayBeBroken = false
      var mayGoOn = true
      for (number, shape) in info.cases.enumerated() where mayGoOn {
        guard let shape else { continue }
        var open: Int?
        let truth = truth(
          of: shape, place, isCancelled: state.has(place, SpaceState.cancellationBefore), &open)
        if truth.rawValue.nonzeroBitCount > 1, let open { return open }
        if truth.contains(.yes) { taken.append(number) }
        if truth.contains(.error) { mayBeBroken = true }
        mayGoOn = truth.contains(.no)
      }
      if mayGoOn { taken.append(info.hasElse ? info.cases.count : -1) }
      for branch in taken {
        add(SpaceAction(.start, place, choice: branch)) {
          $0.state = base
          $0.start(place)
          $0.state.setNumber(place, branch + 1)
          $0.end(place, .success)
        }
      }
      if mayBeBroken {
        add(SpaceAction(.start, place)) {
          $0.state = base
          $0.start(place)
          $0.fail(place)
        }
      }
    case .loop where !info.isCounted:
      for count in 0...info.owned.count {
        add(SpaceAction(.start, place, choice: count)) {
          $0.state = base
          $0.state.setRounds(place, count)
          $0.start(place)
        }
      }
    default:
      add(SpaceAction(.start, place)) {
        $0.state = base
        $0.start(place)
      }
    }
    return nil
  }

  // MARK: Conditions

  /// The values that a condition may have now; `open` is an atom that is not decided and matters.
  private func truth(of shape: ConditionShape, _ place: Int, isCancelled: Bool, _ open: inout Int?) -> Truth {
    switch shape {
    case .constant(let value): return value ? .yes : .no
    case .computed, .unknown: return .any
    case .atom(let text):
      guard let number = layout.atom(text) else { return .any }
      switch state.atom(number) {
      case 1: return .yes
      case 2: return .no
      case 3: return .error
      default:
        if open == nil { open = number }
        return layout.atoms[number].mayFail ? .any : [.yes, .no]
      }
    case .not(let inner): return truth(of: inner, place, isCancelled: isCancelled, &open).negated
    case .and(let left, let right):
      let first = truth(of: left, place, isCancelled: isCancelled, &open)
      return first == .no ? .no : first.and(truth(of: right, place, isCancelled: isCancelled, &open))
    case .or(let left, let right):
      let first = truth(of: left, place, isCancelled: isCancelled, &open)
      return first == .yes ? .yes : first.or(truth(of: right, place, isCancelled: isCancelled, &open))
    case .host(let name):
      let hasFailed = state.has(place, SpaceState.failureBefore)
      switch name {
      case "always": return .yes
      case "success": return hasFailed || isCancelled ? .no : .yes
      case "cancelled": return isCancelled ? .yes : .no
      default: return hasFailed ? .yes : .no
      }
    case .status(let step, _, let word):
      guard let other = layout.seen(step, from: place) else { return layout.isIncluded(step) ? .error : .any }
      guard state.scope(layout.places[other].scope).contains(.opened) else { return .error }
      switch state.code(other) {
      case .success, .silence: return word == "success" ? .yes : .no
      case .failed, .handled: return word == "failed" ? .yes : .no
      case .skipped, .dead: return word == "skipped" ? .yes : .no
      case .cancelled: return word == "cancelled" ? .yes : .no
      case .pending, .ready: return word == "pending" ? .yes : .no
      case .fresh, .running:
        switch layout.places[other].kind {
        case .approval, .wait, .suspend: return word == "waiting" ? .yes : .no
        // Between two tries it waits.
        case .work where layout.places[other].tries > 1: return word == "running" || word == "waiting" ? .any : .no
        default: return word == "running" ? .yes : .no
        }
      }
    case .decision(let step, _, let word):
      guard let other = layout.seen(step, from: place) else { return layout.isIncluded(step) ? .error : .any }
      guard state.has(other, SpaceState.started) else { return .error }
      switch state.code(other) {
      case .success, .silence: return word == "approved" ? .yes : .no
      case .failed, .handled: return word == "rejected" ? .yes : .no
      case .skipped: return word == "skipped" ? .yes : .no
      // By its own deadline, or because the run was.
      case .cancelled: return word == "cancelled" ? [.yes, .error] : [.no, .error]
      default: return .error
      }
    }
  }
}
