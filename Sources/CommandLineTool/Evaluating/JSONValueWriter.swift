// SPDX-License-Identifier: Apache-2.0
import Expression

/// Writes values of the expression language as JSON (RFC 8259), in one line, in their order.
///
/// Numbers stay numbers, a `double` always with a fraction or an exponent; what JSON has no number for (`NaN`, infinities)
/// and times, types and addresses are strings, bytes strings of Base64, an empty optional is null. Keys become texts.
struct JSONValueWriter {
  private(set) var bytes: [UInt8] = []

  /// A value as JSON.
  static func json(_ value: CELValue) -> [UInt8] {
    var writer = JSONValueWriter()
    writer.write(value)
    return writer.bytes
  }

  /// Appends a value. The recursion is as deep as the value, which the evaluator bounds.
  mutating func write(_ value: CELValue) {
    switch value {
    case .null: write(raw: "null")
    case .bool(let flag): write(raw: flag ? "true" : "false")
    case .int(let number): write(raw: String(number))
    case .uint(let number): write(raw: String(number))
    case .double(let number) where number.isFinite: write(raw: value.literal)
    case .double, .bytes, .timestamp, .duration, .type, .address, .network, .unknown: write(text: value.textForm)
    case .string(let text): write(text: text)
    case .optional(let optional): write(optional.value ?? .null)
    case .list(let list):
      bytes.append(0x5B)
      for (index, element) in list.elements.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        write(element)
      }
      bytes.append(0x5D)
    case .map(let map):
      bytes.append(0x7B)
      for (index, (key, value)) in zip(map.keys, map.values).enumerated() {
        if index > 0 { bytes.append(0x2C) }
        write(text: key.textForm)
        bytes.append(0x3A)
        write(value)
      }
      bytes.append(0x7D)
    }
  }

  private mutating func write(raw text: String) { bytes += text.utf8 }

  private mutating func write(text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes += [0x5C, 0x22]
      case 0x5C: bytes += [0x5C, 0x5C]
      case 0x0A: bytes += [0x5C, 0x6E]
      case 0x0D: bytes += [0x5C, 0x72]
      case 0x09: bytes += [0x5C, 0x74]
      case 0x00..<0x20, 0x7F:
        bytes += [0x5C, 0x75, 0x30, 0x30, Self.digit(byte >> 4), Self.digit(byte & 0xF)]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
