// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText

/// What a filter demands of single values: its conjuncts of the form `path == 'text'` and `path in ['a', 'b']`.
struct FilterFacts {
  /// One demand.
  struct Fact {
    /// The path's text, `incident.severity`.
    let path: String
    /// The only texts that fulfil it.
    let allowed: [String]
    /// The demand's place in the expression.
    let range: TextRange
  }

  /// The demands, in the order of the text.
  private(set) var facts: [Fact] = []
  private let parsed: ParsedExpression

  /// Collects the demands that all have to hold; nothing of an expression that does not parse.
  init(_ parsed: ParsedExpression) {
    self.parsed = parsed
    guard parsed.isComplete, let root = parsed.root else { return }
    var pending = [root]
    while let id = pending.popLast() {
      if case .binary(.and, let left, let right) = parsed[id].kind {
        pending.append(right)
        pending.append(left)
      } else if let fact = fact(id) {
        facts.append(fact)
      }
    }
  }

  private func fact(_ id: ExpressionID) -> Fact? {
    guard case .binary(let symbol, let left, let right) = parsed[id].kind else { return nil }
    switch symbol {
    case .equal:
      if let path = path(left), let text = text(right) {
        return Fact(path: path, allowed: [text], range: parsed[id].range)
      }
      if let path = path(right), let text = text(left) {
        return Fact(path: path, allowed: [text], range: parsed[id].range)
      }
      return nil
    case .contained:
      guard let path = path(left), case .list(let elements) = parsed[right].kind, !elements.isEmpty else { return nil }
      let texts = elements.compactMap { $0.isOptional ? nil : text($0.value) }
      return texts.count == elements.count ? Fact(path: path, allowed: texts, range: parsed[id].range) : nil
    default: return nil
    }
  }

  private func path(_ id: ExpressionID) -> String? {
    guard let path = parsed.path(of: id), path.count > 1, !path.contains(where: \.isOptional) else { return nil }
    return path.map(\.name).joined(separator: ".")
  }

  private func text(_ id: ExpressionID) -> String? {
    if case .literal(.string(let text)) = parsed[id].kind { text } else { nil }
  }
}
