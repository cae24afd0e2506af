// SPDX-License-Identifier: Apache-2.0

/// A half-open range of UTF-8 byte offsets into one document.
///
/// Stored as two `UInt32`, because every value of a workflow carries one; documents are limited to 4 GiB by that, and
/// to much less by `SourceText.maximumByteCount`. Inlinable, as nearly everything asks for ranges.
@usableFromInline
package struct TextRange: Hashable, Sendable {
  @usableFromInline
  var lower: UInt32
  @usableFromInline
  var upper: UInt32

  /// The offset of the first byte.
  @inlinable
  package var start: Int { Int(lower) }
  /// The offset behind the last byte.
  @inlinable
  package var end: Int { Int(upper) }
  /// The number of bytes.
  @inlinable
  package var count: Int { Int(upper) - Int(lower) }
  /// Whether the range holds no byte: a place between two characters.
  @inlinable
  package var isEmpty: Bool { lower == upper }

  /// Makes a range; offsets outside `0 ... UInt32.max` are clamped, and an `end` before `start` becomes `start`.
  @inlinable
  package init(_ start: Int, _ end: Int) {
    lower = UInt32(clamping: start)
    upper = Swift.max(lower, UInt32(clamping: end))
  }

  /// The empty range at `offset`.
  @inlinable
  package init(at offset: Int) { self.init(offset, offset) }

  /// Whether `offset` is one of the range's bytes.
  @inlinable
  package func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
  /// Whether a cursor at `offset` touches the range: its end counts, as it does for an editor.
  @inlinable
  package func touches(_ offset: Int) -> Bool { start <= offset && offset <= end }
  /// Whether all of `other` lies inside this range.
  @inlinable
  package func contains(_ other: TextRange) -> Bool { lower <= other.lower && other.upper <= upper }
  /// Whether the two ranges share a byte.
  @inlinable
  package func overlaps(_ other: TextRange) -> Bool { lower < other.upper && other.lower < upper }
  /// The smallest range that holds both.
  @inlinable
  package func union(_ other: TextRange) -> TextRange {
    TextRange(Swift.min(start, other.start), Swift.max(end, other.end))
  }
}

extension TextRange: Comparable {
  /// Orders by start, then by end.
  @inlinable
  package static func < (left: TextRange, right: TextRange) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}

extension TextRange: CustomStringConvertible {
  /// `start..<end`, for tests and logs.
  @usableFromInline
  package var description: String { "\(lower)..<\(upper)" }
}
