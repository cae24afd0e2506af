// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads the part of CUE's expressions that conditions use; stops without a word at anything else that CUE has.
package struct CUEParser {
  private(set) var expression = CUEExpression()
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var isBeyond = false

  private static let levels: [[String]] = [
    ["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">", "=~", "!~"], ["+", "-"], ["*", "/"],
  ]

  /// Reads an expression; never fails. Complexity: O(text).
  package static func parse(_ text: String) -> CUEExpression {
    var parser = CUEParser(bytes: Array(text.utf8))
    parser.run()
    return parser.expression
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() {
    guard bytes.count <= 4096, let root = binary(0) else { return finish() }
    skipBlanks()
    guard position >= bytes.count else {
      let start = position
      if let byte = byte, isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "\"") {
        while let byte = self.byte, isNamePart(byte) { position += 1 }
        fail(
          TextRange(start, max(position, start + 1)),
          "an operator is missing before `\(text(start, max(position, start + 1)))`")
      } else if byte == UInt8(ascii: "="), peek(1) != UInt8(ascii: "="), peek(1) != UInt8(ascii: "~") {
        fail(TextRange(start, start + 1), "`=` compares nothing; `==` does")
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        fail(TextRange(start, start + 1), "nothing is open that `\(text(start, start + 1))` could close")
      }
      return finish()
    }
    expression.root = root
    finish()
  }

  private mutating func finish() {
    if isBeyond { expression.problem = nil }
    if isBeyond || expression.problem != nil { expression.root = nil }
  }

  private mutating func fail(_ range: TextRange, _ message: String) {
    if expression.problem == nil { expression.problem = CUEExpression.Problem(range: range, message: message) }
  }

  private mutating func add(_ kind: CUEExpression.Kind, _ start: Int) -> Int {
    expression.nodes.append(CUEExpression.Node(kind: kind, range: TextRange(start, position)))
    return expression.nodes.count - 1
  }

  // MARK: Bytes

  private var byte: UInt8? { peek(0) }
  private func peek(_ offset: Int) -> UInt8? {
    let place = position + offset
    return bytes.indices.contains(place) ? bytes[place] : nil
  }
  private func text(_ start: Int, _ end: Int) -> String {
    guard start <= end, end <= bytes.count else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private func isNameStart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x24 || byte >= 0x80
  }
  private func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }
  private func starts(_ word: String) -> Bool { bytes[min(position, bytes.count)...].starts(with: word.utf8) }

  // MARK: Grammar

  private mutating func binary(_ level: Int) -> Int? {
    guard level < Self.levels.count else { return unary() }
    guard depth < 200 else {
      isBeyond = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    skipBlanks()
    let start = position
    guard var left = binary(level + 1) else { return nil }
    while true {
      skipBlanks()
      guard let found = Self.levels[level].first(where: { starts($0) }) else { return left }
      position += found.utf8.count
      guard let right = binary(level + 1) else { return nil }
      left = add(.binary(found, left, right), start)
    }
  }

  private mutating func unary() -> Int? {
    skipBlanks()
    let start = position
    for word in ["!=", "<=", ">=", "=~", "!~", "!", "-", "+", "<", ">"] where starts(word) {
      position += word.utf8.count
      depth += 1
      defer { depth -= 1 }
      guard depth < 200 else {
        isBeyond = true
        return nil
      }
      guard let operand = unary() else { return nil }
      return add(.unary(word, operand), start)
    }
    return primary()
  }

  private mutating func primary() -> Int? {
    let start = position
    guard var left = operand() else { return nil }
    while let byte {
      switch byte {
      case UInt8(ascii: "."):
        position += 1
        let nameStart = position
        guard let first = self.byte else {
          fail(TextRange(start, position), "a name is missing behind the dot")
          return nil
        }
        if first == UInt8(ascii: "\"") {
          guard let name = string() else { return nil }
          left = add(.selection(base: left, name: name, nameRange: TextRange(nameStart, position)), start)
        } else if isNameStart(first) {
          while let byte = self.byte, isNamePart(byte) { position += 1 }
          left = add(
            .selection(base: left, name: text(nameStart, position), nameRange: TextRange(nameStart, position)), start)
        } else {
          fail(TextRange(nameStart, nameStart + 1), "a name is missing behind the dot")
          return nil
        }
      case UInt8(ascii: "["):
        position += 1
        guard let index = binary(0) else { return nil }
        skipBlanks()
        if self.byte == UInt8(ascii: ":") { return beyond() }
        guard self.byte == UInt8(ascii: "]") else { return unclosed(start, "]") }
        position += 1
        left = add(.index(base: left, index: index), start)
      case UInt8(ascii: "("):
        position += 1
        var arguments: [Int] = []
        skipBlanks()
        while self.byte != UInt8(ascii: ")") {
          guard let argument = binary(0) else { return nil }
          arguments.append(argument)
          skipBlanks()
          if self.byte == UInt8(ascii: ",") {
            position += 1
            skipBlanks()
          } else if self.byte != UInt8(ascii: ")") {
            return unclosed(start, ")")
          }
        }
        position += 1
        left = add(.call(callee: left, arguments: arguments), start)
      default: return left
      }
    }
    return left
  }

  private mutating func operand() -> Int? {
    let start = position
    guard let byte else {
      fail(TextRange(max(0, start - 1), start), "a value is missing at the end")
      return nil
    }
    if byte == UInt8(ascii: "(") {
      position += 1
      guard let inner = binary(0) else { return nil }
      skipBlanks()
      guard self.byte == UInt8(ascii: ")") else { return unclosed(start, ")") }
      position += 1
      return inner
    }
    if byte == UInt8(ascii: "\"") {
      if peek(1) == byte, peek(2) == byte { return beyond() }
      guard let text = string() else { return nil }
      return add(.text(text), start)
    }
    if isDigit(byte) {
      while let byte = self.byte, isNamePart(byte) || byte == UInt8(ascii: ".") { position += 1 }
      return add(.number(text(start, position)), start)
    }
    if isNameStart(byte) {
      while let byte = self.byte, isNamePart(byte) { position += 1 }
      switch text(start, position) {
      case "true": return add(.boolean(true), start)
      case "false": return add(.boolean(false), start)
      case "null": return add(.null, start)
      case let name: return add(.name(name), start)
      }
    }
    return beyond()
  }

  /// A text in double quotes; one with an interpolation is more than is read here.
  private mutating func string() -> String? {
    let start = position
    position += 1
    let contentStart = position
    while let byte, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        isBeyond = true
        return nil
      }
      position += 1
    }
    guard byte != nil else {
      fail(TextRange(start, position), "a quote is missing at the end")
      return nil
    }
    position += 1
    return text(contentStart, position - 1)
  }

  private mutating func beyond() -> Int? {
    isBeyond = true
    return nil
  }

  private mutating func unclosed(_ start: Int, _ closing: String) -> Int? {
    // A comma, colon or the like may be CUE that is not read here.
    if position >= bytes.count { fail(TextRange(start, position), "`\(closing)` is missing") } else { isBeyond = true }
    return nil
  }
}
