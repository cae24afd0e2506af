// SPDX-License-Identifier: Apache-2.0

/// One of the five fields of a cron expression, in their order.
package enum CronField: Int, CaseIterable, Hashable, Sendable {
  /// 0 to 59.
  case minute
  /// 0 to 23.
  case hour
  /// 1 to 31.
  case dayOfMonth
  /// 1 to 12, or `JAN` to `DEC`.
  case month
  /// 0 to 7, or `SUN` to `SAT`; both 0 and 7 are Sunday.
  case dayOfWeek

  /// What the field is called in messages.
  package var name: String {
    switch self {
    case .minute: "minute"
    case .hour: "hour"
    case .dayOfMonth: "day of the month"
    case .month: "month"
    case .dayOfWeek: "day of the week"
    }
  }

  /// The smallest number that may stand in the field.
  package var lowest: Int {
    switch self {
    case .minute, .hour, .dayOfWeek: 0
    case .dayOfMonth, .month: 1
    }
  }

  /// The largest number that may stand in the field.
  package var highest: Int {
    switch self {
    case .minute: 59
    case .hour: 23
    case .dayOfMonth: 31
    case .month: 12
    case .dayOfWeek: 7
    }
  }

  /// What may stand in the field, for messages and completion.
  package var expectation: String {
    switch self {
    case .minute, .hour, .dayOfMonth: "\(lowest) to \(highest)"
    case .month: "1 to 12 or JAN to DEC"
    case .dayOfWeek: "0 to 7 or SUN to SAT"
    }
  }

  /// Whether the field is one of the two that name days.
  var isDay: Bool { self == .dayOfMonth || self == .dayOfWeek }

  /// After how many units the field begins again; days of the month have no fixed cycle.
  var cycle: Int? {
    switch self {
    case .minute: 60
    case .hour: 24
    case .dayOfMonth: nil
    case .month: 12
    case .dayOfWeek: 7
    }
  }

  /// The set of `*`, one bit a number.
  var all: UInt64 {
    switch self {
    case .minute: (1 << 60) - 1
    case .hour: (1 << 24) - 1
    case .dayOfMonth: ((1 << 31) - 1) << 1
    case .month: ((1 << 12) - 1) << 1
    case .dayOfWeek: (1 << 7) - 1
    }
  }

  /// Three-letter names, from the number `nameBase` on.
  var names: [String] {
    switch self {
    case .month: CronNames.months.map { String($0.prefix(3)).uppercased() }
    case .dayOfWeek: CronNames.weekdays.map { String($0.prefix(3)).uppercased() }
    case .minute, .hour, .dayOfMonth: []
    }
  }
}

/// Names of months and weekdays in words.
enum CronNames {
  /// January is at 0.
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  /// Sunday is at 0.
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}

/// The named schedules.
package enum CronNickname: String, CaseIterable, Hashable, Sendable {
  /// Midnight of 1 January.
  case yearly = "@yearly"
  /// The same as `@yearly`.
  case annually = "@annually"
  /// Midnight of the first of a month.
  case monthly = "@monthly"
  /// Midnight of Sunday.
  case weekly = "@weekly"
  /// Midnight.
  case daily = "@daily"
  /// The same as `@daily`.
  case midnight = "@midnight"
  /// Minute 0 of each hour.
  case hourly = "@hourly"

  /// The five fields that it stands for.
  package var fields: String {
    switch self {
    case .yearly, .annually: "0 0 1 1 *"
    case .monthly: "0 0 1 * *"
    case .weekly: "0 0 * * 0"
    case .daily, .midnight: "0 0 * * *"
    case .hourly: "0 * * * *"
    }
  }
}
