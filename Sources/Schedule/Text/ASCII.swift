// SPDX-License-Identifier: Apache-2.0

/// What the parsers of this floor ask of a byte; all of their grammars are ASCII.
extension UInt8 {
  /// Whether the byte is one of `0` to `9`.
  var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether the byte is a letter of ASCII.
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether the byte is a blank or a line break.
  var isBlank: Bool { self == 0x20 || self &- 0x09 < 5 }
  /// The small letter of a capital one; all other bytes as they are.
  var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// The capital letter of a small one; all other bytes as they are.
  var raised: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
}

/// Small pieces of text that the formatters share.
enum ASCII {
  /// `value` with at least two digits.
  static func twoDigits(_ value: Int) -> String { value >= 0 && value < 10 ? "0\(value)" : "\(value)" }

  /// `value`, which is not negative, with at least `width` digits.
  static func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The bytes as text, damaged UTF-8 repaired.
  static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  /// The bytes as text in small letters.
  static func lowered(_ bytes: some Sequence<UInt8>) -> String { text(bytes.map(\.lowered)) }

  /// The number that the digits write; nil where there is none, another byte, or more than nine digits after leading
  /// zeros, so that it fits everywhere.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.allSatisfy(\.isDigit) else { return nil }
    let digits = bytes.drop { $0 == 0x30 }
    guard digits.count <= 9 else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
  }

  /// `items` as a list in words: `a`, `a and b`, `a, b and c`.
  static func list(_ items: [String], _ word: String = "and") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
