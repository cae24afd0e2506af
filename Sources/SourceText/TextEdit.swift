// SPDX-License-Identifier: Apache-2.0

/// A replacement of a range of bytes by new text.
package struct TextEdit: Hashable, Sendable {
  /// The bytes that go; empty for an insertion.
  package var range: TextRange
  /// What comes in their place.
  package var replacement: String

  /// Makes an edit.
  package init(_ range: TextRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// An insertion before the byte at `offset`.
  package static func insert(_ text: String, at offset: Int) -> TextEdit { TextEdit(TextRange(at: offset), text) }
  /// A deletion.
  package static func delete(_ range: TextRange) -> TextEdit { TextEdit(range, "") }
}

extension SourceText {
  /// The text after `edits`, whose ranges all refer to this text; nil where two of them overlap or one leaves the text.
  ///
  /// Insertions at one offset keep their order in `edits`. Complexity: O(n + m log m).
  package func applying(_ edits: [TextEdit]) -> SourceText? {
    let order = edits.indices.sorted {
      (edits[$0].range, $0) < (edits[$1].range, $1)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for index in order {
      let edit = edits[index]
      guard edit.range.start >= position, edit.range.end <= bytes.count else { return nil }
      result.append(contentsOf: bytes[position..<edit.range.start])
      result.append(contentsOf: edit.replacement.utf8)
      position = edit.range.end
    }
    result.append(contentsOf: bytes[position...])
    return SourceText(bytes: result)
  }
}
