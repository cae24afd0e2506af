// SPDX-License-Identifier: Apache-2.0

/// What a scalar means by the core schema of YAML 1.2 (§10.3.2).
package enum ScalarType: Hashable, Sendable {
  /// `null`, `~` or nothing.
  case null
  /// `true`, `false`.
  case bool(Bool)
  /// An integer of 64 bits.
  case int(Int64)
  /// A floating-point number; an integer beyond 64 bits too.
  case float(Double)
  /// Everything else, and all that is quoted.
  case string
}

extension YAMLNode {
  /// What a scalar means: quoted is a string, an explicit tag decides, else the core schema; `.string` for other nodes.
  package var scalarType: ScalarType {
    guard kind == .scalar else { return .string }
    let hasProperties = hasProperties
    if !hasProperties {
      // Most scalars are told by their style and first byte.
      guard style == .plain else { return .string }
      if let first = firstTextByte, !CoreSchema.mayStartTyped(first) { return .string }
    }
    let bytes = textBytes
    if hasProperties, let tag = properties?.tag {
      switch tag {
      case "tag:yaml.org,2002:null": return .null
      case "tag:yaml.org,2002:bool":
        if case .bool(let value) = CoreSchema.resolve(bytes) { return .bool(value) }
        return .string
      case "tag:yaml.org,2002:int":
        if case .int(let value) = CoreSchema.resolve(bytes) { return .int(value) }
        return .string
      case "tag:yaml.org,2002:float":
        switch CoreSchema.resolve(bytes) {
        case .float(let value): return .float(value)
        case .int(let value): return .float(Double(value))
        default: return .string
        }
      default: return .string
      }
    }
    guard style == .plain else { return .string }
    return CoreSchema.resolve(bytes)
  }

  /// Whether a scalar stands for nothing, as `scalarType` has it; most texts are told by their first byte.
  package var isNull: Bool {
    guard kind == .scalar else { return false }
    if !hasProperties {
      guard style == .plain else { return false }
      if let first = firstTextByte, first != 0x7E, first | 0x20 != 0x6E { return false }
    }
    return if case .null = scalarType { true } else { false }
  }
}

/// The tag resolution of the core schema, on bytes.
package enum CoreSchema {
  /// The type of a plain text. Complexity: O(length), O(1) for a text that starts with a letter other than `.nNtTfF~`.
  package static func resolve(_ text: ArraySlice<UInt8>) -> ScalarType {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      return equals(text, "null") || equals(text, "Null") || equals(text, "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return equals(text, "true") || equals(text, "True") || equals(text, "TRUE") ? .bool(true) : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return equals(text, "false") || equals(text, "False") || equals(text, "FALSE") ? .bool(false) : .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text)
    default: return .string
    }
  }

  /// Whether a plain text that starts with this byte may be anything but a string.
  static func mayStartTyped(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether a text is an integer of the core schema, of any size.
  static func isInteger(_ text: ArraySlice<UInt8>) -> Bool {
    if let radix = radix(text) { return text.count > 2 && text.dropFirst(2).allSatisfy { digit($0) < radix } }
    let digits = text.first.map(isSign) == true ? text.dropFirst() : text
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  private static func number(_ text: ArraySlice<UInt8>) -> ScalarType {
    if isInteger(text) {
      if let radix = radix(text) {
        let digits = String(decoding: text.dropFirst(2), as: UTF8.self)
        if let value = Int64(digits, radix: radix) { return .int(value) }
        var large = 0.0
        for byte in text.dropFirst(2) { large = large * Double(radix) + Double(digit(byte)) }
        return .float(large)
      }
      let digits = String(decoding: text, as: UTF8.self)
      if let value = Int64(digits) { return .int(value) }
      return Double(digits).map(ScalarType.float) ?? .string
    }
    let unsigned = text.first.map(isSign) == true ? text.dropFirst() : text
    let isNegative = text.first == UInt8(ascii: "-")
    if equals(unsigned, ".inf") || equals(unsigned, ".Inf") || equals(unsigned, ".INF") {
      return .float(isNegative ? -.infinity : .infinity)
    }
    if equals(text, ".nan") || equals(text, ".NaN") || equals(text, ".NAN") { return .float(.nan) }
    guard isFloat(unsigned), let value = Double(String(decoding: text, as: UTF8.self)) else { return .string }
    return .float(value)
  }

  /// `[0-9]+ ( . [0-9]* )?` or `. [0-9]+`, each with an exponent or without.
  private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
    var index = text.startIndex
    func digits() -> Int {
      let start = index
      while index < text.endIndex, isDigit(text[index]) { index += 1 }
      return index - start
    }
    let whole = digits()
    var fraction = 0
    if index < text.endIndex, text[index] == UInt8(ascii: ".") {
      index += 1
      fraction = digits()
    }
    guard whole > 0 || fraction > 0 else { return false }
    if index < text.endIndex, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.endIndex, isSign(text[index]) { index += 1 }
      guard digits() > 0 else { return false }
    }
    return index == text.endIndex
  }

  private static func radix(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= 2, text.first == UInt8(ascii: "0") else { return nil }
    switch text[text.startIndex + 1] {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    default: return nil
    }
  }

  private static func digit(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
    default: 99
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

  static func equals(_ text: ArraySlice<UInt8>, _ other: StaticString) -> Bool {
    guard text.count == other.utf8CodeUnitCount else { return false }
    return other.withUTF8Buffer { text.elementsEqual($0) }
  }
}
