// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import EditorFeatures
import Expression
import ScenarioFiles
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// `wflint simulate`: runs a workflow with mocked steps in virtual time.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", _superCommandName: WflintCommand.name,
    abstract: "Run a workflow with mocked steps in virtual time.",
    discussion: """
      Without a scenario it is a dry run: every step succeeds in its expected time, approvals are granted, and the first
      trigger fires.

      Examples:
        wflint simulate deploy.wf.yaml
        wflint simulate deploy.sim.yaml                          all its scenarios
        wflint simulate deploy.sim.yaml --scenario 'happy path' --view timeline
        wflint simulate deploy.wf.yaml --scenario deploy.sim.yaml --explain
        wflint simulate deploy.sim.yaml --format html --output deploy.html
        wflint simulate deploy.wf.yaml --format chrome --output deploy.json     for chrome://tracing and Perfetto
        wflint simulate deploy.wf.yaml --generate --output deploy.sim.yaml      scenarios to start from
        wflint simulate deploy.wf.yaml --record run.json                        a real run's record as a scenario
        wflint simulate blueprint.yaml --workflow uninstall --parameter ignore_failure=true

      html is one file with the graph, a Gantt chart, and of each step why it ran and its trace; svg and mermaid are Gantt
      charts; chrome and otlp are for trace viewers; json has everything.

      Exit status: 0 all came out as expected, 1 something did not, 2 there was nothing to run.
      """)

  /// What is printed of a run.
  enum View: String, Choice {
    case table
    case notice
    case timeline
    case summary
    case all
  }

  /// How runs are written.
  enum Format: String, Choice {
    case text
    case json
    case html
    case svg
    case mermaid
    case chrome
    case otlp
  }

  @Argument(help: "A workflow file or a scenario file.")
  var file: String

  @Option(help: "A scenario's name, or the scenario file of the workflow.")
  var scenario: String?

  @Option(help: "table, notice, timeline, summary (waves, critical path, slack) or all; may be repeated.")
  var view: [View] = []

  @Flag(help: "Say of each step why it ran, waited or was skipped.")
  var explain = false

  @Option(help: "The workflow of a blueprint that is executed; install unless said.")
  var workflow: String?

  @Option(
    help: ArgumentHelp("A parameter of the execution, a value in YAML; may be repeated.", valueName: "name=value"))
  var parameter: [String] = []

  @Option(help: ArgumentHelp("A YAML file with the inputs of the blueprint's deployment.", valueName: "file"))
  var inputs: String?

  @Option(help: "Another seed than the file's.")
  var seed: UInt64?

  @Option(help: "text, json, html, svg, mermaid, chrome or otlp.")
  var format: Format = .text

  @Option(help: "The colours of svg and html: auto (as the viewer's system has it), light or dark.")
  var theme: GraphTheme = .auto

  @Flag(
    help: "Write scenarios that reach every branch, failure edge and decision of the workflow, instead of running one.")
  var generate = false

  @Option(help: "The record of a real run as JSON: write it as a scenario, instead of running one.")
  var record: String?

  @Option(name: .shortAndLong, help: "A file to write to.")
  var output: String?

  func run() throws {
    let isFile = scenario.map { FileSystem.isFile($0) } ?? false
    var input: SimulationInput
    do {
      input = try SimulationInput(
        path: file, scenarioPath: isFile ? scenario : nil, scenarioName: isFile ? nil : scenario, inputsPath: inputs)
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
    for notice in input.notices { Terminal.warn(notice) }
    if let parameters = try parameters() { input.setExecution(workflow, parameters) }
    if generate || record != nil { return try writeScenarios(input) }
    let parts = input.scenarios.map { scenario -> SimulationJSON.Part in
      var scenario = scenario
      if let seed { scenario.seed = seed }
      let result = SimulationResult(input.plan, scenario)
      var statistics: SampleStatistics?
      if let count = scenario.sampleRuns {
        let plan = input.plan
        let sampled = scenario
        statistics = Blocking.run {
          await Simulation.sample(plan, sampled, count: count, threads: FileSystem.processorCount)
        }
      }
      var findings = ScenarioFindings(input)
      findings.note(result, result.failures(of: scenario, statistics: statistics))
      return SimulationJSON.Part(
        name: input.text == nil ? nil : scenario.name, result: result, sample: statistics, notes: findings.lines,
        isRight: findings.isRight)
    }
    if format == .text { try write(text(parts, input)) } else { try writeFormat(parts) }
    throw ExitCode(parts.allSatisfy(\.isRight) ? 0 : 1)
  }

  /// What the command line says of the execution; nil where it says nothing.
  private func parameters() throws -> [(name: String, value: CELValue)]? {
    guard workflow != nil || !parameter.isEmpty else { return nil }
    return try parameter.map { text in
      guard let equals = text.utf8.firstIndex(of: 0x3D), equals > text.startIndex else {
        Terminal.warn("`\(text)` is no parameter; expected `name=value`")
        throw ExitCode(2)
      }
      let root = YAMLParser.parse(SourceText(String(text[text.utf8.index(after: equals)...]))).documents.first?.root
      return (String(text[..<equals]), root.map { ScenarioReader.value($0) } ?? .null)
    }
  }

  // MARK: Text

  private func text(_ parts: [SimulationJSON.Part], _ input: SimulationInput) -> String {
    var blocks: [String] = []
    var findings = ScenarioFindings(input)
    for (part, scenario) in zip(parts, input.scenarios) {
      var lines: [String] = []
      if parts.count > 1 { lines.append("== \(scenario.name)") }
      lines += part.result.runs.map { show($0, part.result, isDryRun: input.text == nil) }
      if let sample = part.sample { lines += ["", SimulationSummary.text(of: sample, input.plan)] }
      blocks.append(lines.joined(separator: "\n"))
      findings.note(part.result, part.result.failures(of: scenario, statistics: part.sample))
    }
    findings.noteUnusedMocks()
    return ([blocks.joined(separator: "\n\n")] + findings.lines).joined(separator: "\n")
  }

  private func show(_ run: RunRecord, _ result: SimulationResult, isDryRun: Bool) -> String {
    var texts: [String] = []
    for view in views(run, isDryRun: isDryRun) {
      switch view {
      case .table: texts.append(result.table(of: run))
      case .notice: texts.append(result.notice(of: run))
      case .timeline: texts.append(result.timeline(of: run))
      case .summary: texts.append(SimulationSummary.text(of: run, in: result))
      case .all: break
      }
    }
    if explain { texts.append(result.explanation(of: run)) }
    return texts.joined(separator: "\n\n")
  }

  /// What is shown: what was asked for, else the table; the notice where a step sent one, and for a dry run all.
  private func views(_ run: RunRecord, isDryRun: Bool) -> [View] {
    if view.contains(.all) { return [.table, .notice, .timeline, .summary] }
    if !view.isEmpty { return view }
    if isDryRun { return [.table, .timeline, .summary] }
    return run.steps.contains { $0.notification != nil } ? [.table, .notice] : [.table]
  }

  // MARK: Other formats

  private func writeFormat(_ parts: [SimulationJSON.Part]) throws {
    let results = parts.map(\.result)
    switch format {
    case .text: break
    case .json: try write(SimulationJSON.value(parts))
    case .chrome: try write(TraceExports.chrome(results))
    case .otlp: try write(TraceExports.otlp(results))
    case .mermaid: try write(TraceExports.mermaid(results))
    case .html:
      let pages = parts.map { part in
        SimulationPage.Part(
          title: part.name, part.result, notes: part.notes,
          sample: part.sample.map { [SimulationSummary.text(of: $0, part.result.plan)] } ?? [])
      }
      try write(SimulationPage(pages, theme: theme).html)
    case .svg:
      guard let part = parts.first, let run = part.result.runs.first else {
        Terminal.warn("\(file): no run started, so there is nothing to draw")
        throw ExitCode(2)
      }
      if parts.count > 1 {
        Terminal.warn("svg shows one scenario: `\(part.name ?? "the first")`; --scenario picks another, html shows all")
      }
      try write(GanttPicture(part.result, run, theme: theme).svg)
    }
    // What was found does not belong into these formats.
    switch format {
    case .text, .json, .html: break
    default: for part in parts { for line in part.notes { Terminal.warnLine(line) } }
    }
  }

  private func write(_ value: CELValue) throws {
    try write(String(decoding: JSONValueWriter.json(value), as: UTF8.self))
  }

  private func write(_ text: String) throws {
    guard let output else { return Terminal.print(text) }
    do throws(FileError) {
      try FileSystem.writeMakingFolder(Array(text.utf8) + (text.utf8.last == 0x0A ? [] : [0x0A]), to: output)
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
  }

  // MARK: Scenario files

  private func writeScenarios(_ input: SimulationInput) throws {
    guard let document = input.documents.first else { return }
    let folder = output.map { FileSystem.parent(of: FileSystem.absolutePath($0)) }
    let path = folder.map { PathText.relative(FileSystem.absolutePath(document.path), from: $0) } ?? document.path
    if let record {
      switch FileSystem.contents(of: FileSystem.absolutePath(record)) {
      case .failure(let error):
        Terminal.warn(FileError(error.kind, error.action, path: record).description)
        throw ExitCode(2)
      case .success(let bytes):
        let text: String
        do throws(RecordedRun.Failure) {
          text = try RecordedRun.scenarioFile(bytes, input, workflowPath: path)
        } catch {
          Terminal.warn("\(record): \(error.description)")
          throw ExitCode(2)
        }
        return try write(text)
      }
    }
    try write(StarterScenarios.text(input, workflowPath: path))
  }
}
