// SPDX-License-Identifier: Apache-2.0

/// A document's URI as the client spells it, and what it means.
package struct DocumentURI: Hashable, Sendable {
  /// As the client spells it: what it is told in return, byte for byte.
  package let string: String
  /// The absolute path of a `file:` URI, decoded and without `.` and `..`; nil for other schemes.
  package let path: String?
  /// Equal for spellings that mean the same document: clients escape differently.
  package let key: String

  /// Reads a URI; anything is one.
  package init(_ string: String) {
    self.string = string
    path = Self.path(of: string)
    key = path.map { "file://" + $0 } ?? string
  }

  /// The URI of a file.
  package init(path: String) {
    var string = "file://"
    if !path.hasPrefix("/") { string += "/" }
    for byte in path.utf8 {
      if Self.isPlain(byte) {
        string.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        string += digits.utf8.count < 2 ? "%0" + digits : "%" + digits
      }
    }
    self.init(string)
  }

  private static func path(of uri: String) -> String? {
    let bytes = Array(uri.utf8)
    let scheme = Array("file:".utf8)
    guard bytes.count > scheme.count, bytes.prefix(scheme.count).map({ $0 | 0x20 }) == scheme.map({ $0 | 0x20 }) else {
      return nil
    }
    var rest = bytes.dropFirst(scheme.count)
    if let end = rest.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) { rest = rest[..<end] }
    var host: [UInt8] = []
    if rest.starts(with: Array("//".utf8)) {
      rest = rest.dropFirst(2)
      host = Array(rest.prefix { $0 != UInt8(ascii: "/") })
      rest = rest.dropFirst(host.count)
    }
    var decoded = decode(rest)
    if decoded.count >= 3, decoded[0] == UInt8(ascii: "/"), decoded[2] == UInt8(ascii: ":"), isLetter(decoded[1]) {
      decoded.removeFirst()
      decoded[0] |= 0x20
    }
    let path = normalize(String(decoding: decoded, as: UTF8.self))
    return host.isEmpty || host == Array("localhost".utf8) ? path : "//" + String(decoding: host, as: UTF8.self) + path
  }

  /// Replaces `%XX` by bytes; a stray percent sign stays.
  private static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func normalize(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || "/-._~".utf8.contains(byte)
  }
}
