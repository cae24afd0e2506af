// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads a Python or JavaScript script just far enough to know in which string literals its interpolations stand.
struct StringLiterals {
  /// A string literal that holds interpolations.
  struct Literal {
    /// All of its bytes, quotes included.
    var range: TextRange
    /// Its quote.
    var quote: UInt8
    /// The starts of the interpolations in it.
    var pieces: [Int]
  }

  /// The plain literals on one line that hold interpolations, in order; nil where the script's quotes do not pair up.
  ///
  /// `pieces` has the end of each interpolation by its start. Raw and formatted literals, those over several lines,
  /// and those that stand beside another one, are left out. Complexity: O(n).
  static func find(_ pieces: [Int: Int], in script: [UInt8], isPython: Bool) -> [Literal]? {
    var literals: [Literal] = []
    var position = 0
    while position < script.count {
      if let end = pieces[position] {
        position = end
        continue
      }
      let byte = script[position]
      if isComment(script, position, isPython) {
        while position < script.count, script[position] != 0x0A { position += 1 }
      } else if !isPython, byte == UInt8(ascii: "/"), position + 1 < script.count,
        script[position + 1] == UInt8(ascii: "*")
      {
        position += 2
        while position + 1 < script.count, script[position] != UInt8(ascii: "*") || script[position + 1] != 0x2F {
          position += 1
        }
        position += 2
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || !isPython && byte == UInt8(ascii: "`") {
        guard let literal = read(script, at: position, pieces, isPython) else { return nil }
        if !literal.pieces.isEmpty, isPlain(literal, script, isPython) { literals.append(literal) }
        position = literal.range.end
      } else {
        position += 1
      }
    }
    return literals
  }

  private static func isComment(_ script: [UInt8], _ position: Int, _ isPython: Bool) -> Bool {
    if isPython { return script[position] == UInt8(ascii: "#") }
    return script[position] == UInt8(ascii: "/") && position + 1 < script.count
      && script[position + 1] == UInt8(ascii: "/")
  }

  private static func read(_ script: [UInt8], at start: Int, _ pieces: [Int: Int], _ isPython: Bool) -> Literal? {
    let quote = script[start]
    let isTriple =
      isPython && start + 2 < script.count && script[start + 1] == quote && script[start + 2] == quote
    var position = start + (isTriple ? 3 : 1)
    var held: [Int] = []
    while position < script.count {
      if let end = pieces[position] {
        held.append(position)
        position = end
        continue
      }
      let byte = script[position]
      if byte == UInt8(ascii: "\\") {
        position += 2
      } else if byte == quote {
        if !isTriple { return Literal(range: TextRange(start, position + 1), quote: quote, pieces: held) }
        if position + 2 < script.count, script[position + 1] == quote, script[position + 2] == quote {
          return Literal(range: TextRange(start, position + 3), quote: 0, pieces: held)
        }
        position += 1
      } else if byte == 0x0A, !isTriple, quote != UInt8(ascii: "`") {
        return nil
      } else {
        position += 1
      }
    }
    return nil
  }

  /// Whether an expression can stand in a literal's place.
  private static func isPlain(_ literal: Literal, _ script: [UInt8], _ isPython: Bool) -> Bool {
    guard literal.quote != 0 else { return false }
    var before = literal.range.start
    if before > 0 {
      let byte = script[before - 1]
      let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      // A prefix, a tag of a template, or a keyword without a blank.
      if isLetter { return false }
    }
    if literal.quote == UInt8(ascii: "`") { return true }
    while before > 0, isBlank(script[before - 1]) { before -= 1 }
    var after = literal.range.end
    while after < script.count, isBlank(script[after]) { after += 1 }
    let quotes: [UInt8] = [UInt8(ascii: "'"), UInt8(ascii: "\"")]
    if before > 0, quotes.contains(script[before - 1]) { return false }
    if after < script.count, quotes.contains(script[after]) { return false }
    // A property's name.
    return isPython || after >= script.count || script[after] != UInt8(ascii: ":")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
