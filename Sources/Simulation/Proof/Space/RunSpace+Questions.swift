// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension RunSpace {
  /// The moments at which a step has just started although no gate had been passed; `isPassed` says whether an instance
  /// that ended so is a gate that was.
  func starts(of step: StepIndex, isPassed: (StepIndex, SpaceState.Code) -> Bool) -> [Int] {
    let own = layout.ofStep[step]
    return moments { index, state in
      guard actions[index].kind == .start, own.contains(Int(actions[index].place)), parents[index] >= 0 else {
        return false
      }
      let place = Int(actions[index].place)
      let before = self.state(Int(parents[index]))
      guard state.has(place, SpaceState.started), !before.has(place, SpaceState.started) else { return false }
      return !layout.places.indices.contains {
        before.code($0).isFinal && isPassed(layout.places[$0].step, before.code($0))
      }
    }
  }

  /// The moments at which a run is over that ends in none of some states, and a step never started.
  func omissions(of step: StepIndex, excusing states: [RunState]) -> [Int] {
    let own = layout.ofStep[step]
    return moments { _, state in
      guard isOver(state), !own.contains(where: { state.has($0, SpaceState.started) }) else { return false }
      return !states.contains(runState(state))
    }
  }

  /// The moments at which a run is over, and what a question remembers is still owed.
  func brokenPledges() -> [Int] {
    moments { _, state in state.run.contains(.pledge) && isOver(state) }
  }

  /// The moments at which a step starts, and what a question remembers had happened.
  func disturbedStarts(of step: StepIndex) -> [Int] {
    let own = layout.ofStep[step]
    return moments { index, state in
      guard actions[index].kind == .start, own.contains(Int(actions[index].place)), parents[index] >= 0 else {
        return false
      }
      let before = self.state(Int(parents[index]))
      let place = Int(actions[index].place)
      return before.run.contains(.pledge) && state.has(place, SpaceState.started)
    }
  }

  /// The moments at which two steps, or two instances of one, run at one time.
  func overlaps(of left: StepIndex, _ right: StepIndex) -> [Int] {
    moments { _, state in
      guard !state.run.contains(.ended) else { return false }
      return layout.ofStep[left].contains { first in
        state.code(first) == .running
          && layout.ofStep[right].contains { second in first != second && state.code(second) == .running }
      } && isQuiet(state)
    }
  }

  /// The moments from which a run may never go on: only people can end what runs, and nothing limits their time.
  func standstills() -> [Int] {
    moments { _, state in
      guard !state.run.contains(.ended), isQuiet(state) else { return false }
      return layout.places.indices.allSatisfy { place in
        guard state.code(place).isRunning else { return true }
        switch layout.places[place].kind {
        case .approval, .suspend: return layout.places[place].timeout == nil && layout.places[place].span == nil
        case .group, .loop: return layout.places[place].timeout == nil
        default: return false
        }
      }
    }
  }

  /// The moments at which a run is over, `limit` at most.
  func endings(limit: Int) -> [Int] {
    var result: [Int] = []
    for index in parents.indices where result.count < limit && state(index).run.contains(.ended) {
      result.append(index)
    }
    return result
  }

  /// Whether some moment has a step that started.
  func mayStart(_ step: StepIndex) -> Bool {
    let own = layout.ofStep[step]
    return actions.indices.contains { index in
      guard actions[index].kind == .start, own.contains(Int(actions[index].place)) else { return false }
      return state(index).has(Int(actions[index].place), SpaceState.started)
    }
  }

  /// Whether nothing is left to begin in this instant.
  private func isQuiet(_ state: SpaceState) -> Bool {
    !layout.places.indices.contains { state.code($0) == .ready }
  }

  /// Whether all steps that are looked at have ended.
  private func isOver(_ state: SpaceState) -> Bool {
    state.run.contains(.ended)
      || layout.scopes[0].isOpenEnded && layout.scopes[0].places.allSatisfy { state.code($0).isFinal }
  }

  private func runState(_ state: SpaceState) -> RunState {
    var machine = SpaceMachine(layout)
    machine.state = state
    return machine.runState
  }

  private func moments(_ isHit: (Int, SpaceState) -> Bool) -> [Int] {
    var result: [Int] = []
    for index in parents.indices where result.count < 12 && isHit(index, state(index)) { result.append(index) }
    return result
  }
}
