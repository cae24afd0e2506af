// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// In which language a text for people is written.
  package struct MarkupKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The name in the protocol; unknown ones are kept.
    package let rawValue: String

    /// Takes any name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Plain text.
    package static let plainText = MarkupKind(rawValue: "plaintext")
    /// CommonMark with GitHub's extensions.
    package static let markdown = MarkupKind(rawValue: "markdown")
  }
}

extension LSP {
  /// A text for people.
  package struct MarkupContent: Codable, Hashable, Sendable {
    /// Its language.
    package var kind: MarkupKind
    /// The text.
    package var value: String

    /// Makes one.
    package init(kind: MarkupKind, value: String) {
      self.kind = kind
      self.value = value
    }
  }
}
