// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Diagnostics
import Dialect
import Reporting
import Rules

extension ReportFormat: Choice {}

/// `wflint check`: lints files.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: WflintCommand.name,
    abstract: "Lint workflow files, scenario files and .wflint.yaml.",
    discussion: """
      Examples:
        wflint check                         everything below this folder
        wflint check deploy.wf.yaml --fix    mend what can be mended safely
        wflint check --format sarif > wflint.sarif
        wflint check --baseline known.json --update-baseline
        wflint check --watch                 again after each change
        cat x.yaml | wflint check - --stdin-filename x.wf.yaml

      Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 a usage, file or configuration error,
      3 a mistake of wflint itself.
      """)

  @OptionGroup var options: CheckOptions

  @Option(help: "text, concise, json, jsonl, sarif, github, gitlab, checkstyle, junit, rdjson or azure.")
  var format: ReportFormat = .text

  @Flag(help: "Apply safe fixes, then report what is left.")
  var fix = false

  @Flag(help: "Apply fixes that are good guesses, too.")
  var unsafeFixes = false

  @Flag(help: "Show what fixing would change, and change nothing.")
  var diff = false

  @Flag(help: "Print how often each rule found something, in place of the findings; as text or json.")
  var statistics = false

  @Option(help: "Report only findings that this file does not hold.", completion: .file())
  var baseline: String?

  @Flag(help: "Write the findings into the file that --baseline names.")
  var updateBaseline = false

  @Flag(help: "Check again whenever a file changes, until it is interrupted.")
  var watch = false

  func run() throws {
    if updateBaseline, baseline == nil { throw ValidationError("--update-baseline needs --baseline FILE") }
    if statistics, format != .text, format != .json {
      throw ValidationError("--statistics are printed as text or json, not as \(format.rawValue)")
    }
    if watch, options.paths.contains("-") { throw ValidationError("--watch needs files; standard input never changes") }
    let extras = CheckExtras(
      showsStatistics: statistics, baseline: baseline, updatesBaseline: updateBaseline, watches: watch)
    try CheckRun(options, extras, format: format, fixes: fix, unsafeFixes: unsafeFixes, showsDiff: diff).run()
  }
}

/// `wflint fix`: `check --fix`.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", _superCommandName: WflintCommand.name, abstract: "Apply safe fixes; the same as check --fix.",
    discussion: "Examples:\n  wflint fix\n  wflint fix --diff deploy.wf.yaml")

  @OptionGroup var options: CheckOptions

  @Flag(help: "Apply fixes that are good guesses, too.")
  var unsafeFixes = false

  @Flag(help: "Show what fixing would change, and change nothing.")
  var diff = false

  func run() throws {
    try CheckRun(options, format: .text, fixes: true, unsafeFixes: unsafeFixes, showsDiff: diff).run()
  }
}
