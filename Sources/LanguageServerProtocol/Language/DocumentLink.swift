// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/documentLink`: what leads elsewhere?
  package struct DocumentLinkParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// A text that leads elsewhere.
  package struct DocumentLink: Codable, Hashable, Sendable {
    /// The text.
    package var range: Range
    /// A URI; absent until it is resolved.
    package var target: String?
    /// More about it.
    package var tooltip: String?
    /// What the server wants back in `documentLink/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(range: Range, target: String? = nil, tooltip: String? = nil, data: JSONValue? = nil) {
      self.range = range
      self.target = target
      self.tooltip = tooltip
      self.data = data
    }
  }
}
