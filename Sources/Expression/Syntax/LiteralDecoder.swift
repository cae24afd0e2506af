// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Turns the text of a literal token into its value.
enum LiteralDecoder {
  /// The bytes that a string or bytes literal stands for, and its problems.
  static func decode(
    _ bytes: [UInt8], _ token: Token
  ) -> (content: [UInt8], problems: [ExpressionProblem]) {
    var cursor = token.range.start
    var isRaw = false
    while cursor < token.range.end, bytes[cursor] != 0x22, bytes[cursor] != 0x27 {
      if bytes[cursor].isLetter(b: 0x72) { isRaw = true }
      cursor += 1
    }
    guard cursor < token.range.end else { return ([], []) }
    let quote = bytes[cursor]
    let isTriple = cursor + 2 < token.range.end && bytes[cursor + 1] == quote && bytes[cursor + 2] == quote
    cursor += isTriple ? 3 : 1
    var end = token.range.end
    var quotes = 0
    while quotes < (isTriple ? 3 : 1), end > cursor, bytes[end - 1] == quote {
      end -= 1
      quotes += 1
    }
    if isRaw { return (Array(bytes[cursor..<end]), []) }
    var decoder = EscapeDecoder(bytes: bytes, position: cursor, end: end, isBytes: token.kind == .bytes)
    decoder.run()
    return (decoder.output, decoder.problems)
  }

  /// The value of `digits` (decimal, or hexadecimal after `0x`), negated when asked; nil when it does not fit.
  static func int(_ digits: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
    guard let magnitude = magnitude(digits) else { return nil }
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// The value of `digits`, decimal or hexadecimal after `0x`.
  static func magnitude(_ digits: ArraySlice<UInt8>) -> UInt64? {
    let isHexadecimal = digits.count > 2 && digits[digits.startIndex + 1] | 0x20 == 0x78
    return UInt64(
      String(decoding: isHexadecimal ? digits.dropFirst(2) : digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
  }
}

/// Reads escape sequences.
private struct EscapeDecoder {
  let bytes: [UInt8]
  var position: Int
  let end: Int
  let isBytes: Bool
  var output: [UInt8] = []
  var problems: [ExpressionProblem] = []

  init(bytes: [UInt8], position: Int, end: Int, isBytes: Bool) {
    self.bytes = bytes
    self.position = position
    self.end = end
    self.isBytes = isBytes
    output.reserveCapacity(max(0, end - position))
  }

  mutating func run() {
    while position < end {
      let byte = bytes[position]
      if byte != 0x5C {
        output.append(byte)
        position += 1
        continue
      }
      let start = position
      guard position + 1 < end else {
        fail(start, end)
        position = end
        return
      }
      let letter = bytes[position + 1]
      position += 2
      switch letter {
      case 0x61: output.append(0x07)
      case 0x62: output.append(0x08)
      case 0x66: output.append(0x0C)
      case 0x6E: output.append(0x0A)
      case 0x72: output.append(0x0D)
      case 0x74: output.append(0x09)
      case 0x76: output.append(0x0B)
      case 0x5C, 0x3F, 0x22, 0x27, 0x60: output.append(letter)
      case 0x78, 0x58: numeric(start, digits: 2)
      case 0x75 where !isBytes: numeric(start, digits: 4)
      case 0x55 where !isBytes: numeric(start, digits: 8)
      case 0x30...0x33: octal(start, letter)
      default: fail(start, position)
      }
    }
  }

  private mutating func fail(_ start: Int, _ end: Int) {
    let text = String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
    problems.append(
      ExpressionProblem(
        .invalidEscape, TextRange(start, end),
        "`\(text)` is no escape sequence; a backslash is written `\\\\`, or the literal is prefixed with `r`",
        replacement: "\\" + text))
    output.append(contentsOf: bytes[start..<min(end, bytes.count)])
  }

  private mutating func numeric(_ start: Int, digits: Int) {
    var value: UInt32 = 0
    var count = 0
    while count < digits, position < end, let digit = bytes[position].hexValue {
      value = value << 4 | UInt32(digit)
      position += 1
      count += 1
    }
    count == digits ? append(value, start) : fail(start, position)
  }

  private mutating func octal(_ start: Int, _ first: UInt8) {
    var value = UInt32(first - 0x30)
    var count = 1
    while count < 3, position < end, bytes[position] &- 0x30 < 8 {
      value = value << 3 | UInt32(bytes[position] - 0x30)
      position += 1
      count += 1
    }
    count == 3 ? append(value, start) : fail(start, position)
  }

  private mutating func append(_ value: UInt32, _ start: Int) {
    if isBytes {
      output.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      output.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    } else {
      fail(start, position)
    }
  }
}
