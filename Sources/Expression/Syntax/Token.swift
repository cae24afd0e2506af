// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a token of an expression is.
package enum TokenKind: UInt8, Sendable, Hashable {
  /// A name: `[_a-zA-Z][_a-zA-Z0-9]*` that is neither a keyword nor reserved.
  case identifier
  /// A field name in backticks: `` `content-type` ``.
  case quotedIdentifier
  /// `true`, `false`, `null` or `in`.
  case keyword
  /// A word CEL keeps for other languages (`if`, `for`, …): a field name, but never a variable.
  case reserved
  /// `42`, `0x2A`.
  case int
  /// `42u`.
  case uint
  /// `4.2`, `.5`, `1e3`.
  case double
  /// Any string literal, with its prefix and quotes.
  case string
  /// Any bytes literal, with its prefix and quotes.
  case bytes
  /// A bracket.
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  /// A separator.
  case dot, comma, colon, question
  /// An operator.
  case plus, minus, star, slash, percent, not
  /// An operator of logic or comparison.
  case and, or, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  /// `//` to the end of its line.
  case comment
  /// A byte or a run of bytes that is no token.
  case invalid
  /// The place behind the last token.
  case end
}

/// One token of an expression.
package struct Token: Sendable, Hashable {
  /// What it is.
  package let kind: TokenKind
  /// Its bytes in the expression's text.
  package let range: TextRange

  init(_ kind: TokenKind, _ start: Int, _ end: Int) {
    self.kind = kind
    range = TextRange(start, end)
  }
}
