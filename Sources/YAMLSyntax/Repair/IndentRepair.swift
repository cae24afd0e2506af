// SPDX-License-Identifier: Apache-2.0

extension RepairStrategy {
  /// A key, an item or a text where the collection expects something else: indented wrongly, or behind a value.
  func outOfPlace(isItem: Bool) -> Repair? {
    let line = scan.lineStart(problemOffset)
    if scan.firstText(line) == problemOffset { return strayIndicator() ?? reindent(line) }
    return behindValue(line)
  }

  /// A bracket that closes nothing, or a colon without a key.
  private func strayIndicator() -> Repair? {
    let message: String
    switch scan.at(problemOffset) {
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      message = "this `\(scan.text(problemOffset, problemOffset + 1))` closes nothing"
    case UInt8(ascii: ",") where scan.isGap(problemOffset + 1): message = "a comma separates nothing here"
    case UInt8(ascii: ":") where scan.isGap(problemOffset + 1): message = "no key stands before this colon"
    default: return nil
    }
    return Repair(
      start: problemOffset, end: problemOffset + 1, message: message,
      edits: [.blank(problemOffset, problemOffset + 1)], title: "remove it")
  }

  /// `"a" b`, `[x]]`, `*name text`: something behind a value that is complete.
  private func behindValue(_ line: Int) -> Repair? {
    if let stray = strayIndicator() { return stray }
    let value = scan.valueStart(line)
    guard value < problemOffset else { return nil }
    let end = lineTextEnd(value)
    switch scan.at(value) {
    case 0x22, 0x27:
      return quote(
        value, end, kind: .syntax,
        message: "the text goes on behind its closing quote: \(scan.quoted(problemOffset, end))")
    case UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "!"):
      return quoteValue(value)
    case UInt8(ascii: "{") where scan.at(value + 1) == UInt8(ascii: "{"):
      return quote(
        value, end, kind: .indicator,
        message: "\(scan.quoted(value, end)) needs quotes: `{` has a meaning of its own there", isSafe: true)
    default: return nil
    }
  }

  /// The end of a line's text, where its quotes may be what is wrong.
  private func lineTextEnd(_ start: Int) -> Int {
    var end = scan.textEnd(start)
    if end <= problemOffset { end = scan.lineEnd(start) }
    while end > start, scan.isBlank(end - 1) { end -= 1 }
    return end
  }

  /// Moves a line to the nearest column at which a list or a mapping above it goes on.
  func reindent(_ line: Int) -> Repair? {
    let text = scan.firstText(line)
    let isItem = scan.at(text) == UInt8(ascii: "-") && scan.isGap(text + 1)
    let column = scan.indent(line)
    if let previous = scan.previousTextLine(line) {
      // A word alone above, no deeper than this: a key that lacks its colon, cut off by a comment.
      let entry = scan.entryStart(previous)
      let end = scan.textEnd(entry)
      let isAbove = scan.column(entry) < column || (scan.column(entry) == column && !(isItem && belongsToItems(entry)))
      if isAbove, scan.keyColon(entry) == nil, end > entry, scan.isWordByte(scan.at(entry)), !startsItem(entry) {
        return colonRepair(entry, end)
      }
    }
    var best: (column: Int, line: Int)?
    for candidate in columnsAbove(line, ofItems: isItem) where candidate.column != column {
      guard let known = best else {
        best = candidate
        continue
      }
      // Deeper columns come first, and win where two are equally near.
      if abs(candidate.column - column) < abs(known.column - column) { best = candidate }
    }
    guard let best else { return isItem ? strayDash(text) : nil }
    let what = isItem ? "item" : "key"
    let entry = isItem ? scan.firstText(best.line) : scan.entryStart(best.line)
    return shift(
      line, by: best.column - column,
      message: "this \(what) is indented by \(column), which no \(isItem ? "list" : "mapping") above it is",
      related: (entry, max(entry, scan.textEnd(entry)), "the nearest one is indented by \(best.column)"))
  }

  /// A dash in front of a key, where no list is.
  private func strayDash(_ offset: Int) -> Repair? {
    guard scan.keyColon(scan.entryStart(scan.lineStart(offset))) != nil else { return nil }
    return Repair(
      start: offset, end: offset + 1, message: "a list item stands among the keys of a mapping",
      edits: [.blank(offset, offset + 1)], title: "remove the dash")
  }

  /// The columns at which the collections around a line go on, deepest first.
  private func columnsAbove(_ line: Int, ofItems: Bool) -> [(column: Int, line: Int)] {
    var result: [(column: Int, line: Int)] = []
    var limit = Int.max
    var current = scan.previousTextLine(line)
    var steps = 0
    while let start = current, limit > 0, steps < 2000 {
      let text = scan.firstText(start)
      let indent = scan.indent(start)
      if indent < limit {
        let hasDash = scan.at(text) == UInt8(ascii: "-") && scan.isGap(text + 1)
        let entry = scan.entryStart(start)
        if ofItems {
          if hasDash { result.append((indent, start)) }
        } else if scan.keyColon(entry) != nil, scan.column(entry) < limit {
          result.append((scan.column(entry), start))
        }
        limit = indent
      }
      current = scan.previousTextLine(start)
      steps += 1
    }
    return result
  }

  /// More text where the document's content is complete.
  func afterRoot() -> Repair? {
    let line = scan.lineStart(problemOffset)
    guard let document = parts.documents.last, Int(document.root) < parts.records.count else { return nil }
    let root = parts.records[Int(document.root)]
    let rootLine = scan.lineStart(Int(root.start))
    guard scan.firstText(line) == problemOffset, rootLine < line else { return behindValue(line) }
    if root.style != .block {
      // A flow collection, or a text, above an entry: a key whose colon is missing.
      guard scan.lineStart(Int(root.end)) == rootLine, scan.looksLikeEntry(line) else { return blankDocument(line) }
      return Repair(
        start: Int(root.start), end: Int(root.end),
        message: "the key \(scan.quoted(Int(root.start), Int(root.end))) has no colon",
        edits: [.insert(" :", at: Int(root.end))], title: "insert `:`")
    }
    let delta = scan.column(Int(root.start)) - scan.indent(line)
    guard delta > 0 else { return nil }
    let message =
      "the document starts indented by \(scan.column(Int(root.start))), and goes on at \(scan.indent(line))"
    let above = shiftEdits(rootLine, by: -delta, before: line)
    let below = shiftEdits(line, by: delta, before: .max)
    let moves = above.count < below.count ? above : below
    guard !moves.isEmpty else { return nil }
    return Repair(
      start: problemOffset, end: max(problemOffset, scan.textEnd(problemOffset)), message: message,
      related: (Int(root.start), scan.textEnd(Int(root.start)), "the document starts here"), edits: moves,
      title: above.count < below.count ? "unindent the lines above by \(delta)" : "indent by \(delta)")
  }

  /// Gives up what follows a document whose content is complete, up to the next one.
  private func blankDocument(_ line: Int) -> Repair? {
    var edits: [ByteEdit] = []
    var current: Int? = line
    while let start = current {
      let text = scan.text(start, start + 3)
      if text == "---" || text == "..." { break }
      if !scan.isEmptyLine(start) { edits.append(.blank(start, scan.lineEnd(start))) }
      current = scan.nextLine(start)
    }
    guard !edits.isEmpty else { return nil }
    return Repair(
      start: problemOffset, end: max(problemOffset, scan.textEnd(problemOffset)),
      message: FailureMessage.text(failure, scan), edits: edits, title: "remove what follows")
  }

  // MARK: - Tabs

  /// A tab where only blanks indent: it and the lines below that start with tabs get blanks.
  func tab(_ offset: Int) -> Repair? {
    var tab = offset
    let line = scan.lineStart(offset)
    if scan.at(tab) != 0x09 {
      tab = line
      while scan.isBlank(tab), scan.at(tab) != 0x09 { tab += 1 }
    }
    guard scan.at(tab) == 0x09 else { return nil }
    var start = tab
    while start > line, scan.isBlank(start - 1) { start -= 1 }
    var end = tab
    while scan.isBlank(end) { end += 1 }
    if start > line {
      return Repair(
        kind: .tab, start: tab, end: tab + 1, message: "a tab stands where YAML wants a blank",
        edits: [.blank(start, end)], title: "replace the tab by a blank", isSafe: true)
    }
    return tabIndentation(line, tab)
  }

  private func tabIndentation(_ line: Int, _ tab: Int) -> Repair {
    let unit = indentUnit()
    var extra = snap(line, unit) - width(line, unit)
    if failure.context.contains("block scalar"), let header = failure.contextOffset {
      let column = scan.column(scan.entryStart(scan.lineStart(header)))
      extra = max(0, column + unit - width(line, unit))
    }
    var edits: [ByteEdit] = []
    var isMixed = false
    var count = 0
    var current: Int? = line
    while let start = current {
      let text = scan.firstText(start)
      let lead = scan.bytes[start..<min(text, scan.bytes.count)]
      let isEmpty = text >= scan.bytes.count || scan.isBreak(text)
      guard lead.contains(0x09) || isEmpty else { break }
      if lead.contains(0x09) {
        if lead.contains(0x20) { isMixed = true }
        if !isEmpty { count += 1 }
        edits.append(
          ByteEdit(start, text, [UInt8](repeating: 0x20, count: isEmpty ? 0 : max(0, width(start, unit) + extra))))
      }
      current = scan.nextLine(start)
    }
    let others = count > 1 ? " and \(count - 1) more" : ""
    return Repair(
      kind: .tab, start: tab, end: tab + 1,
      message: "a tab indents this line\(others): YAML is indented with blanks only", edits: edits,
      title: "indent with blanks", isSafe: !isMixed)
  }

  /// The column nearest to a line's width at which something above it goes on, or begins below a key.
  private func snap(_ line: Int, _ unit: Int) -> Int {
    let width = width(line, unit)
    let text = scan.firstText(line)
    var columns = columnsAbove(line, ofItems: startsItem(text)).map(\.column)
    if let previous = scan.previousTextLine(line) {
      let entry = scan.entryStart(previous)
      let end = scan.textEnd(entry)
      let column = scan.column(entry)
      if end > entry, scan.at(end - 1) == UInt8(ascii: ":") {
        columns = [column + unit] + columns.filter { $0 <= column }
      }
    }
    var best: Int?
    for column in columns where best.map({ abs(column - width) < abs($0 - width) }) ?? true { best = column }
    return best ?? (scan.previousTextLine(line) == nil ? 0 : width)
  }

  /// The width of a line's indentation with tabs as wide as one step.
  private func width(_ line: Int, _ unit: Int) -> Int {
    var result = 0
    var index = line
    while scan.isBlank(index) {
      result += scan.at(index) == 0x09 ? unit : 1
      index += 1
    }
    return result
  }

  /// One step of indentation: that of the first line indented with blanks only, else 2.
  private func indentUnit() -> Int {
    var line: Int? = 0
    var steps = 0
    while let start = line, steps < 1000 {
      let text = scan.firstText(start)
      let indent = scan.indent(start)
      if indent > 0, indent <= 8, !scan.isEmptyLine(start), !scan.bytes[start..<text].contains(0x09) { return indent }
      line = scan.nextLine(start)
      steps += 1
    }
    return 2
  }
}
