// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The recursive-descent parser: precedence climbing over the token array, nodes into an arena.
///
/// Its productions are those of `grammar/expression.ebnf`.
struct Parser {
  let bytes: [UInt8]
  let tokens: [Token]
  let limits: ParseLimits
  var position = 0
  var nesting = 0
  var nodes: [ExpressionNode] = []
  var problems: [ExpressionProblem] = []
  /// Set when a limit was passed: the rest is skipped and nothing more is reported.
  var hasGivenUp = false

  init(bytes: [UInt8], tokens: [Token], limits: ParseLimits) {
    self.bytes = bytes
    self.tokens = tokens.contains { $0.kind == .comment } ? tokens.filter { $0.kind != .comment } : tokens
    self.limits = limits
    nodes.reserveCapacity(tokens.count)
  }

  // MARK: Tokens

  var current: Token { position < tokens.count ? tokens[position] : Token(.end, bytes.count, bytes.count) }
  func peek(_ distance: Int) -> TokenKind {
    position + distance < tokens.count ? tokens[position + distance].kind : .end
  }
  func at(_ kind: TokenKind) -> Bool { current.kind == kind }
  /// The end of the token before the current one.
  var previousEnd: Int { position > 0 && position <= tokens.count ? tokens[position - 1].range.end : 0 }

  func text(_ token: Token) -> String {
    String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
  }

  func isWord(_ word: StaticString, _ token: Token) -> Bool {
    token.range.count == word.utf8CodeUnitCount
      && word.withUTF8Buffer { bytes[token.range.start..<token.range.end].elementsEqual($0) }
  }

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if position < tokens.count && token.kind != .end { position += 1 }
    return token
  }

  mutating func accept(_ kind: TokenKind) -> Token? { at(kind) ? advance() : nil }

  mutating func report(
    _ kind: ExpressionProblem.Kind, _ range: TextRange, _ message: String, replacement: String? = nil
  ) {
    guard !hasGivenUp, problems.count < ExpressionProblem.maximumCount else { return }
    problems.append(ExpressionProblem(kind, range, message, replacement: replacement))
  }

  mutating func giveUp(_ message: String, at range: TextRange) {
    report(.tooDeep, range, message)
    hasGivenUp = true
    position = max(0, tokens.count - 1)
  }

  // MARK: Nodes

  func node(_ id: ExpressionID) -> ExpressionNode? { Int(id) < nodes.count ? nodes[Int(id)] : nil }
  func range(_ id: ExpressionID) -> TextRange { Int(id) < nodes.count ? nodes[Int(id)].range : TextRange(at: 0) }

  mutating func add(_ kind: ExpressionNode.Kind, _ range: TextRange, name: TextRange? = nil) -> ExpressionID {
    var whole = range
    var deepest: UInt16 = 0
    kind.forEachChild { id in
      guard Int(id) < nodes.count else { return }
      deepest = max(deepest, nodes[Int(id)].depth)
      // A missing operand may stand behind what was read.
      whole = whole.union(nodes[Int(id)].range)
    }
    var node = ExpressionNode(kind: kind, range: whole, nameRange: name ?? range, depth: deepest &+ 1)
    if Int(node.depth) > limits.maximumDepth {
      giveUp("this expression is a tree of more than \(limits.maximumDepth) levels, which is the limit", at: range)
      node = ExpressionNode(kind: .error, range: range, nameRange: range, depth: 1)
    }
    nodes.append(node)
    return ExpressionID(nodes.count - 1)
  }

  mutating func missing(_ what: String) -> ExpressionID {
    // The node takes the space in which the operand is to be written, so that a cursor there finds it.
    let place = TextRange(previousEnd, at(.end) ? bytes.count : current.range.start)
    if at(.end) {
      report(.missing, TextRange(at: previousEnd), "\(what) is missing at the end")
    } else {
      report(.unexpectedToken, current.range, "expected \(what), found `\(text(current))`")
    }
    return add(.error, place)
  }

  // MARK: Productions

  mutating func parse() -> ExpressionID? {
    guard !at(.end) else {
      report(.empty, TextRange(0, bytes.count), "there is no expression here")
      return nil
    }
    var root = expression()
    while !at(.end) {
      let rest = TextRange(current.range.start, lastEnd)
      if let closer = Parser.closers[current.kind] {
        report(.unclosed, current.range, "this `\(closer)` closes nothing", replacement: "")
        advance()
        if let more = continuation(root) { root = more }
        continue
      }
      let word = current.kind == .identifier ? text(current) : ""
      if let meant = Parser.foreignWords[word] {
        report(.foreignOperator, current.range, "CEL writes `\(meant)` for `\(word)`", replacement: meant)
        let token = advance()
        let right = expression()
        root = add(
          .binary(meant == "&&" ? .and : .or, root, right), range(root).union(range(right)), name: token.range)
        continue
      }
      report(.unexpectedToken, rest, "`\(text(current))` cannot follow here; an operator is missing before it")
      break
    }
    return root
  }

  /// The end of the last real token.
  private var lastEnd: Int { tokens.dropLast().last?.range.end ?? bytes.count }

  static let closers: [TokenKind: String] = [.rightParenthesis: ")", .rightBracket: "]", .rightBrace: "}"]
  static let foreignWords = ["and": "&&", "or": "||", "AND": "&&", "OR": "||"]

  /// Goes on with an operator behind a surplus bracket.
  private mutating func continuation(_ left: ExpressionID) -> ExpressionID? {
    guard let op = binaryOperator else { return nil }
    let token = advance()
    let right = expression()
    return add(.binary(op, left, right), range(left).union(range(right)), name: token.range)
  }

  /// `Expression = ConditionalOr [ "?" ConditionalOr ":" Expression ]`
  mutating func expression() -> ExpressionID {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.maximumNesting else {
      giveUp("this is nested more than \(limits.maximumNesting) levels deep, which is the limit", at: current.range)
      return add(.error, current.range)
    }
    let condition = binary(1)
    guard at(.question) else { return condition }
    let question = advance()
    let then = binary(1)
    guard accept(.colon) != nil else {
      report(
        .missing, TextRange(at: previousEnd), "`?` asks for a `:` with the value for the other case: `c ? a : b`")
      let otherwise = add(.error, TextRange(at: previousEnd))
      return add(
        .conditional(condition, then: then, otherwise: otherwise), range(condition).union(range(then)),
        name: question.range)
    }
    let otherwise = expression()
    return add(
      .conditional(condition, then: then, otherwise: otherwise), range(condition).union(range(otherwise)),
      name: question.range)
  }

  var binaryOperator: BinaryOperator? {
    current.kind == .keyword ? (isWord("in", current) ? .contained : nil) : BinaryOperator(current.kind)
  }

  /// `ConditionalOr`, `ConditionalAnd`, `Relation`, `Addition`, `Multiplication`, by precedence.
  mutating func binary(_ minimum: Int) -> ExpressionID {
    var left = unary()
    while let op = binaryOperator, op.precedence >= minimum {
      if op == .and || op == .or {
        left = logical(op, left)
        continue
      }
      let token = advance()
      let right = binary(op.precedence + 1)
      left = add(.binary(op, left, right), range(left).union(range(right)), name: token.range)
    }
    return left
  }

  /// A chain of `&&` or `||`, built as a balanced tree: the operators are associative and commutative, and a long
  /// chain must not become a deep tree.
  private mutating func logical(_ op: BinaryOperator, _ first: ExpressionID) -> ExpressionID {
    var terms = [first]
    var operators: [TextRange] = []
    while binaryOperator == op {
      operators.append(advance().range)
      terms.append(binary(op.precedence + 1))
    }
    return balanced(op, terms[...], operators[...])
  }

  private mutating func balanced(
    _ op: BinaryOperator, _ terms: ArraySlice<ExpressionID>, _ operators: ArraySlice<TextRange>
  ) -> ExpressionID {
    guard terms.count > 1 else { return terms.first ?? add(.error, TextRange(at: previousEnd)) }
    let half = (terms.count + 1) / 2
    let left = balanced(op, terms.prefix(half), operators.prefix(half - 1))
    let name = operators.dropFirst(half - 1).first ?? range(left)
    let right = balanced(op, terms.dropFirst(half), operators.dropFirst(half))
    return add(.binary(op, left, right), range(left).union(range(right)), name: name)
  }

  /// `Unary = Member | "!" { "!" } Member | "-" { "-" } Member`
  mutating func unary() -> ExpressionID {
    var operators: [Token] = []
    while at(.not) || at(.minus) { operators.append(advance()) }
    var operand: ExpressionID
    if let last = operators.last, last.kind == .minus, at(.int) || at(.double) {
      operators.removeLast()
      operand = member(primary: number(advance(), minus: last))
    } else if at(.identifier), peek(1) == .identifier, text(current) == "not" {
      report(.foreignOperator, current.range, "CEL writes `!` for `not`", replacement: "!")
      operators.append(advance())
      operand = member(primary: primary())
    } else {
      operand = member(primary: primary())
    }
    for token in operators.reversed() {
      operand = add(
        .unary(token.kind == .minus ? .negate : .not, operand), token.range.union(range(operand)), name: token.range)
    }
    return operand
  }
}
