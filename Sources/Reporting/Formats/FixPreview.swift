// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The lines that a fix changes, before and after.
struct FixPreview {
  let text: SourceText
  let edits: [TextEdit]

  /// The most lines that are shown of either side of one change.
  private static let shownLines = 4
  /// The most bytes that are looked at for one change.
  private static let reach = 64 << 10

  /// Writes the lines that go and the lines that come; nothing where the edits do not fit the text or each other.
  func write(to writer: inout StyledWriter, _ gutter: Gutter) {
    var delta = 0
    for group in groups() {
      guard group.region.count <= Self.reach, let after = after(group) else { return }
      let before = SourceText(bytes: Array(text.bytes[group.region.start..<group.region.end]))
      let (old, new) = changedLines(before, after)
      let first = text.lines.line(at: group.region.start)
      write(before, old, shift: first, changedTo: after, new, sign: "-", .red, to: &writer, gutter)
      write(after, new, shift: first + delta, changedTo: before, old, sign: "+", .green, to: &writer, gutter)
      delta += new.count - old.count
    }
  }

  private struct Group {
    /// Whole lines.
    var region: TextRange
    var edits: [TextEdit]
  }

  /// The edits in order, those of touching lines together.
  private func groups() -> [Group] {
    let order = edits.indices.sorted { (edits[$0].range, $0) < (edits[$1].range, $1) }
    var groups: [Group] = []
    for index in order where edits[index].range.end <= text.count {
      let edit = edits[index]
      let start = text.lines.range(ofLine: text.lines.line(at: edit.range.start)).start
      let end = text.lines.range(ofLine: text.lines.line(at: edit.range.end)).end
      if let last = groups.last, start <= last.region.end {
        groups[groups.count - 1].region = last.region.union(TextRange(start, end))
        groups[groups.count - 1].edits.append(edit)
      } else {
        groups.append(Group(region: TextRange(start, end), edits: [edit]))
      }
    }
    return groups
  }

  private func after(_ group: Group) -> SourceText? {
    let start = group.region.start
    return SourceText(bytes: Array(text.bytes[start..<group.region.end])).applying(
      group.edits.map { TextEdit(TextRange($0.range.start - start, $0.range.end - start), $0.replacement) })
  }

  /// The lines of both that are left without the common ones at the start and at the end.
  private func changedLines(_ before: SourceText, _ after: SourceText) -> (Range<Int>, Range<Int>) {
    let old = lines(before)
    let new = lines(after)
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    return (start..<old.count - end, start..<new.count - end)
  }

  /// The lines with their breaks; without the empty one behind the last break.
  private func lines(_ text: SourceText) -> [ArraySlice<UInt8>] {
    (0..<text.lines.lineCount).map { line in
      let range = text.lines.range(ofLine: line)
      return text.bytes[range.start..<range.end]
    }.filter { !$0.isEmpty }
  }

  private func write(
    _ text: SourceText, _ lines: Range<Int>, shift: Int, changedTo other: SourceText, _ otherLines: Range<Int>,
    sign: StaticString, _ style: TerminalStyle, to writer: inout StyledWriter, _ gutter: Gutter
  ) {
    for (number, line) in lines.prefix(Self.shownLines).enumerated() {
      gutter.write(to: &writer, line: line + shift + 1, sign: sign, style: style)
      let counterpart = otherLines.lowerBound + number
      let mark = change(in: text, line, from: other, counterpart < otherLines.upperBound ? counterpart : nil)
      let shown = DisplayLine(text, line: line, mark: mark, limit: gutter.lineLimit)
      writer.styled(style) { $0.write(shown.bytes) }
      writer.out.newline()
    }
    if lines.count > Self.shownLines {
      gutter.write(to: &writer, sign: sign, style: style)
      writer.out.write("… \(lines.count - Self.shownLines) more\n")
    }
  }

  /// The place where a line begins to differ from its counterpart, which a cut of the line has to show.
  private func change(in text: SourceText, _ line: Int, from other: SourceText, _ counterpart: Int?) -> TextRange {
    let own = text.lines.contentRange(ofLine: line, in: text.bytes)
    guard let counterpart else { return TextRange(at: own.start) }
    let theirs = other.lines.contentRange(ofLine: counterpart, in: other.bytes)
    var length = 0
    while length < min(own.count, theirs.count), text.bytes[own.start + length] == other.bytes[theirs.start + length] {
      length += 1
    }
    return TextRange(at: own.start + length)
  }
}
