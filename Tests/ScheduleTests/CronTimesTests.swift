// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import TestSupport
import Testing

@Suite struct CronTimesTests {
  /// Dates of changes: Berlin 2026-03-29 01:00Z and 2026-10-25 01:00Z; New York 2026-03-08 07:00Z and 2026-11-01 06:00Z;
  /// Lord Howe changes by half an hour, 2026-04-04 15:00Z back and 2026-10-03 15:30Z forward.
  @Test(
    "Times by hand",
    arguments: [
      ("*/15 * * * *", "UTC", "2026-11-20T09:00:00Z", ["2026-11-20T09:15:00Z", "2026-11-20T09:30:00Z"]),
      ("*/15 * * * *", "UTC", "2026-11-20T08:59:59.999Z", ["2026-11-20T09:00:00Z"]),
      ("30 2 * * 1-5", "UTC", "2026-11-20T09:00:00Z", ["2026-11-23T02:30:00Z", "2026-11-24T02:30:00Z"]),
      ("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
      ("0 0 29 2 *", "UTC", "2097-01-01T00:00:00Z", ["2104-02-29T00:00:00Z"]),
      (
        "0 0 13 * 5", "UTC", "2026-11-01T00:00:00Z",
        ["2026-11-06T00:00:00Z", "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"]
      ),
      (
        "0 0 */2 * 1", "UTC", "2026-11-01T00:00:00Z",
        ["2026-11-09T00:00:00Z", "2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z"]
      ),
      (
        "0 0 31 * *", "UTC", "2026-11-01T00:00:00Z",
        ["2026-12-31T00:00:00Z", "2027-01-31T00:00:00Z", "2027-03-31T00:00:00Z"]
      ),
      ("59 23 31 12 *", "UTC", "2026-12-31T23:59:00Z", ["2027-12-31T23:59:00Z"]),
      // In the gap: skipped that day.
      ("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"]),
      ("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["2026-03-29T01:00:00Z"]),
      ("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"]),
      // Shown twice: fires twice.
      (
        "30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z",
        ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"]
      ),
      ("0 3 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", ["2026-10-25T02:00:00Z"]),
      ("0 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"]),
      (
        "15 1 1 11 *", "America/New_York", "2026-06-01T00:00:00Z",
        ["2026-11-01T05:15:00Z", "2026-11-01T06:15:00Z", "2027-11-01T05:15:00Z"]
      ),
      (
        "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z",
        ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-05T15:15:00Z"]
      ),
      ("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", ["2026-10-04T15:15:00Z"]),
      // Samoa left out 2011-12-30.
      ("0 12 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", ["2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z"]),
    ])
  func firesAt(text: String, name: String, after: String, expected: [String]) throws {
    let (expression, zone, start) = (try schedule(text), try zone(name), try moment(after))
    let found = expression.occurrences(
      from: start.adding(milliseconds: 1), until: Instant(milliseconds: .max), in: zone, limit: expected.count)
    #expect(found.map(\.description) == expected)
    // Backwards from behind the last come the same times.
    var cursor = try #require(found.last).adding(milliseconds: 1)
    for time in found.reversed() {
      cursor = try #require(expression.previous(before: cursor, in: zone))
      #expect(cursor == time)
    }
  }

  @Test("A range of times takes its start and leaves out its end")
  func bounds() throws {
    let expression = try schedule("0 * * * *")
    let (from, until) = (try moment("2026-11-20T09:00:00Z"), try moment("2026-11-20T12:00:00Z"))
    #expect(expression.occurrences(from: from, until: until, in: .utc, limit: 100).count == 3)
    #expect(expression.occurrences(from: from, until: until, in: .utc, limit: 2).count == 2)
    #expect(expression.occurrences(from: until, until: from, in: .utc, limit: 2).isEmpty)
  }

  @Test("The ends of time neither trap nor loop")
  func survivesExtremes() throws {
    for name in ["UTC", "Europe/Berlin", "Pacific/Apia"] {
      for text in ["* * * * *", "0 0 29 2 */7", "0 0 31 2 *"] {
        let (expression, zone) = (try schedule(text), try zone(name))
        for value in [Int64.min, Int64.min + 1, -1 << 62, 1 << 62, Int64.max - 1, Int64.max] {
          let instant = Instant(milliseconds: value)
          _ = expression.next(after: instant, in: zone)
          _ = expression.previous(before: instant, in: zone)
          _ = expression.occurrences(from: instant, until: Instant(milliseconds: .max), in: zone, limit: 5)
          _ = expression.daylightSavingEffects(in: zone, from: instant, until: Instant(milliseconds: .max), limit: 2)
          _ = zone.resolve(zone.local(instant))
        }
      }
    }
  }

  @Test(
    "What a change of the clocks does",
    arguments: [
      ("30 2 * * *", "Europe/Berlin", ["skipped 2027-03-28 02:30 1", "runTwice 2027-10-31 02:30 1"]),
      ("30 2 * * 1-5", "Europe/Berlin", []), ("0 3 * * *", "Europe/Berlin", []), ("*/15 * * * *", "Europe/Berlin", []),
      ("0 * * * *", "Europe/Berlin", []),
      ("*/5 2 * * *", "Europe/Berlin", ["skipped 2027-03-28 02:00 12", "runTwice 2027-10-31 02:00 12"]),
      ("0 1-5 * * *", "Europe/Berlin", ["skipped 2027-03-28 02:00 1", "runTwice 2027-10-31 02:00 1"]),
      ("30 2 * * *", "UTC", []), ("30 2 * * *", "Asia/Kolkata", []),
      // Half an hour: every half hour keeps its pace, every hour does not.
      ("*/30 * * * *", "Australia/Lord_Howe", []), ("0 * * * *", "Australia/Lord_Howe", ["skipped 2027-10-03 02:00 1"]),
      ("45 * * * *", "Australia/Lord_Howe", ["runTwice 2027-04-04 01:45 1"]),
    ])
  func tellsDaylightSaving(text: String, name: String, expected: [String]) throws {
    let from = try moment("2026-11-20T00:00:00Z")
    let effects = try schedule(text).daylightSavingEffects(
      in: try zone(name), from: from, until: try moment("2027-11-20T00:00:00Z"), limit: 5)
    #expect(effects.map { "\($0.kind.rawValue) \($0.local) \($0.count)" } == expected)
    for effect in effects {
      #expect(effect.moments.count == (effect.kind == .runTwice ? 2 : 0))
      for moment in effect.moments { #expect(try zone(name).local(moment) == effect.local) }
    }
  }

  private struct CorpusCase: Decodable {
    let id: String
    let cron, after, next: String?
  }

  @Test(
    "Cases of another scheduler's own tests",
    .enabled(if: RepositoryPaths.corpus != nil, "no corpus beside the project"))
  func agreesWithTheCorpus() throws {
    let corpus = try #require(RepositoryPaths.corpus)
    let data = try Data(contentsOf: corpus.appendingPathComponent("sim-cases.json"))
    let object = try JSONSerialization.jsonObject(with: data)
    let list = try #require(
      (object as? [Any]) ?? (object as? [String: Any])?.values.compactMap { $0 as? [Any] }.first { !$0.isEmpty })
    let cases = try JSONDecoder().decode([CorpusCase].self, from: JSONSerialization.data(withJSONObject: list)).filter {
      $0.cron != nil
    }
    #expect(cases.count > 20)
    // That scheduler takes `*/5` for a restriction of the days; here it is none (cronie's rule), so F05 is another schedule.
    for entry in cases where entry.id != "F05" {
      let (cron, after, next) = (try #require(entry.cron), try #require(entry.after), try #require(entry.next))
      let isSaoPaulo = cron.hasSuffix("(America/Sao_Paulo)")
      let text = cron.split(separator: "(")[0].trimmingCharacters(in: .whitespaces)
      let expression = try #require(CronExpression.parse(text).nearestExpression, "\(entry.id)")
      let name =
        isSaoPaulo
        ? "America/Sao_Paulo"
        : after.contains("+05:30") ? "Asia/Kolkata" : after.contains("T") ? "America/New_York" : "UTC"
      func instant(_ text: String) throws -> Instant {
        let plain = String(text.prefix { $0 != "(" }).trimmingCharacters(in: .whitespaces).replacingOccurrences(
          of: " ", with: "T")
        let hasSeconds = plain.dropFirst(16).first == ":"
        let full = hasSeconds ? plain : plain.prefix(16) + ":00" + plain.dropFirst(16)
        return try moment(plain.count > 16 ? String(full) : full + "Z")
      }
      let found = expression.next(after: try instant(after), in: try zone(name))
      #expect(found == (next == "never" ? nil : try instant(next)), "\(entry.id) \(cron)")
    }
  }
}
