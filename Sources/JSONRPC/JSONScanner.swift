// SPDX-License-Identifier: Apache-2.0

/// Checks JSON without building anything, and tells where the members of an object are.
///
/// A message's parameters stay bytes until the one who knows their type decodes them, so nothing is decoded twice. The
/// grammar is RFC 8259's; nesting beyond `maximumDepth` counts as malformed. No recursion.
struct JSONScanner {
  /// How deep arrays and objects may nest; Foundation's decoder refuses more, and nothing in the protocol comes near it.
  static let maximumDepth = 500

  /// A member of an object: byte ranges of its key (in quotes) and its value.
  struct Member {
    let key: Range<Int>
    let value: Range<Int>
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first byte at or after `index` that is not white space; the count at the end.
  func skipSpace(_ index: Int) -> Int {
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      index &+= 1
    }
    return index
  }

  /// The byte at `index`; 0 beyond the end, which no JSON token starts with.
  func byte(at index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }

  /// Whether all bytes are one value with nothing but space around it.
  var isOneValue: Bool {
    guard let end = endOfValue(skipSpace(0)) else { return false }
    return skipSpace(end) == bytes.count
  }

  /// The members of the object that starts at `start`, and the offset behind it; nil where it is no well-formed object.
  func members(_ start: Int) -> (members: [Member], end: Int)? {
    guard byte(at: start) == UInt8(ascii: "{") else { return nil }
    var members: [Member] = []
    var index = skipSpace(start + 1)
    if byte(at: index) == UInt8(ascii: "}") { return (members, index + 1) }
    while true {
      guard let keyEnd = endOfString(index) else { return nil }
      let key = index..<keyEnd
      index = skipSpace(keyEnd)
      guard byte(at: index) == UInt8(ascii: ":") else { return nil }
      index = skipSpace(index + 1)
      guard let valueEnd = endOfValue(index) else { return nil }
      members.append(Member(key: key, value: index..<valueEnd))
      index = skipSpace(valueEnd)
      switch byte(at: index) {
      case UInt8(ascii: "}"): return (members, index + 1)
      case UInt8(ascii: ","): index = skipSpace(index + 1)
      default: return nil
      }
    }
  }

  /// The offset behind the value that starts at `start`; nil where it is malformed. Complexity: O(length).
  func endOfValue(_ start: Int) -> Int? {
    var open: [UInt8] = []
    var index = start
    while true {
      var isComplete = true
      switch byte(at: index) {
      case UInt8(ascii: "{"):
        index = skipSpace(index + 1)
        if byte(at: index) == UInt8(ascii: "}") {
          index += 1
        } else {
          open.append(UInt8(ascii: "}"))
          guard let value = startOfMemberValue(index) else { return nil }
          index = value
          isComplete = false
        }
      case UInt8(ascii: "["):
        index = skipSpace(index + 1)
        if byte(at: index) == UInt8(ascii: "]") {
          index += 1
        } else {
          open.append(UInt8(ascii: "]"))
          isComplete = false
        }
      default:
        guard let end = endOfScalar(index) else { return nil }
        index = end
      }
      if open.count > Self.maximumDepth { return nil }
      while isComplete {
        guard let closer = open.last else { return index }
        index = skipSpace(index)
        let next = byte(at: index)
        if next == closer {
          open.removeLast()
          index += 1
        } else if next == UInt8(ascii: ",") {
          index = skipSpace(index + 1)
          if closer == UInt8(ascii: "}") {
            guard let value = startOfMemberValue(index) else { return nil }
            index = value
          }
          isComplete = false
        } else {
          return nil
        }
      }
    }
  }

  /// The offset of the value behind the key and colon at `index`.
  private func startOfMemberValue(_ index: Int) -> Int? {
    guard let keyEnd = endOfString(index) else { return nil }
    let colon = skipSpace(keyEnd)
    guard byte(at: colon) == UInt8(ascii: ":") else { return nil }
    return skipSpace(colon + 1)
  }

  private func endOfScalar(_ index: Int) -> Int? {
    switch byte(at: index) {
    case UInt8(ascii: "\""): endOfString(index)
    case UInt8(ascii: "t"): endOfWord("true", index)
    case UInt8(ascii: "f"): endOfWord("false", index)
    case UInt8(ascii: "n"): endOfWord("null", index)
    default: endOfNumber(index)
    }
  }

  private func endOfWord(_ word: StaticString, _ index: Int) -> Int? {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count else { return nil }
    let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[index..<end]) }
    return matches ? end : nil
  }

  private func endOfString(_ start: Int) -> Int? {
    guard byte(at: start) == 0x22 else { return nil }
    var index = start + 1
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      index &+= 1
      if byte == 0x22 { return index }
      if byte < 0x20 { return nil }
      guard byte == 0x5C else { continue }
      switch self.byte(at: index) {
      case UInt8(ascii: "u"):
        for digit in index + 1..<index + 5 where !isHexadecimal(self.byte(at: digit)) { return nil }
        index += 5
      case 0x22, 0x5C, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
        UInt8(ascii: "t"):
        index += 1
      default: return nil
      }
    }
    return nil
  }

  private func endOfNumber(_ start: Int) -> Int? {
    var index = start
    if byte(at: index) == UInt8(ascii: "-") { index += 1 }
    if byte(at: index) == UInt8(ascii: "0") {
      index += 1
    } else {
      guard let end = endOfDigits(index) else { return nil }
      index = end
    }
    if byte(at: index) == UInt8(ascii: ".") {
      guard let end = endOfDigits(index + 1) else { return nil }
      index = end
    }
    if byte(at: index) | 0x20 == UInt8(ascii: "e") {
      index += 1
      if byte(at: index) == UInt8(ascii: "+") || byte(at: index) == UInt8(ascii: "-") { index += 1 }
      guard let end = endOfDigits(index) else { return nil }
      index = end
    }
    return index
  }

  /// The offset behind one or more digits.
  private func endOfDigits(_ start: Int) -> Int? {
    var index = start
    while isDigit(byte(at: index)) { index += 1 }
    return index > start ? index : nil
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }
}
