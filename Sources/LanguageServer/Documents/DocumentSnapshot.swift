// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// One version of an open document: an immutable value that requests work on while the document moves on.
package struct DocumentSnapshot: Sendable {
  /// Its URI.
  package let uri: DocumentURI
  /// The client's name for its language.
  package let languageID: String
  /// The client's version; nil where it sends none.
  package let version: Int?
  /// Grows with each change of any document, across closing and reopening: equal generations are equal texts.
  package let generation: Int
  /// Its text.
  package let text: SourceText

  /// Makes a snapshot.
  package init(uri: DocumentURI, languageID: String, version: Int?, generation: Int, text: SourceText) {
    self.uri = uri
    self.languageID = languageID
    self.version = version
    self.generation = generation
    self.text = text
  }
}

/// Everything that is open at one moment: an immutable value, copied for the price of a few references.
package struct SessionSnapshot: Sendable {
  /// The open documents by the key of their URI.
  package internal(set) var documents: [String: DocumentSnapshot] = [:]
  /// The absolute paths of the open folders, in the client's order.
  package internal(set) var folders: [String] = []
  /// The client's settings for this server as JSON; nil where it has sent none.
  package internal(set) var settings: [UInt8]?
  /// Grows with each change of folders, settings or watched files.
  package internal(set) var epoch = 0

  /// An empty workspace.
  package init() {}

  /// The open document at `uri`.
  package func document(at uri: DocumentURI) -> DocumentSnapshot? { documents[uri.key] }

  /// The open documents, sorted by key.
  package var sortedDocuments: [DocumentSnapshot] {
    documents.sorted { $0.key < $1.key }.map(\.value)
  }
}
