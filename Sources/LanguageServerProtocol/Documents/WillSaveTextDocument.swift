// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Why a document is saved.
  package struct TextDocumentSaveReason: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// People did.
    package static let manual = TextDocumentSaveReason(rawValue: 1)
    /// Some time has passed.
    package static let afterDelay = TextDocumentSaveReason(rawValue: 2)
    /// The editor lost the keyboard.
    package static let focusOut = TextDocumentSaveReason(rawValue: 3)
  }
}

extension LSP {
  /// `textDocument/willSave` and `textDocument/willSaveWaitUntil`.
  package struct WillSaveTextDocumentParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// Why.
    package var reason: TextDocumentSaveReason?

    /// Makes one; what may be absent is absent at first.
    package init(textDocument: TextDocumentIdentifier, reason: TextDocumentSaveReason? = nil) {
      self.textDocument = textDocument
      self.reason = reason
    }
  }
}
