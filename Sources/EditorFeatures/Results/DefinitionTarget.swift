// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A document that a result leads to, with the text that its byte offsets count in.
package struct TargetDocument: Sendable {
  /// Its absolute path.
  package var path: String
  /// Its text.
  package var text: SourceText

  /// Makes a target.
  package init(path: String, text: SourceText) {
    self.path = path
    self.text = text
  }
}

/// Where something is defined or used.
package struct DefinitionTarget: Sendable {
  /// The target's document; nil for the document that was asked in.
  package var document: TargetDocument?
  /// All of the definition, bytes of the target's document: a step with its body.
  package var range: TextRange
  /// Its name, inside `range`.
  package var nameRange: TextRange
  /// The text that leads there, bytes of the document that was asked in; nil for the word under the cursor.
  package var originRange: TextRange?

  /// Makes a target.
  package init(
    document: TargetDocument? = nil, range: TextRange, nameRange: TextRange, originRange: TextRange? = nil
  ) {
    self.document = document
    self.range = range
    self.nameRange = nameRange
    self.originRange = originRange
  }
}
