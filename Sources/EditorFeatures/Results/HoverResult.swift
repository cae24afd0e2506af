// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What is told about the text under the pointer.
package struct HoverResult: Hashable, Sendable {
  /// CommonMark with tables and fenced code; it reads well with its marks taken away, too.
  package var markdown: String
  /// The text that it is about, bytes of the document; nil for the word there.
  package var range: TextRange?

  /// Makes a result.
  package init(markdown: String, range: TextRange? = nil) {
    self.markdown = markdown
    self.range = range
  }
}
