// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How people like their text.
  package struct FormattingOptions: Codable, Hashable, Sendable {
    /// Columns a tab.
    package var tabSize: Int
    /// Whether tabs become spaces.
    package var insertSpaces: Bool
    /// Whether space at a line's end goes.
    package var trimTrailingWhitespace: Bool?
    /// Whether the last line ends.
    package var insertFinalNewline: Bool?
    /// Whether empty lines at the end go.
    package var trimFinalNewlines: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      tabSize: Int, insertSpaces: Bool, trimTrailingWhitespace: Bool? = nil, insertFinalNewline: Bool? = nil,
      trimFinalNewlines: Bool? = nil
    ) {
      self.tabSize = tabSize
      self.insertSpaces = insertSpaces
      self.trimTrailingWhitespace = trimTrailingWhitespace
      self.insertFinalNewline = insertFinalNewline
      self.trimFinalNewlines = trimFinalNewlines
    }
  }
}

extension LSP {
  /// `textDocument/formatting`.
  package struct DocumentFormattingParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// How.
    package var options: FormattingOptions?
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, options: FormattingOptions? = nil, workDoneToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.options = options
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// `textDocument/rangeFormatting`.
  package struct DocumentRangeFormattingParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The range.
    package var range: Range
    /// How.
    package var options: FormattingOptions?
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, range: Range, options: FormattingOptions? = nil,
      workDoneToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.range = range
      self.options = options
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// `textDocument/onTypeFormatting`.
  package struct DocumentOnTypeFormattingParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The cursor, behind what was typed.
    package var position: Position
    /// What was typed.
    package var ch: String
    /// How.
    package var options: FormattingOptions?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, ch: String, options: FormattingOptions? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.ch = ch
      self.options = options
    }
  }
}

extension LSP {
  /// `textDocument/rangesFormatting`.
  package struct DocumentRangesFormattingParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The ranges.
    package var ranges: [Range]
    /// How.
    package var options: FormattingOptions?
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, ranges: [Range], options: FormattingOptions? = nil,
      workDoneToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.ranges = ranges
      self.options = options
      self.workDoneToken = workDoneToken
    }
  }
}
