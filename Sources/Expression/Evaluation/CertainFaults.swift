// SPDX-License-Identifier: Apache-2.0

extension EvaluationEnvironment {
  /// The faults that are certain whenever their place is evaluated, as `1 / 0` and `timestamp("x")`, whatever the
  /// variables are; each at the innermost node at fault, in the order of the text. What a constant condition keeps
  /// from being evaluated is left out.
  ///
  /// A variable that the environment does not have counts as unknown. Parts of more than 64 nodes are not tried, so that the whole
  /// is linear; a costly one ends at 10,000 units.
  package func certainFaults(in expression: ParsedExpression) -> [EvaluationError] {
    guard let root = expression.root, expression.problems.isEmpty else { return [] }
    var bounded = self
    bounded.costLimit = Swift.min(costLimit, 10_000)
    // A part may mention the variable of a loop around it.
    let variable = self.variable
    bounded.variable = { variable($0) ?? .unknown($0) }
    var sizes: [ExpressionID: Int] = [:]
    var found: [EvaluationError] = []
    var pending: [ExpressionID] = [root]
    var order: [ExpressionID] = []
    while let id = pending.popLast() {
      order.append(id)
      pending += reachable(expression, id, bounded)
    }
    for id in order.reversed() {
      let node = expression[id]
      let size = node.children.reduce(1) { $0 + (sizes[$1] ?? 1) }
      sizes[id] = size
      switch node.kind {
      case .literal, .identifier, .error: continue
      default: break
      }
      guard size <= 64 else { continue }
      let result = Program(expression, root: id, environment: bounded).evaluate(in: bounded)
      if case .failure(let error) = result, error.node == id, EvaluationEnvironment.certain.contains(error.kind) {
        found.append(error)
      }
    }
    return found.sorted { $0.range < $1.range }
  }

  /// The nodes below that can be evaluated: not the branch that a constant condition shuts out.
  private func reachable(
    _ expression: ParsedExpression, _ id: ExpressionID, _ environment: EvaluationEnvironment
  ) -> [ExpressionID] {
    func constant(_ id: ExpressionID) -> Bool? {
      guard case .literal(.bool(let value)) = expression[id].kind else { return nil }
      return value
    }
    switch expression[id].kind {
    case .binary(.and, let left, let right) where constant(left) == false || constant(right) == false: return []
    case .binary(.or, let left, let right) where constant(left) == true || constant(right) == true: return []
    case .conditional(let condition, let then, let otherwise):
      guard let value = constant(condition) else { return [condition, then, otherwise] }
      return [value ? then : otherwise]
    default: return expression[id].children
    }
  }

  private static let certain: Set<EvaluationErrorKind> = [
    .divisionByZero, .modulusByZero, .overflow, .range, .conversion, .invalidArgument, .invalidUTF8, .noSuchKey,
    .unsupportedKeyType, .repeatedKey, .noValue,
  ]
}
