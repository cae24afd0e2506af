// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads one field of an expression: a list of items, each a `*`, a value, a range, or one of these with a step.
struct CronFieldParser {
  let bytes: [UInt8]
  let field: CronField
  let numbering: CronWeekdayNumbering
  /// Whether all fields that count longer times are open, so that one more than the last value is the first one.
  let isRestOpen: Bool
  private var reading = CronFieldReading()

  /// A reader of a field of `bytes`.
  init(bytes: [UInt8], field: CronField, numbering: CronWeekdayNumbering = .cron, isRestOpen: Bool = false) {
    self.bytes = bytes
    self.field = field
    self.numbering = numbering
    self.isRestOpen = isRestOpen
  }

  /// Reads the field in a range that is not empty. Complexity: O(n).
  mutating func read(_ range: Range<Int>) -> CronFieldReading {
    reading.startsWithStar = bytes[range.lowerBound] == 0x2A
    var start = range.lowerBound
    while start <= range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x2C) ?? range.upperBound
      if start == end {
        let comma = end < range.upperBound ? end : max(range.lowerBound, end - 1)
        fail(.emptyItem, comma, comma + 1, "the list of the \(field.name) has an empty item")
      } else {
        readItem(start, end)
      }
      start = end + 1
    }
    if reading.text?.isEmpty ?? false { reading.text = nil }
    return reading
  }

  private mutating func readItem(_ start: Int, _ end: Int) {
    if readForeign(start, end) { return }
    let slash = bytes[start..<end].firstIndex(of: 0x2F)
    var step: Int?
    if let slash {
      let written = shown(slash + 1, end)
      guard let number = ASCII.number(bytes[slash + 1..<end]), number > 0 else {
        let message =
          slash + 1 == end ? "a step is missing behind `/`" : "the step \(written) is not a number above 0"
        fail(.malformedStep, slash + 1 == end ? slash : slash + 1, end, message)
        return reading.add(0, nil)
      }
      step = number
      if slash == start {
        fail(
          .malformedStep, start, end,
          "\(shown(start, end)) has nothing to step through: expected `*\(text(start, end))`")
        return reading.add(0, "*" + text(start, end), isSafe: false)
      }
    }
    readBase(start, slash ?? end, step: step, itemEnd: end)
  }

  private mutating func readBase(_ start: Int, _ end: Int, step: Int?, itemEnd: Int) {
    let item = TextRange(start, itemEnd)
    if end == start + 1, bytes[start] == 0x2A {
      let last = field.highest
      noteUneven(field.lowest, last, step, item)
      let isSame = field != .dayOfWeek || numbering == .cron || step ?? 1 == 1
      let set = isSame ? values(field.lowest, last, step) : values(0, 6, step)
      return reading.add(set, isSame ? text(start, itemEnd) : names(of: set))
    }
    if let dash = RangeMark(in: bytes, start, end) { return readRange(dash, start, end, step: step, item: item) }
    guard let value = readValue(start, end) else { return reading.add(0, nil) }
    if value.isBeyond {
      reading.problems.append(beyond(value, start, end))
      guard step == nil else { return reading.add(0, nil) }
      let first = field.lowest
      return reading.add(values(first, first, nil), "\(first)", isSafe: field.lowest == 0 && isRestOpen)
    }
    guard let step else { return reading.add(values(value.number, value.number, nil), value.text) }
    let last = numbering == .quartz && field == .dayOfWeek ? 6 : field.highest
    let set = values(value.number, last, step)
    let isWhole = value.number == field.lowest && !field.isDay
    let mended = isWhole ? "*/\(step)" : "\(value.number)-\(last)/\(step)"
    noteUneven(value.number, last, step, item)
    let message = "\(text(start, itemEnd)) steps without a range, which not every cron knows: write `\(mended)`"
    reading.problems.append(CronProblem(.stepWithoutRange, item, message, isAccepted: true))
    reading.add(set, numbering == .quartz && field == .dayOfWeek ? names(of: set) : mended)
  }

  private mutating func readRange(_ dash: RangeMark, _ start: Int, _ end: Int, step: Int?, item: TextRange) {
    guard dash.start > start, dash.end < end, RangeMark(in: bytes, dash.end, end) == nil else {
      fail(
        .malformedRange, start, end, "\(shown(start, end)) is not a range: expected `first-last`, \(field.expectation)")
      return reading.add(0, nil)
    }
    if !dash.isHyphen {
      fail(.unexpectedCharacter, dash.start, dash.end, "\(shown(dash.start, dash.end)) where `-` was expected")
    }
    let low = readValue(start, dash.start)
    let high = readValue(dash.end, end)
    guard var low, var high else { return reading.add(0, nil) }
    var isSafe = true
    if low.isBeyond {
      reading.problems.append(beyond(low, start, dash.start))
      // 0-12 for months and 0-31 for days mean all of them; 24-3 means nothing certain.
      guard low.number < field.lowest else { return reading.add(0, nil) }
      low = CronValue(number: field.lowest, text: "\(field.lowest)")
    }
    if high.isBeyond {
      reading.problems.append(beyond(high, dash.end, end))
      guard high.number > field.highest else { return reading.add(0, nil) }
      isSafe = low.number == field.lowest
      high = CronValue(number: field.highest, text: "\(field.highest)")
    }
    let tail = step.map { "/\($0)" } ?? ""
    if field == .dayOfWeek, low.number == 7, high.number < 7 {
      fail(
        .reversedRange, start, end, "the range \(shown(start, end)) starts with 7 for Sunday, which comes last: write 0"
      )
      return reading.add(values(0, high.number, step), "0-\(high.text)\(tail)")
    }
    guard low.number <= high.number else { return reverse(low, high, step, start, end) }
    let set = values(low.number, high.number, step)
    if high.number == field.highest, low.number - field.lowest < step ?? 0 {
      noteUneven(low.number, high.number, step, item)
    }
    let isRenumbered = numbering == .quartz && field == .dayOfWeek && !(low.isName && high.isName && step == nil)
    reading.add(set, isRenumbered ? names(of: set) : "\(low.text)-\(high.text)\(tail)", isSafe: isSafe)
  }

  /// A range that runs backwards is taken to go on at the field's beginning: `22-2`, `FRI-MON`.
  private mutating func reverse(_ low: CronValue, _ high: CronValue, _ step: Int?, _ start: Int, _ end: Int) {
    fail(
      .reversedRange, start, end, "the range \(shown(start, end)) runs backwards: \(high.text) is before \(low.text)")
    guard let cycle = field.cycle else {
      return reading.add(0, "\(high.text)-\(low.text)\(step.map { "/\($0)" } ?? "")", isSafe: false)
    }
    var set: UInt64 = 0
    var value = low.number
    while value <= high.number + cycle {
      set |= 1 << UInt64((value - field.lowest) % cycle + field.lowest)
      value += step ?? 1
    }
    // Names can only have been meant as a turn of the week or year; numbers may have been swapped.
    let isSunday = field == .dayOfWeek && high.number == 0
    let isSafe = low.isName && high.isName || isSunday
    let first = "\(low.text)-7\(step.map { "/\($0)" } ?? "")"
    if isSunday, !low.isName { return reading.add(set, first, isSafe: true) }
    reading.add(
      set, CronSetText.text(of: set, field: field, hasNames: low.isName || numbering == .quartz), isSafe: isSafe)
  }

  // MARK: Sets

  /// The numbers from one to another, which are in the field, by a step; 7 is Sunday.
  private func values(_ first: Int, _ last: Int, _ step: Int?) -> UInt64 {
    var set: UInt64 = 0
    for value in stride(from: first, through: last, by: step ?? 1) {
      set |= 1 << UInt64(field == .dayOfWeek && value == 7 ? 0 : value)
    }
    return set
  }

  private func names(of set: UInt64) -> String { CronSetText.text(of: set, field: field, hasNames: true) }

  private mutating func noteUneven(_ first: Int, _ last: Int, _ step: Int?, _ item: TextRange) {
    guard let step, step > 1, first <= last else { return }
    var final = first + (last - first) / step * step
    // Sunday is both 0 and 7, and counts once.
    if field == .dayOfWeek, first == 0, final == 7 { final = max(0, 7 - step) }
    let gap = first + (field.cycle ?? 31) - final
    guard gap != step else { return }
    var even: [Int] = []
    if let cycle = field.cycle {
      let divisors = (2...cycle).filter { cycle % $0 == 0 }
      even = [divisors.last { $0 < step }, divisors.first { $0 > step }].compactMap(\.self)
    }
    reading.unevenSteps.append(
      CronUnevenStep(field: field, range: item, step: step, last: final, first: first, lastGap: gap, evenSteps: even))
  }

  // MARK: Problems

  mutating func fail(_ kind: CronProblem.Kind, _ start: Int, _ end: Int, _ message: String) {
    reading.problems.append(CronProblem(kind, TextRange(start, end), message))
  }

  /// Adds an item's numbers and text to the reading, for the other files of this parser.
  mutating func add(_ set: UInt64, _ item: String?, isSafe: Bool = true) { reading.add(set, item, isSafe: isSafe) }

  /// What is being read is a guess.
  mutating func noteGuess() { reading.noteGuess() }

  func text(_ start: Int, _ end: Int) -> String { ASCII.text(bytes[start..<end]) }

  func shown(_ start: Int, _ end: Int) -> String { "`\(DurationLiteral.clipped(text(start, end)))`" }

  private func beyond(_ value: CronValue, _ start: Int, _ end: Int) -> CronProblem {
    let hint = field == .hour && value.number == 24 ? " (midnight is 0)" : ""
    return CronProblem(
      .valueOutOfRange, TextRange(start, end),
      "\(field.name) \(value.text) is out of range: expected \(field.expectation)\(hint)")
  }
}
