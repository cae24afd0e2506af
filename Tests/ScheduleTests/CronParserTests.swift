// SPDX-License-Identifier: Apache-2.0
import Schedule
import SourceText
import Testing

@Suite struct CronParserTests {
  @Test(
    "A field's set",
    arguments: [
      ("5 * * * *", .minute, [5]), ("*/20 * * * *", .minute, [0, 20, 40]), ("10-30/10 * * * *", .minute, [10, 20, 30]),
      ("1,3,5-7 * * * *", .minute, [1, 3, 5, 6, 7]), ("59 * * * *", .minute, [59]), ("*/90 * * * *", .minute, [0]),
      ("05 * * * *", .minute, [5]), ("0 */8 * * *", .hour, [0, 8, 16]), ("0 0 31 * *", .dayOfMonth, [31]),
      ("0 0 */10 * *", .dayOfMonth, [1, 11, 21, 31]), ("0 0 * jan,JUL,Dec *", .month, [1, 7, 12]),
      ("0 0 * 11-12 *", .month, [11, 12]), ("0 0 * * 7", .dayOfWeek, [0]), ("0 0 * * 0", .dayOfWeek, [0]),
      ("0 0 * * 5-7", .dayOfWeek, [0, 5, 6]), ("0 0 * * sun-tue", .dayOfWeek, [0, 1, 2]),
      ("0 0 * * */2", .dayOfWeek, [0, 2, 4, 6]), ("0 0 * * 1-7/2", .dayOfWeek, [0, 1, 3, 5]),
      ("0 0 * * */7", .dayOfWeek, [0]), ("0 0 * * Mon-Fri/2", .dayOfWeek, [1, 3, 5]),
      ("\t0 0  * *\t*\n", .hour, [0]), ("@hourly", .minute, [0]), ("@yearly", .month, [1]),
      ("@weekly", .dayOfWeek, [0]),
      ("5/15 * * * *", .minute, [5, 20, 35, 50]), ("0/15 * * * *", .minute, [0, 15, 30, 45]),
    ] as [(String, CronField, [Int])])
  func reads(text: String, field: CronField, values: [Int]) throws {
    let set = try schedule(text).set(of: field)
    #expect((0..<64).filter { set >> UInt64($0) & 1 == 1 } == values)
  }

  @Test(
    "Which day fields restrict",
    arguments: [
      ("0 0 13 * 5", true), ("0 0 1-31 * 5", true), ("0 0 * * 5", false), ("0 0 13 * *", false), ("0 0 */2 * 5", false),
      ("0 0 13 * */2", false), ("0 0 *,5 * 1", false), ("0 0 5,* * 1", true),
    ])
  func tellsAlternatives(text: String, areAlternatives: Bool) throws {
    #expect(try schedule(text).daysAreAlternatives == areAlternatives)
  }

  @Test(
    "What is wrong, where, and what should stand there",
    arguments: [
      // Values.
      ("«61» * * * *", .valueOutOfRange, nil, false), ("0 «24» * * *", .valueOutOfRange, "0 0 * * *", true),
      ("0 «24» * * 1", .valueOutOfRange, "0 0 * * 1", false), ("«60» * * * *", .valueOutOfRange, "0 * * * *", true),
      ("«60» 3 * * *", .valueOutOfRange, "0 3 * * *", false),
      ("0 0-«24» * * *", .valueOutOfRange, "0 0-23 * * *", true),
      ("0 18-«24» * * *", .valueOutOfRange, "0 18-23 * * *", false),
      ("0 0 «0» * *", .valueOutOfRange, "0 0 1 * *", false),
      ("0 0 «0»-15 * *", .valueOutOfRange, "0 0 1-15 * *", true), ("0 0 «32» * *", .valueOutOfRange, nil, false),
      ("0 0 * «13» *", .valueOutOfRange, nil, false), ("0 0 * * «8»", .valueOutOfRange, nil, false),
      ("«99999999999999999999» * * * *", .valueOutOfRange, nil, false),
      ("0 «24»/2 * * *", .valueOutOfRange, nil, false),
      // Names.
      ("0 0 * * «MONDAY»", .longName, "0 0 * * MON", true), ("0 0 * «sept» *", .longName, "0 0 * SEP *", true),
      ("0 0 * * mon-«friday»", .longName, "0 0 * * mon-FRI", true), ("0 0 * * «weds»", .longName, "0 0 * * WED", true),
      ("0 0 * * «Mo»", .longName, "0 0 * * MON", true), ("0 0 * * «Tuesdays»", .longName, "0 0 * * TUE", true),
      ("0 0 * * «mno»", .unknownName, "0 0 * * MON", false), ("0 0 * * «foo»", .unknownName, nil, false),
      ("0 0 * «MON» *", .misplacedName, nil, false), ("0 «JAN» * * *", .misplacedName, nil, false),
      ("0 0 * «ju» *", .unknownName, nil, false), ("0 «5x» * * *", .unknownName, nil, false),
      // Ranges and steps.
      ("0 «22-2» * * *", .reversedRange, "0 0-2,22-23 * * *", false),
      ("0 0 * * «fri-mon»", .reversedRange, "0 0 * * SUN-MON,FRI-SAT", true),
      ("0 0 * «NOV-FEB» *", .reversedRange, "0 0 * JAN-FEB,NOV-DEC *", true),
      ("0 0 * * «5-0»", .reversedRange, "0 0 * * 5-7", true),
      ("0 0 * * «7-2»", .reversedRange, "0 0 * * 0-2", true),
      ("0 0 «20-10» * *", .reversedRange, "0 0 10-20 * *", false),
      ("*/«0» * * * *", .malformedStep, nil, false), ("*«/» * * * *", .malformedStep, nil, false),
      ("*/«x» * * * *", .malformedStep, nil, false), ("«/5» * * * *", .malformedStep, "*/5 * * * *", false),
      ("*/«5/2» * * * *", .malformedStep, nil, false), ("«1-2-3» * * * *", .malformedRange, nil, false),
      ("«-5» * * * *", .malformedRange, nil, false), ("«5-» * * * *", .malformedRange, nil, false),
      ("«5/15» * * * *", .stepWithoutRange, "5-59/15 * * * *", true),
      ("«0/15» * * * *", .stepWithoutRange, "*/15 * * * *", true),
      ("0 0 * * «MON/2»", .stepWithoutRange, "0 0 * * 1-7/2", true),
      ("0 0 «1/2» * *", .stepWithoutRange, "0 0 1-31/2 * *", true),
      // Lists and characters.
      ("1,«,»2 * * * *", .emptyItem, "1,2 * * * *", true), ("1«,» * * * *", .emptyItem, "1 * * * *", true),
      ("«,»1 * * * *", .emptyItem, "1 * * * *", true), ("0 0 1,« »15 * *", .blankInField, "0 0 1,15 * *", true),
      ("0 9« »- 17 * * *", .blankInField, "0 9-17 * * *", true),
      ("1«–»5 * * * *", .unexpectedCharacter, "1-5 * * * *", true),
      ("0 1«..»5 * * *", .unexpectedCharacter, "0 1-5 * * *", true), ("0 «%» * * *", .unexpectedCharacter, nil, false),
      ("0 «é» * * *", .unexpectedCharacter, nil, false), ("«*5» * * * *", .unexpectedCharacter, nil, false),
      ("«H» 3 * * *", .hashToken, "0 3 * * *", false), ("«H/15» * * * *", .hashToken, "*/15 * * * *", false),
      ("«H(10-29)/5» * * * *", .hashToken, "10-29/5 * * * *", false),
      ("«?» 0 * * *", .unexpectedCharacter, "* 0 * * *", false),
      // Quartz.
      ("0 0 «?» * MON", .questionMark, "0 0 * * MON", true), ("0 0 1 * «?»", .questionMark, "0 0 1 * *", true),
      ("0 0 «L» * *", .lastDay, "0 0 28 * *", false), ("0 0 «L-3» * *", .lastDay, "0 0 25 * *", false),
      ("0 0 «LW» * *", .nearestWeekday, "0 0 28 * *", false), ("0 0 «15W» * *", .nearestWeekday, "0 0 15 * *", false),
      ("0 0 * * «5L»", .lastDay, "0 0 * * FRI", false), ("0 0 * * «L»", .lastDay, "0 0 * * SAT", true),
      ("0 0 * * «5#3»", .nthWeekday, "0 0 * * FRI", false), ("0 0 * * «MON#1»", .nthWeekday, "0 0 * * MON", false),
      ("«0» 30 2 * * MON-FRI", .secondsField, "30 2 * * MON-FRI", true),
      ("«0» 30 2 ? * MON-FRI", .secondsField, "30 2 * * MON-FRI", true),
      ("«0» 0 12 * * ?", .secondsField, "0 12 * * *", true),
      ("«0» 0 12 ? * 2-6", .secondsField, "0 12 * * MON-FRI", false),
      ("«0» 0 12 * * *", .secondsField, "0 12 * * *", false), ("«30» 0 12 * * ?", .secondsField, "0 12 * * *", false),
      ("«0» 0 12 ? * 2 *", .secondsField, "0 12 * * MON", true),
      ("«0» 0 12 1 1 ? 2026", .secondsField, "0 12 1 1 *", false),
      ("0 10 «?» * MON *", .questionMark, "0 10 * * MON", true), ("0 10 * * «?» *", .questionMark, "0 10 * * *", true),
      ("30 2 * * 1 «2026»", .yearField, "30 2 * * 1", false),
      // Whole texts.
      ("«»", .empty, nil, false), ("«  »", .empty, nil, false), ("«* * * *»", .fieldCount, nil, false),
      ("«5»", .fieldCount, nil, false),
      ("0 5 * * 1 «/usr/bin/backup -v»", .extraText, "0 5 * * 1", false), ("«@reboot»", .reboot, "@daily", false),
      ("«@every 15m»", .every, "*/15 * * * *", false), ("«@every 1h30m»", .every, "0 */2 * * *", false),
      ("«@every»", .every, nil, false),
      ("«@dayly»", .unknownNickname, "@daily", true), ("«@Daily»", .unknownNickname, "@daily", true),
      ("«@noon»", .unknownNickname, nil, false), ("@daily «backup»", .extraText, "@daily", false),
      ("«02:30»", .clockTime, "30 2 * * *", false), ("«cron(0 10 * * ? *)»", .wrapper, "0 10 * * *", true),
      ("«cron(0 10 ? * 2-6 *)»", .wrapper, "0 10 * * MON-FRI", true),
      ("«rate(5 minutes)»", .wrapper, "*/5 * * * *", false),
      ("«CRON_TZ=Europe/Berlin» 0 9 * * 1", .timeZonePrefix, "0 9 * * 1", false),
    ] as [(String, CronProblem.Kind, String?, Bool)])
  func explains(marked: String, kind: CronProblem.Kind, replacement: String?, isSafe: Bool) throws {
    let (text, range) = unmarked(marked)
    let result = CronExpression.parse(text)
    let problem = try #require(result.problems.first { $0.kind == kind }, "\(result.problems)")
    #expect(problem.range == range, "\(problem.message)")
    #expect(result.replacement?.text == replacement)
    #expect((result.replacement?.isSafe ?? false) == isSafe)
    #expect(problem.replacement == result.replacement)
    #expect((result.expression == nil) == !problem.isAccepted)
    if let replacement { #expect(CronExpression.parse(replacement).problems.isEmpty) }
  }

  @Test("A replacement that is called safe means what the accepted text means")
  func keepsMeaning() throws {
    for text in ["5/15 * * * *", "0/15 3 * * *", "0 0 * * MON/2", "0 0 1/2 * *", "0 0 1/3 * 4/2", "0 3/5 * 2/4 *"] {
      let result = CronExpression.parse(text)
      let mended = try #require(result.replacement)
      #expect(mended.isSafe)
      #expect(try schedule(mended.text) == result.expression)
    }
  }

  @Test("Messages name the value and what was expected")
  func names() {
    let messages = ["0 24 * * *", "0 0 * * foo", "0 0 * MON *", "* * * *"].map {
      CronExpression.parse($0).problems[0].message
    }
    #expect(
      messages == [
        "hour 24 is out of range: expected 0 to 23 (midnight is 0)",
        "`foo` is not a day of the week: expected 0 to 7 or SUN to SAT",
        "`MON` is a weekday, but this is the month: expected 1 to 12 or JAN to DEC",
        "`* * * *` has 4 fields: expected five, which are minute, hour, day of the month, month, day of the week",
      ])
  }

  @Test("Several mistakes are told in their order and mended together")
  func tellsAll() {
    let result = CronExpression.parse("60 24 * sept monday")
    #expect(result.problems.map(\.kind) == [.valueOutOfRange, .valueOutOfRange, .longName, .longName])
    #expect(result.replacement == nil || result.replacement?.text == "0 0 * SEP MON")
    #expect(result.nearestExpression != nil)
    #expect(result.fields.map(\.field) == CronField.allCases)
  }

  @Test(
    "Steps that do not go round",
    arguments: [
      ("*/7 * * * *", .minute, 56, 4, [6, 10]), ("*/45 * * * *", .minute, 45, 15, [30, 60]),
      ("*/90 * * * *", .minute, 0, 60, [60]),
      ("0 */5 * * *", .hour, 20, 4, [4, 6]), ("0 0 */2 * *", .dayOfMonth, 31, 1, []),
      ("0 0 * */5 *", .month, 11, 2, [4, 6]),
      ("0 0 * * */2", .dayOfWeek, 6, 1, [7]), ("5/7 * * * *", .minute, 54, 11, [6, 10]),
      ("0-59/7 * * * *", .minute, 56, 4, [6, 10]),
    ] as [(String, CronField, Int, Int, [Int])])
  func findsUnevenSteps(text: String, field: CronField, last: Int, gap: Int, even: [Int]) throws {
    let steps = CronExpression.parse(text).unevenSteps
    let step = try #require(steps.first)
    #expect(steps.count == 1)
    #expect(step.field == field && step.last == last && step.lastGap == gap && step.evenSteps == even, "\(step)")
  }

  @Test(arguments: [
    "*/15 * * * *", "1-59/2 * * * *", "0 9-17/3 * * *", "0 */6 * * *", "0 0 * */3 *", "0 0 * * */7", "*/1 * * * *",
  ])
  func findsNoUnevenStep(text: String) { #expect(CronExpression.parse(text).unevenSteps.isEmpty) }

  @Test(arguments: [
    ("0 0 31 2 *", true), ("0 0 30 2 *", true), ("0 0 31 4,6,9,11 *", true), ("0 0 29 2 *", false),
    ("0 0 31 2 1", false),
    ("0 0 31 2,3 *", false), ("0 0 30-31 2 */2", true), ("0 0 29 2 */7", false),
  ])
  func knowsWhatNeverFires(text: String, never: Bool) throws {
    let expression = try schedule(text)
    #expect(expression.neverFires == never)
    let next = expression.next(after: Instant(seconds: 0), in: .utc)
    #expect((next == nil) == never)
    #expect((expression.previous(before: Instant(seconds: 0), in: .utc) == nil) == never)
    #expect((expression.shortestGap == nil) == never)
  }
}
