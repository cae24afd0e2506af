// SPDX-License-Identifier: Apache-2.0

/// The standard library's view of a `StreamingWriter`, for one value.
struct StreamingEncoder: Encoder {
  let writer: StreamingWriter
  /// The number of containers that were open before the value.
  let depth: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
    return KeyedEncodingContainer(StreamingMembers(writer: writer, depth: depth + 1, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    begin(UInt8(ascii: "["), UInt8(ascii: "]"))
    return StreamingElements(writer: writer, depth: depth + 1, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    StreamingSingleValue(writer: writer, codingPath: codingPath)
  }

  /// Opens the value's container; a second one of the same value continues the first.
  private func begin(_ opener: UInt8, _ closer: UInt8) {
    if writer.depth == depth { writer.begin(opener, closer) } else { writer.check(closer, at: depth) }
  }
}

/// The members of an object.
private struct StreamingMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: StreamingWriter
  let depth: Int
  let codingPath: [any CodingKey]

  private func member(_ key: Key) { writer.beginMember(at: depth, key: key.stringValue) }

  mutating func encodeNil(forKey key: Key) throws {
    member(key)
    writer.writeNull()
  }
  mutating func encode(_ value: Bool, forKey key: Key) throws {
    member(key)
    writer.writeBool(value)
  }
  mutating func encode(_ value: String, forKey key: Key) throws {
    member(key)
    writer.writeString(value)
  }
  mutating func encode(_ value: Int, forKey key: Key) throws {
    member(key)
    writer.writeInteger(value)
  }
  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    member(key)
    try writer.writeValue(value, codingPath)
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { memberEncoder(key).container(keyedBy: type) }
  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    memberEncoder(key).unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { writer.giveUp(codingPath) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { writer.giveUp(codingPath) }

  private func memberEncoder(_ key: Key) -> StreamingEncoder {
    member(key)
    return StreamingEncoder(writer: writer, depth: depth, codingPath: codingPath + [key])
  }
}

/// The elements of a list.
private struct StreamingElements: UnkeyedEncodingContainer {
  let writer: StreamingWriter
  let depth: Int
  let codingPath: [any CodingKey]
  private(set) var count = 0

  init(writer: StreamingWriter, depth: Int, codingPath: [any CodingKey]) {
    self.writer = writer
    self.depth = depth
    self.codingPath = codingPath
  }

  private mutating func element() {
    count += 1
    writer.beginMember(at: depth)
  }

  mutating func encodeNil() throws {
    element()
    writer.writeNull()
  }
  mutating func encode<Value: Encodable>(_ value: Value) throws {
    element()
    try writer.writeValue(value, codingPath)
  }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    elementEncoder().container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { elementEncoder().unkeyedContainer() }
  mutating func superEncoder() -> any Encoder { writer.giveUp(codingPath) }

  private mutating func elementEncoder() -> StreamingEncoder {
    element()
    return StreamingEncoder(writer: writer, depth: depth, codingPath: codingPath)
  }
}

/// A value that is no container: the standard library's own types end here.
private struct StreamingSingleValue: SingleValueEncodingContainer {
  let writer: StreamingWriter
  let codingPath: [any CodingKey]

  mutating func encodeNil() throws { writer.writeNull() }
  mutating func encode(_ value: Bool) throws { writer.writeBool(value) }
  mutating func encode(_ value: String) throws { writer.writeString(value) }
  mutating func encode(_ value: Double) throws { writer.writeFloat(value) }
  mutating func encode(_ value: Float) throws { writer.writeFloat(value) }
  mutating func encode(_ value: Int) throws { writer.writeInteger(value) }
  mutating func encode(_ value: Int8) throws { writer.writeInteger(value) }
  mutating func encode(_ value: Int16) throws { writer.writeInteger(value) }
  mutating func encode(_ value: Int32) throws { writer.writeInteger(value) }
  mutating func encode(_ value: Int64) throws { writer.writeInteger(value) }
  mutating func encode(_ value: UInt) throws { writer.writeInteger(value) }
  mutating func encode(_ value: UInt8) throws { writer.writeInteger(value) }
  mutating func encode(_ value: UInt16) throws { writer.writeInteger(value) }
  mutating func encode(_ value: UInt32) throws { writer.writeInteger(value) }
  mutating func encode(_ value: UInt64) throws { writer.writeInteger(value) }
  mutating func encode<Value: Encodable>(_ value: Value) throws { try writer.writeValue(value, codingPath) }
}
