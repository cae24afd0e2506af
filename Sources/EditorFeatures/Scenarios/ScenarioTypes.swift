// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import ScenarioFiles
import WorkflowModel
import YAMLSyntax

/// What the conditions of a scenario file may read: `run` and `steps` of the workflow that the scenario runs.
enum ScenarioTypes {
  /// The roots at a cursor. Complexity: O(steps + declarations).
  static func environment(at place: CursorContext, linked: LinkedFiles) -> TypeEnvironment {
    let wanted = scenario(around: place)?.mergedEntry("workflow")?.value.locatedText?.value
    let parts = linked.workflows.flatMap(\.workflows)
    let part = parts.first { wanted != nil && $0.lowered.workflow.name?.value == wanted } ?? parts.first
    let called = (linked.workflows + linked.called).flatMap { $0.summaries() }
    return ScenarioConditions.environment(
      of: part?.lowered.workflow, schema: part?.lowered.schema ?? ScenarioRows.schema, directory: linked.directory,
      workspace: WorkspaceSummary(called))
  }

  /// The scenario that a place is in.
  private static func scenario(around place: CursorContext) -> YAMLNode? {
    var node = place.node ?? place.container ?? place.key
    while let current = node {
      if current.kind == .mapping, current.parent?.kind == .sequence,
        current.parent?.enclosingEntry?.key.textEquals("scenarios") == true
      {
        return current
      }
      node = current.parent
    }
    return nil
  }
}
