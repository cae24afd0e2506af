// SPDX-License-Identifier: Apache-2.0
import SourceText

/// One word or sign of CUE.
struct CUEToken {
  enum Kind: Equatable {
    case name
    case number
    /// A text; with its value where it has no interpolation.
    case text(String?)
    /// An operator or bracket, its bytes as text.
    case sign(String)
    case attribute
    /// A comma that is written.
    case comma
    /// A comma that the end of a line stands for.
    case lineEnd
    case end
  }

  var kind: Kind
  var range: TextRange
  /// Whether a line break stands before it.
  var isFirstOnLine = false

  func isSign(_ text: String) -> Bool { kind == .sign(text) }
}

/// A comment.
struct CUEComment {
  var text: String
  var line: Int
  /// Whether nothing but blanks stands before it.
  var isOwnLine: Bool
}

/// Cuts a text of CUE into words and signs; the ends of lines become commas as CUE has it.
struct CUELexer {
  private(set) var tokens: [CUEToken] = []
  private(set) var comments: [CUEComment] = []
  /// The line of each token.
  private(set) var lines: [Int] = []
  private(set) var problem: CUESyntax.Problem?

  private let bytes: [UInt8]
  private var position = 0
  private var line = 0
  private var isFirstOnLine = true
  private var endsStatement = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while problem == nil, next() {}
    if endsStatement { add(.lineEnd, position) }
    add(.end, position)
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    let place = position + offset
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func add(_ kind: CUEToken.Kind, _ start: Int) {
    tokens.append(CUEToken(kind: kind, range: TextRange(start, position), isFirstOnLine: isFirstOnLine))
    lines.append(line)
    isFirstOnLine = false
  }

  private mutating func fail(_ range: TextRange, _ message: String) {
    if problem == nil { problem = CUESyntax.Problem(range: range, message: message) }
  }

  /// Reads one token; false at the end.
  private mutating func next() -> Bool {
    guard let byte = peek() else { return false }
    let start = position
    switch byte {
    case 0x20, 0x09, 0x0D: position += 1
    case 0x0A:
      if endsStatement {
        add(.lineEnd, position)
        endsStatement = false
      }
      position += 1
      line += 1
      isFirstOnLine = true
    case UInt8(ascii: "/") where peek(1) == byte: comment()
    case UInt8(ascii: ","):
      position += 1
      add(.comma, start)
      endsStatement = false
    case UInt8(ascii: "@") where peek(1).map(Self.isNameStart) == true: attribute()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): text(hashes: 0, start)
    case UInt8(ascii: "#") where opensRawText: rawText()
    case _ where Self.isDigit(byte) || byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) == true: number()
    case _ where Self.isNameStart(byte): name()
    default: sign()
    }
    return true
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x24
      || byte == UInt8(ascii: "#") || byte >= 0x80
  }
  private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[min(start, bytes.count)..<min(max(start, end), bytes.count)], as: UTF8.self)
  }

  private mutating func comment() {
    let start = position
    while let byte = peek(), byte != 0x0A { position += 1 }
    var text = Substring(string(start + 2, position))
    while let last = text.last, last == "\r" || last == " " || last == "\t" { text.removeLast() }
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    comments.append(CUEComment(text: String(text), line: line, isOwnLine: isFirstOnLine))
  }

  private mutating func name() {
    let start = position
    if bytes[start...].starts(with: "_|_".utf8) {
      position += 3
      endsStatement = true
      return add(.sign("_|_"), start)
    }
    while let byte = peek(), Self.isNamePart(byte) { position += 1 }
    endsStatement = true
    add(.name, start)
  }

  private mutating func number() {
    let start = position
    while let byte = peek(), Self.isDigit(byte) || byte == 0x2E || byte == 0x5F || Self.isLetter(byte) {
      // `1..` and `1...` are no numbers.
      if byte == 0x2E, peek(1) == 0x2E { break }
      position += 1
      let isExponent = byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
      if isExponent, peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { position += 1 }
    }
    endsStatement = true
    add(.number, start)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static let signs: [[UInt8]] = [
    "...", "||", "&&", "==", "!=", "<=", ">=", "=~", "!~", "<-", "::", "{", "}", "[", "]", "(", ")", ":", "?", "!",
    "=", "<", ">", "+", "-", "*", "/", "%", "|", "&", ".", "~",
  ].map { Array($0.utf8) }

  private mutating func sign() {
    let start = position
    guard let found = Self.signs.first(where: { bytes[start...].starts(with: $0) }) else {
      position += 1
      while let byte = peek(), byte & 0xC0 == 0x80 { position += 1 }
      return fail(TextRange(start, position), "CUE has no `\(string(start, position))`")
    }
    position += found.count
    let text = string(start, position)
    endsStatement = [")", "]", "}", "?", "!", "..."].contains(text)
    add(.sign(text), start)
  }

  private mutating func attribute() {
    let start = position
    position += 1
    while let byte = peek(), Self.isNamePart(byte) { position += 1 }
    guard peek() == UInt8(ascii: "(") else {
      endsStatement = true
      return add(.attribute, start)
    }
    var depth = 0
    while let byte = peek(), byte != 0x0A || depth > 0 {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == 0x0A { line += 1 }
      position += 1
      if depth == 0 { break }
    }
    endsStatement = true
    add(.attribute, start)
  }

  // MARK: Texts

  /// Whether a `#` begins a raw text rather than a name.
  private var opensRawText: Bool {
    var offset = 0
    while peek(offset) == UInt8(ascii: "#") { offset += 1 }
    return peek(offset) == UInt8(ascii: "\"") || peek(offset) == UInt8(ascii: "'")
  }

  private mutating func rawText() {
    let start = position
    var hashes = 0
    while peek() == UInt8(ascii: "#") {
      position += 1
      hashes += 1
    }
    text(hashes: hashes, start)
  }

  /// Reads a text whose quote is at the position.
  private mutating func text(hashes: Int, _ start: Int) {
    let firstLine = line
    guard let quote = peek() else { return }
    let isMultiline = peek(1) == quote && peek(2) == quote
    position += isMultiline ? 3 : 1
    let contentStart = position
    var isFixed = true
    var hasEscape = false
    while let byte = peek() {
      if byte == quote, closes(quote, isMultiline, hashes) {
        let content = string(contentStart, position)
        position += (isMultiline ? 3 : 1) + hashes
        endsStatement = true
        let value = isFixed && !isMultiline && quote == UInt8(ascii: "\"")
        return add(.text(value ? (hasEscape ? Self.unescaped(content) : content) : nil), start)
      }
      if byte == 0x0A {
        guard isMultiline else { break }
        line += 1
      } else if byte == UInt8(ascii: "\\"), isEscape(hashes) {
        position += 1 + hashes
        hasEscape = true
        if peek() == UInt8(ascii: "(") {
          isFixed = false
          guard skipInterpolation(depth: 0) else {
            return fail(TextRange(start, min(start + 1, bytes.count)), "an interpolation is not closed")
          }
          continue
        }
        if peek() == 0x0A { continue }
      }
      if peek() != nil { position += 1 }
    }
    line = firstLine
    let end = isMultiline ? min(start + hashes + 3, bytes.count) : position
    fail(TextRange(start, end), "a text is not closed")
  }

  private func closes(_ quote: UInt8, _ isMultiline: Bool, _ hashes: Int) -> Bool {
    let width = isMultiline ? 3 : 1
    for offset in 0..<width where peek(offset) != quote { return false }
    for offset in 0..<hashes where peek(width + offset) != UInt8(ascii: "#") { return false }
    return true
  }

  private func isEscape(_ hashes: Int) -> Bool {
    for offset in 0..<hashes where peek(1 + offset) != UInt8(ascii: "#") { return false }
    return true
  }

  /// Skips `(…)` with all texts inside; false where it does not end.
  private mutating func skipInterpolation(depth: Int) -> Bool {
    guard depth < 32 else { return false }
    var open = 0
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        open -= 1
        if open == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard skipInnerText(byte, depth: depth) else { return false }
        continue
      case 0x0A: line += 1
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func skipInnerText(_ quote: UInt8, depth: Int) -> Bool {
    position += 1
    while let byte = peek() {
      position += 1
      if byte == quote { return true }
      if byte == 0x0A { return false }
      if byte == UInt8(ascii: "\\") {
        if peek() == UInt8(ascii: "(") {
          guard skipInterpolation(depth: depth + 1) else { return false }
        } else if peek() != nil {
          position += 1
        }
      }
    }
    return false
  }

  /// A text without its escapes; nil where there is one that is rare.
  private static func unescaped(_ text: String) -> String? {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if !isEscaped {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else { result.append(byte) }
        continue
      }
      isEscaped = false
      switch byte {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "'"): result.append(byte)
      default: return nil
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
