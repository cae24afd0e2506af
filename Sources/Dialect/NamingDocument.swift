// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import YAMLSyntax

/// A place of a document where a name stands that the document itself declares.
package struct NamedPlace: Hashable, Sendable {
  /// What it is, in the dialect's own words: `step`, `component`.
  package var kind: String
  /// The name.
  package var name: String
  /// The name's own text, half-open byte offsets.
  package var range: TextRange
  /// Everything that is declared with the name, where it is declared here; nil for other places.
  package var extent: TextRange?
  /// The type of what is declared.
  package var detail: String?

  /// Makes a place.
  package init(kind: String, name: String, range: TextRange, extent: TextRange? = nil, detail: String? = nil) {
    self.kind = kind
    self.name = name
    self.range = range
    self.extent = extent
    self.detail = detail
  }

  /// Whether the thing is declared here.
  package var isDeclaration: Bool { extent != nil }
}

/// Details of a document whose names are its own business alone, for editors.
package protocol NamingDocument: Sendable {
  /// Every place where a name that the document declares stands, in no order. Complexity: linear in the document.
  var namedPlaces: [NamedPlace] { get }
  /// What may stand at a cursor; nil where the rows alone know.
  func choices(at offset: Int, _ cursor: CursorContext) -> [VocabularyChoice]?
  /// What people are told of a name, as Markdown.
  func documentation(of place: NamedPlace) -> String?
  /// What people are told of a word of the dialect's own expressions, as Markdown, and the word.
  func documentation(at offset: Int) -> (markdown: String, range: TextRange)?
  /// The edits that give the thing of a place another name, or a sentence why there are none.
  func renaming(_ place: NamedPlace, to newName: String) -> Result<[TextEdit], NamingProblem>
}

/// Why a thing cannot have a name.
package struct NamingProblem: Error, Hashable, Sendable {
  /// What is in the way.
  package var message: String

  /// Makes a problem.
  package init(message: String) { self.message = message }
}
