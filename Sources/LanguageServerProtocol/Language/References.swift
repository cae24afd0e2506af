// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What counts as a reference.
  package struct ReferenceContext: Codable, Hashable, Sendable {
    /// Whether the declaration does.
    package var includeDeclaration: Bool

    /// Makes one.
    package init(includeDeclaration: Bool) {
      self.includeDeclaration = includeDeclaration
    }
  }
}

extension LSP {
  /// `textDocument/references`: where is this used?
  package struct ReferenceParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position
    /// What counts.
    package var context: ReferenceContext?
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, context: ReferenceContext? = nil,
      workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.context = context
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}
