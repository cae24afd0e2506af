// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import Dialect
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

extension AnalyzedDocument {
  /// The merged documents that the file is a part of; none where its dialect has no imports.
  package var vocabularies: [any DialectVocabulary] { linkage?.vocabularies(of: parsed) ?? [] }

  /// The places of this file where declared names stand; nil where its dialect has none.
  var declaredOccurrences: [Occurrence]? {
    guard linkage != nil else { return nil }
    return vocabularies.flatMap(\.places).filter { $0.path == parsed.path }.map {
      Occurrence(.declared($0.name), $0.range, isDeclaration: $0.isDeclaration)
    }
  }

  /// The words that call functions.
  var calls: [TextRange] { vocabularies.last?.calls(in: parsed.path) ?? [] }

  /// The imports, with the files that they lead to.
  var importLinks: [(range: TextRange, path: String)] { vocabularies.last?.links(in: parsed.path) ?? [] }

  /// Where the declared name at an offset is declared in this file; nil where none stands there.
  func declaredDefinitions(at offset: Int) -> [DefinitionTarget]? {
    guard let found = occurrence(at: offset), found.thing.declaredName != nil else { return nil }
    return occurrences.filter { $0.thing == found.thing && $0.isDeclaration }.map { place in
      let entry = parsed.tree.node(at: place.range.start)?.enclosingEntry
      return DefinitionTarget(
        range: entry?.range ?? place.range, nameRange: place.range, originRange: found.range)
    }
  }

  /// The import at an offset with the file that it leads to.
  package func importLink(at offset: Int) -> (range: TextRange, path: String)? {
    importLinks.first { $0.range.touches(offset) }
  }

  /// The places of all files of the document itself, as a main file, where a thing is named.
  package func places(ofDeclared thing: SharedThing) -> [SharedPlace] {
    guard case .declared(let name) = thing else { return [] }
    return (vocabularies.last?.places ?? []).filter { $0.name == name }.map {
      SharedPlace(path: $0.path, range: $0.range, isDeclaration: $0.isDeclaration)
    }
  }

  /// The other names of the thing's kind that the document, as a main file, and its imports declare.
  package func names(beside thing: SharedThing) -> [String] {
    guard case .declared(let name) = thing else { return [] }
    return (vocabularies.last?.places ?? []).filter {
      $0.isDeclaration && $0.name.kind == name.kind && $0.name.name != name.name
    }.map(\.name.name)
  }

  /// The places of other files where the declared name at an offset is declared, and the text that names it.
  package func declarationsElsewhere(at offset: Int) -> (places: [SharedPlace], origin: TextRange)? {
    guard linkage != nil, let found = occurrence(at: offset), let name = found.thing.declaredName else { return nil }
    var seen: Set<DeclaredPlace> = []
    let places = vocabularies.flatMap(\.places).filter {
      $0.name == name && $0.isDeclaration && $0.path != parsed.path && seen.insert($0).inserted
    }
    return (places.map { SharedPlace(path: $0.path, range: $0.range, isDeclaration: true) }, found.range)
  }
}

/// What is told of a declared name, of a function or of a basic type.
func hoverOnDeclaredName(_ document: AnalyzedDocument, _ offset: Int) -> HoverResult? {
  let vocabularies = document.vocabularies
  if let found = document.occurrence(at: offset), let name = found.thing.declaredName {
    for vocabulary in vocabularies {
      if let text = vocabulary.documentation(of: name) { return HoverResult(markdown: text, range: found.range) }
    }
  }
  guard let node = document.parsed.tree.node(at: offset), node.range.touches(offset) else { return nil }
  for vocabulary in vocabularies {
    if let text = vocabulary.documentation(of: node) { return HoverResult(markdown: text, range: node.contentRange) }
  }
  return nil
}
