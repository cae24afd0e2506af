// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Whole forms of other schedulers: fields of seconds and years, `cron(…)`, `rate(…)`, `CRON_TZ=…`, broken lists.
extension CronParser {
  /// Six or seven fields: which of them are the seconds and the year is told by which reading makes sense.
  func parseLong(_ words: [Range<Int>]) -> CronParseResult {
    let hasSeconds = isSeconds(words[0])
    let last = words[words.count - 1]
    if words.count == 7 {
      let middle = Array(words[1..<6])
      let readings = readings(middle[...], .quartz)
      guard hasSeconds, isYear(last), readings.allSatisfy(\.isPlausible) else { return extraText(words) }
      let isQuartz = readings.contains(where: \.hasQuartzMarks)
      let isCertain = isQuartz || !hasDigits(middle[4])
      return read(
        middle, isQuartz ? .quartz : .cron, structure: [secondsProblem(words[0]), yearProblem(last)],
        isSafe: isZero(words[0]) && isEveryYear(last) && isCertain)
    }
    let asSeconds = Array(words[1...])
    let asYear = Array(words[..<5])
    let secondReadings = readings(asSeconds[...])
    let yearReadings = readings(asYear[...])
    // Quartz counts weekdays from 1, so a number that is too large or too small for cron does not speak against it.
    let isQuartz = secondReadings.contains(where: \.hasQuartzMarks)
    let fitsSeconds = hasSeconds && readings(asSeconds[...], isQuartz ? .quartz : .cron).allSatisfy(\.isPlausible)
    let fitsYear = isYear(last) && yearReadings.allSatisfy(\.isPlausible)
    if fitsYear, !fitsSeconds || !isEveryYear(last) {
      let isEventBridge = yearReadings.contains(where: \.hasQuartzMarks)
      return read(
        asYear, isEventBridge ? .quartz : .cron, structure: [yearProblem(last)], isSafe: isEveryYear(last))
    }
    guard fitsSeconds else { return extraText(words) }
    return read(
      asSeconds, isQuartz ? .quartz : .cron, structure: [secondsProblem(words[0])],
      isSafe: isZero(words[0]) && !fitsYear && !(isQuartz && hasDigits(asSeconds[4])))
  }

  private func secondsProblem(_ word: Range<Int>) -> CronProblem {
    let effect = isZero(word) ? "leave it out" : "a schedule here has whole minutes"
    return problem(.secondsField, word, "\(shown(word)) is a field of seconds, as in Quartz: \(effect)")
  }

  private func yearProblem(_ word: Range<Int>) -> CronProblem {
    let effect = isEveryYear(word) ? "leave it out" : "a schedule here is for every year"
    return problem(.yearField, word, "\(shown(word)) is a field of years, as in Quartz: \(effect)")
  }

  private func isSeconds(_ word: Range<Int>) -> Bool {
    var parser = CronFieldParser(bytes: bytes, field: .minute)
    return parser.read(word).problems.allSatisfy(\.isAccepted)
  }

  private func isZero(_ word: Range<Int>) -> Bool { ASCII.number(bytes[word]) == 0 }

  private func isEveryYear(_ word: Range<Int>) -> Bool { bytes[word].elementsEqual([0x2A]) }

  /// `*`, or lists, ranges and steps of years of four digits.
  private func isYear(_ word: Range<Int>) -> Bool {
    if isEveryYear(word) { return true }
    let pieces = bytes[word].split { $0 == 0x2C || $0 == 0x2D || $0 == 0x2F }
    return pieces.first?.count == 4 && pieces.allSatisfy { ASCII.number($0).map { $0 < 2_200 } ?? false }
  }

  /// Whether numbers name weekdays in the field; those behind `#` and `/` do not.
  private func hasDigits(_ word: Range<Int>) -> Bool {
    bytes[word].prefix { $0 != 0x23 && $0 != 0x2F }.contains(where: \.isDigit)
  }

  /// `cron(…)`, `rate(…)`, and a zone in front.
  func parseWrapped(_ words: [Range<Int>]) -> CronParseResult? {
    guard let first = words.first, let last = words.last else { return nil }
    let whole = first.lowerBound..<last.upperBound
    let start = ASCII.lowered(bytes[first])
    let isCron = start.hasPrefix("cron(")
    if isCron || start.hasPrefix("rate("), bytes[last.upperBound - 1] == 0x29, whole.count > 6 {
      let inner = Array(bytes[whole].dropFirst(5).dropLast())
      let name = isCron ? "cron(…)" : "rate(…)"
      let message = "`\(name)` is EventBridge's form: expected five fields without it"
      guard isCron else {
        return result([problem(.wrapper, whole, message)], nil, CronPeriod.nearest(to: ASCII.text(inner)))
      }
      return wrapped(problem(.wrapper, whole, message), inner, isSafe: true)
    }
    guard let equals = start.utf8.firstIndex(of: 0x3D), words.count > 1 else { return nil }
    let key = start[..<equals]
    guard key == "tz" || key == "cron_tz" else { return nil }
    let zone = String(text(first).dropFirst(key.count + 1))
    let message = "\(shown(first)) is not part of the expression: name the zone in `timezone: \(zone)`"
    return wrapped(problem(.timeZonePrefix, first, message), Array(bytes[words[1].lowerBound...]), isSafe: false)
  }

  /// A list with blanks in it, as in `0 0 1, 15 * *`: words that cannot end or begin a field are joined.
  func parseBroken(_ words: [Range<Int>]) -> CronParseResult? {
    let marks: [UInt8] = [0x2C, 0x2D, 0x2F]
    var joined: [UInt8] = []
    var problems: [CronProblem] = []
    var count = 0
    for (index, word) in words.enumerated() {
      if index > 0 {
        let previous = words[index - 1]
        if marks.contains(bytes[previous.upperBound - 1]) || marks.contains(bytes[word.lowerBound]) {
          let gap = previous.upperBound..<word.lowerBound
          problems.append(problem(.blankInField, gap, "a blank inside a field: lists, ranges and steps have none"))
        } else {
          joined.append(0x20)
          count += 1
        }
      } else {
        count = 1
      }
      joined.append(contentsOf: bytes[word])
    }
    guard count == 5, !problems.isEmpty else { return nil }
    let inner = CronParser(bytes: joined, isVerifying: isVerifying).parse()
    // Where that gives no expression, it was not a broken list: a path behind the fields begins with a slash too.
    let mended = inner.problems.isEmpty ? ASCII.text(joined) : inner.replacement?.text
    guard mended != nil else { return nil }
    return result(problems, nil, mended, isSafe: inner.problems.isEmpty || (inner.replacement?.isSafe ?? false))
  }

  private func wrapped(_ problem: CronProblem, _ inner: [UInt8], isSafe: Bool) -> CronParseResult {
    // What is wrapped may not be wrapped again: `cron(cron(…))` would go down as deep as the text is long.
    let parser = CronParser(bytes: inner, isVerifying: isVerifying)
    guard let first = parser.words().first, bytes.count <= CronExpression.maximumByteCount,
      !parser.bytes[first].contains(0x28), !parser.bytes[first].contains(0x3D)
    else { return result([problem]) }
    let reading = parser.parse()
    let mended = reading.problems.isEmpty ? ASCII.text(inner) : reading.replacement?.text
    return result([problem], nil, mended, isSafe: isSafe && (reading.replacement?.isSafe ?? true))
  }
}

/// Periods that five fields can say.
enum CronPeriod {
  /// The expression whose times are nearest to being a duration apart; nil where the text is no duration.
  static func nearest(to text: String) -> String? {
    let duration: Int64
    switch DurationLiteral.parse(text) {
    case .valid(let value), .acceptedWithFix(let value, _, _): duration = value
    case .invalid(let problem):
      guard let understood = problem.understood else { return nil }
      duration = understood
    }
    guard duration > 0 else { return nil }
    let minutes = max(1, duration / 60_000)
    let best = all.min { distance($0.minutes, minutes) < distance($1.minutes, minutes) }
    return best?.text
  }

  /// How many times one is the other, which compares 5 with 4 as it does 50 with 40.
  private static func distance(_ left: Int64, _ right: Int64) -> Double {
    Double(max(left, right)) / Double(min(left, right))
  }

  private static let all: [(minutes: Int64, text: String)] =
    [(1, "* * * * *")]
    + [2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map { (Int64($0), "*/\($0) * * * *") }
    + [(60, "0 * * * *")]
    + [2, 3, 4, 6, 8, 12].map { (Int64($0 * 60), "0 */\($0) * * *") }
    + [(1_440, "0 0 * * *"), (10_080, "0 0 * * 0"), (43_800, "0 0 1 * *"), (525_600, "0 0 1 1 *")]
}
