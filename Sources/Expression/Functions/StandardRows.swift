// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// `size` and the text functions of the specification.
  mutating func addStandard() {
    let sized: [(CELType, String)] = [
      (.string, "How many code points the text has."), (.bytes, "How many bytes."),
      (.list(.parameter("T")), "How many elements."), (.map(.parameter("K"), .parameter("V")), "How many entries."),
    ]
    for (type, text) in sized {
      function("size", [("value", type)], .int, text, "size([1, 2])") { context, arguments throws(EvaluationFault) in
        try CatalogBuilder.size(arguments, &context)
      }
      method(type, "size", [], .int, text, "[1, 2].size()") { context, arguments throws(EvaluationFault) in
        try CatalogBuilder.size(arguments, &context)
      }
    }
    method(
      .string, "contains", [("substring", .string)], .bool, "Whether the text has the other one inside.",
      "'hello'.contains('ell')"
    ) { context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      let part = try arguments.string(1)
      try context.charge(bytes: text.utf8.count)
      return .bool(TextSearch(text).first(Array(part.utf8), from: 0) != nil)
    }
    method(
      .string, "startsWith", [("prefix", .string)], .bool, "Whether the text starts with the other one.",
      "'prod-eu'.startsWith('prod')"
    ) { context, arguments throws(EvaluationFault) in
      let prefix = try arguments.string(1)
      try context.charge(bytes: prefix.utf8.count)
      return .bool(try arguments.string(0).utf8.starts(with: prefix.utf8))
    }
    method(
      .string, "endsWith", [("suffix", .string)], .bool, "Whether the text ends with the other one.",
      "'app.yaml'.endsWith('.yaml')"
    ) { context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0).utf8
      let suffix = try arguments.string(1).utf8
      try context.charge(bytes: suffix.count)
      return .bool(text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix))
    }
    method(
      .string, "matches", [("pattern", .string)], .bool, "Whether the RE2 pattern matches somewhere in the text.",
      "'v1.2.3'.matches('^v[0-9.]+$')"
    ) { context, arguments throws(EvaluationFault) in try CatalogBuilder.matches(arguments, &context) }
    function(
      "matches", [("text", .string), ("pattern", .string)], .bool,
      "Whether the RE2 pattern matches somewhere in the text.", "matches('v1', 'v[0-9]')"
    ) { context, arguments throws(EvaluationFault) in try CatalogBuilder.matches(arguments, &context) }
  }

  private static func size(
    _ arguments: Arguments, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    switch try arguments.value(0) {
    case .string(let text):
      try context.charge(bytes: text.utf8.count)
      return .int(Int64(text.codePointCount))
    case .bytes(let bytes): return .int(Int64(bytes.count))
    case .list(let list): return .int(Int64(list.count))
    case .map(let map): return .int(Int64(map.count))
    default: throw .overload("size", arguments.values)
    }
  }

  private static func matches(
    _ arguments: Arguments, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    let text = try arguments.string(0)
    let pattern = try arguments.string(1)
    try context.charge(bytes: pattern.utf8.count * 16)
    let expression: RegularExpression
    do {
      expression = try RegularExpression(pattern)
    } catch {
      if error.kind == .tooLarge { try context.charge(5_000) }
      throw EvaluationFault(.invalidRegex, error.message)
    }
    try context.charge(expression.instructionCount >> 2)
    return .bool(try expression.matches(text, &context))
  }
}

/// Finds texts in a text, byte by byte.
struct TextSearch {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The offset of the first occurrence at or after `start`. Complexity: O(n + m), Knuth, Morris and Pratt.
  func first(_ part: [UInt8], from start: Int) -> Int? {
    guard !part.isEmpty else { return start <= bytes.count ? start : nil }
    guard bytes.count - start >= part.count else { return nil }
    let failure = TextSearch.failure(part)
    var matched = 0
    for position in start..<bytes.count {
      while matched > 0 && part[matched] != bytes[position] { matched = failure[matched - 1] }
      if part[matched] == bytes[position] { matched += 1 }
      if matched == part.count { return position + 1 - matched }
    }
    return nil
  }

  /// The offset of the last occurrence at or before `end`.
  func last(_ part: [UInt8], upTo end: Int) -> Int? {
    let reversed = TextSearch(reversed: bytes)
    let start = bytes.count - min(bytes.count, end + part.count)
    return reversed.first(part.reversed(), from: max(0, start)).map { bytes.count - $0 - part.count }
  }

  private init(reversed bytes: [UInt8]) { self.bytes = bytes.reversed() }

  private static func failure(_ part: [UInt8]) -> [Int] {
    var table = Array(repeating: 0, count: part.count)
    var length = 0
    for index in 1..<max(1, part.count) {
      while length > 0 && part[index] != part[length] { length = table[length - 1] }
      if part[index] == part[length] { length += 1 }
      table[index] = length
    }
    return table
  }
}
