// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import Diagnostics
import Dialect
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// Why a file cannot be simulated: its errors, but for what approvals let through (WF5) and what changes do (WF7), which
/// simulations are there to show.
///
/// A controller runs nearly anything, and what it makes of a mistake is what a simulation shows: there only YAML that
/// cannot be read is in the way (WF0).
package func simulationObstacles(
  of document: ParsedDocument, in workspace: WorkspaceSnapshot = WorkspaceSnapshot()
) -> [Diagnostic] {
  let isReconciled = document.isReconciled
  return analyze(document, in: workspace).diagnostics.filter { diagnostic in
    diagnostic.severity == .error && (!isReconciled || diagnostic.code.hasPrefix("WF0"))
      && !diagnostic.code.hasPrefix("WF5") && !diagnostic.code.hasPrefix("WF7")
  }
}

/// Files made ready for simulations and proofs.
enum SimulationFiles {
  /// The first thing that is in the way of running files, as a sentence; nil where nothing is.
  ///
  /// - Parameter imports: for the files that import others, by path, what they import.
  static func obstacle(in files: [ParsedDocument], _ imports: [String: WorkspaceSnapshot] = [:]) -> String? {
    for file in files {
      let workspace = imports[file.path] ?? WorkspaceSnapshot()
      guard let first = simulationObstacles(of: file, in: workspace).first else { continue }
      let line = file.text.lines.line(at: first.range.start) + 1
      return "\(PathWords.name(of: file.path)):\(line): \(first.message) (\(first.code)); mend it first"
    }
    return nil
  }

  /// A plan of the files' workflows; `scenarios` is the scenario file, with the inputs of deployments.
  ///
  /// - Parameter imports: for the files that import others, by path, what they import.
  static func plan(
    of files: [ParsedDocument], scenarios: ParsedDocument? = nil, directory: Directory,
    imports: [String: WorkspaceSnapshot] = [:]
  ) -> SimulationPlan {
    let schema = files.flatMap(\.workflows).first { $0.lowered.workflow.dialect == "native" }?.lowered.schema
    let inputs = scenarios?.tree.documents.first?.root.mergedEntry("inputs")?.value.resolved
    let workflows = files.flatMap { file in
      let workspace = imports[file.path] ?? WorkspaceSnapshot()
      return file.workflows.map { deployed($0, of: file, inputs, workspace) }
    }
    return SimulationPlan(workflows, directory: directory) { step in
      step.type.flatMap { schema?.stepType($0.value)?.defaultDuration } ?? 1000
    }
  }

  /// A workflow as it runs: a blueprint is deployed first, with what it imports.
  private static func deployed(
    _ part: ParsedWorkflow, of file: ParsedDocument, _ inputs: YAMLNode?, _ workspace: WorkspaceSnapshot
  ) -> Workflow {
    guard let details = part.lowered.details as? any DeployableDetails else { return part.lowered.workflow }
    return details.deployed(
      part.lowered.workflow, inputs: inputs, at: file.path, workspace.imports, folders: workspace.importFolders
    ).workflow
  }
}

extension ParsedDocument {
  /// Whether it holds a workflow whose steps stand in it: a blueprint's are those of its deployment.
  package var holdsSteps: Bool { workflows.contains { !($0.lowered.details is any DeployableDetails) } }

  /// Whether it is deployed before anything of it runs.
  package var isDeployed: Bool { workflows.contains { $0.lowered.details is any DeployableDetails } }
}
