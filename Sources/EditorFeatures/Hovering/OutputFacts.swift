// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// An output of a step, for people: its type, what it holds, and where it comes from.
struct OutputFacts {
  /// Its type; nil where only the step's own template knows.
  let type: CELType?
  /// What it holds; nil where nobody says.
  let documentation: String?
  /// Whose it is, and who says that it is there.
  let origin: String

  /// Nil where the step leaves nothing of that name behind.
  init?(_ name: String, of step: Step, schema: DialectSchema, in text: SourceText) {
    let owner = "an output of the step `\(step.id?.value ?? step.displayName)`"
    if let declared = step.declaredOutputs.first(where: { $0.name.value == name }) {
      // A dialect whose outputs have no types leaves them to the step's template.
      type = declared.type.map { CELType(declared: $0.value) }
      documentation = nil
      origin = "\(owner), declared in line \(text.lines.line(at: declared.name.range.start) + 1)"
      return
    }
    guard let variant = step.type.flatMap({ schema.stepType($0.value) }),
      let row = variant.outputs.first(where: { $0.name == name || $0.name.hasPrefix(name + ".") })
    else { return nil }
    let isWhole = row.name == name
    type = isWhole ? row.type : nil
    documentation = isWhole ? row.documentation : nil
    origin = "\(owner), as of every \(variant.name) step"
  }

  /// For a hover on the name.
  func markdown(_ name: String) -> String {
    var lines = ["output `\(name)`" + (type.map { ": \($0)" } ?? "")]
    if let documentation, !documentation.isEmpty { lines += ["", documentation] }
    return (lines + ["", "*\(origin)*"]).joined(separator: "\n")
  }
}

/// The output whose declaration stands under the pointer.
func hoverOnDeclaredOutput(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: node.range.start) else { return nil }
  let context = document.contexts[index]
  for step in context.workflow.steps {
    guard step.declaredOutputs.contains(where: { $0.name.syntax == node.reference }),
      let facts = OutputFacts(node.text, of: step, schema: context.lowered.schema, in: document.parsed.text)
    else { continue }
    return HoverResult(markdown: facts.markdown(node.text), range: node.range)
  }
  return nil
}

/// The output that a mock or an expectation of a scenario gives a value, or the input that a trigger gives one.
func hoverOnScenarioMember(_ document: AnalyzedDocument, _ offset: Int, _ linked: LinkedFiles) -> HoverResult? {
  guard let member = scenarioMembers(in: document.parsed).first(where: { $0.range.touches(offset) }) else { return nil }
  if let result = hoverOnScenarioResult(document, member, linked) { return result }
  let scope = ScenarioScope(linked)
  let parts =
    if case .output(let step) = member.kind {
      scope.parts(having: step, of: member.workflow, calls: member.calls)
    } else {
      scope.parts(of: member.workflow, calls: member.calls)
    }
  for part in parts {
    let name = PathWords.relative(part.file.path, from: PathWords.parent(of: document.parsed.path))
    switch member.kind {
    case .input:
      guard let input = part.workflow.inputs.first(where: { $0.name.value == member.name }) else { continue }
      return HoverResult(markdown: "\(InputFacts.markdown(input))\n\n*in `\(name)`*", range: member.range)
    case .output(let id):
      guard let step = part.step(id),
        let facts = OutputFacts(member.name, of: step, schema: part.part.lowered.schema, in: part.file.text)
      else { continue }
      return HoverResult(markdown: "\(facts.markdown(member.name))\n\n*in `\(name)`*", range: member.range)
    case .result: continue
    }
  }
  return nil
}

extension ExpressionCursor {
  /// Where the output that a part of the expression reads comes from; nil for other parts.
  ///
  /// - Parameters:
  ///   - text: the document's text.
  ///   - linked: the workflow files of a scenario file, whose conditions read their outputs.
  func outputOrigin(of id: ExpressionID, in text: SourceText, _ linked: LinkedFiles) -> String? {
    guard let path = parsed.path(of: id), path.count == 4, path[0].name == "steps", path[2].name == "outputs",
      !parsed.variablesInScope(at: path[0].range.start).contains(where: { $0.name == "steps" })
    else { return nil }
    let own = [(workflow: context.workflow, schema: context.lowered.schema, text: text)]
    let others = linked.workflows.flatMap { file in
      file.workflows.map { (workflow: $0.lowered.workflow, schema: $0.lowered.schema, text: file.text) }
    }
    for part in own + others {
      guard let step = part.workflow.steps.first(where: { $0.id?.value == path[1].name }) else { continue }
      if case .call(let call) = step.action, let callee = call.workflow?.value, step.isResult(path[3].name) {
        return "an output of the workflow `\(callee)`"
      }
      return OutputFacts(path[3].name, of: step, schema: part.schema, in: part.text)?.origin
    }
    return nil
  }
}
