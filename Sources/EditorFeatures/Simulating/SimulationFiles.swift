// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import Diagnostics
import Dialect
import Simulation
import SourceText
import WorkflowModel

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
  static func obstacle(in files: [ParsedDocument]) -> String? {
    for file in files {
      guard let first = simulationObstacles(of: file).first else { continue }
      let line = file.text.lines.line(at: first.range.start) + 1
      return "\(PathWords.name(of: file.path)):\(line): \(first.message) (\(first.code)); mend it first"
    }
    return nil
  }

  /// A plan of the files' workflows.
  static func plan(of files: [ParsedDocument], directory: Directory) -> SimulationPlan {
    let parts = files.flatMap(\.workflows)
    let schema = parts.first { $0.lowered.workflow.dialect == "native" }?.lowered.schema
    return SimulationPlan(parts.map(\.lowered.workflow), directory: directory) { step in
      step.type.flatMap { schema?.stepType($0.value)?.defaultDuration } ?? 1000
    }
  }
}
