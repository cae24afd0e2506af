// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How a highlighted text is used.
  package struct DocumentHighlightKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Not known.
    package static let text = DocumentHighlightKind(rawValue: 1)
    /// Read.
    package static let read = DocumentHighlightKind(rawValue: 2)
    /// Defined.
    package static let write = DocumentHighlightKind(rawValue: 3)
  }
}

extension LSP {
  /// A text that means the same as that under the cursor.
  package struct DocumentHighlight: Codable, Hashable, Sendable {
    /// The text.
    package var range: Range
    /// How it is used.
    package var kind: DocumentHighlightKind?

    /// Makes one; what may be absent is absent at first.
    package init(range: Range, kind: DocumentHighlightKind? = nil) {
      self.range = range
      self.kind = kind
    }
  }
}
