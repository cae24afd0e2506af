// SPDX-License-Identifier: Apache-2.0
import Expression

/// Reads JSON (RFC 8259) as values of the expression language: whole numbers that fit are `int`, others `double`.
///
/// Foundation's decoder does not tell `1` from `1.0`, which are different types here.
struct JSONValueReader {
  /// Why a text is no JSON, and at which byte.
  struct Failure: Error {
    var message: String
    var offset: Int
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private static let maximumDepth = 100

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The one value that a text holds. Complexity: O(n).
  static func read(_ bytes: ArraySlice<UInt8>) throws(Failure) -> CELValue {
    var reader = JSONValueReader(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position += 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == bytes.endIndex else { throw reader.failure("the JSON goes on behind its value") }
    return value
  }

  private func failure(_ message: String) -> Failure {
    Failure(message: message, offset: position - bytes.startIndex)
  }

  private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> CELValue {
    guard depth <= Self.maximumDepth else { throw failure("the JSON is nested more than \(Self.maximumDepth) deep") }
    skipBlanks()
    switch current {
    case 0x7B: return try object(depth)
    case 0x5B: return try array(depth)
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    case .some(0x2D), .some(0x30...0x39): return try number()
    case nil: throw failure("the JSON ends where a value should stand")
    default: throw failure("this is no JSON value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: CELValue) throws(Failure) -> CELValue {
    let rest = bytes[position...].prefix(word.utf8CodeUnitCount)
    guard word.withUTF8Buffer({ rest.elementsEqual($0) }) else { throw failure("this is no JSON value") }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func array(_ depth: Int) throws(Failure) -> CELValue {
    position += 1
    var elements: [CELValue] = []
    if accept(0x5D) { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while accept(0x2C)
    guard accept(0x5D) else { throw failure("a `,` or `]` is missing in the JSON here") }
    return .array(elements)
  }

  private mutating func object(_ depth: Int) throws(Failure) -> CELValue {
    position += 1
    var entries: [(String, CELValue)] = []
    if accept(0x7D) { return .object([]) }
    repeat {
      skipBlanks()
      guard current == 0x22 else { throw failure("a key in double quotes is missing in the JSON here") }
      let key = try string()
      guard accept(0x3A) else { throw failure("a `:` is missing in the JSON here") }
      entries.append((key, try value(depth: depth + 1)))
    } while accept(0x2C)
    guard accept(0x7D) else { throw failure("a `,` or `}` is missing in the JSON here") }
    return .object(entries)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, 0x30 <= byte, byte <= 0x39 { position += 1 }
    return position - start
  }

  private mutating func number() throws(Failure) -> CELValue {
    let start = position
    if current == 0x2D { position += 1 }
    let first = current
    let count = digits()
    guard count > 0, count == 1 || first != 0x30 else { throw failure("this is no JSON number") }
    var isWhole = true
    if current == 0x2E {
      position += 1
      isWhole = false
      guard digits() > 0 else { throw failure("digits are missing behind the point") }
    }
    if let byte = current, byte | 0x20 == 0x65 {
      position += 1
      isWhole = false
      if current == 0x2B || current == 0x2D { position += 1 }
      guard digits() > 0 else { throw failure("digits are missing in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .int(number) }
    guard let number = Double(text), number.isFinite else { throw failure("the number \(text) is too large") }
    return .double(number)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var text: [UInt8] = []
    var start = position
    while let byte = current {
      switch byte {
      case 0x22:
        text += bytes[start..<position]
        position += 1
        return String(decoding: text, as: UTF8.self)
      case 0x5C:
        text += bytes[start..<position]
        try escape(&text)
        start = position
      case 0x00..<0x20: throw failure("a control character stands unescaped in a JSON string")
      default: position += 1
      }
    }
    throw failure("a JSON string does not end")
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Failure) {
    position += 1
    let escaped = current
    position += 1
    switch escaped {
    case 0x22, 0x5C, 0x2F: text.append(escaped ?? 0)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      var unit = try codeUnit()
      if 0xD800..<0xDC00 ~= unit, bytes[position...].starts(with: [0x5C, 0x75]) {
        let before = position
        position += 2
        let low = try codeUnit()
        if 0xDC00..<0xE000 ~= low {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = before
        }
      }
      // Half of a pair is no character: it becomes U+FFFD, as ill-formed UTF-8 does.
      let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
      text += Array(String(scalar).utf8)
    default: throw failure("this is no escape of JSON")
    }
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    let digits = String(decoding: bytes[min(position, bytes.endIndex)...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.first != 0x2B, let unit = UInt32(digits, radix: 16) else {
      throw failure("four hexadecimal digits are missing in the JSON here")
    }
    position += 4
    return unit
  }
}
