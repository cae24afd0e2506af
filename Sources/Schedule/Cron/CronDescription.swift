// SPDX-License-Identifier: Apache-2.0

extension CronExpression {
  /// The schedule in words, as one phrase without a full stop: "at 02:30 on Monday to Friday", "every 15 minutes between
  /// 09:00 and 17:59". Equal schedules have equal words. Complexity: O(1).
  package func describe() -> String {
    guard !neverFires else { return "never (\(CronDayPhrase(self).impossible))" }
    let time = CronTimePhrase(minutes: CronSetText.values(of: minutes), hours: CronSetText.values(of: UInt64(hours)))
    let day = CronDayPhrase(self)
    let (timeText, isClock) = time.phrase()
    let dayText = day.phrase(isClock: isClock)
    return dayText.isEmpty ? timeText : "\(timeText) \(dayText)"
  }
}

/// The part of a description that speaks of hours and minutes.
struct CronTimePhrase {
  /// In order, not empty.
  let minutes: [Int]
  /// In order, not empty.
  let hours: [Int]

  /// The phrase, and whether it names times of the clock, which want a day behind them.
  func phrase() -> (text: String, isClock: Bool) {
    let everyHour = hours.count == 24
    if let step = evenStep(minutes, cycle: 60), minutes.count >= 3 {
      let each = step == 1 ? "every minute" : "every \(step) minutes"
      let offset = minutes[0] == 0 ? "" : " from \(past(minutes[0])) the hour"
      if everyHour { return (each + offset, false) }
      if let windows = windows(hours) { return (windows(each, offset), false) }
      return ("\(each)\(offset) in \(hourList)", false)
    }
    if minutes.count == 1 { return oncePerHour(minutes[0]) }
    if minutes.count * hours.count <= 6 { return (clockTimes, true) }
    let list = minuteList
    if everyHour { return ("at \(list) every hour", false) }
    return ("at \(list) \(hourList)", false)
  }

  /// One minute of each hour.
  private func oncePerHour(_ minute: Int) -> (text: String, isClock: Bool) {
    if hours.count == 24 { return (minute == 0 ? "every hour" : "every hour at \(past(minute)) the hour", false) }
    if hours.count >= 3, let step = evenStep(hours, cycle: 24) {
      return ("every \(step) hours from \(clock(hours[0], minute))", false)
    }
    if hours.count >= 4, let step = plainStep(hours), let last = hours.last {
      let each = step == 1 ? "every hour" : "every \(step) hours"
      return ("\(each) from \(clock(hours[0], minute)) to \(clock(last, minute))", false)
    }
    return (clockTimes, true)
  }

  /// `at 02:30, 08:30 and 14:30`.
  private var clockTimes: String {
    "at " + ASCII.list(hours.flatMap { hour in minutes.map { clock(hour, $0) } })
  }

  /// `0, 20 and 45 minutes past`, `minutes 0 to 29 of`.
  private var minuteList: String {
    let runs = CronSetText.runs(of: minutes.reduce(0) { $0 | UInt64(1) << UInt64($1) })
    guard runs.contains(where: { $0.count >= 3 }) else { return "\(ASCII.list(minutes.map(String.init))) minutes past" }
    return "minutes \(ASCII.list(CronDayPhrase.ranges(runs, String.init))) of"
  }

  /// `each hour from 09:00 to 17:00`, `the hours 01:00 and 05:00`.
  private var hourList: String {
    if hours.count == 1 { return clock(hours[0], 0) }
    if hours.count >= 3, plainStep(hours) == 1, let last = hours.last {
      return "each hour from \(clock(hours[0], 0)) to \(clock(last, 0))"
    }
    return "the hours \(ASCII.list(hours.map { clock($0, 0) }))"
  }

  /// How to put an interval into windows of neighbouring hours; nil where there are more than three.
  private func windows(_ hours: [Int]) -> ((_ each: String, _ offset: String) -> String)? {
    let runs = CronSetText.runs(of: hours.reduce(0) { $0 | UInt64(1) << UInt64($1) })
    guard runs.count <= 3 else { return nil }
    let texts = runs.map { "between \(clock($0.lowerBound, 0)) and \(clock($0.upperBound, 59))" }
    return { each, offset in each + offset + " " + ASCII.list(texts) }
  }

  /// The step of a set that goes round its cycle evenly, from a start below the step.
  private func evenStep(_ values: [Int], cycle: Int) -> Int? {
    guard values.count > 1, let step = plainStep(values), cycle % step == 0, values.count == cycle / step else {
      return nil
    }
    return step
  }

  /// The common distance of neighbours.
  private func plainStep(_ values: [Int]) -> Int? {
    guard values.count > 1 else { return nil }
    let step = values[1] - values[0]
    return zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
  }

  private func past(_ minute: Int) -> String { minute == 1 ? "1 minute past" : "\(minute) minutes past" }

  private func clock(_ hour: Int, _ minute: Int) -> String { "\(ASCII.twoDigits(hour)):\(ASCII.twoDigits(minute))" }
}
