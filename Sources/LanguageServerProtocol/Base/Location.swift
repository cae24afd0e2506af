// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A range in some document.
  package struct Location: Codable, Hashable, Sendable {
    /// The document.
    package var uri: String
    /// The range.
    package var range: Range

    /// Makes one.
    package init(uri: String, range: Range) {
      self.uri = uri
      self.range = range
    }
  }
}

extension LSP {
  /// A target with the text that leads to it, for clients with `linkSupport`.
  package struct LocationLink: Codable, Hashable, Sendable {
    /// The text that leads there, in the asking document; the word under the cursor where absent.
    package var originSelectionRange: Range?
    /// The target's document.
    package var targetUri: String
    /// All of the target: shown when previewed.
    package var targetRange: Range
    /// What is to be selected, inside `targetRange`: the name.
    package var targetSelectionRange: Range

    /// Makes one; what may be absent is absent at first.
    package init(
      originSelectionRange: Range? = nil, targetUri: String, targetRange: Range, targetSelectionRange: Range
    ) {
      self.originSelectionRange = originSelectionRange
      self.targetUri = targetUri
      self.targetRange = targetRange
      self.targetSelectionRange = targetSelectionRange
    }
  }
}
