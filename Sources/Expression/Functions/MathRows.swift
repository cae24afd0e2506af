// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The math extension.
  mutating func addMath() {
    for (name, op, text) in [
      ("math.greatest", BinaryOperator.greater, "The greatest of numbers."),
      ("math.least", BinaryOperator.less, "The least of numbers."),
    ] {
      for type in [CELType.int, .uint, .double] {
        function(name, [("value", type)], type, text, "\(name)(1, 2)", isVariadic: true) {
          context, arguments throws(EvaluationFault) in
          try CatalogBuilder.extreme(arguments.values, op, &context)
        }
      }
      function(name, [("value", .dyn), ("other", .dyn)], .dyn, text, "\(name)(1, 2.5)", isVariadic: true) {
        context, arguments throws(EvaluationFault) in
        try CatalogBuilder.extreme(arguments.values, op, &context)
      }
      for type in [CELType.int, .uint, .double, .dyn] {
        function(name, [("values", .list(type))], type, text, "\(name)([1, 2])") {
          context, arguments throws(EvaluationFault) in
          try CatalogBuilder.extreme(arguments.list(0).elements, op, &context)
        }
      }
    }
    let roundings: [(String, String, Rounding)] = [
      ("math.ceil", "The next whole number upwards.", .up), ("math.floor", "The next whole number downwards.", .down),
      ("math.round", "The nearest whole number, halves away from zero.", .nearest),
      ("math.trunc", "The whole number towards zero.", .towardZero),
    ]
    for (name, text, rule) in roundings {
      function(name, [("value", .double)], .double, text, "\(name)(1.5)") { _, arguments throws(EvaluationFault) in
        .double(try arguments.double(0).whole(rule))
      }
    }
    for type in [CELType.int, .uint, .double] {
      function("math.abs", [("value", type)], type, "The value without its sign.", "math.abs(-1)") {
        _, arguments throws(EvaluationFault) in
        switch try arguments.value(0) {
        case .int(let value):
          if value == .min { throw .overflow }
          return .int(abs(value))
        case .double(let value): return .double(value.magnitude)
        default: return try arguments.value(0)
        }
      }
      function("math.sign", [("value", type)], type, "-1, 0 or 1.", "math.sign(-5)") {
        _, arguments throws(EvaluationFault) in
        switch try arguments.value(0) {
        case .int(let value): return .int(value.signum())
        case .uint(let value): return .uint(value == 0 ? 0 : 1)
        case .double(let value): return .double(value.isNaN || value == 0 ? value : value < 0 ? -1 : 1)
        default: throw .overload("math.sign", arguments.values)
        }
      }
      function("math.sqrt", [("value", type)], .double, "The square root.", "math.sqrt(2.0)") {
        _, arguments throws(EvaluationFault) in
        guard case .double(let value) = try Conversion.double(arguments.value(0)) else {
          throw .overload("math.sqrt", arguments.values)
        }
        return .double(value.exactSquareRoot)
      }
    }
    let tests: [(String, String, @Sendable (Double) -> Bool)] = [
      ("math.isNaN", "Whether it is no number.", { $0.isNaN }),
      ("math.isInf", "Whether it is infinite.", { $0.isInfinite }),
      ("math.isFinite", "Whether it is a finite number.", { $0.isFinite }),
    ]
    for (name, text, test) in tests {
      function(name, [("value", .double)], .bool, text, "\(name)(0.0 / 0.0)") {
        _, arguments throws(EvaluationFault) in .bool(test(try arguments.double(0)))
      }
    }
    addBits()
  }

  private mutating func addBits() {
    let pairs: [(String, String, @Sendable (UInt64, UInt64) -> UInt64)] = [
      ("math.bitAnd", "The bits set in both.", { $0 & $1 }),
      ("math.bitOr", "The bits set in one of both.", { $0 | $1 }),
      ("math.bitXor", "The bits set in exactly one.", { $0 ^ $1 }),
    ]
    for type in [CELType.int, .uint] {
      for (name, text, combine) in pairs {
        function(name, [("left", type), ("right", type)], type, text, "\(name)(5, 3)") {
          _, arguments throws(EvaluationFault) in
          switch (try arguments.value(0), try arguments.value(1)) {
          case (.int(let left), .int(let right)):
            return .int(Int64(bitPattern: combine(UInt64(bitPattern: left), UInt64(bitPattern: right))))
          case (.uint(let left), .uint(let right)): return .uint(combine(left, right))
          default: throw .overload(name, arguments.values)
          }
        }
      }
      function("math.bitNot", [("value", type)], type, "The bits that are not set.", "math.bitNot(1)") {
        _, arguments throws(EvaluationFault) in
        switch try arguments.value(0) {
        case .int(let value): return .int(~value)
        case .uint(let value): return .uint(~value)
        default: throw .overload("math.bitNot", arguments.values)
        }
      }
      for (name, isLeft) in [("math.bitShiftLeft", true), ("math.bitShiftRight", false)] {
        function(
          name, [("value", type), ("count", .int)], type,
          isLeft ? "The bits moved to the left." : "The bits moved to the right, zeros from the left.",
          "\(name)(8, 1)"
        ) { _, arguments throws(EvaluationFault) in
          let count = try arguments.int(1)
          if count < 0 { throw EvaluationFault(.invalidArgument, "\(name) negative offset: \(count)") }
          let shift = { (bits: UInt64) in count > 63 ? 0 : isLeft ? bits << UInt64(count) : bits >> UInt64(count) }
          switch try arguments.value(0) {
          case .int(let value): return .int(Int64(bitPattern: shift(UInt64(bitPattern: value))))
          case .uint(let value): return .uint(shift(value))
          default: throw .overload(name, arguments.values)
          }
        }
      }
    }
  }

  private static func extreme(
    _ values: [CELValue], _ op: BinaryOperator, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    let name = op == .greater ? "math.greatest" : "math.least"
    guard var best = values.first else {
      throw EvaluationFault(.invalidArgument, "\(name)(list) argument must not be empty")
    }
    for value in values {
      switch value {
      case .int, .uint, .double: break
      default: throw .overload(name, values)
      }
      if try Arithmetic.compare(op, value, best, &context) { best = value }
      try context.charge(1)
    }
    return best
  }
}
