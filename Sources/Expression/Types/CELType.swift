// SPDX-License-Identifier: Apache-2.0

/// A type of the checker.
package indirect enum CELType: Hashable, Sendable {
  /// Known only at run time; fits everywhere.
  case dyn
  /// The type of what is wrong already; fits everywhere, so that one mistake is one problem.
  case error
  /// The type of null alone.
  case null
  /// `true` and `false`.
  case bool
  /// Signed 64-bit integers.
  case int
  /// Unsigned 64-bit integers.
  case uint
  /// Floating-point numbers.
  case double
  /// Texts.
  case string
  /// Byte strings.
  case bytes
  /// Points in time.
  case timestamp
  /// Spans of time.
  case duration
  /// Lists of elements of a type.
  case list(CELType)
  /// Maps from a key type to a value type.
  case map(CELType, CELType)
  /// Optional values of a type.
  case optional(CELType)
  /// The type of a type, as `int` has in `type(1) == int`.
  case type(CELType)
  /// A structure with named, typed fields: a map from strings at run time.
  case record(RecordType)
  /// A named type with parameters of its own, as `net.IP`.
  case abstract(String, [CELType])
  /// A parameter of a function's signature.
  case parameter(String)

  static let address = CELType.abstract("net.IP", [])
  static let network = CELType.abstract("net.CIDR", [])

  /// `dyn` or `error`: nothing can be said about it.
  package var isDynamic: Bool { self == .dyn || self == .error }

  /// Whether both are the same type without parts: the most frequent question, answered without the substitution.
  func isSameScalar(as other: CELType) -> Bool {
    switch (self, other) {
    case (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .string), (.bytes, .bytes): true
    default: false
    }
  }

  /// Whether nothing in it is left for the run time.
  var isGround: Bool {
    switch self {
    case .dyn, .error, .parameter: false
    case .list(let inner), .optional(let inner), .type(let inner): inner.isGround
    case .map(let key, let value): key.isGround && value.isGround
    case .abstract(_, let parameters): parameters.allSatisfy(\.isGround)
    default: true
    }
  }
}

extension CELType: CustomStringConvertible {
  /// In CEL's notation, as `map(string, list(int))`.
  package var description: String {
    switch self {
    case .dyn: "dyn"
    case .error: "error"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .optional(let value): "optional(\(value))"
    case .type(let type): "type(\(type))"
    case .record(let record): record.name
    case .abstract(let name, let parameters):
      parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
    case .parameter(let name): name
    }
  }
}

/// The fields of a record type.
package struct RecordType: Hashable, Sendable {
  /// One field. A class: lists of them are copied and searched for every expression.
  package final class Field: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its type.
    package let type: CELType
    /// One sentence for hover and completion.
    package let documentation: String?
    /// All values it can have, when they are listed; a comparison with another constant is never equal.
    package let options: [CELValue]

    /// Makes a field.
    package init(_ name: String, _ type: CELType, documentation: String? = nil, options: [CELValue] = []) {
      self.name = name
      self.type = type
      self.documentation = documentation
      self.options = options
    }

    /// Whether all is the same.
    package static func == (left: Field, right: Field) -> Bool {
      left === right
        || (left.name == right.name && left.type == right.type && left.documentation == right.documentation
          && left.options == right.options)
    }

    /// Feeds the name and the type.
    package func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(type)
    }
  }

  private final class Storage: Sendable {
    let name: String
    let fields: [Field]
    /// Where each field stands, the first of a name; empty where looking through a few is quicker than making it.
    let places: [String: Int]
    let isOpen: Bool

    init(_ name: String, _ fields: [Field], _ isOpen: Bool) {
      self.name = name
      self.fields = fields
      self.isOpen = isOpen
      places =
        fields.count <= RecordType.fewFields
        ? [:] : Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// So many are looked through one by one.
  private static let fewFields = 8

  private let storage: Storage

  /// Makes a record type. In an open one, other fields may exist and have the type `dyn`.
  package init(_ name: String, _ fields: [Field], isOpen: Bool = false) { storage = Storage(name, fields, isOpen) }

  /// The name for messages, as `inputs` or `outputs of plan`.
  package var name: String { storage.name }
  /// The fields in the order given.
  package var fields: [Field] { storage.fields }
  /// Whether there may be others.
  package var isOpen: Bool { storage.isOpen }
  /// The field of a name.
  package func field(_ name: String) -> Field? {
    guard storage.places.isEmpty else { return storage.places[name].map { storage.fields[$0] } }
    return storage.fields.firstIndex { $0.name == name }.map { storage.fields[$0] }
  }

  /// Two record types are the same when name, fields and openness are.
  package static func == (left: RecordType, right: RecordType) -> Bool {
    left.storage === right.storage
      || (left.name == right.name && left.isOpen == right.isOpen && left.fields == right.fields)
  }

  /// Feeds the name and the names of the fields.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    for field in fields { hasher.combine(field.name) }
  }
}
