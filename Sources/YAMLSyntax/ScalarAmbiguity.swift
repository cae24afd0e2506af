// SPDX-License-Identifier: Apache-2.0

/// A plain scalar that readers of YAML 1.1 and 1.2 understand differently.
package struct ScalarAmbiguity: Hashable, Sendable {
  /// What it looks like.
  package enum Kind: String, Hashable, Sendable {
    /// `yes`, `no`, `on`, `off`, `y`, `n`.
    case boolean
    /// `1:30`.
    case sexagesimal
    /// `010`, `0o10`.
    case octal
    /// `0b101`.
    case binary
    /// `1e3`.
    case exponent
    /// `1_000`.
    case underscore
    /// `2024-01-31`.
    case date
  }

  /// What it looks like.
  package let kind: Kind
  /// Who reads it how, as a sentence without its end: "YAML 1.1 reads `on` as true, YAML 1.2 as text".
  package let reason: String
}

extension YAMLNode {
  /// Why a plain scalar without a tag means different things to different readers; nil where all agree.
  package var ambiguity: ScalarAmbiguity? {
    // Most texts are told by their first byte and length.
    guard kind == .scalar, style == .plain, let first = firstTextByte, ScalarAmbiguity.mayStart(first, textByteCount),
      properties?.tag == nil
    else { return nil }
    return ScalarAmbiguity.of(textBytes)
  }
}

extension ScalarAmbiguity {
  /// Whether a text of this first byte and length may be one.
  static func mayStart(_ first: UInt8, _ count: Int) -> Bool {
    if CoreSchema.isDigit(first) || CoreSchema.isSign(first) || first == UInt8(ascii: ".") { return true }
    let letter = first | 0x20
    return count <= 3
      && (letter == UInt8(ascii: "y") || letter == UInt8(ascii: "n") || letter == UInt8(ascii: "o"))
  }

  /// Why a plain text means different things to different readers (<https://yaml.org/type/> beside YAML 1.2 §10.3.2).
  package static func of(_ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    guard let first = text.first, text.count <= 40 else { return nil }
    if let value = boolean(text) {
      return ScalarAmbiguity(
        kind: .boolean, reason: "YAML 1.1 reads `\(string(text))` as \(value), YAML 1.2 as text")
    }
    guard CoreSchema.isDigit(first) || CoreSchema.isSign(first) || first == UInt8(ascii: ".") else { return nil }
    let unsigned = CoreSchema.isSign(first) ? text.dropFirst() : text
    return sexagesimal(unsigned, text) ?? octal(unsigned, text) ?? exponent(text) ?? underscore(unsigned, text)
      ?? date(text)
  }

  private static func string(_ text: ArraySlice<UInt8>) -> String { String(decoding: text, as: UTF8.self) }

  private static func boolean(_ text: ArraySlice<UInt8>) -> Bool? {
    guard text.count <= 3 else { return nil }
    switch string(text) {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": return true
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF": return false
    default: return nil
    }
  }

  /// `[0-9][0-9_]* ( : [0-5]?[0-9] )+ ( . [0-9_]* )?`
  private static func sexagesimal(_ unsigned: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    let whole = unsigned.prefix { $0 != UInt8(ascii: ".") }
    let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 2, parts.count <= 5 else { return nil }
    let fraction = unsigned.dropFirst(whole.count + 1)
    guard fraction.allSatisfy({ CoreSchema.isDigit($0) || $0 == UInt8(ascii: "_") }) else { return nil }
    var seconds = 0
    for (position, part) in parts.enumerated() {
      let digits = part.filter { $0 != UInt8(ascii: "_") }
      guard let value = Int(string(ArraySlice(digits))), !part.isEmpty, digits.allSatisfy(CoreSchema.isDigit) else {
        return nil
      }
      if position > 0, part.count > 2 || value > 59 { return nil }
      let (product, isOverflow) = seconds.multipliedReportingOverflow(by: 60)
      let (sum, isSumOverflow) = product.addingReportingOverflow(value)
      if isOverflow || isSumOverflow { return nil }
      seconds = sum
    }
    return ScalarAmbiguity(
      kind: .sexagesimal,
      reason: "YAML 1.1 reads `\(string(text))` as the number \(seconds) in base 60, YAML 1.2 as text")
  }

  private static func octal(_ unsigned: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    guard unsigned.first == UInt8(ascii: "0"), unsigned.count >= 2 else { return nil }
    let rest = unsigned.dropFirst()
    let digits = rest.filter { $0 != UInt8(ascii: "_") }
    if !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
      let value = Int(String(decoding: digits, as: UTF8.self), radix: 8).map(String.init) ?? "a number"
      let other = rest.contains(UInt8(ascii: "_")) ? "text" : "the decimal number"
      return ScalarAmbiguity(
        kind: .octal, reason: "YAML 1.1 reads `\(string(text))` as octal \(value), YAML 1.2 as \(other)")
    }
    if rest.first == UInt8(ascii: "o"), rest.count > 1, rest.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) {
      return ScalarAmbiguity(
        kind: .octal, reason: "YAML 1.2 reads `\(string(text))` as an octal number, YAML 1.1 as text")
    }
    if rest.first == UInt8(ascii: "b"), rest.count > 1,
      rest.dropFirst().allSatisfy({ $0 == 0x30 || $0 == 0x31 || $0 == UInt8(ascii: "_") })
    {
      return ScalarAmbiguity(
        kind: .binary, reason: "YAML 1.1 reads `\(string(text))` as a binary number, YAML 1.2 as text")
    }
    return nil
  }

  /// YAML 1.1 wants a point in a number with an exponent, and a sign behind the `e`.
  private static func exponent(_ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    guard case .float(let value) = CoreSchema.resolve(text), value.isFinite,
      let mark = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") })
    else { return nil }
    let hasPoint = text[..<mark].contains(UInt8(ascii: "."))
    let hasSign = mark + 1 < text.endIndex && CoreSchema.isSign(text[mark + 1])
    if hasPoint && hasSign { return nil }
    return ScalarAmbiguity(
      kind: .exponent, reason: "YAML 1.2 reads `\(string(text))` as the number \(value), YAML 1.1 as text")
  }

  private static func underscore(_ unsigned: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    guard unsigned.contains(UInt8(ascii: "_")), unsigned.first.map(CoreSchema.isDigit) == true else { return nil }
    let digits = ArraySlice(unsigned.filter { $0 != UInt8(ascii: "_") })
    switch CoreSchema.resolve(digits) {
    case .int, .float:
      return ScalarAmbiguity(
        kind: .underscore, reason: "YAML 1.1 reads `\(string(text))` as a number, YAML 1.2 as text")
    default: return nil
    }
  }

  /// `yyyy-mm-dd`, or that with a time behind a blank or a `T`.
  private static func date(_ text: ArraySlice<UInt8>) -> ScalarAmbiguity? {
    let parts = text.split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
      parts[0].allSatisfy(CoreSchema.isDigit), parts[1].allSatisfy(CoreSchema.isDigit)
    else { return nil }
    let day = parts[2].prefix(while: CoreSchema.isDigit)
    guard (1...2).contains(day.count) else { return nil }
    let rest = parts[2].dropFirst(day.count)
    if let mark = rest.first {
      guard mark == 0x20 || mark == 0x09 || mark | 0x20 == UInt8(ascii: "t") else { return nil }
      let time = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      guard time.prefix(while: CoreSchema.isDigit).count >= 1, time.contains(UInt8(ascii: ":")) else { return nil }
    } else if parts[1].count != 2 || day.count != 2 {
      return nil
    }
    return ScalarAmbiguity(
      kind: .date, reason: "YAML 1.1 reads `\(string(text))` as a date, YAML 1.2 as text")
  }
}
