// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Looks through bytes for texts that are secrets by their shape, wherever they stand.
struct SecretScan {
  /// Something found.
  struct Hit {
    /// The secret's own bytes.
    var range: TextRange
    /// What it is, with its article.
    var what: String
  }

  /// What a look through a file gave.
  struct Findings {
    /// Everything found, in order, without overlaps.
    var hits: [Hit] = []
    /// Where words stand that keys of secrets have: `pass`, `token`, `key` …; byte offsets in order.
    var telling: [Int] = []
  }

  /// The shapes by their first byte.
  private static let shapes: [[TokenShape]] = {
    var table: [[TokenShape]] = Array(repeating: [], count: 256)
    for shape in TokenShape.all { table[Int(shape.prefix.utf8Start.pointee)].append(shape) }
    return table
  }()

  private static let wordBit: UInt8 = 1
  private static let startBit: UInt8 = 2
  private static let colonBit: UInt8 = 4
  private static let tellingBit: UInt8 = 8

  /// What a byte may be or begin.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in 0..<256 {
      if isWordByte(UInt8(byte)) { table[byte] |= wordBit }
      if !shapes[byte].isEmpty { table[byte] |= startBit }
    }
    table[Int(UInt8(ascii: "-"))] |= startBit
    table[Int(UInt8(ascii: "e"))] |= startBit
    table[Int(UInt8(ascii: ":"))] |= colonBit
    for letter in "kKcCpP".utf8 { table[Int(letter)] |= tellingBit }
    return table
  }()

  /// Which two bytes begin a shape, by the first one and then the second.
  private static let pairs: [Bool] = {
    var table = [Bool](repeating: false, count: 65536)
    for shape in TokenShape.all {
      table[Int(shape.prefix.utf8Start[0]) << 8 | Int(shape.prefix.utf8Start[1])] = true
    }
    table[Int(UInt8(ascii: "-")) << 8 | Int(UInt8(ascii: "-"))] = true
    table[Int(UInt8(ascii: "e")) << 8 | Int(UInt8(ascii: "y"))] = true
    return table
  }()

  /// Looks through a file once. Complexity: O(n).
  static func find(in bytes: [UInt8]) -> Findings {
    var findings = Findings()
    bytes.withUnsafeBufferPointer { bytes in
      classes.withUnsafeBufferPointer { classes in
        pairs.withUnsafeBufferPointer { pairs in
          guard let base = bytes.baseAddress, let classOf = classes.baseAddress else { return }
          let last = bytes.count - 1
          var position = 0
          // Behind a hit a new word starts.
          var floor = 0
          while true {
            // Nearly all bytes are passed here. Inside a word nothing starts.
            var isInWord = position > floor && classOf[Int(base[position &- 1])] & wordBit != 0
            while position < last {
              let kind = classOf[Int(base[position])]
              if kind & (isInWord ? tellingBit | colonBit : tellingBit | colonBit | startBit) != 0 { break }
              isInWord = kind & wordBit != 0
              position &+= 1
            }
            guard position < last else { break }
            let kind = classOf[Int(base[position])]
            if kind & tellingBit != 0, tells(bytes, position) { findings.telling.append(position) }
            var hit: Hit?
            if kind & colonBit != 0 {
              if bytes[position &+ 1] == UInt8(ascii: "/") { hit = address(bytes, position) }
            } else if kind & startBit != 0, !isInWord,
              pairs[Int(bytes[position]) << 8 | Int(bytes[position &+ 1])]
            {
              hit = shape(bytes, position)
            }
            if let hit {
              findings.hits.append(hit)
              position = max(hit.range.end, position + 1)
              floor = position
            } else {
              position &+= 1
            }
          }
        }
      }
    }
    return findings
  }

  private static func shape(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Hit? {
    if bytes[start] == UInt8(ascii: "-") { return privateKey(bytes, start) }
    return bytes[start] == UInt8(ascii: "e") ? webToken(bytes, start) : token(bytes, start)
  }

  /// Whether a letter belongs to a word of `SecretKey`: to`k`en, `k`ey, `p`wd, `p`ass…, se`c`ret, `c`red….
  private static func tells(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    let next = bytes[position + 1] | 0x20
    let after = position + 2 < bytes.count ? bytes[position + 2] | 0x20 : 0
    switch bytes[position] | 0x20 {
    case UInt8(ascii: "k"):
      return next == UInt8(ascii: "e") && (after == UInt8(ascii: "y") || after == UInt8(ascii: "n"))
    case UInt8(ascii: "c"): return next == UInt8(ascii: "r") && after == UInt8(ascii: "e")
    case UInt8(ascii: "p"):
      return next == UInt8(ascii: "a") && after == UInt8(ascii: "s")
        || next == UInt8(ascii: "w") && after == UInt8(ascii: "d")
    default: return false
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ text: StaticString) -> Bool {
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[start + index] != text.utf8Start[index] { return false }
    return true
  }

  // MARK: Shapes

  private static func token(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Hit? {
    for shape in shapes[Int(bytes[start])] where matches(bytes, start, shape.prefix) {
      let bodyStart = start + shape.prefix.utf8CodeUnitCount
      var end = bodyStart
      while end < bytes.count, end - bodyStart < 512, shape.alphabet.contains(bytes[end]) { end += 1 }
      // Punctuation behind it is the sentence's.
      while end > bodyStart, [0x2E, 0x3A, 0x2D].contains(bytes[end - 1]) { end -= 1 }
      let length = end - bodyStart
      guard length >= shape.minimum, shape.maximum.map({ length <= $0 }) ?? true,
        end >= bytes.count || !isWordByte(bytes[end]),
        SecretText.isRandom(Array(bytes[bodyStart..<end]))
      else { continue }
      return Hit(range: TextRange(start, end), what: shape.what)
    }
    return nil
  }

  /// A header of a private key with a key behind it, not the three dots of an example.
  private static func privateKey(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Hit? {
    guard matches(bytes, start, "-----BEGIN ") else { return nil }
    var end = start + 11
    while end < bytes.count, end - start < 60, bytes[end] == 0x20 || (0x41...0x5A).contains(bytes[end]) { end += 1 }
    guard end - start >= 22, matches(bytes, end - 11, "PRIVATE KEY"), matches(bytes, end, "-----") else { return nil }
    end += 5
    var key: [UInt8] = []
    var position = end
    while position < bytes.count, key.count < 64, position - end < 400 {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count, [0x6E, 0x72].contains(bytes[position + 1]) {
        position += 2
        continue
      }
      if isWordByte(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") {
        key.append(byte)
      } else if byte > 0x20, byte != UInt8(ascii: "="), byte != 0x22 {
        break
      }
      position += 1
    }
    guard key.count >= 64, SecretText.isRandom(key) else { return nil }
    return Hit(range: TextRange(start, end), what: "a private key")
  }

  /// A JSON Web Token: header, payload and signature.
  private static func webToken(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Hit? {
    guard matches(bytes, start, "eyJ") else { return nil }
    var end = start
    var parts: [Int] = []
    var partStart = start
    while end < bytes.count, end - start < 8192 {
      if bytes[end] == UInt8(ascii: "."), parts.count < 2 {
        parts.append(end - partStart)
        partStart = end + 1
      } else if !TokenShape.Alphabet.url.contains(bytes[end]) {
        break
      }
      end += 1
    }
    guard parts.count == 2, parts[0] >= 15, parts[1] >= 10, end - partStart >= 20,
      matches(bytes, start + parts[0] + 1, "eyJ"),
      // The example of jwt.io and of half of all tutorials.
      !contains(bytes, start, end, "eyJzdWIiOiIxMjM0NTY3ODkwI"),
      SecretText.isRandom(Array(bytes[partStart..<end]))
    else { return nil }
    return Hit(range: TextRange(start, end), what: "a JSON Web Token")
  }

  private static func contains(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ text: StaticString
  ) -> Bool {
    guard end - start >= text.utf8CodeUnitCount else { return false }
    return (start...(end - text.utf8CodeUnitCount)).contains { matches(bytes, $0, text) }
  }

  /// A URL with a password in front of its host, or one that is a secret as a whole.
  private static func address(_ bytes: UnsafeBufferPointer<UInt8>, _ colon: Int) -> Hit? {
    guard matches(bytes, colon, "://") else { return nil }
    let start = colon + 3
    if matches(bytes, start, "hooks.slack.com/services/T") {
      return path(bytes, colon, start + 25, minimum: 35, "the address of a Slack webhook")
    }
    if matches(bytes, start, "discord.com/api/webhooks/") {
      return path(bytes, colon, start + 25, minimum: 60, "the address of a Discord webhook")
    }
    var end = start
    var separator: Int?
    while end < bytes.count, end - start < 256 {
      let byte = bytes[end]
      if byte <= 0x20
        || [UInt8(ascii: "/"), 0x22, 0x27, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: ">")].contains(byte)
      {
        return nil
      }
      if byte == UInt8(ascii: "@") { break }
      if byte == UInt8(ascii: ":"), separator == nil { separator = end }
      end += 1
    }
    guard end < bytes.count, end - start < 256, let separator, separator > start,
      SecretText.isPassword(Array(bytes[(separator + 1)..<end]))
    else { return nil }
    return Hit(range: TextRange(separator + 1, end), what: "a password in a URL")
  }

  private static func path(
    _ bytes: UnsafeBufferPointer<UInt8>, _ colon: Int, _ start: Int, minimum: Int, _ what: String
  ) -> Hit? {
    var end = start
    while end < bytes.count, end - start < 200, TokenShape.Alphabet.url.contains(bytes[end]) || bytes[end] == 0x2F {
      end += 1
    }
    guard end - start >= minimum, SecretText.isRandom(Array(bytes[start..<end])) else { return nil }
    return Hit(range: TextRange(start, end), what: what)
  }
}
