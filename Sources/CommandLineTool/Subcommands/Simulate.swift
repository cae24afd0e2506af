// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Simulation
import SourceText

/// `wflint simulate`: runs a workflow with mocked steps in virtual time.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run a workflow with mocked steps in virtual time.",
    discussion: """
      Without a scenario it is a dry run: every step succeeds in its expected time, approvals are granted, and the first
      trigger fires.

      Examples:
        wflint simulate deploy.wf.yaml
        wflint simulate deploy.sim.yaml                          all its scenarios
        wflint simulate deploy.sim.yaml --scenario 'happy path' --view timeline
        wflint simulate deploy.wf.yaml --scenario deploy.sim.yaml --explain

      Exit status: 0 all came out as expected, 1 something did not, 2 there was nothing to run.
      """)

  /// What is printed of a run.
  enum View: String, ExpressibleByArgument, CaseIterable {
    case table
    case notice
    case timeline
    case summary
    case all
  }

  @Argument(help: "A workflow file or a scenario file.")
  var file: String

  @Option(help: "A scenario's name, or the scenario file of the workflow.")
  var scenario: String?

  @Option(help: "table, notice, timeline, summary (waves, critical path, slack) or all; may be repeated.")
  var view: [View] = []

  @Flag(help: "Say of each step why it ran, waited or was skipped.")
  var explain = false

  @Option(help: "Another seed than the file's.")
  var seed: UInt64?

  func run() throws {
    let isFile = scenario.map { FileSystem.isFile($0) } ?? false
    let input: SimulationInput
    do {
      input = try SimulationInput(
        path: file, scenarioPath: isFile ? scenario : nil, scenarioName: isFile ? nil : scenario)
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
    var findings = ScenarioFindings(input)
    for (index, scenario) in input.scenarios.enumerated() {
      var scenario = scenario
      if let seed { scenario.seed = seed }
      if index > 0 { Terminal.print("") }
      if input.scenarios.count > 1 { Terminal.print("== \(scenario.name)") }
      let result = SimulationResult(input.plan, scenario)
      show(result, isDryRun: input.text == nil)
      var statistics: SampleStatistics?
      if let count = scenario.sampleRuns {
        let plan = input.plan
        let sampled = scenario
        let sample = Blocking.run {
          await Simulation.sample(plan, sampled, count: count, threads: FileSystem.processorCount)
        }
        Terminal.print("\n" + SimulationSummary.text(of: sample, input.plan))
        statistics = sample
      }
      findings.note(result, result.failures(of: scenario, statistics: statistics))
    }
    findings.noteUnusedMocks()
    for line in findings.lines { Terminal.print(line) }
    throw ExitCode(findings.isRight ? 0 : 1)
  }

  private func show(_ result: SimulationResult, isDryRun: Bool) {
    for run in result.runs {
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
      Terminal.print(texts.joined(separator: "\n\n"))
    }
  }

  /// What is shown: what was asked for, else the table; the notice where a step sent one, and for a dry run all.
  private func views(_ run: RunRecord, isDryRun: Bool) -> [View] {
    if view.contains(.all) { return [.table, .notice, .timeline, .summary] }
    if !view.isEmpty { return view }
    if isDryRun { return [.table, .timeline, .summary] }
    return run.steps.contains { $0.notification != nil } ? [.table, .notice] : [.table]
  }
}
