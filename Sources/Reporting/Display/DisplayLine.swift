// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A line of a document laid out in cells: tabs expanded, characters of any width, with what is to be marked in it.
struct DisplayLine {
  /// One picture: a character with its marks, a tab or a substitute.
  private struct Cell {
    /// The byte offset of its start.
    var start: Int
    /// The column of its first cell, from 0.
    var column: Int
    /// The number of cells.
    var width: Int
    /// The bytes to show; nil for blanks.
    var shown: Range<Int>?
    /// The code point to show instead.
    var substitute: UInt32?
  }

  /// The bytes to print.
  private(set) var bytes: [UInt8] = []
  /// The column of the mark in `bytes`, from 0.
  private(set) var markColumn = 0
  /// The number of cells of the mark; at least 1.
  private(set) var markWidth = 1

  /// The distance of tab stops.
  private static let tab = 4
  /// How many bytes of a line are laid out on either side of the mark's start: what is beyond is cut.
  private static let reach = 2048

  /// Lays out a line and cuts it to `limit` cells around the mark, a half-open byte range of the document that may
  /// reach beyond the line. Complexity: O(bytes near the mark).
  init(_ text: SourceText, line: Int, mark: TextRange, limit: Int?) {
    let content = text.lines.contentRange(ofLine: line, in: text.bytes)
    let markStart = min(max(mark.start, content.start), content.end)
    let markEnd = min(max(mark.end, markStart), content.end)
    let from = Self.characterStart(max(content.start, markStart - Self.reach), in: text.bytes, from: content.start)
    let to = Self.characterStart(min(content.end, markStart + Self.reach), in: text.bytes, from: content.start)
    let cells = Self.cells(text.bytes, from, to)
    let total = cells.last.map { $0.column + $0.width } ?? 0
    let first = cells.last { $0.start <= markStart }
    var column = first?.column ?? 0
    if markStart >= to { column = total }
    var end = column + 1
    if markEnd > markStart, markStart < to {
      let last = cells.last { $0.start < markEnd }
      end = max(end, last.map { $0.column + $0.width } ?? end)
    }
    let limit = max(limit ?? Int.max / 4, 8)
    cut(
      cells, text.bytes, total: total, column: column, end: end, limit: limit,
      isCutBefore: from > content.start, isCutBehind: to < content.end)
  }

  /// Takes the cells that are shown: all, or a window of `limit` cells around the mark with `…` where something is hidden.
  private mutating func cut(
    _ cells: [Cell], _ source: [UInt8], total: Int, column: Int, end: Int, limit: Int, isCutBefore: Bool,
    isCutBehind: Bool
  ) {
    let needed = max(total, end)
    var low = 0
    var high = needed
    if needed > limit || isCutBefore || isCutBehind {
      let budget = limit - 2
      let width = end - column
      if end > budget {
        low = width >= budget ? column - budget / 8 : column - (budget - width) / 2
        low = max(0, min(low, needed - budget))
      }
      high = min(needed, low + budget)
    }
    let hidesBefore = low > 0 || isCutBefore
    var out = ByteWriter()
    if hidesBefore { out.write("…" as StaticString) }
    for cell in cells {
      let cellEnd = cell.column + cell.width
      guard cell.column < high, cellEnd > low || (cell.width == 0 && cell.column >= low) else { continue }
      if cell.column < low || cellEnd > high {
        out.write(0x20, count: min(cellEnd, high) - max(cell.column, low))
      } else if let substitute = cell.substitute.flatMap(Unicode.Scalar.init) {
        out.write(UTF8.encode(substitute) ?? UTF8.encodedReplacementCharacter)
      } else if let shown = cell.shown {
        out.write(source[shown])
      } else {
        out.write(0x20, count: cell.width)
      }
    }
    if high < total || isCutBehind { out.write("…" as StaticString) }
    bytes = out.bytes
    let left = min(max(column, low), high)
    markColumn = left - low + (hidesBefore ? 1 : 0)
    markWidth = max(1, min(end, high) - left)
  }

  /// The start of the character that `offset` is inside of.
  private static func characterStart(_ offset: Int, in bytes: [UInt8], from start: Int) -> Int {
    var offset = offset
    while offset > start, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private static func cells(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(end - start)
    var cluster = DisplayCluster()
    var column = 0
    var index = start
    while index < end {
      let (value, length) = decode(bytes, index, end)
      defer { index += length }
      if value == 0x09 {
        let width = tab - column % tab
        cells.append(Cell(start: index, column: column, width: width))
        column += width
        cluster = DisplayCluster()
        continue
      }
      if index == 0, value == 0xFEFF {
        cells.append(Cell(start: index, column: 0, width: 0, shown: index..<index))
        continue
      }
      if value == nil || value.flatMap(VisibleText.substitute) != nil {
        let substitute = value.flatMap(VisibleText.substitute) ?? 0xFFFD
        cells.append(Cell(start: index, column: column, width: 1, substitute: substitute))
        column += 1
        cluster = DisplayCluster()
        continue
      }
      let step = cluster.extend(with: value ?? 0xFFFD)
      if step.continues, let last = cells.last, let shown = last.shown {
        cells[cells.count - 1].shown = shown.lowerBound..<index + length
        cells[cells.count - 1].width = step.width
        column = last.column + step.width
      } else {
        cells.append(Cell(start: index, column: column, width: step.width, shown: index..<index + length))
        column += step.width
      }
    }
    return cells
  }

  /// One code point and its number of bytes; nil and 1 for a byte that is not UTF-8.
  private static func decode(_ bytes: [UInt8], _ index: Int, _ end: Int) -> (UInt32?, Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = UTF8Width.of(lead)
    guard lead >= 0xC2, index + length <= end else { return (nil, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard value >= least[length], Unicode.Scalar(value) != nil else { return (nil, 1) }
    return (value, length)
  }
}
