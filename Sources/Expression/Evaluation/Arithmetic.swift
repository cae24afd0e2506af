// SPDX-License-Identifier: Apache-2.0

/// The operators' meaning on values.
enum Arithmetic {
  static func apply(
    _ op: BinaryOperator, _ left: CELValue, _ right: CELValue, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    switch op {
    case .equal: return .bool(try equals(left, right, &context))
    case .notEqual: return .bool(!(try equals(left, right, &context)))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try compare(op, left, right, &context))
    case .contained: return .bool(try contains(left, right, &context))
    case .add: return try add(left, right, &context)
    case .subtract: return try subtract(left, right)
    case .multiply: return try multiply(left, right)
    case .divide: return try divide(left, right)
    case .remainder: return try remainder(left, right)
    case .and, .or: throw .overload(op.rawValue, [left, right])
    }
  }

  static func equals(
    _ left: CELValue, _ right: CELValue, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> Bool {
    switch (left, right) {
    case (.list, .list), (.map, .map), (.string, .string), (.bytes, .bytes), (.optional, .optional):
      try context.charge(min(left.weight, right.weight))
    default: break
    }
    return left.equals(right)
  }

  static func compare(
    _ op: BinaryOperator, _ left: CELValue, _ right: CELValue, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> Bool {
    guard let order = left.compare(right) else { throw .overload(op.rawValue, [left, right]) }
    if case .string = left { try context.charge(min(left.weight, right.weight)) }
    return switch op {
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .same
    case .greater: order == .greater
    default: order == .greater || order == .same
    }
  }

  static func contains(
    _ element: CELValue, _ container: CELValue, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> Bool {
    switch container {
    case .list(let list):
      for other in list.elements {
        try context.charge(1)
        if try equals(element, other, &context) { return true }
      }
      return false
    case .map(let map):
      try context.charge(element.weight)
      return map[key: element] != nil
    default: throw .overload("_in_", [element, container])
    }
  }

  static func add(
    _ left: CELValue, _ right: CELValue, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try checked(left.addingReportingOverflow(right)))
    case (.uint(let left), .uint(let right)): return .uint(try checked(left.addingReportingOverflow(right)))
    case (.double(let left), .double(let right)): return .double(left + right)
    case (.string(let left), .string(let right)):
      try context.charge(bytes: left.utf8.count + right.utf8.count)
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)):
      try context.charge(bytes: left.count + right.count)
      return .bytes(left + right)
    case (.list(let left), .list(let right)):
      try context.charge(left.count + right.count)
      if left.count == 0 { return .list(right) }
      if right.count == 0 { return .list(left) }
      return .array(left.elements + right.elements)
    case (.timestamp(let time), .duration(let span)), (.duration(let span), .timestamp(let time)):
      guard let sum = time.adding(span) else { throw .range("timestamp out of range") }
      return .timestamp(sum)
    case (.duration(let left), .duration(let right)):
      let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
      if overflow { throw .range("duration out of range") }
      return .duration(CELDuration(nanoseconds: sum))
    default: throw .overload("_+_", [left, right])
    }
  }

  static func subtract(_ left: CELValue, _ right: CELValue) throws(EvaluationFault) -> CELValue {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try checked(left.subtractingReportingOverflow(right)))
    case (.uint(let left), .uint(let right)): return .uint(try checked(left.subtractingReportingOverflow(right)))
    case (.double(let left), .double(let right)): return .double(left - right)
    case (.timestamp(let time), .duration(let span)):
      guard span.nanoseconds != .min, let sum = time.adding(CELDuration(nanoseconds: -span.nanoseconds)) else {
        throw .range("timestamp out of range")
      }
      return .timestamp(sum)
    case (.timestamp(let left), .timestamp(let right)):
      guard let span = left.since(right) else { throw .range("duration out of range") }
      return .duration(span)
    case (.duration(let left), .duration(let right)):
      let (sum, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
      if overflow { throw .range("duration out of range") }
      return .duration(CELDuration(nanoseconds: sum))
    default: throw .overload("_-_", [left, right])
    }
  }

  static func multiply(_ left: CELValue, _ right: CELValue) throws(EvaluationFault) -> CELValue {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try checked(left.multipliedReportingOverflow(by: right)))
    case (.uint(let left), .uint(let right)): return .uint(try checked(left.multipliedReportingOverflow(by: right)))
    case (.double(let left), .double(let right)): return .double(left * right)
    default: throw .overload("_*_", [left, right])
    }
  }

  static func divide(_ left: CELValue, _ right: CELValue) throws(EvaluationFault) -> CELValue {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      if right == 0 { throw .divisionByZero }
      return .int(try checked(left.dividedReportingOverflow(by: right)))
    case (.uint(let left), .uint(let right)):
      if right == 0 { throw .divisionByZero }
      return .uint(left / right)
    case (.double(let left), .double(let right)): return .double(left / right)
    default: throw .overload("_/_", [left, right])
    }
  }

  static func remainder(_ left: CELValue, _ right: CELValue) throws(EvaluationFault) -> CELValue {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      if right == 0 { throw .modulusByZero }
      return .int(try checked(left.remainderReportingOverflow(dividingBy: right)))
    case (.uint(let left), .uint(let right)):
      if right == 0 { throw .modulusByZero }
      return .uint(left % right)
    default: throw .overload("_%_", [left, right])
    }
  }

  static func negate(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .int(let value): return .int(try checked((0 as Int64).subtractingReportingOverflow(value)))
    case .double(let value): return .double(-value)
    default: throw .overload("-_", [value])
    }
  }

  static func not(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    guard case .bool(let value) = value else { throw .overload("!_", [value]) }
    return .bool(!value)
  }

  /// `container[index]`.
  static func index(_ container: CELValue, _ index: CELValue) throws(EvaluationFault) -> CELValue {
    switch container {
    case .list(let list):
      guard let place = try place(index) else {
        throw EvaluationFault(.invalidArgument, "invalid_argument: \(index.celDescription) is no index of a list")
      }
      guard let element = list.element(at: place) else {
        throw EvaluationFault(
          .invalidArgument, "invalid_argument: index \(place) is out of bounds of a list of \(list.count)")
      }
      return element
    case .map(let map):
      guard let value = map[key: index] else { throw .missingKey(index) }
      return value
    case .optional(let optional):
      guard let value = optional.value else { return .none }
      return try optionalIndex(value, index)
    default: throw .overload("_[_]", [container, index])
    }
  }

  /// `container[?index]`.
  static func optionalIndex(_ container: CELValue, _ index: CELValue) throws(EvaluationFault) -> CELValue {
    switch container {
    case .list(let list):
      guard let place = try place(index), let element = list.element(at: place) else { return .none }
      return .some(element)
    case .map(let map): return map[key: index].map { .some($0) } ?? .none
    case .optional(let optional):
      guard let value = optional.value else { return .none }
      return try optionalIndex(value, index)
    default: throw .overload("_[?_]", [container, index])
    }
  }

  /// The place a value stands for as an index: an integer, or a double or uint of the same value.
  private static func place(_ index: CELValue) throws(EvaluationFault) -> Int? {
    switch index {
    case .int(let value): Int(exactly: value)
    case .uint(let value): Int(exactly: value)
    case .double(let value): value.exactInt.flatMap { Int(exactly: $0) }
    default: nil
    }
  }

  /// `operand.field`.
  static func select(_ operand: CELValue, _ field: String) throws(EvaluationFault) -> CELValue {
    switch operand {
    case .map(let map):
      guard let value = map[field: field] else { throw .missingKey(.string(field)) }
      return value
    case .optional(let optional):
      guard let value = optional.value else { return .none }
      return try optionalSelect(value, field)
    default:
      throw EvaluationFault(
        .noSuchOverload, "no such overload: type '\(operand.typeName.name)' does not support field selection")
    }
  }

  /// `operand.?field`.
  static func optionalSelect(_ operand: CELValue, _ field: String) throws(EvaluationFault) -> CELValue {
    switch operand {
    case .map(let map): return map[field: field].map { .some($0) } ?? .none
    case .optional(let optional):
      guard let value = optional.value else { return .none }
      return try optionalSelect(value, field)
    default:
      throw EvaluationFault(
        .noSuchOverload, "no such overload: type '\(operand.typeName.name)' does not support field selection")
    }
  }

  /// `has(operand.field)`.
  static func has(_ operand: CELValue, _ field: String) throws(EvaluationFault) -> Bool {
    switch operand {
    case .map(let map): return map[field: field] != nil
    case .optional(let optional):
      guard let value = optional.value else { return false }
      return try has(value, field)
    default:
      throw EvaluationFault(
        .noSuchOverload, "no such overload: type '\(operand.typeName.name)' does not support field selection")
    }
  }

  private static func checked<T>(_ result: (partialValue: T, overflow: Bool)) throws(EvaluationFault) -> T {
    if result.overflow { throw .overflow }
    return result.partialValue
  }
}

extension EvaluationFault {
  static func missingKey(_ key: CELValue) -> EvaluationFault {
    if case .string(let name) = key { return EvaluationFault(.noSuchKey, "no such key: '\(name)'") }
    return EvaluationFault(.noSuchKey, "no such key: \(key.celDescription)")
  }
}
