// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// Invents a value of any decodable type: every optional member is there, or none, every list holds two.
struct FillingDecoder: Decoder {
  let isFull: Bool
  var codingPath: [any CodingKey] = []
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(isFull: Bool, codingPath: [any CodingKey] = []) {
    self.isFull = isFull
    self.codingPath = codingPath
  }

  fileprivate func appending(_ key: any CodingKey) -> FillingDecoder {
    FillingDecoder(isFull: isFull, codingPath: codingPath + [key])
  }

  /// Lists and optional members end where types contain themselves.
  fileprivate var isDeep: Bool { codingPath.count > 12 }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Members<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Elements(decoder: self) }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

  fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let number = codingPath.map(\.stringValue.utf8.count).reduce(codingPath.count, +)
    if let value = number as? Value { return value }
    if let value = (number % 2 == 0) as? Value { return value }
    if let value = "text \(number)" as? Value { return value }
    if let value = (Double(number) + 0.5) as? Value { return value }
    if let value = JSONValue.array([.null, .integer(number)]) as? Value { return value }
    return try Value(from: self)
  }

  private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: FillingDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { ["one", "two"].compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { decoder.isFull && !decoder.isDeep }
    func decodeNil(forKey key: Key) throws -> Bool { !contains(key) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try decoder.appending(key).value(type)
    }
    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
      guard contains(key) else { throw Absent() }
      return try decoder.appending(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder.appending(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder.appending(key) }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let decoder: FillingDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { decoder.isFull && !decoder.isDeep ? 2 : 0 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex == count }

    init(decoder: FillingDecoder) { self.decoder = decoder }

    mutating func decodeNil() throws -> Bool { false }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      currentIndex += 1
      return try decoder.appending(Index(intValue: currentIndex)).value(type)
    }
    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try decoder.container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try decoder.unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { decoder }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: FillingDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { !decoder.isFull }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(type) }
  }

  private struct Index: CodingKey {
    var stringValue: String { "" }
    let intValue: Int?
    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { nil }
  }

  private struct Absent: Error {}
}
