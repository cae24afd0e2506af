// SPDX-License-Identifier: Apache-2.0

/// Strings as JSON text.
package enum JSONText {
  /// The string in quotes, with what JSON forbids escaped.
  package static func quoted(_ string: String) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(string.utf8.count + 2)
    append(string, to: &result)
    return result
  }

  /// Appends the string in quotes. Complexity: O(length).
  package static func append(_ string: String, to output: inout [UInt8]) {
    output.append(0x22)
    let isPlain: Bool? = string.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else { return false }
      output.append(contentsOf: bytes)
      return true
    }
    if isPlain != true { appendEscaped(string, to: &output) }
    output.append(0x22)
  }

  private static func appendEscaped(_ string: String, to output: inout [UInt8]) {
    for byte in string.utf8 {
      switch byte {
      case 0x22, 0x5C:
        output.append(0x5C)
        output.append(byte)
      case 0x0A: output.append(contentsOf: [0x5C, UInt8(ascii: "n")])
      case 0x0D: output.append(contentsOf: [0x5C, UInt8(ascii: "r")])
      case 0x09: output.append(contentsOf: [0x5C, UInt8(ascii: "t")])
      case 0..<0x20:
        output.append(contentsOf: Array("\\u00".utf8))
        output.append(hexadecimal(byte >> 4))
        output.append(hexadecimal(byte & 15))
      default: output.append(byte)
      }
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
