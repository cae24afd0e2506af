// SPDX-License-Identifier: Apache-2.0
import SourceText

extension Parser {
  /// The macro node of a call, or nil when the call is an ordinary one.
  mutating func macro(
    _ name: String, target: ExpressionID?, arguments: [ExpressionID], name nameRange: TextRange, whole: TextRange
  ) -> ExpressionNode.Kind? {
    let isCEL = target.map { isIdentifier($0, "cel") } ?? false
    if isCEL, let kind = blockVariable(name, arguments) { return kind }
    guard let forms = Macro.forms[name],
      let form = forms.first(where: { $0.arguments == arguments.count })
    else { return nil }
    switch form.macro {
    case .bind, .block: guard isCEL else { return nil }
    case .has: guard target == nil else { return nil }
    default: guard target != nil else { return nil }
    }
    var variables: [MacroCall.Variable] = []
    for id in arguments.prefix(form.variables) {
      guard let node = node(id), case .identifier(let variable, false) = node.kind else {
        report(
          .invalidMacro, range(id), "`\(name)` declares a variable here, so this must be a plain name")
        variables.append(MacroCall.Variable(name: "", range: range(id), id: id))
        continue
      }
      if variables.contains(where: { $0.name == variable }) {
        report(.invalidMacro, node.range, "`\(variable)` is declared twice by this macro")
      }
      variables.append(MacroCall.Variable(name: variable, range: node.range, id: id))
    }
    var rest = Array(arguments.dropFirst(form.variables))
    switch form.macro {
    case .has:
      guard let id = rest.first, let node = node(id) else { return nil }
      if case .select = node.kind { break }
      if case .error = node.kind { break }
      let test = presenceTest(id)
      report(
        .invalidMacro, test == nil ? node.range : whole, "`has` takes a selection of a field, as in `has(a.b)`",
        replacement: test)
    case .block:
      guard let id = rest.first, let node = node(id), case .list(let elements) = node.kind else {
        report(.invalidMacro, whole, "`cel.block` takes a list literal first")
        return .error
      }
      rest = elements.map(\.value) + rest.dropFirst()
    case .transformMapEntry:
      if let id = rest.last, let node = node(id) {
        if case .map = node.kind { break }
        report(.invalidMacro, node.range, "`transformMapEntry` ends with a map literal of one entry")
      }
    default: break
    }
    let isValue = form.macro != .bind && form.macro != .block && form.macro != .has
    return .macro(
      MacroCall(macro: form.macro, target: isValue ? target : nil, variables: variables, arguments: rest))
  }

  /// `has(a["b"])` is written `"b" in a`.
  private func presenceTest(_ id: ExpressionID) -> String? {
    guard let node = node(id), case .index(let operand, let key, false) = node.kind else { return nil }
    let text = { (range: TextRange) in String(decoding: bytes[range.start..<range.end], as: UTF8.self) }
    return "\(text(range(key))) in \(text(range(operand)))"
  }

  private func isIdentifier(_ id: ExpressionID, _ name: String) -> Bool {
    guard let node = node(id), case .identifier(name, false) = node.kind else { return false }
    return true
  }

  /// `cel.index(n)` and `cel.iterVar(n, m)`: the variables of `cel.block` and of generated loops.
  private func blockVariable(_ name: String, _ arguments: [ExpressionID]) -> ExpressionNode.Kind? {
    let numbers = arguments.compactMap { id -> Int64? in
      guard let node = node(id), case .literal(.int(let value)) = node.kind, value >= 0 else { return nil }
      return value
    }
    guard numbers.count == arguments.count else { return nil }
    switch (name, numbers.count) {
    case ("index", 1): return .identifier("@index\(numbers[0])", isAbsolute: false)
    case ("iterVar", 2): return .identifier("@it:\(numbers[0]):\(numbers[1])", isAbsolute: false)
    default: return nil
    }
  }
}
