// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import WorkflowModel
import YAMLSyntax

/// What the conditions of a scenario file may read: `run` and `steps` of the workflow that the scenario runs.
enum ScenarioTypes {
  private typealias Field = RecordType.Field

  /// The roots at a cursor. Complexity: O(steps + declarations).
  static func environment(at place: CursorContext, linked: LinkedFiles) -> TypeEnvironment {
    let wanted = scenario(around: place)?.mergedEntry("workflow")?.value.locatedText?.value
    let parts = linked.workflows.flatMap(\.workflows)
    let part = parts.first { wanted != nil && $0.lowered.workflow.name?.value == wanted } ?? parts.first
    var inputs: CELType = .map(.string, .dyn)
    var steps: CELType = .map(.string, .dyn)
    if let part {
      let own = ExpressionTypes.environment(
        of: .workflow, in: part.lowered.workflow, schema: part.lowered.schema, directory: linked.directory,
        workspace: nil)
      inputs = own.variable("inputs")?.type ?? inputs
      steps = own.variable("steps").map { withReasons($0.type) } ?? steps
    }
    let run = RecordType(
      "the run",
      [
        Field("id", .string, documentation: "Its id."),
        Field("status", .string, documentation: "How it ended."),
        Field("reason", .string, documentation: "Why."),
        Field("attempt", .int, documentation: "Which try it is."),
        Field("duration", .duration, documentation: "How long it took."),
        Field("outputs", .map(.string, .dyn), documentation: "What it resulted in."),
        Field("inputs", inputs, documentation: "The values of its inputs."),
      ])
    return TypeEnvironment(variables: [
      Field("run", .record(run), documentation: "The run."),
      Field("steps", steps, documentation: "The steps of the run."),
    ])
  }

  /// The steps with why they ended so, which scenarios see and workflows do not.
  private static func withReasons(_ type: CELType) -> CELType {
    guard case .record(let steps) = type else { return type }
    let reason = Field("reason", .string, documentation: "Why it ended so.")
    return .record(
      RecordType(
        "steps",
        steps.fields.map { field in
          guard case .record(let step) = field.type else { return field }
          return Field(
            field.name, .record(RecordType("step \(field.name)", step.fields + [reason])),
            documentation: field.documentation)
        }))
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
