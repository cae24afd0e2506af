// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText

/// What is told about the part of an expression under the pointer: its type, its documentation, and its value where that
/// is the same in every run.
struct ExpressionHover {
  let cursor: ExpressionCursor
  /// The document's text.
  let text: SourceText
  /// The workflow files of a scenario file.
  let linked: LinkedFiles

  /// Nil between the parts.
  func result() -> HoverResult? {
    let parsed = cursor.parsed
    let token = parsed.tokens.last { $0.kind != .end && $0.kind != .comment && $0.range.touches(cursor.offset) }
    guard token != nil else { return nil }
    var chain = parsed.nodes(at: cursor.offset)
    // A key in brackets is told as the field that it names.
    if chain.count > 1, let last = chain.last, case .literal(.string) = parsed[last].kind,
      case .index(_, let key, _) = parsed[chain[chain.count - 2]].kind, key == last
    {
      chain.removeLast()
    }
    guard let id = chain.last else { return nil }
    let node = parsed[id]
    switch node.kind {
    case .error: return nil
    case .identifier, .select, .index: return name(id)
    case .call, .macro: return call(id)
    default: return part(id)
    }
  }

  private func name(_ id: ExpressionID) -> HoverResult? {
    let meaning = cursor.meaning(of: id)
    guard meaning.type != .error else { return nil }
    let node = cursor.parsed[id]
    var lines = ["`\(shown(node.range)): \(meaning.type)`"]
    if let documentation = meaning.field?.documentation { lines += ["", documentation] }
    if let options = meaning.field?.options, !options.isEmpty {
      lines += ["", "One of " + options.prefix(20).map { "`\($0.celDescription)`" }.joined(separator: ", ")]
    }
    if let origin = cursor.outputOrigin(of: id, in: text, linked) { lines += ["", "*\(origin)*"] }
    if let declared = cursor.parsed.variablesInScope(at: node.range.start).first(where: {
      $0.name == shown(node.range)
    }), meaning.field == nil {
      lines = ["`\(declared.name): \(meaning.type)`", "", "A variable of the macro around it."]
    }
    if case .record(let record) = meaning.type, !record.fields.isEmpty {
      lines += [""] + record.fields.prefix(20).map { "- `\($0.name)`: \($0.type)" }
    }
    return answer(lines, node.range)
  }

  private func call(_ id: ExpressionID) -> HoverResult? {
    let node = cursor.parsed[id]
    guard node.nameRange.touches(cursor.offset) else { return part(id) }
    let fitting = cursor.checked.overloads[id] ?? []
    let rows = fitting.isEmpty ? FunctionChoice.rows(of: id, in: cursor) : fitting
    guard let first = rows.first else { return part(id) }
    var lines = ["```cel"] + rows.prefix(6).map(\.signature) + ["```", "", first.documentation]
    lines += ["", "For example `\(first.example)`"]
    if let value = constant(id) { lines += ["", "Here it is `\(value)`"] }
    return answer(lines, node.nameRange)
  }

  private func part(_ id: ExpressionID) -> HoverResult? {
    let type = cursor.meaning(of: id).type
    guard type != .error else { return nil }
    let node = cursor.parsed[id]
    var lines = ["`\(shown(node.range)): \(type)`"]
    if let value = constant(id) { lines += ["", "It is always `\(value)`"] }
    return answer(lines, node.range)
  }

  /// The value of a part that reads nothing and is more than a literal.
  private func constant(_ id: ExpressionID) -> String? {
    let parsed = cursor.parsed
    if case .literal = parsed[id].kind { return nil }
    var pending = [id]
    while let next = pending.popLast() {
      switch parsed[next].kind {
      case .identifier, .error, .macro: return nil
      default: pending += parsed[next].children
      }
    }
    let environment = EvaluationEnvironment(costLimit: 10_000)
    guard parsed.isComplete,
      case .success(let value) = Program(parsed, root: id, environment: environment).evaluate(in: environment)
    else { return nil }
    let text = value.celDescription
    return text.utf8.count <= 200 && !text.utf8.contains(0x60) ? text : nil
  }

  /// A part's text on one line, cut off where it is long.
  private func shown(_ range: TextRange) -> String {
    let bytes = cursor.parsed.text(range).utf8.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x60 ? 0x20 : $0 }
    guard bytes.count > 60 else { return String(decoding: bytes, as: UTF8.self) }
    return String(String(decoding: bytes, as: UTF8.self).prefix(60)) + "…"
  }

  private func answer(_ lines: [String], _ range: TextRange) -> HoverResult {
    HoverResult(markdown: lines.joined(separator: "\n"), range: cursor.source(range))
  }
}
