// SPDX-License-Identifier: Apache-2.0

extension ParsedExpression {
  /// About how many units an evaluation costs at worst: every loop runs to its end, and a list of unknown length has
  /// `assumedCount` elements; lists that are written out count as they are. Clamped to `Int.max`. Complexity: O(n).
  package func worstCost(assumedCount: Int = 100) -> Int {
    guard let root else { return 0 }
    return cost(root, assumedCount).total
  }

  /// The cost of a node, and how many elements it has, when it is a list or map.
  private func cost(_ id: ExpressionID, _ assumed: Int) -> (total: Int, count: Int) {
    let node = self[id]
    var total = 1
    switch node.kind {
    case .list(let elements):
      for element in elements { total = total.addingClamped(cost(element.value, assumed).total) }
      return (total, elements.count)
    case .map(let entries):
      for child in node.children { total = total.addingClamped(cost(child, assumed).total) }
      return (total, entries.count)
    case .macro(let call):
      guard call.macro.isLoop, let target = call.target else { break }
      let range = cost(target, assumed)
      var body = 1
      for argument in call.arguments { body = body.addingClamped(cost(argument, assumed).total) }
      return (range.total.addingClamped(range.count.multipliedClamped(by: body)), range.count)
    case .call("range", _, let arguments):
      if let first = arguments.first, case .literal(.int(let count)) = self[first].kind {
        return (max(1, Int(clamping: count)), max(0, Int(clamping: count)))
      }
    default: break
    }
    for child in node.children { total = total.addingClamped(cost(child, assumed).total) }
    return (total, assumed)
  }
}

extension Macro {
  /// Whether it evaluates its body for every element of a list or map.
  package var isLoop: Bool {
    switch self {
    case .has, .bind, .block, .optMap, .optFlatMap: false
    default: true
    }
  }
}
