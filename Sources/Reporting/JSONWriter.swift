// SPDX-License-Identifier: Apache-2.0

/// A JSON value with its keys in the order given: what formats are written from, the same bytes each time.
package indirect enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case number(Int)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Keys with values, in this order.
  case object([(String, JSONValue)])

  /// The value as UTF-8; `indentation` is the number of blanks of each level, nil for one line.
  package func encoded(indentation: Int?) -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indentation: indentation, level: 0)
    return bytes
  }

  private func write(to bytes: inout [UInt8], indentation: Int?, level: Int) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let value): bytes.append(contentsOf: String(value).utf8)
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values):
      Self.write(values, open: 0x5B, close: 0x5D, to: &bytes, indentation, level) { value, bytes in
        value.write(to: &bytes, indentation: indentation, level: level + 1)
      }
    case .object(let entries):
      Self.write(entries, open: 0x7B, close: 0x7D, to: &bytes, indentation, level) { entry, bytes in
        Self.write(entry.0, to: &bytes)
        bytes.append(0x3A)
        if indentation != nil { bytes.append(0x20) }
        entry.1.write(to: &bytes, indentation: indentation, level: level + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], open: UInt8, close: UInt8, to bytes: inout [UInt8], _ indentation: Int?, _ level: Int,
    _ body: (Element, inout [UInt8]) -> Void
  ) {
    bytes.append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      breakLine(&bytes, indentation, level + 1)
      body(element, &bytes)
    }
    if !elements.isEmpty { breakLine(&bytes, indentation, level) }
    bytes.append(close)
  }

  private static func breakLine(_ bytes: inout [UInt8], _ indentation: Int?, _ level: Int) {
    guard let indentation else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indentation * level))
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0x00..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: "\\u00\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
