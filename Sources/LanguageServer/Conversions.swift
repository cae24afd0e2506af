// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import SourceText

/// Between the protocol's lines and columns and our byte offsets, for one text and one unit: the only place that
/// converts.
struct Conversions {
  private let text: SourceText
  private let unit: ColumnUnit

  init(_ text: SourceText, _ unit: ColumnUnit) {
    self.text = text
    self.unit = unit
  }

  /// The byte offset of a position; one outside of the text counts as the nearest inside.
  func offset(_ position: LSP.Position) -> Int {
    text.offset(of: LineColumn(line: position.line, column: position.character), unit: unit)
  }

  /// The bytes of a range; one that ends before it starts is empty.
  func range(_ range: LSP.Range) -> TextRange { TextRange(offset(range.start), offset(range.end)) }

  /// The position of a byte offset; one inside a character counts as its start.
  func position(_ offset: Int) -> LSP.Position {
    var offset = min(max(offset, 0), text.count)
    while offset > 0, offset < text.count, text.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    let place = text.position(of: offset, unit: unit)
    return LSP.Position(line: place.line, character: place.column)
  }

  /// The lines and columns of a range.
  func range(_ range: TextRange) -> LSP.Range {
    LSP.Range(start: position(range.start), end: position(range.end))
  }

  /// An edit, with line breaks as the document has them.
  func edit(_ edit: TextEdit) -> LSP.TextEdit {
    LSP.TextEdit(range: range(edit.range), newText: lines(edit.replacement))
  }

  /// Edits in the order of the text; none where two of them overlap, which no client may be sent.
  func edits(_ edits: [TextEdit]) -> [LSP.TextEdit] {
    let sorted = edits.enumerated().sorted { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }
      .map(\.element)
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.range.end > second.range.start { return [] }
    return sorted.map(edit)
  }

  /// New text with the document's line breaks in place of `\n`.
  func lines(_ newText: String) -> String {
    guard text.lineBreak == "\r\n", newText.utf8.contains(0x0A) else { return newText }
    var result: [UInt8] = []
    for byte in newText.utf8 {
      if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a position lies in the text: its line exists, and its column is not behind the line's end.
  func isInside(_ position: LSP.Position) -> Bool { self.position(offset(position)) == position }

  /// Whether a range lies on one line, without its break.
  func isOnOneLine(_ range: TextRange) -> Bool {
    text.lines.line(at: range.start) == text.lines.line(at: range.end)
  }
}
