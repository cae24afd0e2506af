// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics

/// What `check` and `fix` take alike.
struct CheckOptions: ParsableArguments {
  @Argument(help: "Files and folders; `-` reads standard input. The current folder unless said.")
  var paths: [String] = []

  @Option(help: "The name that text from standard input goes by.")
  var stdinFilename: String?

  @Option(help: "Another configuration than the nearest .wflint.yaml.")
  var config: String?

  @Option(help: "Read every file as this dialect.")
  var dialect: String?

  @Flag(help: "Leave out files that .wflint.yaml excludes, also where they are named; for hooks that name every file.")
  var forceExclude = false

  @Option(help: "Only these rules, by code or name; may be repeated or hold commas.")
  var select: [String] = []

  @Option(help: "Not these rules, by code or name; may be repeated or hold commas.")
  var ignore: [String] = []

  @Option(help: "Show only findings of this severity and worse: hint, warning, error.")
  var severity: Severity = .hint

  @Option(help: "Exit with 1 for findings of this severity and worse: hint, warning, error.")
  var failOn: Severity = .error

  @Option(help: "How many files to work on at once; the machine's cores unless said.")
  var jobs: Int?

  @Option(
    help:
      "Hand scripts to shellcheck, python3 and node, which read and never run them: auto to those that are installed, on, off."
  )
  var scripts: ScriptMode = .auto

  @Flag(name: .shortAndLong, help: "Print findings only: no summary, no progress.")
  var quiet = false

  @Option(help: "When to colour the output: auto, always, never.")
  var color: ColorChoice = .auto

  @Option(help: "When to say how far the work is: auto (on a terminal, after a second), always, never.")
  var progress: ProgressChoice = .auto
}

extension Severity: Choice {}

/// When it is said how far the work is.
enum ProgressChoice: String, Choice {
  case auto
  case always
  case never
}

/// When output is coloured.
enum ColorChoice: String, Choice {
  case auto
  case always
  case never
}
