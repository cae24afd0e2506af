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

/// One thing that may stand at a cursor because the document or the dialect's own language says so.
package struct NameChoice: Hashable, Sendable {
  /// What it stands for.
  package enum Kind: Hashable, Sendable {
    /// A step.
    case step
    /// Another name that the document declares.
    case name
    /// A member of a value in an expression.
    case member
    /// One of some words.
    case word
    /// A function.
    case function
  }

  /// What people read.
  package var label: String
  /// What it stands for.
  package var kind: Kind
  /// One line about it.
  package var detail: String?
  /// What is inserted where the label is not: in an expression.
  package var text: String
  /// What is replaced, in an expression; nil for the word around the cursor.
  package var range: TextRange?
  /// Its place in the list: lower comes first.
  package var rank: Int

  /// Makes a choice.
  package init(
    _ label: String, _ kind: Kind, detail: String? = nil, text: String? = nil, range: TextRange? = nil, rank: Int = 0
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.text = text ?? label
    self.range = range
    self.rank = rank
  }
}

/// Details of a document whose names are its own business alone, for editors.
package protocol NamingDocument: Sendable {
  /// Every place where a name that the document declares stands, in no order. Complexity: linear in the document.
  var namedPlaces: [NamedPlace] { get }
  /// What may stand at a cursor; nil where the rows alone know.
  func choices(at offset: Int, _ cursor: CursorContext) -> [NameChoice]?
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
