// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Simulation
import SourceText

/// `wflint simulate`: runs a workflow with mocked steps in virtual time.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a workflow with mocked steps in virtual time.",
    discussion: """
      Without a scenario it is a dry run: every step succeeds in its expected time, approvals are granted, and the first
      trigger fires.

      Examples:
        wflint simulate deploy.wf.yaml
        wflint simulate deploy.sim.yaml                          all its scenarios
        wflint simulate deploy.sim.yaml --scenario 'happy path' --view timeline
        wflint simulate deploy.wf.yaml --scenario deploy.sim.yaml

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

  @Option(help: "table, notice, timeline, summary (waves, critical path) or all.")
  var view: [View] = []

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
    var isRight = true
    for (index, scenario) in input.scenarios.enumerated() {
      var scenario = scenario
      if let seed { scenario.seed = seed }
      if index > 0 { Terminal.print("") }
      if input.scenarios.count > 1 { Terminal.print("== \(scenario.name)") }
      let result = SimulationResult(input.plan, scenario)
      show(result, scenario)
      if !report(result, scenario, input) { isRight = false }
    }
    throw ExitCode(isRight ? 0 : 1)
  }

  private func show(_ result: SimulationResult, _ scenario: Scenario) {
    let views =
      view.isEmpty ? [View.table, .notice] : view.contains(.all) ? [.table, .notice, .timeline, .summary] : view
    for run in result.runs {
      for (position, view) in views.enumerated() {
        let text: String? =
          switch view {
          case .table: result.table(of: run)
          case .notice: self.view.isEmpty && !sendsNotice(run) ? nil : result.notice(of: run)
          case .timeline: result.timeline(of: run)
          case .summary: nil
          case .all: nil
          }
        guard let text else { continue }
        if position > 0 { Terminal.print("") }
        Terminal.print(text)
      }
    }
  }

  /// The notice is part of the default output where a step sent a message.
  private func sendsNotice(_ run: RunRecord) -> Bool { run.steps.contains { $0.notification != nil } }

  /// Prints what is wrong with the scenario; whether nothing is.
  private func report(_ result: SimulationResult, _ scenario: Scenario, _ input: SimulationInput) -> Bool {
    var isRight = true
    for problem in result.trace.problems {
      let kind =
        switch problem.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "note"
        }
      if problem.severity == .error { isRight = false }
      var place = input.path
      if let range = problem.range, let text = input.text {
        let position = text.position(of: range.start, unit: .utf32)
        place += ":\(position.line + 1):\(position.column + 1)"
      } else if let range = problem.workflowRange, let index = problem.workflow, input.documents.indices.contains(index)
      {
        let document = input.documents[index]
        let position = document.text.position(of: range.start, unit: .utf32)
        place = "\(document.path):\(position.line + 1):\(position.column + 1)"
      }
      Terminal.print("\(place): \(kind): \(problem.message)")
      if let suggestion = problem.suggestion { Terminal.print("  paste: \(suggestion)") }
    }
    return isRight
  }
}
