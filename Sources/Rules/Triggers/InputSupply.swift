// SPDX-License-Identifier: Apache-2.0
import Expression
import Dialect
import SourceText
import Synchronization
import WorkflowModel
import YAMLSyntax

/// A place that supplies a workflow's inputs: a trigger of its own, or a call of another one.
struct InputSupply: Sendable {
  /// One supplied value.
  struct Value: Sendable {
    /// The input's name.
    var name: Located<String>
    /// What it is given, where that is no expression.
    var literal: DataValue?
  }

  /// What supplies them, for messages: "the schedule trigger".
  var title: String
  /// The values; empty for one that asks people.
  var values: [Value]
  /// The names that are supplied; nil for all.
  var names: Set<String>?
  /// Whether values may be given at all: a push cannot hand over any.
  var takesValues = true
  /// Where something missing is reported.
  var place: TextRange
  /// What the workflow that is started declares.
  var declared: [InputDeclaration]
  /// The called workflow; nil for the document's own.
  var callee: WorkflowSummary?

  /// The input that each supplied name without one most likely means.
  var misspelt: [String: String] {
    let known = declared.map(\.name.value)
    let free = known.filter { names?.contains($0) != true }
    var result: [String: String] = [:]
    for value in values where !known.contains(value.name.value) {
      result[value.name.value] = NearestName.of(value.name.value, among: free)
    }
    return result
  }
}

extension WorkflowContext {
  /// All that supplies inputs in this document; calls of workflows that are not known, or not certain, are left out.
  /// Made once: several rules ask.
  var inputSupplies: [InputSupply] {
    knownSupplies.withLock { known in
      if let known { return known }
      let made = makeInputSupplies()
      known = made
      return made
    }
  }

  private func makeInputSupplies() -> [InputSupply] {
    var result: [InputSupply] = []
    for trigger in workflow.triggers {
      if let supply = supply(of: trigger) { result.append(supply) }
    }
    guard let workspace else { return result }
    for index in workflow.steps.indices {
      guard case .call(let call) = workflow.steps[index].action, let name = call.workflow,
        let callee = workspace.workflows(named: name.value).only, let node = node(workflow.steps[index].syntax)
      else { continue }
      let inputs = node.mergedEntry("inputs")?.value.resolved
      // A value of another kind is a mistake of its own.
      if let inputs, inputs.kind != .mapping { continue }
      result.append(
        InputSupply(
          title: "the call of `\(name.value)`",
          values: call.inputs.map { InputSupply.Value(name: $0.key, literal: $0.value) },
          names: Set(call.inputs.map(\.key.value)), place: (inputs.flatMap { $0.isEmpty ? nil : $0 } ?? node).firstLine,
          declared: callee.inputs, callee: callee))
    }
    return result
  }

  private func supply(of trigger: Trigger) -> InputSupply? {
    guard let kind = trigger.kind, let type = trigger.type?.value, let node = node(trigger.syntax) else { return nil }
    let inputs = node.mergedEntry("inputs")?.value.resolved
    var supply = InputSupply(
      title: "the \(type) trigger", values: [], names: [],
      place: (inputs.flatMap { $0.isEmpty ? nil : $0 } ?? node).firstLine, declared: workflow.inputs)
    switch kind {
    case .manual:
      guard let asked = trigger.askedInputs else {
        supply.names = nil
        return supply
      }
      supply.values = asked.map { InputSupply.Value(name: $0, literal: nil) }
    case .gitPush: supply.takesValues = false
    case .schedule, .webhook, .incident, .workflow:
      if let inputs, inputs.kind != .mapping { return nil }
      supply.values = trigger.inputs.map { input in
        InputSupply.Value(name: input.name, literal: input.literal ?? input.expression.flatMap { constant($0) })
      }
    }
    supply.names = Set(supply.values.map(\.name.value))
    return supply
  }

  /// The value of an expression that is nothing but a constant.
  private func constant(_ index: Int) -> DataValue? {
    guard workflow.expressions.indices.contains(index) else { return nil }
    let site = workflow.expressions[index]
    guard site.parsed.isComplete, let root = site.parsed.root, case .literal(let value) = site.parsed[root].kind else {
      return nil
    }
    let content: DataValue.Content
    switch value {
    case .string(let text): content = .text(TemplateText(literal: text))
    case .int(let number): content = .integer(number)
    case .double(let number): content = .double(number)
    case .bool(let flag): content = .bool(flag)
    default: return nil
    }
    return DataValue(content, site.range, site.syntax)
  }
}

extension Array {
  /// The element of an array of one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
