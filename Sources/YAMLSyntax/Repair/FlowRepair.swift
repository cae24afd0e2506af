// SPDX-License-Identifier: Apache-2.0

extension RepairStrategy {
  /// Where the outermost open bracket around `offset` stands, as far as the events and the line tell.
  private func flowOrigin(_ offset: Int) -> Int {
    for index in parts.openAtFailure {
      let record = parts.records[Int(index)]
      if record.style == .flow { return Int(record.start) }
    }
    let line = scan.lineStart(offset)
    let entry = scan.entryStart(line)
    let first = scan.at(entry)
    let value = first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? entry : scan.valueStart(line)
    return value < offset ? value : entry
  }

  /// The brackets that are open before `offset`, outermost first.
  func openBrackets(before offset: Int) -> [Int] {
    let origin = flowOrigin(offset)
    if origin < offset {
      let brackets = scan.openBrackets(origin, offset)
      if !brackets.isEmpty { return brackets }
    }
    return []
  }

  /// What is wrong inside brackets: unclosed, closed by the wrong one, a comma too many or too few, a value that needs
  /// quotes. Nil outside brackets.
  func flow() -> Repair? {
    let offset = problemOffset
    var origin = flowOrigin(offset)
    var brackets = origin < offset ? scan.openBrackets(origin, offset) : []
    if brackets.isEmpty, failure.context.contains("flow"), let start = failure.contextOffset, start < offset {
      origin = start
      brackets = scan.openBrackets(origin, offset)
    }
    guard let first = brackets.first, let innermost = brackets.last else { return nil }
    origin = first
    let isList = scan.at(first) == UInt8(ascii: "[")
    let last = lastFlowLine(origin, limit: offset, isList: isList)
    if offset >= scan.bytes.count || offset > scan.lineEnd(last) { return closeBrackets(origin, last) }
    return insideFlow(brackets, innermost)
  }

  /// The last line that can belong to brackets: deeper than their entry, or one that only closes them.
  private func lastFlowLine(_ origin: Int, limit: Int, isList: Bool) -> Int {
    let first = scan.lineStart(origin)
    let column = scan.column(scan.entryStart(first))
    var last = first
    var line = scan.nextLine(first)
    while let start = line, start <= limit, start < scan.bytes.count {
      let text = scan.firstText(start)
      if text < scan.bytes.count, !scan.isBreak(text) {
        let byte = scan.at(text)
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
          last = start
        } else if scan.indent(start) <= column || (byte == UInt8(ascii: "-") && scan.isGap(text + 1))
          || (isList && scan.looksLikeEntry(start))
        {
          break
        } else if byte != UInt8(ascii: "#") {
          last = start
        }
      }
      line = scan.nextLine(start)
    }
    return last
  }

  private func closeBrackets(_ origin: Int, _ last: Int) -> Repair? {
    let lineEnd = scan.lineEnd(last)
    let textEnd = max(scan.textEnd(last), min(origin + 1, lineEnd))
    var comment = textEnd
    while comment < lineEnd, scan.isBlank(comment) { comment += 1 }
    let place = comment < lineEnd ? textEnd : lineEnd
    let open = scan.openBrackets(origin, place)
    guard let bracket = open.first else { return nil }
    let closers = closers(of: open, behind: place)
    return Repair(
      start: bracket, end: bracket + 1, message: "this `\(scan.text(bracket, bracket + 1))` is never closed",
      edits: [.insert(closers, at: place)], title: "insert `\(closers)`")
  }

  /// What closes these brackets, innermost first.
  func closers(of open: [Int], behind place: Int) -> String {
    var result = ""
    for bracket in open.reversed() { result += scan.at(bracket) == UInt8(ascii: "[") ? "]" : "}" }
    // A colon right before a bracket would be part of a plain text.
    return place > 0 && scan.at(place - 1) == UInt8(ascii: ":") ? " " + result : result
  }

  private func insideFlow(_ brackets: [Int], _ innermost: Int) -> Repair? {
    let offset = problemOffset
    let isList = scan.at(innermost) == UInt8(ascii: "[")
    let byte = scan.at(offset)
    switch byte {
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      let wanted = isList ? "]" : "}"
      let isOuter = brackets.dropLast().contains { (scan.at($0) == UInt8(ascii: "[")) == (byte == UInt8(ascii: "]")) }
      let edit = isOuter ? ByteEdit.insert(wanted, at: offset) : ByteEdit(offset, offset + 1, Array(wanted.utf8))
      return Repair(
        start: offset, end: offset + 1,
        message:
          "`\(scan.text(offset, offset + 1))` closes a bracket that opened with `\(scan.text(innermost, innermost + 1))`",
        related: (innermost, innermost + 1, "it opened here"), edits: [edit],
        title: isOuter ? "insert `\(wanted)`" : "replace by `\(wanted)`")
    case UInt8(ascii: ","):
      return Repair(
        start: offset, end: offset + 1, message: "nothing stands before this comma",
        edits: [.blank(offset, offset + 1)],
        title: "remove the comma")
    case UInt8(ascii: ":"): return colonInFlow(innermost)
    case UInt8(ascii: "{") where scan.at(offset - 1) == UInt8(ascii: "$"): return quoteFlowItem(offset - 1)
    case UInt8(ascii: "-") where scan.isGap(offset + 1):
      return Repair(
        start: offset, end: offset + 1, message: "a list in brackets has commas, not dashes",
        edits: [.blank(offset, offset + 1)], title: "remove the dash")
    default: return unclosedSibling(innermost) ?? (isList ? nil : missingColonInFlow(innermost)) ?? missingComma()
    }
  }

  private func colonInFlow(_ innermost: Int) -> Repair? {
    let line = scan.lineStart(problemOffset)
    let text = scan.firstText(line)
    if innermost < line, scan.keyColon(text) == problemOffset, let previous = scan.previousTextLine(line) {
      // Behind a line that ends with a colon a mapping by indentation begins: the bracket was not meant.
      let entry = scan.firstText(previous)
      let end = scan.textEnd(entry)
      if end > entry, scan.at(end - 1) == UInt8(ascii: ":"), previous <= innermost {
        let open = scan.openBrackets(innermost, end)
        let closers = closers(of: open, behind: end) + (scan.entryStart(previous) == innermost ? " :" : "")
        return Repair(
          start: innermost, end: innermost + 1,
          message: "this `\(scan.text(innermost, innermost + 1))` is never closed",
          edits: [.insert(closers, at: end)], title: "insert `\(closers)`")
      }
      if let comma = missingCommaAbove(line) { return comma }
    }
    return commaBeforeKey() ?? quoteFlowItem(problemOffset)
  }

  /// `type: script run: make`: a value of one word, and a key behind it. Prose with a colon in it has more words.
  private func commaBeforeKey() -> Repair? {
    func isWordByte(_ byte: UInt8) -> Bool { byte == 0x5F || (0x61...0x7A).contains(byte) }
    func isNameByte(_ byte: UInt8) -> Bool {
      isWordByte(byte) || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2E || byte == 0x2D
    }
    let line = scan.lineStart(problemOffset)
    var word = problemOffset
    while word > line, isWordByte(scan.at(word - 1)) { word -= 1 }
    var end = word
    while end > line, scan.isBlank(end - 1) { end -= 1 }
    var value = end
    while value > line, isNameByte(scan.at(value - 1)) { value -= 1 }
    var colon = value
    while colon > line, scan.isBlank(colon - 1) { colon -= 1 }
    guard word < problemOffset, end < word, value < end, colon < value, scan.at(colon - 1) == UInt8(ascii: ":"),
      scan.isGap(problemOffset + 1)
    else { return nil }
    // A sentence begins with a capital, and a type's name has a dot.
    if (0x41...0x5A).contains(scan.at(value)), !scan.bytes[value..<end].contains(0x2E) { return nil }
    return Repair(
      start: value, end: problemOffset,
      message: "a comma is missing between \(scan.quoted(value, end)) and the key \(scan.quoted(word, problemOffset))",
      edits: [.insert(",", at: end)], title: "insert `,`")
  }

  private func missingCommaAbove(_ line: Int) -> Repair? {
    guard let previous = scan.previousTextLine(line) else { return nil }
    let end = scan.textEnd(scan.firstText(previous))
    return Repair(
      start: end, end: end, message: "a comma is missing here",
      edits: [.insert(scan.at(end - 1) == UInt8(ascii: ":") ? " ," : ",", at: end)], title: "insert `,`")
  }

  /// An item on a line of its own below one that starts at the same column and was never closed.
  private func unclosedSibling(_ innermost: Int) -> Repair? {
    let line = scan.lineStart(problemOffset)
    let other = scan.lineStart(innermost)
    guard other < line, scan.firstText(line) == problemOffset, scan.firstText(other) == innermost,
      scan.indent(other) == scan.indent(line), let previous = scan.previousTextLine(line)
    else { return nil }
    let end = scan.textEnd(scan.firstText(previous))
    let closers = closers(of: scan.openBrackets(innermost, end), behind: end) + ","
    return Repair(
      start: innermost, end: innermost + 1, message: "this `\(scan.text(innermost, innermost + 1))` is never closed",
      edits: [.insert(closers, at: end)], title: "insert `\(closers)`")
  }

  /// `{value {…}}`, `{name "x"}`: a word where a key stands, and a value right behind it.
  private func missingColonInFlow(_ innermost: Int) -> Repair? {
    var end = problemOffset
    while end > innermost, scan.isBlank(end - 1) { end -= 1 }
    var start = end
    while start > innermost, scan.at(start - 1) == 0x5F || (0x61...0x7A).contains(scan.at(start - 1)) { start -= 1 }
    var before = start
    while before > innermost, scan.isGap(before - 1) { before -= 1 }
    guard start < end, end < problemOffset, [UInt8(ascii: ","), UInt8(ascii: "{")].contains(scan.at(before - 1)) else {
      return nil
    }
    return Repair(
      start: start, end: end, message: "the key \(scan.quoted(start, end)) has no colon",
      edits: [.insert(":", at: end)], title: "insert `:`", keyEnd: end)
  }

  private func missingComma() -> Repair? {
    let line = scan.lineStart(problemOffset)
    if scan.firstText(line) == problemOffset { return missingCommaAbove(line) }
    return Repair(
      start: problemOffset, end: problemOffset, message: "a comma is missing here",
      edits: [.insert(",", at: problemOffset)], title: "insert `,`")
  }

  /// Quotes the item or value in brackets that holds `offset`.
  private func quoteFlowItem(_ offset: Int) -> Repair? {
    let line = scan.lineStart(offset)
    var start = offset
    while start > line {
      let byte = scan.at(start - 1)
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { break }
      if byte == UInt8(ascii: ":"), scan.isGap(start), start - 1 < offset { break }
      start -= 1
    }
    while scan.isBlank(start) { start += 1 }
    guard start <= offset else { return nil }
    let end = flowItemEnd(start)
    guard end > start else { return nil }
    let isExpression = scan.at(offset) == UInt8(ascii: "$")
    return quote(
      start, end, kind: isExpression ? .indicator : .syntax,
      message: "\(scan.quoted(start, end)) needs quotes inside brackets", isSafe: isExpression)
  }

  /// The end of a plain item that starts at `start`: before a comma or a closing bracket, `${{ … }}` being one piece.
  func flowItemEnd(_ start: Int) -> Int {
    let end = scan.textEnd(start)
    var index = start
    var depth = 0
    while index < end {
      switch scan.at(index) {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        if depth == 0 { return trimmed(start, index) }
        depth -= 1
      case UInt8(ascii: ","), UInt8(ascii: "]"):
        if depth == 0 { return trimmed(start, index) }
      default: break
      }
      index += 1
    }
    return trimmed(start, end)
  }

  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, scan.isBlank(end - 1) { end -= 1 }
    return end
  }
}
