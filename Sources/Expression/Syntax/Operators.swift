// SPDX-License-Identifier: Apache-2.0

/// The operators before an operand.
package enum UnaryOperator: String, Sendable, Hashable {
  /// `!`
  case not = "!_"
  /// `-`
  case negate = "-_"

  /// How it is written.
  package var symbol: String { self == .not ? "!" : "-" }
}

/// The operators between two operands. The raw value is the name of the function in the catalog.
package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  /// `||`
  case or = "_||_"
  /// `&&`
  case and = "_&&_"
  /// `==`
  case equal = "_==_"
  /// `!=`
  case notEqual = "_!=_"
  /// `<`
  case less = "_<_"
  /// `<=`
  case lessOrEqual = "_<=_"
  /// `>`
  case greater = "_>_"
  /// `>=`
  case greaterOrEqual = "_>=_"
  /// `in`
  case contained = "_in_"
  /// `+`
  case add = "_+_"
  /// `-`
  case subtract = "_-_"
  /// `*`
  case multiply = "_*_"
  /// `/`
  case divide = "_/_"
  /// `%`
  case remainder = "_%_"

  /// How it is written.
  package var symbol: String {
    self == .contained ? "in" : String(rawValue.dropFirst().dropLast())
  }

  /// How tightly it binds, 1 (`||`) to 5 (`*`).
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained: 3
    case .add, .subtract: 4
    case .multiply, .divide, .remainder: 5
    }
  }

  /// The operator of a token; `in` is a keyword and is told apart by its text.
  init?(_ kind: TokenKind) {
    switch kind {
    case .or: self = .or
    case .and: self = .and
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    case .percent: self = .remainder
    default: return nil
    }
  }
}
