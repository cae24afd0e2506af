// SPDX-License-Identifier: Apache-2.0

/// A pattern as git's `wildmatch` reads it, byte by byte: `*`, `?`, `[…]` with POSIX classes, `\`, and `**` as a whole
/// component of a path.
///
/// Run with all its states at once: O(length of pattern × length of text), where git's own may take exponential time.
struct GitWildcard: Sendable {
  private enum Operation: Sendable {
    case byte(UInt8)
    /// One byte but a slash.
    case any
    /// Any number of bytes but slashes.
    case star
    /// Any number of bytes.
    case globstar
    /// Nothing, or any number of bytes with a slash behind them.
    case folders
    case member(Int)
  }

  private var operations: [Operation] = []
  private var classes: [GitCharacterClass] = []
  /// Whether the pattern is one that git never matches.
  private var isBroken = false

  /// Compiles a pattern. Complexity: O(n).
  init(_ pattern: ArraySlice<UInt8>) {
    var index = pattern.startIndex
    while index < pattern.endIndex, !isBroken {
      let byte = pattern[index]
      index += 1
      switch byte {
      case 0x2A: compileStars(pattern, &index)
      case 0x3F: operations.append(.any)
      case 0x5B:
        if let found = GitCharacterClass(pattern, &index) {
          operations.append(.member(classes.count))
          classes.append(found)
        } else {
          isBroken = true
        }
      case 0x5C:
        if index < pattern.endIndex {
          operations.append(.byte(pattern[index]))
          index += 1
        } else {
          isBroken = true
        }
      default: operations.append(.byte(byte))
      }
    }
  }

  private mutating func compileStars(_ pattern: ArraySlice<UInt8>, _ index: inout Int) {
    let start = index - 1
    while index < pattern.endIndex, pattern[index] == 0x2A { index += 1 }
    let startsComponent = start == pattern.startIndex || pattern[start - 1] == 0x2F
    let isAtEnd = index == pattern.endIndex
    let slash = !isAtEnd && pattern[index] == 0x2F
    let escapedSlash = index + 1 < pattern.endIndex && pattern[index] == 0x5C && pattern[index + 1] == 0x2F
    guard index - start >= 2, startsComponent, isAtEnd || slash || escapedSlash else {
      operations.append(.star)
      return
    }
    if slash {
      operations.append(.folders)
      index += 1
    } else {
      operations.append(.globstar)
    }
  }

  /// Whether the whole text has the pattern's form.
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    if isBroken { return false }
    // A state is the number of operations that are done; `folders` has a second one, in which a slash is awaited.
    let count = operations.count
    var current = [Bool](repeating: false, count: count + 1)
    var inside = [Bool](repeating: false, count: count + 1)
    current[0] = true
    skip(&current)
    for byte in text {
      var next = [Bool](repeating: false, count: count + 1)
      var nextInside = next
      var isAlive = false
      for state in 0..<count where current[state] || inside[state] {
        switch operations[state] {
        case .byte(let expected): if byte == expected { next[state + 1] = true }
        case .any: if byte != 0x2F { next[state + 1] = true }
        case .star: if byte != 0x2F { next[state] = true }
        case .globstar: next[state] = true
        case .folders:
          nextInside[state] = true
          if byte == 0x2F { next[state + 1] = true }
        case .member(let number): if byte != 0x2F, classes[number].contains(byte) { next[state + 1] = true }
        }
        isAlive = true
      }
      if !isAlive { return false }
      skip(&next)
      current = next
      inside = nextInside
    }
    return current[count]
  }

  /// Adds the states that follow without a byte.
  private func skip(_ states: inout [Bool]) {
    for state in 0..<operations.count where states[state] {
      switch operations[state] {
      case .star, .globstar, .folders: states[state + 1] = true
      case .byte, .any, .member: break
      }
    }
  }
}

/// A class in brackets of `wildmatch`.
struct GitCharacterClass: Sendable {
  private var members = [Bool](repeating: false, count: 256)

  /// Reads a class behind its `[`, up to behind its `]`; nil where it does not end or names no known POSIX class.
  init?(_ pattern: ArraySlice<UInt8>, _ index: inout Int) {
    guard index < pattern.endIndex else { return nil }
    let isNegated = pattern[index] == 0x21 || pattern[index] == 0x5E
    if isNegated { index += 1 }
    var previous: UInt8 = 0
    var isFirst = true
    while true {
      guard index < pattern.endIndex else { return nil }
      var byte = pattern[index]
      if byte == 0x5D, !isFirst { break }
      isFirst = false
      index += 1
      if byte == 0x5C {
        guard index < pattern.endIndex else { return nil }
        byte = pattern[index]
        index += 1
        members[Int(byte)] = true
      } else if byte == 0x2D, previous != 0, index < pattern.endIndex, pattern[index] != 0x5D {
        byte = pattern[index]
        index += 1
        if byte == 0x5C {
          guard index < pattern.endIndex else { return nil }
          byte = pattern[index]
          index += 1
        }
        if previous <= byte { for member in previous...byte { members[Int(member)] = true } }
        // What ended a range does not start another.
        byte = 0
      } else if byte == 0x5B, index < pattern.endIndex, pattern[index] == 0x3A {
        let start = index + 1
        guard let end = pattern[start...].firstIndex(of: 0x5D) else { return nil }
        if end > start, pattern[end - 1] == 0x3A {
          guard let test = Self.posix(pattern[start..<end - 1]) else { return nil }
          for member in UInt8(0)..<128 where test(member) { members[Int(member)] = true }
          index = end + 1
          byte = 0
        } else {
          members[0x5B] = true
        }
      } else {
        members[Int(byte)] = true
      }
      previous = byte
    }
    index += 1
    if isNegated { for member in members.indices { members[member].toggle() } }
  }

  func contains(_ byte: UInt8) -> Bool { members[Int(byte)] }

  private static func posix(_ name: ArraySlice<UInt8>) -> ((UInt8) -> Bool)? {
    let isDigit = { (byte: UInt8) in 0x30...0x39 ~= byte }
    let isUpper = { (byte: UInt8) in 0x41...0x5A ~= byte }
    let isLower = { (byte: UInt8) in 0x61...0x7A ~= byte }
    switch String(decoding: name, as: UTF8.self) {
    case "alnum": return { isDigit($0) || isUpper($0) || isLower($0) }
    case "alpha": return { isUpper($0) || isLower($0) }
    case "blank": return { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": return { $0 < 0x20 || $0 == 0x7F }
    case "digit": return isDigit
    case "graph": return { 0x21...0x7E ~= $0 }
    case "lower": return isLower
    case "print": return { 0x20...0x7E ~= $0 }
    case "punct": return { 0x21...0x7E ~= $0 && !isDigit($0) && !isUpper($0) && !isLower($0) }
    case "space": return { $0 == 0x20 || 0x09...0x0D ~= $0 }
    case "upper": return isUpper
    case "xdigit": return { isDigit($0) || 0x41...0x46 ~= $0 || 0x61...0x66 ~= $0 }
    default: return nil
    }
  }
}
