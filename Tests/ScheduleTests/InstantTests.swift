// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-20T09:00:00Z", 1_795_165_200_000),
    ("2026-11-20T10:00:00+01:00", 1_795_165_200_000), ("2026-11-20T03:30:00-05:30", 1_795_165_200_000),
    ("2026-11-20t09:00:00z", 1_795_165_200_000), ("2026-11-20 09:00:00Z", 1_795_165_200_000),
    ("2026-11-20T09:00:00.25Z", 1_795_165_200_250), ("2026-11-20T09:00:00.1239999Z", 1_795_165_200_123),
    ("1969-12-31T23:59:59.999Z", -1), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("0000-03-01T00:00:00Z", -62_162_035_200_000), ("2000-02-29T12:00:00Z", 951_825_600_000),
  ])
  func reads(text: String, milliseconds: Int64) {
    #expect(Instant.parse(text).instant?.milliseconds == milliseconds)
    #expect(Instant.parse(text).problem == nil)
  }

  @Test(arguments: [
    ("«2026-11-20»", "2026-11-20T00:00:00Z"), ("«2026-11-20T09:00:00»", "2026-11-20T09:00:00Z"),
    ("«2026-11-20T09:00»", "2026-11-20T09:00:00Z"), ("2026-11-20T09:00«Z»", "2026-11-20T09:00:00Z"),
    ("«2026-11-20T09:00:00+02»", "2026-11-20T09:00:00+02:00"),
    ("2026-11-20T09:00:00+02«0»0", "2026-11-20T09:00:00+02:00"),
    ("2026-«13»-20T09:00:00Z", nil), ("2026-11-«31»T09:00:00Z", nil), ("2026-02-«29»T09:00:00Z", nil),
    ("2026-11-20T«24»:00:00Z", nil), ("2026-11-20T09:«60»:00Z", nil), ("2026-11-20T09:00:«61»Z", nil),
    ("2026-11-20T09:00:00Z« »", "2026-11-20T09:00:00Z"), ("«t»omorrow", nil), ("«»", nil), ("«2026-11»", nil),
    ("2026-11-20T09:00:00.«Z»", nil), ("2026-11-20T09:00:00«é»", nil), ("2026-11-20T09:00:00+«25»:00", nil),
    ("«2»0-11-2026", nil),
  ])
  func refuses(marked: String, replacement: String?) throws {
    let (text, range) = unmarked(marked)
    let result = Instant.parse(text)
    let problem = try #require(result.problem)
    #expect(result.instant == nil)
    #expect(problem.range == range, "\(problem.message)")
    #expect(problem.replacement == replacement)
    if let replacement { #expect(Instant.parse(replacement).instant != nil) }
  }

  @Test("Printing and reading are each other's inverse, and Foundation agrees")
  func roundTrips() throws {
    var generator = SeededGenerator(seed: 1)
    // Foundation's calendar is the Julian one before October 1582.
    let foundation = Date.ISO8601FormatStyle()
    for _ in 0..<5_000 {
      let instant = Instant(milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator))
      let offset = Int.random(in: -18 * 60...18 * 60, using: &generator) * 60
      #expect(Instant.parse(instant.rfc3339(offset: offset)).instant == instant)
      let whole = Instant(seconds: instant.seconds)
      guard whole.seconds > -12_212_000_000 else { continue }
      #expect(whole.rfc3339() == Date(timeIntervalSince1970: Double(whole.seconds)).formatted(foundation))
    }
  }
}
