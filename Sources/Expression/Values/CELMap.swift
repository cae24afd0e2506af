// SPDX-License-Identifier: Apache-2.0

/// A map that keeps the order of its entries: immutable, shared by reference. Keys are booleans, integers and strings;
/// `1` and `1u` are the same key.
package struct CELMap: Sendable, Hashable {
  private final class Storage: Sendable {
    let keys: [CELValue]
    let values: [CELValue]
    /// Only for maps too large for a walk.
    let index: [MapKey: Int]?
    let weight: Int
    let depth: Int
    let isPartial: Bool

    init(_ keys: [CELValue], _ values: [CELValue], _ index: [MapKey: Int]?) {
      self.keys = keys
      self.values = values
      self.index = index
      var weight = 1
      var depth = 0
      var isPartial = false
      for key in keys { weight = weight.addingClamped(key.weight) }
      for value in values {
        weight = weight.addingClamped(value.weight)
        depth = max(depth, value.depth)
        if value.isPartial { isPartial = true }
      }
      self.weight = weight
      self.depth = depth + 1
      self.isPartial = isPartial
    }
  }

  private let storage: Storage
  private static let walked = 8

  /// Makes a map; a key that comes twice keeps its last value. A key that is no boolean, integer or string is dropped.
  package init(_ entries: [(key: CELValue, value: CELValue)]) {
    var keys: [CELValue] = []
    var values: [CELValue] = []
    keys.reserveCapacity(entries.count)
    values.reserveCapacity(entries.count)
    guard entries.count > CELMap.walked else {
      for (key, value) in entries {
        guard let mapKey = MapKey(key) else { continue }
        if let place = keys.firstIndex(where: { MapKey($0) == mapKey }) {
          values[place] = value
        } else {
          keys.append(key)
          values.append(value)
        }
      }
      storage = Storage(keys, values, nil)
      return
    }
    var index: [MapKey: Int] = [:]
    index.reserveCapacity(entries.count)
    for (key, value) in entries {
      guard let mapKey = MapKey(key) else { continue }
      if let place = index[mapKey] {
        values[place] = value
      } else {
        index[mapKey] = keys.count
        keys.append(key)
        values.append(value)
      }
    }
    storage = Storage(keys, values, index)
  }

  /// Makes a map with string keys.
  package init(fields: [(String, CELValue)]) { self.init(fields.map { (key: .string($0.0), value: $0.1) }) }

  /// The keys in order.
  package var keys: [CELValue] { storage.keys }
  /// The values, in the order of the keys.
  package var values: [CELValue] { storage.values }
  /// How many entries.
  package var count: Int { storage.keys.count }
  /// How many values there are in all, nested ones and keys included, clamped to `Int.max`.
  package var weight: Int { storage.weight }
  /// How many lists, maps and optionals lie within each other, this one included: a bound for recursions over it.
  package var depth: Int { storage.depth }
  /// Whether an unknown value is somewhere inside.
  package var isPartial: Bool { storage.isPartial }

  /// The value of a string key.
  package subscript(field field: String) -> CELValue? {
    if let index = storage.index {
      return index[.string(field)].map { storage.values[$0] }
    }
    for position in storage.keys.indices {
      if case .string(let key) = storage.keys[position], key.isSame(as: field) { return storage.values[position] }
    }
    return nil
  }

  /// The value of a key, where an integral double finds the integer; nil also for a key that no map can have.
  package subscript(key key: CELValue) -> CELValue? {
    if case .string(let field) = key { return self[field: field] }
    guard let wanted = MapKey(lookup: key) else { return nil }
    if let index = storage.index { return index[wanted].map { storage.values[$0] } }
    for position in storage.keys.indices where MapKey(storage.keys[position]) == wanted {
      return storage.values[position]
    }
    return nil
  }

  /// Structural equality; the order of the entries does not count.
  package static func == (left: CELMap, right: CELMap) -> Bool {
    if left.storage === right.storage { return true }
    guard left.count == right.count else { return false }
    for position in left.storage.keys.indices
    where right[key: left.storage.keys[position]] != left.storage.values[position] { return false }
    return true
  }

  /// Feeds the number of entries and, without regard to order, the keys.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    var sum = 0
    for key in storage.keys { sum ^= MapKey(key).hashValue }
    hasher.combine(sum)
  }
}

extension CELMap: ExpressibleByDictionaryLiteral {
  /// Makes a map from a literal with string keys.
  package init(dictionaryLiteral elements: (String, CELValue)...) { self.init(fields: elements) }
}

/// A map's key with the numeric types made one.
enum MapKey: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case string(String)

  static func == (left: MapKey, right: MapKey) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.isSame(as: right)
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    default: false
    }
  }

  /// The key of an entry.
  init?(_ value: CELValue) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .uint(value)
    case .string(let value): self = .string(value)
    default: return nil
    }
  }

  /// The key to look for, where doubles may stand for integers.
  init?(lookup value: CELValue) {
    guard case .double(let number) = value else {
      self.init(value)
      return
    }
    if let int = number.exactInt {
      self = .int(int)
    } else if let uint = number.exactUInt {
      self = .uint(uint)
    } else {
      return nil
    }
  }
}
