// SPDX-License-Identifier: Apache-2.0

/// Tells texts that are secrets from placeholders, names and references.
enum SecretText {
  /// Whether a token's body looks drawn by chance, and not filled in for an example.
  static func isRandom(_ body: [UInt8]) -> Bool {
    guard body.count >= 8 else { return false }
    var seen = Set<UInt8>()
    var run = 1
    var rise = 1
    for index in body.indices {
      seen.insert(body[index])
      guard index > 0 else { continue }
      run = body[index] == body[index - 1] ? run + 1 : 1
      rise = body[index] == body[index - 1] &+ 1 ? rise + 1 : 1
      // `xxxxx`, `12345`, `abcde`
      if run >= 5 || rise >= 5 { return false }
    }
    guard seen.count >= min(10, body.count / 2) else { return false }
    return !hasPlaceholderWord(body)
  }

  /// Whether a text under a password's key is the password itself.
  static func isPassword(_ text: [UInt8]) -> Bool {
    guard (6...128).contains(text.count), isLiteral(text), !hasPlaceholderWord(text),
      !hasPlaceholderWord(spelled(text)),
      !isEncrypted(text)
    else { return false }
    let classes = Classes(text)
    guard classes.letters > 0, classes.digits + classes.marks > 0, classes.distinct >= 5 else { return false }
    return !isName(text) && !isRun(text)
  }

  /// Whether a text under a key for tokens is the token itself: long, and drawn by chance.
  static func isToken(_ text: [UInt8]) -> Bool {
    // A web token that its shape did not tell is the one of the tutorials.
    if text.starts(with: "eyJ".utf8) { return false }
    guard (16...512).contains(text.count), isLiteral(text), isRandom(text), !isEncrypted(text) else { return false }
    let classes = Classes(text)
    guard classes.letters > 1, classes.digits > 1, !isName(text), !isUUID(text) else { return false }
    // Texts of words in some language have about 3 bits a letter when they are this short; hexadecimal digits reach 4.
    return entropy(text) >= (classes.isHexadecimal ? 3.0 : 3.5)
  }

  /// Shannon's entropy of the bytes, in bits a byte.
  static func entropy(_ text: [UInt8]) -> Double {
    guard !text.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for byte in text { counts[Int(byte)] += 1 }
    let total = Double(text.count)
    return counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / total
      return sum - share * binaryLogarithm(share)
    }
  }

  /// The logarithm to base 2 of a number in (0, 1], to about 1e-9: the standard library has none.
  private static func binaryLogarithm(_ number: Double) -> Double {
    let mantissa = number.significand
    let ratio = (mantissa - 1) / (mantissa + 1)
    var power = ratio
    var sum = 0.0
    for term in 0..<12 {
      sum += power / Double(2 * term + 1)
      power *= ratio * ratio
    }
    return Double(number.exponent) + 2 * sum * 1.4426950408889634
  }

  // MARK: Kinds of text

  private struct Classes {
    var letters = 0
    var digits = 0
    var marks = 0
    var distinct = 0
    var isHexadecimal = true

    init(_ text: [UInt8]) {
      for byte in text {
        switch byte {
        case 0x30...0x39: digits += 1
        case 0x41...0x5A, 0x61...0x7A:
          letters += 1
          if !(0x61...0x66).contains(byte | 0x20) { isHexadecimal = false }
        default:
          marks += 1
          isHexadecimal = false
        }
      }
      distinct = Set(text).count
    }
  }

  /// Whether nothing in it is put in later, and it is no path, address or code.
  private static func isLiteral(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    let openers: [UInt8] = [
      UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "%"),
      UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "&"),
    ]
    if openers.contains(first) { return false }
    for index in text.indices {
      let byte = text[index]
      // Words are prose; bytes beyond ASCII too.
      if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "`") { return false }
      let next = index + 1 < text.count ? text[index + 1] : 0
      if byte == UInt8(ascii: "$"), [UInt8(ascii: "{"), UInt8(ascii: "(")].contains(next) { return false }
      if byte == UInt8(ascii: "{"), [UInt8(ascii: "{"), UInt8(ascii: "%")].contains(next) { return false }
      if byte == UInt8(ascii: ":"), next == UInt8(ascii: "/") { return false }
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") { return false }
    }
    return true
  }

  /// Words that stand in texts for people to fill in, and in the passwords of examples.
  private static let words = [
    "changeme", "change-me", "change_me", "change-it", "changeit", "example", "placeholder", "replace", "your", "dummy",
    "fake", "sample", "redacted", "insert", "xxxx", "****", "....", "todo", "fixme", "foobar", "secret", "passw",
    "token",
    "default", "string", "value", "test", "demo", "admin", "guest", "root", "user", "none", "null", "hidden", "masked",
    "credential", "apikey", "api-key", "api_key", "qwerty", "letmein", "welcome", "1234", "abcd", "enc[", "base64",
    "vault:",
    "sha256:",
  ].map { Array($0.utf8) }

  private static func hasPlaceholderWord(_ text: [UInt8]) -> Bool {
    let lowered = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.contains { word in
      lowered.count >= word.count
        && (0...(lowered.count - word.count)).contains { lowered[$0..<($0 + word.count)].elementsEqual(word) }
    }
  }

  /// A text with the letters that digits and marks stand for in `P@ssw0rd`: the passwords of examples.
  private static func spelled(_ text: [UInt8]) -> [UInt8] {
    text.map { byte in
      switch byte {
      case UInt8(ascii: "@"), UInt8(ascii: "4"): UInt8(ascii: "a")
      case UInt8(ascii: "$"), UInt8(ascii: "5"): UInt8(ascii: "s")
      case UInt8(ascii: "0"): UInt8(ascii: "o")
      case UInt8(ascii: "3"): UInt8(ascii: "e")
      case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
      case UInt8(ascii: "7"): UInt8(ascii: "t")
      default: byte
      }
    }
  }

  /// Whether it is what OpenSSL, age, PGP or Ansible make of a secret.
  private static func isEncrypted(_ text: [UInt8]) -> Bool {
    ["U2FsdGVkX1", "YWdlLWVuY3J5cHRpb24", "$ANSIBLE_VAULT", "hQEMA", "hQIMA", "AQICAH"].contains {
      text.starts(with: $0.utf8)
    }
  }

  /// Whether it reads as words put together, perhaps with numbers behind them: the name of something.
  private static func isName(_ text: [UInt8]) -> Bool {
    let separators: [UInt8] = [0x2D, 0x5F, 0x2E, 0x3A, 0x2F, 0x40]
    let parts = text.split(whereSeparator: { separators.contains($0) })
    guard parts.count > 1 else { return false }
    return parts.allSatisfy { part in
      let letters = part.prefix { !(0x30...0x39).contains($0) }
      let isWord = letters.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
      return isWord && part.dropFirst(letters.count).allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  /// Whether it repeats or counts.
  private static func isRun(_ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).allSatisfy { $1 == $0 || $1 == $0 &+ 1 }
  }

  private static func isUUID(_ text: [UInt8]) -> Bool {
    text.count == 36 && [8, 13, 18, 23].allSatisfy { text[$0] == UInt8(ascii: "-") }
  }
}
