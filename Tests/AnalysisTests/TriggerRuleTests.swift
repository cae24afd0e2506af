// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Schedule
import SourceText
import TestSupport
import Testing
import WorkflowModel

@testable import Rules

/// What the rules about triggers rest on.
@Suite struct TriggerRuleTests {
  @Test(
    "Regular expressions in the place of globs",
    arguments: [
      ("^main$", false, "main"), ("^release/", false, "release/**"), ("release/.*", false, "release/**"),
      (".*", false, "**"), ("(main|develop)", false, "{main,develop}"), ("main|develop", false, "{main,develop}"),
      ("v[0-9]+\\.[0-9]+", false, "v[0-9]*.[0-9]*"), ("^v\\d{2}$", false, "v[0-9][0-9]"),
      ("!^main$", false, "!main"), ("src/.*\\.ts$", true, "src/**.ts"), ("feature-.+", false, "feature-?**"),
      ("^(?:a|b)-x?$", false, "{a,b}-x?"), ("^release(-beta)?$", false, "release{-beta,}"),
    ])
  func translatesRegexes(pattern: String, isPath: Bool, glob: String) throws {
    #expect(RegexSigns.sign(in: pattern, isPath: isPath) != nil)
    #expect(RegexSigns.glob(for: pattern, isPath: isPath) == glob)
    #expect((try? Glob(glob)) != nil)
  }

  @Test(
    "Globs that only look a little like regular expressions",
    arguments: [
      ("main", false), ("release/**", false), ("v1.*", false), ("v1.*.*", false), ("feature/[a-z]*", false),
      ("{main,develop}", false), ("a+b", false), ("v1\\.0", false), ("[a\\-z]x", false), ("c++/*", true), (".*", true),
      ("src/.*", true), (".github/**", true), ("**/.*", true), ("!docs/**", true), ("$HOME", true), ("a$b", true),
    ])
  func leavesGlobs(pattern: String, isPath: Bool) {
    #expect(RegexSigns.sign(in: pattern, isPath: isPath) == nil)
  }

  /// Whatever a covered glob matches, the covering one matches: tried on names made from the globs themselves.
  @Test func coverIsTrue() throws {
    var random = SplitMix(seed: 409)
    let pieces = ["a", "b", "/", "*", "**", "?", "[ab]", "{a,b/a}", "a/", "/**", "**/", "b*"]
    let letters = ["a", "b", "/", "ab", "a/b", "", "b/"]
    func text(_ parts: [String], _ count: Int) -> String {
      (0..<Int.random(in: 1...count, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
    }
    var covered = 0
    var matched = 0
    for _ in 0..<20_000 {
      let (outer, inner) = (text(pieces, 3), text(pieces, 3))
      guard let first = try? ListedGlob(outer), let second = try? ListedGlob(inner), first.covers(second) else {
        continue
      }
      covered += 1
      for _ in 0..<12 {
        let name = text(letters, 5)
        guard second.glob.matches(name) else { continue }
        matched += 1
        #expect(first.glob.matches(name), "`\(outer)` does not cover `\(inner)`: \(name)")
      }
    }
    #expect(covered > 500 && matched > 500, "\(covered) \(matched)")
  }

  @Test(
    "Pushes in scripts",
    arguments: [
      ("git push", [.currentBranch]), ("git push origin", [.currentBranch]), ("git push origin HEAD", [.currentBranch]),
      ("git push origin main", [.branch("main")]), ("git push -f origin HEAD:main", [.branch("main")]),
      ("git push origin +HEAD:refs/heads/x", [.branch("x")]), ("git push --tags", [.tag(nil)]),
      ("git push origin refs/tags/v1", [.tag("v1")]), ("git push origin a b", [.branch("a"), .branch("b")]),
      ("git push --dry-run origin main", []), ("git push origin :main", []), ("git push origin --delete main", []),
      ("git push origin \"$BRANCH\"", []), ("git push heroku main", []), ("git push https://x.example/y main", []),
      ("if git push origin main; then", [.branch("main")]), ("git -c a=b push origin 'main'", [.branch("main")]),
      ("git push -o ci.skip origin main", [.branch("main")]), ("git push origin main > log 2>&1", [.branch("main")]),
    ] as [(String, [PushCommand.Target])])
  func readsPushes(script: String, targets: [PushCommand.Target]) {
    let commands = PushCommand.all(in: "set -e\n  \(script)\necho done\n")
    #expect(commands.map(\.targets) == [targets])
  }

  @Test(arguments: [
    "echo git push", "# git push", "git pull", "git clone x && git push", "git -C x push", "digit push",
  ])
  func findsNoPush(script: String) { #expect(PushCommand.all(in: script).isEmpty) }

  /// The next dates of summer time's beginning and end, from the rules of the European Union and of the United States.
  @Test(
    "Dates of changed clocks count from the moment that is handed in",
    arguments: [
      ("Europe/Berlin", "30 2", "2026-01-01", "02:30 is skipped on 2026-03-29, and 02:30 runs twice on 2026-10-25"),
      ("Europe/Berlin", "30 2", "2026-07-01", "02:30 is skipped on 2027-03-28, and 02:30 runs twice on 2026-10-25"),
      ("America/New_York", "30 2", "2026-01-01", "02:30 is skipped on 2026-03-08"),
      ("America/New_York", "0,30 1", "2026-01-01", "01:00 and 1 more run twice on 2026-11-01"),
      ("Australia/Sydney", "15 2", "2026-01-01", "02:15 is skipped on 2026-10-04, and 02:15 runs twice on 2026-04-05"),
    ])
  func namesDates(zone: String, time: String, day: String, expected: String) throws {
    guard TimeZoneDatabase.system.isInstalled else { return print("skipped: no time-zone database") }
    let text = """
      schema: wflint/v1
      name: x
      triggers: [{type: schedule, cron: "\(time) * * *", timezone: \(zone)}]
      steps: [{id: a, type: script, run: make}]

      """
    let parts = day.split(separator: "-").compactMap { Int($0) }
    let date = try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
    let moment = Instant(seconds: Int64(date.daysSinceEpoch) * 86_400)
    let parsed = ParsedDocument(path: "x.wf.yaml", text: SourceText(text))
    let found = analyze(parsed, in: WorkspaceSnapshot(moment: moment)).diagnostics.filter { $0.code == "WF406" }
    #expect(found.map(\.message) == ["when the clocks of \(zone) change, \(expected)"])
  }

  /// The shortest gap of several schedules, and what each policy makes of a run that takes longer.
  @Test(
    "Overlaps by policy",
    arguments: [
      ("reject", "20m", "that start is refused"), ("queue", "20m", "the starts queue up"),
      ("replace", "20m", "each run is cancelled"), ("allow", "20m", "both run at once"), ("reject", "15m", nil),
    ])
  func tellsThePolicysEffect(policy: String, duration: String, effect: String?) {
    let text = """
      schema: wflint/v1
      name: x
      concurrency: {policy: \(policy)}
      triggers:
        - {type: schedule, cron: "0 3 * * *", timezone: UTC}
        - {type: schedule, cron: "15 3 * * 1", timezone: UTC}
      steps:
        - {id: a, type: script, run: make, expect_duration: \(duration)}

      """
    let parsed = ParsedDocument(path: "x.wf.yaml", text: SourceText(text))
    let found = analyze(parsed, in: WorkspaceSnapshot()).diagnostics.filter { $0.code == "WF409" }
    #expect(found.count == (effect == nil ? 0 : 1))
    if let effect {
      #expect(found.first?.message.contains("takes about 20m, but the schedule starts the next one 15m later") == true)
      #expect(found.first?.message.contains(effect) == true, "\(found)")
    }
  }
}
