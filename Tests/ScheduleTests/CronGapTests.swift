// SPDX-License-Identifier: Apache-2.0
import Schedule
import Testing

@Suite struct CronGapTests {
  @Test(arguments: [
    ("* * * * *", 60), ("*/5 * * * *", 300), ("*/7 * * * *", 240), ("0 * * * *", 3_600), ("0 0 * * *", 86_400),
    ("0 0 * * 1", 604_800),
    ("0,1 3 * * *", 60), ("0 0,23 * * *", 3_600), ("59 23 * * *", 86_400), ("0 0 1 * *", 28 * 86_400),
    ("0 0 31 * *", 31 * 86_400),
    ("0 0 1,31 * *", 86_400), ("0 0 1 1 *", 365 * 86_400), ("0 0 29 2 *", 1_461 * 86_400), ("0 0 13 * 5", 86_400),
    ("30 0,23 1 * *", 82_800),
    ("0 0 28 2 *", 365 * 86_400), ("0 0 29 2,3 *", 29 * 86_400),
  ])
  func findsTheShortestGap(text: String, seconds: Int) throws { #expect(try schedule(text).shortestGap == seconds) }

  @Test("The shortest gap is that of all minutes of 400 years, looked at one day after the other")
  func agreesWithTheSlowWay() throws {
    var generator = SeededGenerator(seed: 3)
    func field(_ range: ClosedRange<Int>, _ openness: Double) -> String {
      if Double.random(in: 0..<1, using: &generator) < openness { return "*" }
      if Bool.random(using: &generator) { return "*/\(Int.random(in: 2...range.upperBound, using: &generator))" }
      return (0..<Int.random(in: 1...3, using: &generator)).map { _ in "\(Int.random(in: range, using: &generator))" }
        .joined(separator: ",")
    }
    for _ in 0..<40 {
      let text = [field(0...59, 0.1), field(0...23, 0.1), field(1...31, 0.3), field(1...12, 0.3), field(0...6, 0.5)]
        .joined(separator: " ")
      let expression = try schedule(text)
      let times = (0..<1_440).filter { minute in
        expression.minutes >> UInt64(minute % 60) & 1 == 1 && expression.hours >> UInt32(minute / 60) & 1 == 1
      }
      let inDay = zip(times, times.dropFirst()).map { $1 - $0 }.min()
      var best = inDay
      var previous: Int?
      let start = try #require(CivilDate(year: 2000, month: 1, day: 1)).daysSinceEpoch
      // One cycle and the eight years behind it that a leap day may take to come.
      for day in start..<start + 146_097 + 2_922 where expression.fires(on: CivilDate(daysSinceEpoch: day)) {
        if let previous, let first = times.first, let last = times.last {
          best = min(best ?? Int.max, (day - previous) * 1_440 + first - last)
        }
        previous = day
      }
      #expect(expression.shortestGap == best.map { $0 * 60 }, "\(text)")
    }
  }
}
