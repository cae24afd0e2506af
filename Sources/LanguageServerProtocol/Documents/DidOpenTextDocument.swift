// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A document with its text.
  package struct TextDocumentItem: Codable, Hashable, Sendable {
    /// As the client spells it.
    package var uri: String
    /// The client's name for its language: `yaml`.
    package var languageId: String?
    /// Its version.
    package var version: Int?
    /// Its whole text.
    package var text: String

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, languageId: String? = nil, version: Int? = nil, text: String) {
      self.uri = uri
      self.languageId = languageId
      self.version = version
      self.text = text
    }
  }
}

extension LSP {
  /// `textDocument/didOpen`: from now on the client owns the text.
  package struct DidOpenTextDocumentParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentItem

    /// Makes one.
    package init(textDocument: TextDocumentItem) {
      self.textDocument = textDocument
    }
  }
}
