// SPDX-License-Identifier: Apache-2.0

/// Text from files and messages, made harmless for a terminal.
enum VisibleText {
  /// What stands in for a code point that must not reach a terminal: a picture for a control character, U+FFFD for one that turns the
  /// direction of writing or that is no character; nil for what may pass.
  static func substitute(for value: UInt32) -> UInt32? {
    switch value {
    case 0x00..<0x20: 0x2400 + value
    case 0x7F: 0x2421
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: 0xFFFD
    case 0xFEFF, 0x2028, 0x2029: 0xFFFD
    default: nil
    }
  }

  /// Writes text on one line: line breaks become a blank, what is harmful its substitute.
  static func write(_ text: String, to out: inout ByteWriter) {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) {
      out.write(text)
      return
    }
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        out.write(byte: 0x20)
      } else {
        let shown = substitute(for: scalar.value).flatMap(Unicode.Scalar.init) ?? scalar
        out.write(UTF8.encode(shown) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Text on one line, harmless.
  static func line(_ text: String) -> String {
    var out = ByteWriter()
    write(text, to: &out)
    return String(decoding: out.bytes, as: UTF8.self)
  }
}
