// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/codeLens`: which commands stand above which lines?
  package struct CodeLensParams: Codable, Hashable, Sendable {
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
  /// A command above a line.
  package struct CodeLens: Codable, Hashable, Sendable {
    /// The text that it is about, on one line.
    package var range: Range
    /// The command; absent until it is resolved.
    package var command: Command?
    /// What the server wants back in `codeLens/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(range: Range, command: Command? = nil, data: JSONValue? = nil) {
      self.range = range
      self.command = command
      self.data = data
    }
  }
}
