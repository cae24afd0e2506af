// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A text in the place of a wrong expression. It always parses without a problem.
package struct CronReplacement: Hashable, Sendable {
  /// The whole expression.
  package let text: String
  /// Whether it fires exactly when the wrong one was meant to; otherwise it is only the nearest valid spelling.
  package let isSafe: Bool
}

/// A mistake in a cron expression.
package struct CronProblem: Hashable, Sendable {
  /// What sort of mistake.
  package enum Kind: String, Hashable, Sendable {
    /// No text.
    case empty
    /// More than `CronExpression.maximumByteCount` bytes.
    case tooLong
    /// Not five fields.
    case fieldCount
    /// A command or a user behind the five fields.
    case extraText
    /// A sixth field in front, as in Quartz, Spring and NCRONTAB.
    case secondsField
    /// A sixth or seventh field behind, as in Quartz and EventBridge.
    case yearField
    /// `cron(…)` or `rate(…)`, as in EventBridge.
    case wrapper
    /// `CRON_TZ=…` in front.
    case timeZonePrefix
    /// `@` and a word that is no nickname.
    case unknownNickname
    /// `@reboot`.
    case reboot
    /// `@every 5m`.
    case every
    /// A time of the clock in the place of an expression.
    case clockTime
    /// Quartz's `?`.
    case questionMark
    /// Quartz's `L`.
    case lastDay
    /// Quartz's `W`.
    case nearestWeekday
    /// Quartz's `#`.
    case nthWeekday
    /// Jenkins's `H`.
    case hashToken
    /// A number beyond the field's.
    case valueOutOfRange
    /// A word that is no name of the field.
    case unknownName
    /// A name of the other field, or in a field of numbers.
    case misplacedName
    /// `monday`, `sept`: a name that is not three letters.
    case longName
    /// A range whose end is before its start.
    case reversedRange
    /// More than one `-`, or one of its sides is missing.
    case malformedRange
    /// `/0`, a step that is no number, or more than one.
    case malformedStep
    /// `5/15`: taken as `5-59/15`, though POSIX and several crons do not know it. For weekdays the end is 7, Sunday.
    case stepWithoutRange
    /// Nothing between two commas.
    case emptyItem
    /// A blank inside a field.
    case blankInField
    /// A character that no field may have.
    case unexpectedCharacter
  }

  /// What sort of mistake.
  package let kind: Kind
  /// The wrong bytes, counted in the parsed text.
  package let range: TextRange
  /// Names the value and what was expected.
  package let message: String
  /// Whether the expression is used as it stands, so that this is a warning.
  package let isAccepted: Bool
  /// The whole expression as it should be; it mends all problems of the expression at once.
  package var replacement: CronReplacement?

  /// A mistake, so far without a replacement.
  init(_ kind: Kind, _ range: TextRange, _ message: String, isAccepted: Bool = false) {
    self.kind = kind
    self.range = range
    self.message = message
    self.isAccepted = isAccepted
  }
}

/// A step that does not divide its field's cycle: `*/7` minutes is not every 7 minutes.
package struct CronUnevenStep: Hashable, Sendable {
  /// The field.
  package let field: CronField
  /// The bytes of the item, such as `*/7`, counted in the parsed text.
  package let range: TextRange
  /// The step.
  package let step: Int
  /// The last value of the cycle, and the first: between them is `lastGap`, not `step`.
  package let last, first: Int
  /// Units from the last value to the first of the next cycle; for days of the month, in a month of 31 days.
  package let lastGap: Int
  /// The nearest steps below and above that are even; empty where the field has none.
  package let evenSteps: [Int]
}

/// One field of the text.
package struct CronFieldText: Hashable, Sendable {
  /// Which field.
  package let field: CronField
  /// Its bytes, counted in the parsed text.
  package let range: TextRange
}

/// What came of reading a cron expression.
package struct CronParseResult: Hashable, Sendable {
  /// The schedule; nil where a problem is not accepted.
  package let expression: CronExpression?
  /// What is wrong, in the order of the text.
  package let problems: [CronProblem]
  /// The five fields as far as they were found; empty for a nickname.
  package let fields: [CronFieldText]
  /// Steps that are not what they seem to be.
  package let unevenSteps: [CronUnevenStep]
  /// The whole expression as it should be, where there are problems and it is known.
  package let replacement: CronReplacement?

  /// The schedule, or the one of the replacement: for descriptions of what is not quite right.
  package var nearestExpression: CronExpression? {
    expression ?? replacement.flatMap { CronExpression.parse($0.text).expression }
  }
}
