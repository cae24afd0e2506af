// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/hover`: what is under the pointer?
  package struct HoverParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(textDocument: TextDocumentIdentifier, position: Position, workDoneToken: ProgressToken? = nil) {
      self.textDocument = textDocument
      self.position = position
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// What is under the pointer.
  package struct Hover: Codable, Hashable, Sendable {
    /// What is shown.
    package var contents: MarkupContent
    /// The text that it is about.
    package var range: Range?

    /// Makes one; what may be absent is absent at first.
    package init(contents: MarkupContent, range: Range? = nil) {
      self.contents = contents
      self.range = range
    }
  }
}
