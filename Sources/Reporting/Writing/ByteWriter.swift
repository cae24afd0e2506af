// SPDX-License-Identifier: Apache-2.0

/// Bytes that grow: what every format writes to.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
  mutating func write(_ slice: some Collection<UInt8>) { bytes.append(contentsOf: slice) }
  mutating func write(byte: UInt8) { bytes.append(byte) }
  mutating func write(_ number: Int) { write(String(number)) }
  mutating func write(_ byte: UInt8, count: Int) {
    if count > 0 { bytes.append(contentsOf: repeatElement(byte, count: count)) }
  }
  mutating func newline() { bytes.append(0x0A) }

  /// Writes text with some bytes replaced; the rest goes over in runs.
  mutating func write(_ text: String, replacing replacement: (UInt8) -> StaticString?) {
    for byte in text.utf8 {
      if let other = replacement(byte) { write(other) } else { bytes.append(byte) }
    }
  }
}

/// Upper-case hexadecimal digits.
enum Hexadecimal {
  static func digit(_ value: UInt8) -> UInt8 {
    let low = value & 0xF
    return low < 10 ? 0x30 + low : 0x41 + (low - 10)
  }
}
