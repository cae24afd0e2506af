// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel
import SourceText

/// What the conditions of a scenario file may read: `run` and `steps` of the workflow that the scenario runs.
package enum ScenarioConditions {
  private typealias Field = RecordType.Field

  /// The roots for a workflow; of one that is not known any input, step and output may be there.
  ///
  /// - Parameter mocked: the outputs that mocks give steps, by the step's id: they are there, whoever declares them.
  package static func environment(
    of workflow: Workflow?, schema: DialectSchema, directory: Directory, workspace: WorkspaceSummary?,
    mocked: [String: Set<String>] = [:]
  ) -> TypeEnvironment {
    var inputs: CELType = .map(.string, .dyn)
    var steps: CELType = .map(.string, .dyn)
    var outputs: CELType = .map(.string, .dyn)
    if let workflow {
      let own = ExpressionTypes.environment(
        of: .workflow, in: workflow, schema: schema, directory: directory, workspace: workspace)
      inputs = own.variable("inputs")?.type ?? inputs
      steps = own.variable("steps").map { asSeenByScenarios($0.type, mocked) } ?? steps
      let results = workflow.outputs.map { Field($0.key.value, .dyn) }
      if !results.isEmpty { outputs = .record(RecordType("outputs of the run", results)) }
    }
    let run = RecordType(
      "the run",
      [
        Field("id", .string, documentation: "Its id."),
        Field("status", .string, documentation: "How it ended."),
        Field("reason", .string, documentation: "Why."),
        Field("attempt", .int, documentation: "Which try it is."),
        Field("duration", .duration, documentation: "How long it took."),
        Field("outputs", outputs, documentation: "What it resulted in."),
        Field("inputs", inputs, documentation: "The values of its inputs."),
      ])
    return TypeEnvironment(variables: [
      Field("run", .record(run), documentation: "The run."),
      Field("steps", steps, documentation: "The steps of the run."),
    ])
  }

  /// A workflow that says what conditions may read of one, and no more.
  package static func outline(of summary: WorkflowSummary) -> Workflow? {
    guard let outlines = summary.outlines else { return nil }
    let nowhere = TextRange(at: 0)
    let none = SyntaxReference(rawValue: 0)
    func text(_ value: String) -> Located<String> { Located(value, nowhere, none) }
    var workflow = Workflow(dialect: "native", range: nowhere, syntax: none)
    workflow.inputs = summary.inputs
    workflow.outputs = summary.outputs.map {
      DataEntry(key: text($0), value: DataValue(.null, nowhere, none))
    }
    workflow.steps = outlines.enumerated().map { index, outline in
      var draft = StepDraft(index: index, range: nowhere, syntax: none)
      draft.id = text(outline.id)
      draft.type = outline.type.map(text)
      draft.declaredOutputs = outline.outputs.map { OutputDeclaration(name: text($0.name), type: $0.type.map(text)) }
      if let callee = outline.callee {
        var call = CallAction()
        call.workflow = text(callee)
        draft.action = .call(call)
      }
      return Step(draft)
    }
    return workflow
  }

  /// The steps with why they ended so, which scenarios see and workflows do not, and with what mocks give them.
  private static func asSeenByScenarios(_ type: CELType, _ mocked: [String: Set<String>]) -> CELType {
    guard case .record(let steps) = type else { return type }
    let reason = Field("reason", .string, documentation: "Why it ended so.")
    return .record(
      RecordType(
        "steps",
        steps.fields.map { field in
          guard case .record(let step) = field.type else { return field }
          let fields = step.fields.map { member in
            member.name == "outputs" ? adding(mocked[field.name] ?? [], to: member) : member
          }
          return Field(
            field.name, .record(RecordType("step \(field.name)", fields + [reason])),
            documentation: field.documentation)
        }))
  }

  private static func adding(_ names: Set<String>, to outputs: Field) -> Field {
    guard case .record(let record) = outputs.type else { return outputs }
    let others = names.filter { name in !record.fields.contains { $0.name == name } }
    guard !others.isEmpty else { return outputs }
    return Field(
      outputs.name,
      .record(RecordType(record.name, record.fields + others.sorted().map { Field($0, .dyn) }, isOpen: record.isOpen)),
      documentation: outputs.documentation)
  }
}
