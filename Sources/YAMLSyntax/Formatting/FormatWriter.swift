// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Writes the gaps between tokens anew, and the indentation of the lines inside tokens, as edits.
struct FormatWriter {
  private(set) var edits: [TextEdit] = []
  /// Whether something was found that cannot be moved safely.
  private(set) var hasFailed = false

  private let source: SourceText
  private let bytes: [UInt8]
  private let levels: [FormatLevel]
  private let lineBreak: [UInt8]
  /// How far the current line's first token moved.
  private var lineShift = 0
  /// How far the last token's end moved on its line.
  private var shift = 0
  /// The outermost open bracket: its old column, how far it moved, and how far its line did.
  private var bracket: (column: Int, shift: Int, lineShift: Int)?
  private var depth = 0
  /// The new column of the text of the block scalar before the gap; comments behind it must not reach it.
  private var scalarColumn: Int?

  init(_ source: SourceText, levels: [FormatLevel]) {
    self.source = source
    bytes = source.bytes
    self.levels = levels
    lineBreak = Array(source.lineBreak.utf8)
  }

  mutating func write(_ tokens: [FormatToken]) {
    var end = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var last: FormatToken?
    for token in tokens {
      writeGap(from: end, after: last, to: token)
      writeToken(token)
      end = token.range.end
      last = token
    }
    writeGap(from: end, after: last, to: nil)
  }

  /// The column of an offset on its line, in bytes; a byte order mark does not count.
  private func column(_ offset: Int) -> Int { LineScan(bytes: bytes).column(offset) }

  private mutating func replace(_ start: Int, _ end: Int, with new: [UInt8]) {
    guard start <= end, !bytes[start..<end].elementsEqual(new) else { return }
    edits.append(TextEdit(TextRange(start, end), String(decoding: new, as: UTF8.self)))
  }

  private func blanks(_ count: Int) -> [UInt8] { Array(repeating: 0x20, count: max(0, count)) }

  // MARK: Gaps

  /// Rewrites what stands between two tokens; a nil token is the text's start or end.
  private mutating func writeGap(from start: Int, after last: FormatToken?, to next: FormatToken?) {
    let end = next?.range.start ?? bytes.count
    guard start <= end else {
      hasFailed = true
      return
    }
    var lines = lines(from: start, to: end)
    guard lines.count > 1 || next == nil || last == nil else { return writeInlineGap(start, end, last, next) }
    // Behind the last token: a comment, or nothing.
    if last != nil, let first = lines.first {
      lines.removeFirst()
      trim(first)
      if next == nil, lines.isEmpty {
        // A text without a line break at its end is not ended by one where that would become part of it.
        if !isBlockScalar(last) { replace(end, end, with: lineBreak) }
        return
      }
    }
    writeLines(lines, last, next)
  }

  private mutating func writeInlineGap(_ start: Int, _ end: Int, _ last: FormatToken?, _ next: FormatToken?) {
    guard let next else { return }
    let wanted: Int
    switch next.space {
    case .kept: wanted = end - start
    case .none: wanted = 0
    case .one: wanted = 1
    }
    if next.space != .kept { replace(start, end, with: blanks(wanted)) }
    shift += wanted - (end - start)
  }

  /// Full lines between tokens: empty ones, comments, and at the end the next token's indentation.
  private mutating func writeLines(_ lines: [TextRange], _ last: FormatToken?, _ next: FormatToken?) {
    var emptyCount = 0
    // Nothing stands above the first line.
    var isFirst = last == nil
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      let text = content(of: line)
      if isLast, next != nil {
        dropEmpty(emptyCount, before: line.start, keepsOne: !isFirst)
        indentToken(line, next)
      } else if text.isEmpty {
        if !isLast { emptyCount += 1 } else { dropEmpty(emptyCount, before: line.start, keepsOne: false) }
        if isLast { replace(line.start, line.end, with: []) }
      } else {
        dropEmpty(emptyCount, before: line.start, keepsOne: !isFirst)
        emptyCount = 0
        isFirst = false
        let wanted = commentColumn(text.start - line.start, last, next)
        replace(line.start, text.start, with: blanks(wanted))
        replace(text.end, contentEnd(of: line), with: [])
        if isLast { replace(line.end, line.end, with: lineBreak) }
      }
    }
  }

  /// Leaves one of the empty lines that end at `offset`, or none.
  private mutating func dropEmpty(_ count: Int, before offset: Int, keepsOne: Bool) {
    guard count > 0 else { return }
    var start = offset
    for _ in 0..<count { start = LineScan(bytes: bytes).previousLine(start) ?? start }
    replace(start, offset, with: keepsOne ? lineBreak : [])
  }

  private mutating func indentToken(_ line: TextRange, _ next: FormatToken?) {
    guard let next else { return }
    let old = next.range.start - line.start
    let isBlank = bytes[line.start..<next.range.start].allSatisfy { $0 == 0x20 }
    let wanted = next.column ?? flowColumn(old)
    guard isBlank || next.column != nil || bracket != nil else { return }
    replace(line.start, next.range.start, with: blanks(wanted))
    lineShift = wanted - old
    shift = lineShift
  }

  /// Where something within brackets goes: it moves with the bracket where it is aligned to it, else with its line.
  private func flowColumn(_ old: Int) -> Int {
    guard let bracket else { return old }
    return max(0, old + (old > bracket.column ? bracket.shift : bracket.lineShift))
  }

  /// Where a comment alone on its line goes: with the token below it, or the collection whose column it has.
  private func commentColumn(_ old: Int, _ last: FormatToken?, _ next: FormatToken?) -> Int {
    if bracket != nil { return flowColumn(old) }
    var result = old
    if let next, let column = next.column, self.column(next.range.start) == old {
      result = column
    } else if let last {
      var level: Int? = last.level
      while let index = level, levels.indices.contains(index) {
        let candidate = levels[index]
        if candidate.oldColumn >= 0, candidate.oldColumn <= old {
          result = candidate.newColumn + old - candidate.oldColumn
          break
        }
        level = candidate.parent
      }
    }
    if let scalarColumn, result >= scalarColumn { result = scalarColumn - 1 }
    return max(0, result)
  }

  private func isBlockScalar(_ token: FormatToken?) -> Bool {
    if case .blockScalar? = token?.kind { return true }
    return false
  }

  // MARK: Lines

  /// The lines of a range, each with its break; the last one may be empty.
  private func lines(from start: Int, to end: Int) -> [TextRange] {
    var result: [TextRange] = []
    var lineStart = start
    for index in start..<end where bytes[index] == 0x0A || bytes[index] == 0x0D {
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
      result.append(TextRange(lineStart, index + 1))
      lineStart = index + 1
    }
    result.append(TextRange(lineStart, end))
    return result
  }

  private func contentEnd(of line: TextRange) -> Int {
    var end = line.end
    while end > line.start, FormatTokenCollector.isBreak(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// A line without blanks around and its break.
  private func content(of line: TextRange) -> TextRange {
    var end = contentEnd(of: line)
    while end > line.start, FormatTokenCollector.isBlank(bytes[end - 1]) { end -= 1 }
    var start = line.start
    while start < end, FormatTokenCollector.isBlank(bytes[start]) { start += 1 }
    return TextRange(start, end)
  }

  /// Removes blanks from the end of a line.
  private mutating func trim(_ line: TextRange) {
    let text = content(of: line)
    replace(text.isEmpty ? line.start : text.end, contentEnd(of: line), with: [])
  }

  // MARK: Tokens

  private mutating func writeToken(_ token: FormatToken) {
    scalarColumn = nil
    let old = column(token.range.start)
    switch token.kind {
    case .word: break
    case .opening:
      if depth == 0 { bracket = (old, shift, lineShift) }
      depth += 1
    case .closing:
      depth -= 1
      if depth == 0 { bracket = nil }
    case .flowScalar(let style): writeFlowScalar(token, style)
    case .blockScalar: writeBlockScalar(token)
    }
  }

  private mutating func writeFlowScalar(_ token: FormatToken, _ style: NodeStyle) {
    let range = token.range
    var hasBreak = false
    var lineStart: Int?
    for index in range.start..<range.end where bytes[index] == 0x0A || bytes[index] == 0x0D {
      hasBreak = true
      if bytes[index] == 0x0D, index + 1 < range.end, bytes[index + 1] == 0x0A { continue }
      if let start = lineStart { moveLine(start, range, token) }
      lineStart = index + 1
    }
    if let start = lineStart { moveLine(start, range, token) }
    guard !hasBreak, style == .singleQuoted, range.count >= 2 else { return }
    let inner = bytes[(range.start + 1)..<(range.end - 1)]
    let isSafe = inner.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
    guard isSafe else { return }
    replace(range.start, range.start + 1, with: [0x22])
    replace(range.end - 1, range.end, with: [0x22])
  }

  /// Moves a further line of a scalar as far as its first line.
  private mutating func moveLine(_ start: Int, _ range: TextRange, _ token: FormatToken) {
    var first = start
    while first < range.end, bytes[first] == 0x20 { first += 1 }
    guard first < range.end, !FormatTokenCollector.isBlank(bytes[first]), !FormatTokenCollector.isBreak(bytes[first])
    else { return }
    let minimum = levels.indices.contains(token.level) ? levels[token.level].newColumn + 1 : 0
    let old = first - start
    let wanted = max(bracket == nil ? old + lineShift : flowColumn(old), minimum)
    replace(start, first, with: blanks(wanted))
    shift = wanted - old
  }

  private mutating func writeBlockScalar(_ token: FormatToken) {
    let range = token.range
    let lines = lines(from: range.start, to: range.end).dropFirst()
    let level = levels.indices.contains(token.level) ? levels[token.level] : FormatLevel(oldColumn: -1, newColumn: -1)
    let header = bytes[range.start..<min(range.start + 3, range.end)]
    let digit = header.first { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }.map { Int($0 - 0x30) }
    var oldColumn: Int?
    var newColumn = level.newColumn < 0 ? 0 : level.newColumn + 2
    if let digit {
      oldColumn = max(level.oldColumn, 0) + digit
      newColumn = max(level.newColumn, 0) + digit
    } else if let first = lines.first(where: { !content(of: $0).isEmpty }) {
      oldColumn = content(of: first).start - first.start
      // A tab is text, not indentation.
      if bytes[first.start..<content(of: first).start].contains(0x09) { oldColumn = nil }
      if level.newColumn < 0 { newColumn = oldColumn ?? 0 }
    }
    guard let oldColumn else { return }
    scalarColumn = newColumn
    for line in lines { moveTextLine(line, oldColumn, newColumn) }
  }

  private mutating func moveTextLine(_ line: TextRange, _ oldColumn: Int, _ newColumn: Int) {
    var first = line.start
    let end = contentEnd(of: line)
    while first < end, first - line.start < oldColumn, bytes[first] == 0x20 { first += 1 }
    if first - line.start == oldColumn, first < end {
      replace(line.start, first, with: blanks(newColumn))
    } else if first == end {
      replace(line.start, end, with: [])
    } else {
      hasFailed = true
    }
  }
}
