// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import YAMLSyntax

/// What a node is wrong in, against its row; each kind is one rule's business.
package enum SchemaProblemKind: Sendable {
  /// The mapping does not take this key (WF101).
  case unknownKey(allowed: [String], title: String)
  /// A key of this name stands there without its colon, within brackets where YAML takes it for a longer key (WF101).
  case missingColon(String)
  /// Nothing is wrong but what the parser says: the key that a repair completed is one that the mapping takes (WF001).
  case repairedKey
  /// The mapping lacks a key (WF102).
  case missingKey(FieldRow, title: String)
  /// The value is of another kind (WF103); the edits make it right without a loss, where that is possible.
  case wrongType(expected: String, found: String, edits: [TextEdit])
  /// There is no value at all (WF103, or WF006 where a comment took it).
  case emptyValue(expected: String)
  /// The value is none of the allowed ones (WF104).
  case invalidValue(allowed: [String])
  /// The list has no item, and needs one (WF104).
  case emptyList(expected: String)
  /// The number is out of range (WF104).
  case outOfRange(expected: String)
  /// Keys that exclude each other (WF108); the other keys stand there.
  case conflictingKeys([String], others: [TextRange])
  /// None of some keys of which one is needed (WF102).
  case missingOneOf([String], title: String)
  /// A glob without quotes that YAML reads as an alias or a tag (WF008).
  case unquotedGlob
  /// No step type has this name (WF110).
  case unknownStepType(known: [String])
  /// No trigger type has this name (WF114).
  case unknownTriggerType(known: [String])
}

/// One thing that is wrong with a node against its row.
package struct SchemaProblem: Sendable {
  /// What.
  package var kind: SchemaProblemKind
  /// Exactly the wrong text.
  package var range: TextRange
  /// The wrong node: the key of an unknown key, the mapping that lacks one, the value.
  package var node: NodeID
  /// The field that the value belongs to; empty where it is an item or the document.
  package var field: String

  /// Makes a problem.
  package init(_ kind: SchemaProblemKind, range: TextRange, node: NodeID, field: String = "") {
    self.kind = kind
    self.range = range
    self.node = node
    self.field = field
  }
}

/// A text of a document together with what its row says of it.
package struct TypedText: Sendable {
  /// The scalar.
  package var node: NodeID
  /// What it must look like.
  package var format: TextFormat
  /// The field that holds it.
  package var field: String
  /// The step or trigger that holds it; nil for the document's own.
  package var owner: NodeID?

  /// Makes a typed text.
  package init(node: NodeID, format: TextFormat, field: String, owner: NodeID?) {
    self.node = node
    self.format = format
    self.field = field
    self.owner = owner
  }
}
