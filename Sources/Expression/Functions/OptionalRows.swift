// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// Optional values.
  mutating func addOptionals() {
    let t = CELType.parameter("T")
    let optional = CELType.optional(t)
    function("optional.of", [("value", t)], optional, "An optional that holds the value.", "optional.of(1)") {
      _, arguments throws(EvaluationFault) in .some(try arguments.value(0))
    }
    function(
      "optional.ofNonZeroValue", [("value", t)], optional,
      "An optional that holds the value, or nothing for null, zero, false and what is empty.",
      "optional.ofNonZeroValue('')"
    ) { _, arguments throws(EvaluationFault) in
      let value = try arguments.value(0)
      return value.isZero ? .none : .some(value)
    }
    function("optional.none", [], optional, "The optional that holds nothing.", "optional.none()") {
      _, _ throws(EvaluationFault) in .none
    }
    method(optional, "hasValue", [], .bool, "Whether it holds a value.", "inputs.?region.hasValue()") {
      _, arguments throws(EvaluationFault) in .bool(try arguments.optional(0).value != nil)
    }
    method(optional, "value", [], t, "What it holds; an error when that is nothing.", "inputs.?region.value()") {
      _, arguments throws(EvaluationFault) in
      guard let value = try arguments.optional(0).value else {
        throw EvaluationFault(.noValue, "optional.none() dereference")
      }
      return value
    }
    method(
      optional, "or", [("other", optional)], optional, "This optional, or the other when this holds nothing.",
      "inputs.?a.or(inputs.?b)"
    ) { _, arguments throws(EvaluationFault) in
      try arguments.value(try arguments.optional(0).value == nil ? 1 : 0)
    }
    method(
      optional, "orValue", [("value", t)], t, "What it holds, or the value when that is nothing.",
      "inputs.?region.orValue('eu')"
    ) { _, arguments throws(EvaluationFault) in
      if let value = try arguments.optional(0).value { return value }
      return try arguments.value(1)
    }
    let list = CELType.list(optional)
    method(list, "unwrapOpt", [], .list(t), "What the optionals hold.", "[optional.of(1)].unwrapOpt()") {
      context, arguments throws(EvaluationFault) in try CatalogBuilder.unwrap(arguments, &context)
    }
    function(
      "optional.unwrap", [("list", list)], .list(t), "What the optionals hold.", "optional.unwrap([optional.of(1)])"
    ) { context, arguments throws(EvaluationFault) in try CatalogBuilder.unwrap(arguments, &context) }
  }

  private static func unwrap(
    _ arguments: Arguments, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    var output: [CELValue] = []
    for element in try arguments.list(0).elements {
      guard case .optional(let optional) = element else { throw .overload("unwrapOpt", arguments.values) }
      if let value = optional.value { output.append(value) }
      try context.charge(1)
    }
    return .array(output)
  }
}

extension CELValue {
  /// Whether it is the zero value of its type.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.count == 0
    case .map(let map): map.count == 0
    case .duration(let span): span.nanoseconds == 0
    case .timestamp(let time): time.seconds == 0 && time.nanoseconds == 0
    case .optional(let optional): optional.value == nil
    case .type, .address, .network, .unknown: false
    }
  }
}
