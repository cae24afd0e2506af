// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/didSave`.
  package struct DidSaveTextDocumentParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// Its text, where it was asked for.
    package var text: String?

    /// Makes one; what may be absent is absent at first.
    package init(textDocument: TextDocumentIdentifier, text: String? = nil) {
      self.textDocument = textDocument
      self.text = text
    }
  }
}
