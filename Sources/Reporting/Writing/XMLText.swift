// SPDX-License-Identifier: Apache-2.0

extension ByteWriter {
  /// Writes text as XML 1.0 character data that is right in attributes and in elements; characters that XML cannot hold become U+FFFD.
  mutating func writeXML(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: write("&amp;" as StaticString)
      case 0x3C: write("&lt;" as StaticString)
      case 0x3E: write("&gt;" as StaticString)
      case 0x22: write("&quot;" as StaticString)
      case 0x09: write("&#9;" as StaticString)
      case 0x0A: write("&#10;" as StaticString)
      case 0x0D: write("&#13;" as StaticString)
      case 0x00..<0x20, 0xFFFE, 0xFFFF: write("\u{FFFD}" as StaticString)
      default: write(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Writes ` name="value"`.
  mutating func writeAttribute(_ name: StaticString, _ value: String) {
    write(byte: 0x20)
    write(name)
    write("=\"" as StaticString)
    writeXML(value)
    write(byte: 0x22)
  }

  /// Writes ` name="value"`.
  mutating func writeAttribute(_ name: StaticString, _ value: Int) { writeAttribute(name, String(value)) }
}
