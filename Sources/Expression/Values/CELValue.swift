// SPDX-License-Identifier: Apache-2.0

/// A value of the expression language.
///
/// `==` on this type is structural, so that `int(1)`, `uint(1)` and `double(1)` differ; the language's own equality is
/// `equals(_:)`.
package enum CELValue: Sendable, Hashable {
  /// The absence of a value.
  case null
  /// A truth value.
  case bool(Bool)
  /// A signed integer; overflow is an error.
  case int(Int64)
  /// An unsigned integer, written `1u`; overflow is an error.
  case uint(UInt64)
  /// A floating-point number.
  case double(Double)
  /// A text, measured in code points.
  case string(String)
  /// A byte string.
  case bytes([UInt8])
  /// A list of values of any types.
  case list(CELList)
  /// A map; records of the context are maps with string keys.
  case map(CELMap)
  /// A point in time.
  case timestamp(CELTimestamp)
  /// A span of time.
  case duration(CELDuration)
  /// A type as a value.
  case type(CELTypeName)
  /// A value that may be absent.
  case optional(CELOptional)
  /// An address of the network extension.
  case address(IPAddress)
  /// A network of the network extension.
  case network(IPNetwork)
  /// A value that is not known yet, in a partial evaluation: the name of the variable or path it comes from.
  case unknown(String)

  /// A list of values.
  package static func array(_ elements: [CELValue]) -> CELValue { .list(CELList(elements)) }
  /// A map with string keys.
  package static func object(_ fields: [(String, CELValue)]) -> CELValue { .map(CELMap(fields: fields)) }
  /// An optional that holds a value.
  package static func some(_ value: CELValue) -> CELValue { .optional(CELOptional(value)) }
  /// The optional that holds nothing.
  package static let none = CELValue.optional(CELOptional(nil))

  /// Whether it is `unknown`.
  package var isUnknown: Bool {
    if case .unknown = self { return true }
    return false
  }

  /// Whether it is unknown or holds an unknown value somewhere inside.
  package var isPartial: Bool {
    switch self {
    case .unknown: true
    case .list(let list): list.isPartial
    case .map(let map): map.isPartial
    case .optional(let optional): optional.value?.isPartial ?? false
    default: false
    }
  }

  /// The value as a boolean, when it is one.
  package var asBool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The value as a string, when it is one.
  package var asString: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  /// The value as an int, when it is one.
  package var asInt: Int64? {
    if case .int(let value) = self { return value }
    return nil
  }

  /// The elements, when it is a list.
  package var asList: [CELValue]? {
    if case .list(let list) = self { return list.elements }
    return nil
  }

  /// The map, when it is one.
  package var asMap: CELMap? {
    if case .map(let map) = self { return map }
    return nil
  }

  /// How many values it is made of, for bounds: long strings and bytes count one for each 64 bytes.
  package var weight: Int {
    switch self {
    case .list(let list): list.weight
    case .map(let map): map.weight
    case .string(let text): 1 + text.utf8.count >> 6
    case .bytes(let bytes): 1 + bytes.count >> 6
    case .optional(let optional): 1 + (optional.value?.weight ?? 0)
    default: 1
    }
  }

  /// How many lists, maps and optionals lie within each other; 0 for a value that holds none.
  package var depth: Int {
    switch self {
    case .list(let list): list.depth
    case .map(let map): map.depth
    case .optional(let optional): 1 + (optional.value?.depth ?? 0)
    default: 0
    }
  }

  /// The type as `type(value)` gives it.
  package var typeName: CELTypeName {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .list: .list
    case .map: .map
    case .timestamp: .timestamp
    case .duration: .duration
    case .type: .type
    case .optional: .optional
    case .address: .address
    case .network: .network
    case .unknown: .unknown
    }
  }
}

extension CELValue {
  /// Structural equality; strings are the same when their code points are.
  package static func == (left: CELValue, right: CELValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.isSame(as: right)
    case (.bytes(let left), .bytes(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.optional(let left), .optional(let right)): left == right
    case (.address(let left), .address(let right)): left == right
    case (.network(let left), .network(let right)): left == right
    case (.unknown(let left), .unknown(let right)): left == right
    default: false
    }
  }
}

/// The name of a run-time type, as a value of type `type`.
package struct CELTypeName: Sendable, Hashable {
  /// The name as the language writes it.
  package let name: String

  /// Names a type.
  package init(_ name: String) { self.name = name }

  static let null = CELTypeName("null_type")
  static let bool = CELTypeName("bool")
  static let int = CELTypeName("int")
  static let uint = CELTypeName("uint")
  static let double = CELTypeName("double")
  static let string = CELTypeName("string")
  static let bytes = CELTypeName("bytes")
  static let list = CELTypeName("list")
  static let map = CELTypeName("map")
  static let timestamp = CELTypeName("google.protobuf.Timestamp")
  static let duration = CELTypeName("google.protobuf.Duration")
  static let type = CELTypeName("type")
  static let optional = CELTypeName("optional_type")
  static let address = CELTypeName("net.IP")
  static let network = CELTypeName("net.CIDR")
  static let unknown = CELTypeName("unknown")
}

/// A value or nothing.
package struct CELOptional: Sendable, Hashable {
  private let storage: [CELValue]

  /// Holds a value, or nothing.
  package init(_ value: CELValue?) { storage = value.map { [$0] } ?? [] }

  /// What it holds.
  package var value: CELValue? { storage.first }
}
