// SPDX-License-Identifier: Apache-2.0
import YAMLSyntax
package import Analysis
import Diagnostics
import Dialect
import ScenarioFiles
import Simulation
import SourceText
package import WorkflowModel

/// What came of running workflows in virtual time, for an editor to show.
package struct EditorSimulation: Sendable {
  /// One scenario.
  package struct Outcome: Sendable {
    /// Its name; "dry run" without a scenario file.
    package var name: String
    /// Whether everything came as the file expects it.
    package var isRight: Bool
    /// How its first run ended, in one word.
    package var status: String
    /// Tables and timelines of its runs, as `wflint simulate` prints them.
    package var text: String
    /// What came otherwise, one sentence each.
    package var notes: [String]
  }

  /// The scenarios, in the file's order.
  package var outcomes: [Outcome]
  /// Why nothing was run; nil where something was.
  package var failure: String?

  /// Whether everything was run and came as expected.
  package var isRight: Bool { failure == nil && outcomes.allSatisfy(\.isRight) }

  /// All of it as text.
  package var text: String {
    if let failure { return failure }
    return outcomes.map { outcome in
      let title = outcomes.count > 1 ? ["== \(outcome.name)"] : []
      return (title + [outcome.text] + outcome.notes).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// "3 scenarios: 2 passed, 1 failed".
  package var summary: String {
    if failure != nil { return "scenarios: cannot run" }
    let failed = outcomes.count { !$0.isRight }
    let count = outcomes.count == 1 ? "1 scenario" : "\(outcomes.count) scenarios"
    if failed == 0 { return "\(count): passed" }
    return failed == outcomes.count
      ? "\(count): failed" : "\(count): \(outcomes.count - failed) passed, \(failed) failed"
  }

  /// Several simulations of a workflow as one.
  package init(joining simulations: [(file: String, simulation: EditorSimulation)]) {
    outcomes = simulations.flatMap { file, simulation in
      simulation.outcomes.map { outcome in
        var outcome = outcome
        if simulations.count > 1 { outcome.name = "\(file): \(outcome.name)" }
        return outcome
      }
    }
    failure = outcomes.isEmpty ? simulations.lazy.compactMap(\.simulation.failure).first : nil
    if !outcomes.isEmpty {
      for (file, simulation) in simulations {
        guard let reason = simulation.failure else { continue }
        outcomes.append(Outcome(name: file, isRight: false, status: "cannot run", text: reason, notes: []))
      }
    }
  }

  /// A simulation that cannot run.
  package init(failure: String) {
    outcomes = []
    self.failure = failure
  }

  /// Runs workflows, without a scenario file in a dry run.
  ///
  /// - Parameters:
  ///   - workflows: the files of the workflows, the one that runs first, and those that it calls.
  ///   - scenarios: the scenario file.
  ///   - name: the only scenario to run; all of them where nil.
  ///   - directory: the people.
  ///   - imports: for the files that import others, by path, what they import, and nothing else.
  package init(
    of workflows: [ParsedDocument], scenarios: ParsedDocument?, named name: String? = nil, directory: Directory,
    imports: [String: WorkspaceSnapshot] = [:]
  ) {
    outcomes = []
    if let obstacle = SimulationFiles.obstacle(in: workflows + [scenarios].compactMap { $0 }, imports) {
      failure = obstacle
      return
    }
    let parts = workflows.flatMap(\.workflows)
    guard !parts.isEmpty else {
      failure = "there is no workflow to run"
      return
    }
    let plan = SimulationFiles.plan(of: workflows, scenarios: scenarios, directory: directory, imports: imports)
    let suite = scenarios?.tree.documents.first.map { ScenarioReader($0.root).suite }
    var chosen = suite?.scenarios ?? [Scenario()]
    if let name { chosen = chosen.filter { $0.name == name } }
    guard !chosen.isEmpty else {
      failure = name.map { "no scenario is called `\($0)`" } ?? "the file holds no scenario"
      return
    }
    for scenario in chosen {
      if Task.isCancelled { return }
      outcomes.append(
        Self.run(plan, scenario, isDryRun: suite == nil, shared: suite?.base.mocks.compactMap(\.range) ?? []))
    }
  }

  private static func run(
    _ plan: SimulationPlan, _ scenario: Scenario, isDryRun: Bool, shared: [TextRange]
  ) -> Outcome {
    let result = SimulationResult(plan, scenario)
    let texts = result.runs.map { run in
      isDryRun ? result.table(of: run) + "\n\n" + result.timeline(of: run) : result.table(of: run)
    }
    var notes = result.failures(of: scenario).map { "error: \($0.message)" }
    var isRight = notes.isEmpty
    for problem in result.trace.problems {
      // A shared mock that one scenario does not need is what sharing is for.
      if problem.severity == .warning, let range = problem.range, shared.contains(range) { continue }
      if problem.severity == .error { isRight = false }
      notes.append("\(problem.severity == .error ? "error" : "note"): \(problem.message)")
    }
    return Outcome(
      name: scenario.name, isRight: isRight,
      status: result.runs.first.map { result.statusText(of: $0) } ?? "nothing ran",
      text: texts.joined(separator: "\n\n"), notes: notes)
  }
}
