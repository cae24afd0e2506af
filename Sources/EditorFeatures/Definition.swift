// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Where the thing under the cursor is defined: a step's id, an input, an output that a step declares, an alias's anchor.
///
/// - Parameter offset: a byte offset of the document.
package func definitions(in document: AnalyzedDocument, at offset: Int) -> [DefinitionTarget] {
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
    let word = places.first(where: { $0.range.touches(offset) }), !word.isDeclaration
  {
    return [DefinitionTarget(range: declaration.range, nameRange: declaration.range, originRange: word.range)]
  }
  guard let node = document.parsed.tree.node(at: offset), node.kind == .alias, let target = node.resolved,
    let anchor = target.properties?.anchorRange
  else { return [] }
  return [DefinitionTarget(range: anchor.union(target.range), nameRange: anchor, originRange: node.range)]
}
