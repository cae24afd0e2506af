// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import ScenarioFiles
import Simulation
package import SourceText
package import WorkflowModel
import YAMLSyntax

/// What `wflint verify` proves and refutes of a file, for an editor to show.
package struct EditorVerification: Sendable {
  /// One property.
  package struct Finding: Sendable {
    /// The workflow's name.
    package var workflow: String
    /// The property as `prove:` writes it.
    package var property: String
    /// `proved`, `refuted`, `not proved`, `meaningless`.
    package var verdict: String
    /// Why, in words.
    package var text: String
    /// The id of the step that it speaks of, in the document that was asked; nil where it speaks of none, or of several.
    package var range: TextRange?
    /// The run that refutes it, as a timeline.
    package var run: [String]
    /// The same run as a scenario file.
    package var scenario: String?
  }

  /// The properties, in order.
  package private(set) var findings: [Finding] = []
  /// Why nothing was proved; nil where something was asked.
  package private(set) var failure: String?
  /// All of it as `wflint verify` prints it.
  package private(set) var text = ""
  /// "3 proved, 1 refuted".
  package private(set) var summary = ""

  /// Whether everything that was asked is proved.
  package var isRight: Bool { failure == nil && findings.allSatisfy { $0.verdict == "proved" } }

  /// A verification that cannot be.
  package init(failure: String) {
    fail(failure)
  }

  private mutating func fail(_ reason: String) {
    failure = reason
    text = reason
    summary = "cannot verify"
  }

  /// Decides on what a scenario file asks to prove, or on the usual properties.
  ///
  /// - Parameters:
  ///   - files: the files of the workflows that were asked for, and behind them of those that they call.
  ///   - own: how many of the files were asked for.
  ///   - scenarios: the scenario file that was asked for.
  ///   - directory: the people.
  package init(of files: [ParsedDocument], own: Int, scenarios: ParsedDocument?, directory: Directory) {
    if let obstacle = SimulationFiles.obstacle(in: files + [scenarios].compactMap { $0 }) {
      fail(obstacle)
      return
    }
    let count = files.prefix(own).reduce(0) { $0 + $1.workflows.count }
    guard count > 0 else {
      fail("there is no workflow to verify")
      return
    }
    let suite = scenarios?.tree.documents.first.map { ScenarioReader($0.root).suite } ?? ScenarioSuite()
    let plan = SimulationFiles.plan(of: files, directory: directory)
    let found = VerifiedProperty.all(
      of: plan, ownWorkflows: count, suite: suite, suite.properties, isCancelled: { Task.isCancelled })
    let file = scenarios ?? files.first
    let folder = PathWords.parent(of: file?.path ?? "")
    let paths = files.flatMap { file in file.workflows.map { _ in file.path } }
    findings = found.map { found in
      let path = found.index.flatMap { paths.indices.contains($0) ? paths[$0] : nil } ?? file?.path ?? ""
      return Finding(
        workflow: found.workflow, property: found.property, verdict: found.verdict.word, text: found.verdict.text,
        range: scenarios == nil ? Self.place(of: found, plan) : nil,
        run: found.verdict.counterexample.map { $0.story.split(separator: "\n").map(String.init) } ?? [],
        scenario: found.scenarioFile(workflowPath: PathWords.relative(path, from: folder)))
    }
    summary = VerifiedProperty.summary(of: found)
    text = (found.flatMap { $0.lines() } + ["", summary]).joined(separator: "\n")
  }

  private static func place(of found: VerifiedProperty, _ plan: SimulationPlan) -> TextRange? {
    guard found.steps.count == 1, let index = found.index, plan.workflows.indices.contains(index) else { return nil }
    return plan.workflows[index].steps.first { $0.id?.value == found.steps.first }?.id?.range
  }
}
