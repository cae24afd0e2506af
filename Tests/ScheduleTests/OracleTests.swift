// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import Testing

/// Compares with Python's cronsim, croniter and zoneinfo; see `Oracle/oracle.py`. `WFLINT_PYTHON` names an interpreter that
/// has the packages, `WFLINT_ORACLE_CASES` how many expressions (100,000).
@Suite(.enabled(if: oraclePython != nil, "WFLINT_PYTHON names no interpreter with cronsim and croniter"))
struct OracleTests {
  private struct CronCase: Decodable {
    let e, z: String
    let t: Int64
    let n, p: [Int64]
    let c: Int64?
  }

  @Test func cronAgreesWithCronsim() throws {
    let count = ProcessInfo.processInfo.environment["WFLINT_ORACLE_CASES"] ?? "100000"
    let decoder = JSONDecoder()
    var differences = 0
    var compared = 0
    for line in try oracle("cron", count, "20261120") {
      let entry = try decoder.decode(CronCase.self, from: line)
      let result = CronExpression.parse(entry.e)
      let expression = try #require(result.expression, "\(entry.e): \(result.problems)")
      let zone = try zone(entry.z)
      var next: [Int64] = []
      var cursor = Instant(seconds: entry.t)
      while next.count < 2, let time = expression.next(after: cursor, in: zone) {
        next.append(time.seconds)
        cursor = time
      }
      let previous = expression.previous(before: Instant(seconds: entry.t), in: zone).map { [$0.seconds] } ?? []
      let local = entry.c == nil ? nil : expression.next(after: Instant(seconds: entry.t), in: .utc)?.seconds
      compared += 1
      if next != entry.n || previous != entry.p || local != entry.c {
        differences += 1
        if differences <= 20 {
          Issue.record("\(entry.e) in \(entry.z) at \(entry.t): \(next) \(previous) \(local ?? 0), oracle \(entry)")
        }
      }
    }
    #expect(differences == 0 && compared == Int(count))
    print("cron: \(compared) cases, \(differences) differences")
  }

  private struct ZoneCase: Decodable {
    let z: String
    let t: [Int64]
    let o: [Int]
  }

  @Test func zonesAgreeWithZoneinfo() throws {
    let decoder = JSONDecoder()
    var (checks, differences) = (0, 0)
    for line in try oracle("zones", "200", "20261120") {
      let entry = try decoder.decode(ZoneCase.self, from: line)
      guard case .success(let zone) = TimeZoneDatabase.system.rules(named: entry.z) else {
        // Names that are kept out on purpose.
        #expect(entry.z == "Factory" || entry.z == "localtime" || entry.z.hasPrefix("posix"), "\(entry.z)")
        continue
      }
      for (time, offset) in zip(entry.t, entry.o) {
        checks += 1
        if zone.offset(at: time) != offset {
          differences += 1
          if differences <= 20 { Issue.record("\(entry.z) at \(time): \(zone.offset(at: time)), oracle \(offset)") }
        }
      }
    }
    #expect(differences == 0 && checks > 100_000)
    print("zones: \(checks) checks, \(differences) differences")
  }
}
