// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Finds the step ids that an expression reads, also in one that does not parse.
enum StepMentions {
  /// The ranges of the ids in `steps.<id>` and `steps["<id>"]`, relative to the slice. Complexity: O(n).
  static func find(in bytes: ArraySlice<UInt8>) -> [TextRange] {
    var found: [TextRange] = []
    let base = bytes.startIndex
    let word = Array("steps".utf8)
    var index = base
    var quote: UInt8 = 0
    while index < bytes.endIndex {
      let byte = bytes[index]
      if quote != 0 {
        if byte == 0x5C { index += 1 } else if byte == quote { quote = 0 }
        index += 1
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
        index += 1
      } else if isWord(byte) {
        let start = index
        while index < bytes.endIndex, isWord(bytes[index]) { index += 1 }
        guard bytes[start..<index].elementsEqual(word), start == base || bytes[start - 1] != 0x2E else { continue }
        if let range = member(in: bytes, after: &index) {
          found.append(TextRange(range.lowerBound - base, range.upperBound - base))
        }
      } else {
        index += 1
      }
    }
    return found
  }

  private static func member(in bytes: ArraySlice<UInt8>, after index: inout Int) -> Range<Int>? {
    var cursor = index
    skipBlanks(bytes, &cursor)
    guard cursor < bytes.endIndex else { return nil }
    if bytes[cursor] == 0x2E {
      cursor += 1
      if cursor < bytes.endIndex, bytes[cursor] == 0x3F { cursor += 1 }
      skipBlanks(bytes, &cursor)
      let start = cursor
      while cursor < bytes.endIndex, isWord(bytes[cursor]) { cursor += 1 }
      guard cursor > start else { return nil }
      index = cursor
      return start..<cursor
    }
    guard bytes[cursor] == 0x5B else { return nil }
    cursor += 1
    if cursor < bytes.endIndex, bytes[cursor] == 0x3F { cursor += 1 }
    skipBlanks(bytes, &cursor)
    guard cursor < bytes.endIndex, bytes[cursor] == 0x22 || bytes[cursor] == 0x27 else { return nil }
    let quote = bytes[cursor]
    cursor += 1
    let start = cursor
    while cursor < bytes.endIndex, bytes[cursor] != quote {
      // An escape means a name that no id can have.
      if bytes[cursor] == 0x5C { return nil }
      cursor += 1
    }
    guard cursor < bytes.endIndex, cursor > start else { return nil }
    index = cursor + 1
    return start..<cursor
  }

  private static func skipBlanks(_ bytes: ArraySlice<UInt8>, _ index: inout Int) {
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x09 { index += 1 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
