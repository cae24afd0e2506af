// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A text's way to another one as few edits as lines allow, so that cursors and marks of an editor stay where they are.
enum LineEdits {
  /// Edits of `old` that give `new`: one for each run of changed lines, found from both ends and by equal lines between.
  static func between(_ old: SourceText, _ new: SourceText) -> [TextEdit] {
    let (before, after) = (lines(of: old), lines(of: new))
    var start = 0
    while start < before.count, start < after.count, before[start] == after[start] { start += 1 }
    var (oldEnd, newEnd) = (before.count, after.count)
    while oldEnd > start, newEnd > start, before[oldEnd - 1] == after[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    guard start < oldEnd || start < newEnd else { return [] }
    // As many lines on both sides: each stands for itself.
    if oldEnd - start == newEnd - start {
      var offset = before[..<start].reduce(0) { $0 + $1.count }
      var edits: [TextEdit] = []
      for index in start..<oldEnd {
        let length = before[index].count
        if before[index] != after[index] {
          edits.append(
            TextEdit(TextRange(offset, offset + length), String(decoding: after[index], as: UTF8.self)))
        }
        offset += length
      }
      return edits
    }
    let from = before[..<start].reduce(0) { $0 + $1.count }
    let length = before[start..<oldEnd].reduce(0) { $0 + $1.count }
    let text = after[start..<newEnd].flatMap { $0 }
    return [TextEdit(TextRange(from, from + length), String(decoding: text, as: UTF8.self))]
  }

  /// The lines with their breaks.
  private static func lines(of text: SourceText) -> [ArraySlice<UInt8>] {
    (0..<text.lines.lineCount).map { line in
      let start = text.lines.contentRange(ofLine: line, in: text.bytes).start
      let end =
        line + 1 < text.lines.lineCount ? text.lines.contentRange(ofLine: line + 1, in: text.bytes).start : text.count
      return text.bytes[start..<end]
    }
  }
}
