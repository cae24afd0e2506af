// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import Testing

@Suite struct TimeZoneTests {
  @Test(
    "Offsets by hand",
    arguments: [
      ("UTC", "2026-07-01T00:00:00Z", 0, "UTC"), ("Etc/GMT-2", "2026-07-01T00:00:00Z", 7_200, "+02"),
      ("Europe/Berlin", "2026-03-29T00:59:59Z", 3_600, "CET"), ("Europe/Berlin", "2026-03-29T01:00:00Z", 7_200, "CEST"),
      ("Europe/Berlin", "2126-07-01T00:00:00Z", 7_200, "CEST"),
      ("America/New_York", "2026-11-01T05:59:59Z", -14_400, "EDT"),
      ("America/New_York", "2026-11-01T06:00:00Z", -18_000, "EST"),
      ("Asia/Kolkata", "2026-07-01T00:00:00Z", 19_800, "IST"),
      ("Australia/Sydney", "2090-01-01T00:00:00Z", 39_600, "AEDT"),
      ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 37_800, "+1030"),
      ("Pacific/Apia", "2011-12-30T09:59:59Z", -36_000, "-10"), ("Pacific/Apia", "2011-12-30T10:00:00Z", 50_400, "+14"),
      ("Europe/Berlin", "1890-01-01T00:00:00Z", 3_208, "LMT"),
    ])
  func knowsOffsets(name: String, text: String, offset: Int, abbreviation: String) throws {
    let (zone, instant) = (try zone(name), try moment(text))
    #expect(zone.offset(at: instant.seconds) == offset)
    #expect(zone.abbreviation(at: instant.seconds) == abbreviation)
    #expect(TimeZoneDatabase.system.offset(zone: name, seconds: instant.seconds) == Int32(offset))
  }

  @Test("Local times are shown once, never or twice")
  func resolves() throws {
    let berlin = try zone("Europe/Berlin")
    func local(_ month: Int, _ day: Int, _ hour: Int) throws -> CivilDateTime {
      let date = try #require(CivilDate(year: 2026, month: month, day: day))
      return try #require(CivilDateTime(date, hour: hour, minute: 30))
    }
    #expect(berlin.resolve(try local(7, 1, 2)) == .unique(try moment("2026-07-01T00:30:00Z")))
    #expect(
      berlin.resolve(try local(10, 25, 2))
        == .repeated(earlier: try moment("2026-10-25T00:30:00Z"), later: try moment("2026-10-25T01:30:00Z")))
    guard case .gap(let change) = berlin.resolve(try local(3, 29, 2)) else {
      Issue.record("02:30 is shown")
      return
    }
    #expect(change.shift == 3_600 && Instant(seconds: change.at).description == "2026-03-29T01:00:00Z")
  }

  @Test("A moment's local time resolves back to the moment, and transitions are where the offset changes")
  func isConsistent() throws {
    var generator = SeededGenerator(seed: 11)
    for name in [
      "Europe/Berlin", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Europe/Dublin", "Antarctica/Troll",
    ] {
      let zone = try zone(name)
      for _ in 0..<400 {
        let second = Int64.random(in: -3_000_000_000...6_000_000_000, using: &generator)
        let instant = Instant(seconds: second)
        switch zone.resolve(zone.local(instant)) {
        case .unique(let found): #expect(found == instant)
        case .repeated(let earlier, let later): #expect(earlier == instant || later == instant)
        case .gap: Issue.record("\(name) \(instant) is shown by no clock")
        }
        if let next = zone.nextTransition(after: second) {
          #expect(
            next.at > second && zone.offset(at: next.at) == next.offsetAfter
              && zone.offset(at: next.at - 1) == next.offsetBefore)
          #expect(zone.offset(at: second) == next.offsetBefore)
          #expect(zone.previousTransition(atOrBefore: next.at) == next)
          #expect(zone.previousTransition(atOrBefore: next.at - 1) != next)
        }
      }
    }
  }

  @Test(
    "Names that are none",
    arguments: [
      ("europe/berlin", "Europe/Berlin", true), ("Europe/Berln", "Europe/Berlin", true),
      ("Berlin", "Europe/Berlin", true),
      ("America/New York", "America/New_York", true), ("new-york", "America/New_York", true),
      ("PST", "America/Los_Angeles", false),
      ("UTC+2", "Etc/GMT-2", true), ("+02:00", "Etc/GMT-2", true), ("GMT-5", "Etc/GMT+5", true), ("Z", "UTC", true),
      ("utc", "UTC", true),
      ("Etc/../Europe/Berlin", nil, false), ("../etc/passwd", nil, false), ("/etc/passwd", nil, false),
      ("", nil, false),
      ("Europe//Berlin", nil, false), ("Europe/", nil, false), ("Europe", nil, false), ("Mars/Olympus", nil, false),
      ("posix/Europe/Berlin", nil, false), ("tzdata.zi", nil, false), ("localtime", nil, false),
      ("Europe/Bérlin", nil, false),
      ("\u{0}", nil, false), (String(repeating: "A/", count: 5_000), nil, false),
    ] as [(String, String?, Bool)])
  func refuses(name: String, suggestion: String?, isSafe: Bool) {
    guard case .failure(let failure) = TimeZoneDatabase.system.rules(named: name) else {
      Issue.record("\(name) is taken")
      return
    }
    // What is near to something by chance is not held against it.
    if suggestion != nil || !name.contains(where: { $0 == "/" || $0 == "é" }) {
      #expect(failure.suggestion?.name == suggestion, "\(failure.message)")
      #expect((failure.suggestion?.isSafe ?? false) == isSafe)
    }
    #expect(failure.message.utf8.count < 300)
  }

  @Test("Without a database UTC is known, and the failure says what is missing")
  func worksWithoutDatabase() throws {
    let database = TimeZoneDatabase(directories: ["/nowhere/zoneinfo"])
    #expect(!database.isInstalled)
    #expect(try database.rules(named: "Etc/UTC").get().offset(at: 0) == 0)
    #expect(database.knownNames.contains("UTC"))
    guard case .failure(.databaseMissing(let searched)) = database.rules(named: "Europe/Berlin") else {
      Issue.record("expected a missing database")
      return
    }
    #expect(searched == ["/nowhere/zoneinfo"])
    #expect(database.offset(zone: "Europe/Berlin", seconds: 0) == nil)
  }

  @Test("Every listed name has rules, and Foundation's names are among them")
  func listsNames() {
    let names = TimeZoneDatabase.system.knownNames
    #expect(names.count > 400 && names == names.sorted() && !names.contains("Factory"))
    for name in names {
      if case .failure(let failure) = TimeZoneDatabase.system.rules(named: name) {
        Issue.record("\(name): \(failure.message)")
      }
    }
    #expect(Set(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "GB"]).isSubset(of: names))
  }

  @Test("A directory with damaged and foreign files")
  func survivesDamage() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wflint-zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("Area"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin").resolvingSymlinksInPath())
    try good.write(to: folder.appendingPathComponent("Area/Good"))
    try Data("not a zone".utf8).write(to: folder.appendingPathComponent("Area/Text"))
    try good.prefix(60).write(to: folder.appendingPathComponent("Area/Cut"))
    let database = TimeZoneDatabase(directories: [folder.path])
    #expect(database.knownNames.filter { $0.hasPrefix("Area/") } == ["Area/Cut", "Area/Good"])
    #expect(try database.rules(named: "Area/Good").get().offset(at: 0) == 3_600)
    guard case .failure(.damagedFile) = database.rules(named: "Area/Cut"),
      case .failure(.unknownZone) = database.rules(named: "Area/Text")
    else {
      Issue.record("damage is not told")
      return
    }
    // Any bytes changed or cut off: rules or a failure, never a trap, and look-ups that end.
    var generator = SeededGenerator(seed: 5)
    for round in 0..<400 {
      var bytes = [UInt8](good)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      }
      let name = "Area/Fuzz\(round)"
      let file = folder.appendingPathComponent(name)
      try Data(bytes).write(to: file)
      if case .success(let zone) = database.rules(named: name) {
        let expression = try schedule("30 2 29 2 *")
        for second in [Int64.min, 0, 1_800_000_000, Int64.max] {
          _ = zone.nextTransition(after: second)
          _ = zone.previousTransition(atOrBefore: second)
          _ = expression.next(after: Instant(seconds: second), in: zone)
        }
      }
      try FileManager.default.removeItem(at: file)
    }
  }
}
