// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// A document's outline: workflows with their inputs, triggers and steps.
package func symbols(of document: AnalyzedDocument) -> [SymbolNode] {
  document.contexts.map { context in
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
    let children = (inputs + triggers + steps).sorted { $0.range < $1.range }
    let range = children.reduce(context.root.range) { $0.union($1.range) }
    return SymbolNode(
      name?.value ?? "workflow", .workflow, detail: workflow.documentation?.value, range: range,
      nameRange: name?.range ?? context.root.range, children: children)
  }
}

private func stepSymbols(of list: Int, in workflow: Workflow, depth: Int = 0) -> [SymbolNode] {
  guard depth < 64, workflow.lists.indices.contains(list) else { return [] }
  return workflow.lists[list].steps.map { index in
    let step = workflow.steps[index]
    let inner: Int?
    var kind = OutlineKind.step
    switch step.action {
    case .group(let action):
      inner = action.list
      kind = .group
    case .loop(let action):
      inner = action.list
      kind = .group
    case .approval:
      inner = nil
      kind = .approval
    default: inner = nil
    }
    return SymbolNode(
      step.id?.value ?? step.displayName, kind, detail: step.type?.value, range: step.range,
      nameRange: step.id?.range ?? step.range,
      children: inner.map { stepSymbols(of: $0, in: workflow, depth: depth + 1) } ?? [])
  }
}
