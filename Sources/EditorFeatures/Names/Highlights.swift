// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Rules
import SourceText
import WorkflowModel

/// What is highlighted together with the thing at an offset: its occurrences in the document, in document order, those
/// that are given from one of the file's workflows to another included. In a scenario file these are the places of a step,
/// input or output of the workflow, in a configuration those of an entry.
package func highlights(in document: AnalyzedDocument, at offset: Int) -> [Occurrence] {
  let own = document.occurrences(at: offset)
  if let first = own.first {
    return (references(in: document, at: offset) + document.givenPlaces(of: first.thing)).sorted { $0.range < $1.range }
  }
  let names = document.workflowOccurrences(at: offset)
  if !names.isEmpty { return names }
  let given = document.calledInputs(at: offset)
  if !given.isEmpty { return given }
  let mentions = scenarioMentions(in: document.parsed)
  if let found = mentions.first(where: { $0.range.touches(offset) }) {
    return mentions.filter {
      $0.id == found.id && $0.calls == found.calls && ($0.workflow == nil || $0.workflow == found.workflow)
    }.map {
      Occurrence(.step(workflow: 0, id: $0.id), $0.range)
    }
  }
  let members = scenarioMembers(in: document.parsed)
  if let found = members.first(where: { $0.range.touches(offset) }) {
    return members.filter {
      $0.kind == found.kind && $0.name == found.name && $0.calls == found.calls && $0.isOf(found.workflow)
    }.map {
      Occurrence(.input(workflow: 0, name: $0.name), $0.range)
    }
  }
  let entries = document.parsed.directoryPlaces
  guard let found = entries.first(where: { $0.range.touches(offset) }) else { return [] }
  return entries.filter { $0.entry == found.entry }.map {
    Occurrence(.entry($0.entry), $0.range, isDeclaration: $0.isDeclaration)
  }
}

extension AnalyzedDocument {
  /// The places of the workflow that is named at an offset.
  fileprivate func workflowOccurrences(at offset: Int) -> [Occurrence] {
    let places = workflowNames()
    guard let found = places.first(where: { $0.range.touches(offset) }) else { return [] }
    let name = text(found.range)
    // A controller tells objects of one name apart by their kinds: there a name is its own only place.
    let isAlone = contexts.contains { $0.workflow.reconciled != nil }
    return places.filter { isAlone ? $0.range == found.range : text($0.range) == name }.map {
      Occurrence(.workflow(name), $0.range, isDeclaration: $0.isDeclaration)
    }.sorted { $0.range < $1.range }
  }

  /// Where the file's calls give an input of one of its own workflows a value.
  fileprivate func givenPlaces(of thing: NamedThing) -> [Occurrence] {
    guard case .input(let index, let name) = thing, let callee = contexts[index].workflow.name?.value else { return [] }
    return parsed.callInputs.filter { $0.workflow == callee && $0.name == name }.map { Occurrence(thing, $0.range) }
  }

  /// The places of the input that a call gives a value at an offset: in all calls of that workflow, and in the workflow
  /// itself where it stands in this file.
  fileprivate func calledInputs(at offset: Int) -> [Occurrence] {
    guard let given = parsed.callInputs.first(where: { $0.range.touches(offset) }) else { return [] }
    if let callee = contexts.firstIndex(where: { $0.workflow.name?.value == given.workflow }) {
      let thing = NamedThing.input(workflow: callee, name: given.name)
      let own = occurrences.filter { $0.thing == thing }
      return (own + givenPlaces(of: thing)).sorted { $0.range < $1.range }
    }
    let thing = NamedThing.calledInput(workflow: given.workflow, name: given.name)
    return parsed.callInputs.filter { $0.workflow == given.workflow && $0.name == given.name }.map {
      Occurrence(thing, $0.range)
    }
  }
}
