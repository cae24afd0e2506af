// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import WorkflowModel
package import YAMLSyntax

extension YAMLNode {
  /// The reference that the model keeps to this node.
  package var reference: SyntaxReference { SyntaxReference(rawValue: id.rawValue) }

  /// A scalar's text with its place, through aliases; nil for nothing and for collections.
  package var locatedText: Located<String>? {
    guard let node = resolved, node.kind == .scalar, !node.isNull else { return nil }
    return Located(node.text, node.contentRange, node.reference)
  }

  /// A boolean with its place.
  package var locatedBool: Located<Bool>? {
    guard let node = resolved, case .bool(let value) = node.scalarType else { return nil }
    return Located(value, node.range, node.reference)
  }

  /// A whole number with its place.
  package var locatedInteger: Located<Int64>? {
    guard let node = resolved, case .int(let value) = node.scalarType else { return nil }
    return Located(value, node.range, node.reference)
  }

  /// The texts of a list, or the one text that stands for a list of one.
  package var locatedTexts: [Located<String>] {
    guard let node = resolved else { return [] }
    if node.kind == .sequence { return node.children.compactMap(\.locatedText) }
    return node.locatedText.map { [$0] } ?? []
  }

  /// A word of an enumeration with its place; nil for others.
  package func located<Word: RawRepresentable<String> & Sendable>(_ type: Word.Type) -> Located<Word>? {
    guard let text = locatedText, let word = Word(rawValue: text.value) else { return nil }
    return Located(word, text.range, text.syntax)
  }

  /// The place of a part of a scalar's decoded text.
  package func sourceRange(ofDecoded range: TextRange) -> TextRange {
    if let start = verbatimStart {
      let end = start + textByteCount
      return TextRange(min(start + range.start, end), min(start + range.end, end))
    }
    return scalarMap()?.sourceRange(ofDecoded: range) ?? self.range
  }
}

extension WorkflowModel.SyntaxReference {
  /// The node that the model's reference stands for.
  package var nodeID: NodeID { NodeID(rawValue: rawValue) }
}
