// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Names a document.
  package struct TextDocumentIdentifier: Codable, Hashable, Sendable {
    /// As the client spells it.
    package var uri: String

    /// Makes one.
    package init(uri: String) {
      self.uri = uri
    }
  }
}

extension LSP {
  /// Names a document in a version.
  package struct VersionedTextDocumentIdentifier: Codable, Hashable, Sendable {
    /// As the client spells it.
    package var uri: String
    /// Grows with each change; old clients send none.
    package var version: Int?

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, version: Int? = nil) {
      self.uri = uri
      self.version = version
    }
  }
}

extension LSP {
  /// A place in a document, for requests that need no more.
  package struct TextDocumentPositionParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position

    /// Makes one.
    package init(textDocument: TextDocumentIdentifier, position: Position) {
      self.textDocument = textDocument
      self.position = position
    }
  }
}
