// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The lines of a range with what belongs to it underlined.
struct Snippet {
  let text: SourceText
  let range: TextRange

  /// The most lines that are shown of a range; of a longer one, the first ones and the last one are.
  private static let shownLines = 5

  /// Writes the lines with a row of `mark` under each, and `label` behind the last one.
  func write(to writer: inout StyledWriter, _ gutter: Gutter, mark: UInt8, style: TerminalStyle, label: String?) {
    let marks = markedLines()
    for (number, marked) in marks.enumerated() {
      if number > 0, marked.line > marks[number - 1].line + 1 {
        gutter.write(to: &writer, sign: "⋮")
        writer.out.newline()
      }
      let line = DisplayLine(text, line: marked.line, mark: marked.range, limit: gutter.lineLimit)
      gutter.write(to: &writer, line: marked.line + 1)
      writer.out.write(line.bytes)
      writer.out.newline()
      gutter.write(to: &writer)
      writer.out.write(0x20, count: line.markColumn)
      writer.styled(style) { out in
        out.write(mark, count: line.markWidth)
        if number == marks.count - 1, let label {
          out.write(byte: 0x20)
          VisibleText.write(label, to: &out)
        }
      }
      writer.out.newline()
    }
  }

  /// The lines to show with the bytes to underline in each: without the blanks at the ends of a line, and without lines
  /// in which nothing else is left, unless that leaves no line.
  private func markedLines() -> [(line: Int, range: TextRange)] {
    let first = text.lines.line(at: range.start)
    let last = max(first, text.lines.line(at: range.isEmpty ? range.end : range.end - 1))
    guard last > first else { return [(first, range)] }
    var lines = Array(first...min(last, first + Self.shownLines * 4))
    if last > first + Self.shownLines * 4 { lines.append(last) }
    var marked = lines.compactMap { line in self.marked(line).map { (line: line, range: $0) } }
    if marked.isEmpty { marked = [(first, TextRange(range.start, text.lines.range(ofLine: first).end))] }
    if marked.count > Self.shownLines {
      marked.removeSubrange((Self.shownLines - 2)..<(marked.count - 1))
    }
    return marked
  }

  private func marked(_ line: Int) -> TextRange? {
    let content = text.lines.contentRange(ofLine: line, in: text.bytes)
    var start = max(content.start, range.start)
    var end = min(content.end, range.end)
    while start < end, text.bytes[start] == 0x20 || text.bytes[start] == 0x09 { start += 1 }
    while end > start, text.bytes[end - 1] == 0x20 || text.bytes[end - 1] == 0x09 { end -= 1 }
    return start < end ? TextRange(start, end) : nil
  }
}
