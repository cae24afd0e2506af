// SPDX-License-Identifier: Apache-2.0
import Schedule
import SourceText
import Testing

@Suite struct FuzzTests {
  private static let seeds = [
    "*/15 9-17 * * MON-FRI", "0 0 12 ? * 6#3 *", "cron(0 10 * * ? *)", "rate(5 minutes)", "CRON_TZ=UTC 0 9 * * 1",
    "@every 1h30m",
    "0 0 1, 15 * *", "@daily", "H(0-29)/10 H * * *", "0 0 L-3,LW,15W * 5L", "2026-11-20T09:00:00.5+01:00", "PT1H30M",
    "P1Y2M3DT4H", "1.5h 30 min",
    "01:30:00", "90", "Europe/Berlin", "America/New York", "UTC+2", "1–5 * * * *",
  ]
  private static let alphabet: [UInt8] =
    Array("0123456789*/-,@?LW#H()=.:+TPZDhmsw \t\n\u{0}é–%'\"".utf8) + [0xFF, 0xC3, 0x80]

  private func input(_ generator: inout SeededGenerator) -> String {
    var bytes = Array((Self.seeds.randomElement(using: &generator) ?? "").utf8)
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let byte = Self.alphabet.randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.insert(byte, at: place)
      case 1: bytes.removeSubrange(min(place, bytes.count)..<min(place + 2, bytes.count))
      case 2: if place < bytes.count { bytes[place] = byte }
      case 3: bytes += (Self.seeds.randomElement(using: &generator) ?? "").utf8
      default:
        bytes.insert(contentsOf: Array(repeating: byte, count: Int.random(in: 1...30, using: &generator)), at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("No text traps a parser; ranges lie in the text; replacements are valid", arguments: 1...4)
  func survives(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let instant = Instant(seconds: 1_795_165_200)
    for _ in 0..<6_000 {
      let text = input(&generator)
      let whole = TextRange(0, text.utf8.count)
      let cron = CronExpression.parse(text)
      #expect(cron.problems.allSatisfy { whole.contains($0.range) && !$0.message.isEmpty }, "\(text.debugDescription)")
      #expect((cron.expression != nil) == cron.problems.allSatisfy(\.isAccepted), "\(text.debugDescription)")
      #expect((cron.fields.map(\.range) + cron.unevenSteps.map(\.range)).allSatisfy { whole.contains($0) })
      if let replacement = cron.replacement {
        #expect(CronExpression.parse(replacement.text).problems.isEmpty, "\(text.debugDescription)")
      }
      if let expression = cron.nearestExpression {
        #expect(!expression.describe().isEmpty)
        let next = expression.next(after: instant, in: .utc)
        #expect((next == nil) == expression.neverFires)
        if let next { #expect(expression.fires(at: next.local()) && next > instant) }
      }
      switch DurationLiteral.parse(text) {
      case .valid: break
      case .acceptedWithFix(let value, let replacement, _): #expect(DurationLiteral.parse(replacement) == .valid(value))
      case .invalid(let problem):
        #expect(whole.contains(problem.range), "\(text.debugDescription)")
        if let replacement = problem.replacement {
          #expect(DurationLiteral.parse(replacement).milliseconds == problem.understood, "\(text.debugDescription)")
        }
      }
      let parsed = Instant.parse(text)
      #expect((parsed.instant == nil) == (parsed.problem != nil))
      if let problem = parsed.problem { #expect(whole.contains(problem.range), "\(text.debugDescription)") }
    }
  }

  @Test("Names of zones", arguments: [9])
  func survivesNames(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      if case .failure(let failure) = TimeZoneDatabase.system.rules(named: input(&generator)),
        let suggestion = failure.suggestion
      {
        #expect((try? TimeZoneDatabase.system.rules(named: suggestion.name).get()) != nil)
      }
    }
  }

  @Test("Texts of a megabyte are read in time that grows no faster than they do")
  func survivesLength() {
    for piece in ["*/15,", "1h", "9", "P1", "2026-", "cron(", "a/", " ", "@", "1:"] {
      let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
      #expect(!CronExpression.parse(text).problems.isEmpty)
      _ = DurationLiteral.parse(text)
      _ = Instant.parse(text)
      _ = TimeZoneDatabase.system.rules(named: text)
    }
  }
}
