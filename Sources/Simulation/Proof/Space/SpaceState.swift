// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A moment of a run without its clock: what became of each instance, and what was decided.
struct SpaceState {
  /// What became of an instance.
  enum Code: UInt16 {
    case pending, ready
    /// Running since this very instant, and since an earlier one.
    case fresh, running
    case success
    /// Nobody answered, which counts as granted.
    case silence
    case failed, handled, skipped, dead, cancelled

    var isFinal: Bool { rawValue >= Code.success.rawValue }
    var isRunning: Bool { self == .fresh || self == .running }
  }

  /// Facts of the run.
  struct RunFlags: OptionSet {
    let rawValue: UInt16
    static let cancelling = RunFlags(rawValue: 1)
    static let mustRollBack = RunFlags(rawValue: 2)
    /// A step began in this instant: what ran before ends no more in it.
    static let begun = RunFlags(rawValue: 4)
    static let ended = RunFlags(rawValue: 8)
    static let cut = RunFlags(rawValue: 16)
    /// What a question remembers.
    static let pledge = RunFlags(rawValue: 32)
  }

  /// Facts of a scope.
  struct ScopeFlags: OptionSet {
    let rawValue: UInt16
    static let opened = ScopeFlags(rawValue: 1)
    static let stopped = ScopeFlags(rawValue: 2)
    static let shielded = ScopeFlags(rawValue: 4)
    static let hasCancelled = ScopeFlags(rawValue: 8)
    static let closed = ScopeFlags(rawValue: 16)
  }

  static let failureBefore: UInt16 = 16
  static let cancellationBefore: UInt16 = 32
  static let started: UInt16 = 64
  static let loopShielded: UInt16 = 128

  /// The run's flags, then a word a scope, a word an instance, and the atoms, eight a word.
  var words: ContiguousArray<UInt16>
  let scopeCount: Int
  let placeCount: Int

  init(_ layout: SpaceLayout) {
    scopeCount = layout.scopes.count
    placeCount = layout.places.count
    words = ContiguousArray(repeating: 0, count: Self.width(layout))
  }

  static func width(_ layout: SpaceLayout) -> Int {
    1 + layout.scopes.count + layout.places.count + (layout.atoms.count + 7) / 8
  }

  var run: RunFlags {
    get { RunFlags(rawValue: words[0]) }
    set { words[0] = newValue.rawValue }
  }

  func scope(_ index: Int) -> ScopeFlags { ScopeFlags(rawValue: words[1 + index]) }

  mutating func mark(_ index: Int, _ flags: ScopeFlags) { words[1 + index] |= flags.rawValue }

  func word(_ place: Int) -> UInt16 { words[1 + scopeCount + place] }

  func code(_ place: Int) -> Code { Code(rawValue: words[1 + scopeCount + place] & 15) ?? .pending }

  mutating func set(_ place: Int, _ code: Code) {
    words[1 + scopeCount + place] = words[1 + scopeCount + place] & ~15 | code.rawValue
  }

  mutating func mark(_ place: Int, fact: UInt16) { words[1 + scopeCount + place] |= fact }

  func has(_ place: Int, _ fact: UInt16) -> Bool { word(place) & fact != 0 }

  /// A small number that goes with an instance: a condition's branch and one, a loop's next round.
  func number(_ place: Int) -> Int { Int(word(place) >> 8 & 31) }

  mutating func setNumber(_ place: Int, _ value: Int) {
    words[1 + scopeCount + place] = word(place) & ~(31 << 8) | UInt16(truncatingIfNeeded: value & 31) << 8
  }

  /// How many rounds an open loop makes.
  func rounds(_ place: Int) -> Int { Int(word(place) >> 13) }

  mutating func setRounds(_ place: Int, _ value: Int) {
    words[1 + scopeCount + place] = word(place) & ~(7 << 13) | UInt16(truncatingIfNeeded: value & 7) << 13
  }

  /// What is decided of an atom: 0 nothing, 1 true, 2 false, 3 that it has no value.
  func atom(_ number: Int) -> UInt16 {
    words[1 + scopeCount + placeCount + number / 8] >> UInt16(number % 8 * 2) & 3
  }

  mutating func setAtom(_ number: Int, _ value: UInt16) {
    words[1 + scopeCount + placeCount + number / 8] |= value << UInt16(number % 8 * 2)
  }
}
