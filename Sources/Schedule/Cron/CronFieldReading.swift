// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Whether numbers of weekdays count from 0 (cron) or from 1 (Quartz and EventBridge), both beginning with Sunday.
enum CronWeekdayNumbering {
  case cron
  case quartz
}

/// What came of reading one field.
struct CronFieldReading {
  /// One bit a number; Sunday is bit 0.
  var set: UInt64 = 0
  /// Whether the field's text begins with `*`.
  var startsWithStar = false
  /// The field as it should be, item by item; nil where that is not known.
  var text: [String]? = []
  /// Whether `text` means exactly what the field was meant to.
  var isSafe = true
  var problems: [CronProblem] = []
  var unevenSteps: [CronUnevenStep] = []

  /// Whether nothing is wrong but forms that other dialects have, so that the field may well be this one.
  var isPlausible: Bool {
    problems.allSatisfy { problem in
      switch problem.kind {
      case .questionMark, .lastDay, .nearestWeekday, .nthWeekday, .stepWithoutRange, .longName: true
      default: false
      }
    }
  }

  /// Whether it has one of the marks of Quartz.
  var hasQuartzMarks: Bool {
    problems.contains { problem in
      switch problem.kind {
      case .questionMark, .lastDay, .nearestWeekday, .nthWeekday: true
      default: false
      }
    }
  }

  /// Adds an item's numbers and the text that should stand for it.
  mutating func add(_ set: UInt64, _ item: String?, isSafe: Bool = true) {
    self.set |= set
    self.isSafe = self.isSafe && isSafe
    if let item { text?.append(item) } else { text = nil }
  }

  /// What is being read is a guess: the text that comes of it is not safe.
  mutating func noteGuess() { isSafe = false }
}
