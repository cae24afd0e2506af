// SPDX-License-Identifier: Apache-2.0

/// `format` of the strings extension.
struct StringFormatter {
  let arguments: [CELValue]
  private var next = 0
  private var output = ""

  init(arguments: [CELValue]) { self.arguments = arguments }

  mutating func format(
    _ pattern: String, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> String {
    let bytes = Array(pattern.utf8)
    try context.charge(bytes: bytes.count)
    var position = 0
    var literal = 0
    while position < bytes.count {
      guard bytes[position] == 0x25 else {
        position += 1
        continue
      }
      output += String(decoding: bytes[literal..<position], as: UTF8.self)
      position += 1
      guard position < bytes.count else {
        throw EvaluationFault(.invalidArgument, "could not parse formatting clause: unexpected end of string")
      }
      if bytes[position] == 0x25 {
        output += "%"
      } else {
        var precision: Int?
        if bytes[position] == 0x2E {
          position += 1
          var number = 0
          while position < bytes.count, bytes[position].isDigit, number < 1_000 {
            number = number * 10 + Int(bytes[position] - 0x30)
            position += 1
          }
          guard number <= 1_000, position < bytes.count else {
            throw EvaluationFault(.invalidArgument, "could not parse formatting clause: bad precision")
          }
          precision = number
        }
        let letter = Unicode.Scalar(bytes[position])
        guard "sdfebxXo".unicodeScalars.contains(letter) else {
          throw EvaluationFault(
            .invalidArgument,
            "could not parse formatting clause: unrecognized formatting clause \"\(letter)\"")
        }
        guard next < arguments.count else {
          throw EvaluationFault(.invalidArgument, "index \(next) out of range")
        }
        let before = output.utf8.count
        try append(arguments[next], letter, precision, &context)
        next += 1
        try context.charge(bytes: output.utf8.count - before)
      }
      position += 1
      literal = position
    }
    if literal < bytes.count { output += String(decoding: bytes[literal...], as: UTF8.self) }
    return output
  }

  private func fault(_ text: String, _ value: CELValue) -> EvaluationFault {
    EvaluationFault(.invalidArgument, "error during formatting: \(text), was given \(value.typeName.name)")
  }

  private mutating func append(
    _ value: CELValue, _ letter: Unicode.Scalar, _ precision: Int?, _ context: inout EvaluationContext
  ) throws(EvaluationFault) {
    switch letter {
    case "s": try appendText(value, &context)
    case "d":
      switch value {
      case .int(let number): output += String(number)
      case .uint(let number): output += String(number)
      case .double(let number) where !number.isFinite: output += DoubleText.plain(number)
      case .double(let number): output += DoubleText.plain(number)
      default: throw fault("decimal clause can only be used on integers", value)
      }
    case "f", "e":
      let isFixed = letter == "f"
      let number: Double
      switch value {
      case .double(let value): number = value
      case .int(let value): number = Double(value)
      case .uint(let value): number = Double(value)
      default: throw fault("\(isFixed ? "fixed-point" : "scientific") clause can only be used on doubles", value)
      }
      try context.charge(40)
      output +=
        isFixed
        ? DoubleText.fixed(number, precision: precision ?? 6)
        : DoubleText.scientific(number, precision: precision ?? 6)
    case "b":
      switch value {
      case .int(let number): output += String(number, radix: 2)
      case .uint(let number): output += String(number, radix: 2)
      case .bool(let flag): output += flag ? "1" : "0"
      default: throw fault("only integers and bools can be formatted as binary", value)
      }
    case "o":
      switch value {
      case .int(let number): output += String(number, radix: 8)
      case .uint(let number): output += String(number, radix: 8)
      default: throw fault("octal clause can only be used on integers", value)
      }
    default:
      let isUpper = letter == "X"
      switch value {
      case .int(let number): output += String(number, radix: 16, uppercase: isUpper)
      case .uint(let number): output += String(number, radix: 16, uppercase: isUpper)
      case .string(let text): appendHex(Array(text.utf8), isUpper)
      case .bytes(let bytes): appendHex(bytes, isUpper)
      default: throw fault("only integers, byte buffers, and strings can be formatted as hex", value)
      }
    }
  }

  private mutating func appendHex(_ bytes: [UInt8], _ isUpper: Bool) {
    for byte in bytes {
      output += (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: isUpper)
    }
  }

  /// `%s`: like `string()`, and lists and maps with their elements so; the entries of a map in the order of their
  /// keys' text.
  private mutating func appendText(_ value: CELValue, _ context: inout EvaluationContext) throws(EvaluationFault) {
    try context.charge(value.weight)
    switch value {
    case .list(let list):
      output += "["
      for (index, element) in list.elements.enumerated() {
        if index > 0 { output += ", " }
        try appendText(element, &context)
      }
      output += "]"
    case .map(let map):
      var entries: [(String, CELValue)] = []
      for (key, value) in zip(map.keys, map.values) { entries.append((try text(key, &context), value)) }
      entries.sort { $0.0.precedes($1.0) }
      output += "{"
      for (index, entry) in entries.enumerated() {
        output += (index > 0 ? ", " : "") + entry.0 + ": "
        try appendText(entry.1, &context)
      }
      output += "}"
    default: output += try text(value, &context)
    }
  }

  private func text(_ value: CELValue, _ context: inout EvaluationContext) throws(EvaluationFault) -> String {
    switch value {
    case .null: return "null"
    case .type(let type): return type.name
    case .optional: throw fault("string clause can only be used on values with a text", value)
    default:
      guard case .string(let text) = try Conversion.string(value, &context) else {
        throw fault("string clause can only be used on values with a text", value)
      }
      return text
    }
  }
}
