// SPDX-License-Identifier: Apache-2.0
package import Analysis
import SourceText
import WorkflowModel

/// What is highlighted together with the thing at an offset: its occurrences in the document, in document order. In a
/// scenario file these are the places of a step, input or output of the workflow, in a configuration those of an entry.
package func highlights(in document: AnalyzedDocument, at offset: Int) -> [Occurrence] {
  let own = document.occurrences(at: offset)
  if !own.isEmpty { return own }
  let mentions = scenarioMentions(in: document.parsed)
  if let found = mentions.first(where: { $0.range.touches(offset) }) {
    return mentions.filter { $0.id == found.id && ($0.workflow == nil || $0.workflow == found.workflow) }.map {
      Occurrence(.step(workflow: 0, id: $0.id), $0.range)
    }
  }
  let members = scenarioMembers(in: document.parsed)
  if let found = members.first(where: { $0.range.touches(offset) }) {
    return members.filter { $0.kind == found.kind && $0.name == found.name && $0.isOf(found.workflow) }.map {
      Occurrence(.input(workflow: 0, name: $0.name), $0.range)
    }
  }
  let entries = document.parsed.directoryPlaces
  guard let found = entries.first(where: { $0.range.touches(offset) }) else { return [] }
  return entries.filter { $0.entry == found.entry }.map {
    Occurrence(.entry($0.entry), $0.range, isDeclaration: $0.isDeclaration)
  }
}
