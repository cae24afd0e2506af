// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics
import Reporting
import Schedule
import SourceText

/// `wflint cron`: what a cron expression means.
struct Cron: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cron", _superCommandName: WflintCommand.name,
    abstract: "Say in words when a cron expression fires, and list its next times.",
    discussion: """
      Examples:
        wflint cron '30 2 * * 1-5'
        wflint cron '30 2 * * *' --zone Europe/Berlin        with the nights on which the clocks change
        wflint cron '@monthly' --count 12 --from 2026-01-01T00:00:00Z
        wflint cron '0 9 * * mon' --format json

      A time that the clocks jump over is skipped on that day, one that they show twice fires twice.

      Exit status: 0 it fires, 1 the expression is wrong or never fires, 2 a usage error.
      """)

  /// How the answer is printed.
  enum Format: String, Choice {
    case text
    case json
  }

  @Argument(help: "Five fields, such as '30 2 * * 1-5', or a nickname such as @daily.")
  var expression: String

  @Option(
    name: [.customLong("zone"), .customLong("timezone")], help: "The IANA time zone that the fields are meant in.")
  var zone = "UTC"

  @Option(name: [.customLong("count"), .customLong("next")], help: "How many times to list, at most 1000.")
  var count = 5

  @Option(help: "The moment to start from, such as 2026-11-20T09:00:00Z; now unless said.")
  var from: String?

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(help: "When to colour messages: auto, always, never.")
  var color: ColorChoice = .auto

  func validate() throws {
    guard (0...1000).contains(count) else { throw ValidationError("--count takes a whole number from 0 to 1000") }
  }

  func run() throws {
    let start = try startingPoint()
    let rules = try zoneRules()
    let text = SourceText(expression)
    let result = CronExpression.parse(expression)
    for problem in result.problems {
      let help = problem.replacement.map { "\($0.isSafe ? "write" : "the nearest valid spelling is") `\($0.text)`" }
      show(
        Excerpt(
          "<cron>", text, problem.range, severity: problem.isAccepted ? .warning : .error, problem.message, help: help))
    }
    guard let schedule = result.expression else { throw ExitCode(1) }
    let report = CronReport(schedule, result.unevenSteps, text, rules, from: start, count: count)
    switch format {
    case .text: Terminal.print(report.text)
    case .json: Terminal.write(JSONValueWriter.json(report.json) + [0x0A])
    }
    if schedule.neverFires { throw ExitCode(1) }
  }

  private func show(_ excerpt: Excerpt) { Terminal.writeErrors(excerpt.rendered(Terminal.style(color, for: 2))) }

  private func startingPoint() throws -> Instant {
    guard let from else { return Clock.now }
    let result = Instant.parse(from)
    if let instant = result.instant { return instant }
    if let problem = result.problem {
      let help = problem.replacement.map { "write `\($0)`" }
      show(Excerpt("--from", SourceText(from), problem.range, problem.message, help: help))
    }
    throw ExitCode(2)
  }

  private func zoneRules() throws -> TimeZoneRules {
    switch TimeZoneDatabase.system.rules(named: zone) {
    case .success(let rules): return rules
    case .failure(let failure):
      let text = SourceText(zone)
      show(Excerpt("--zone", text, text.fullRange, failure.message))
      throw ExitCode(2)
    }
  }
}
