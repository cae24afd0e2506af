// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Finds `${{ … }}` in a decoded text.
package enum Interpolation {
  /// One interpolation.
  package struct Site: Hashable, Sendable {
    /// From `${{` to `}}`, in bytes of the decoded text.
    package var outer: TextRange
    /// The expression's text between them, without blanks around it.
    package var inner: TextRange
    /// Whether `}}` closes it; without it the rest of the text belongs to it.
    package var isClosed: Bool
  }

  /// All interpolations in order; a `}}` inside a CEL string literal closes nothing. Complexity: O(n).
  package static func sites(in bytes: ArraySlice<UInt8>) -> [Site] {
    var sites: [Site] = []
    let base = bytes.startIndex
    var index = base
    while index + 2 < bytes.endIndex {
      guard bytes[index] == 0x24, bytes[index + 1] == 0x7B, bytes[index + 2] == 0x7B else {
        index += 1
        continue
      }
      let close = closing(in: bytes, from: index + 3)
      var low = index + 3
      var high = close ?? bytes.endIndex
      while low < high, isBlank(bytes[low]) { low += 1 }
      while high > low, isBlank(bytes[high - 1]) { high -= 1 }
      let end = close.map { $0 + 2 } ?? bytes.endIndex
      sites.append(
        Site(
          outer: TextRange(index - base, end - base), inner: TextRange(low - base, high - base), isClosed: close != nil)
      )
      index = end
    }
    return sites
  }

  /// The index of the `}}` that closes an interpolation; map literals may end in one `}` before it.
  private static func closing(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start
    var quote: UInt8 = 0
    var braces = 0
    var firstPair: Int?
    while index < bytes.endIndex {
      let byte = bytes[index]
      if quote != 0 {
        if byte == 0x5C {
          index += 1
        } else if byte == quote {
          quote = 0
        }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x7B {
        braces += 1
      } else if byte == 0x7D {
        if index + 1 < bytes.endIndex, bytes[index + 1] == 0x7D {
          if braces == 0 { return index }
          firstPair = firstPair ?? index
        }
        braces = max(0, braces - 1)
      }
      index += 1
    }
    // An open quote or brace ran over the end: the first `}}` is what the author meant.
    return firstPair ?? firstPlainPair(in: bytes, from: start)
  }

  private static func firstPlainPair(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.endIndex {
      if bytes[index] == 0x7D, bytes[index + 1] == 0x7D { return index }
      index += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}
