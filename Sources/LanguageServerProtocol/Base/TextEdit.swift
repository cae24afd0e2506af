// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A replacement of a range by new text.
  package struct TextEdit: Codable, Hashable, Sendable {
    /// What goes.
    package var range: Range
    /// What comes.
    package var newText: String

    /// Makes one.
    package init(range: Range, newText: String) {
      self.range = range
      self.newText = newText
    }
  }
}
