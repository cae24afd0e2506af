// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `wflint cron`: words, times, daylight saving, messages. The times are those of the calendar, worked out by hand.
@Suite struct CronTests {
  private static let start = "2026-11-20T09:00:00Z"

  @Test func saysWhatItMeans() async throws {
    let result = try await Sandbox().run([
      "cron", "30 2 * * *", "--zone", "Europe/Berlin", "--from", Self.start, "--count", "2",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.text == """
        at 02:30 every day

        next (Europe/Berlin):
          Sat 2026-11-21 02:30  +01:00 CET  in 16h 30m
          Sun 2026-11-22 02:30  +01:00 CET  in 1d 16h

        previous:
          Fri 2026-11-20 02:30  +01:00 CET  7h 30m ago

        when the clocks change:
          Sun 2027-03-28: 02:30 is skipped; the clocks go from 02:00 to 03:00
          Sun 2027-10-31: 02:30 fires twice; the clocks go from 03:00 to 02:00
          Sun 2028-03-26: 02:30 is skipped; the clocks go from 02:00 to 03:00
          Sun 2028-10-29: 02:30 fires twice; the clocks go from 03:00 to 02:00

        """)
  }

  @Test func speaksJSON() async throws {
    let result = try await Sandbox().run([
      "cron", "0 9 * * mon", "--from", Self.start, "--next", "2", "--timezone", "UTC", "--format", "json",
    ])
    #expect(result.status == 0)
    let json = try result.json()
    #expect(value(json, "next") as? [String] == ["2026-11-23T09:00:00Z", "2026-11-30T09:00:00Z"])
    #expect(value(json, "previous") as? String == "2026-11-16T09:00:00Z")
    #expect(value(json, "from") as? String == Self.start)
    #expect((value(json, "clock_changes") as? [Any])?.isEmpty == true)
    #expect(value(json, "never_fires") as? Bool == false)
  }

  private static let calls: [([String], Int32, [String])] = [
    (["61 * * * *"], Int32(1), ["<cron>:1:1: error:", "   1 | 61 * * * *\n     | ^^\n"]),
    (["0 0 L * *"], 1, ["<cron>:1:5: error:", "     |     ^\n"]),
    (["* * * *"], 1, ["has 4 fields", "^^^^^^^"]), (["@daly"], 1, ["help: write `@daily`"]),
    (["*/7 * * * *"], 0, []), (["5/15 * * * *"], 0, ["warning:"]),
    (["0 0 31 2 *"], 1, []), ([""], 1, ["empty"]),
    (["@daily", "--zone", "Europe/Belrin"], 2, ["unknown time zone", "did you mean `Europe/Berlin`?"]),
    (["@daily", "--from", "2026-11-20"], 2, ["--from:1:1: error:", "help: write `2026-11-20T00:00:00Z`"]),
    (["@daily", "--count", "-1"], 2, ["--count"]), (["@daily", "--count", "1001"], 2, ["--count"]),
    ([], 2, ["expression"]),
  ]

  @Test(arguments: calls)
  func endsAsItShould(arguments: [String], status: Int32, errors: [String]) async throws {
    let result = try await Sandbox().run(["cron"] + arguments)
    #expect(result.status == status, "\(arguments): \(result.text)\(result.errors)")
    for part in errors { #expect(result.errors.contains(part), "\(arguments): \(part) not in \(result.errors)") }
    if errors.isEmpty { #expect(result.errors == "") }
  }

  @Test func notesUnevenStepsAndNever() async throws {
    let uneven = try await Sandbox().run(["cron", "*/7 * * * *"])
    #expect(uneven.text.contains("note: `*/7` is not even: from 56 it is 4 to 0, not 7"))
    let never = try await Sandbox().run(["cron", "0 0 31 2 *"])
    #expect(never.text.hasPrefix("never ("))
    #expect(!never.text.contains("next"))
  }

  /// The schema is JSON, and a workspace's step types are in it.
  @Test func schemasAreJSON() async throws {
    let sandbox = try Sandbox([
      ".wflint.yaml": "step_types: {terragrunt: {fields: {folder: {type: string, required: true}}}}\n"
    ])
    let plain = try await sandbox.run(["schema", "--config", "none"])
    #expect(plain.status == 0)
    #expect(value(try plain.json(), "$schema") as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(!plain.text.contains("terragrunt"))
    let own = try await sandbox.run(["schema"])
    let types = value(try own.json(), "$defs", "step", "properties", "type", "enum") as? [String]
    #expect(types?.contains("terragrunt") == true && types?.contains("script") == true)
    let wrong = try await sandbox.run(["schema", "natif"])
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean `native`?"))
  }
}
