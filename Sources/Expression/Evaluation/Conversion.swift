// SPDX-License-Identifier: Apache-2.0

/// The conversions between types, with the ranges of the specification.
enum Conversion {
  static func int(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .int: return value
    case .uint(let number):
      guard let result = Int64(exactly: number) else { throw .range("\(number) does not fit into int") }
      return .int(result)
    case .double(let number):
      // The bounds themselves are refused, as their neighbours round to them.
      guard number > -0x1p63, number < 0x1p63 else { throw .range("\(DoubleText.plain(number)) does not fit into int") }
      return .int(Int64(number))
    case .string(let text):
      guard let result = Int64(text) else { throw .conversion(text, "int") }
      return .int(result)
    case .timestamp(let time): return .int(time.seconds)
    case .duration(let span): return .int(span.nanoseconds / 1_000_000_000)
    default: throw .overload("int", [value])
    }
  }

  static func uint(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .uint: return value
    case .int(let number):
      guard let result = UInt64(exactly: number) else { throw .range("\(number) does not fit into uint") }
      return .uint(result)
    case .double(let number):
      guard number > -1, number < 0x1p64 else { throw .range("\(DoubleText.plain(number)) does not fit into uint") }
      return .uint(UInt64(number))
    case .string(let text):
      guard let result = UInt64(text) else { throw .conversion(text, "uint") }
      return .uint(result)
    default: throw .overload("uint", [value])
    }
  }

  static func double(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .double: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .string(let text):
      let isPlain = text.utf8.allSatisfy {
        $0.isDigit || $0 == 0x2E || $0 == 0x2B || $0 == 0x2D || $0 | 0x20 == 0x65
      }
      let special = ["NaN", "Infinity", "-Infinity", "+Infinity", "Inf", "-Inf", "+Inf"]
      guard isPlain || special.contains(text), let result = Double(text) else { throw .conversion(text, "double") }
      return .double(result)
    default: throw .overload("double", [value])
    }
  }

  static func bool(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .bool: return value
    case .string(let text):
      switch text {
      case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
      case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
      default: throw .conversion(text, "bool")
      }
    default: throw .overload("bool", [value])
    }
  }

  static func string(_ value: CELValue, _ context: inout EvaluationContext) throws(EvaluationFault) -> CELValue {
    switch value {
    case .string: return value
    case .bool(let flag): return .string(flag ? "true" : "false")
    case .int(let number): return .string(String(number))
    case .uint(let number): return .string(String(number))
    case .double(let number): return .string(DoubleText.plain(number))
    case .bytes(let bytes):
      try context.charge(bytes: bytes.count)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw EvaluationFault(.invalidUTF8, "invalid UTF-8 in bytes, cannot convert to string")
      }
      return .string(text)
    case .timestamp(let time): return .string(time.text)
    case .duration(let span): return .string(span.text)
    case .address(let address): return .string(address.text)
    case .network(let network): return .string(network.text)
    default: throw .overload("string", [value])
    }
  }

  static func bytes(_ value: CELValue, _ context: inout EvaluationContext) throws(EvaluationFault) -> CELValue {
    switch value {
    case .bytes: return value
    case .string(let text):
      try context.charge(bytes: text.utf8.count)
      return .bytes(Array(text.utf8))
    default: throw .overload("bytes", [value])
    }
  }

  static func timestamp(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .timestamp: return value
    case .int(let seconds):
      guard let time = CELTimestamp(seconds: seconds) else { throw .range("timestamp out of range") }
      return .timestamp(time)
    case .string(let text):
      guard let time = CELTimestamp(parsing: text) else {
        throw EvaluationFault(.range, "range error: '\(text.prefix(100))' is no timestamp of the years 1 to 9999")
      }
      return .timestamp(time)
    default: throw .overload("timestamp", [value])
    }
  }

  static func duration(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .duration: return value
    case .string(let text):
      guard let span = CELDuration(parsing: text) else {
        throw EvaluationFault(.range, "range error: '\(text.prefix(100))' is no duration, or too long a one")
      }
      return .duration(span)
    default: throw .overload("duration", [value])
    }
  }
}

extension EvaluationFault {
  static func conversion(_ text: String, _ type: String) -> EvaluationFault {
    EvaluationFault(.conversion, "Type conversion error: '\(text.prefix(100))' is no \(type)")
  }
}
