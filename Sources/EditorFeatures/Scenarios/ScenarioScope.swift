// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import WorkflowModel

/// Finds what the names of a scenario file mean: in the workflows that it runs, and in those that their calls run.
struct ScenarioScope {
  /// A workflow of a file.
  struct Part {
    let file: ParsedDocument
    let part: ParsedWorkflow

    var workflow: Workflow { part.lowered.workflow }
    var name: String? { workflow.name?.value }

    func step(_ id: String) -> Step? { workflow.steps.first { $0.id?.value == id } }
  }

  private let own: [Part]
  private let all: [Part]

  /// Takes the workflow files of a scenario file, and those that they call.
  init(_ linked: LinkedFiles) {
    own = linked.workflows.flatMap { file in file.workflows.map { Part(file: file, part: $0) } }
    all = own + linked.called.flatMap { file in file.workflows.map { Part(file: file, part: $0) } }
  }

  /// The workflows that may be meant by those that calls lead to from the one of a name, or from any.
  func parts(of workflow: String?, calls: [String]) -> [Part] {
    var current = own.filter { workflow == nil || $0.name == workflow }
    for call in calls {
      current = current.flatMap { part in part.step(call).map(called) ?? [] }
    }
    return current
  }

  /// The workflows that a step may run.
  func called(by step: Step) -> [Part] {
    guard case .call(let call) = step.action, let name = call.workflow?.value else { return [] }
    // A file that is run and called is the same file.
    return all.first { $0.name == name }.map { [$0] } ?? []
  }

  /// The workflows that may have the step of a mention or of a member: of the file's own mocks any that is run may.
  func parts(having step: String, of workflow: String?, calls: [String]) -> [Part] {
    let own = parts(of: workflow, calls: calls).filter { $0.step(step) != nil }
    return own.isEmpty && calls.isEmpty ? all.filter { $0.step(step) != nil } : own
  }

  /// What a step's name may mean.
  func things(of mention: ScenarioMention) -> [SharedThing] {
    parts(having: mention.id, of: mention.workflow, calls: mention.calls).map {
      .step(id: mention.id, path: $0.file.path)
    }
  }

  /// What an output's name may mean: an output that the step declares, or one of the workflow that it calls.
  func things(of member: ScenarioMember) -> [SharedThing] {
    switch member.kind {
    case .input: []
    case .result:
      parts(of: member.workflow, calls: member.calls).filter { $0.file.declaresResult(member.name, of: $0.name) }.map {
        .result(name: member.name, workflow: $0.name, path: $0.file.path)
      }
    case .output(let id):
      parts(having: id, of: member.workflow, calls: member.calls).flatMap { part -> [SharedThing] in
        guard let step = part.step(id), step.isResult(member.name) else {
          return [.output(name: member.name, step: id, path: part.file.path)]
        }
        return called(by: step).map { .result(name: member.name, workflow: $0.name, path: $0.file.path) }
      }
    }
  }
}

extension Step {
  /// Whether an output of the step is one of the workflow that it calls, and none that it declares.
  func isResult(_ output: String) -> Bool {
    guard case .call = action else { return false }
    return !declaredOutputs.contains { $0.name.value == output }
  }
}
