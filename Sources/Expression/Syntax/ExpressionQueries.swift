// SPDX-License-Identifier: Apache-2.0
import SourceText

extension ParsedExpression {
  /// Calls `body` with every node that hangs on the root, parents first, with its parent.
  package func visit(_ body: (_ id: ExpressionID, _ parent: ExpressionID?) -> Void) {
    guard let root else { return }
    var pending: [(ExpressionID, ExpressionID?)] = [(root, nil)]
    while let (id, parent) = pending.popLast() {
      body(id, parent)
      for child in self[id].children.reversed() { pending.append((child, id)) }
    }
  }

  /// The nodes that a cursor at `offset` touches, from the root inward; the last is the innermost.
  package func nodes(at offset: Int) -> [ExpressionID] {
    guard let root else { return [] }
    var chain: [ExpressionID] = []
    var next: ExpressionID? = root
    while let id = next {
      chain.append(id)
      let children = self[id].children
      next =
        children.last { self[$0].range.contains(offset) } ?? children.last { self[$0].range.touches(offset) }
    }
    return chain
  }

  /// The innermost node that a cursor at `offset` touches.
  package func node(at offset: Int) -> ExpressionID? { nodes(at: offset).last }

  /// The local variables of macros that are visible at `offset`, innermost first.
  package func variablesInScope(at offset: Int) -> [MacroCall.Variable] {
    var found: [MacroCall.Variable] = []
    for id in nodes(at: offset).reversed() {
      guard case .macro(let call) = self[id].kind, let last = call.variables.last, offset > last.range.end else {
        continue
      }
      if let value = call.macro == .bind ? call.arguments.first : nil, self[value].range.touches(offset) { continue }
      found += call.variables
    }
    return found
  }

  /// The call whose parentheses a cursor at `offset` stands in, with the argument it stands at (from 0), for
  /// signature help; also where the closing parenthesis is missing.
  package func call(at offset: Int) -> (id: ExpressionID, argument: Int)? {
    for id in nodes(at: offset).reversed() {
      let node = self[id]
      switch node.kind {
      case .call, .macro: break
      default: continue
      }
      guard let open = tokens.first(where: { $0.range.start >= node.nameRange.end && $0.kind == .leftParenthesis }),
        open.range.end <= offset
      else { continue }
      var depth = 0
      var argument = 0
      for token in tokens where token.range.start >= open.range.end && token.range.end <= offset {
        switch token.kind {
        case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
        case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
        case .comma where depth == 0: argument += 1
        default: break
        }
        if depth < 0 { break }
      }
      if depth >= 0 { return (id, argument) }
    }
    return nil
  }

  /// The dotted name a node is, as `math.greatest`: names and plain selections only.
  package func qualifiedName(of id: ExpressionID) -> String? {
    var names: [String] = []
    var id = id
    while true {
      switch self[id].kind {
      case .identifier(let name, false):
        names.append(name)
        return names.reversed().joined(separator: ".")
      case .select(let operand, let field, false):
        names.append(field)
        id = operand
      default: return nil
      }
    }
  }
}
