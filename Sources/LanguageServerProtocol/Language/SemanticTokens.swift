// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/semanticTokens/full`: what is what?
  package struct SemanticTokensParams: Codable, Hashable, Sendable {
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
  /// `textDocument/semanticTokens/full/delta`: what has changed?
  package struct SemanticTokensDeltaParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The last answer.
    package var previousResultId: String
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, previousResultId: String, workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.previousResultId = previousResultId
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// `textDocument/semanticTokens/range`: what is what in there?
  package struct SemanticTokensRangeParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The range.
    package var range: Range
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, range: Range, workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.range = range
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// Tokens of a document.
  package struct SemanticTokens: Codable, Hashable, Sendable {
    /// Names this answer for a delta.
    package var resultId: String?
    /// Five numbers a token: line and column relative to the one before, length, type, modifiers.
    package var data: [Int]

    /// Makes one; what may be absent is absent at first.
    package init(resultId: String? = nil, data: [Int]) {
      self.resultId = resultId
      self.data = data
    }
  }
}

extension LSP {
  /// A change of the numbers of the last answer.
  package struct SemanticTokensEdit: Codable, Hashable, Sendable {
    /// The index of the first number that goes.
    package var start: Int
    /// How many go.
    package var deleteCount: Int
    /// What comes.
    package var data: [Int]?

    /// Makes one; what may be absent is absent at first.
    package init(start: Int, deleteCount: Int, data: [Int]? = nil) {
      self.start = start
      self.deleteCount = deleteCount
      self.data = data
    }
  }
}

extension LSP {
  /// Changes of the last answer.
  package struct SemanticTokensDelta: Codable, Hashable, Sendable {
    /// Names the answer that they make.
    package var resultId: String?
    /// The changes.
    package var edits: [SemanticTokensEdit]

    /// Makes one; what may be absent is absent at first.
    package init(resultId: String? = nil, edits: [SemanticTokensEdit]) {
      self.resultId = resultId
      self.edits = edits
    }
  }
}
