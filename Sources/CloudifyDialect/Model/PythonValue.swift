// SPDX-License-Identifier: Apache-2.0
import YAMLSyntax

/// What a node is for the product's parser, which reads YAML 1.1 into Python's types.
enum PythonValue: Hashable {
  case null
  case bool(Bool)
  /// A whole number; nil beyond 64 bits.
  case int(Int64?)
  case float(Double)
  case string
  /// A date or a moment.
  case timestamp
  case list
  case dict
  /// An alias that stands for nothing.
  case unknown

  /// What it is, for messages.
  var description: String {
    switch self {
    case .null: "nothing"
    case .bool(let value): "the boolean \(value)"
    case .int(let value): value.map { "the number \($0)" } ?? "a number"
    case .float: "a number"
    case .string: "a text"
    case .timestamp: "a date"
    case .list: "a list"
    case .dict: "a mapping"
    case .unknown: "an unknown alias"
    }
  }

  /// Whether it is a number; a boolean is none.
  var number: Double? {
    switch self {
    case .int(let value): value.map(Double.init)
    case .float(let value): value
    default: nil
    }
  }
}

extension YAMLNode {
  /// What the product's parser makes of the node.
  var python: PythonValue {
    guard let node = resolved else { return .unknown }
    switch node.kind {
    case .sequence: return .list
    case .mapping: return .dict
    case .alias: return .unknown
    case .scalar: break
    }
    if let tag = node.properties?.tag {
      switch tag {
      case "tag:yaml.org,2002:str": return .string
      case "tag:yaml.org,2002:null": return .null
      case "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
        return YAML11.resolve(node.textBytes)
      default: return .string
      }
    }
    return node.style == .plain ? YAML11.resolve(node.textBytes) : .string
  }

  /// The text of a scalar that the product reads as a text; nil for everything else.
  var stringValue: String? {
    guard let node = resolved, node.kind == .scalar, node.python == .string else { return nil }
    return node.text
  }

  /// Whether the product reads nothing here.
  var isAbsent: Bool { python == .null }

  /// The value of a key of a mapping, aliases and merges followed; nil where there is none.
  func field(_ key: StaticString) -> YAMLNode? { resolved?.mergedField(key) }

  private func mergedField(_ key: StaticString) -> YAMLNode? {
    if let own = entry(key) { return own.value.resolved }
    guard tree.hasMergeKeys else { return nil }
    var pending = mergeValues
    var rounds = 0
    while !pending.isEmpty, rounds < 32 {
      rounds += 1
      let source = pending.removeFirst()
      if let found = source.entry(key) { return found.value.resolved }
      pending += source.mergeValues
    }
    return nil
  }

  private var mergeValues: [YAMLNode] {
    guard let value = entry("<<")?.value.resolved else { return [] }
    return value.kind == .sequence ? value.items.compactMap(\.resolved) : [value]
  }
}

/// The tag resolution of YAML 1.1 as PyYAML has it, on bytes.
enum YAML11 {
  static func resolve(_ bytes: ArraySlice<UInt8>) -> PythonValue {
    guard let first = bytes.first else { return .null }
    switch first {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E:  // digits + - .
      return number(bytes)
    case 0x7E: return bytes.count == 1 ? .null : .string  // ~
    case 0x6E, 0x4E, 0x79, 0x59, 0x74, 0x54, 0x66, 0x46, 0x6F, 0x4F:  // n y t f o
      guard bytes.count <= 5 else { return .string }
      return word(String(decoding: bytes, as: UTF8.self))
    default: return .string
    }
  }

  private static func word(_ text: String) -> PythonValue {
    switch text {
    case "null", "Null", "NULL": .null
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    default: .string
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> PythonValue {
    let isNegative = bytes.first == 0x2D
    let body = bytes.first == 0x2D || bytes.first == 0x2B ? bytes.dropFirst() : bytes
    guard let first = body.first else { return .string }
    if first == 0x2E {
      let text = String(decoding: body, as: UTF8.self)
      if text == ".inf" || text == ".Inf" || text == ".INF" { return .float(isNegative ? -.infinity : .infinity) }
      if body.count == bytes.count, text == ".nan" || text == ".NaN" || text == ".NAN" { return .float(.nan) }
      guard let second = body.dropFirst().first, isDigit(second) else {
        return .string
      }
      return float(bytes)
    }
    guard isDigit(first) else { return .string }
    if body.count == bytes.count, isTimestamp(body) { return .timestamp }
    let digits = body.filter { $0 != 0x5F }
    if first == 0x30, digits.count > 1 {
      switch digits[1] {
      case 0x62: return radix(digits.dropFirst(2), 2, isNegative)
      case 0x78: return radix(digits.dropFirst(2), 16, isNegative)
      default: break
      }
      if digits.allSatisfy({ (0x30...0x37).contains($0) }) { return radix(digits.dropFirst(), 8, isNegative) }
    }
    if digits.allSatisfy(isDigit) {
      // A leading zero with an 8 or 9 is no octal number, and no decimal one either.
      if first == 0x30, digits.count > 1 { return .string }
      let value = Int64(String(decoding: digits, as: UTF8.self))
      return .int(value.map { isNegative ? 0 &- $0 : $0 })
    }
    if digits.contains(0x3A) { return sexagesimal(digits, isNegative) }
    return float(bytes)
  }

  private static func radix(_ digits: ArraySlice<UInt8>, _ radix: Int, _ isNegative: Bool) -> PythonValue {
    guard !digits.isEmpty else { return .string }
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.allSatisfy({ hex($0) < radix }) else { return .string }
    return .int(Int64(text, radix: radix).map { isNegative ? 0 &- $0 : $0 })
  }

  private static func radix(_ digits: [UInt8], _ base: Int, _ isNegative: Bool) -> PythonValue {
    radix(digits[...], base, isNegative)
  }

  private static func hex(_ byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x66: Int(byte) - 0x57
    case 0x41...0x46: Int(byte) - 0x37
    default: 99
    }
  }

  /// `[0-9][0-9_]*.[0-9_]*` with an exponent that has a sign, or `.` and digits with one.
  private static func float(_ bytes: ArraySlice<UInt8>) -> PythonValue {
    var text: [UInt8] = []
    var dots = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x2E { dots += 1 }
      if byte == 0x65 || byte == 0x45 {
        let next = bytes.index(after: index)
        guard next < bytes.endIndex, bytes[next] == 0x2B || bytes[next] == 0x2D else { return .string }
        text.append(byte)
        text.append(bytes[next])
        index = bytes.index(after: next)
        continue
      }
      guard isDigit(byte) || byte == 0x2E || byte == 0x5F || index == bytes.startIndex else { return .string }
      if byte != 0x5F { text.append(byte) }
      index = bytes.index(after: index)
    }
    guard dots == 1 else { return .string }
    if text.last == 0x2E { text.append(0x30) }
    return Double(String(decoding: text, as: UTF8.self)).map { .float($0) } ?? .string
  }

  private static func sexagesimal(_ digits: [UInt8], _ isNegative: Bool) -> PythonValue {
    let parts = digits.split(separator: 0x3A, omittingEmptySubsequences: false)
    var total: Int64 = 0
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, index > 0, part.contains(0x2E) {
        return parts.dropLast().allSatisfy({ $0.allSatisfy(isDigit) && !$0.isEmpty }) ? .float(0) : .string
      }
      guard let value = Int64(String(decoding: part, as: UTF8.self)), part.allSatisfy(isDigit) else { return .string }
      if index == 0 {
        guard part.first != 0x30 else { return .string }
      } else if value > 59 || part.count > 2 {
        return .string
      }
      total = total &* 60 &+ value
    }
    return .int(isNegative ? 0 &- total : total)
  }

  private static func isTimestamp(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.prefix { isDigit($0) || $0 == 0x2D }.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count)
    else { return false }
    let rest = bytes.drop { isDigit($0) || $0 == 0x2D }
    if rest.isEmpty { return parts[1].count == 2 && parts[2].count == 2 }
    guard let first = rest.first, first == 0x54 || first == 0x74 || first == 0x20 else { return false }
    // A moment needs seconds.
    return rest.split(separator: 0x3A).count >= 3
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
