// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a duration's text means: `^(\d+(w|d|h|m|s|ms))+$`, or a near miss of it.
///
/// The numbers of equal or unordered units add up (`30m1h` is 90 minutes). The grammar is `grammar/duration.ebnf`.
package enum DurationLiteral: Hashable, Sendable {
  /// A literal of the grammar, in milliseconds, 0 to `Int64.max`.
  case valid(Int64)
  /// Another spelling that is taken, with its milliseconds, the text that should stand there, and why.
  case acceptedWithFix(milliseconds: Int64, replacement: String, reason: String)
  /// Not a duration.
  case invalid(DurationProblem)

  /// Reads a duration. Never fails hard. Complexity: O(n).
  package static func parse(_ text: String) -> DurationLiteral {
    let bytes = Array(text.utf8)
    switch bytes.withUnsafeBufferPointer({ exact($0) }) {
    case .some(.some(let milliseconds)): return .valid(milliseconds)
    case .some(.none):
      return .invalid(
        DurationProblem(
          range: TextRange(0, bytes.count), message: "`\(clipped(text))` is longer than any duration can be"))
    case .none:
      var nearMiss = DurationNearMiss(bytes: bytes)
      return nearMiss.read()
    }
  }

  /// The milliseconds, where the text is taken, with or without a fix.
  package var milliseconds: Int64? {
    switch self {
    case .valid(let value), .acceptedWithFix(let value, _, _): value
    case .invalid: nil
    }
  }

  /// The milliseconds of a literal of the grammar, given as bytes; nil where the text is none, or too long a one.
  /// Complexity: O(n), without making anything.
  package static func milliseconds(ofExact bytes: UnsafeBufferPointer<UInt8>) -> Int64? { exact(bytes) ?? nil }

  /// The milliseconds of a literal of the grammar; `.some(nil)` where they do not fit, nil where the text is none.
  static func exact(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64?? {
    var position = bytes.startIndex
    var total: Int64 = 0
    var isTooLong = false
    guard !bytes.isEmpty else { return nil }
    while position < bytes.endIndex {
      let numberStart = position
      var number: Int64 = 0
      while position < bytes.endIndex, bytes[position].isDigit {
        let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(Int64(bytes[position] &- 0x30))
        isTooLong = isTooLong || overflow || carry
        number = sum
        position += 1
      }
      let unitStart = position
      while position < bytes.endIndex, bytes[position].isLetter { position += 1 }
      guard unitStart > numberStart, let unit = DurationUnit(exact: bytes[unitStart..<position]) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit.milliseconds)
      let (sum, carry) = total.addingReportingOverflow(product)
      isTooLong = isTooLong || overflow || carry
      total = sum
    }
    return .some(isTooLong ? nil : total)
  }

  /// At most 40 characters of a text, for messages.
  static func clipped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 40 else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(40))) + "…"
  }
}

/// A mistake in a duration's text.
package struct DurationProblem: Hashable, Sendable {
  /// The wrong bytes, counted in the parsed text.
  package let range: TextRange
  /// Names the text and what was expected.
  package let message: String
  /// The whole text as it should be, where there is one.
  package let replacement: String?
  /// Whether the replacement is certainly what was meant.
  package let isSafe: Bool
  /// What the replacement amounts to in milliseconds, so that later work can go on with it.
  package let understood: Int64?

  /// A mistake with or without a way out; a replacement that is no valid literal is dropped.
  init(range: TextRange, message: String, replacement: String? = nil, isSafe: Bool = false) {
    self.range = range
    self.message = message
    let meant = replacement.flatMap {
      Array($0.utf8).withUnsafeBufferPointer { DurationLiteral.milliseconds(ofExact: $0) }
    }
    self.replacement = meant == nil ? nil : replacement
    self.isSafe = isSafe && meant != nil
    understood = meant
  }
}
