// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import YAMLSyntax

/// Something with a name that a file declares, and that it and others may name.
package struct DeclaredName: Hashable, Sendable {
  /// What it is, in the dialect's own words: `input`, `node type`.
  package var kind: String
  /// Its name as the declaring file writes it.
  package var name: String
  /// The declaring file's path; empty for what the product brings along.
  package var path: String

  /// Makes a name.
  package init(kind: String, name: String, path: String) {
    self.kind = kind
    self.name = name
    self.path = path
  }
}

/// A place of some file where a declared name stands.
package struct DeclaredPlace: Hashable, Sendable {
  /// What is named.
  package var name: DeclaredName
  /// The file's path.
  package var path: String
  /// The name's own text, without a namespace before it; half-open byte offsets of that file.
  package var range: TextRange
  /// Whether it is declared here.
  package var isDeclaration: Bool

  /// Makes a place.
  package init(_ name: DeclaredName, path: String, range: TextRange, isDeclaration: Bool) {
    self.name = name
    self.path = path
    self.range = range
    self.isDeclaration = isDeclaration
  }
}

/// One thing that may stand at a cursor.
package struct VocabularyChoice: Hashable, Sendable {
  /// What it stands for; editors draw a picture of it.
  package enum Kind: Hashable, Sendable {
    /// A key of a mapping.
    case key
    /// A step.
    case step
    /// Another name that is declared somewhere.
    case name
    /// A member of a value in an expression.
    case member
    /// A type.
    case type
    /// A function.
    case function
    /// One of some words.
    case word
    /// A file.
    case file
  }

  /// What people read, and what is written unless said.
  package var label: String
  /// What it stands for.
  package var kind: Kind
  /// One line about it.
  package var detail: String?
  /// What it is, as Markdown.
  package var documentation: String?
  /// What is written in place of the label, with places to fill in; a line break is followed by blanks relative to the
  /// cursor's line.
  package var snippet: String?
  /// What is written as it is in place of the label: in an expression.
  package var text: String?
  /// What is replaced, in an expression; nil for the word around the cursor.
  package var range: TextRange?
  /// Its place in the list: lower comes first.
  package var rank: Int

  /// Makes a choice.
  package init(
    _ label: String, _ kind: Kind, detail: String? = nil, documentation: String? = nil, snippet: String? = nil,
    text: String? = nil, range: TextRange? = nil, rank: Int = 0
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    self.snippet = snippet
    self.text = text
    self.range = range
    self.rank = rank
  }
}

/// What an editor is told of a document together with all that it imports, or with the document that imports it.
package protocol DialectVocabulary: Sendable {
  /// Every place of all files where a name stands that some file declares. Complexity: linear in the files.
  var places: [DeclaredPlace] { get }
  /// What people are told of a name, as Markdown.
  func documentation(of name: DeclaredName) -> String?
  /// What people are told of a word of the language itself, as Markdown: a function, a basic type.
  func documentation(of node: YAMLNode) -> String?
  /// What may stand at a cursor of the file at a path, besides what the rows say.
  func choices(at cursor: CursorContext, in path: String) -> [VocabularyChoice]
  /// The files of the workspace that may be named at a cursor of the file at a path.
  func files(at cursor: CursorContext, in path: String, among paths: WorkspacePaths) -> [VocabularyChoice]
  /// The texts of the file at a path that lead to other files, with those files' paths.
  func links(in path: String) -> [(range: TextRange, path: String)]
  /// The words of the file at a path that call functions.
  func calls(in path: String) -> [TextRange]
}

/// Details of documents that declare names for each other.
package protocol NamingDetails: ImportingDetails {
  /// The document with everything that it imports, for editors.
  func vocabulary(at path: String, _ files: ImportedFiles, folders: [String]) -> any DialectVocabulary
}
