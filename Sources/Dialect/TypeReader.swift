// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Makes types of what a workflow declares.
///
/// A class, because it holds all that a document has and goes from hand to hand.
final class TypeReader {
  let workflow: Workflow
  private let schema: DialectSchema
  private let directory: Directory
  private let workspace: WorkspaceSummary?
  /// The ids of the steps that are of interest; nil for all.
  private let mentioned: Set<String>?

  typealias Field = RecordType.Field

  init(
    workflow: Workflow, schema: DialectSchema, directory: Directory, workspace: WorkspaceSummary?,
    mentioned: Set<String>? = nil
  ) {
    self.workflow = workflow
    self.schema = schema
    self.directory = directory
    self.workspace = workspace
    self.mentioned = mentioned
  }

  /// What every step's expressions read.
  var common: [Field] {
    [
      Field("inputs", record("inputs", workflow.inputs.map(input)), documentation: "The run's inputs."),
      env(of: nil), secrets, Self.trigger,
      Field("steps", record("steps", stepFields), documentation: "The steps that have ended."),
      Self.workflow, Self.run, Self.now,
    ]
  }

  /// What a trigger's expressions read: no step has run, and its own values are about to become the inputs.
  func fields(ofTrigger index: Int) -> [Field] {
    var result = [env(of: nil), secrets, Self.trigger, Self.workflow, Self.now]
    guard workflow.triggers.indices.contains(index) else { return result }
    switch workflow.triggers[index].kind {
    case .webhook(let webhook):
      let payload = webhook.payload.map { Field($0.name.value, CELType(declared: $0.type?.value)) }
      result.append(
        Field(
          "body", payload.isEmpty ? .dyn : record("body", payload, isOpen: true), documentation: "The request's body."))
      result.append(Field("headers", .map(.string, .string), documentation: "The request's headers."))
    case .incident: result.append(Self.incident)
    case .workflow(let chain):
      result.append(
        Field(
          "upstream",
          record(
            "upstream",
            [Field("name", .string), Field("status", .string), Field("outputs", outputs(of: chain.workflow?.value))]),
          documentation: "The run that ended."))
    default: break
    }
    return result
  }

  /// What the workflow of a name leaves behind; anything may be read where none is known, or several are.
  private func outputs(of workflow: String?) -> CELType {
    let known = workflow.flatMap { workspace?.workflows(named: $0) } ?? []
    guard known.count == 1, !known[0].outputs.isEmpty else { return .map(.string, .dyn) }
    return record("outputs of \(known[0].name)", known[0].outputs.map { Field($0, .dyn) }, isOpen: true)
  }

  // MARK: Inputs, variables, secrets

  private func input(_ declaration: InputDeclaration) -> Field {
    Field(
      declaration.name.value, CELType(declared: declaration.type?.value), documentation: declaration.documentation,
      options: declaration.options.compactMap(Self.value))
  }

  /// `env` with the workflow's variables, and a step's own before them.
  private func env(of step: StepIndex?) -> Field {
    var names: [String] = []
    if let step { for entry in workflow.steps[step].variables { names.append(entry.key.value) } }
    for entry in workflow.variables where !names.contains(entry.key.value) { names.append(entry.key.value) }
    guard !names.isEmpty else { return Self.noVariables }
    return Field("env", record("env", names.map { Field($0, .string) }), documentation: "The variables.")
  }

  /// The same fields with the `env` that a step sees.
  func replacing(env step: StepIndex, in fields: [Field]) -> [Field] {
    fields.map { $0.name == "env" ? env(of: step) : $0 }
  }

  private var secrets: Field {
    guard let names = directory.names[.secret] else { return Self.unknownSecrets }
    return Field(
      "secrets", record("secrets", names.map { Field($0, .string) }), documentation: "The workspace's secrets.")
  }

  // MARK: Steps

  private var stepFields: [Field] {
    var seen: Set<String> = []
    return workflow.steps.indices.compactMap { index in
      // A step by its index: it has a dozen references, which a copy on the way would count up and down.
      guard let id = workflow.steps[index].id?.value, mentioned?.contains(id) ?? true, seen.insert(id).inserted else {
        return nil
      }
      return Field(
        id,
        record(
          "step \(id)",
          [
            Self.status,
            Field("outputs", outputs(of: workflow.steps[index], id), documentation: "What it left behind."),
            Self.duration, Self.attempts,
          ]), documentation: workflow.steps[index].name?.value)
    }
  }

  private func outputs(of step: Step, _ id: String) -> CELType {
    let row = step.type.flatMap { schema.stepType($0.value) }
    var fields = row?.outputFields ?? []
    for declared in step.declaredOutputs {
      fields.removeAll { $0.name == declared.name.value }
      fields.append(Field(declared.name.value, CELType(declared: declared.type?.value)))
    }
    var isOpen = row == nil
    if case .call(let call) = step.action {
      let callees = call.workflow.flatMap { workspace?.workflows(named: $0.value) } ?? []
      if callees.count == 1, let callee = callees.first {
        fields += callee.outputs.map { Field($0, .dyn) }
      } else {
        isOpen = true
      }
    }
    return record("outputs of \(id)", fields, isOpen: isOpen)
  }

  // MARK: Loops

  /// The innermost loop around a step.
  func loop(around step: StepIndex) -> StepIndex? {
    var current = workflow.owner(of: step)
    while let owner = current {
      if case .loop = workflow.steps[owner].action { return owner }
      current = workflow.owner(of: owner)
    }
    return nil
  }

  /// The variables of a loop and of the loops around it, outer ones first.
  func variables(ofLoop loop: StepIndex) -> [Field] {
    var result: [Field] = []
    var current: StepIndex? = loop
    while let step = current {
      if case .loop(let action) = workflow.steps[step].action {
        result.insert(Field(action.variable?.value ?? "item", .dyn, documentation: "The round's element."), at: 0)
      }
      current = workflow.owner(of: step)
    }
    return result
  }

  // MARK: What is the same everywhere

  private static let status = Field(
    "status", .string, documentation: "How it ended.",
    options: ["pending", "waiting", "running", "success", "failed", "skipped", "cancelled"].map { .string($0) })
  private static let duration = Field("duration", .duration, documentation: "How long it took.")
  private static let attempts = Field("attempts", .int, documentation: "How many tries it took.")
  private static let noVariables = Field("env", .record(RecordType("env", [])), documentation: "The variables.")
  private static let unknownSecrets = Field(
    "secrets", .record(RecordType("secrets", [], isOpen: true)), documentation: "The workspace's secrets.")

  private static let trigger = Field(
    "trigger",
    .record(
      RecordType(
        "trigger",
        [
          Field("type", .string), Field("actor", .string, documentation: "Who caused it."), Field("branch", .string),
          Field("tag", .string), Field("repository", .string), Field("paths", .list(.string)),
          Field(
            "commit",
            .record(
              RecordType("commit", [Field("id", .string), Field("message", .string), Field("author", .string)]))),
          Field("time", .timestamp),
        ])), documentation: "What started the run.")

  private static let run = Field(
    "run",
    .record(
      RecordType(
        "run",
        [
          Field("id", .string), Field("number", .int), Field("attempt", .int), Field("status", .string),
          Field("started_at", .timestamp),
        ])), documentation: "This run.")

  private static let workflow = Field(
    "workflow",
    .record(RecordType("workflow", [Field("name", .string), Field("status", .string), Field("environment", .string)])),
    documentation: "This workflow.")

  private static let now = Field("now", .timestamp, documentation: "The moment of the evaluation.")

  private static let incident = Field(
    "incident",
    .record(
      RecordType(
        "incident",
        ["id", "event", "severity", "namespace", "reason"].map { Field($0, .string) } + [
          Field("resource", .dyn), Field("labels", .map(.string, .string)), Field("message", .string),
        ])), documentation: "The incident.")

  private func record(_ name: String, _ fields: [Field], isOpen: Bool = false) -> CELType {
    .record(RecordType(name, fields, isOpen: isOpen))
  }

  /// A constant that an author wrote; nil for one that is not known before a run.
  static func value(_ data: DataValue) -> CELValue? {
    switch data.content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .int(value)
    case .double(let value): .double(value)
    case .text(let template): template.isDynamic ? nil : .string(template.text)
    case .list, .map: nil
    }
  }
}
