// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A text of CUE as it is written in definitions: declarations and expressions; ranges are byte offsets into the text.
///
/// Nothing is evaluated. Source of the grammar: the CUE language specification, v0.6 and later.
package struct CUESyntax: Sendable {
  /// What an expression is; others by their index.
  package enum Kind: Sendable {
    /// A name: `string`, `#Secret`, `_hidden`.
    case name(String)
    /// A text without interpolations.
    case text(String)
    /// A text with interpolations, or bytes.
    case dynamicText
    /// A number as written.
    case number(String)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`.
    case null
    /// `_|_`.
    case bottom
    /// `{…}`.
    case structure([Declaration])
    /// `[…]`: the items, and what may follow: `...` has no type, `...T` has.
    case list([Int], isOpen: Bool, rest: Int?)
    /// `*a`, `!a`, `-a`, `>=3`.
    case unary(String, Int)
    /// `a & b`.
    case binary(String, Int, Int)
    /// `a.b`.
    case selection(Int, String)
    /// `a[b]`, and `a[b:c]` without what it holds.
    case index(Int)
    /// `f(a, b)`.
    case call(Int, [Int])
    /// `for … {}`, `if … {}`: the structure behind the clauses.
    case comprehension(isLoop: Bool, value: Int)
  }

  /// How a field is called.
  package enum Label: Sendable {
    /// A fixed name; a definition or hidden one starts with `#` or `_`, unless it is quoted.
    case name(String, isQuoted: Bool)
    /// `[string]`: every name that fits.
    case pattern
    /// `"\(x)"` or `(x)`.
    case dynamic
  }

  /// One field.
  package struct Field: Sendable {
    /// Its name.
    package var label: Label
    /// Where that stands.
    package var labelRange: TextRange
    /// Whether it has a `?`.
    package var isOptional: Bool
    /// Whether it has a `!`.
    package var isRequired: Bool
    /// The value.
    package var value: Int
    /// The comment lines directly above, without slashes, and the one behind the value.
    package var comments: [String]

    /// The name as data has it; nil for definitions, hidden fields and what has no fixed name.
    package var dataName: String? {
      guard case .name(let name, let isQuoted) = label else { return nil }
      return isQuoted || !(name.hasPrefix("#") || name.hasPrefix("_")) ? name : nil
    }
  }

  /// A part of a structure, or of the text itself.
  package enum Declaration: Sendable {
    /// `a: b`.
    case field(Field)
    /// `...`.
    case ellipsis
    /// `let a = b`.
    case binding(String, Int)
    /// An expression that is taken in.
    case embedding(Int)
  }

  /// One expression.
  package struct Node: Sendable {
    /// What it is.
    package var kind: Kind
    /// Its text.
    package var range: TextRange
  }

  /// What is wrong with a text.
  package struct Problem: Sendable {
    /// Its place.
    package var range: TextRange
    /// What is wrong.
    package var message: String
  }

  /// All expressions, operands before what holds them.
  package var nodes: [Node] = []
  /// The declarations of the text itself.
  package var declarations: [Declaration] = []
  /// The first thing that no CUE allows; what is behind it has not been read.
  package var problem: Problem?

  /// The expression of an index.
  package subscript(index: Int) -> Node? { nodes.indices.contains(index) ? nodes[index] : nil }

  /// The fields of a name among declarations: CUE unifies them.
  package static func fields(_ name: String, in declarations: [Declaration]) -> [Field] {
    declarations.compactMap {
      guard case .field(let field) = $0, case .name(name, _) = field.label else { return nil }
      return field
    }
  }
}
