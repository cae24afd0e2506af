// SPDX-License-Identifier: Apache-2.0

/// A unit of a duration literal, the longest first.
package enum DurationUnit: String, CaseIterable, Hashable, Sendable {
  /// Seven days.
  case week = "w"
  /// 24 hours, whatever the clocks on the wall do.
  case day = "d"
  /// 60 minutes.
  case hour = "h"
  /// 60 seconds.
  case minute = "m"
  /// 1,000 milliseconds.
  case second = "s"
  /// The finest unit.
  case millisecond = "ms"

  /// How long one is, in milliseconds.
  package var milliseconds: Int64 {
    switch self {
    case .week: 604_800_000
    case .day: 86_400_000
    case .hour: 3_600_000
    case .minute: 60_000
    case .second: 1_000
    case .millisecond: 1
    }
  }

  /// The unit's name in words, one of it: `minute`.
  package var word: String {
    switch self {
    case .week: "week"
    case .day: "day"
    case .hour: "hour"
    case .minute: "minute"
    case .second: "second"
    case .millisecond: "millisecond"
    }
  }

  /// The unit that the bytes spell exactly, as the grammar has it.
  init?(exact bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    switch (bytes.first, bytes.count) {
    case (0x77, 1): self = .week
    case (0x64, 1): self = .day
    case (0x68, 1): self = .hour
    case (0x6D, 1): self = .minute
    case (0x73, 1): self = .second
    case (0x6D, 2) where bytes.last == 0x73: self = .millisecond
    default: return nil
    }
  }
}

/// A unit as people write it: what a near miss may mean.
enum LooseDurationUnit {
  /// A unit of the grammar under another name.
  case known(DurationUnit)
  /// A unit finer than a millisecond: so many of it make one.
  case fine(perMillisecond: Int64)
  /// A unit whose length the calendar decides, with the days it has most often.
  case calendar(days: Int64, name: String)

  /// What `word`, in small letters, names.
  init?(_ word: String) {
    switch word {
    case "w", "wk", "wks", "week", "weeks": self = .known(.week)
    case "d", "day", "days": self = .known(.day)
    case "h", "hr", "hrs", "hour", "hours": self = .known(.hour)
    case "m", "min", "mins", "minute", "minutes": self = .known(.minute)
    case "s", "sec", "secs", "second", "seconds": self = .known(.second)
    case "ms", "msec", "msecs", "milli", "millis", "millisec", "millisecs", "millisecond", "milliseconds":
      self = .known(.millisecond)
    case "us", "µs", "μs", "usec", "usecs", "micros", "microsecond", "microseconds": self = .fine(perMillisecond: 1_000)
    case "ns", "nsec", "nsecs", "nanos", "nanosecond", "nanoseconds": self = .fine(perMillisecond: 1_000_000)
    case "mo", "mon", "month", "months": self = .calendar(days: 30, name: "month")
    case "y", "yr", "yrs", "year", "years": self = .calendar(days: 365, name: "year")
    default: return nil
    }
  }
}
