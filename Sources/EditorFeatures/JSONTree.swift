// SPDX-License-Identifier: Apache-2.0

/// JSON with its keys in the order given.
package indirect enum JSONTree: Sendable, Equatable {
  /// Keys with values.
  case object([Member])
  /// A list.
  case array([JSONTree])
  /// A text.
  case string(String)
  /// A whole number.
  case integer(Int64)
  /// A number.
  case number(Double)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null

  /// A key with its value.
  package struct Member: Sendable, Equatable {
    /// The key.
    package var key: String
    /// The value.
    package var value: JSONTree

    /// Makes a member.
    package init(_ key: String, _ value: JSONTree) {
      self.key = key
      self.value = value
    }
  }

  /// The text, indented by two blanks a level; lists of plain values on one line.
  package var text: String {
    var output = ""
    write(to: &output, indentation: "\n")
    return output
  }

  private var isPlain: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }

  private func write(to output: inout String, indentation: String) {
    switch self {
    case .null: output += "null"
    case .bool(let flag): output += flag ? "true" : "false"
    case .integer(let number): output += String(number)
    case .number(let number): output += number.isFinite ? String(number) : "null"
    case .string(let text): output += Self.quoted(text)
    case .array(let elements):
      if elements.allSatisfy(\.isPlain) {
        output += "["
        for (index, element) in elements.enumerated() {
          if index > 0 { output += ", " }
          element.write(to: &output, indentation: indentation)
        }
        output += "]"
      } else {
        output += "["
        for (index, element) in elements.enumerated() {
          output += (index > 0 ? "," : "") + indentation + "  "
          element.write(to: &output, indentation: indentation + "  ")
        }
        output += indentation + "]"
      }
    case .object(let members):
      guard !members.isEmpty else {
        output += "{}"
        return
      }
      output += "{"
      for (index, member) in members.enumerated() {
        output += (index > 0 ? "," : "") + indentation + "  " + Self.quoted(member.key) + ": "
        member.value.write(to: &output, indentation: indentation + "  ")
      }
      output += indentation + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.value < 0x20:
        output += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}

extension JSONTree: ExpressibleByStringLiteral {
  /// A text.
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONTree: ExpressibleByDictionaryLiteral {
  /// An object in the order written.
  package init(dictionaryLiteral elements: (String, JSONTree)...) { self = .object(elements.map { Member($0, $1) }) }
}

extension JSONTree: ExpressibleByArrayLiteral {
  /// A list.
  package init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
}
