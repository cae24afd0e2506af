// SPDX-License-Identifier: Apache-2.0

/// Writes texts as scalars that read back as exactly these texts.
package enum YAMLQuoting {
  /// A scalar for `text`: in the preferred style where that can hold it, else in double quotes.
  ///
  /// `.plain` (and the block styles, which need more than one line) asks for the fewest quotes: plain where every reader
  /// takes it for this string, else double quotes. `inFlow` is for places within brackets.
  package static func quoteIfNeeded(_ text: String, style: NodeStyle = .plain, inFlow: Bool = false) -> String {
    switch style {
    case .singleQuoted where canBeSingleQuoted(text):
      "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    case .singleQuoted, .doubleQuoted: doubleQuoted(text)
    default: canBePlain(text, inFlow: inFlow) ? text : doubleQuoted(text)
    }
  }

  /// Whether a text without quotes is read as this very string, by readers of YAML 1.1 as well as 1.2.
  package static func canBePlain(_ text: String, inFlow: Bool = false) -> Bool {
    let bytes = Array(text.utf8)
    guard isPlainText(bytes, inFlow: inFlow) else { return false }
    return CoreSchema.resolve(bytes[...]) == .string && ScalarAmbiguity.of(bytes[...]) == nil
  }

  /// Whether libyaml reads the bytes as one plain scalar on one line.
  private static func isPlainText(_ bytes: [UInt8], inFlow: Bool) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    if first == 0x20 || last == 0x20 || last == UInt8(ascii: ":") { return false }
    if bytes.starts(with: Array("---".utf8)) || bytes.starts(with: Array("...".utf8)) { return false }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      guard bytes.count > 1, bytes[1] != 0x20, !inFlow else { return false }
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"), UInt8(ascii: "="):
      return false
    default: break
    }
    for (index, byte) in bytes.enumerated() {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte == UInt8(ascii: "#"), index > 0, bytes[index - 1] == 0x20 { return false }
      if byte == UInt8(ascii: ":"), index + 1 < bytes.count, bytes[index + 1] == 0x20 { return false }
      if inFlow, YAMLBytes.isFlowIndicator(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":") {
        return false
      }
    }
    return !hasSpecialScalar(bytes)
  }

  private static func canBeSingleQuoted(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !bytes.contains { $0 < 0x20 || $0 == 0x7F } && !hasSpecialScalar(bytes)
  }

  /// Whether a text holds what is no plain character: C1 controls, NEL, LS, PS, a byte order mark.
  private static func hasSpecialScalar(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 { return true }
      if bytes[index] == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 {
        return true
      }
      if bytes[index] == 0xEF, index + 2 < bytes.count {
        if bytes[index + 1] == 0xBB, bytes[index + 2] == 0xBF { return true }
        if bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return true }
      }
      index += 1
    }
    return false
  }

  /// A text in double quotes, with everything escaped that must be.
  package static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x00: result += "\\0"
      case 0x85: result += "\\N"
      case 0x2028: result += "\\L"
      case 0x2029: result += "\\P"
      case 0x01..<0x20, 0x7F..<0xA0: result += "\\x" + hexadecimal(scalar.value, 2)
      case 0xFEFF, 0xFFFE, 0xFFFF: result += "\\u" + hexadecimal(scalar.value, 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32, _ count: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
