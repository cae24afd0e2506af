// SPDX-License-Identifier: Apache-2.0
import Rules
import SourceText

/// The lines and columns of a script as tools count them: both from 1, lines end with a line feed.
struct ScriptPlaces {
  private let text: [UInt8]
  private let starts: [Int]

  /// Finds the lines. Complexity: O(length).
  init(_ script: EmbeddedScript) {
    text = script.text
    var starts = [0]
    for index in script.text.indices where script.text[index] == 0x0A { starts.append(index + 1) }
    self.starts = starts
  }

  /// The byte offset of a place, within the script.
  ///
  /// `isUTF16` says what a column is: a UTF-16 code unit, else a Unicode scalar.
  func offset(line: Int, column: Int, isUTF16: Bool = false) -> Int {
    guard line >= 1 else { return 0 }
    guard line <= starts.count else { return text.count }
    var position = starts[line - 1]
    var left = column &- 1
    while left > 0, position < text.count, text[position] != 0x0A {
      let byte = text[position]
      left -= isUTF16 && byte >= 0xF0 ? 2 : 1
      position += 1
      while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
    }
    return position
  }

  /// The bytes of a line, without its line feed.
  func range(ofLine line: Int) -> TextRange {
    guard line >= 1, line <= starts.count else { return TextRange(at: text.count) }
    let end = line < starts.count ? starts[line] - 1 : text.count
    return TextRange(starts[line - 1], max(starts[line - 1], end))
  }

  /// The range between two places; empty where they are out of order.
  func range(_ start: Int, _ end: Int) -> TextRange { TextRange(start, max(start, end)) }
}
