// SPDX-License-Identifier: Apache-2.0
import Expression

extension ParsedExpression {
  /// The paths whose value becomes part of the expression's value: not those that it only compares, counts, measures or
  /// decides by. `isSafe` names further calls whose result gives nothing away. Complexity: O(nodes).
  func valuePaths(isSafe: (String) -> Bool = { _ in false }) -> [[PathComponent]] {
    guard let root else { return [] }
    var found: [[PathComponent]] = []
    var pending = [root]
    while let id = pending.popLast() {
      if let path = path(of: id) {
        found.append(path)
        continue
      }
      switch self[id].kind {
      case .error, .literal, .identifier, .unary: break
      case .select(let operand, _, _): pending.append(operand)
      case .index(let operand, _, _): pending.append(operand)
      case .binary(let symbol, let left, let right):
        // Of the operators only `+` puts texts together.
        if symbol == .add { pending += [right, left] }
      case .conditional(_, let then, let otherwise): pending += [otherwise, then]
      case .list(let elements): pending += elements.map(\.value).reversed()
      case .map(let entries): pending += entries.flatMap { [$0.value, $0.key] }
      case .call(let name, let target, let arguments):
        if Self.measures.contains(name) || isSafe(name) { break }
        pending += (target.map { [$0] } ?? []) + arguments
      case .macro(let call):
        switch call.macro {
        case .has, .all, .exists, .existsOne: break
        default: pending += (call.target.map { [$0] } ?? []) + (call.body.map { [$0] } ?? []) + call.arguments.prefix(1)
        }
      }
    }
    return found
  }

  /// Calls whose result is a number, a boolean or a moment.
  private static let measures: Set<String> = [
    "int", "uint", "double", "bool", "size", "matches", "startsWith", "endsWith", "contains", "timestamp", "duration",
    "type", "indexOf", "lastIndexOf", "success", "failure", "always", "cancelled", "isIP", "isCIDR",
  ]
}
