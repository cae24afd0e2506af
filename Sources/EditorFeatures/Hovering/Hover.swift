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
/// - Parameters:
///   - offset: a byte offset of the document.
///   - linked: the workflow files of a scenario file.
package func hover(
  in document: AnalyzedDocument, at offset: Int, linked: LinkedFiles = LinkedFiles()
) -> HoverResult? {
  if let result = hoverOnSuppression(document, offset) { return result }
  if let result = hoverOnAlias(document, offset) { return result }
  if let result = hoverOnConfiguration(document, offset) { return result }
  if document.linkage != nil, let result = hoverOnDeclaredName(document, offset) { return result }
  let step = document.linkage == nil ? hoverOnStepReference(document, offset) : nil
  if let named = document.namedHover(at: offset) {
    // What the engine makes of a step, and then what its own dialect tells of it.
    return HoverResult(
      markdown: [step?.markdown, named.markdown].compactMap(\.self).joined(separator: "\n\n"), range: named.range)
  }
  if let step { return step }
  guard let node = document.parsed.tree.node(at: offset), node.range.touches(offset) else { return nil }
  if let expression = ExpressionCursor(document, at: offset, linked: linked) {
    return ExpressionHover(cursor: expression, text: document.parsed.text, linked: linked).result()
  }
  if let result = hoverOnScenarioMember(document, offset, linked) ?? hoverOnScenarioWord(document, node) {
    return result
  }
  guard let placement = document.placement(of: node) else { return nil }
  if placement.isKey { return hoverOnKey(document, node, placement) }
  if document.parsed.kind == .scenario,
    let place = document.parsed.directoryPlaces.first(where: { $0.range.overlaps(node.range) })
  {
    return HoverResult(markdown: DirectoryFacts.markdown(place.entry, linked.directory), range: node.range)
  }
  return hoverOnValue(document, node, placement)
}

private func hoverOnKey(_ document: AnalyzedDocument, _ node: YAMLNode, _ placement: Placement) -> HoverResult? {
  if let field = placement.field, let object = placement.object {
    return HoverResult(markdown: FieldDocumentation.markdown(field, of: object), range: node.range)
  }
  return hoverOnName(document, node)
}

/// What a key that an author chose stands for: an input, an output, a variable.
private func hoverOnName(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  if let index = document.workflowIndex(at: node.range.start),
    let input = document.contexts[index].workflow.inputs.first(where: { $0.name.range.touches(node.range.start) })
  {
    return HoverResult(markdown: InputFacts.markdown(input), range: node.range)
  }
  return hoverOnCalledInput(document, node) ?? hoverOnDeclaredOutput(document, node)
    ?? hoverOnDeclaredResult(document, node) ?? hoverOnVariable(document, node)
}

/// An input of a called workflow, where a call gives it a value.
private func hoverOnCalledInput(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: node.range.start),
    let given = document.parsed.callInputs.first(where: { $0.range.touches(node.range.start) }),
    let callee = document.contexts[index].workspace?.workflows(named: given.workflow).first,
    let input = callee.inputs.first(where: { $0.name.value == given.name })
  else { return nil }
  return HoverResult(
    markdown: InputFacts.markdown(input) + "\n\n*an input of the workflow `\(callee.name)`*", range: node.range)
}

private func hoverOnValue(_ document: AnalyzedDocument, _ node: YAMLNode, _ placement: Placement) -> HoverResult? {
  guard node.kind == .scalar, let field = placement.field else { return nil }
  if let result = hoverOnKnownValue(document, node, at: node, placement, field) { return result }
  // Of a value about which nothing more is known its field's documentation is told.
  guard let object = placement.object, node.style != .literal, node.style != .folded else { return nil }
  if case .text(.script) = placement.type { return nil }
  return HoverResult(markdown: FieldDocumentation.markdown(field, of: object), range: node.range)
}

/// What is known of a text at a place: its own, or that of an alias that stands for it.
func hoverOnKnownValue(
  _ document: AnalyzedDocument, _ node: YAMLNode, at place: YAMLNode, _ placement: Placement, _ field: FieldRow
) -> HoverResult? {
  let text = node.text
  if node == place, let result = hoverOnOwnName(document, node) { return result }
  if field.name == "type", let variant = placement.variant, variant.name == text {
    return HoverResult(markdown: FieldDocumentation.markdown(variant), range: node.range)
  }
  var type = placement.type
  if case .list(let item) = type { type = item }
  switch type {
  case .choice(let choices):
    guard let choice = choices.first(where: { $0.value == text }) else { return nil }
    let note = choice.documentation.isEmpty ? field.documentation : choice.documentation
    return HoverResult(markdown: "`\(field.name): \(choice.value)`\n\n\(note)", range: node.range)
  case .text(.duration):
    guard let duration = node.locatedDuration else { return nil }
    return HoverResult(
      markdown: "\(DurationFormat.words(duration.value))\n\n\(field.documentation)", range: node.range)
  case .any where ["duration", "after"].contains(field.name):
    // Scenarios take distributions there too.
    guard let duration = node.locatedDuration else { return nil }
    return HoverResult(
      markdown: "\(DurationFormat.words(duration.value))\n\n\(field.documentation)", range: node.range)
  case .text(.cron): return hoverOnCron(document, node, at: place)
  case .text(.timezone):
    guard let moment = moment(of: document, at: place.range.start),
      let markdown = CronTimes.zoneMarkdown(text, at: moment) ?? CronTimes.problem(ofZone: text)
    else { return nil }
    return HoverResult(markdown: markdown, range: node.range)
  case .integer where field.name == "attempts":
    guard case .int(let tries) = node.scalarType, tries > 0 else { return nil }
    let retries = tries == 1 ? "no retry" : tries == 2 ? "1 retry" : "\(tries - 1) retries"
    return HoverResult(
      markdown: "\(tries == 1 ? "1 try" : "\(tries) tries"): the first and \(retries)\n\n\(field.documentation)",
      range: node.range)
  case .text(.principal), .text(.reference(.registry)):
    guard let entry = document.parsed.directoryPlaces.first(where: { $0.range.overlaps(node.range) }),
      let index = document.rowDocumentIndex(at: place.range.start)
    else { return nil }
    return HoverResult(
      markdown: DirectoryFacts.markdown(entry.entry, document.rowDocuments[index].directory), range: node.range)
  case .text(.reference(.workflow)): return hoverOnWorkflow(document, node, at: place)
  case .text(.reference(.input)):
    guard let index = document.workflowIndex(at: place.range.start),
      let input = document.contexts[index].workflow.inputs.first(where: { $0.name.value == text })
    else { return nil }
    return HoverResult(markdown: InputFacts.markdown(input), range: node.range)
  default: return nil
  }
}

/// The step whose id stands here, whatever its dialect calls that.
private func hoverOnOwnName(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: node.range.start),
    let step = document.contexts[index].workflow.steps.first(where: {
      $0.id.map { node.range.contains($0.range) } == true
    })
  else { return nil }
  return HoverResult(markdown: StepFacts(document.contexts[index], step.index).markdown, range: node.range)
}

private func moment(of document: AnalyzedDocument, at offset: Int) -> Instant? {
  document.rowDocumentIndex(at: offset).map { document.rowDocuments[$0].moment }
}

private func hoverOnCron(_ document: AnalyzedDocument, _ node: YAMLNode, at place: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: place.range.start) else { return nil }
  let context = document.contexts[index]
  var zone: String?
  for trigger in context.workflow.triggers {
    // An alias of one schedule may stand in triggers of several zones.
    guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron, cron.syntax == node.reference,
      node == place || trigger.range.contains(place.range)
    else { continue }
    zone = schedule.timezone?.value
  }
  if let times = CronTimes(node.text, in: zone) {
    return HoverResult(markdown: times.markdown(after: context.moment), range: node.range)
  }
  // Why it has no times, as its finding says it.
  let problems = CronExpression.parse(node.text).problems.map { "- \($0.message)" }
  return problems.isEmpty
    ? nil : HoverResult(markdown: "No schedule:\n\n\(problems.joined(separator: "\n"))", range: node.range)
}

/// Another workflow: what it is for, what it wants, what it gives.
private func hoverOnWorkflow(_ document: AnalyzedDocument, _ node: YAMLNode, at place: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: place.range.start),
    let other = document.contexts[index].workspace?.workflows(named: node.text).first
  else { return nil }
  var lines = [
    "**\(other.name)** in `\(PathWords.relative(other.path, from: PathWords.parent(of: document.parsed.path)))`"
  ]
  if !other.inputs.isEmpty {
    lines += ["", "Inputs:", ""] + other.inputs.map { "- \(InputFacts.line($0))" }
  }
  return HoverResult(markdown: lines.joined(separator: "\n"), range: node.range)
}

private func hoverOnStepReference(_ document: AnalyzedDocument, _ offset: Int) -> HoverResult? {
  if let place = document.namedPlace(at: offset)?.place, place.kind == "step" {
    return hoverOnStep(document, named: place.name, range: place.range)
  }
  guard let reference = document.stepReference(at: offset) else { return nil }
  return hoverOnStep(document, named: reference.value, range: reference.range)
}

func hoverOnStep(_ document: AnalyzedDocument, named id: String, range: TextRange) -> HoverResult? {
  guard let index = document.workflowIndex(at: range.start),
    let step = document.contexts[index].stepsByID[id]
  else { return nil }
  return HoverResult(markdown: StepFacts(document.contexts[index], step).markdown, range: range)
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
