// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/foldingRange`: what can be folded?
  package struct FoldingRangeParams: Codable, Hashable, Sendable {
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
  /// What is folded.
  package struct FoldingRangeKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The name in the protocol; unknown ones are kept.
    package let rawValue: String

    /// Takes any name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A comment.
    package static let comment = FoldingRangeKind(rawValue: "comment")
    /// Imports.
    package static let imports = FoldingRangeKind(rawValue: "imports")
    /// A region that people marked.
    package static let region = FoldingRangeKind(rawValue: "region")
  }
}

extension LSP {
  /// Lines that can be folded.
  package struct FoldingRange: Codable, Hashable, Sendable {
    /// The line that stays visible.
    package var startLine: Int
    /// Where in it the fold starts; its end where absent.
    package var startCharacter: Int?
    /// The last line that is hidden.
    package var endLine: Int
    /// Where in it the fold ends; its end where absent.
    package var endCharacter: Int?
    /// What is folded.
    package var kind: FoldingRangeKind?
    /// What is shown instead.
    package var collapsedText: String?

    /// Makes one; what may be absent is absent at first.
    package init(
      startLine: Int, startCharacter: Int? = nil, endLine: Int, endCharacter: Int? = nil, kind: FoldingRangeKind? = nil,
      collapsedText: String? = nil
    ) {
      self.startLine = startLine
      self.startCharacter = startCharacter
      self.endLine = endLine
      self.endCharacter = endCharacter
      self.kind = kind
      self.collapsedText = collapsedText
    }
  }
}
