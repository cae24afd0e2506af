// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import Simulation
import WorkflowModel

/// What was decided on the properties of one file.
struct VerifiedFile: Sendable {
  /// One property and what is known of it.
  struct Finding: Sendable {
    var verified: VerifiedProperty
    /// The path of the workflow's file, for a saved counter-example.
    var path: String

    var workflow: String { verified.workflow }
    var property: String { verified.property }
    var verdict: PropertyVerdict { verified.verdict }
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
    VerifiedProperty.all(of: input.plan, ownWorkflows: input.ownWorkflows, suite: input.suite, properties).map {
      found in
      let document = found.index.flatMap { input.documents.indices.contains($0) ? input.documents[$0] : nil }
      return Finding(verified: found, path: document?.path ?? input.path)
    }
  }
}
