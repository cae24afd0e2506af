// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expression
import SourceText
import WorkflowModel

/// Where data of one kind goes in a workflow: through inputs, variables, loops and the outputs of scripts.
struct DataFlow {
  /// What is followed.
  enum Kind {
    /// Data that whoever starts a run chooses.
    case hostile
    /// Secrets.
    case secret
  }

  /// Where a piece of data comes from.
  struct Origin {
    /// What it is, as messages say it: "the branch's name".
    var what: String
    /// The places that it passed, first to last.
    var stations: [RelatedPlace] = []

    /// The same with a further place; at most four are kept.
    func passing(_ range: TextRange, _ message: String) -> Origin {
      guard stations.count < 4, stations.last?.range != range else { return self }
      return Origin(what: what, stations: stations + [RelatedPlace(range: range, message: message)])
    }
  }

  private let kind: Kind
  private let context: WorkflowContext
  private var inputs: [String: Origin] = [:]
  private var variables: [String: Origin] = [:]
  private var outputs: [String: [String: Origin]] = [:]

  /// Follows the data through a workflow. Complexity: O(expressions + text of scripts that hold such data).
  init(_ kind: Kind, in context: WorkflowContext) {
    self.kind = kind
    self.context = context
    followInputs()
    for entry in context.workflow.variables {
      if let origin = origin(of: entry.value) {
        variables[entry.key.value] = origin.passing(entry.key.range, "it becomes the variable `\(entry.key.value)`")
      }
    }
    // Twice: a loop's or branch's outputs may be read by steps that are listed before it.
    for _ in 0..<2 { for step in context.workflow.steps { followOutputs(of: step) } }
  }

  // MARK: Asking

  /// Where such data in an expression's value comes from; nil where there is none.
  func origin(ofExpression index: Int) -> Origin? {
    guard context.workflow.expressions.indices.contains(index) else { return nil }
    let site = context.workflow.expressions[index]
    let paths = site.parsed.valuePaths { kind == .hostile && $0.contains("encode") }
    for path in paths { if let origin = origin(of: path, at: site.owner) { return origin } }
    return nil
  }

  /// Where such data in a text or a structure comes from.
  func origin(of value: DataValue) -> Origin? {
    guard case .text(let text) = value.content else { return nil }
    return origin(of: text)
  }

  /// Where such data in a text comes from.
  func origin(of text: TemplateText) -> Origin? {
    for index in text.expressions { if let origin = origin(ofExpression: index) { return origin } }
    return nil
  }

  /// The variables of a step that hold such data: its own and those of the workflow that it does not replace.
  func variables(of step: Step) -> [String: Origin] {
    var result = variables
    for entry in step.variables {
      result[entry.key.value] = origin(of: entry.value)?.passing(
        entry.key.range, "it becomes the variable `\(entry.key.value)`")
    }
    return result
  }

  // MARK: Following

  private mutating func followInputs() {
    for trigger in context.workflow.triggers {
      for input in trigger.inputs where inputs[input.name.value] == nil {
        guard let expression = input.expression, !isBounded(input.name.value),
          let origin = origin(ofExpression: expression)
        else { continue }
        inputs[input.name.value] = origin.passing(input.name.range, "it becomes the input `\(input.name.value)`")
      }
    }
  }

  /// Whether an input's declaration leaves no room for other texts than it means.
  private func isBounded(_ name: String) -> Bool {
    guard kind == .hostile, let input = context.workflow.inputs.first(where: { $0.name.value == name }) else {
      return false
    }
    if !input.options.isEmpty { return true }
    if let type = input.type?.value, ["number", "integer", "boolean"].contains(type) { return true }
    guard let pattern = input.pattern?.value else { return false }
    return !["[^", ".*", ".+", "\\S", "\\W", "\\D"].contains { pattern.contains($0) }
  }

  private mutating func followOutputs(of step: Step) {
    guard let id = step.id?.value, case .script(let script) = step.action, let run = script.run else { return }
    let shell = script.shell?.value ?? "bash"
    let flow = ScriptOutputs(
      run.value, isShell: shell == "bash" || shell == "sh",
      variables: variables(of: step), origin: { origin(ofExpression: $0) })
    guard !flow.isEmpty else { return }
    let place = step.id?.range ?? step.range
    for output in step.declaredOutputs {
      guard let origin = flow.output(output.name.value), !(kind == .hostile && isBounded(output)) else { continue }
      outputs[id, default: [:]][output.name.value] = origin.passing(
        output.name.range, "`\(id)` hands it on as its output `\(output.name.value)`")
    }
    if let origin = flow.printed {
      outputs[id, default: [:]]["stdout"] = origin.passing(place, "`\(id)` prints it")
    }
  }

  private func isBounded(_ output: OutputDeclaration) -> Bool {
    output.type.map { ["number", "integer", "boolean"].contains($0.value) } ?? false
  }

  // MARK: Paths

  private func origin(of path: [PathComponent], at owner: ExpressionOwner) -> Origin? {
    guard let root = path.first?.name else { return nil }
    let field = path.count > 1 ? path[1].name : nil
    switch root {
    case "inputs": return field.flatMap { inputs[$0] }
    case "env":
      guard let field else { return nil }
      if case .step(let index) = owner, context.workflow.steps.indices.contains(index),
        let own = context.workflow.steps[index].variables.first(where: { $0.key.value == field })
      {
        // A variable that reads one of its own name means the workflow's.
        return reads(own.value, field)
          ? variables[field] : origin(of: own.value)?.passing(own.key.range, "it becomes the variable `\(field)`")
      }
      return variables[field]
    case "steps":
      guard path.count > 3, path[2].name == "outputs" else { return nil }
      return outputs[path[1].name]?[path[3].name]
    case "secrets":
      return kind == .secret ? Origin(what: field.map { "the secret `\($0)`" } ?? "all secrets") : nil
    default: break
    }
    if let loop = loop(named: root, around: owner), let over = loop.over {
      return origin(ofExpression: over)?.passing(
        context.workflow.expressions[over].range, "the loop takes its items from it")
    }
    return kind == .hostile ? HostileData.origin(of: path, in: context).map { Origin(what: $0) } : nil
  }

  private func reads(_ value: DataValue, _ name: String) -> Bool {
    guard case .text(let text) = value.content else { return false }
    return text.expressions.contains { index in
      context.workflow.expressions[index].paths.contains { $0.count > 1 && $0[0].name == "env" && $0[1].name == name }
    }
  }

  private func loop(named name: String, around owner: ExpressionOwner) -> LoopAction? {
    guard case .step(let index) = owner, context.workflow.steps.indices.contains(index) else { return nil }
    var place = context.workflow.owner(of: index)
    while let current = place {
      if case .loop(let loop) = context.workflow.steps[current].action, (loop.variable?.value ?? "item") == name {
        return loop
      }
      place = context.workflow.owner(of: current)
    }
    return nil
  }
}
