// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/definition`: where is this defined?
  package struct DefinitionParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}
