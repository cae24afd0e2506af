// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Splits an expression's bytes into tokens; always ends with `.end`. Complexity: O(n).
///
/// Source of the rules: the lexis of the CEL specification's language definition.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var tokens: [Token] = []
  private(set) var problems: [ExpressionProblem] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 3 + 2)
  }

  private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  mutating func run() {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, 0x0C: position += 1
      case 0x22, 0x27: literal(start: position, isRaw: false, kind: .string)
      case 0x60: quotedIdentifier()
      case 0x30...0x39: number()
      case 0x2E where self.byte(position + 1).isDigit: number()
      case _ where byte.isIdentifierStart: word()
      default: punctuation(byte)
      }
    }
    tokens.append(Token(.end, bytes.count, bytes.count))
  }

  private mutating func emit(_ kind: TokenKind, _ count: Int) {
    tokens.append(Token(kind, position, position + count))
    position += count
  }

  private mutating func report(
    _ kind: ExpressionProblem.Kind, _ start: Int, _ end: Int, _ message: String, replacement: String? = nil
  ) {
    guard problems.count < ExpressionProblem.maximumCount else { return }
    problems.append(ExpressionProblem(kind, TextRange(start, end), message, replacement: replacement))
  }

  private mutating func word() {
    let start = position
    let first = bytes[start]
    let next = byte(start + 1)
    if first.isLetter(b: 0x72) && (next == 0x22 || next == 0x27) {
      position += 1
      return literal(start: start, isRaw: true, kind: .string)
    }
    if first.isLetter(b: 0x62) {
      if next == 0x22 || next == 0x27 {
        position += 1
        return literal(start: start, isRaw: false, kind: .bytes)
      }
      let third = byte(start + 2)
      if next.isLetter(b: 0x72) && (third == 0x22 || third == 0x27) {
        position += 2
        return literal(start: start, isRaw: true, kind: .bytes)
      }
    }
    var end = start + 1
    while end < bytes.count && bytes[end].isIdentifierPart { end += 1 }
    tokens.append(Token(Words.kind(of: bytes[start..<end]), start, end))
    position = end
  }

  /// A string or bytes literal whose opening quote is at `position`.
  private mutating func literal(start: Int, isRaw: Bool, kind: TokenKind) {
    let quote = bytes[position]
    let isTriple = byte(position + 1) == quote && byte(position + 2) == quote
    var cursor = position + (isTriple ? 3 : 1)
    while cursor < bytes.count {
      let current = bytes[cursor]
      if current == quote && (!isTriple || (byte(cursor + 1) == quote && byte(cursor + 2) == quote)) {
        cursor += isTriple ? 3 : 1
        tokens.append(Token(kind, start, cursor))
        position = cursor
        return
      }
      if !isTriple && (current == 0x0A || current == 0x0D) { break }
      cursor += current == 0x5C && !isRaw && cursor + 1 < bytes.count && !isLineBreak(cursor + 1, isTriple) ? 2 : 1
    }
    let end = min(cursor, bytes.count)
    report(
      .unterminatedLiteral, start, end, "this \(kind == .bytes ? "bytes" : "string") literal has no end",
      replacement: nil)
    tokens.append(Token(kind, start, end))
    position = end
  }

  private func isLineBreak(_ offset: Int, _ isTriple: Bool) -> Bool {
    !isTriple && (bytes[offset] == 0x0A || bytes[offset] == 0x0D)
  }

  private mutating func quotedIdentifier() {
    let start = position
    var end = start + 1
    while end < bytes.count && bytes[end].isQuotedIdentifierPart { end += 1 }
    if byte(end) == 0x60 && end > start + 1 {
      end += 1
    } else {
      report(.unterminatedLiteral, start, end, "a field name in backticks holds letters, digits and `_ . - / space`")
      if byte(end) == 0x60 { end += 1 }
    }
    tokens.append(Token(.quotedIdentifier, start, end))
    position = end
  }

  private mutating func number() {
    let start = position
    var kind = TokenKind.int
    var end = start
    if bytes[start] == 0x30 && (byte(start + 1) | 0x20) == 0x78 && byte(start + 2).hexValue != nil {
      end += 2
      while byte(end).hexValue != nil { end += 1 }
    } else {
      while byte(end).isDigit { end += 1 }
      if byte(end) == 0x2E && byte(end + 1).isDigit {
        kind = .double
        end += 1
        while byte(end).isDigit { end += 1 }
      }
      if (byte(end) | 0x20) == 0x65 {
        let sign = byte(end + 1) == 0x2B || byte(end + 1) == 0x2D ? 1 : 0
        if byte(end + 1 + sign).isDigit {
          kind = .double
          end += 1 + sign
          while byte(end).isDigit { end += 1 }
        }
      }
    }
    if kind == .int && (byte(end) | 0x20) == 0x75 && !byte(end + 1).isIdentifierPart {
      kind = .uint
      end += 1
    }
    if byte(end).isIdentifierPart {
      while byte(end).isIdentifierPart { end += 1 }
      report(.invalidNumber, start, end, "this is no number: CEL writes 42, 42u, 0x2A, 4.2 or 1e3")
    }
    tokens.append(Token(kind, start, end))
    position = end
  }

  private mutating func punctuation(_ byte: UInt8) {
    let next = self.byte(position + 1)
    switch byte {
    case 0x28: emit(.leftParenthesis, 1)
    case 0x29: emit(.rightParenthesis, 1)
    case 0x5B: emit(.leftBracket, 1)
    case 0x5D: emit(.rightBracket, 1)
    case 0x7B: emit(.leftBrace, 1)
    case 0x7D: emit(.rightBrace, 1)
    case 0x2E: emit(.dot, 1)
    case 0x2C: emit(.comma, 1)
    case 0x3A: emit(.colon, 1)
    case 0x3F: emit(.question, 1)
    case 0x2B: emit(.plus, 1)
    case 0x2D: emit(.minus, 1)
    case 0x2A: emit(.star, 1)
    case 0x25: emit(.percent, 1)
    case 0x2F where next == 0x2F:
      var end = position
      while end < bytes.count && bytes[end] != 0x0A && bytes[end] != 0x0D { end += 1 }
      emit(.comment, end - position)
    case 0x2F: emit(.slash, 1)
    case 0x3C where next == 0x3E: foreign(.notEqual, 2, "!=", "`<>`")
    case 0x3C: next == 0x3D ? emit(.lessOrEqual, 2) : emit(.less, 1)
    case 0x3E: next == 0x3D ? emit(.greaterOrEqual, 2) : emit(.greater, 1)
    case 0x21 where next == 0x3D && self.byte(position + 2) == 0x3D: foreign(.notEqual, 3, "!=", "`!==`")
    case 0x21: next == 0x3D ? emit(.notEqual, 2) : emit(.not, 1)
    case 0x3D where next == 0x3D && self.byte(position + 2) == 0x3D: foreign(.equal, 3, "==", "`===`")
    case 0x3D: next == 0x3D ? emit(.equal, 2) : foreign(.equal, 1, "==", "`=`")
    case 0x26: next == 0x26 ? emit(.and, 2) : foreign(.and, 1, "&&", "`&`")
    case 0x7C: next == 0x7C ? emit(.or, 2) : foreign(.or, 1, "||", "`|`")
    default: invalid()
    }
  }

  /// An operator of another language, taken for the one that was meant.
  private mutating func foreign(_ kind: TokenKind, _ count: Int, _ meant: String, _ written: String) {
    report(
      .foreignOperator, position, position + count, "CEL has no \(written); this is taken for `\(meant)`",
      replacement: meant)
    emit(kind, count)
  }

  private mutating func invalid() {
    var end = position + 1
    if bytes[position] >= 0x80 { while end < bytes.count && bytes[end] >= 0x80 { end += 1 } }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    let isPrintable = bytes[position] > 0x20 && bytes[position] != 0x7F
    report(
      .invalidCharacter, position, end,
      isPrintable ? "`\(text)` has no meaning in an expression" : "a control character has no meaning here")
    emit(.invalid, end - position)
  }
}

/// The words that are not names.
enum Words {
  static let keywords: Set<String> = ["true", "false", "null", "in"]
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]

  /// The words packed into numbers: no string is made of each word of a text.
  private static let packed: [(word: UInt64, count: Int, kind: TokenKind)] =
    keywords.map { (pack(Array($0.utf8)[...]), $0.utf8.count, .keyword) }
    + reserved.map { (pack(Array($0.utf8)[...]), $0.utf8.count, .reserved) }

  /// The first eight bytes; together with the length they tell all the words apart.
  private static func pack(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func kind(of bytes: ArraySlice<UInt8>) -> TokenKind {
    guard bytes.count <= 9, let first = bytes.first, first >= 0x61 else { return .identifier }
    let word = pack(bytes)
    guard let found = packed.first(where: { $0.word == word && $0.count == bytes.count }) else { return .identifier }
    // All of them but one are shorter than nine bytes.
    return bytes.count < 9 || bytes.last == UInt8(ascii: "e") ? found.kind : .identifier
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  var isIdentifierStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }
  var isIdentifierPart: Bool { isIdentifierStart || isDigit }
  var isQuotedIdentifierPart: Bool { isIdentifierPart || self == 0x2E || self == 0x2D || self == 0x2F || self == 0x20 }
  /// Whether the byte is the ASCII letter `b` (given in lower case) in either case.
  func isLetter(b: UInt8) -> Bool { self | 0x20 == b }
  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
