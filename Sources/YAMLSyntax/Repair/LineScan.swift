// SPDX-License-Identifier: Apache-2.0

/// Questions about lines and columns of a text that libyaml could not read: what a person sees in it.
///
/// Every offset is clamped, so that no question traps. Lines end at LF, CRLF and CR.
struct LineScan {
  let bytes: [UInt8]

  /// The byte at an offset, 0 outside.
  func at(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

  func isBreak(_ offset: Int) -> Bool { at(offset) == 0x0A || at(offset) == 0x0D }
  func isBlank(_ offset: Int) -> Bool { at(offset) == 0x20 || at(offset) == 0x09 }
  /// Whether a blank, a break or the text's end is here.
  func isGap(_ offset: Int) -> Bool { offset >= bytes.count || isBlank(offset) || isBreak(offset) }

  // MARK: - Lines

  /// The start of the line that holds `offset`.
  func lineStart(_ offset: Int) -> Int {
    var index = min(max(offset, 0), bytes.count)
    // An offset between CR and LF belongs to the line that they end.
    if at(index) == 0x0A, at(index - 1) == 0x0D { index -= 1 }
    while index > 0, !isBreak(index - 1) { index -= 1 }
    return index
  }

  /// The end of the line that holds `offset`, without its break.
  func lineEnd(_ offset: Int) -> Int {
    var index = min(max(offset, 0), bytes.count)
    if at(index) == 0x0A, at(index - 1) == 0x0D { return index - 1 }
    while index < bytes.count, !isBreak(index) { index += 1 }
    return index
  }

  /// The start of the next line, or nil on the last one.
  func nextLine(_ offset: Int) -> Int? {
    let end = lineEnd(offset)
    guard end < bytes.count else { return nil }
    return at(end) == 0x0D && at(end + 1) == 0x0A ? end + 2 : end + 1
  }

  /// The start of the line before the one that holds `offset`, or nil on the first one.
  func previousLine(_ offset: Int) -> Int? {
    let start = lineStart(offset)
    return start > 0 ? lineStart(start - 1) : nil
  }

  /// The offset of the first byte that is no blank of the line that starts at `start`.
  func firstText(_ start: Int) -> Int {
    var index = start
    if index == 0, at(0) == 0xEF, at(1) == 0xBB, at(2) == 0xBF { index = 3 }
    while isBlank(index) { index += 1 }
    return index
  }

  /// Whether a line holds nothing but blanks and perhaps a comment.
  func isEmptyLine(_ start: Int) -> Bool {
    let text = firstText(start)
    return text >= bytes.count || isBreak(text) || at(text) == UInt8(ascii: "#")
  }

  /// The number of blanks that indent the line at `start`, a tab counting one.
  func indent(_ start: Int) -> Int { firstText(start) - textOrigin(start) }

  private func textOrigin(_ start: Int) -> Int {
    start == 0 && at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF ? 3 : start
  }

  /// The offset of the line's first text behind `- ` and `? ` markers: where its key or item begins.
  func entryStart(_ start: Int) -> Int {
    var index = firstText(start)
    while at(index) == UInt8(ascii: "-") || at(index) == UInt8(ascii: "?"), isBlank(index + 1) {
      index += 1
      while isBlank(index) { index += 1 }
    }
    return index
  }

  /// The column of an offset in its line, in bytes.
  func column(_ offset: Int) -> Int { offset - textOrigin(lineStart(offset)) }

  /// The next line from `offset` on, its own excluded, that is neither empty nor a comment.
  func nextTextLine(_ offset: Int) -> Int? {
    var line = nextLine(offset)
    while let start = line, isEmptyLine(start) { line = nextLine(start) }
    return line
  }

  /// The line before the one at `offset` that is neither empty nor a comment.
  func previousTextLine(_ offset: Int) -> Int? {
    var line = previousLine(offset)
    while let start = line, isEmptyLine(start) { line = previousLine(start) }
    return line
  }

  // MARK: - What stands on a line

  /// The offset behind a quoted text that starts at `start`, at most `end`; nil where it does not close before `end`.
  func quotedEnd(_ start: Int, _ end: Int) -> Int? {
    let quote = at(start)
    var index = start + 1
    while index < end {
      let byte = at(index)
      if byte == quote {
        if quote == 0x27, at(index + 1) == 0x27, index + 1 < end {
          index += 2
          continue
        }
        return index + 1
      }
      index += byte == 0x5C && quote == 0x22 ? 2 : 1
    }
    return nil
  }

  /// Whether a quoted text may start here: at the line's text, or behind a blank or a flow indicator.
  private func mayStartQuote(_ index: Int, _ start: Int) -> Bool {
    guard at(index) == 0x22 || at(index) == 0x27 else { return false }
    if index == start || isBlank(index - 1) { return true }
    return YAMLBytes.isFlowIndicator(at(index - 1)) || at(index - 1) == UInt8(ascii: ":")
  }

  /// The end of the text of a line from `start` on, without trailing blanks and comment.
  func textEnd(_ start: Int) -> Int {
    let end = lineEnd(start)
    var last = start
    var index = start
    while index < end {
      if mayStartQuote(index, start), let behind = quotedEnd(index, end) {
        index = behind
        last = index
        continue
      }
      if startsComment(index, start) { break }
      if !isBlank(index) { last = index + 1 }
      index += 1
    }
    return last
  }

  /// Whether a comment starts here: behind a blank, or as libyaml has it behind a bracket or a comma.
  private func startsComment(_ index: Int, _ start: Int) -> Bool {
    guard at(index) == UInt8(ascii: "#") else { return false }
    return index == start || isGap(index - 1) || YAMLBytes.isFlowIndicator(at(index - 1))
  }

  /// The offset of the colon that ends the key which starts at `start`, on its line; nil where there is none.
  func keyColon(_ start: Int) -> Int? {
    let end = lineEnd(start)
    var index = start
    if at(index) == 0x22 || at(index) == 0x27 {
      guard let behind = quotedEnd(index, end) else { return nil }
      index = behind
      while isBlank(index) { index += 1 }
      return at(index) == UInt8(ascii: ":") && index < end ? index : nil
    }
    while index < end {
      if at(index) == UInt8(ascii: "#"), index > start, isBlank(index - 1) { return nil }
      if at(index) == UInt8(ascii: ":"), isGap(index + 1) { return index }
      index += 1
    }
    return nil
  }

  /// Where the value on a line starts: behind its first key, or at the entry's own text; at the line's end where the
  /// key has no value there.
  func valueStart(_ line: Int) -> Int {
    let entry = entryStart(line)
    guard let colon = keyColon(entry) else { return entry }
    var index = colon + 1
    while isBlank(index) { index += 1 }
    return index
  }

  /// Whether a line looks like an entry of a block collection: `- …` or `word: …`.
  func looksLikeEntry(_ line: Int) -> Bool {
    let text = firstText(line)
    if at(text) == UInt8(ascii: "-"), isGap(text + 1) { return true }
    var index = text
    while isWordByte(at(index)) { index += 1 }
    return index > text && at(index) == UInt8(ascii: ":") && isGap(index + 1)
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: byte >= 0x80
    }
  }

  /// The end of the last line that belongs to a construct which starts at `offset`: the lines right behind it that are
  /// indented deeper than its entry, or empty; before `limit`.
  func lastDeeperLine(_ offset: Int, limit: Int, stopAtEntries: Bool) -> Int {
    let first = lineStart(offset)
    let column = column(entryStart(first))
    var last = first
    var line = nextLine(first)
    while let start = line, start < limit {
      let text = firstText(start)
      if text < bytes.count, !isBreak(text) {
        if indent(start) <= column || (stopAtEntries && looksLikeEntry(start)) { break }
        last = start
      }
      line = nextLine(start)
    }
    return last
  }

  /// The brackets that are open before `end` among those of `start ..< end`, outermost first, quotes respected.
  func openBrackets(_ start: Int, _ end: Int) -> [Int] {
    var open: [Int] = []
    var index = start
    while index < end {
      let byte = at(index)
      if mayStartQuote(index, start), let behind = quotedEnd(index, end) {
        index = behind
        continue
      }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if !open.isEmpty || index == start || isBlank(index - 1) || isBreak(index - 1) { open.append(index) }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      case UInt8(ascii: "#"):
        if startsComment(index, start) { index = lineEnd(index) }
      default: break
      }
      index += 1
    }
    return open
  }

  func text(_ start: Int, _ end: Int) -> String {
    let low = min(max(start, 0), bytes.count)
    return String(decoding: bytes[low..<max(low, min(end, bytes.count))], as: UTF8.self)
  }

  /// A piece of text for a message: at most 40 characters of one line, in backticks.
  func quoted(_ start: Int, _ end: Int) -> String {
    let all = text(start, min(end, lineEnd(start)))
    return all.count > 40 ? "`\(all.prefix(39))…`" : "`\(all)`"
  }
}
