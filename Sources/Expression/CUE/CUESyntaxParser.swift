// SPDX-License-Identifier: Apache-2.0
import SourceText

extension CUESyntax {
  /// Reads a text of CUE; never fails: `problem` says what is wrong, and what stands before it is there.
  ///
  /// Complexity: O(text); nesting is limited to 120, where reading ends without a problem.
  package init(parsing text: String) {
    var parser = CUESyntaxParser(Array(text.utf8))
    parser.run()
    self = parser.syntax
  }
}

/// Reads declarations by recursive descent.
struct CUESyntaxParser {
  private(set) var syntax = CUESyntax()
  private let bytes: [UInt8]
  private let lexer: CUELexer
  private var position = 0
  private var depth = 0
  /// Nothing further is read: there is a problem, or a limit was met.
  private var isDone = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lexer = CUELexer(bytes)
  }

  mutating func run() {
    while current.kind == .attribute { position += 1 }
    skipCommas()
    if isWord("package") {
      position += 2
      skipCommas()
    }
    while isWord("import"), !isDone { importClause() }
    while !isDone, current.kind != .end {
      if ["}", "]", ")"].contains(where: { current.isSign($0) }) {
        fail("nothing is open that `\(text(current))` could close")
        break
      }
      guard let declaration = declaration() else { break }
      syntax.declarations.append(declaration)
      separate(closing: nil)
    }
    // What cannot be cut into words comes first, wherever the parser stumbled over it.
    if let problem = lexer.problem,
      current.kind == .end || syntax.problem.map({ problem.range.start <= $0.range.start }) ?? true
    {
      syntax.problem = problem
    }
  }

  // MARK: Tokens

  private static let end = CUEToken(kind: .end, range: TextRange(at: 0))
  private var current: CUEToken { token(0) }
  private func token(_ offset: Int) -> CUEToken {
    let place = position + offset
    return lexer.tokens.indices.contains(place) ? lexer.tokens[place] : lexer.tokens.last ?? Self.end
  }
  private func text(_ token: CUEToken) -> String {
    guard token.range.end <= bytes.count else { return "" }
    return String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
  }
  private func isWord(_ word: String) -> Bool {
    current.kind == .name && current.range.count == word.utf8.count && text(current) == word
  }
  private var isComma: Bool { current.kind == .comma || current.kind == .lineEnd }
  private mutating func skipCommas() { while isComma { position += 1 } }

  private mutating func fail(_ message: String) {
    guard !isDone else { return }
    isDone = true
    var range = current.range
    if range.isEmpty {
      // Said of what stands before the end.
      range = position > 0 ? token(-1).range : range
    }
    syntax.problem = CUESyntax.Problem(range: range, message: message)
  }

  private var found: String {
    switch current.kind {
    case .end: "the text ends"
    case .lineEnd: "the line ends"
    default: "found `\(text(current).prefix(40))`"
    }
  }

  private mutating func expect(_ sign: String, _ what: String) -> Bool {
    if current.isSign(sign) {
      position += 1
      return true
    }
    fail("expected `\(sign)` \(what), \(found)")
    return false
  }

  /// What stands between declarations or items.
  private mutating func separate(closing: String?) {
    guard !isDone else { return }
    while current.kind == .attribute { position += 1 }
    if isComma || current.kind == .end { return skipCommas() }
    if let closing, current.isSign(closing) { return }
    if closing == nil, ["}", "]", ")"].contains(where: { current.isSign($0) }) {
      return fail("nothing is open that `\(text(current))` could close")
    }
    fail("expected a line end or `,`, \(found)")
  }

  private mutating func add(_ kind: CUESyntax.Kind, _ start: Int) -> Int {
    let end = position > 0 ? token(-1).range.end : start
    syntax.nodes.append(CUESyntax.Node(kind: kind, range: TextRange(start, end)))
    return syntax.nodes.count - 1
  }

  // MARK: Declarations

  private mutating func importClause() {
    position += 1
    if current.isSign("(") {
      position += 1
      skipCommas()
      while !isDone, !current.isSign(")") {
        if current.kind == .end { return fail("the list of imports is not closed") }
        importSpecification()
        guard !isDone else { return }
        if !current.isSign(")"), !isComma { return fail("expected a line end behind an import, \(found)") }
        skipCommas()
      }
      position += 1
    } else {
      importSpecification()
    }
    skipCommas()
  }

  private mutating func importSpecification() {
    if current.kind == .name { position += 1 }
    guard case .text = current.kind else { return fail("expected the path of an import, \(found)") }
    position += 1
  }

  /// The comments directly above a line, and none that stand apart.
  private func comments(above line: Int) -> [String] {
    var result: [String] = []
    var wanted = line - 1
    var low = 0
    var high = lexer.comments.count
    while low < high {
      let middle = (low + high) / 2
      if lexer.comments[middle].line < line { low = middle + 1 } else { high = middle }
    }
    while low > 0, lexer.comments[low - 1].line == wanted, lexer.comments[low - 1].isOwnLine {
      low -= 1
      result.append(lexer.comments[low].text)
      wanted -= 1
    }
    return result.reversed()
  }

  private mutating func declaration() -> CUESyntax.Declaration? {
    guard depth < 120 else {
      isDone = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    while current.kind == .attribute {
      position += 1
      skipCommas()
    }
    if current.isSign("...") {
      position += 1
      if !isComma, !current.isSign("}"), current.kind != .end { _ = expression() }
      return isDone ? nil : .ellipsis
    }
    if isWord("let"), token(1).kind == .name, token(2).isSign("=") {
      let name = text(token(1))
      position += 3
      return expression().map { .binding(name, $0) }
    }
    let start = position
    if isLabelWord, let field = field(from: start) { return .field(field) }
    if isDone { return nil }
    if isWord("for") || isWord("if") || isWord("try") && token(1).isSign("{") {
      return comprehension().map { .embedding($0) }
    }
    guard let first = expression() else { return nil }
    // An alias before a label, or of an embedded value.
    if current.isSign("="), case .name? = syntax[first]?.kind {
      position += 1
      return declaration()
    }
    if isLabelEnd {
      return field(first, from: start).map { .field($0) }
    }
    return .embedding(first)
  }

  /// Whether a word stands here that a colon makes a label, be it a keyword.
  private var isLabelWord: Bool {
    guard current.kind == .name else { return false }
    if token(1).isSign(":") { return true }
    return (token(1).isSign("?") || token(1).isSign("!")) && token(2).isSign(":")
  }
  private var isLabelEnd: Bool {
    current.isSign(":") || (current.isSign("?") || current.isSign("!")) && token(1).isSign(":")
  }

  private mutating func field(from start: Int) -> CUESyntax.Field? {
    let name = current
    position += 1
    let node = add(.name(text(name)), name.range.start)
    return field(node, from: start)
  }

  /// Reads what follows a label: its marks, the colon and the value.
  private mutating func field(_ label: Int, from start: Int) -> CUESyntax.Field? {
    let labelRange = syntax[label]?.range ?? TextRange(at: 0)
    let written: CUESyntax.Label
    switch syntax[label]?.kind {
    case .name(let name): written = .name(name, isQuoted: false)
    case .text(let name): written = .name(name, isQuoted: true)
    case .number(let name): written = .name(name, isQuoted: true)
    case .list: written = .pattern
    case .boolean(let value): written = .name(value ? "true" : "false", isQuoted: false)
    case .null: written = .name("null", isQuoted: false)
    default: written = .dynamic
    }
    let isOptional = current.isSign("?")
    let isRequired = current.isSign("!")
    if isOptional || isRequired { position += 1 }
    guard expect(":", "behind a label") else { return nil }
    let line = lexer.lines.indices.contains(start) ? lexer.lines[start] : 0
    var comments = comments(above: line)
    guard let value = fieldValue() else { return nil }
    let lastLine = position > 0 && lexer.lines.indices.contains(position - 1) ? lexer.lines[position - 1] : line
    if comments.isEmpty, lastLine == line, let behind = comment(behind: line) { comments = [behind] }
    return CUESyntax.Field(
      label: written, labelRange: labelRange, isOptional: isOptional, isRequired: isRequired, value: value,
      comments: comments)
  }

  private func comment(behind line: Int) -> String? {
    var low = 0
    var high = lexer.comments.count
    while low < high {
      let middle = (low + high) / 2
      if lexer.comments[middle].line < line { low = middle + 1 } else { high = middle }
    }
    guard lexer.comments.indices.contains(low), lexer.comments[low].line == line, !lexer.comments[low].isOwnLine else {
      return nil
    }
    return lexer.comments[low].text
  }

  /// A value, or another label: `a: b: c` is `a: {b: c}`.
  private mutating func fieldValue() -> Int? {
    guard depth < 120 else {
      isDone = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    let start = position
    let startByte = current.range.start
    if isLabelWord {
      return field(from: start).map { add(.structure([.field($0)]), startByte) }
    }
    if isDone { return nil }
    guard let value = expression() else { return nil }
    if isLabelEnd {
      return field(value, from: start).map { add(.structure([.field($0)]), startByte) }
    }
    if current.isSign("="), case .name? = syntax[value]?.kind {
      position += 1
      return fieldValue()
    }
    while current.kind == .attribute { position += 1 }
    return value
  }

  private mutating func structure() -> Int? {
    let start = current.range
    position += 1
    var declarations: [CUESyntax.Declaration] = []
    skipCommas()
    while !isDone, !current.isSign("}") {
      if current.kind == .end {
        isDone = true
        syntax.problem = CUESyntax.Problem(range: start, message: "`{` is not closed")
        return nil
      }
      guard let declaration = declaration() else { return nil }
      declarations.append(declaration)
      separate(closing: "}")
    }
    guard !isDone else { return nil }
    position += 1
    return add(.structure(declarations), start.start)
  }

  private mutating func comprehension() -> Int? {
    let start = current.range.start
    var isLoop = false
    var clauses = 0
    while !isDone, clauses < 64 {
      clauses += 1
      if isWord("for") {
        isLoop = true
        position += 1
        guard current.kind == .name else {
          fail("expected a name behind `for`, \(found)")
          return nil
        }
        position += 1
        if current.kind == .comma {
          position += 1
          guard current.kind == .name else {
            fail("expected a second name behind `for`, \(found)")
            return nil
          }
          position += 1
        }
        guard isWord("in") else {
          fail("expected `in`, \(found)")
          return nil
        }
        position += 1
        guard expression() != nil else { return nil }
      } else if isWord("if") {
        position += 1
        guard expression() != nil else { return nil }
      } else if isWord("let") {
        position += 1
        guard current.kind == .name, token(1).isSign("=") else {
          fail("expected a name and `=` behind `let`, \(found)")
          return nil
        }
        position += 2
        guard expression() != nil else { return nil }
      } else if isWord("try") {
        position += 1
      } else {
        break
      }
      if current.kind == .comma || current.kind == .lineEnd, isClauseAhead { position += 1 }
    }
    guard current.isSign("{") else {
      fail("expected `{` behind a clause, \(found)")
      return nil
    }
    guard let value = structure() else { return nil }
    if isWord("else") || isWord("fallback"), token(1).isSign("{") {
      position += 1
      guard structure() != nil else { return nil }
    }
    return add(.comprehension(isLoop: isLoop, value: value), start)
  }

  private var isClauseAhead: Bool {
    let next = token(1)
    return next.kind == .name && ["for", "if", "let"].contains(text(next))
  }

  // MARK: Expressions

  private static let levels: [String: Int] = [
    "|": 1, "&": 2, "||": 3, "&&": 4, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "=~": 5, "!~": 5, "+": 6,
    "-": 6, "*": 7, "/": 7, "%": 7,
  ]

  private mutating func expression() -> Int? { binary(1) }

  private mutating func binary(_ lowest: Int) -> Int? {
    guard depth < 120, !isDone else {
      isDone = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    let start = current.range.start
    guard var left = unary() else { return nil }
    while let (sign, level) = operatorHere, level >= lowest {
      position += 1
      guard let right = binary(level + 1) else { return nil }
      left = add(.binary(sign, left, right), start)
    }
    return left
  }

  private var operatorHere: (String, Int)? {
    if case .sign(let sign) = current.kind, let level = Self.levels[sign] { return (sign, level) }
    if current.kind == .name, ["div", "mod", "quo", "rem"].contains(text(current)) { return (text(current), 7) }
    return nil
  }

  private mutating func unary() -> Int? {
    let start = current.range.start
    if case .sign(let sign) = current.kind,
      ["+", "-", "!", "*", "!=", "<", "<=", ">", ">=", "=~", "!~"].contains(sign)
    {
      guard depth < 120 else {
        isDone = true
        return nil
      }
      depth += 1
      defer { depth -= 1 }
      position += 1
      return unary().map { add(.unary(sign, $0), start) }
    }
    return primary()
  }

  private mutating func primary() -> Int? {
    let start = current.range.start
    guard var left = operand() else { return nil }
    while !isDone {
      if current.isSign(".") {
        position += 1
        switch current.kind {
        case .name: left = selection(left, text(current), start)
        case .text(let name?): left = selection(left, name, start)
        case .text(nil): left = selection(left, "", start)
        default:
          fail("a name is missing behind the dot")
          return nil
        }
      } else if current.isSign("[") {
        position += 1
        skipLineEnds()
        if !current.isSign(":"), expression() == nil { return nil }
        if current.isSign(":") {
          position += 1
          if !current.isSign("]"), expression() == nil { return nil }
        }
        skipLineEnds()
        guard expect("]", "behind an index") else { return nil }
        left = add(.index(left), start)
      } else if current.isSign("(") {
        guard let arguments = arguments() else { return nil }
        left = add(.call(left, arguments), start)
      } else {
        return left
      }
    }
    return nil
  }

  private mutating func skipLineEnds() { while current.kind == .lineEnd { position += 1 } }

  private mutating func selection(_ base: Int, _ name: String, _ start: Int) -> Int {
    position += 1
    return add(.selection(base, name), start)
  }

  private mutating func arguments() -> [Int]? {
    let open = current.range
    position += 1
    var result: [Int] = []
    skipLineEnds()
    while !isDone, !current.isSign(")") {
      if current.kind == .end {
        isDone = true
        syntax.problem = CUESyntax.Problem(range: open, message: "`(` is not closed")
        return nil
      }
      guard let argument = expression() else { return nil }
      result.append(argument)
      if isComma { skipCommas() } else if !current.isSign(")") { _ = expect(")", "behind an argument") }
    }
    guard !isDone else { return nil }
    position += 1
    return result
  }

  private mutating func operand() -> Int? {
    let start = current.range.start
    switch current.kind {
    case .name:
      let name = text(current)
      position += 1
      switch name {
      case "true": return add(.boolean(true), start)
      case "false": return add(.boolean(false), start)
      case "null": return add(.null, start)
      default: return add(.name(name), start)
      }
    case .number:
      let number = text(current)
      position += 1
      return add(.number(number), start)
    case .text(let value):
      position += 1
      return add(value.map { .text($0) } ?? .dynamicText, start)
    case .sign("_|_"):
      position += 1
      return add(.bottom, start)
    case .sign("{"): return structure()
    case .sign("["): return list()
    case .sign("("):
      position += 1
      skipLineEnds()
      guard let inner = expression() else { return nil }
      skipLineEnds()
      guard expect(")", "at the end of what is in parentheses") else { return nil }
      return inner
    default:
      fail("expected a value, \(found)")
      return nil
    }
  }

  private mutating func list() -> Int? {
    let open = current.range
    position += 1
    var items: [Int] = []
    var isOpen = false
    var rest: Int?
    skipLineEnds()
    while !isDone, !current.isSign("]") {
      if current.kind == .end {
        isDone = true
        syntax.problem = CUESyntax.Problem(range: open, message: "`[` is not closed")
        return nil
      }
      if current.isSign("...") {
        position += 1
        isOpen = true
        if !isComma, !current.isSign("]") {
          guard let type = expression() else { return nil }
          rest = type
        }
      } else if isWord("for") || isWord("if") {
        guard let item = comprehension() else { return nil }
        items.append(item)
      } else {
        guard let item = expression() else { return nil }
        if current.isSign("="), case .name? = syntax[item]?.kind {
          position += 1
          guard let aliased = expression() else { return nil }
          items.append(aliased)
        } else {
          items.append(item)
        }
      }
      separate(closing: "]")
    }
    guard !isDone else { return nil }
    position += 1
    return add(.list(items, isOpen: isOpen, rest: rest), open.start)
  }
}
