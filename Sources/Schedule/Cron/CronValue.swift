// SPDX-License-Identifier: Apache-2.0
import SourceText

/// One value of a field.
struct CronValue {
  /// In the field's numbers, those of cron; 7 stays 7.
  let number: Int
  /// As it should be written.
  let text: String
  var isName = false
  /// Whether the number is just beyond the field in a way that has a meaning: hour 24, minute 60, day or month 0.
  var isBeyond = false
}

/// The mark between the ends of a range: `-`, or a dash or `..` that was meant as one.
struct RangeMark: Equatable {
  let start, end: Int
  let isHyphen: Bool

  /// The first mark in the bytes from `low` to `high`.
  init?(in bytes: [UInt8], _ low: Int, _ high: Int) {
    var index = low
    while index < high {
      let rest = bytes[index..<high]
      if bytes[index] == 0x2D {
        (start, end, isHyphen) = (index, index + 1, true)
        return
      }
      // The en dash and the em dash.
      if rest.starts(with: [0xE2, 0x80, 0x93]) || rest.starts(with: [0xE2, 0x80, 0x94]) {
        (start, end, isHyphen) = (index, index + 3, false)
        return
      }
      if rest.starts(with: [0x2E, 0x2E]) {
        (start, end, isHyphen) = (index, index + 2, false)
        return
      }
      index += 1
    }
    return nil
  }
}

extension CronFieldParser {
  /// Reads a number or a name; reports what is neither, and gives nil where nothing can stand in its place.
  mutating func readValue(_ start: Int, _ end: Int) -> CronValue? {
    let word = bytes[start..<end]
    if word.allSatisfy(\.isDigit) { return readNumber(start, end) }
    if word.allSatisfy(\.isLetter) { return readName(start, end) }
    if word.first == 0x2A, ASCII.number(word.dropFirst()) != nil {
      fail(.unexpectedCharacter, start, end, "\(shown(start, end)) is not a \(field.name); a step is written `*/n`")
      return nil
    }
    let odd = word.firstIndex { !$0.isDigit && !$0.isLetter }
    guard let odd else {
      fail(.unknownName, start, end, "\(shown(start, end)) is not a \(field.name): expected \(field.expectation)")
      return nil
    }
    var after = odd + 1
    while after < end, bytes[after] & 0xC0 == 0x80 { after += 1 }
    fail(
      .unexpectedCharacter, odd, after,
      "\(shown(odd, after)) cannot stand in the \(field.name): expected \(field.expectation)")
    return nil
  }

  private mutating func readNumber(_ start: Int, _ end: Int) -> CronValue? {
    let number = ASCII.number(bytes[start..<end])
    let written = text(start, end)
    if numbering == .quartz, field == .dayOfWeek {
      if let number, 1...7 ~= number { return CronValue(number: number - 1, text: field.names[number - 1]) }
    } else if let number, field.lowest...field.highest ~= number {
      return CronValue(number: number, text: written)
    } else if let number {
      switch (field, number) {
      case (.hour, 24), (.minute, 60), (.dayOfMonth, 0), (.month, 0):
        return CronValue(number: number, text: written, isBeyond: true)
      default: break
      }
    }
    let shown = DurationLiteral.clipped(written)
    fail(.valueOutOfRange, start, end, "\(field.name) \(shown) is out of range: expected \(field.expectation)")
    return nil
  }

  private mutating func readName(_ start: Int, _ end: Int) -> CronValue? {
    let word = ASCII.lowered(bytes[start..<end])
    if let index = field.names.firstIndex(where: { $0 == word.uppercased() }) {
      return CronValue(number: index + field.nameBase, text: text(start, end), isName: true)
    }
    if let index = Self.longName(word, of: field) {
      let name = field.names[index]
      fail(.longName, start, end, "\(shown(start, end)) is written `\(name)`: names have three letters")
      return CronValue(number: index + field.nameBase, text: name, isName: true)
    }
    let other: CronField = field == .month ? .dayOfWeek : .month
    let home = [other, field == .month ? .month : .dayOfWeek].first { candidate in
      candidate != field && (Self.longName(word, of: candidate) != nil || candidate.names.contains(word.uppercased()))
    }
    if let home {
      fail(
        .misplacedName, start, end,
        "\(shown(start, end)) is a \(home == .month ? "month" : "weekday"), but this is the \(field.name): expected \(field.expectation)"
      )
      return nil
    }
    let near = EditDistance.nearest(to: word, among: field.names, limit: 1)
    let hint = near.map { "; did you mean `\($0.name)`?" } ?? ""
    fail(.unknownName, start, end, "\(shown(start, end)) is not a \(field.name): expected \(field.expectation)\(hint)")
    guard let near, let index = field.names.firstIndex(of: near.name) else { return nil }
    noteGuess()
    return CronValue(number: index + field.nameBase, text: near.name, isName: true)
  }

  /// The name that a longer or shorter spelling certainly means: `monday`, `mondays`, `sept`, `mo`, `weds`.
  private static func longName(_ word: String, of field: CronField) -> Int? {
    let full = (field == .month ? CronNames.months : field == .dayOfWeek ? CronNames.weekdays : []).map {
      $0.lowercased()
    }
    let singular = word.utf8.count > 4 && word.hasSuffix("s") ? String(word.dropLast()) : word
    if let exact = full.firstIndex(of: singular) { return exact }
    if field == .dayOfWeek, word == "weds" { return 3 }
    guard word.utf8.count >= 2 else { return nil }
    let matches = full.indices.filter { full[$0].hasPrefix(word) }
    return matches.count == 1 ? matches.first : nil
  }
}

extension CronField {
  /// The number of the first name.
  var nameBase: Int { self == .month ? 1 : 0 }
}

/// Sets as the text of a field.
enum CronSetText {
  /// The shortest plain list of values and ranges for a set that is not empty.
  static func text(of set: UInt64, field: CronField, hasNames: Bool) -> String {
    if set == field.all { return "*" }
    let names = hasNames ? field.names : []
    func spelled(_ value: Int) -> String {
      names.indices.contains(value - field.nameBase) ? names[value - field.nameBase] : "\(value)"
    }
    return runs(of: set).map { run in
      run.count == 1 ? spelled(run.lowerBound) : "\(spelled(run.lowerBound))-\(spelled(run.upperBound))"
    }.joined(separator: ",")
  }

  /// The stretches of neighbouring values in a set, in order.
  static func runs(of set: UInt64) -> [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    var rest = set
    while rest != 0 {
      let start = rest.trailingZeroBitCount
      let length = (~(rest >> UInt64(start))).trailingZeroBitCount
      result.append(start...start + length - 1)
      rest &= start + length >= 64 ? 0 : ~UInt64(0) << UInt64(start + length)
    }
    return result
  }

  /// The values of a set, in order.
  static func values(of set: UInt64) -> [Int] { runs(of: set).flatMap(Array.init) }
}
