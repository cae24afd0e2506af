// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/selectionRange`: how does a selection grow?
  package struct SelectionRangeParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The cursors.
    package var positions: [Position]
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, positions: [Position], workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.positions = positions
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}
