// SPDX-License-Identifier: Apache-2.0

extension RepairStrategy {
  /// What is wrong inside quotes: an escape, or that they never close.
  func quotedScalar() -> Repair? {
    guard let start = failure.contextOffset else { return nil }
    let problem = failure.problem
    if problem.contains("escape") || problem.contains("hexdecimal") {
      var slash = problemOffset
      while slash > start, scan.at(slash) != 0x5C { slash -= 1 }
      guard slash > start else { return nil }
      return Repair(
        start: slash, end: min(slash + 2, scan.lineEnd(slash)),
        message: "\(scan.quoted(slash, slash + 2)) is no escape sequence: a backslash in double quotes is doubled",
        edits: [.insert("\\", at: slash)], title: "double the backslash")
    }
    return closeQuote(start, limit: problemOffset)
  }

  /// A quote that swallowed the lines below it: the last texts before the failure hold what looks like an entry that is
  /// not indented below their key.
  func earlierUnclosedQuote() -> Repair? {
    for record in parts.records.suffix(4).reversed()
    where record.style == .doubleQuoted || record.style == .singleQuoted {
      let start = Int(record.start)
      let end = Int(record.end)
      guard end > scan.lineEnd(start) else { continue }
      let column = scan.column(scan.entryStart(scan.lineStart(start)))
      var line = scan.nextLine(start)
      while let current = line, current < end {
        if scan.indent(current) <= column, scan.looksLikeEntry(current) { return closeQuote(start, limit: end) }
        line = scan.nextLine(current)
      }
    }
    return nil
  }

  /// Closes the quote at `start` on the last line that can be its own.
  private func closeQuote(_ start: Int, limit: Int) -> Repair? {
    let line = scan.lineStart(start)
    let last = scan.lastDeeperLine(start, limit: limit, stopAtEntries: true)
    var end = scan.lineEnd(last)
    if last == line {
      if scan.entryStart(line) == start, let colon = firstColon(start + 1, end) {
        end = colon
      } else if !openBrackets(before: start).isEmpty {
        end = flowTextEnd(start + 1, end)
      }
    }
    let quote = scan.at(start) == 0x27 ? "'" : "\""
    var slashes = 0
    while quote == "\"", end - 1 - slashes > start, scan.at(end - 1 - slashes) == 0x5C { slashes += 1 }
    return Repair(
      start: start, end: max(start + 1, end), message: "the quote that starts here is never closed",
      edits: [.insert(slashes & 1 == 1 ? "\\" + quote : quote, at: end)], title: "close the quote")
  }

  private func firstColon(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      if scan.at(index) == UInt8(ascii: ":"), scan.isGap(index + 1) { return index }
      index += 1
    }
    return nil
  }

  /// Where an unclosed text in brackets probably ends: before a comma or the line's end, and brackets in front of that.
  private func flowTextEnd(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, scan.at(index) != UInt8(ascii: ",") { index += 1 }
    while index > start {
      let byte = scan.at(index - 1)
      guard byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || scan.isBlank(index - 1) else { break }
      index -= 1
    }
    return index
  }
}
