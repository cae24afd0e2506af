// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Diagnostics
import Dialect
import Rules
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

/// What an editor shows about the text under the pointer.
///
/// - Parameter offset: a byte offset of the document.
package func hover(in document: AnalyzedDocument, at offset: Int) -> HoverResult? {
  if let result = hoverOnSuppression(document, offset) { return result }
  if let result = document.namedHover(at: offset) { return result }
  guard let node = document.parsed.tree.node(at: offset), node.range.touches(offset) else { return nil }
  if let result = hoverOnStepReference(document, node, offset) { return result }
  if let expression = ExpressionCursor(document, at: offset) { return ExpressionHover(cursor: expression).result() }
  guard let placement = document.placement(of: node) else { return nil }
  if placement.isKey { return hoverOnKey(node, placement) }
  return hoverOnValue(document, node, placement)
}

private func hoverOnKey(_ node: YAMLNode, _ placement: Placement) -> HoverResult? {
  guard let field = placement.field, let object = placement.object else { return nil }
  return HoverResult(markdown: FieldDocumentation.markdown(field, of: object), range: node.range)
}

private func hoverOnValue(_ document: AnalyzedDocument, _ node: YAMLNode, _ placement: Placement) -> HoverResult? {
  guard node.kind == .scalar, let field = placement.field else { return nil }
  let text = node.text
  if field.name == "type", let variant = placement.variant, variant.name == text {
    return HoverResult(markdown: FieldDocumentation.markdown(variant), range: node.range)
  }
  switch placement.type {
  case .choice(let choices):
    guard let choice = choices.first(where: { $0.value == text }) else { return nil }
    let note = choice.documentation.isEmpty ? field.documentation : choice.documentation
    return HoverResult(markdown: "`\(field.name): \(choice.value)`\n\n\(note)", range: node.range)
  case .text(.duration):
    guard let duration = node.locatedDuration else { return nil }
    return HoverResult(
      markdown: "\(DurationFormat.words(duration.value))\n\n\(field.documentation)", range: node.range)
  case .text(.principal):
    return hoverOnPrincipal(document, node)
  case .text(.identifier) where field.name == "id":
    return hoverOnStep(document, named: text, range: node.range)
  default: return nil
  }
}

private func hoverOnPrincipal(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard let principal = Principal.parse(node.text).principal, let context = document.contexts.first else { return nil }
  guard let people = context.directory.people(of: principal) else {
    return HoverResult(markdown: "the \(principal.kind.rawValue) `\(principal.name)`", range: node.range)
  }
  let list = people.isEmpty ? "nobody" : people.map { "`\($0)`" }.joined(separator: ", ")
  return HoverResult(markdown: "the \(principal.kind.rawValue) `\(principal.name)`: \(list)", range: node.range)
}

private func hoverOnStepReference(_ document: AnalyzedDocument, _ node: YAMLNode, _ offset: Int) -> HoverResult? {
  guard let reference = document.stepReference(at: offset) else { return nil }
  return hoverOnStep(document, named: reference.value, range: reference.range)
}

/// A step in a few lines: what it is, what it waits for, what waits for it.
private func hoverOnStep(_ document: AnalyzedDocument, named id: String, range: TextRange) -> HoverResult? {
  guard let index = document.workflowIndex(at: range.start) else { return nil }
  let context = document.contexts[index]
  guard let stepIndex = context.stepsByID[id] else { return nil }
  let steps = context.workflow.steps
  let step = steps[stepIndex]
  func names(_ indices: [StepIndex]) -> String {
    indices.isEmpty
      ? "nothing" : indices.map { "`\(steps[$0].id?.value ?? steps[$0].displayName)`" }.joined(separator: ", ")
  }
  var lines = ["**\(step.displayName)** (`\(id)`, \(step.type?.value ?? "no type"))", ""]
  lines.append("- waits for \(names(context.graph.dependencies[stepIndex]))")
  lines.append("- waited for by \(names(context.graph.dependents[stepIndex]))")
  if let attempts = step.retry?.attempts?.value {
    lines.append("- \(attempts) tries = \(max(attempts - 1, 0)) retries")
  }
  if let timeout = step.timeout?.value { lines.append("- may take \(DurationFormat.words(timeout))") }
  return HoverResult(markdown: lines.joined(separator: "\n"), range: range)
}

private func hoverOnSuppression(_ document: AnalyzedDocument, _ offset: Int) -> HoverResult? {
  for suppression in document.suppressions where suppression.range.touches(offset) {
    for entry in suppression.entries where entry.range.touches(offset) {
      guard let rule = RuleCatalog.rule(entry.text) else { return nil }
      return HoverResult(markdown: RuleDocumentation.markdown(rule), range: entry.range)
    }
  }
  return nil
}
