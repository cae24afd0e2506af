// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// An expression's text, tokens and tree. Parsing never fails: what is wrong is in `problems`, and the tree holds
/// `.error` nodes there, so that completion works in `steps.` and `inputs.x == `. A class: many look at it.
package final class ParsedExpression: Sendable {
  /// The text, UTF-8.
  package let bytes: [UInt8]
  /// Every token with comments, and `.end` last.
  package let tokens: [Token]
  /// The tree's nodes; children before parents. A node of the text may be unreachable from the root after an error.
  package let nodes: [ExpressionNode]
  /// The node of the whole expression; nil when there is nothing to parse or it is too long.
  package let root: ExpressionID?
  /// What is wrong, by place.
  package let problems: [ExpressionProblem]

  /// Parses UTF-8 text. Complexity: O(n).
  package init(parsing bytes: [UInt8], limits: ParseLimits = .standard) {
    self.bytes = bytes
    guard bytes.count <= limits.maximumByteCount else {
      tokens = [Token(.end, bytes.count, bytes.count)]
      nodes = []
      root = nil
      problems = [
        ExpressionProblem(
          .tooLong, TextRange(0, bytes.count),
          "this expression has \(bytes.count) bytes, more than the limit of \(limits.maximumByteCount)")
      ]
      return
    }
    var lexer = Lexer(bytes)
    lexer.run()
    tokens = lexer.tokens
    var parser = Parser(bytes: bytes, tokens: lexer.tokens, limits: limits)
    root = parser.parse()
    nodes = parser.nodes
    problems = (lexer.problems + parser.problems).sorted { $0.range < $1.range }
  }

  /// Parses a string.
  package convenience init(parsing text: String, limits: ParseLimits = .standard) {
    self.init(parsing: Array(text.utf8), limits: limits)
  }

  /// Whether there is a tree without a problem, so that it can be checked and evaluated.
  package var isComplete: Bool { root != nil && problems.isEmpty }

  /// The node of an id; an `.error` node for an id of another expression.
  package subscript(id: ExpressionID) -> ExpressionNode {
    Int(id) < nodes.count
      ? nodes[Int(id)] : ExpressionNode(kind: .error, range: TextRange(at: 0), nameRange: TextRange(at: 0), depth: 1)
  }

  /// The text of a range, clamped to the expression.
  package func text(_ range: TextRange) -> String {
    let start = min(range.start, bytes.count)
    return String(decoding: bytes[start..<max(start, min(range.end, bytes.count))], as: UTF8.self)
  }
}
