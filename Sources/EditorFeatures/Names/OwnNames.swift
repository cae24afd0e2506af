// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

extension AnalyzedDocument {
  /// A workflow's names where they are its dialect's own business; nil where those of all dialects are meant.
  func naming(ofWorkflow index: Int) -> (any NamingDocument)? {
    contexts.indices.contains(index) ? contexts[index].lowered.details as? any NamingDocument : nil
  }

  /// The places of a workflow's own names; nil where its dialect has none.
  func namedOccurrences(ofWorkflow index: Int) -> [Occurrence]? {
    naming(ofWorkflow: index)?.namedPlaces.map { place in
      Occurrence(
        .named(workflow: index, kind: place.kind, name: place.name), place.range, isDeclaration: place.isDeclaration)
    }
  }

  /// The place with a dialect's own name at an offset.
  func namedPlace(at offset: Int) -> (place: NamedPlace, naming: any NamingDocument)? {
    guard let index = workflowIndex(at: offset), let naming = naming(ofWorkflow: index) else { return nil }
    let touching = naming.namedPlaces.filter { $0.range.touches(offset) }
    return (touching.first { $0.range.contains(offset) } ?? touching.first).map { ($0, naming) }
  }

  /// Where the dialect's own name at an offset is declared; nil where none stands there.
  func namedDefinitions(at offset: Int) -> [DefinitionTarget]? {
    guard let (place, naming) = namedPlace(at: offset) else { return nil }
    return naming.namedPlaces.filter { $0.kind == place.kind && $0.name == place.name && $0.isDeclaration }.map {
      DefinitionTarget(range: $0.extent ?? $0.range, nameRange: $0.range, originRange: place.range)
    }
  }

  /// What is told of a dialect's own name, or of a word of its expressions.
  func namedHover(at offset: Int) -> HoverResult? {
    if let (place, naming) = namedPlace(at: offset) {
      return naming.documentation(of: place).map { HoverResult(markdown: $0, range: place.range) }
    }
    guard let index = workflowIndex(at: offset), let naming = naming(ofWorkflow: index) else { return nil }
    return naming.documentation(at: offset).map { HoverResult(markdown: $0.markdown, range: $0.range) }
  }

  /// What a workflow declares besides its steps, for its outline.
  func namedSymbols(ofWorkflow index: Int) -> [SymbolNode] {
    (naming(ofWorkflow: index)?.namedPlaces ?? []).compactMap { place in
      guard let extent = place.extent, place.kind != "step", place.kind != "output" else { return nil }
      return SymbolNode(
        place.name, .property, detail: place.detail ?? place.kind, range: extent.union(place.range),
        nameRange: place.range)
    }
  }
}

extension CompletionPlace {
  /// The names and words that the dialect itself knows at the cursor; nil where the rows alone know.
  func namedItems() -> [CompletionItem]? {
    guard let index = document.workflowIndex(at: offset), let naming = document.naming(ofWorkflow: index),
      let choices = naming.choices(at: offset, cursor)
    else { return nil }
    var seen: Set<String> = []
    return choices.filter { seen.insert($0.label).inserted }.map { item($0) }
  }
}
