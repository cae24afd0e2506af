// SPDX-License-Identifier: Apache-2.0

/// The text of one document as UTF-8 bytes, with its line index: an immutable value that copies for the price of two
/// references.
///
/// Every offset below the language server is a byte offset into `bytes`.
package struct SourceText: Sendable {
  /// The document, UTF-8. A byte order mark stays where it is, as three bytes.
  package let bytes: [UInt8]
  /// Where lines start.
  package let lines: LineIndex

  /// The largest document that is analysed; a larger one gets one diagnostic instead (16 MiB).
  package static let maximumByteCount = 16 << 20

  /// Indexes `bytes`, which should be UTF-8; other bytes are reported by the YAML parser. Complexity: O(n).
  package init(bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineIndex(bytes)
  }

  /// Indexes a string's UTF-8.
  package init(_ string: String) { self.init(bytes: Array(string.utf8)) }

  /// The number of bytes.
  package var count: Int { bytes.count }
  /// The range of the whole text.
  package var fullRange: TextRange { TextRange(0, bytes.count) }

  /// The text of a range, clamped to the document; ill-formed UTF-8 is repaired with U+FFFD.
  package subscript(range: TextRange) -> String {
    let start = min(range.start, bytes.count)
    return String(decoding: bytes[start..<max(start, min(range.end, bytes.count))], as: UTF8.self)
  }

  /// The whole text.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The line break that the document uses most at its start: `\r\n` where the first line ends so, else `\n`.
  package var lineBreak: String {
    guard lines.lineCount > 1 else { return "\n" }
    let first = lines.range(ofLine: 0)
    return first.count >= 2 && bytes[first.end - 2] == 0x0D && bytes[first.end - 1] == 0x0A ? "\r\n" : "\n"
  }

  /// The line and column of a byte offset in the given unit.
  package func position(of offset: Int, unit: ColumnUnit) -> LineColumn {
    lines.position(of: offset, in: bytes, unit: unit)
  }

  /// The byte offset of a line and column in the given unit, clamped to the document.
  package func offset(of place: LineColumn, unit: ColumnUnit) -> Int {
    lines.offset(of: place, in: bytes, unit: unit)
  }
}
