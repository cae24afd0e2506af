// SPDX-License-Identifier: Apache-2.0

/// A glob of paths, branches or tags: `*` (no slash), `**`, `?` one character, `[a-z]`, `{a,b}` (`language.md` §3).
///
/// A leading `!` is not part of a glob but of a list of globs. The grammar is `grammar/glob.ebnf`.
package struct Glob: Hashable, Sendable {
  private enum Token: Hashable, Sendable {
    /// Exactly this character.
    case character(Unicode.Scalar)
    /// One character, no slash.
    case any
    /// Any number of characters, no slash.
    case star
    /// Any number of characters.
    case deepStar
    /// Any number of whole folders, each with its slash: `**/`.
    case folders
    /// One of these characters, no slash.
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  /// The glob as written.
  package let pattern: String
  /// One list of tokens for each way through its braces.
  private let alternatives: [[Token]]

  /// Braces give at most this many alternatives; more are not told apart but taken as text.
  package static let maximumAlternatives = 256

  /// Compiles a glob; every text is one. Complexity: O(n · alternatives).
  package init(_ pattern: String) {
    self.pattern = pattern
    alternatives = Self.expandBraces(Array(pattern.unicodeScalars)).map(Self.tokens)
  }

  /// Whether the whole of `text` matches. Complexity: O(tokens · characters).
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return alternatives.contains { Self.matches($0, scalars) }
  }

  /// Whether the last glob that matches takes the text in: in a list a leading `!` takes away (`language.md` §3).
  package static func list(_ globs: [String], includes text: String) -> Bool {
    var isIncluded = false
    for glob in globs {
      if glob.hasPrefix("!") {
        if isIncluded, Glob(String(glob.dropFirst())).matches(text) { isIncluded = false }
      } else if !isIncluded, Glob(glob).matches(text) {
        isIncluded = true
      }
    }
    return isIncluded
  }

  // MARK: Matching

  /// Follows all ways through the tokens at once, so that no pattern takes exponential time.
  private static func matches(_ tokens: [Token], _ text: [Unicode.Scalar]) -> Bool {
    var states = [Bool](repeating: false, count: tokens.count + 1)
    enter(0, tokens, &states)
    for scalar in text {
      var next = [Bool](repeating: false, count: tokens.count + 1)
      var isAlive = false
      for (index, token) in tokens.enumerated() where states[index] {
        let stays: Bool
        let moves: Bool
        switch token {
        case .character(let expected): (stays, moves) = (false, scalar == expected)
        case .any: (stays, moves) = (false, scalar != "/")
        case .star: (stays, moves) = (scalar != "/", false)
        case .deepStar: (stays, moves) = (true, false)
        case .folders: (stays, moves) = (true, scalar == "/")
        case .set(let ranges, let isNegated):
          (stays, moves) = (false, scalar != "/" && ranges.contains { $0.contains(scalar) } != isNegated)
        }
        if stays { next[index] = true }
        if moves { enter(index + 1, tokens, &next) }
        isAlive = isAlive || stays || moves
      }
      guard isAlive else { return false }
      for (index, token) in tokens.enumerated() where next[index] && (token == .star || token == .deepStar) {
        enter(index + 1, tokens, &next)
      }
      states = next
    }
    return states[tokens.count]
  }

  /// Reaches a token, and those behind it that may stand for nothing.
  private static func enter(_ start: Int, _ tokens: [Token], _ states: inout [Bool]) {
    var index = start
    states[index] = true
    while index < tokens.count, tokens[index] == .star || tokens[index] == .deepStar || tokens[index] == .folders {
      index += 1
      states[index] = true
    }
  }

  // MARK: Compiling

  private static func tokens(_ scalars: [Unicode.Scalar]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "*":
        guard index < scalars.count, scalars[index] == "*" else {
          tokens.append(.star)
          continue
        }
        while index < scalars.count, scalars[index] == "*" { index += 1 }
        // `a/**/b` matches `a/b` too: the slash behind belongs to what the stars stand for.
        let isAfterSlash = tokens.isEmpty || tokens.last == .character("/")
        if isAfterSlash, index < scalars.count, scalars[index] == "/" {
          tokens.append(.folders)
          index += 1
        } else {
          tokens.append(.deepStar)
        }
      case "?": tokens.append(.any)
      case "[":
        if let (set, end) = characterSet(scalars, from: index) {
          tokens.append(set)
          index = end
        } else {
          tokens.append(.character(scalar))
        }
      case "\\" where index < scalars.count:
        tokens.append(.character(scalars[index]))
        index += 1
      default: tokens.append(.character(scalar))
      }
    }
    return tokens
  }

  private static func characterSet(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, Int)? {
    var index = start
    var isNegated = false
    if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" {
      isNegated = true
      index += 1
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let first = index
    while index < scalars.count {
      if scalars[index] == "]", index > first { return (.set(ranges, isNegated: isNegated), index + 1) }
      let low = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
        let high = scalars[index + 2]
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }

  /// All texts that the braces stand for; braces that do not pair up, or would give too many, stay text.
  private static func expandBraces(_ scalars: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var done: [[Unicode.Scalar]] = []
    var pending = [scalars]
    while let next = pending.popLast() {
      guard pending.count + done.count < maximumAlternatives, let (open, close, commas) = firstBraces(next) else {
        done.append(next)
        continue
      }
      let cuts = [open] + commas + [close]
      for (low, high) in zip(cuts, cuts.dropFirst()).reversed() {
        pending.append(Array(next[..<open]) + next[(low + 1)..<high] + next[(close + 1)...])
      }
    }
    return done
  }

  private static func firstBraces(_ scalars: [Unicode.Scalar]) -> (open: Int, close: Int, commas: [Int])? {
    guard let open = scalars.firstIndex(of: "{") else { return nil }
    var depth = 0
    var commas: [Int] = []
    for index in open..<scalars.count {
      switch scalars[index] {
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return commas.isEmpty ? nil : (open, index, commas) }
      case "," where depth == 1: commas.append(index)
      default: break
      }
    }
    return nil
  }
}
