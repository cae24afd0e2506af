// SPDX-License-Identifier: Apache-2.0
import Rules
import Diagnostics
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Writes a scenario file for a workflow's file, beside it: one run in which everything goes well.
func scenarioActions(in document: AnalyzedDocument) -> [EditorAction] {
  let path = document.parsed.path
  guard path.hasPrefix("/"), case .workflow(let dialect) = document.parsed.kind,
    let notation = StepNotation.of(dialect: dialect),
    let workflow = document.contexts.first?.workflow, document.contexts.count == 1, !workflow.steps.isEmpty,
    !document.diagnostics.contains(where: { $0.severity == .error })
  else { return [] }
  let name = PathWords.name(of: path)
  guard let suffix = [".wf.yaml", ".wf.yml", ".yaml", ".yml"].first(where: { name.hasSuffix($0) }) else { return [] }
  let stem = String(decoding: Array(name.utf8).dropLast(suffix.utf8.count), as: UTF8.self)
  let target = PathWords.parent(of: path) + "/" + stem + ".sim.yaml"
  return [
    EditorAction(
      "Write a scenario for this file", .source, edits: [],
      newFile: EditorAction.NewFile(path: target, text: scenarioText(of: workflow, notation, named: name)))
  ]
}

private func scenarioText(of workflow: Workflow, _ notation: StepNotation, named name: String) -> String {
  var lines = [
    "schema: wflint-sim/v1", "workflow: \(YAMLQuoting.quoteIfNeeded(name))",
    "# What no mock speaks of goes well, in its expected time.", "defaults: {unmocked: success}", "scenarios:",
    "  - name: happy path",
  ]
  let inputs = workflow.inputs.filter(\.isNeeded).map { "\($0.name.value): \(sample(of: $0))" }
  let types = workflow.triggers.compactMap { $0.type?.value }
  if notation.hasTriggers, types.isEmpty || types.contains("manual") {
    lines.append("    trigger:")
    lines.append("      type: manual")
    if !inputs.isEmpty { lines += ["      inputs:"] + inputs.map { "        \($0)" } }
  }
  lines += ["    expect:", "      status: success"]
  let ids = workflow.lists.first?.steps.compactMap { workflow.steps[$0].id?.value } ?? []
  if let last = ids.last, let step = workflow.steps.first(where: { $0.id?.value == last }), step.condition == nil,
    workflow.reconciled?.steps[step.index].condition == nil
  {
    lines.append("      ran: \(ActionContext.list([last]))")
  }
  return lines.joined(separator: "\n") + "\n"
}

/// A value that an input takes.
private func sample(of input: InputDeclaration) -> String {
  if case .text(let text)? = input.options.first?.content { return YAMLQuoting.quoteIfNeeded(text.text) }
  switch input.type?.value {
  case "integer", "number": return "1"
  case "boolean": return "true"
  case "list": return "[]"
  case "map", "object": return "{}"
  default: return "sample"
  }
}
