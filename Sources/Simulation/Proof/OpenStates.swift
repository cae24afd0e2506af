// SPDX-License-Identifier: Apache-2.0

/// The ends that a step may come to in runs in which no gate has been passed: a set of pairs of an end and a level.
///
/// The level says what happened before: 0 nothing bad, 1 steps were held back because something beside them had failed,
/// 2 a step before this one failed or was cancelled.
struct OpenStates: OptionSet {
  let rawValue: UInt32

  /// The ends.
  enum End: UInt32, CaseIterable {
    case success
    /// It failed, and its policy counts that as handled.
    case handled
    case failed
    /// It was skipped for a reason of its own.
    case skipped
    /// It was skipped because the run had been stopped, or a step before it had failed.
    case heldBack
    /// It stands in, or behind, a branch that was not taken.
    case dead
    case cancelled
  }

  static func at(_ end: End, _ level: Int) -> OpenStates {
    OpenStates(rawValue: 1 << (end.rawValue * 3 + UInt32(level)))
  }

  /// An end at each of some levels.
  static func at(_ end: End, levels: OpenLevels) -> OpenStates {
    OpenStates(rawValue: UInt32(levels.rawValue) << (end.rawValue * 3))
  }

  /// The levels at which a step behind this one stands.
  var levelsBehind: OpenLevels {
    var result: OpenLevels = []
    for end in End.allCases {
      let own = OpenLevels(rawValue: UInt8(truncatingIfNeeded: rawValue >> (end.rawValue * 3)) & 7)
      guard !own.isEmpty else { continue }
      switch end {
      case .failed, .cancelled: result.insert(.failed)
      case .heldBack: result.formUnion(own.contains(.clean) ? own.subtracting(.clean).union(.stopped) : own)
      default: result.formUnion(own)
      }
    }
    return result
  }

  /// The ends behind which a step may stand at a level (0 to 2) or a lower one.
  func within(_ level: Int) -> OpenStates {
    var result: OpenStates = []
    for end in End.allCases {
      for own in 0...2 {
        let behind = end == .failed || end == .cancelled ? 2 : end == .heldBack ? max(own, 1) : own
        if behind <= level, contains(.at(end, own)) { result.insert(.at(end, own)) }
      }
    }
    return result
  }

  /// Whether some level goes with an end.
  func may(_ end: End) -> Bool { rawValue >> (end.rawValue * 3) & 7 != 0 }
}

/// Levels of `OpenStates`.
struct OpenLevels: OptionSet {
  let rawValue: UInt8
  static let clean = OpenLevels(rawValue: 1)
  static let stopped = OpenLevels(rawValue: 2)
  static let failed = OpenLevels(rawValue: 4)
  static let all: [OpenLevels] = [.clean, .stopped, .failed]

  /// The levels at which a step with several needs may stand: the highest of theirs, one from each.
  static func joined(_ needs: [OpenLevels]) -> OpenLevels {
    var result: OpenLevels = []
    for (number, level) in all.enumerated() {
      let upTo = OpenLevels(rawValue: UInt8((1 << (number + 1)) - 1))
      guard needs.allSatisfy({ !$0.isDisjoint(with: upTo) }) else { continue }
      if needs.isEmpty ? number == 0 : needs.contains(where: { $0.contains(level) }) { result.insert(level) }
    }
    return result
  }
}

/// The values that a condition may have.
struct Truth: OptionSet {
  let rawValue: UInt8
  static let yes = Truth(rawValue: 1)
  static let no = Truth(rawValue: 2)
  /// It has no value, and its step fails.
  static let error = Truth(rawValue: 4)
  static let any: Truth = [.yes, .no, .error]

  /// The opposite.
  var negated: Truth {
    var result = intersection(.error)
    if contains(.yes) { result.insert(.no) }
    if contains(.no) { result.insert(.yes) }
    return result
  }

  /// `&&`: a false side makes up for an error of the other.
  func and(_ other: Truth) -> Truth {
    var result: Truth = []
    if contains(.yes), other.contains(.yes) { result.insert(.yes) }
    if contains(.no) || other.contains(.no) { result.insert(.no) }
    if contains(.error) || other.contains(.error) { result.insert(.error) }
    return result
  }

  /// `||`.
  func or(_ other: Truth) -> Truth { negated.and(other.negated).negated }
}
