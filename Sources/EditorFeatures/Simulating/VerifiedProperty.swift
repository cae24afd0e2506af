// SPDX-License-Identifier: Apache-2.0
import ScenarioFiles
package import Simulation
import SourceText
import WorkflowModel

/// One property of every run of a workflow, and what is known of it.
package struct VerifiedProperty: Sendable {
  /// The workflow's name.
  package var workflow: String
  /// The workflow's index in the plan; nil for a property that is of none.
  package var index: Int?
  /// The property as `prove:` writes it.
  package var property: String
  /// What is known of it.
  package var verdict: PropertyVerdict
  /// The ids of the steps that it speaks of.
  package var steps: [String]

  /// Decides on properties over the first workflows of a plan; on the usual ones where none are given.
  ///
  /// - Parameters:
  ///   - ownWorkflows: how many workflows of the plan were asked for; behind them stand those that they call.
  ///   - isCancelled: whether nobody waits for the result any more.
  package static func all(
    of plan: SimulationPlan, ownWorkflows: Int, suite: ScenarioSuite, _ properties: [Property],
    isCancelled: () -> Bool = { false }
  ) -> [VerifiedProperty] {
    var result: [VerifiedProperty] = []
    if plan.workflows.contains(where: { $0.model != nil }) {
      return properties.map { property in
        VerifiedProperty(
          workflow: "", index: nil, property: property.text,
          verdict: .meaningless("executions of blueprints are simulated, and nothing is proved of them"),
          steps: property.steps)
      }
    }
    for (index, workflow) in plan.workflows.enumerated() where index < ownWorkflows {
      var verification = Verification(plan, workflow: index, directory: suite.base.directory)
      for property in properties.isEmpty ? verification.usualProperties : properties {
        if isCancelled() { return result }
        // With several workflows each property is asked of those that have its steps.
        if ownWorkflows > 1, !property.steps.allSatisfy({ id in workflow.steps.contains { $0.id?.value == id } }) {
          continue
        }
        result.append(
          VerifiedProperty(
            workflow: workflow.name?.value ?? "", index: index, property: property.text,
            verdict: verification.verdict(on: property), steps: property.steps))
      }
    }
    let asked = Set(result.map(\.property))
    for property in properties where !asked.contains(property.text) {
      let names = property.steps.map { "`\($0)`" }.joined(separator: ", ")
      result.append(
        VerifiedProperty(
          workflow: "", index: nil, property: property.text,
          verdict: .meaningless("no workflow has the steps \(names)"), steps: property.steps))
    }
    return result
  }

  /// For people: the verdict and why, and the run that refutes it.
  package func lines(tellsRun: Bool = true) -> [String] {
    let mark =
      switch verdict {
      case .proved: "✓"
      case .refuted, .meaningless: "✗"
      case .notProved: "?"
      }
    var lines = ["  \(mark) \(verdict.word): \(property)", "    \(verdict.text)"]
    guard tellsRun, let run = verdict.counterexample else { return lines }
    for (text, value) in run.assumed {
      lines.append(
        "    with \(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")) \(value ? "true" : "false")")
    }
    lines += run.story.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "      \($0)" }
    return lines
  }

  /// "3 proved, 1 refuted".
  package static func summary(of properties: [VerifiedProperty]) -> String {
    func count(_ word: String) -> Int { properties.count { $0.verdict.word == word } }
    var summary = "\(count("proved")) proved"
    if count("refuted") > 0 { summary += ", \(count("refuted")) refuted" }
    if count("not proved") > 0 { summary += ", \(count("not proved")) not proved" }
    if count("meaningless") > 0 { summary += ", \(count("meaningless")) without meaning" }
    return summary
  }

  /// The counter-example as a scenario file that expects what happens; nil without one.
  package func scenarioFile(workflowPath: String) -> String? {
    guard let run = verdict.counterexample else { return nil }
    var scenario = run.scenario
    scenario.name = "counter-example"
    // What never starts needs no mock.
    let started = Set(
      run.result.runs.flatMap { $0.steps.filter(\.hasStarted).map { run.result.step(of: $0).id?.value } })
    scenario.mocks.removeAll { mock in !started.contains(String(mock.step.prefix { $0 != "[" })) }
    scenario.expectations = Self.facts(of: run.result).map { Expectation($0) }
    var comment = ["A run in which this does not hold: \(property)", "\(verdict.text)."]
    if run.isReplayable {
      comment.append(
        "`wflint simulate` of this file shows it; delete the file, or turn `expect` around, once it is mended.")
    } else {
      comment.append("It takes for granted what no scenario can say:")
      comment += run.assumed.map {
        "  \($0.text.split(whereSeparator: \.isNewline).joined(separator: " ")) is \($0.value)"
      }
    }
    return ScenarioWriter.text([scenario], workflows: [workflowPath], comment: comment, shared: scenario.unmockedOnly)
  }

  /// What became of the first run and its steps.
  private static func facts(of result: SimulationResult) -> [Expectation.Kind] {
    guard let run = result.runs.first else { return [] }
    var facts: [Expectation.Kind] = run.state.isFinal ? [.status(run.state)] : []
    let ids = run.steps.filter(\.hasStarted).compactMap { result.step(of: $0).id?.value }
    var ran: [String] = []
    for id in ids where !ran.contains(id) { ran.append(id) }
    let never = result.workflow(of: run).steps.compactMap { $0.id?.value }.filter { !ran.contains($0) }
    if !ran.isEmpty { facts.append(.ran(ran)) }
    if !never.isEmpty { facts.append(.never(never)) }
    return facts
  }
}

extension Scenario {
  /// A scenario that only says what steps without a mock do.
  fileprivate var unmockedOnly: Scenario {
    var result = Scenario()
    result.unmocked = unmocked
    return result
  }
}

extension Property {
  /// The ids of the steps that it speaks of.
  fileprivate var steps: [String] {
    switch self {
    case .requires(let step, let approval): [step, approval]
    case .gated(let step), .alwaysRuns(let step, _), .never(let step): [step]
    case .leadsTo(let from, let to): [from, to]
    case .notTogether(let steps): steps
    default: []
    }
  }
}
