// SPDX-License-Identifier: Apache-2.0

/// The tree of a pattern.
indirect enum RegexNode {
  case empty
  case scalar(UInt32)
  case set(RegexSet)
  case any
  case anyButNewline
  case assert(RegexAssertion)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  case repetition(RegexNode, minimum: Int, maximum: Int?)
}

/// Reads RE2's syntax.
struct RegexParser {
  private let scalars: [Unicode.Scalar]
  private let offsets: [Int]
  private var position = 0
  private var depth = 0
  private var flags = Flags()
  private var names: Set<String> = []

  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
    var offsets: [Int] = []
    var offset = 0
    for scalar in scalars {
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    self.offsets = offsets + [offset]
  }

  private func fail(
    _ message: String, _ kind: RegularExpression.Failure.Kind = .syntax, at place: Int? = nil
  ) -> RegularExpression.Failure {
    let place = min(place ?? position, offsets.count - 1)
    return RegularExpression.Failure(
      kind: kind, message: "invalid regular expression: \(message)", offset: offsets[max(0, place)])
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }
  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }
  private func starts(with text: String) -> Bool {
    let wanted = text.unicodeScalars
    return position + wanted.count <= scalars.count && scalars[position...].prefix(wanted.count).elementsEqual(wanted)
  }

  mutating func parse() throws(RegularExpression.Failure) -> RegexNode {
    let node = try alternatives()
    if current == ")" { throw fail("unexpected `)`") }
    return node
  }

  private mutating func alternatives() throws(RegularExpression.Failure) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw fail("nested too deep", .tooLarge) }
    let saved = flags
    var branches: [RegexNode] = []
    repeat { branches.append(try sequence()) } while take("|")
    flags = saved
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(RegularExpression.Failure) -> RegexNode {
    var items: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      let start = position
      var item = try atom()
      var hasQuantifier = false
      while let (minimum, maximum) = try quantifier() {
        if hasQuantifier {
          throw fail("a repetition of a repetition (`**`) or a possessive quantifier", .unsupported, at: position - 1)
        }
        _ = take("?")
        hasQuantifier = true
        if case .assert = item, start == position { throw fail("nothing to repeat", at: start) }
        item = .repetition(item, minimum: minimum, maximum: maximum)
      }
      items.append(item)
    }
    return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
  }

  private mutating func quantifier() throws(RegularExpression.Failure) -> (Int, Int?)? {
    switch current {
    case "*":
      position += 1
      return (0, nil)
    case "+":
      position += 1
      return (1, nil)
    case "?":
      position += 1
      return (0, 1)
    case "{":
      let start = position
      position += 1
      guard let minimum = number() else {
        position = start
        return nil
      }
      var maximum: Int? = minimum
      if take(",") { maximum = number() }
      guard take("}") else {
        position = start
        return nil
      }
      guard minimum <= 1_000, (maximum ?? 0) <= 1_000, maximum.map({ $0 >= minimum }) ?? true else {
        throw fail("bad repetition; the limit is 1000", at: start)
      }
      return (minimum, maximum)
    default: return nil
    }
  }

  private mutating func number() -> Int? {
    var value = 0
    var hasDigits = false
    while let scalar = current, ("0"..."9").contains(scalar) {
      value = min(value * 10 + Int(scalar.value - 0x30), 100_000)
      hasDigits = true
      position += 1
    }
    return hasDigits ? value : nil
  }

  private mutating func atom() throws(RegularExpression.Failure) -> RegexNode {
    guard let scalar = current else { return .empty }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracket())
    case ".":
      position += 1
      return flags.dotMatchesNewline ? .any : .anyButNewline
    case "^":
      position += 1
      return .assert(flags.isMultiline ? .lineStart : .textStart)
    case "$":
      position += 1
      return .assert(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escape()
    case "*", "+", "?": throw fail("nothing to repeat before `\(scalar)`")
    case "{":
      let start = position
      if try quantifier() != nil { throw fail("nothing to repeat before `{`", at: start) }
      position = start + 1
      return literal(scalar)
    default:
      position += 1
      return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    if flags.ignoresCase, !RegexSet.variants(scalar.value).isEmpty {
      return .set(RegexSet(ranges: [scalar.value...scalar.value], ignoresCase: true))
    }
    return .scalar(scalar.value)
  }

  private mutating func group() throws(RegularExpression.Failure) -> RegexNode {
    let start = position
    position += 1
    let saved = flags
    if take("?") {
      for text in ["=", "!", "<=", "<!"] where starts(with: text) {
        throw fail("look-around `(?\(text)` does not exist in RE2", .lookAround, at: start)
      }
      if starts(with: "P=") { throw fail("back references do not exist in RE2", .backReference, at: start) }
      if starts(with: ">") { throw fail("atomic groups do not exist in RE2", .unsupported, at: start) }
      if starts(with: "P<") || starts(with: "<") {
        position += starts(with: "P<") ? 2 : 1
        var name = ""
        while let scalar = current, scalar != ">" {
          name.unicodeScalars.append(scalar)
          position += 1
        }
        guard take(">"), !name.isEmpty, name.utf8.allSatisfy(\.isIdentifierPart), names.insert(name).inserted else {
          throw fail("bad or repeated name of a group", at: start)
        }
      } else if try flagGroup(start) {
        return .empty
      }
    }
    let node = try alternatives()
    guard take(")") else { throw fail("`(` is not closed", at: start) }
    flags = saved
    return node
  }

  /// Flags behind `(?`; true for `(?i)`, which holds for what follows, false for `(?i:`.
  private mutating func flagGroup(_ start: Int) throws(RegularExpression.Failure) -> Bool {
    var isOn = true
    var hasSign = false
    while let scalar = current {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "U": break
      case "-" where !hasSign:
        isOn = false
        hasSign = true
      case ":": return false
      case ")": return true
      default: throw fail("`(?\(scalar)` has no meaning", at: start)
      }
    }
    throw fail("`(` is not closed", at: start)
  }

  private mutating func escape() throws(RegularExpression.Failure) -> RegexNode {
    let start = position
    position += 1
    guard let scalar = current else { throw fail("a lone `\\` at the end", at: start) }
    switch scalar {
    case "A": return advance(.assert(.textStart))
    case "z": return advance(.assert(.textEnd))
    case "b": return advance(.assert(.wordBoundary))
    case "B": return advance(.assert(.noWordBoundary))
    case "Q":
      position += 1
      var items: [RegexNode] = []
      while position < scalars.count, !starts(with: "\\E") {
        items.append(literal(scalars[position]))
        position += 1
      }
      if starts(with: "\\E") { position += 2 }
      return .sequence(items)
    case "E": return advance(.empty)
    case "C": throw fail("`\\C` (one byte) is not supported", .unsupported, at: start)
    case "Z", "G", "K", "X", "R", "h", "H", "N":
      throw fail("`\\\(scalar)` does not exist in RE2", .unsupported, at: start)
    case "k": throw fail("back references do not exist in RE2", .backReference, at: start)
    case "1"..."9": throw fail("back references do not exist in RE2", .backReference, at: start)
    default:
      if let set = try classEscape() { return .set(set) }
      return literal(try scalarEscape(start))
    }
  }

  private mutating func advance(_ node: RegexNode) -> RegexNode {
    position += 1
    return node
  }

  /// `\d`, `\pL` …, standing at the letter.
  private mutating func classEscape() throws(RegularExpression.Failure) -> RegexSet? {
    guard let letter = current else { return nil }
    switch letter {
    case "d": return shorthand(RegexSet.digits)
    case "D": return shorthand(RegexSet.complement(RegexSet.digits))
    case "s": return shorthand(RegexSet.spaces)
    case "S": return shorthand(RegexSet.complement(RegexSet.spaces))
    case "w": return shorthand(RegexSet.words)
    case "W": return shorthand(RegexSet.complement(RegexSet.words))
    case "p", "P":
      let start = position - 1
      position += 1
      var isNegated = letter == "P"
      var name = ""
      if take("{") {
        if take("^") { isNegated.toggle() }
        while let scalar = current, scalar != "}" {
          name.unicodeScalars.append(scalar)
          position += 1
        }
        guard take("}") else { throw fail("`\\\(letter){` is not closed", at: start) }
      } else if let scalar = current {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard let category = UnicodeClass(name) else {
        throw fail("unknown Unicode class `\(name)`", at: start)
      }
      return RegexSet(classes: [(category, isNegated)], ignoresCase: flags.ignoresCase)
    default: return nil
    }
  }

  private mutating func shorthand(_ ranges: [ClosedRange<UInt32>]) -> RegexSet {
    position += 1
    return RegexSet(ranges: ranges)
  }

  /// A single character behind `\`, standing at the letter.
  private mutating func scalarEscape(_ start: Int) throws(RegularExpression.Failure) -> Unicode.Scalar {
    guard let letter = current else { throw fail("a lone `\\` at the end", at: start) }
    position += 1
    switch letter {
    case "a": return "\u{7}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "x":
      var value: UInt32 = 0
      var count = 0
      let isBraced = take("{")
      while let scalar = current, count < (isBraced ? 8 : 2), let byte = UInt8(exactly: scalar.value),
        let digit = byte.hexValue
      {
        value = value << 4 | UInt32(digit)
        count += 1
        position += 1
      }
      guard isBraced ? take("}") && count > 0 : count == 2, let scalar = Unicode.Scalar(value) else {
        throw fail("bad escape `\\x`", at: start)
      }
      return scalar
    case "0":
      var value: UInt32 = 0
      var count = 0
      while count < 2, let scalar = current, ("0"..."7").contains(scalar) {
        value = value << 3 | (scalar.value - 0x30)
        count += 1
        position += 1
      }
      return Unicode.Scalar(value) ?? "\0"
    default:
      guard letter.value < 0x80, let byte = UInt8(exactly: letter.value), !byte.isIdentifierPart || byte == 0x5F else {
        throw fail("`\\\(letter)` has no meaning", at: start)
      }
      return letter
    }
  }

  private mutating func bracket() throws(RegularExpression.Failure) -> RegexSet {
    let start = position
    position += 1
    var set = RegexSet(ignoresCase: flags.ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = current, scalar != "]" || isFirst {
      isFirst = false
      if scalar == "[", peek(1) == ":", try named(&set) { continue }
      if scalar == "\\" {
        position += 1
        if let inner = try classEscape() {
          set.ranges += inner.ranges
          set.classes += inner.classes
          continue
        }
        position -= 1
      }
      let low = try bracketScalar()
      if current == "-", let after = peek(1), after != "]" {
        position += 1
        let high = try bracketScalar()
        guard low.value <= high.value else { throw fail("a range that runs backwards", at: start) }
        set.ranges.append(low.value...high.value)
      } else {
        set.ranges.append(low.value...low.value)
      }
    }
    guard take("]") else { throw fail("`[` is not closed", at: start) }
    return set
  }

  private mutating func bracketScalar() throws(RegularExpression.Failure) -> Unicode.Scalar {
    guard let scalar = current else { throw fail("`[` is not closed") }
    position += 1
    return scalar == "\\" ? try scalarEscape(position - 1) : scalar
  }

  /// `[:name:]`, standing at its `[`; false when it is none.
  private mutating func named(_ set: inout RegexSet) throws(RegularExpression.Failure) -> Bool {
    let start = position
    position += 2
    let isNegated = take("^")
    var name = ""
    while let scalar = current, scalar != ":", scalar != "]" {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(":"), take("]") else {
      position = start
      set.ranges.append(0x5B...0x5B)
      position += 1
      return true
    }
    guard let ranges = RegexSet.named[name] else { throw fail("unknown class `[:\(name):]`", at: start) }
    set.ranges += isNegated ? RegexSet.complement(ranges) : ranges
    return true
  }
}
