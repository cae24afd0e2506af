// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A string with `${{ expression }}` interpolations, split into its segments. All offsets are bytes of the decoded
/// string.
package struct Template: Sendable {
  /// A piece of the string.
  package struct Segment: Sendable, Hashable {
    /// What a piece is.
    package enum Kind: Sendable, Hashable {
      /// Text as it stands.
      case literal
      /// An interpolation: the text between `${{` and `}}`, and whether the `}}` is there.
      case expression(inner: TextRange, isClosed: Bool)
    }

    /// What it is.
    package let kind: Kind
    /// All of its bytes, with `${{` and `}}`.
    package let range: TextRange
  }

  /// The string, UTF-8.
  package let bytes: [UInt8]
  /// The pieces in order; together they are the whole string.
  package let segments: [Segment]

  /// Splits a string. A `}}` inside a string literal or a map literal of the expression does not end it. Where the
  /// quotes do not pair up, the first `}}` ends it. Complexity: O(n).
  package init(parsing bytes: [UInt8]) {
    self.bytes = bytes
    var segments: [Segment] = []
    var literalStart = 0
    var position = 0
    var closers = CloserSearch(bytes: bytes)
    while let opening = Self.opening(in: bytes, from: position) {
      position = opening
      if literalStart < position {
        segments.append(Segment(kind: .literal, range: TextRange(literalStart, position)))
      }
      let inner = position + 3
      if let end = closers.end(from: inner) {
        segments.append(
          Segment(
            kind: .expression(inner: TextRange(inner, end), isClosed: true), range: TextRange(position, end + 2)))
        position = end + 2
      } else {
        segments.append(
          Segment(
            kind: .expression(inner: TextRange(inner, bytes.count), isClosed: false),
            range: TextRange(position, bytes.count)))
        position = bytes.count
      }
      literalStart = position
    }
    if literalStart < bytes.count {
      segments.append(Segment(kind: .literal, range: TextRange(literalStart, bytes.count)))
    }
    self.segments = segments
  }

  /// Where the next `${{` stands.
  private static func opening(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var position = start
      while position + 2 < bytes.count {
        if bytes[position] == 0x24, bytes[position + 1] == 0x7B, bytes[position + 2] == 0x7B { return position }
        position += 1
      }
      return nil
    }
  }

  /// Splits a string.
  package init(parsing text: String) { self.init(parsing: Array(text.utf8)) }

  /// The inner range of the one interpolation that the whole string is, so that it keeps its type.
  package var single: TextRange? {
    guard segments.count == 1, case .expression(let inner, _)? = segments.first?.kind else { return nil }
    return inner
  }

  /// The text of a range, clamped to the string.
  package func text(_ range: TextRange) -> String {
    let start = min(range.start, bytes.count)
    return String(decoding: bytes[start..<max(start, min(range.end, bytes.count))], as: UTF8.self)
  }

  /// Parses the expression of a segment; its offsets count from `inner.start`.
  package func expression(_ inner: TextRange, limits: ParseLimits = .standard) -> ParsedExpression {
    let start = min(inner.start, bytes.count)
    return ParsedExpression(
      parsing: Array(bytes[start..<max(start, min(inner.end, bytes.count))]), limits: limits)
  }
}

/// Finds the `}}` that ends an interpolation.
private struct CloserSearch {
  let bytes: [UInt8]
  /// From here on no `}}` is left: keeps the search linear over many unclosed openings.
  var exhaustedFrom = Int.max

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func end(from start: Int) -> Int? {
    guard start < exhaustedFrom else { return nil }
    if let end = aware(from: start) { return end }
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == 0x7D && bytes[position + 1] == 0x7D { return position }
      position += 1
    }
    exhaustedFrom = min(exhaustedFrom, start)
    return nil
  }

  /// The end with string literals and brackets taken into account.
  private func aware(from start: Int) -> Int? {
    var position = start
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x22, 0x27:
        guard let end = literalEnd(position, start) else { return nil }
        position = end
        continue
      case 0x7B: depth += 1
      case 0x7D where depth > 0: depth -= 1
      case 0x7D where position + 1 < bytes.count && bytes[position + 1] == 0x7D: return position
      case 0x24 where position + 2 < bytes.count && bytes[position + 1] == 0x7B && bytes[position + 2] == 0x7B:
        return nil
      default: break
      }
      position += 1
    }
    return nil
  }

  /// The place behind the string literal that starts at `position`.
  private func literalEnd(_ position: Int, _ start: Int) -> Int? {
    let quote = bytes[position]
    var isRaw = false
    if position > start, bytes[position - 1].isLetter(b: 0x72) {
      let before = position - 2
      isRaw = before < start || !bytes[before].isIdentifierPart || bytes[before].isLetter(b: 0x62)
    }
    let isTriple = position + 2 < bytes.count && bytes[position + 1] == quote && bytes[position + 2] == quote
    var cursor = position + (isTriple ? 3 : 1)
    while cursor < bytes.count {
      if bytes[cursor] == quote {
        if !isTriple { return cursor + 1 }
        if cursor + 2 < bytes.count, bytes[cursor + 1] == quote, bytes[cursor + 2] == quote { return cursor + 3 }
      }
      if !isTriple && bytes[cursor] == 0x0A { return nil }
      cursor += bytes[cursor] == 0x5C && !isRaw ? 2 : 1
    }
    return nil
  }
}
