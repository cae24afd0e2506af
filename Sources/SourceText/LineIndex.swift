// SPDX-License-Identifier: Apache-2.0

/// A place in a document as people and protocols count it: zero-based line, and a column in some unit.
package struct LineColumn: Hashable, Sendable {
  /// Zero-based line; lines end at LF, CRLF and CR, as the Language Server Protocol counts them (not at NEL, LS, PS).
  package var line: Int
  /// Zero-based column in the unit that was asked for.
  package var column: Int

  /// Makes a place from zero-based numbers.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The unit in which a column is counted.
package enum ColumnUnit: String, Hashable, Sendable {
  /// UTF-8 code units, that is bytes.
  case utf8 = "utf-8"
  /// UTF-16 code units: the Language Server Protocol's default.
  case utf16 = "utf-16"
  /// Unicode scalars: what command lines and reports print.
  case utf32 = "utf-32"
}

/// Where each line of a text starts, and whether it is plain ASCII.
///
/// Built once a snapshot in one pass over the bytes; a look-up is O(log lines), plus O(length of the line) where the
/// line holds multi-byte characters.
package struct LineIndex: Sendable {
  /// The byte offset of each line's start; never empty.
  package let lineStarts: [UInt32]
  /// Whether no byte of the text is 0x80 or above: then every unit counts alike.
  package let isASCII: Bool
  private let byteCount: Int

  /// Scans `bytes` once. Complexity: O(n).
  package init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    var high: UInt64 = 0
    let count = bytes.count
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index < count {
        // Eight bytes at once where none of them is a carriage return: in (word ^ break) a zero byte is a break.
        if index &+ 8 <= count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          high |= word
          if !Self.hasZero(word ^ 0x0D0D_0D0D_0D0D_0D0D) {
            var breaks = Self.zeros(word.littleEndian ^ 0x0A0A_0A0A_0A0A_0A0A)
            while breaks != 0 {
              starts.append(UInt32(truncatingIfNeeded: index &+ breaks.trailingZeroBitCount / 8 &+ 1))
              breaks &= breaks &- 1
            }
            index &+= 8
            continue
          }
        }
        for _ in 0..<min(8, count &- index) {
          let byte = bytes[index]
          high |= UInt64(byte)
          index &+= 1
          if byte == 0x0A || byte == 0x0D && (index == count || bytes[index] != 0x0A) {
            starts.append(UInt32(truncatingIfNeeded: index))
          }
        }
      }
    }
    lineStarts = starts
    isASCII = high & 0x8080_8080_8080_8080 == 0
    byteCount = count
  }

  /// Whether one of a word's eight bytes is zero (the classic test by borrow).
  private static func hasZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }

  /// The highest bit of each of a word's bytes that is zero, and nothing else: no carry leaves a byte.
  private static func zeros(_ word: UInt64) -> UInt64 {
    ~(((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | word | 0x7F7F_7F7F_7F7F_7F7F)
  }

  /// The number of lines; a final newline starts one more, empty line.
  package var lineCount: Int { lineStarts.count }

  /// The zero-based line that holds `offset`; offsets beyond the text belong to the last line. Complexity: O(log n).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a zero-based line, with its line break; empty at the end of the text for a line that does not exist.
  package func range(ofLine line: Int) -> TextRange {
    guard line >= 0, line < lineStarts.count else { return TextRange(at: byteCount) }
    let end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) : byteCount
    return TextRange(Int(lineStarts[line]), end)
  }

  /// The bytes of a zero-based line without its line break.
  package func contentRange(ofLine line: Int, in bytes: [UInt8]) -> TextRange {
    let whole = range(ofLine: line)
    var end = whole.end
    if end > whole.start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > whole.start, bytes[end - 1] == 0x0D { end -= 1 }
    return TextRange(whole.start, end)
  }

  /// The line and column of a byte offset; an offset inside a character counts as its start, one beyond the text as
  /// the text's end.
  package func position(of offset: Int, in bytes: [UInt8], unit: ColumnUnit) -> LineColumn {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    let start = Int(lineStarts[line])
    if isASCII || unit == .utf8 { return LineColumn(line: line, column: offset - start) }
    var column = 0
    var index = start
    while index < offset {
      let width = UTF8Width.of(bytes[index])
      if index + width > offset { break }
      column += unit == .utf16 && width == 4 ? 2 : 1
      index += width
    }
    return LineColumn(line: line, column: column)
  }

  /// The byte offset of a place; a column beyond the line is its end (before the line break), a line beyond the text is
  /// the text's end, and a column inside a surrogate pair is the pair's start.
  package func offset(of place: LineColumn, in bytes: [UInt8], unit: ColumnUnit) -> Int {
    guard place.line >= 0 else { return 0 }
    guard place.line < lineStarts.count else { return bytes.count }
    let content = contentRange(ofLine: place.line, in: bytes)
    let column = max(place.column, 0)
    if isASCII { return min(content.start + min(column, content.count), content.end) }
    if unit == .utf8 {
      var offset = content.start + min(column, content.count)
      while offset > content.start, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      return offset
    }
    var remaining = column
    var index = content.start
    while index < content.end, remaining > 0 {
      let width = UTF8Width.of(bytes[index])
      let units = unit == .utf16 && width == 4 ? 2 : 1
      if units > remaining { break }
      remaining -= units
      index = min(index + width, content.end)
    }
    return index
  }
}

/// How long a UTF-8 sequence is.
package enum UTF8Width {
  /// The number of bytes that a sequence starting with `lead` has; 1 for a stray continuation byte.
  package static func of(_ lead: UInt8) -> Int {
    if lead < 0xC0 { return 1 }
    if lead < 0xE0 { return 2 }
    return lead < 0xF0 ? 3 : 4
  }
}
