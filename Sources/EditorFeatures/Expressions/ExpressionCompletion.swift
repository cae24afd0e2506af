// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel

/// What may stand at a cursor in an expression.
struct ExpressionCompletion {
  let cursor: ExpressionCursor
  private let tokens: [Token]
  /// The word at the cursor, empty on blank ground; in the expression's bytes.
  private let word: TextRange
  /// The last token before the word, by its index.
  private let previous: Int?

  init(_ cursor: ExpressionCursor) {
    self.cursor = cursor
    let tokens = cursor.parsed.tokens.filter { $0.kind != .comment && $0.kind != .end }
    let at = tokens.last { $0.isWord && $0.range.touches(cursor.offset) }?.range ?? TextRange(at: cursor.offset)
    self.tokens = tokens
    word = at
    previous = tokens.lastIndex { $0.range.end <= at.start }
  }

  /// The items; none within numbers, comments and texts about which nothing is known.
  func items() -> [CompletionItem] {
    let offset = cursor.offset
    for token in cursor.parsed.tokens where token.range.start < offset && offset <= token.range.end {
      switch token.kind {
      case .string: return isInside(token) ? strings(in: token) : []
      case .bytes, .int, .uint, .double, .comment, .quotedIdentifier: return []
      default: break
      }
    }
    guard let previous else { return operands() }
    switch tokens[previous].kind {
    case .dot: return members(dot: previous)
    case .question where previous > 0 && tokens[previous - 1].kind == .dot: return members(dot: previous)
    case .identifier, .reserved, .quotedIdentifier, .int, .uint, .double, .string, .bytes, .rightParenthesis,
      .rightBracket, .rightBrace:
      return keywords(["in"])
    case .keyword where cursor.parsed.text(tokens[previous].range) != "in": return keywords(["in"])
    default: return operands()
    }
  }

  // MARK: Members

  private func members(dot: Int) -> [CompletionItem] {
    let parsed = cursor.parsed
    let end = tokens[dot].range.end
    let name = word.isEmpty ? TextRange(at: end) : word
    var operand: ExpressionID?
    for node in parsed.nodes where node.nameRange == name || (word.isEmpty && node.nameRange == TextRange(at: end)) {
      switch node.kind {
      case .select(let target, _, _): operand = target
      case .call(_, let target?, _): operand = target
      case .macro(let call): operand = call.target ?? operand
      default: break
      }
    }
    guard let operand else { return [] }
    let meaning = cursor.meaning(of: operand)
    var items = fields(of: meaning.type, from: operand)
    // A field hides a function of its name: `body.size` is what the author declared.
    let names = Set(items.map(\.label))
    let methods = FunctionChoice.methods(on: meaning.type, in: cursor.environment.catalog)
    items += functions(methods.filter { !names.contains($0.name) }, rank: 200)
    guard meaning.type == .error, let space = parsed.qualifiedName(of: operand) else { return items }
    let prefix = space + "."
    let spaced = cursor.environment.catalog.overloads.filter { $0.name.hasPrefix(prefix) && !$0.isReceiver }
    return items + functions(spaced, dropping: prefix.utf8.count, rank: 200)
  }

  private func fields(of type: CELType, from operand: ExpressionID) -> [CompletionItem] {
    switch type {
    case .record(let record), .optional(.record(let record)):
      let isSteps = cursor.parsed.qualifiedName(of: operand) == "steps"
      return record.fields.enumerated().compactMap { index, field in
        guard field.name.isPlainName else { return nil }
        guard isSteps else { return item(field, .member, rank: min(index, 99)) }
        return stepRank(field.name).flatMap { item(field, .step, rank: $0) }
      }
    default: return []
    }
  }

  /// Steps that have surely ended come first; the expression's own step and those behind it are left out.
  private func stepRank(_ id: String) -> Int? {
    guard case .step(let reader) = cursor.owner, let step = cursor.context.stepsByID[id] else { return 0 }
    let graph = cursor.context.graph
    if step == reader || graph.isAncestor(reader, of: step) { return nil }
    return graph.isAncestor(step, of: reader) ? 0 : 100
  }

  // MARK: Operands

  private func operands() -> [CompletionItem] {
    var items = values().compactMap { value -> CompletionItem? in
      guard case .string(let text) = value else { return item(value.celDescription, .enumValue, rank: 0) }
      return cursor.quoted(text).flatMap { item($0, .enumValue, rank: 0) }
    }
    let parsed = cursor.parsed
    var seen: Set<String> = []
    for variable in parsed.variablesInScope(at: cursor.offset) where seen.insert(variable.name).inserted {
      let type = cursor.checked.type(of: variable.id)
      if let item = item(variable.name, .variable, detail: type == .error ? nil : type.description, rank: 10) {
        items.append(item)
      }
    }
    for variable in cursor.environment.variables where seen.insert(variable.name).inserted {
      if let item = item(variable, .variable, rank: 20) { items.append(item) }
    }
    items += functions(cursor.environment.catalog.overloads.filter { !$0.isReceiver && !$0.isOperator }, rank: 200)
    return items + keywords(["true", "false", "null"])
  }

  /// The values that what the operand is compared with can have.
  private func values() -> [CELValue] {
    guard let previous else { return [] }
    let token = tokens[previous]
    for node in cursor.parsed.nodes {
      guard case .binary(let op, let left, let right) = node.kind else { continue }
      switch op {
      case .equal, .notEqual:
        if node.nameRange == token.range { return options(of: left) }
      case .contained:
        guard token.kind == .leftBracket || token.kind == .comma, case .list = cursor.parsed[right].kind,
          cursor.parsed[right].range.touches(cursor.offset) || cursor.parsed[right].range.end <= cursor.offset
        else { continue }
        return options(of: left)
      default: break
      }
    }
    return []
  }

  /// The values that an operand is known to have: by its type, or as the words that triggers are written with.
  private func options(of operand: ExpressionID) -> [CELValue] {
    if let known = cursor.meaning(of: operand).field?.options, !known.isEmpty { return known }
    let schema = cursor.context.lowered.schema
    switch cursor.parsed.qualifiedName(of: operand) {
    case "trigger.type": return schema.triggerTypes.map { .string($0.name) }
    case "incident.event":
      guard case .list(.choice(let events))? = schema.triggerType("incident")?.row.field(named: "events")?.type else {
        return []
      }
      return events.map { .string($0.value) }
    default: return []
    }
  }

  // MARK: In texts

  private func isInside(_ token: Token) -> Bool {
    cursor.offset < token.range.end || !isClosed(token)
  }

  private func isClosed(_ token: Token) -> Bool {
    let bytes = cursor.parsed.bytes
    guard token.range.count >= 2, token.range.end <= bytes.count else { return false }
    return bytes[token.range.end - 1] == bytes[token.range.start]
  }

  /// The keys and values that may stand between the quotes of a plain string literal.
  private func strings(in token: Token) -> [CompletionItem] {
    let bytes = cursor.parsed.bytes
    guard token.range.start < bytes.count, bytes[token.range.start] == 0x22 || bytes[token.range.start] == 0x27,
      let place = tokens.firstIndex(where: { $0.range == token.range }), place > 0
    else { return [] }
    let close = isClosed(token) ? "" : String(UnicodeScalar(bytes[token.range.start]))
    let end = isClosed(token) ? token.range.end - 1 : cursor.offset
    let content = TextRange(token.range.start + 1, max(end, token.range.start + 1))
    var names: [(String, String?, CompletionKind)] = []
    for node in cursor.parsed.nodes {
      guard case .index(let operand, _, _) = node.kind, node.nameRange.start == tokens[place - 1].range.start,
        case .record(let record) = cursor.meaning(of: operand).type
      else { continue }
      let isSteps = cursor.parsed.qualifiedName(of: operand) == "steps"
      names = record.fields.filter { !isSteps || stepRank($0.name) != nil }
        .map { ($0.name, $0.type.description, isSteps ? .step : .member) }
    }
    if names.isEmpty {
      names = Self(cursor, before: place).values().compactMap { value in
        guard case .string(let text) = value else { return nil }
        return (text, nil, .enumValue)
      }
    }
    return names.compactMap { name, detail, kind in
      guard cursor.isWritable(name) else { return nil }
      return item(name, kind, detail: detail, text: name + close, range: content, rank: 0)
    }
  }

  /// A look from a token, rather than from the cursor.
  private init(_ cursor: ExpressionCursor, before place: Int) {
    self.init(cursor, cursor.parsed.tokens.filter { $0.kind != .comment && $0.kind != .end }, place)
  }

  private init(_ cursor: ExpressionCursor, _ tokens: [Token], _ place: Int) {
    self.cursor = cursor
    self.tokens = tokens
    word = TextRange(at: cursor.offset)
    previous = place > 0 && place <= tokens.count ? place - 1 : nil
  }

  // MARK: Items

  private func keywords(_ words: [String]) -> [CompletionItem] {
    words.compactMap { item($0, .keyword, rank: 300) }
  }

  /// One item a name: its overloads are told by signature help.
  private func functions(_ rows: [FunctionOverload], dropping prefix: Int = 0, rank: Int) -> [CompletionItem] {
    var seen: Set<String> = []
    let isCalled =
      word.end < cursor.parsed.bytes.count && cursor.parsed.bytes[word.end] == UInt8(ascii: "(")
    return rows.compactMap { row in
      guard seen.insert(row.name).inserted else { return nil }
      let name = String(decoding: row.name.utf8.dropFirst(prefix), as: UTF8.self)
      let count = row.parameters.count - (row.isReceiver ? 1 : 0)
      var result = item(
        name, .function, detail: row.signature, documentation: FunctionChoice.documentation(row),
        text: isCalled ? name : count == 0 ? name + "()" : name + "(", rank: rank)
      if !isCalled, count > 0, let text = result?.edit.replacement { result?.snippet = text + "$1)$0" }
      return result
    }
  }

  private func item(_ field: RecordType.Field, _ kind: CompletionKind, rank: Int) -> CompletionItem? {
    item(field.name, kind, detail: field.type.description, documentation: field.documentation, rank: rank)
  }

  /// Nil where the text cannot be replaced byte by byte, or not at the cursor.
  private func item(
    _ label: String, _ kind: CompletionKind, detail: String? = nil, documentation: String? = nil,
    text: String? = nil, range: TextRange? = nil, rank: Int
  ) -> CompletionItem? {
    guard let place = cursor.source(range ?? word), place.touches(cursor.position) else { return nil }
    let text = text ?? label
    return CompletionItem(
      label: label, kind: kind, detail: detail, documentation: documentation,
      edit: TextEdit(place, cursor.needsBlank ? " " + text : text), rank: rank)
  }
}

extension Token {
  /// Whether it is a name, or a word that stands like one.
  fileprivate var isWord: Bool {
    switch kind {
    case .identifier, .keyword, .reserved: true
    default: false
    }
  }
}

extension String {
  /// Whether it can be written behind a dot.
  fileprivate var isPlainName: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    return !["true", "false", "null", "in"].contains(self)
      && utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
      }
  }
}
