// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// A document's outline: workflows with their inputs, triggers and steps.
package func symbols(of document: AnalyzedDocument) -> [SymbolNode] {
  if document.contexts.isEmpty { return document.rowContexts.flatMap { rowSymbols($0, document) } }
  if document.linkage != nil { return document.contexts.flatMap { blueprintSymbols($0.root) } }
  return document.contexts.enumerated().map { index, context in
    let workflow = context.workflow
    let name = workflow.name
    let inputs = workflow.inputs.map { input in
      SymbolNode(
        input.name.value, .input, detail: input.type?.value, range: input.name.range.union(input.range),
        nameRange: input.name.range)
    }
    let triggers = workflow.triggers.map { trigger in
      SymbolNode(
        trigger.type?.value ?? "trigger", .trigger, range: trigger.range,
        nameRange: trigger.type?.range ?? trigger.range)
    }
    let steps = stepSymbols(of: 0, in: workflow)
    let children = (inputs + triggers + steps + document.namedSymbols(ofWorkflow: index)).sorted { $0.range < $1.range }
    let range = children.reduce(context.root.range) { $0.union($1.range) }
    return SymbolNode(
      name?.value ?? "workflow", .workflow, detail: workflow.documentation?.value, range: range,
      nameRange: name?.range ?? context.root.range, children: children)
  }
}

/// The scenarios of a scenario file; the sections of a configuration with what they name.
private func rowSymbols(_ context: WorkflowContext, _ document: AnalyzedDocument) -> [SymbolNode] {
  if document.parsed.kind == .scenario { return scenarioSymbols(context.root) }
  return context.root.entries.compactMap { entry in
    guard entry.key.kind == .scalar else { return nil }
    let children = entry.value.entries.prefix(1000).compactMap { child -> SymbolNode? in
      guard child.key.kind == .scalar, !child.key.text.isEmpty else { return nil }
      return SymbolNode(child.key.text, .property, range: child.range, nameRange: child.key.range)
    }
    return SymbolNode(
      entry.key.text, .section, range: entry.range, nameRange: entry.key.range, children: children)
  }
}

/// The scenarios of a scenario file.
func scenarioSymbols(_ root: YAMLNode) -> [SymbolNode] {
  (root.mergedEntry("scenarios")?.value.resolved?.items ?? []).compactMap { written in
    guard let node = written.resolved, let name = node.mergedEntry("name")?.value.resolved, name.kind == .scalar,
      !name.text.isEmpty
    else { return nil }
    return SymbolNode(
      name.text, .scenario, detail: node.mergedEntry("expect")?.value.resolved?.mergedEntry("status")?.value.text,
      range: node.range.union(name.range), nameRange: name.contentRange)
  }
}

/// The sections of a document whose sections declare names, with what they declare.
func blueprintSymbols(_ root: YAMLNode) -> [SymbolNode] {
  let kinds: [String: OutlineKind] = [
    "inputs": .input, "outputs": .output, "capabilities": .output, "workflows": .workflow,
  ]
  return root.entries.compactMap { entry in
    guard entry.key.kind == .scalar, !entry.key.text.isEmpty else { return nil }
    let section = entry.key.text
    guard ["dsl_definitions", "metadata"].contains(section) == false else {
      return SymbolNode(section, .section, range: entry.range, nameRange: entry.key.range)
    }
    let children = entry.value.entries.prefix(2000).compactMap { child -> SymbolNode? in
      guard child.key.kind == .scalar, !child.key.text.isEmpty, !child.key.textEquals("<<") else { return nil }
      let body = child.value.resolved
      let detail = ["type", "derived_from", "mapping", "executor"].lazy.compactMap { key in
        body?.entry(named: key)?.value.locatedText?.value
      }.first
      return SymbolNode(
        child.key.text, kinds[section] ?? .property, detail: detail ?? body?.locatedText?.value, range: child.range,
        nameRange: child.key.range)
    }
    return SymbolNode(section, .section, range: entry.range, nameRange: entry.key.range, children: children)
  }
}

private func stepSymbols(of list: Int, in workflow: Workflow, depth: Int = 0) -> [SymbolNode] {
  guard depth < 64, workflow.lists.indices.contains(list) else { return [] }
  return workflow.lists[list].steps.map { index in
    let step = workflow.steps[index]
    let inner: Int?
    switch step.action {
    case .group(let action): inner = action.list
    case .loop(let action): inner = action.list
    default: inner = nil
    }
    return SymbolNode(
      step.id?.value ?? step.displayName, outlineKind(of: step), detail: step.type?.value, range: step.range,
      nameRange: step.id?.range ?? step.range,
      children: inner.map { stepSymbols(of: $0, in: workflow, depth: depth + 1) } ?? [])
  }
}

/// What a step is in an outline.
func outlineKind(of step: Step) -> OutlineKind {
  switch step.action {
  case .group, .loop: .group
  case .approval: .approval
  default: .step
  }
}
