// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Why an expression of CUE has no value.
package struct CUEError: Error, Hashable, Sendable {
  /// What is wrong, in words.
  package var message: String
}

extension CUEExpression {
  /// The value of a text that is an expression of CUE.
  ///
  /// `roots` are the names that it may use. What an unknown value decides is unknown, and so is what uses more of CUE
  /// than is read here. Complexity: O(text).
  package static func evaluate(_ text: String, roots: [String: CELValue]) -> Result<CELValue, CUEError> {
    let expression = CUEParser.parse(text)
    if let problem = expression.problem { return .failure(CUEError(message: problem.message)) }
    guard let root = expression.root else { return .success(.unknown("expression")) }
    return expression.evaluate(root, roots)
  }

  // The parser limits how deep nodes lie in each other.
  private func evaluate(_ index: Int, _ roots: [String: CELValue]) -> Result<CELValue, CUEError> {
    guard let node = self[index] else { return .success(.unknown("expression")) }
    switch node.kind {
    case .text(let text): return .success(.string(text))
    case .number(let text):
      if let number = Int64(text) { return .success(.int(number)) }
      return .success(Double(text).map { .double($0) } ?? .unknown(text))
    case .boolean(let value): return .success(.bool(value))
    case .null: return .success(.null)
    case .name(let name):
      return roots[name].map { .success($0) } ?? .failure(CUEError(message: "reference \"\(name)\" not found"))
    case .selection(let base, let name, _):
      return evaluate(base, roots).flatMap { Self.member(of: $0, name) }
    case .index(let base, let key):
      return evaluate(base, roots).flatMap { base in
        evaluate(key, roots).flatMap { Self.element(of: base, $0) }
      }
    case .call(let callee, let arguments): return call(callee, arguments, roots)
    case .unary(let word, let operand): return evaluate(operand, roots).flatMap { Self.unary(word, $0) }
    case .binary(let word, let left, let right): return binary(word, left, right, roots)
    }
  }

  private func call(_ callee: Int, _ arguments: [Int], _ roots: [String: CELValue]) -> Result<CELValue, CUEError> {
    guard case .name("len") = self[callee]?.kind, let first = arguments.first, arguments.count == 1 else {
      return .success(.unknown("call"))
    }
    return evaluate(first, roots).flatMap { value in
      switch value {
      case .string(let text): .success(.int(Int64(text.utf8.count)))
      case .list(let list): .success(.int(Int64(list.elements.count)))
      case .map(let map): .success(.int(Int64(map.count)))
      case .unknown: .success(value)
      default: .failure(CUEError(message: "invalid argument type \(value.typeName.name) of len"))
      }
    }
  }

  private static func member(of value: CELValue, _ name: String) -> Result<CELValue, CUEError> {
    switch value {
    case .map(let map):
      map[field: name].map { .success($0) } ?? .failure(CUEError(message: "undefined field: \(name)"))
    case .unknown(let path): .success(.unknown("\(path).\(name)"))
    default: .failure(CUEError(message: "\(value.typeName.name) has no field \(name)"))
    }
  }

  private static func element(of value: CELValue, _ key: CELValue) -> Result<CELValue, CUEError> {
    switch (value, key) {
    case (.unknown, _): return .success(value)
    case (_, .unknown): return .success(key)
    case (.list(let list), .int(let place)):
      guard place >= 0, place < Int64(list.elements.count) else {
        return .failure(CUEError(message: "index \(place) out of range"))
      }
      return .success(list.elements[Int(place)])
    case (.map, .string(let name)): return member(of: value, name)
    default: return .failure(CUEError(message: "invalid index of \(value.typeName.name)"))
    }
  }

  private static func unary(_ word: String, _ value: CELValue) -> Result<CELValue, CUEError> {
    switch (word, value) {
    case (_, .unknown): .success(value)
    case ("!", .bool(let truth)): .success(.bool(!truth))
    case ("-", .int(let number)): .success(.int(0 &- number))
    case ("-", .double(let number)): .success(.double(-number))
    case ("+", .int), ("+", .double): .success(value)
    default: .failure(CUEError(message: "invalid operation \(word) on \(value.typeName.name)"))
    }
  }

  private func binary(
    _ word: String, _ leftIndex: Int, _ rightIndex: Int, _ roots: [String: CELValue]
  ) -> Result<CELValue, CUEError> {
    evaluate(leftIndex, roots).flatMap { left in
      if word == "&&", case .bool(false) = left { return .success(left) }
      if word == "||", case .bool(true) = left { return .success(left) }
      return evaluate(rightIndex, roots).flatMap { Self.binary(word, left, $0) }
    }
  }

  private static func binary(_ word: String, _ left: CELValue, _ right: CELValue) -> Result<CELValue, CUEError> {
    func mismatch() -> Result<CELValue, CUEError> {
      .failure(CUEError(message: "invalid operands of \(word): \(left.typeName.name) and \(right.typeName.name)"))
    }
    switch (word, left, right) {
    case ("&&", .unknown, .bool(false)), ("||", .unknown, .bool(true)): return .success(right)
    case (_, .unknown, _): return .success(left)
    case (_, _, .unknown): return .success(right)
    case ("&&", .bool(let left), .bool(let right)): return .success(.bool(left && right))
    case ("||", .bool(let left), .bool(let right)): return .success(.bool(left || right))
    case ("==", .null, _), ("==", _, .null): return .success(.bool(left == right))
    case ("!=", .null, _), ("!=", _, .null): return .success(.bool(left != right))
    case ("==", _, _), ("!=", _, _), ("<", _, _), (">", _, _), ("<=", _, _), (">=", _, _):
      guard let isBefore = isBefore(left, right), let isAfter = Self.isBefore(right, left) else {
        guard left.typeName == right.typeName else { return mismatch() }
        return word == "=="
          ? .success(.bool(left == right)) : word == "!=" ? .success(.bool(left != right)) : mismatch()
      }
      switch word {
      case "==": return .success(.bool(!isBefore && !isAfter))
      case "!=": return .success(.bool(isBefore || isAfter))
      case "<": return .success(.bool(isBefore))
      case ">": return .success(.bool(isAfter))
      case "<=": return .success(.bool(!isAfter))
      default: return .success(.bool(!isBefore))
      }
    case ("+", .string(let left), .string(let right)): return .success(.string(left + right))
    case ("=~", .string, .string), ("!~", .string, .string): return .success(.unknown("match"))
    default: return arithmetic(word, left, right).map { .success($0) } ?? mismatch()
    }
  }

  /// Whether one value is smaller; nil for values without an order.
  private static func isBefore(_ left: CELValue, _ right: CELValue) -> Bool? {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.int(let left), .int(let right)): left < right
    default: number(left).flatMap { left in number(right).map { left < $0 } }
    }
  }

  private static func number(_ value: CELValue) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  private static func arithmetic(_ word: String, _ left: CELValue, _ right: CELValue) -> CELValue? {
    if case .int(let left) = left, case .int(let right) = right, word != "/" {
      switch word {
      case "+": return .int(left &+ right)
      case "-": return .int(left &- right)
      case "*": return .int(left &* right)
      default: return nil
      }
    }
    guard let left = number(left), let right = number(right) else { return nil }
    switch word {
    case "+": return .double(left + right)
    case "-": return .double(left - right)
    case "*": return .double(left * right)
    case "/": return right == 0 ? nil : .double(left / right)
    default: return nil
    }
  }
}
