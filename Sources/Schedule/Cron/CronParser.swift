// SPDX-License-Identifier: Apache-2.0
import SourceText

extension CronExpression {
  /// Reads an expression. Never fails hard: what is wrong is told, with its place and, where there is one, the spelling
  /// that was meant. The grammar is `grammar/cron.ebnf`. Complexity: O(n).
  package static func parse(_ text: String) -> CronParseResult { CronParser(bytes: Array(text.utf8)).parse() }
}

/// Reads a whole expression of five fields or a nickname; forms of other schedulers are in `CronForeignForms`.
struct CronParser {
  let bytes: [UInt8]
  /// Whether this reads a replacement, which needs no replacement itself.
  var isVerifying = false

  /// What comes of the text.
  func parse() -> CronParseResult {
    guard bytes.count <= CronExpression.maximumByteCount else {
      let message = "a cron expression of \(bytes.count) bytes is too long"
      return result([CronProblem(.tooLong, TextRange(0, bytes.count), message)])
    }
    let words = words()
    guard let first = words.first else {
      let message = "the cron expression is empty: expected five fields such as `30 2 * * 1-5`, or @daily"
      return result([CronProblem(.empty, TextRange(0, bytes.count), message)])
    }
    if bytes[first.lowerBound] == 0x40 { return parseNickname(words) }
    if let foreign = parseWrapped(words) { return foreign }
    if words.count > 5, let joined = parseBroken(words) { return joined }
    switch words.count {
    case 5: return read(words)
    case 6, 7: return parseLong(words)
    default: return wrongCount(words)
    }
  }

  /// The ranges between blanks.
  func words() -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = 0
    while position < bytes.count {
      if bytes[position].isBlank {
        position += 1
        continue
      }
      let start = position
      while position < bytes.count, !bytes[position].isBlank { position += 1 }
      result.append(start..<position)
    }
    return result
  }

  /// Reads each of five words as its field.
  func readings(_ words: ArraySlice<Range<Int>>, _ numbering: CronWeekdayNumbering = .cron) -> [CronFieldReading] {
    let isOpen = words.map { word in
      word.count == 1 && (bytes[word.lowerBound] == 0x2A || bytes[word.lowerBound] == 0x3F)
    }
    return zip(CronField.allCases, words).map { field, word in
      let isRestOpen = isOpen.dropFirst(field.rawValue + 1).allSatisfy(\.self)
      var parser = CronFieldParser(bytes: bytes, field: field, numbering: numbering, isRestOpen: isRestOpen)
      return parser.read(word)
    }
  }

  /// Reads five words, where `structure` tells what is wrong with the others, and whether leaving those out is safe.
  func read(
    _ words: [Range<Int>], _ numbering: CronWeekdayNumbering = .cron, structure: [CronProblem] = [],
    isSafe: Bool = true
  ) -> CronParseResult {
    let readings = readings(words[...], numbering)
    let problems = (structure + readings.flatMap(\.problems)).sorted { $0.range < $1.range }
    var expression: CronExpression?
    if problems.allSatisfy(\.isAccepted) {
      expression = CronExpression(
        sets: readings.map(\.set), daysAreAlternatives: !readings[2].startsWithStar && !readings[4].startsWithStar)
    }
    let texts = readings.compactMap { reading in reading.text?.joined(separator: ",") }
    let mended = texts.count == 5 ? texts.joined(separator: " ") : nil
    return result(
      problems, expression, mended, isSafe: isSafe && readings.allSatisfy(\.isSafe),
      fields: zip(CronField.allCases, words).map {
        CronFieldText(field: $0, range: TextRange($1.lowerBound, $1.upperBound))
      },
      unevenSteps: readings.flatMap(\.unevenSteps))
  }

  /// Puts a result together: the replacement is given only where it parses without a problem.
  func result(
    _ problems: [CronProblem], _ expression: CronExpression? = nil, _ mended: String? = nil, isSafe: Bool = false,
    fields: [CronFieldText] = [], unevenSteps: [CronUnevenStep] = []
  ) -> CronParseResult {
    var replacement: CronReplacement?
    if let mended, !problems.isEmpty, !isVerifying {
      let check = CronParser(bytes: Array(mended.utf8), isVerifying: true).parse()
      if check.problems.isEmpty { replacement = CronReplacement(text: mended, isSafe: isSafe) }
    }
    let complete = problems.map { problem in
      var problem = problem
      problem.replacement = replacement
      return problem
    }
    return CronParseResult(
      expression: expression, problems: complete, fields: fields, unevenSteps: unevenSteps, replacement: replacement)
  }

  func text(_ range: Range<Int>) -> String { ASCII.text(bytes[range]) }

  func shown(_ range: Range<Int>) -> String { "`\(DurationLiteral.clipped(text(range)))`" }

  func problem(_ kind: CronProblem.Kind, _ range: Range<Int>, _ message: String) -> CronProblem {
    CronProblem(kind, TextRange(range.lowerBound, range.upperBound), message)
  }

  // MARK: Nicknames

  private func parseNickname(_ words: [Range<Int>]) -> CronParseResult {
    let whole = words[0].lowerBound..<(words.last?.upperBound ?? 0)
    let word = text(words[0])
    let lowered = ASCII.lowered(word.utf8)
    let rest = words.dropFirst().map(text).joined(separator: " ")
    if lowered == "@every" {
      let message = "`@every` counts from when the scheduler starts; a schedule here names times of the clock"
      return result([problem(.every, whole, message)], nil, CronPeriod.nearest(to: rest))
    }
    if lowered == "@reboot" {
      let message =
        "`@reboot` is the start of a machine, which a workflow does not have: expected five fields or @daily"
      return result([problem(.reboot, words[0], message)], nil, "@daily")
    }
    let names = CronNickname.allCases.map(\.rawValue)
    guard rest.isEmpty, let nickname = CronNickname(rawValue: word) else {
      if let nickname = CronNickname(rawValue: word), let next = words.dropFirst().first {
        let extra = next.lowerBound..<whole.upperBound
        let message = "\(shown(extra)) behind `\(word)`: a nickname stands alone"
        return result([problem(.extraText, extra, message)], nil, nickname.rawValue)
      }
      let minutely = ["@minutely", "@every_minute", "@everyminute"].contains(lowered)
      let near = minutely ? nil : EditDistance.nearest(to: lowered, among: names, limit: 2)?.name
      let message = "\(shown(words[0])) is not a nickname: expected one of \(ASCII.list(names, "or"))"
      return result(
        [problem(.unknownNickname, words[0], message)], nil, minutely ? "* * * * *" : near,
        isSafe: rest.isEmpty)
    }
    let fields = CronParser(bytes: Array(nickname.fields.utf8), isVerifying: true).parse()
    return result([], fields.expression)
  }

  // MARK: Numbers of fields

  private func wrongCount(_ words: [Range<Int>]) -> CronParseResult {
    let whole = words[0].lowerBound..<(words.last?.upperBound ?? 0)
    if words.count > 5 { return extraText(words) }
    let clock = bytes[words[0]].split(separator: 0x3A, omittingEmptySubsequences: false).map(ASCII.number)
    if words.count == 1, clock.count == 2, let hour = clock[0], let minute = clock[1], hour < 24, minute < 60 {
      let message = "\(shown(whole)) is a time of the clock: expected five fields, such as `\(minute) \(hour) * * *`"
      return result([problem(.clockTime, whole, message)], nil, "\(minute) \(hour) * * *")
    }
    let count = words.count == 1 ? "1 field" : "\(words.count) fields"
    let message =
      "\(shown(whole)) has \(count): expected five, which are minute, hour, day of the month, month, day of the week"
    return result([problem(.fieldCount, whole, message)])
  }

  /// A command or a user behind five fields that can be read.
  func extraText(_ words: [Range<Int>]) -> CronParseResult {
    let whole = words[0].lowerBound..<(words.last?.upperBound ?? 0)
    let first = Array(words.prefix(5))
    let behind = words.dropFirst(5).first?.lowerBound ?? whole.lowerBound
    guard readings(first[...]).allSatisfy(\.isPlausible) else {
      let message =
        "\(shown(whole)) has \(words.count) fields: expected five, which are minute, hour, day of the month, month, day of the week"
      return result([problem(.fieldCount, whole, message)])
    }
    let extra = behind..<whole.upperBound
    let message = "\(shown(extra)) stands behind the five fields: nothing may"
    return read(first, structure: [problem(.extraText, extra, message)], isSafe: false)
  }
}
