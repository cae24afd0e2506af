// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Something wrong with the syntax of an expression; the tree is there all the same.
package struct ExpressionProblem: Sendable, Hashable {
  /// The kinds of syntax problem.
  package enum Kind: String, Sendable, Hashable {
    /// The text is empty or holds nothing but space.
    case empty
    /// A byte that no token starts with.
    case invalidCharacter
    /// A string, bytes or backtick literal without its end.
    case unterminatedLiteral
    /// An escape sequence that CEL does not know, or that names no character.
    case invalidEscape
    /// A number that is malformed or too large for its type.
    case invalidNumber
    /// A word that CEL reserves, used as a variable or function.
    case reservedWord
    /// An operator of another language: `=`, `and`, `&`, `===` ….
    case foreignOperator
    /// Something else than what the grammar asks for.
    case unexpectedToken
    /// The operand, name or argument that should stand here does not.
    case missing
    /// A bracket without its partner.
    case unclosed
    /// A macro with arguments that it cannot take.
    case invalidMacro
    /// A message literal, `Name{…}`: there are no message types here.
    case messageLiteral
    /// More than the limit of bytes.
    case tooLong
    /// Nested deeper than the limit.
    case tooDeep
  }

  /// The most problems that the lexer and the parser each tell of one expression: more help nobody.
  static let maximumCount = 50

  /// What is wrong.
  package let kind: Kind
  /// Where, in bytes of the expression's text; empty for a place between two characters.
  package let range: TextRange
  /// A sentence for people.
  package let message: String
  /// What to put in place of `range`, when that is clear.
  package let replacement: String?

  /// Makes a problem.
  package init(_ kind: Kind, _ range: TextRange, _ message: String, replacement: String? = nil) {
    self.kind = kind
    self.range = range
    self.message = message
    self.replacement = replacement
  }
}

/// How much an expression may hold.
package struct ParseLimits: Sendable, Hashable {
  /// The largest text, in bytes.
  package var maximumByteCount: Int
  /// The deepest nesting of brackets, conditionals and arguments; bounds the parser's recursion.
  package var maximumNesting: Int
  /// The deepest tree, where each operator of a chain is one level; bounds every later recursion over the tree.
  package var maximumDepth: Int

  /// The limits that hold unless said otherwise: 100,000 bytes, 100 brackets, a tree of 300 levels.
  package static let standard = ParseLimits()

  /// Makes limits.
  package init(maximumByteCount: Int = 100_000, maximumNesting: Int = 100, maximumDepth: Int = 300) {
    self.maximumByteCount = maximumByteCount
    self.maximumNesting = maximumNesting
    self.maximumDepth = maximumDepth
  }
}
