// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A text with marks taken out: `«…»` around ranges and `<|>` at a cursor.
package struct MarkedText: Sendable {
  /// The text without marks.
  package var text: String
  /// The ranges between `«` and `»`, in order of their starts.
  package var ranges: [TextRange]
  /// The places of `<|>`.
  package var cursors: [Int]

  /// Takes the marks out of a text.
  package init(_ marked: String) {
    var bytes: [UInt8] = []
    var open: [Int] = []
    var ranges: [TextRange] = []
    var cursors: [Int] = []
    let source = Array(marked.utf8)
    let opening = Array("«".utf8)
    let closing = Array("»".utf8)
    let cursor = Array("<|>".utf8)
    var index = 0
    while index < source.count {
      if source[index...].starts(with: opening) {
        open.append(bytes.count)
        index += opening.count
      } else if source[index...].starts(with: closing) {
        if let start = open.popLast() { ranges.append(TextRange(start, bytes.count)) }
        index += closing.count
      } else if source[index...].starts(with: cursor) {
        cursors.append(bytes.count)
        index += cursor.count
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.ranges = ranges.sorted()
    self.cursors = cursors
  }
}
