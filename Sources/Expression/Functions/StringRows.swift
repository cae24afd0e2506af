// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The strings extension. Positions are code points.
  mutating func addStrings() {
    method(
      .string, "charAt", [("index", .int)], .string, "The character at a position; empty at the end.",
      "'hello'.charAt(1)"
    ) { context, arguments throws(EvaluationFault) in
      let text = try CodePoints(arguments.string(0), &context)
      let index = try arguments.int(1)
      let place = try text.place(index)
      return .string(text.text(place, place < text.count ? place + 1 : place))
    }
    let occurrences: [(String, Bool, String)] = [
      ("indexOf", false, "The position of the first occurrence, or -1."),
      ("lastIndexOf", true, "The position of the last occurrence, or -1."),
    ]
    for (name, isLast, text) in occurrences {
      method(.string, name, [("substring", .string)], .int, text, "'hello'.\(name)('l')") {
        context, arguments throws(EvaluationFault) in
        try CatalogBuilder.indexOf(arguments, isLast: isLast, &context)
      }
      method(.string, name, [("substring", .string), ("offset", .int)], .int, text, "'hello'.\(name)('l', 3)") {
        context, arguments throws(EvaluationFault) in
        try CatalogBuilder.indexOf(arguments, isLast: isLast, &context)
      }
    }
    let casings: [(String, String, UInt8)] = [
      ("lowerAscii", "The text with the ASCII letters in lower case.", 0x41),
      ("upperAscii", "The text with the ASCII letters in upper case.", 0x61),
    ]
    for (name, text, first) in casings {
      method(.string, name, [], .string, text, "'TacoCat'.\(name)()") { context, arguments throws(EvaluationFault) in
        let text = try arguments.string(0)
        try context.charge(bytes: text.utf8.count)
        return .string(String(decoding: text.utf8.map { $0 &- first < 26 ? $0 ^ 0x20 : $0 }, as: UTF8.self))
      }
    }
    method(
      .string, "replace", [("old", .string), ("new", .string)], .string, "The text with every occurrence replaced.",
      "'hello'.replace('l', 'r')"
    ) { context, arguments throws(EvaluationFault) in try CatalogBuilder.replace(arguments, limit: -1, &context) }
    method(
      .string, "replace", [("old", .string), ("new", .string), ("limit", .int)], .string,
      "The text with the first occurrences replaced.", "'hello'.replace('l', 'r', 1)"
    ) { context, arguments throws(EvaluationFault) in
      try CatalogBuilder.replace(arguments, limit: arguments.int(3), &context)
    }
    method(
      .string, "split", [("separator", .string)], .list(.string), "The parts between the separators.",
      "'a,b'.split(',')"
    ) { context, arguments throws(EvaluationFault) in try CatalogBuilder.split(arguments, limit: -1, &context) }
    method(
      .string, "split", [("separator", .string), ("limit", .int)], .list(.string), "At most so many parts.",
      "'a,b,c'.split(',', 2)"
    ) { context, arguments throws(EvaluationFault) in
      try CatalogBuilder.split(arguments, limit: arguments.int(2), &context)
    }
    method(
      .string, "substring", [("start", .int)], .string, "The text from a position on.", "'hello'.substring(1)"
    ) { context, arguments throws(EvaluationFault) in
      let text = try CodePoints(arguments.string(0), &context)
      return .string(text.text(try text.place(arguments.int(1)), text.count))
    }
    method(
      .string, "substring", [("start", .int), ("end", .int)], .string, "The text between two positions.",
      "'hello'.substring(1, 3)"
    ) { context, arguments throws(EvaluationFault) in
      let text = try CodePoints(arguments.string(0), &context)
      let start = try text.place(arguments.int(1))
      let end = try text.place(arguments.int(2))
      guard start <= end else {
        throw EvaluationFault(.invalidArgument, "invalid substring range. start: \(start), end: \(end)")
      }
      return .string(text.text(start, end))
    }
    method(.string, "trim", [], .string, "The text without white space around it.", "' a '.trim()") {
      context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      try context.charge(bytes: text.utf8.count)
      let scalars = text.unicodeScalars
      let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
      let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) } ?? start
      return .string(String(scalars[start..<end]))
    }
    method(.string, "reverse", [], .string, "The code points in reverse.", "'abc'.reverse()") {
      context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      try context.charge(bytes: text.utf8.count)
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars.reversed() { result.append(scalar) }
      return .string(String(result))
    }
    method(.list(.string), "join", [], .string, "The texts one after the other.", "['a', 'b'].join()") {
      context, arguments throws(EvaluationFault) in try CatalogBuilder.join(arguments, separator: "", &context)
    }
    method(
      .list(.string), "join", [("separator", .string)], .string, "The texts with a separator between them.",
      "['a', 'b'].join('-')"
    ) { context, arguments throws(EvaluationFault) in
      try CatalogBuilder.join(arguments, separator: arguments.string(1), &context)
    }
    function(
      "strings.quote", [("text", .string)], .string, "The text in quotes, with escapes.", "strings.quote('a\\n')"
    ) { context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      try context.charge(bytes: text.utf8.count * 2)
      return .string(StringQuoting.quoted(text, forLanguage: true))
    }
    method(
      .string, "format", [("arguments", .list(.dyn))], .string,
      "The text with %s, %d, %f, %e, %b, %o, %x and %X replaced by the arguments.", "'%s: %.2f'.format(['a', 1.5])"
    ) { context, arguments throws(EvaluationFault) in
      var formatter = StringFormatter(arguments: try arguments.list(1).elements)
      return .string(try formatter.format(arguments.string(0), &context))
    }
  }

  private static func indexOf(
    _ arguments: Arguments, isLast: Bool, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    let text = try CodePoints(arguments.string(0), &context)
    let part = Array(try arguments.string(1).utf8)
    var place = isLast ? text.count : 0
    if arguments.values.count > 2 { place = try text.place(arguments.int(2)) }
    let offset = text.offsets[place]
    let search = TextSearch(text.string)
    let found = isLast ? search.last(part, upTo: offset) : search.first(part, from: offset)
    return .int(found.map { Int64(text.position(ofOffset: $0)) } ?? -1)
  }

  private static func replace(
    _ arguments: Arguments, limit: Int64, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    let text = try arguments.string(0)
    let old = Array(try arguments.string(1).utf8)
    let new = Array(try arguments.string(2).utf8)
    var left = limit < 0 ? Int64.max : limit
    let search = TextSearch(text)
    try context.charge(bytes: search.bytes.count)
    var output: [UInt8] = []
    var position = 0
    while left > 0 {
      guard let found = search.first(old, from: position) else { break }
      try context.charge(bytes: found - position + new.count)
      output += search.bytes[position..<found]
      output += new
      left -= 1
      position = found + old.count
      if old.isEmpty {
        guard position < search.bytes.count else { break }
        var next = position + 1
        while next < search.bytes.count && search.bytes[next] & 0xC0 == 0x80 { next += 1 }
        output += search.bytes[position..<next]
        position = next
      }
    }
    if position < search.bytes.count { output += search.bytes[position...] }
    return .string(String(decoding: output, as: UTF8.self))
  }

  private static func split(
    _ arguments: Arguments, limit: Int64, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    let text = try arguments.string(0)
    let separator = Array(try arguments.string(1).utf8)
    guard limit != 0 else { return .list([]) }
    guard limit != 1 else { return .list([.string(text)]) }
    try context.charge(bytes: text.utf8.count)
    let search = TextSearch(text)
    var parts: [CELValue] = []
    if separator.isEmpty {
      for scalar in text.unicodeScalars {
        try context.charge(1)
        if limit > 0 && Int64(parts.count) == limit - 1 { break }
        parts.append(.string(String(Character(scalar))))
      }
      let used = parts.reduce(0) { $0 + ($1.asString?.utf8.count ?? 0) }
      if used < search.bytes.count { parts.append(.string(String(decoding: search.bytes[used...], as: UTF8.self))) }
      return .array(parts)
    }
    var position = 0
    while limit < 0 || Int64(parts.count) < limit - 1, let found = search.first(separator, from: position) {
      try context.charge(1)
      parts.append(.string(String(decoding: search.bytes[position..<found], as: UTF8.self)))
      position = found + separator.count
    }
    parts.append(.string(String(decoding: search.bytes[position...], as: UTF8.self)))
    return .array(parts)
  }

  private static func join(
    _ arguments: Arguments, separator: String, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> CELValue {
    var output = ""
    for (index, element) in try arguments.list(0).elements.enumerated() {
      guard case .string(let text) = element else { throw .overload("join", arguments.values) }
      try context.charge(bytes: text.utf8.count + separator.utf8.count)
      if index > 0 { output += separator }
      output += text
    }
    return .string(output)
  }
}

/// A string with the byte offsets of its code points.
struct CodePoints {
  let string: String
  /// One more than there are code points.
  let offsets: [Int]
  private let bytes: [UInt8]

  init(_ string: String, _ context: inout EvaluationContext) throws(EvaluationFault) {
    try context.charge(bytes: string.utf8.count)
    self.string = string
    bytes = Array(string.utf8)
    var offsets: [Int] = []
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 { offsets.append(offset) }
    offsets.append(bytes.count)
    self.offsets = offsets
  }

  var count: Int { offsets.count - 1 }

  /// A position, checked: 0 to `count`.
  func place(_ index: Int64) throws(EvaluationFault) -> Int {
    guard index >= 0, index <= Int64(count) else {
      throw EvaluationFault(.invalidArgument, "index out of range: \(index)")
    }
    return Int(index)
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[offsets[start]..<offsets[max(start, end)]], as: UTF8.self)
  }

  /// The code point that starts at a byte. Complexity: O(log n).
  func position(ofOffset offset: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
