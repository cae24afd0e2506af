// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The conversions and `type`, `dyn`.
  mutating func addConversions() {
    for type in [CELType.int, .uint, .double, .string, .timestamp, .duration] {
      function("int", [("value", type)], .int, "The value as int; out of range is an error.", "int('42')") {
        _, arguments throws(EvaluationFault) in try Conversion.int(arguments.value(0))
      }
    }
    for type in [CELType.uint, .int, .double, .string] {
      function("uint", [("value", type)], .uint, "The value as uint; out of range is an error.", "uint(42)") {
        _, arguments throws(EvaluationFault) in try Conversion.uint(arguments.value(0))
      }
    }
    for type in [CELType.double, .int, .uint, .string] {
      function("double", [("value", type)], .double, "The value as double.", "double(1)") {
        _, arguments throws(EvaluationFault) in try Conversion.double(arguments.value(0))
      }
    }
    for type in [CELType.bool, .string] {
      function("bool", [("value", type)], .bool, "The value as bool, from `true`, `false`, `1`, `0` ….", "bool('true')")
      {
        _, arguments throws(EvaluationFault) in try Conversion.bool(arguments.value(0))
      }
    }
    let textual: [CELType] = [
      .string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .address, .network,
    ]
    for type in textual {
      function("string", [("value", type)], .string, "The value as text.", "string(42)") {
        context, arguments throws(EvaluationFault) in try Conversion.string(arguments.value(0), &context)
      }
    }
    for type in [CELType.bytes, .string] {
      function("bytes", [("value", type)], .bytes, "The text's UTF-8.", "bytes('abc')") {
        context, arguments throws(EvaluationFault) in try Conversion.bytes(arguments.value(0), &context)
      }
    }
    for type in [CELType.timestamp, .string, .int] {
      function(
        "timestamp", [("value", type)], .timestamp, "The time of an RFC 3339 text, or of seconds since 1970.",
        "timestamp('2026-01-01T00:00:00Z')"
      ) { _, arguments throws(EvaluationFault) in try Conversion.timestamp(arguments.value(0)) }
    }
    for type in [CELType.duration, .string] {
      function(
        "duration", [("value", type)], .duration, "The span of a text with the units h, m, s, ms, us, ns.",
        "duration('1h30m')"
      ) { _, arguments throws(EvaluationFault) in try Conversion.duration(arguments.value(0)) }
    }
    function(
      "dyn", [("value", .parameter("T"))], .dyn, "The same value, of which the checker assumes nothing.", "dyn(1)"
    ) { _, arguments throws(EvaluationFault) in try arguments.value(0) }
    function(
      "type", [("value", .parameter("T"))], .type(.parameter("T")), "The type of the value.", "type(1) == int"
    ) { _, arguments throws(EvaluationFault) in .type(try arguments.value(0).typeName) }
  }
}
