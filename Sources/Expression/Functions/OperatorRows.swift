// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The operators. What they compute stands in `Arithmetic`; the rows give their types.
  mutating func addOperators() {
    let t = CELType.parameter("T")
    let k = CELType.parameter("K")
    let v = CELType.parameter("V")
    for op in [BinaryOperator.equal, .notEqual] {
      let isEqual = op == .equal
      binary(
        op, t, t, .bool, isEqual ? "Whether both sides are the same value." : "Whether the two sides differ.",
        isEqual ? "inputs.region == 'eu'" : "inputs.region != 'us'")
    }
    let ordered: [CELType] = [.int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration]
    let numeric: [CELType] = [.int, .uint, .double]
    let comparisons: [(BinaryOperator, String)] = [
      (.less, "less than"), (.lessOrEqual, "at most"), (.greater, "greater than"), (.greaterOrEqual, "at least"),
    ]
    for (op, words) in comparisons {
      let text = "Whether the left side is \(words) the right one."
      for type in ordered { binary(op, type, type, .bool, text, "1 \(op.symbol) 2") }
      for left in numeric {
        for right in numeric where left != right { binary(op, left, right, .bool, text, "1 \(op.symbol) 2.5") }
      }
    }
    binary(.contained, t, .list(t), .bool, "Whether the list has the element.", "'eu' in ['eu', 'us']")
    binary(.contained, k, .map(k, v), .bool, "Whether the map has the key.", "'a' in {'a': 1}")
    for type in numeric {
      binary(.add, type, type, type, "The sum; an overflow is an error.", "1 + 2")
      binary(.subtract, type, type, type, "The difference; an overflow is an error.", "3 - 1")
      binary(.multiply, type, type, type, "The product; an overflow is an error.", "2 * 3")
      binary(.divide, type, type, type, "The quotient, of integers rounded towards zero.", "7 / 2")
    }
    binary(.remainder, .int, .int, .int, "The remainder, with the sign of the left side.", "7 % 2")
    binary(.remainder, .uint, .uint, .uint, "The remainder.", "7u % 2u")
    binary(.add, .string, .string, .string, "Both texts, one after the other.", "'a' + 'b'")
    binary(.add, .bytes, .bytes, .bytes, "Both byte strings, one after the other.", "b'a' + b'b'")
    binary(.add, .list(t), .list(t), .list(t), "The elements of both lists.", "[1] + [2]")
    binary(.add, .timestamp, .duration, .timestamp, "The later time.", "now + duration('1h')")
    binary(.add, .duration, .timestamp, .timestamp, "The later time.", "duration('1h') + now")
    binary(.add, .duration, .duration, .duration, "Both spans together.", "duration('1h') + duration('1m')")
    binary(.subtract, .timestamp, .timestamp, .duration, "The span between two times.", "now - run.started_at")
    binary(.subtract, .timestamp, .duration, .timestamp, "The earlier time.", "now - duration('1h')")
    binary(
      .subtract, .duration, .duration, .duration, "The difference of two spans.", "duration('1h') - duration('1m')")
    for op in [BinaryOperator.and, .or] {
      rows(
        op.rawValue, [("left", .bool), ("right", .bool)], .bool,
        op == .and ? "Whether both sides are true." : "Whether one of the sides is true.", "a \(op.symbol) b"
      ) { _, arguments throws(EvaluationFault) in
        throw .overload(op.rawValue, arguments.values)
      }
    }
    rows("!_", [("value", .bool)], .bool, "The opposite.", "!a") { _, arguments throws(EvaluationFault) in
      try Arithmetic.not(arguments.value(0))
    }
    for type in [CELType.int, .double] {
      rows("-_", [("value", type)], type, "The negative.", "-a") { _, arguments throws(EvaluationFault) in
        try Arithmetic.negate(arguments.value(0))
      }
    }
    let indexed: [(CELType, CELType, CELType)] = [(.list(t), .int, t), (.map(k, v), k, v)]
    for (container, index, result) in indexed {
      rows(
        "_[_]", [("container", container), ("index", index)], result, "The element or value at an index or key.",
        "steps['plan']"
      ) { _, arguments throws(EvaluationFault) in
        try Arithmetic.index(arguments.value(0), arguments.value(1))
      }
      rows(
        "_[_]", [("container", .optional(container)), ("index", index)], .optional(result),
        "The element or value, when there is one.", "a.?b['c']"
      ) { _, arguments throws(EvaluationFault) in
        try Arithmetic.index(arguments.value(0), arguments.value(1))
      }
      for target in [container, .optional(container)] {
        rows(
          "_[?_]", [("container", target), ("index", index)], .optional(result),
          "The element or value, when there is one.", "a[?'b'].orValue('')"
        ) { _, arguments throws(EvaluationFault) in
          try Arithmetic.optionalIndex(arguments.value(0), arguments.value(1))
        }
      }
    }
  }

  private mutating func binary(
    _ op: BinaryOperator, _ left: CELType, _ right: CELType, _ result: CELType, _ documentation: String,
    _ example: String
  ) {
    rows(op.rawValue, [("left", left), ("right", right)], result, documentation, example) {
      context, arguments throws(EvaluationFault) in
      try Arithmetic.apply(op, arguments.value(0), arguments.value(1), &context)
    }
  }

  private mutating func rows(
    _ name: String, _ parameters: [(name: String, type: CELType)], _ result: CELType, _ documentation: String,
    _ example: String, _ implementation: @escaping FunctionOverload.Implementation
  ) {
    function(name, parameters, result, documentation, example, implementation)
  }
}
