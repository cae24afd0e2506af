// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/rename`: call this something else.
  package struct RenameParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position
    /// The new name.
    package var newName: String
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, newName: String, workDoneToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.newName = newName
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// `textDocument/prepareRename`: can this be renamed?
  package struct PrepareRenameParams: Codable, Hashable, Sendable {
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
  /// What would be renamed.
  package struct PrepareRenameResult: Codable, Hashable, Sendable {
    /// The name.
    package var range: Range
    /// What people edit.
    package var placeholder: String

    /// Makes one.
    package init(range: Range, placeholder: String) {
      self.range = range
      self.placeholder = placeholder
    }
  }
}

extension LSP {
  /// Places that are edited together.
  package struct LinkedEditingRanges: Codable, Hashable, Sendable {
    /// Texts that are equal.
    package var ranges: [Range]
    /// A regular expression of what may be typed.
    package var wordPattern: String?

    /// Makes one; what may be absent is absent at first.
    package init(ranges: [Range], wordPattern: String? = nil) {
      self.ranges = ranges
      self.wordPattern = wordPattern
    }
  }
}
