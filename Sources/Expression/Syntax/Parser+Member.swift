// SPDX-License-Identifier: Apache-2.0
import SourceText

extension Parser {
  /// `Member = Primary { "." Name [ "(" … ")" ] | ".?" Name | "[" … "]" | "[?" … "]" }`
  mutating func member(primary: ExpressionID) -> ExpressionID {
    var operand = primary
    while !hasGivenUp {
      switch current.kind {
      case .dot: operand = selection(operand)
      case .leftBracket: operand = indexing(operand)
      case .leftBrace:
        guard isTypeName(operand) else { return operand }
        operand = message(operand)
      default: return operand
      }
    }
    return operand
  }

  private mutating func selection(_ operand: ExpressionID) -> ExpressionID {
    let dot = advance()
    let isOptional = accept(.question) != nil
    let isName = at(.identifier) || at(.reserved) || (at(.keyword) && isFieldName(dot))
    switch current.kind {
    case _ where isName:
      let token = advance()
      let name = text(token)
      let whole = range(operand).union(token.range)
      if token.kind == .keyword {
        report(.reservedWord, token.range, "`\(name)` is a keyword; as a key it is written `[\"\(name)\"]`")
      }
      if at(.leftParenthesis) && !isOptional {
        return call(name, target: operand, name: token.range, start: range(operand).start)
      }
      return add(.select(operand, field: name, isOptional: isOptional), whole, name: token.range)
    case .quotedIdentifier:
      let token = advance()
      let name = String(text(token).dropFirst().prefix { $0 != "`" })
      return add(
        .select(operand, field: name, isOptional: isOptional), range(operand).union(token.range), name: token.range)
    default:
      let place = TextRange(at: previousEnd)
      report(.missing, place, "the name of a field is missing after `\(isOptional ? ".?" : ".")`")
      return add(
        .select(operand, field: "", isOptional: isOptional), TextRange(range(operand).start, place.end), name: place)
    }
  }

  /// A keyword behind a dot is a field only where it cannot be the `in` of `a. in b`.
  private func isFieldName(_ dot: Token) -> Bool {
    current.kind != .keyword || current.range.start == dot.range.end
  }

  private mutating func indexing(_ operand: ExpressionID) -> ExpressionID {
    let open = advance()
    let isOptional = accept(.question) != nil
    let index = at(.rightBracket) ? missing("an index") : expression()
    let end = close(.rightBracket, open: open, "]")
    return add(
      .index(operand, index, isOptional: isOptional), TextRange(range(operand).start, end),
      name: TextRange(open.range.start, end))
  }

  /// Takes the closing bracket, or reports that it is missing; the end of what was read.
  mutating func close(_ kind: TokenKind, open: Token, _ text: String) -> Int {
    if let token = accept(kind) { return token.range.end }
    if at(.end) {
      report(.unclosed, open.range, "this `\(self.text(open))` is not closed; `\(text)` is missing")
    } else {
      report(.unexpectedToken, current.range, "expected `,` or `\(text)`, found `\(self.text(current))`")
      skip(to: kind)
      if let token = accept(kind) { return token.range.end }
    }
    return previousEnd
  }

  /// Skips to the bracket that closes the open one, over balanced pairs.
  private mutating func skip(to kind: TokenKind) {
    var open = 0
    while !at(.end) {
      switch current.kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        if open == 0 { return }
        open -= 1
      default: break
      }
      advance()
    }
  }

  /// The arguments behind `(`; the range ends behind `)`.
  mutating func arguments() -> (ids: [ExpressionID], end: Int) {
    let open = advance()
    var ids: [ExpressionID] = []
    while !at(.rightParenthesis) && !at(.end) {
      if at(.comma) {
        ids.append(missing("an argument"))
      } else {
        ids.append(expression())
      }
      guard accept(.comma) != nil else { break }
      if at(.rightParenthesis) || at(.end) { ids.append(missing("an argument")) }
    }
    return (ids, close(.rightParenthesis, open: open, ")"))
  }

  mutating func call(_ name: String, target: ExpressionID?, name nameRange: TextRange, start: Int) -> ExpressionID {
    let (ids, end) = arguments()
    let whole = TextRange(start, end)
    if let kind = macro(name, target: target, arguments: ids, name: nameRange, whole: whole) {
      return add(kind, whole, name: nameRange)
    }
    return add(.call(name, target: target, arguments: ids), whole, name: nameRange)
  }

  /// `Primary`
  mutating func primary() -> ExpressionID {
    let token = current
    switch token.kind {
    case .int, .uint, .double: return number(advance(), minus: nil)
    case .string, .bytes: return text(literal: advance())
    case .keyword where !isWord("in", token):
      advance()
      let value: CELValue = isWord("null", token) ? .null : .bool(isWord("true", token))
      return add(.literal(value), token.range)
    case .identifier: return name(isAbsolute: false, start: token.range.start)
    case .dot where peek(1) == .identifier || peek(1) == .reserved:
      advance()
      return name(isAbsolute: true, start: token.range.start)
    case .reserved:
      report(.reservedWord, token.range, "`\(text(token))` is a reserved word; it can be a field, not a name")
      return name(isAbsolute: false, start: token.range.start)
    case .quotedIdentifier:
      report(.unexpectedToken, token.range, "backticks quote the name of a field, behind a dot")
      advance()
      return add(.error, token.range)
    case .leftParenthesis:
      let open = advance()
      let inner = at(.rightParenthesis) ? missing("an expression") : expression()
      _ = close(.rightParenthesis, open: open, ")")
      return inner
    case .leftBracket: return list()
    case .leftBrace: return map()
    case .invalid:
      // The lexer has reported it.
      advance()
      return at(.end) ? add(.error, token.range) : primaryAfterInvalid(token)
    default: return missing("an operand")
    }
  }

  private mutating func primaryAfterInvalid(_ token: Token) -> ExpressionID {
    while at(.invalid) { advance() }
    nesting += 1
    defer { nesting -= 1 }
    switch current.kind {
    case .identifier, .leftParenthesis, .leftBracket, .leftBrace, .string, .int:
      return nesting <= limits.maximumNesting ? primary() : add(.error, token.range)
    default: return add(.error, token.range)
    }
  }

  private mutating func name(isAbsolute: Bool, start: Int) -> ExpressionID {
    let token = advance()
    let name = text(token)
    if at(.leftParenthesis) {
      let dotted = isAbsolute ? "." + name : name
      return call(dotted, target: nil, name: token.range, start: start)
    }
    return add(.identifier(name, isAbsolute: isAbsolute), TextRange(start, token.range.end), name: token.range)
  }

  mutating func number(_ token: Token, minus: Token?) -> ExpressionID {
    let range = minus.map { $0.range.union(token.range) } ?? token.range
    var digits = bytes[token.range.start..<token.range.end]
    var value: CELValue?
    switch token.kind {
    case .double:
      value = Double(String(decoding: digits, as: UTF8.self)).map { .double(minus == nil ? $0 : -$0) }
    case .uint:
      digits.removeLast()
      value = LiteralDecoder.magnitude(digits).map { .uint($0) }
    default: value = LiteralDecoder.int(digits, isNegative: minus != nil).map { .int($0) }
    }
    if let value { return add(.literal(value), range) }
    // Otherwise it is malformed, which the lexer has reported.
    let isHexadecimal = digits.count > 2 && digits[digits.startIndex + 1] | 0x20 == 0x78
    if digits.dropFirst(isHexadecimal ? 2 : 0).allSatisfy({ isHexadecimal ? $0.hexValue != nil : $0.isDigit }) {
      report(.invalidNumber, range, "this number does not fit into 64 bits")
    }
    return add(.error, range)
  }

  private mutating func text(literal token: Token) -> ExpressionID {
    let (content, found) = LiteralDecoder.decode(bytes, token)
    if !hasGivenUp { problems += found.prefix(max(0, ExpressionProblem.maximumCount - problems.count)) }
    let value: CELValue =
      token.kind == .bytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    return add(.literal(value), token.range)
  }

  /// `"[" [ Elements ] [ "," ] "]"`
  private mutating func list() -> ExpressionID {
    let open = advance()
    var elements: [ExpressionNode.ListElement] = []
    while !at(.rightBracket) && !at(.end) {
      let isOptional = accept(.question) != nil
      let value = at(.comma) ? missing("an element") : expression()
      elements.append(ExpressionNode.ListElement(value: value, isOptional: isOptional))
      guard accept(.comma) != nil else { break }
    }
    let end = close(.rightBracket, open: open, "]")
    return add(.list(elements), TextRange(open.range.start, end))
  }

  /// `"{" [ Entries ] [ "," ] "}"`
  private mutating func map() -> ExpressionID {
    let open = advance()
    let (entries, end) = entries(open)
    return add(.map(entries), TextRange(open.range.start, end))
  }

  private mutating func entries(_ open: Token) -> ([ExpressionNode.MapEntry], Int) {
    var entries: [ExpressionNode.MapEntry] = []
    while !at(.rightBrace) && !at(.end) {
      let isOptional = accept(.question) != nil
      let key = expression()
      var value: ExpressionID
      if accept(.colon) != nil {
        value = at(.comma) || at(.rightBrace) ? missing("a value") : expression()
      } else {
        report(.missing, TextRange(at: previousEnd), "an entry of a map is written `key: value`")
        value = add(.error, TextRange(at: previousEnd))
      }
      entries.append(ExpressionNode.MapEntry(key: key, value: value, isOptional: isOptional))
      guard accept(.comma) != nil else { break }
    }
    return (entries, close(.rightBrace, open: open, "}"))
  }

  /// Whether `Name{` can start a message here: a bare, dotted name.
  private func isTypeName(_ id: ExpressionID) -> Bool {
    var id = id
    while let node = node(id) {
      switch node.kind {
      case .identifier: return true
      case .select(let operand, _, false): id = operand
      default: return false
      }
    }
    return false
  }

  private mutating func message(_ type: ExpressionID) -> ExpressionID {
    let open = advance()
    let whole = range(type)
    report(.messageLiteral, whole, "there are no message types here; a map is written `{\"key\": value}`")
    let before = problems.count
    let (_, end) = entries(open)
    problems.removeSubrange(min(before, problems.count)...)
    return add(.error, TextRange(whole.start, end))
  }
}
