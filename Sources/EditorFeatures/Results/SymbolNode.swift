// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a symbol of a document is; editors draw a picture of it.
package enum OutlineKind: String, Hashable, Sendable, CaseIterable {
  /// A workflow.
  case workflow
  /// A step.
  case step
  /// A step that holds steps.
  case group
  /// An approval.
  case approval
  /// A trigger.
  case trigger
  /// An input.
  case input
  /// An output.
  case output
  /// A scenario of a simulation.
  case scenario
  /// A part of the document: `steps`, `on`.
  case section
  /// A key with a value.
  case property
  /// A YAML anchor.
  case anchor
}

/// A symbol of a document with those inside it: what outlines and breadcrumbs show.
package struct SymbolNode: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// What stands beside it, fainter: a type, a schedule in words.
  package var detail: String?
  /// What it is.
  package var kind: OutlineKind
  /// All of it, bytes of the document.
  package var range: TextRange
  /// Its name, inside `range`.
  package var nameRange: TextRange
  /// Whether it is shown struck through.
  package var isDeprecated: Bool
  /// Those inside it, in the document's order.
  package var children: [SymbolNode]

  /// Makes a node.
  package init(
    _ name: String, _ kind: OutlineKind, detail: String? = nil, range: TextRange, nameRange: TextRange,
    isDeprecated: Bool = false, children: [SymbolNode] = []
  ) {
    self.name = name
    self.kind = kind
    self.detail = detail
    self.range = range
    self.nameRange = nameRange
    self.isDeprecated = isDeprecated
    self.children = children
  }
}
