// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// All runs that a workflow can have, as far as the limit goes: the moments that they go through, each once.
///
/// What a step comes to, what an approval is answered and what a condition that nobody knows is are decided where a run
/// first asks for it, so that what no run asks for is never told apart. Two runs that come to the same moment go on in the
/// same ways, so what follows is looked at once.
struct RunSpace {
  let layout: SpaceLayout
  /// Whether every moment of every run was visited; if not, only what is found counts.
  private(set) var isComplete = true
  /// How many moments there are.
  var count: Int { parents.count }
  private var words: ContiguousArray<UInt16> = []
  private(set) var parents: ContiguousArray<Int32> = []
  private(set) var actions: ContiguousArray<SpaceAction> = []
  private var table: ContiguousArray<Int32>
  private let width: Int

  /// Notes something in a moment that is new: what was before it, and itself.
  typealias Memory = (_ before: SpaceState, _ after: inout SpaceState) -> Void

  /// Visits the moments, nearest to the beginning first. `remember` may note something in a moment that is new. Complexity:
  /// O(moments · steps of the layout).
  init(
    _ layout: SpaceLayout, limit: Int, mayBeCut: Bool, workflow: Workflow,
    remember: Memory? = nil
  ) {
    self.layout = layout
    width = SpaceState.width(layout)
    table = ContiguousArray(repeating: -1, count: 1_024)
    var machine = SpaceMachine(layout)
    machine.settleInstant()
    _ = insert(machine.state, parent: -1, SpaceAction(.begin))
    let consistency = Consistency(layout, workflow)
    var next = 0
    while next < parents.count {
      guard parents.count < limit else {
        isComplete = false
        break
      }
      machine.state = state(next)
      let before = machine.state
      for (action, after) in machine.successors(mayBeCut: mayBeCut, isHeld: consistency.contradicts) {
        var after = after
        remember?(before, &after)
        _ = insert(after, parent: next, action)
      }
      next += 1
    }
    if !layout.isExact || consistency.isUnsure { isComplete = false }
    table = []
  }

  /// A moment.
  func state(_ index: Int) -> SpaceState {
    var state = SpaceState(layout)
    let base = index * width
    for offset in 0..<width { state.words[offset] = words[base + offset] }
    return state
  }

  /// What happened up to a moment, in order, each with the moment that it led to.
  func path(to index: Int) -> [Int] {
    var result = [index]
    while let last = result.last, parents[last] >= 0 { result.append(Int(parents[last])) }
    return result.reversed()
  }

  private static func hash(_ words: ContiguousArray<UInt16>) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in words { hash = (hash ^ UInt64(word)) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    return Int(truncatingIfNeeded: hash & 0x3FFF_FFFF_FFFF_FFFF)
  }

  private mutating func insert(_ state: SpaceState, parent: Int, _ action: SpaceAction) -> Bool {
    if parents.count * 2 >= table.count { grow() }
    let mask = table.count - 1
    var slot = Self.hash(state.words) & mask
    probing: while table[slot] >= 0 {
      let base = Int(table[slot]) * width
      for offset in 0..<width where words[base + offset] != state.words[offset] {
        slot = (slot + 1) & mask
        continue probing
      }
      return false
    }
    table[slot] = Int32(truncatingIfNeeded: parents.count)
    words.append(contentsOf: state.words)
    parents.append(Int32(truncatingIfNeeded: parent))
    actions.append(action)
    return true
  }

  private mutating func grow() {
    table = ContiguousArray(repeating: -1, count: table.count * 2)
    let mask = table.count - 1
    for index in parents.indices {
      let base = index * width
      var slot = Self.hash(ContiguousArray(words[base..<base + width])) & mask
      while table[slot] >= 0 { slot = (slot + 1) & mask }
      table[slot] = Int32(truncatingIfNeeded: index)
    }
  }
}

/// Which atoms' values go together.
private final class Consistency {
  private let layout: SpaceLayout
  private let values: AtomValues
  private var known: [[UInt16]: Bool] = [:]
  /// Whether something was left out of which it is not sure that it cannot be.
  private(set) var isUnsure = false

  init(_ layout: SpaceLayout, _ workflow: Workflow) {
    self.layout = layout
    values = AtomValues(workflow)
  }

  func contradicts(_ state: SpaceState, _ atom: Int, _ value: UInt16) -> Bool {
    var key = layout.atoms.indices.map { state.atom($0) }
    key[atom] = value
    if let known = known[key] { return known }
    var assumed: [(text: String, value: Bool)] = []
    for (number, value) in key.enumerated() where value == 1 || value == 2 {
      assumed.append((layout.atoms[number].text, value == 1))
    }
    let isPossible = values.arePossible(assumed)
    if !isPossible, !values.areSurelyImpossible(assumed) { isUnsure = true }
    known[key] = !isPossible
    return !isPossible
  }
}
