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
    let months = months
    if expression.daysAreAlternatives, hasDays, hasWeekdays {
      let weekdays = "every \(weekdayNames)"
      guard let months else { return "on \(days) of every month and also \(weekdays)" }
      return "on \(days) and also \(weekdays) in \(months)"
    }
    switch (hasDays, hasWeekdays) {
    case (true, true):
      let month = months.map { " in \($0)" } ?? ""
      return "on \(weekdayNames) when it is \(days) of the month\(month)"
    case (true, false): return "on \(days) of \(monthsOfDay)"
    case (false, true):
      let every = expression.daysOfWeek.nonzeroBitCount == 1 ? "every" : "on"
      return "\(every) \(weekdayNames)" + (months.map { " in \($0)" } ?? "")
    case (false, false):
      guard let months else { return isClock ? "every day" : "" }
      return (isClock ? "every day in " : "in ") + months
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

  /// What follows "the 1st of".
  private var monthsOfDay: String {
    guard let months else { return "every month" }
    let isRun = CronSetText.runs(of: UInt64(expression.months)).contains { $0.count >= 3 }
    return isRun ? "each month in \(months)" : months
  }

  /// `the 1st and 15th`, `odd days`.
  private var days: String {
    let odd: UInt32 = 0xAAAA_AAAA
    if expression.daysOfMonth == odd { return "odd days" }
    if expression.daysOfMonth == ~odd & ~1 { return "even days" }
    return "the " + ASCII.list(Self.ranges(CronSetText.runs(of: UInt64(expression.daysOfMonth)), Self.ordinal))
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
