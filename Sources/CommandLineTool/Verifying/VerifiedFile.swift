// SPDX-License-Identifier: Apache-2.0
import Analysis
import Expression
import ScenarioFiles
import Simulation
import SourceText
import WorkflowModel

/// What was decided on the properties of one file.
struct VerifiedFile: Sendable {
  /// One property and what is known of it.
  struct Finding: Sendable {
    var workflow: String
    var property: String
    var verdict: PropertyVerdict
    /// The path of the workflow's file, for a saved counter-example.
    var path: String
  }

  let path: String
  private(set) var findings: [Finding] = []
  /// Why nothing could be proved; nil where it could.
  private(set) var problem: String?

  /// Verifies a workflow file by the usual properties, or a scenario file by what it asks to prove, or by `properties`.
  init(_ path: String, properties: [Property]) {
    self.path = FileSystem.displayPath(FileSystem.absolutePath(path))
    do throws(SimulationInput.Failure) {
      let input = try SimulationInput(path: path, scenarioPath: nil, scenarioName: nil)
      if properties.isEmpty, input.suite.properties.isEmpty, input.plan.workflows.contains(where: { $0.model != nil }) {
        problem = "\(path): executions of blueprints are simulated, and nothing is proved of them"
        return
      }
      findings = Self.findings(input, properties.isEmpty ? input.suite.properties : properties)
    } catch {
      problem = error.description
    }
  }

  /// Decides on properties over the workflows of an input; the usual ones where none are given.
  static func findings(_ input: SimulationInput, _ properties: [Property]) -> [Finding] {
    var findings: [Finding] = []
    if input.plan.workflows.contains(where: { $0.model != nil }) {
      return properties.map {
        Finding(
          workflow: "", property: $0.text,
          verdict: .meaningless("executions of blueprints are simulated, and nothing is proved of them"),
          path: input.path)
      }
    }
    for (index, workflow) in input.plan.workflows.enumerated() where index < input.ownWorkflows {
      var verification = Verification(input.plan, workflow: index, directory: input.suite.base.directory)
      for property in properties.isEmpty ? verification.usualProperties : properties {
        // With several workflows each property is asked of those that have its steps.
        if input.ownWorkflows > 1, !property.steps.allSatisfy({ id in workflow.steps.contains { $0.id?.value == id } })
        {
          continue
        }
        findings.append(
          Finding(
            workflow: workflow.name?.value ?? "", property: property.text, verdict: verification.verdict(on: property),
            path: input.documents.indices.contains(index) ? input.documents[index].path : input.path))
      }
    }
    let asked = Set(findings.map(\.property))
    for property in properties where !asked.contains(property.text) {
      let names = property.steps.map { "`\($0)`" }.joined(separator: ", ")
      findings.append(
        Finding(
          workflow: "", property: property.text, verdict: .meaningless("no workflow has the steps \(names)"),
          path: input.path))
    }
    return findings
  }
}

extension VerifiedFile.Finding {
  /// The counter-example as a scenario file that expects what happens; nil without one.
  func scenarioFile(workflowPath: String) -> String? {
    guard let run = verdict.counterexample else { return nil }
    var scenario = run.scenario
    scenario.name = "counter-example"
    // What never starts needs no mock.
    let started = Set(
      run.result.runs.flatMap { $0.steps.filter(\.hasStarted).map { run.result.step(of: $0).id?.value } })
    scenario.mocks.removeAll { !started.contains($0.step) }
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
  var steps: [String] {
    switch self {
    case .requires(let step, let approval): [step, approval]
    case .gated(let step), .alwaysRuns(let step, _), .never(let step): [step]
    case .leadsTo(let from, let to): [from, to]
    case .notTogether(let steps): steps
    default: []
    }
  }
}
