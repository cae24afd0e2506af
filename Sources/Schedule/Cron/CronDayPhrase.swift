// SPDX-License-Identifier: Apache-2.0

/// The part of a description that speaks of days, weekdays and months.
struct CronDayPhrase {
  private let expression: CronExpression

  /// The phrase of a schedule's days.
  init(_ expression: CronExpression) { self.expression = expression }

  /// The phrase; empty for all days, unless `isClock` says that a time of the clock stands before it.
  func phrase(isClock: Bool) -> String {
    // Of two alternatives, an open one lets every day through.
    let isOpen =
      expression.daysAreAlternatives && (expression.isOpen(.dayOfMonth) || expression.isOpen(.dayOfWeek))
    let hasDays = !expression.isOpen(.dayOfMonth) && !isOpen
    let hasWeekdays = !expression.isOpen(.dayOfWeek) && !isOpen
    let months = monthsIn
    if expression.daysAreAlternatives, hasDays, hasWeekdays {
      let weekdays = "every \(weekdayNames)"
      guard let months else { return "on \(days) of every month and also \(weekdays)" }
      return "on \(days) and also \(weekdays) \(months)"
    }
    switch (hasDays, hasWeekdays) {
    case (true, true): return "on \(weekdayNames) when \(dayCondition)" + (months.map { " \($0)" } ?? "")
    case (true, false): return "on \(days) of \(monthsOfDay)"
    case (false, true):
      let every = expression.daysOfWeek.nonzeroBitCount == 1 ? "every" : "on"
      return "\(every) \(weekdayNames)" + (months.map { " \($0)" } ?? "")
    case (false, false):
      guard let months else { return isClock ? "every day" : "" }
      return (isClock ? "every day " : "") + months
    }
  }

  /// Why no day fits.
  var impossible: String {
    let days = Self.ranges(CronSetText.runs(of: UInt64(expression.daysOfMonth)), Self.ordinal)
    return "\(months ?? "no month") has no \(ASCII.list(days, "or"))"
  }

  /// `April to October`; nil for all of them.
  private var months: String? {
    guard !expression.isOpen(.month) else { return nil }
    return ASCII.list(Self.ranges(CronSetText.runs(of: UInt64(expression.months))) { CronNames.months[$0 - 1] })
  }

  /// `from April to October`, `in January and July`; nil for all of them.
  private var monthsIn: String? { months.map { "\(isOneRun ? "from" : "in") \($0)" } }

  /// Whether the months are one stretch of three or more.
  private var isOneRun: Bool {
    let runs = CronSetText.runs(of: UInt64(expression.months))
    return runs.count == 1 && (runs.first?.count ?? 0) >= 3
  }

  /// What follows "the 1st of".
  private var monthsOfDay: String {
    guard let months else { return "every month" }
    if isOneRun { return "each month from \(months)" }
    return CronSetText.runs(of: UInt64(expression.months)).contains { $0.count >= 3 }
      ? "each month in \(months)" : months
  }

  private static let odd: UInt32 = 0xAAAA_AAAA
  private static let even: UInt32 = 0x5555_5554

  private func dayList(_ word: String) -> String {
    let runs = CronSetText.runs(of: UInt64(expression.daysOfMonth))
    return "the " + ASCII.list(Self.ranges(runs, Self.ordinal), word)
  }

  /// `the 1st and 15th`, `odd days`.
  private var days: String {
    switch expression.daysOfMonth {
    case Self.odd: "odd days"
    case Self.even: "even days"
    default: dayList("and")
    }
  }

  /// `it is the 1st or 15th of the month`, `the day of the month is odd`.
  private var dayCondition: String {
    switch expression.daysOfMonth {
    case Self.odd: "the day of the month is odd"
    case Self.even: "the day of the month is even"
    default: "it is \(dayList("or")) of the month"
    }
  }

  /// `Monday to Friday`: the week begins on Monday, so that the weekend is one stretch.
  private var weekdayNames: String {
    let week = UInt64(expression.daysOfWeek)
    let fromMonday = week >> 1 | (week & 1) << 6
    return ASCII.list(Self.ranges(CronSetText.runs(of: fromMonday)) { CronNames.weekdays[($0 + 1) % 7] })
  }

  /// One text a stretch of three or more (`a to c`), else one a value.
  static func ranges(_ runs: [ClosedRange<Int>], _ name: (Int) -> String) -> [String] {
    runs.flatMap { run in
      run.count >= 3 ? ["\(name(run.lowerBound)) to \(name(run.upperBound))"] : run.map(name)
    }
  }

  /// `1st`, `2nd`, `13th`.
  static func ordinal(_ number: Int) -> String {
    switch (number % 100, number % 10) {
    case (11...13, _): "\(number)th"
    case (_, 1): "\(number)st"
    case (_, 2): "\(number)nd"
    case (_, 3): "\(number)rd"
    default: "\(number)th"
    }
  }
}
