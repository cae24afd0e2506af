// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Reporting

extension ScenarioReportFormat: Choice {}

/// `wflint test`: runs all scenarios and compares them with what they expect.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", _superCommandName: WflintCommand.name,
    abstract: "Run the scenarios of *.sim.yaml files and compare them with their expectations.",
    discussion: """
      Examples:
        wflint test                            every scenario file below this folder
        wflint test deploy.sim.yaml --filter 'nobody answers'
        wflint test --format junit > report.xml
        wflint test --coverage --strict
        wflint test --coverage-html coverage.html
        wflint test deploy.sim.yaml --update   expect what comes out; look at the difference before you keep it
        wflint test --watch                    again whenever a file changes

      Exit status: 0 all came out as expected, 1 something did not, 2 a file could not be run or there was none.
      """)

  @Argument(help: "Scenario files, and folders that hold some. The current folder unless said.")
  var paths: [String] = []

  @Option(help: "text, json, junit or tap.")
  var format: ScenarioReportFormat = .text

  @Option(help: "Only scenarios whose name holds this text.")
  var filter: String?

  @Flag(help: "Say which steps and branches no scenario reaches.")
  var coverage = false

  @Option(name: .customLong("coverage-html"), help: "A file to write what is reached to, as an HTML page.")
  var coveragePage: String?

  @Flag(help: "Rewrite expectations that did not come true to what came out, and say which.")
  var update = false

  @Flag(help: "Run again whenever a workflow or scenario file changes, until interrupted.")
  var watch = false

  @Flag(help: "Warnings, such as mocks that nothing uses, fail too.")
  var strict = false

  @Option(help: "How many files to work on at once; the machine's cores unless said.")
  var jobs: Int?

  @Option(help: "When to colour the output: auto, always, never.")
  var color: ColorChoice = .auto

  func run() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a whole number from 1") }
    guard watch else { throw ExitCode(try runOnce()) }
    var known: [String: [UInt8]] = [:]
    while true {
      let now = watchedFiles()
      if now != known {
        known = now
        // A mistake of one moment is mended at the next.
        _ = try? runOnce()
        Terminal.warnLine("waiting for changes")
        if update { known = watchedFiles() }
      }
      Terminal.pause(milliseconds: 300)
    }
  }

  /// Runs all scenarios and says what came of them; gives the exit status.
  private func runOnce() throws -> Int32 {
    let (files, problems) = scenarioFiles()
    for problem in problems { Terminal.warn(problem) }
    guard !files.isEmpty else {
      Terminal.warn("no scenario files found in \(paths.isEmpty ? "this folder" : paths.joined(separator: ", "))")
      return 2
    }
    let jobs = jobs ?? FileSystem.processorCount
    let run = ScenarioTestRun(filter: filter, isStrict: strict, jobs: jobs)
    if update { for file in files { try run.update(file) } }
    var reports = Parallel.map(files, jobs: jobs) { run.report(of: $0) }
    if let filter {
      reports.removeAll { $0.outcomes.isEmpty && $0.isRight }
      if reports.isEmpty {
        Terminal.warn("no scenario's name holds `\(filter)`")
        return 2
      }
    }
    let report = ScenarioReport(reports, showsCoverage: coverage)
    Terminal.write(report.rendered(as: format, isColoured: Terminal.style(color).isColoured))
    if let coveragePage {
      do throws(FileError) {
        try FileSystem.writeMakingFolder(report.coveragePage, to: coveragePage)
      } catch {
        Terminal.warn(error.description)
        return 2
      }
    }
    let cannotRun = reports.contains { $0.outcomes.isEmpty && !$0.isRight }
    return cannotRun || !problems.isEmpty ? 2 : report.isRight ? 0 : 1
  }

  /// The workflows, scenarios and configuration around the scenario files, with their contents.
  private func watchedFiles() -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    var folders = (paths.isEmpty ? ["."] : paths).map {
      FileSystem.isFolder($0) ? $0 : FileSystem.parent(of: FileSystem.absolutePath($0))
    }
    folders = Array(Set(folders)).sorted()
    for file in Walker().walk(folders).files where PathText.isYAML(file.path) {
      if case .success(let bytes) = FileSystem.contents(of: FileSystem.absolutePath(file.path)) {
        result[file.path] = bytes
      }
    }
    return result
  }

  /// The scenario files that the arguments name, each once, sorted by path, and what could not be found.
  private func scenarioFiles() -> (files: [String], problems: [String]) {
    var files: Set<String> = []
    var problems: [String] = []
    for path in paths.isEmpty ? ["."] : paths {
      guard FileSystem.isFolder(path) else {
        if FileSystem.exists(path) {
          files.insert(FileSystem.absolutePath(path))
        } else {
          problems.append("\(path): no such file or folder")
        }
        continue
      }
      let found = Walker().walk([path])
      problems += found.problems.map(\.description)
      for file in found.files where file.path.hasSuffix(".sim.yaml") || file.path.hasSuffix(".sim.yml") {
        files.insert(FileSystem.absolutePath(file.path))
      }
    }
    return (files.sorted(), problems)
  }
}
