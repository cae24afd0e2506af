// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Dialect
import EditorFeatures
import ScenarioFiles
import Simulation
import SourceText
import YAMLSyntax

/// `wflint verify`: proves properties of every run.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", _superCommandName: WflintCommand.name,
    abstract: "Prove that properties hold in every run, or show a run in which one does not.",
    discussion: """
      Every step may succeed, fail or run out of time; approvals may be granted, rejected or left unanswered; conditions about
      what nobody knows may be true or false. Nobody cancels, pauses or retries by hand.

      Of a workflow file it asks that changes of protected environments run only behind granted approvals, that nobody decides
      alone, that no state is changed by two steps at once, that no plan is stale, that no step is dead and that every run
      ends. Of a scenario file it asks what `prove` says.

      Examples:
        wflint verify deploy.wf.yaml
        wflint verify deploy.sim.yaml                           what its `prove` says
        wflint verify deploy.wf.yaml --prove '{requires: {step: apply, granted: approval}}' --prove '{ends_within: 3h}'
        wflint verify deploy.wf.yaml --save-counterexample past-the-gate.sim.yaml
        wflint simulate past-the-gate.sim.yaml                  runs it again

      Exit status: 0 all proved, 1 something is refuted, or not proved with --strict, 2 a file could not be read or a property
      speaks of a step that is not there.
      """)

  enum Format: String, Choice {
    case text
    case json
  }

  @Argument(help: "Workflow files, scenario files, and folders that hold some. The current folder unless said.")
  var files: [String] = []

  @Option(help: "A property as `prove` of scenario files has it, instead of the usual ones; may be repeated.")
  var prove: [String] = []

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(
    name: .customLong("save-counterexample"), help: "A file to write the first counter-example to, as a scenario.")
  var saved: String?

  @Flag(help: "What is not proved fails too.")
  var strict = false

  @Flag(help: "Leave out the runs of counter-examples.")
  var brief = false

  func run() throws {
    var properties: [Property] = []
    for text in prove { properties.append(try Self.property(text)) }
    let (paths, problems) = Self.paths(files)
    for problem in problems { Terminal.warn(problem) }
    guard !paths.isEmpty else {
      Terminal.warn(
        "no workflow or scenario file with `prove` found in \(files.isEmpty ? "this folder" : files.joined(separator: ", "))"
      )
      throw ExitCode(2)
    }
    let wanted = properties
    let results = Parallel.map(paths, jobs: FileSystem.processorCount) { VerifiedFile($0, properties: wanted) }
    let report = VerifyReport(files: results, tellsRuns: !brief)
    switch format {
    case .text: Terminal.print(report.text)
    case .json: Terminal.write(JSONValueWriter.json(report.json) + [0x0A])
    }
    if let saved { try save(results, to: saved) }
    if !problems.isEmpty || report.meaningless > 0 || results.contains(where: { $0.problem != nil }) {
      throw ExitCode(2)
    }
    throw ExitCode(report.refuted > 0 || strict && report.open > 0 ? 1 : 0)
  }

  private func save(_ results: [VerifiedFile], to path: String) throws {
    let found = results.lazy.flatMap(\.findings).first { $0.verdict.counterexample != nil }
    guard let found else {
      Terminal.warn("there is no counter-example to save")
      return
    }
    let target = FileSystem.absolutePath(path)
    let workflow = PathText.relative(FileSystem.absolutePath(found.path), from: FileSystem.parent(of: target))
    guard let text = found.verified.scenarioFile(workflowPath: workflow) else { return }
    do throws(FileError) {
      try FileSystem.writeMakingFolder(Array(text.utf8), to: target)
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
  }

  /// A property as YAML.
  private static func property(_ text: String) throws -> Property {
    let tree = YAMLParser.parse(SourceText("schema: wflint-sim/v1\nprove: [\(text)]\n"))
    if let root = tree.documents.first?.root {
      let reader = ScenarioReader(root)
      if reader.suite.properties.count == 1, let property = reader.suite.properties.first { return property }
    }
    throw ValidationError(
      "`\(text)` is no property; expected requires, leads_to, always_runs, never, not_together, exclusive_state, ends_within, no_dead_step, no_deadlock, no_stale_plan or separation_of_duties, such as '{requires: {step: apply, granted: approval}}'"
    )
  }

  /// The files to verify: those named, and in folders workflows and scenario files that ask for proofs.
  private static func paths(_ arguments: [String]) -> (files: [String], problems: [String]) {
    var files: [String] = []
    var problems: [String] = []
    for path in arguments.isEmpty ? ["."] : arguments {
      guard FileSystem.isFolder(path) else {
        if FileSystem.exists(path) { files.append(path) } else { problems.append("\(path): no such file or folder") }
        continue
      }
      let found = Walker().walk([path])
      problems += found.problems.map(\.description)
      files += found.files.map(\.path).filter { file in
        if [".wf.yaml", ".wf.yml"].contains(where: { file.hasSuffix($0) }) { return true }
        guard [".sim.yaml", ".sim.yml"].contains(where: { file.hasSuffix($0) }),
          case .success(let bytes) = FileSystem.contents(of: FileSystem.absolutePath(file))
        else { return false }
        return String(decoding: bytes, as: UTF8.self).containsBytes(of: "prove:")
      }.sorted()
    }
    return (files, problems)
  }
}
