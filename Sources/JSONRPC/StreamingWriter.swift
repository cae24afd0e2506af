// SPDX-License-Identifier: Apache-2.0

/// Writes `Encodable` values as JSON straight into bytes.
///
/// Foundation's encoder first builds a tree of boxed values: it took 2.3 times as long for an outline of 2,500 symbols,
/// and 5 times for 10,000 semantic tokens.
/// Members come in the order in which a type writes them, those of dictionaries sorted by key. A type may write into
/// one container at a time, innermost first, as synthesized code does; for others `isWellFormed` becomes false, and the
/// caller uses Foundation's.
package final class StreamingWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  /// Whether what has been written is what the values meant.
  private(set) var isWellFormed = true
  /// The containers that are open: how each closes, and whether it has a member.
  private var open: [(closer: UInt8, hasMembers: Bool)] = []

  /// Writes one value with all that is in it. Returns false where it refuses to be written.
  func write(_ value: some Encodable) -> Bool {
    do {
      try writeValue(value, [])
      return true
    } catch {
      return false
    }
  }

  /// Deeper values are left to Foundation, which refuses them.
  static let maximumDepth = 500

  // MARK: Containers

  /// The number of open containers.
  var depth: Int { open.count }

  /// Opens an object or a list.
  func begin(_ opener: UInt8, _ closer: UInt8) {
    bytes.append(opener)
    open.append((closer, false))
  }

  /// Closes all containers but the outermost `depth`.
  func close(to depth: Int) {
    while open.count > depth, let last = open.popLast() { bytes.append(last.closer) }
  }

  /// Makes place for the next element of the list, or member of the object, that is the `depth`th open container.
  func beginMember(at depth: Int, key: String? = nil) {
    close(to: depth)
    guard open.count == depth, depth > 0 else {
      // Its container has been closed already.
      isWellFormed = false
      return
    }
    if open[depth - 1].hasMembers { bytes.append(UInt8(ascii: ",")) }
    open[depth - 1].hasMembers = true
    if let key {
      JSONText.append(key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
    }
  }

  /// Sees to it that the container behind the outermost `depth` closes as its user thinks.
  func check(_ closer: UInt8, at depth: Int) {
    if depth >= open.count || open[depth].closer != closer { isWellFormed = false }
  }

  /// For what cannot be written in one go: an encoder that may never be used.
  func giveUp(_ path: [any CodingKey]) -> StreamingEncoder {
    isWellFormed = false
    return StreamingEncoder(writer: self, depth: depth, codingPath: path)
  }

  // MARK: Values

  /// Appends JSON text as it is; for `DirectlyWritten` values, who know what they do.
  package func append(_ json: StaticString) { json.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Appends a number.
  package func append(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Appends a member's text behind `head`, `,"name":`; nothing where it is absent.
  package func append(_ head: StaticString, text: String?) {
    guard let text else { return }
    append(head)
    writeString(text)
  }

  /// Appends a member that is written as its type says behind `head`, `,"name":`; nothing where it is absent.
  package func append(_ head: StaticString, value: (some Encodable)?) throws {
    guard let value else { return }
    append(head)
    try writeValue(value, [])
  }

  func writeNull() { bytes.append(contentsOf: "null".utf8) }
  func writeBool(_ value: Bool) { bytes.append(contentsOf: value ? "true".utf8 : "false".utf8) }
  func writeString(_ value: String) { JSONText.append(value, to: &bytes) }
  func writeInteger(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

  func writeFloat(_ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    guard value.isFinite else {
      isWellFormed = false
      return
    }
    let text = value.description
    bytes.append(contentsOf: text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
  }

  /// Writes any value; one that writes nothing becomes an empty object, as it does with Foundation.
  func writeValue<Value: Encodable>(_ value: Value, _ path: [any CodingKey]) throws {
    if Value.self == String.self, let string = value as? String { return writeString(string) }
    if Value.self == Int.self, let integer = value as? Int { return writeInteger(integer) }
    if Value.self == [Int].self, let integers = value as? [Int] { return writeIntegers(integers) }
    if let value = value as? any DirectlyWritten { return try value.write(to: self) }
    let depth = depth
    let start = bytes.count
    guard depth < Self.maximumDepth else {
      isWellFormed = false
      return
    }
    try value.encode(to: StreamingEncoder(writer: self, depth: depth, codingPath: path))
    close(to: depth)
    if bytes.count == start { bytes.append(contentsOf: "{}".utf8) }
  }

  /// A list of numbers: semantic tokens are tens of thousands of them.
  private func writeIntegers(_ values: [Int]) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if value >= 0, value < 10 {
        bytes.append(UInt8(ascii: "0") + UInt8(value))
      } else {
        writeInteger(value)
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

/// Values that write themselves, past the standard library's containers: for what comes by the thousand.
package protocol DirectlyWritten {
  /// Writes the value as exactly one JSON value, the same that its `encode(to:)` means.
  func write(to writer: StreamingWriter) throws
}

extension Dictionary: DirectlyWritten where Key == String, Value: Encodable {
  /// Writes an object with its members sorted by key.
  package func write(to writer: StreamingWriter) throws {
    writer.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
    let depth = writer.depth
    for (key, value) in sorted(by: { $0.key < $1.key }) {
      writer.beginMember(at: depth, key: key)
      try writer.writeValue(value, [])
    }
    writer.close(to: depth - 1)
  }
}
