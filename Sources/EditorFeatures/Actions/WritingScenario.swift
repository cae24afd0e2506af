// SPDX-License-Identifier: Apache-2.0
import Dialect
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
    let context = document.contexts.first, document.contexts.count == 1,
    !document.diagnostics.contains(where: { $0.severity == .error })
  else { return [] }
  let workflow = context.workflow
  let notation = StepNotation.of(dialect: dialect)
  guard notation == nil ? canBeDeployed(document, context) : !workflow.steps.isEmpty else { return [] }
  let name = PathWords.name(of: path)
  guard let suffix = [".wf.yaml", ".wf.yml", ".yaml", ".yml"].first(where: { name.hasSuffix($0) }) else { return [] }
  let stem = String(decoding: Array(name.utf8).dropLast(suffix.utf8.count), as: UTF8.self)
  let target = PathWords.parent(of: path) + "/" + stem + ".sim.yaml"
  let text = notation.map { scenarioText(of: workflow, $0, named: name) } ?? deploymentText(of: context, named: name)
  guard notation != nil || isDeployable(document, context, with: text) else { return [] }
  return [
    EditorAction(
      "Write a scenario for this file", .source, edits: [],
      newFile: EditorAction.NewFile(path: target, text: text))
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

/// One installation in which every operation succeeds, and the way back.
private func deploymentText(of context: WorkflowContext, named name: String) -> String {
  var lines = ["schema: wflint-sim/v1", "workflow: \(YAMLQuoting.quoteIfNeeded(name))"]
  let declared = context.root.mergedEntry("inputs")?.value.resolved
  let inputs = context.workflow.inputs.filter { input in
    let body = declared?.mergedEntries.first { $0.key.text == input.name.value }?.value.resolved
    return body?.mergedEntry("default") == nil && body?.mergedEntry("required")?.value.locatedBool?.value != false
  }
  if !inputs.isEmpty {
    lines.append("inputs:")
    lines += inputs.map { "  \(YAMLQuoting.quoteIfNeeded($0.name.value)): \(sample(of: $0))" }
  }
  lines += [
    "# What no mock speaks of goes well.", "defaults: {unmocked: success}", "scenarios:",
    "  - name: install", "    workflow: install", "    expect: {status: terminated}",
    "  - name: uninstall", "    workflow: uninstall", "    deployment: {state: started}",
    "    expect: {status: terminated}",
  ]
  return lines.joined(separator: "\n") + "\n"
}

/// Whether a deployment can be made with the inputs that a scenario file gives it: those of imported files are not among
/// them, nor is anything known of what their constraints want.
private func isDeployable(_ document: AnalyzedDocument, _ context: WorkflowContext, with scenario: String) -> Bool {
  guard let details = context.lowered.details as? any DeployableDetails else { return false }
  let file = ParsedDocument(path: "a.sim.yaml", text: SourceText(scenario))
  return details.deployed(
    context.workflow, inputs: file.tree.documents.first?.root.mergedEntry("inputs")?.value.resolved,
    at: document.parsed.path, document.linkage?.imports ?? ImportedFiles(), folders: document.linkage?.folders ?? []
  ).problems.isEmpty
}

/// A value that an input takes.
private func sample(of input: InputDeclaration) -> String {
  if case .text(let text)? = input.options.first?.content { return YAMLQuoting.quoteIfNeeded(text.text) }
  switch input.type?.value {
  case "integer", "number", "float": return "1"
  case "boolean": return "true"
  case "list": return "[]"
  case "map", "object", "dict": return "{}"
  default: return "sample"
  }
}
