// SPDX-License-Identifier: Apache-2.0
import Schedule
import Testing

@Suite struct DurationTests {
  @Test(arguments: [
    ("90s", 90_000), ("15m", 900_000), ("1h30m", 5_400_000), ("1d", 86_400_000), ("2w", 1_209_600_000), ("500ms", 500),
    ("1w2d3h4m5s6ms", 788_645_006), ("30m1h", 5_400_000), ("1m1m", 120_000), ("0s", 0), ("007s", 7_000),
    ("1m5ms", 60_005),
    ("9223372036854775807ms", Int64.max), ("00000000000000000000000000001s", 1_000),
  ])
  func reads(text: String, milliseconds: Int64) {
    #expect(DurationLiteral.parse(text) == .valid(milliseconds))
  }

  @Test(arguments: [
    ("PT1H30M", 5_400_000, "1h30m"), ("P1D", 86_400_000, "1d"), ("P1DT2H", 93_600_000, "1d2h"),
    ("PT90M", 5_400_000, "90m"),
    ("PT1.5H", 5_400_000, "1h30m"), ("PT0S", 0, "0s"), ("P2W", 1_209_600_000, "2w"), ("pt5m", 300_000, "5m"),
    ("PT0.25S", 250, "250ms"), ("PT1M0,5S", 60_500, "1m500ms"), ("P0D", 0, "0s"),
  ])
  func takesISO8601(text: String, milliseconds: Int64, replacement: String) {
    guard case .acceptedWithFix(let value, let text, _) = DurationLiteral.parse(text) else {
      Issue.record("not accepted: \(DurationLiteral.parse(text))")
      return
    }
    #expect(value == milliseconds)
    #expect(text == replacement)
    #expect(DurationLiteral.parse(text) == .valid(milliseconds))
  }

  @Test(arguments: [
    // Unit and spacing: certainly meant.
    ("1« »hour", "1h", true), ("2« »days", "2d", true), ("1«min»", "1m", true), ("1«hr»", "1h", true),
    ("1«H»", "1h", true), ("«1.5»h", "1h30m", true), ("90«sec»", "90s", true), ("1h« »30m", "1h30m", true),
    ("1« »hour, 30 minutes", "1h30m", true), ("1« »hour and 5 minutes", "1h5m", true), ("«+»5m", "5m", true),
    ("3«wks»", "3w", true), ("250«msecs»", "250ms", true), ("2000«us»", "2ms", true), ("5«MINUTES»", "5m", true),
    // A guess.
    ("5«M»", "5m", false), ("1h«30»", "1h30m", false), ("«01:30:00»", "1h30m", false), ("«1:30»", "1h30m", false),
    ("1«month»", "30d", false), ("2«y»", "730d", false), ("P«1M»", "30d", false), ("P«1Y»T1H", "365d1h", false),
    // Nothing that it could be.
    ("«90»", nil, false), ("«1.5»", nil, false), ("«-»5m", nil, false), ("«»", nil, false), ("«soon»", nil, false),
    ("5«parsecs»", nil, false), ("«500us»", nil, false), ("«h»", nil, false), ("P«T»", nil, false), ("«P»", nil, false),
    ("PT1«X»", nil, false), ("PT1M1«H»", nil, false), ("«99999999999999999999s»", nil, false),
    ("«9223372036854775807s»", nil, false), ("1h«,»", "1h", true),
    ("«0»", "0s", true),
  ])
  func refuses(marked: String, replacement: String?, isSafe: Bool) {
    let (text, range) = unmarked(marked)
    guard case .invalid(let problem) = DurationLiteral.parse(text) else {
      Issue.record("\(text) is taken")
      return
    }
    #expect(problem.range == range, "\(problem)")
    #expect(problem.replacement == replacement, "\(problem)")
    #expect(problem.isSafe == isSafe, "\(problem)")
    #expect(problem.message.contains("`") || text.isEmpty, "\(problem)")
    #expect((problem.understood == nil) == (replacement == nil))
  }

  @Test(arguments: [
    (272_000, "4m 32s", "4m32s", "4 minutes 32 seconds", "04:32"), (0, "0s", "0s", "0 seconds", "00:00"),
    (3_612_000, "1h 12s", "1h12s", "1 hour 12 seconds", "01:00:12"),
    (1_500, "1s 500ms", "1s500ms", "1 second 500 milliseconds", "00:01"),
    (1_209_600_000, "14d", "2w", "2 weeks", "336:00:00"), (864_000_000, "10d", "10d", "10 days", "240:00:00"),
    (-5_000, "-5s", "-5s", "minus 5 seconds", "-00:05"), (332_000, "5m 32s", "5m32s", "5 minutes 32 seconds", "05:32"),
  ])
  func prints(milliseconds: Int64, spaced: String, compact: String, words: String, stamp: String) {
    #expect(DurationFormat.spaced(milliseconds) == spaced)
    #expect(DurationFormat.compact(milliseconds) == compact)
    #expect(DurationFormat.words(milliseconds) == words)
    #expect(DurationFormat.stamp(milliseconds) == stamp)
  }

  @Test("The compact form is a literal of the same length")
  func roundTrips() {
    var generator = SeededGenerator(seed: 7)
    for shift in 0..<63 {
      for _ in 0..<50 {
        let value = Int64.random(in: 0...(Int64.max >> Int64(shift)), using: &generator)
        #expect(DurationLiteral.parse(DurationFormat.compact(value)) == .valid(value))
      }
    }
    for value in [Int64.min, Int64.min + 1, Int64.max] {
      #expect(!DurationFormat.spaced(value).isEmpty && !DurationFormat.words(value).isEmpty)
      #expect(!DurationFormat.stamp(value).isEmpty)
    }
  }
}
