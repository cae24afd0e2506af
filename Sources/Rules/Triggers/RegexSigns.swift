// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Tells globs that were meant as regular expressions, and says them as globs.
///
/// Only what no branch, tag, path or namespace is likely to hold counts as a sign: `release/v1.*` and `src/.*` are good
/// globs.
enum RegexSigns {
  /// What gives a regular expression away, as it is written; nil for a glob.
  ///
  /// Names of branches, tags and namespaces have no part that starts with a dot, so that `.*` is a sign there; files have.
  static func sign(in pattern: String, isPath: Bool) -> String? {
    let bytes = Array(pattern.utf8)
    let start = bytes.first == 0x21 ? 1 : 0
    if start < bytes.count, bytes[start] == 0x5E { return "^" }
    var index = start
    var isInClass = false
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == 0x5C {
        // `\.` is a dot in a glob as well.
        if !isInClass, "dwsbDWSB".utf8.contains(next) { return text([byte, next]) }
        index += 2
        continue
      }
      if isInClass {
        if byte == 0x5D {
          isInClass = false
          if next == 0x2B { return "]+" }
          if next == 0x7B, index + 2 < bytes.count, isDigit(bytes[index + 2]) { return "]{" }
        }
      } else {
        switch byte {
        case 0x5B: isInClass = true
        case 0x7C: return "|"
        case 0x24 where index + 1 == bytes.count && index > start: return "$"
        case 0x28 where next == 0x3F: return "(?"
        case 0x29 where next == 0x3F || next == 0x2B || next == 0x2A: return text([byte, next])
        case 0x2E where next == 0x2B: return ".+"
        case 0x2E where next == 0x2A && !isPath && startsPart(index, start, bytes): return ".*"
        case 0x2E where next == 0x2A && index + 2 < bytes.count && bytes[index + 2] == 0x5C: return ".*"
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  private static func startsPart(_ index: Int, _ start: Int, _ bytes: [UInt8]) -> Bool {
    guard index > start else { return true }
    return [0x2F, 0x2C, 0x7B].contains(bytes[index - 1])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The glob that a regular expression most likely means; nil where there is none.
  static func glob(for pattern: String, isPath: Bool) -> String? {
    var bytes = Array(pattern.utf8)
    var prefix: [UInt8] = []
    if bytes.first == 0x21 {
      prefix = [0x21]
      bytes.removeFirst()
    }
    if bytes.first == 0x5E { bytes.removeFirst() }
    if bytes.last == 0x24, bytes.count < 2 || bytes[bytes.count - 2] != 0x5C { bytes.removeLast() }
    guard var body = translated(bytes), !body.isEmpty else { return nil }
    // What ends in a separator was the start of a name.
    if body.last == 0x2F || body.last == 0x2D { body += [0x2A, 0x2A] }
    let glob = text(prefix + body)
    guard (try? Glob(glob)) != nil, sign(in: glob, isPath: isPath) == nil, glob != pattern else { return nil }
    return glob
  }

  private static func translated(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var depth = 0
    var hasTopChoice = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      switch byte {
      case 0x5C:
        index += 1
        switch next {
        case 0x64: index = append(Array("[0-9]".utf8), &result, bytes, index)
        case 0x77: index = append(Array("[A-Za-z0-9_]".utf8), &result, bytes, index)
        case 0x2E, 0x2F, 0x2D, 0x5F: result.append(next)
        default: return nil
        }
      case 0x5B:
        guard let end = bytes[index...].firstIndex(of: 0x5D) else { return nil }
        let set = Array(bytes[(index - 1)...end])
        index = append(set, &result, bytes, end + 1)
      case 0x2E where next == 0x2A:
        index += 1
        result += [0x2A, 0x2A]
      case 0x2E where next == 0x2B:
        index += 1
        result += [0x3F, 0x2A, 0x2A]
      case 0x28:
        if next == 0x3F {
          guard index + 1 < bytes.count, bytes[index + 1] == 0x3A else { return nil }
          index += 2
        }
        depth += 1
        result.append(0x7B)
      case 0x29:
        guard depth > 0 else { return nil }
        depth -= 1
        if next == 0x2B || next == 0x2A { return nil }
        if next == 0x3F {
          index += 1
          result.append(0x2C)
        }
        result.append(0x7D)
      case 0x7C:
        if depth == 0 { hasTopChoice = true }
        result.append(0x2C)
      default: result.append(byte)
      }
    }
    guard depth == 0 else { return nil }
    return hasTopChoice ? [0x7B] + result + [0x7D] : result
  }

  /// Appends one character's set with what the quantifier behind it makes of it; gives the index behind that.
  private static func append(_ set: [UInt8], _ result: inout [UInt8], _ bytes: [UInt8], _ index: Int) -> Int {
    let next = index < bytes.count ? bytes[index] : 0
    switch next {
    case 0x2B: result += set + [0x2A]
    case 0x2A: result.append(0x2A)
    case 0x3F: result += [0x7B] + set + [0x2C, 0x7D]
    case 0x7B:
      let digits = bytes[(index + 1)...].prefix(while: isDigit)
      let end = index + 1 + digits.count
      guard let count = Int(text(Array(digits))), (1...8).contains(count), end < bytes.count, bytes[end] == 0x7D else {
        result += set
        return index
      }
      for _ in 0..<count { result += set }
      return end + 1
    default:
      result += set
      return index
    }
    return index + 1
  }
}
