// SPDX-License-Identifier: Apache-2.0

extension CELValue {
  /// The language's equality: numbers are compared by value over all numeric types, values of different types are
  /// unequal, NaN equals nothing. Complexity: O(`min(weight)`).
  package func equals(_ other: CELValue) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): return left == right
    case (.string(let left), .string(let right)): return left.isSame(as: right)
    case (.bool(let left), .bool(let right)): return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      for (first, second) in zip(left.elements, right.elements) where !first.equals(second) { return false }
      return true
    case (.map(let left), .map(let right)):
      guard left.count == right.count else { return false }
      for (key, value) in zip(left.keys, left.values) {
        guard let other = right[key: key], value.equals(other) else { return false }
      }
      return true
    case (.optional(let left), .optional(let right)):
      guard let first = left.value, let second = right.value else { return left.value == nil && right.value == nil }
      return first.equals(second)
    case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint):
      return compare(other) == .same
    case (.address(let left), .address(let right)): return left.unmapped == right.unmapped
    default: return self == other
    }
  }

  /// How two values stand to each other.
  enum Order {
    case less, same, greater
    /// NaN is neither.
    case unordered
  }

  /// The order of two values; nil for types without one.
  func compare(_ other: CELValue) -> Order? {
    switch (self, other) {
    case (.int(let left), .int(let right)): return Order(left, right)
    case (.uint(let left), .uint(let right)): return Order(left, right)
    case (.double(let left), .double(let right)): return Order(left, right)
    case (.int(let left), .uint(let right)): return left < 0 ? .less : Order(UInt64(left), right)
    case (.uint(let left), .int(let right)): return right < 0 ? .greater : Order(left, UInt64(right))
    case (.int(let left), .double(let right)): return Order(int: left, right)
    case (.double(let left), .int(let right)): return Order(int: right, left).reversed
    case (.uint(let left), .double(let right)): return Order(uint: left, right)
    case (.double(let left), .uint(let right)): return Order(uint: right, left).reversed
    case (.string(let left), .string(let right)):
      return left.isSame(as: right) ? .same : left.precedes(right) ? .less : .greater
    case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
    case (.bytes(let left), .bytes(let right)):
      return left == right ? .same : left.lexicographicallyPrecedes(right) ? .less : .greater
    case (.timestamp(let left), .timestamp(let right)): return Order(left, right)
    case (.duration(let left), .duration(let right)): return Order(left, right)
    default: return nil
    }
  }
}

extension CELValue.Order {
  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left > right ? .greater : left == right ? .same : .unordered
  }

  /// Compared as doubles, as cel-go does: the conformance data holds `9223372036854775807 < 9223372036854775808.0`
  /// for false.
  init(int left: Int64, _ right: Double) { self.init(Double(left), right) }
  init(uint left: UInt64, _ right: Double) { self.init(Double(left), right) }

  var reversed: CELValue.Order { self == .less ? .greater : self == .greater ? .less : self }
}
