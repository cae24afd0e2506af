// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/didClose`: the text on disk counts again.
  package struct DidCloseTextDocumentParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier

    /// Makes one.
    package init(textDocument: TextDocumentIdentifier) {
      self.textDocument = textDocument
    }
  }
}
