// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What a hint tells.
  package struct InlayHintKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A type.
    package static let type = InlayHintKind(rawValue: 1)
    /// A name.
    package static let parameter = InlayHintKind(rawValue: 2)
  }
}

extension LSP {
  /// `textDocument/inlayHint`: what stands between the lines?
  package struct InlayHintParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The visible part.
    package var range: Range
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(textDocument: TextDocumentIdentifier, range: Range, workDoneToken: ProgressToken? = nil) {
      self.textDocument = textDocument
      self.range = range
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// A text that is shown, and is not in the document.
  package struct InlayHint: Codable, Hashable, Sendable {
    /// Where.
    package var position: Position
    /// The text.
    package var label: String
    /// What it tells.
    package var kind: InlayHintKind?
    /// What writes it into the document.
    package var textEdits: [TextEdit]?
    /// More about it.
    package var tooltip: MarkupContent?
    /// Whether a space comes before it.
    package var paddingLeft: Bool?
    /// Whether a space comes after it.
    package var paddingRight: Bool?
    /// What the server wants back in `inlayHint/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      position: Position, label: String, kind: InlayHintKind? = nil, textEdits: [TextEdit]? = nil,
      tooltip: MarkupContent? = nil, paddingLeft: Bool? = nil, paddingRight: Bool? = nil, data: JSONValue? = nil
    ) {
      self.position = position
      self.label = label
      self.kind = kind
      self.textEdits = textEdits
      self.tooltip = tooltip
      self.paddingLeft = paddingLeft
      self.paddingRight = paddingRight
      self.data = data
    }
  }
}
