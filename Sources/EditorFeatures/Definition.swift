// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Where the thing under the cursor is defined: a step's id, an input, an output that a step declares, an alias's anchor.
/// What is declared at the cursor is defined there: editors show where it is used instead.
///
/// - Parameter offset: a byte offset of the document.
package func definitions(in document: AnalyzedDocument, at offset: Int) -> [DefinitionTarget] {
  if let named = document.namedDefinitions(at: offset) { return named }
  if document.linkage == nil, let reference = document.stepReference(at: offset),
    let index = document.workflowIndex(at: offset)
  {
    let context = document.contexts[index]
    guard let step = context.stepsByID[reference.value].map({ context.workflow.steps[$0] }), let id = step.id else {
      return []
    }
    return [DefinitionTarget(range: step.range, nameRange: id.range, originRange: reference.range)]
  }
  let places = document.occurrences(at: offset)
  if document.linkage != nil, let found = document.declaredDefinitions(at: offset) { return found }
  if let declaration = places.first(where: \.isDeclaration), !declaration.thing.isAnchor,
    let word = places.first(where: { $0.range.touches(offset) })
  {
    var range = declaration.range
    if case .step(let index, let id) = declaration.thing, let step = document.contexts[index].stepsByID[id] {
      range = document.contexts[index].workflow.steps[step].range
    }
    return [DefinitionTarget(range: range, nameRange: declaration.range, originRange: word.range)]
  }
  for context in document.contexts where context.workflow.reconciled == nil && document.linkage == nil {
    guard let name = context.workflow.name, name.range.touches(offset) else { continue }
    return [DefinitionTarget(range: name.range, nameRange: name.range, originRange: name.range)]
  }
  guard let node = document.parsed.tree.node(at: offset), node.kind == .alias, let target = node.resolved,
    let anchor = target.properties?.anchorRange
  else { return [] }
  return [DefinitionTarget(range: anchor.union(target.range), nameRange: anchor, originRange: node.range)]
}
