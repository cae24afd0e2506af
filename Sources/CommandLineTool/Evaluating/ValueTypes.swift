// SPDX-License-Identifier: Apache-2.0
import Expression

/// The types of given values, as the checker sees them, and types as text.
enum ValueTypes {
  /// The type of a value with all that it holds: a map with string keys is a record of its fields. `name` is what
  /// messages call a record.
  static func type(of value: CELValue, name: String) -> CELType {
    switch value {
    case .list(let list):
      var joined: CELType?
      for element in list.elements.prefix(100) {
        let type = type(of: element, name: "\(name)[]")
        guard joined == nil || joined == type else { return .list(.dyn) }
        joined = type
      }
      // Of what is not looked at nothing is known.
      return .list(list.count > 100 ? .dyn : joined ?? .dyn)
    case .map(let map):
      var fields: [RecordType.Field] = []
      for (key, value) in zip(map.keys, map.values) {
        guard let key = key.asString else { return .map(.dyn, .dyn) }
        fields.append(RecordType.Field(key, type(of: value, name: "\(name).\(key)")))
      }
      return .record(RecordType(name, fields))
    case .optional(let optional): return .optional(optional.value.map { type(of: $0, name: name) } ?? .dyn)
    // A value that may be of any type is null today.
    case .null: return .dyn
    default: return CELType(of: value)
    }
  }

  /// A type in CEL's notation, a record with its fields: `{region: string, replicas: int}`.
  static func text(_ type: CELType, depth: Int = 0) -> String {
    switch type {
    case .list(let element): return "list(\(text(element, depth: depth + 1)))"
    case .map(let key, let value): return "map(\(text(key, depth: depth + 1)), \(text(value, depth: depth + 1)))"
    case .optional(let value): return "optional(\(text(value, depth: depth + 1)))"
    case .type(let inner): return "type(\(text(inner, depth: depth + 1)))"
    case .record(let record):
      guard depth < 4 else { return "{…}" }
      let shown = record.fields.prefix(20).map { "\($0.name): \(text($0.type, depth: depth + 1))" }
      return "{" + (shown + (record.fields.count > 20 ? ["…"] : [])).joined(separator: ", ") + "}"
    default: return type.description
    }
  }
}
