// SPDX-License-Identifier: Apache-2.0

extension CELValue {
  /// The value as a CEL literal, as `{"a": [1, 2u, 0.5]}`; cut off with `…` behind about 2,000 bytes.
  package var celDescription: String {
    var output = ""
    write(to: &output, style: .literal, limit: 2_000)
    return output
  }

  /// The value as a CEL literal, however long.
  package var literal: String {
    var output = ""
    write(to: &output, style: .literal, limit: .max)
    return output
  }

  /// The text that an interpolation prints: a string as it is, numbers and booleans as written, `null`, times in their
  /// notation, lists and maps as JSON; cut off with `…` behind about a million bytes.
  package var textForm: String {
    if case .string(let text) = self { return text }
    var output = ""
    write(to: &output, style: .json, limit: 1_000_000)
    if output.first == "\"" && output.last == "\"" {
      // A value that JSON writes as a string, on its own, needs no quotes.
      switch self {
      case .list, .map: break
      default: return String(output.dropFirst().dropLast())
      }
    }
    return output
  }

  enum Style { case literal, json }

  func write(to output: inout String, style: Style, limit: Int) {
    guard output.utf8.count <= limit else {
      if !output.hasSuffix("…") { output += "…" }
      return
    }
    let isLiteral = style == .literal
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .uint(let value): output += String(value) + (isLiteral ? "u" : "")
    case .double(let value): output += isLiteral ? DoubleText.literal(value) : DoubleText.plain(value)
    case .string(let text): output += StringQuoting.quoted(text, limit: limit)
    case .bytes(let bytes):
      output += isLiteral ? StringQuoting.quoted(bytes: bytes, limit: limit) : "\"" + Base64.encode(bytes) + "\""
    case .list(let list):
      output += "["
      for (position, element) in list.elements.enumerated() {
        if output.utf8.count > limit { break }
        if position > 0 { output += isLiteral ? ", " : "," }
        element.write(to: &output, style: style, limit: limit)
      }
      output += "]"
    case .map(let map):
      output += "{"
      for (position, (key, value)) in zip(map.keys, map.values).enumerated() {
        if output.utf8.count > limit { break }
        if position > 0 { output += isLiteral ? ", " : "," }
        if isLiteral {
          key.write(to: &output, style: style, limit: limit)
        } else {
          output += StringQuoting.quoted(key.textForm, limit: limit)
        }
        output += isLiteral ? ": " : ":"
        value.write(to: &output, style: style, limit: limit)
      }
      output += "}"
    case .timestamp(let time): output += isLiteral ? "timestamp(\"\(time.text)\")" : "\"\(time.text)\""
    case .duration(let span): output += isLiteral ? "duration(\"\(span.text)\")" : "\"\(span.text)\""
    case .type(let type): output += isLiteral ? type.name : "\"\(type.name)\""
    case .optional(let optional):
      guard let value = optional.value else {
        output += isLiteral ? "optional.none()" : "null"
        return
      }
      if isLiteral { output += "optional.of(" }
      value.write(to: &output, style: style, limit: limit)
      if isLiteral { output += ")" }
    case .address(let address): output += isLiteral ? "ip(\"\(address.text)\")" : "\"\(address.text)\""
    case .network(let network): output += isLiteral ? "cidr(\"\(network.text)\")" : "\"\(network.text)\""
    case .unknown(let name): output += isLiteral ? "<unknown: \(name)>" : "\"<unknown: \(name)>\""
    }
  }
}

extension CELValue: CustomStringConvertible {
  /// `celDescription`.
  package var description: String { celDescription }
}

/// Strings in quotes.
enum StringQuoting {
  /// In double quotes, with the escapes of CEL (which JSON shares but for `\a` and `\v`).
  static func quoted(_ text: String, limit: Int = .max, forLanguage: Bool = false) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      if output.utf8.count > limit {
        output += "…"
        break
      }
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{8}": output += "\\b"
      case "\u{C}": output += "\\f"
      case "\u{7}" where forLanguage: output += "\\a"
      case "\u{B}" where forLanguage: output += "\\v"
      case _ where !forLanguage && (scalar.value < 0x20 || scalar.value == 0x7F):
        output += "\\u00" + hex(UInt8(truncatingIfNeeded: scalar.value))
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }

  static func quoted(bytes: [UInt8], limit: Int = 2_000) -> String {
    var output = "b\""
    for byte in bytes.prefix(limit) {
      switch byte {
      case 0x22, 0x5C:
        output += "\\"
        output.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x20..<0x7F: output.unicodeScalars.append(Unicode.Scalar(byte))
      default: output += "\\x" + hex(byte)
      }
    }
    return output + "\""
  }

  static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
