// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A change of a range, or of all where there is no range.
  package struct TextDocumentContentChangeEvent: Codable, Hashable, Sendable {
    /// What goes, in the text after the changes before this one.
    package var range: Range?
    /// Deprecated, and not read.
    package var rangeLength: Int?
    /// What comes.
    package var text: String

    /// Makes one; what may be absent is absent at first.
    package init(range: Range? = nil, rangeLength: Int? = nil, text: String) {
      self.range = range
      self.rangeLength = rangeLength
      self.text = text
    }
  }
}

extension LSP {
  /// `textDocument/didChange`: edits, to be applied one after the other.
  package struct DidChangeTextDocumentParams: Codable, Hashable, Sendable {
    /// The document, with its version after all changes.
    package var textDocument: VersionedTextDocumentIdentifier
    /// The changes, each on the result of those before it.
    package var contentChanges: [TextDocumentContentChangeEvent]

    /// Makes one.
    package init(textDocument: VersionedTextDocumentIdentifier, contentChanges: [TextDocumentContentChangeEvent]) {
      self.textDocument = textDocument
      self.contentChanges = contentChanges
    }
  }
}
