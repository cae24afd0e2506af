// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Items of other dialects: Quartz's `?`, `L`, `W`, `#` and Jenkins's `H`. They are refused by name; what stands nearest to
/// them in this dialect is the replacement.
extension CronFieldParser {
  /// Reads an item of another dialect; false where it is none.
  mutating func readForeign(_ start: Int, _ end: Int) -> Bool {
    let item = bytes[start..<end].map(\.raised)
    if item == [0x3F] { return readQuestionMark(start, end) }
    if item.first == 0x48, item.count == 1 || item[1] == 0x2F || item[1] == 0x28 { return readHash(item, start, end) }
    switch field {
    case .dayOfMonth: return readDayOfMonth(item, start, end)
    case .dayOfWeek: return readDayOfWeek(item, start, end)
    case .minute, .hour, .month: return false
    }
  }

  private mutating func readQuestionMark(_ start: Int, _ end: Int) -> Bool {
    if field.isDay {
      fail(.questionMark, start, end, "`?` is Quartz's way to leave the \(field.name) open: write `*`")
      add(field.all, "*")
    } else {
      fail(
        .unexpectedCharacter, start, end, "`?` cannot stand in the \(field.name): expected \(field.expectation) or `*`")
      add(field.all, "*", isSafe: false)
    }
    return true
  }

  /// `H`, `H/15`, `H(0-29)`, `H(0-29)/10`: a number that Jenkins draws from the job's name.
  private mutating func readHash(_ item: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let message = "\(shown(start, end)) is Jenkins's drawn number; a schedule here names the \(field.name) itself"
    fail(.hashToken, start, end, message)
    var rest = item.dropFirst()
    var range: String?
    if rest.first == 0x28, let close = rest.firstIndex(of: 0x29) {
      range = ASCII.text(rest[(rest.startIndex + 1)..<close])
      rest = rest[(close + 1)...]
    }
    if rest.isEmpty {
      let first = range.map { $0.prefix { $0 != "-" } }.map(String.init) ?? "\(field.lowest)"
      add(0, first, isSafe: false)
    } else if rest.first == 0x2F {
      add(0, (range ?? "*") + ASCII.text(rest), isSafe: false)
    } else {
      add(0, nil)
    }
    return true
  }

  /// `L`, `L-3`, `LW`, `15W`.
  private mutating func readDayOfMonth(_ item: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let text = ASCII.text(item)
    if text == "L" {
      fail(
        .lastDay, start, end,
        "`L` is Quartz's last day of the month, which has no spelling here: 28 is the last day that every month has")
      add(1 << 28, "28", isSafe: false)
      return true
    }
    if text == "LW" || text == "WL" {
      fail(
        .nearestWeekday, start, end,
        "`\(text)` is Quartz's last weekday of the month, which has no spelling here: 28 is the last day that every month has"
      )
      add(1 << 28, "28", isSafe: false)
      return true
    }
    if item.starts(with: [0x4C, 0x2D]), let before = ASCII.number(item[2...]), before < 28 {
      fail(
        .lastDay, start, end,
        "`\(text)` is Quartz's \(before) days before the last of the month, which has no spelling here")
      add(1 << UInt64(28 - before), "\(28 - before)", isSafe: false)
      return true
    }
    if item.last == 0x57, let day = ASCII.number(item.dropLast()), 1...31 ~= day {
      fail(
        .nearestWeekday, start, end,
        "`\(text)` is Quartz's weekday nearest to day \(day), which has no spelling here: \(day) is the day itself")
      add(1 << UInt64(day), "\(day)", isSafe: false)
      return true
    }
    return false
  }

  /// `L`, `6L`, `FRIL`, `6#3`, `FRI#3`.
  private mutating func readDayOfWeek(_ item: [UInt8], _ start: Int, _ end: Int) -> Bool {
    if item == [0x4C] {
      fail(.lastDay, start, end, "`L` is Quartz's last day of the week: write `SAT`")
      add(1 << 6, "SAT")
      return true
    }
    if item.last == 0x4C, let day = weekday(item.dropLast()) {
      fail(
        .lastDay, start, end,
        "\(shown(start, end)) is Quartz's last \(CronNames.weekdays[day]) of the month, which has no spelling here: \(field.names[day]) is every one"
      )
      add(1 << UInt64(day), field.names[day], isSafe: false)
      return true
    }
    guard let mark = item.firstIndex(of: 0x23), let day = weekday(item[..<mark]) else { return false }
    let count = text(start + mark + 1, end)
    fail(
      .nthWeekday, start, end,
      "\(shown(start, end)) is Quartz's \(CronNames.weekdays[day]) number \(count) of the month, which has no spelling here: \(field.names[day]) is every one"
    )
    add(1 << UInt64(day), field.names[day], isSafe: false)
    return true
  }

  /// The weekday that a number or a name writes, Sunday 0.
  private func weekday(_ word: ArraySlice<UInt8>) -> Int? {
    if let index = field.names.firstIndex(where: { word.elementsEqual($0.utf8) }) { return index }
    guard let number = ASCII.number(word) else { return nil }
    switch numbering {
    case .cron: return number <= 7 ? number % 7 : nil
    case .quartz: return 1...7 ~= number ? number - 1 : nil
    }
  }
}
