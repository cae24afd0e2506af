// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// How a file's bytes stand for text.
package enum InputEncoding: String, Hashable, Sendable {
  /// UTF-8, with a byte order mark or without.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
}

/// A file's text with how it was written.
package struct DecodedInput: Sendable {
  /// The text as UTF-8; a byte order mark stays, as U+FEFF.
  package let source: SourceText
  /// How it was written.
  package let encoding: InputEncoding
  /// Unpaired surrogates and an odd last byte, which became U+FFFD; ranges refer to `source`.
  package let problems: [SyntaxProblem]

  /// Takes what decoding gave.
  package init(source: SourceText, encoding: InputEncoding, problems: [SyntaxProblem]) {
    self.source = source
    self.encoding = encoding
    self.problems = problems
  }
}

/// Reads the encodings that YAML allows (YAML 1.2 §5.2), except UTF-32, which no tool writes.
package enum InputDecoding {
  /// Decodes a file's bytes: by its byte order mark, else by where its first NUL stands. Complexity: O(n).
  ///
  /// UTF-8 stays byte for byte as it is, ill-formed or not: the parser reports what is wrong with it.
  package static func decode(_ bytes: [UInt8]) -> DecodedInput {
    switch encoding(of: bytes) {
    case .utf8: DecodedInput(source: SourceText(bytes: bytes), encoding: .utf8, problems: [])
    case .utf16LittleEndian: decode16(bytes, .utf16LittleEndian)
    case .utf16BigEndian: decode16(bytes, .utf16BigEndian)
    }
  }

  private static func encoding(of bytes: [UInt8]) -> InputEncoding {
    guard bytes.count >= 2 else { return .utf8 }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return .utf16LittleEndian
    case (0xFE, 0xFF): return .utf16BigEndian
    case (0, 1...): return .utf16BigEndian
    case (1..., 0): return .utf16LittleEndian
    default: return .utf8
    }
  }

  private static func decode16(_ bytes: [UInt8], _ encoding: InputEncoding) -> DecodedInput {
    let isLittle = encoding == .utf16LittleEndian
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 0
    while index + 1 < bytes.count {
      let low = UInt16(bytes[isLittle ? index : index + 1])
      let high = UInt16(bytes[isLittle ? index + 1 : index])
      units.append(high << 8 | low)
      index += 2
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var problems: [SyntaxProblem] = []
    func report(_ message: String) {
      if problems.count < EncodingCheck.maximumReports {
        problems.append(SyntaxProblem(.encoding, TextRange(text.count, text.count + 3), message))
      }
      text.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
    var position = 0
    while position < units.count {
      let unit = units[position]
      position += 1
      if unit & 0xF800 != 0xD800 {
        if let scalar = Unicode.Scalar(unit) {
          text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      } else if unit < 0xDC00, position < units.count, units[position] & 0xFC00 == 0xDC00 {
        let value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(units[position] & 0x3FF))
        position += 1
        if let scalar = Unicode.Scalar(value) {
          text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      } else {
        report("half of a surrogate pair stands alone in this \(encoding.rawValue) file")
      }
    }
    if bytes.count % 2 == 1 { report("this \(encoding.rawValue) file ends in the middle of a character") }
    return DecodedInput(source: SourceText(bytes: text), encoding: encoding, problems: problems)
  }

  /// The bytes to write for a text, so that a file keeps its encoding. Complexity: O(n).
  package static func encode(_ source: SourceText, as encoding: InputEncoding) -> [UInt8] {
    guard encoding != .utf8 else { return source.bytes }
    var result: [UInt8] = []
    result.reserveCapacity(source.count * 2)
    for unit in source.string.utf16 {
      let low = UInt8(truncatingIfNeeded: unit)
      let high = UInt8(truncatingIfNeeded: unit >> 8)
      result.append(encoding == .utf16LittleEndian ? low : high)
      result.append(encoding == .utf16LittleEndian ? high : low)
    }
    return result
  }
}
