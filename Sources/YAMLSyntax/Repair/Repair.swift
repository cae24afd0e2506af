// SPDX-License-Identifier: Apache-2.0

/// One proposed repair, in the coordinates of the text that failed.
struct Repair {
  var kind = SyntaxProblemKind.syntax
  /// The wrong text.
  var start: Int
  var end: Int
  var message: String
  /// Where the construct began, with what to say of it.
  var related: (start: Int, end: Int, message: String)?
  var edits: [ByteEdit]
  var title: String
  var isSafe = false
  /// Where the key ends that begins at `start` and gets its colon, with a value behind or below it.
  var keyEnd: Int?
}

/// Chooses a repair for what libyaml refused, by what it was doing and what a person sees on the line.
///
/// Each case has a method; nil means that nothing better is known than to blank the rest of the line.
struct RepairStrategy {
  let scan: LineScan
  let failure: StreamFailure
  let parts: TreeParts

  var problemOffset: Int { failure.problemOffset }

  /// The repair to try first.
  func propose() -> Repair? {
    if let repair = earlierUnclosedQuote() { return repair }
    let context = failure.context
    let problem = failure.problem
    if problem.hasPrefix("could not find expected ':'") { return missingColon() }
    if problem.hasPrefix("mapping values are not allowed") { return secondColon() }
    if problem.hasPrefix("found character that cannot start") { return wrongStart() }
    if problem.contains("tab character") { return tab(problemOffset) }
    if context.contains("quoted scalar") { return quotedScalar() }
    if context.contains("an anchor") || context.contains("an alias") { return anchorOrAlias() }
    if context.contains("a tag") || problem.contains("tag handle") { return tag() }
    if context.contains("directive") { return directive() }
    if context.contains("block scalar") { return blockScalarHeader() }
    if let repair = flow() { return repair }
    if problem.hasPrefix("did not find expected key") { return outOfPlace(isItem: false) }
    if problem.hasPrefix("did not find expected '-'") { return outOfPlace(isItem: true) }
    if problem.contains("<document start>") { return afterRoot() }
    if problem.contains("node content") { return nodeContent() }
    if problem.contains("not allowed in this context") { return markerInValue() }
    return nil
  }

  // MARK: - Keys

  /// A key without its colon: `ty` alone on its line, or `type:deploy` without a blank.
  private func missingColon() -> Repair? {
    guard let start = failure.contextOffset else { return nil }
    let end = scan.textEnd(start)
    guard end > start else { return nil }
    if gluedColon(start, end) == nil, scan.firstText(scan.lineStart(start)) == start, belongsToItems(start) {
      return Repair(
        start: start, end: end, message: "\(scan.quoted(start, end)) stands among list items without a `- ` in front",
        edits: [.insert("- ", at: start)], title: "make it a list item")
    }
    return colonRepair(start, end)
  }

  /// Puts the colon behind a key that lacks it.
  func colonRepair(_ start: Int, _ end: Int) -> Repair? {
    if scan.column(start) == 0, ["---", "..."].contains(scan.text(start, start + 3)) { return nil }
    let open = scan.openBrackets(start, end)
    if let first = open.first {
      // Brackets that a key cannot keep open over lines.
      let closers = closers(of: open, behind: end) + " :"
      return Repair(
        start: first, end: first + 1, message: "this `\(scan.text(first, first + 1))` is never closed",
        edits: [.insert(closers, at: end)], title: "insert `\(closers)`")
    }
    if let colon = gluedColon(start, end) {
      return Repair(
        start: colon, end: colon + 1,
        message: "a blank is missing behind the colon of \(scan.quoted(start, colon + 1))",
        edits: [.insert(" ", at: colon + 1)], title: "insert a blank behind the colon")
    }
    if let word = keyWord(start, end) {
      return Repair(
        start: start, end: end, message: "the key \(scan.quoted(start, word)) has no colon",
        edits: [.insert(":", at: word)], title: "insert `:`", keyEnd: word)
    }
    // Behind an alias or an anchor a colon would be part of its name.
    let first = scan.at(start)
    let isName = first == UInt8(ascii: "*") || first == UInt8(ascii: "&") || first == UInt8(ascii: "!")
    return Repair(
      start: start, end: end, message: "the key \(scan.quoted(start, end)) has no colon",
      edits: [.insert(isName ? " :" : ":", at: end)], title: "insert `:`",
      keyEnd: wordEnd(start, end) == end && hasValueBelow(start) && !isKeyAround(start, end) ? end : nil)
  }

  /// The end of the first word of `type script`, which is the key rather than the whole: written as keys are, not there
  /// among the lines around it, and with nothing below that would be its value.
  private func keyWord(_ start: Int, _ end: Int) -> Int? {
    let word = wordEnd(start, end)
    guard word > start, word + 1 < end, scan.isBlank(word), !hasValueBelow(start), !isKeyAround(start, word) else {
      return nil
    }
    return word
  }

  /// The end of the letters that keys are made of.
  private func wordEnd(_ start: Int, _ end: Int) -> Int {
    var word = start
    while word < end, scan.at(word) == 0x5F || (0x61...0x7A).contains(scan.at(word)) { word += 1 }
    return word
  }

  /// Whether the next line is indented deeper.
  private func hasValueBelow(_ start: Int) -> Bool {
    scan.nextTextLine(scan.lineStart(start)).map { scan.indent($0) > scan.column(start) } ?? false
  }

  /// Whether a line of the same mapping, above or below, has a word as its key.
  private func isKeyAround(_ start: Int, _ end: Int) -> Bool {
    let column = scan.column(start)
    let key = scan.text(start, end)
    func isThere(_ line: Int) -> Bool {
      let entry = scan.entryStart(line)
      guard scan.column(entry) == column, let colon = scan.keyColon(entry) else { return false }
      return scan.text(entry, colon) == key
    }
    let line = scan.lineStart(start)
    var above = scan.previousTextLine(line)
    while let other = above, scan.column(scan.entryStart(other)) >= column {
      if isThere(other) { return true }
      // The first line of an item begins its mapping.
      if scan.indent(other) < column { break }
      above = scan.previousTextLine(other)
    }
    var below = scan.nextTextLine(line)
    while let other = below, scan.indent(other) >= column {
      if isThere(other) { return true }
      below = scan.nextTextLine(other)
    }
    return false
  }

  /// The colon of `word:text`, unless it is a URL's.
  private func gluedColon(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end, scan.isWordByte(scan.at(index)) { index += 1 }
    guard index > start, index + 1 < end, scan.at(index) == UInt8(ascii: ":") else { return nil }
    return scan.at(index + 1) == UInt8(ascii: "/") ? nil : index
  }

  /// Whether the lines above at the same column are list items, with no key at that column.
  func belongsToItems(_ start: Int) -> Bool {
    let column = scan.column(start)
    var line = scan.previousTextLine(start)
    var found = false
    while let current = line {
      let indent = scan.indent(current)
      if indent < column { return found }
      if indent == column {
        guard scan.at(scan.firstText(current)) == UInt8(ascii: "-"), scan.isGap(scan.firstText(current) + 1) else {
          return false
        }
        found = true
      }
      line = scan.previousTextLine(current)
    }
    return found
  }

  /// A colon where no value may start: in a plain value, below a value, or below a key without its colon.
  private func secondColon() -> Repair? {
    let line = scan.lineStart(problemOffset)
    let entry = scan.entryStart(line)
    if let colon = scan.keyColon(entry), colon < problemOffset {
      let end = scan.textEnd(entry)
      let value = scan.valueStart(line)
      return quote(
        value, max(end, problemOffset + 1), kind: .syntax,
        message: "the value \(scan.quoted(value, end)) contains a colon and needs quotes")
    }
    guard let previous = scan.previousTextLine(line) else { return nil }
    let previousEntry = scan.entryStart(previous)
    let previousEnd = scan.textEnd(previousEntry)
    guard let colon = scan.keyColon(previousEntry) else {
      return previousEnd > previousEntry ? colonRepair(previousEntry, previousEnd) : nil
    }
    let delta = scan.column(previousEntry) - scan.indent(line)
    guard delta < 0 else { return nil }
    let hasItems = scan.firstText(line) != entry
    if hasItems || scan.nextTextLine(line).map({ scan.indent($0) > scan.column(previousEntry) }) == true {
      // Several lines are what the key is for, and the value is what was typed last.
      let value = scan.valueStart(previous)
      guard previousEnd > value else { return nil }
      return Repair(
        start: value, end: previousEnd,
        message:
          "the key \(scan.quoted(previousEntry, colon)) has this value, and a \(hasItems ? "list" : "mapping") below",
        related: (entry, problemOffset, "it begins here"), edits: [.blank(value, previousEnd)],
        title: "remove the value")
    }
    return shift(
      line, by: delta,
      message: "\(scan.quoted(entry, problemOffset)) is indented below a key that already has a value",
      related: (previousEntry, colon, "this key has a value on its own line"))
  }

  // MARK: - Values

  /// A value that starts with `@`, a backtick or `%`, or a tab.
  private func wrongStart() -> Repair? {
    if scan.at(problemOffset) == 0x09 { return tab(problemOffset) }
    return quoteValue(problemOffset)
  }

  private func anchorOrAlias() -> Repair? { quoteValue(failure.contextOffset ?? problemOffset) }

  private func tag() -> Repair? {
    let start = failure.contextOffset ?? problemOffset
    guard failure.problem.contains("undefined tag handle") else { return quoteValue(start) }
    var end = problemOffset
    while end < scan.bytes.count, !scan.isGap(end) { end += 1 }
    return Repair(
      start: problemOffset, end: end,
      message: "the tag \(scan.quoted(problemOffset, end)) uses a handle that no `%TAG` line declares",
      edits: [.blank(problemOffset, end)], title: "remove the tag")
  }

  /// `key: >= 3`: a value that looks like a block scalar's header.
  private func blockScalarHeader() -> Repair? {
    let start = failure.contextOffset ?? problemOffset
    let line = scan.lineStart(start)
    let column = scan.column(scan.entryStart(line))
    let isKey = scan.entryStart(line) == start && scan.keyColon(start) != nil
    if !isKey, let next = scan.nextTextLine(line), scan.indent(next) > column {
      let end = max(scan.textEnd(start), problemOffset + 1)
      let from = max(problemOffset, start + 1)
      return Repair(
        start: from, end: end,
        message:
          "\(scan.quoted(from, end)) does not belong behind the `\(scan.text(start, start + 1))` of a text block",
        edits: [.blank(from, end)], title: "remove it")
    }
    return quoteValue(start)
  }

  /// A line that starts with `%` and is no directive.
  private func directive() -> Repair? {
    let start = scan.lineStart(failure.contextOffset ?? problemOffset)
    let end = scan.lineEnd(start)
    guard end > start else { return nil }
    return Repair(
      start: start, end: max(scan.textEnd(start), start + 1), message: FailureMessage.text(failure, scan),
      edits: [.blank(start, end)], title: "remove the line's text")
  }

  private func nodeContent() -> Repair? {
    switch scan.at(problemOffset) {
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): quoteValue(problemOffset)
    default: nil
    }
  }

  /// `needs: - a`, `key: ? x`.
  private func markerInValue() -> Repair? {
    let line = scan.lineStart(problemOffset)
    let value = scan.valueStart(line)
    guard value <= problemOffset, scan.keyColon(scan.entryStart(line)) != nil else { return nil }
    let end = scan.textEnd(value)
    return quote(
      value, end, kind: .indicator,
      message: "\(scan.quoted(problemOffset, problemOffset + 1)) may not start a value on its key's line",
      isSafe: false)
  }

  // MARK: - Quoting

  /// Quotes the value, or the key, that starts at `start`.
  func quoteValue(_ start: Int) -> Repair? {
    let line = scan.lineStart(start)
    var end = scan.textEnd(start)
    let brackets = openBrackets(before: start)
    if !brackets.isEmpty {
      end = flowItemEnd(start)
    } else if scan.entryStart(line) == start, let colon = scan.keyColon(start) {
      end = colon
    }
    while end > start, scan.isBlank(end - 1) { end -= 1 }
    guard end > start else { return nil }
    let isAlone = end == start + 1
    return quote(
      start, end, kind: .indicator,
      message:
        "\(scan.quoted(start, end)) needs quotes: `\(scan.text(start, start + 1))` has a meaning of its own there",
      isSafe: !isAlone)
  }

  func quote(_ start: Int, _ end: Int, kind: SyntaxProblemKind, message: String, isSafe: Bool = false) -> Repair? {
    guard end > start, scan.lineEnd(start) >= end else { return nil }
    let text = Array(scan.bytes[start..<min(end, scan.bytes.count)])
    return Repair(
      kind: kind, start: start, end: end, message: message,
      edits: RepairStrategy.quotingEdits(text, start, end), title: "quote it", isSafe: isSafe)
  }

  /// Quotes around a text, as insertions where the text can stay as it is.
  static func quotingEdits(_ text: [UInt8], _ start: Int, _ end: Int) -> [ByteEdit] {
    if !text.contains(0x22), !text.contains(0x5C) {
      return [.insert("\"", at: start), .insert("\"", at: end)]
    }
    var edits: [ByteEdit] = [.insert("'", at: start)]
    for (index, byte) in text.enumerated() where byte == 0x27 { edits.append(.insert("'", at: start + index)) }
    edits.append(.insert("'", at: end))
    return edits
  }

  // MARK: - Lines

  /// Moves a line, and the lines below it that are indented as deep, by `delta` columns.
  func shift(
    _ line: Int, by delta: Int, message: String, related: (start: Int, end: Int, message: String)? = nil
  ) -> Repair? {
    let edits = shiftEdits(line, by: delta, before: .max)
    guard !edits.isEmpty else { return nil }
    let start = scan.firstText(line)
    return Repair(
      start: start, end: max(scan.textEnd(start), start), message: message, related: related, edits: edits,
      title: delta > 0 ? "indent by \(delta)" : "unindent by \(-delta)")
  }

  /// The edits that move a line and its siblings below by `delta` columns, up to `limit`.
  ///
  /// What is below a moved line moves with it only where it would not stay deeper otherwise: most often one line
  /// slipped, and the lines below it are right.
  func shiftEdits(_ line: Int, by delta: Int, before limit: Int) -> [ByteEdit] {
    let column = scan.indent(line)
    let target = column + delta
    let isItem = startsItem(scan.firstText(line))
    var edits: [ByteEdit] = []
    var current: Int? = line
    while let start = current, start < limit {
      guard let head = scan.isEmptyLine(start) ? scan.nextTextLine(start) : start, head < limit else { break }
      // An item at the column of moved keys, or a key at that of moved items, belongs to the lines above.
      if scan.indent(head) != column || startsItem(scan.firstText(head)) != isItem { break }
      move(head, by: delta, &edits)
      var below: [Int] = []
      var next = scan.nextTextLine(head)
      while let child = next, child < limit, scan.indent(child) > column {
        below.append(child)
        next = scan.nextTextLine(child)
      }
      if delta > 0, below.contains(where: { scan.indent($0) <= target }) {
        guard opensBlock(head) else { break }
        for child in below { move(child, by: delta, &edits) }
      }
      current = next
    }
    return edits
  }

  private func move(_ line: Int, by delta: Int, _ edits: inout [ByteEdit]) {
    let text = scan.firstText(line)
    if delta > 0 {
      edits.append(ByteEdit(text, text, [UInt8](repeating: 0x20, count: delta)))
    } else if scan.indent(line) >= -delta {
      edits.append(ByteEdit(text + delta, text, []))
    }
  }

  /// Whether a line is a key or a dash whose value stands on the lines below.
  private func opensBlock(_ line: Int) -> Bool {
    let text = scan.firstText(line)
    let end = scan.textEnd(text)
    guard end > text else { return false }
    let last = scan.at(end - 1)
    return last == UInt8(ascii: ":") || last == UInt8(ascii: "|") || last == UInt8(ascii: ">") || startsItem(text)
  }

  /// Whether a list item's dash stands here.
  func startsItem(_ offset: Int) -> Bool { scan.at(offset) == UInt8(ascii: "-") && scan.isGap(offset + 1) }
}
