// SPDX-License-Identifier: Apache-2.0

/// The globs of triggers (`language.md` §3): `*` without slashes, `**` with them, `?` one character, `[a-z]` and `[!a-z]`,
/// `{a,b}`; a leading `!` takes away.
package enum GlobPattern {
  /// More alternatives than a pattern may unfold into.
  package static let maximumAlternatives = 256

  /// Whether a text holds any character that means something in a glob.
  package static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B || $0 == 0x7B }
  }

  /// Whether a list of globs takes a text: in order, the last match wins; with nothing but negations, none takes it.
  package static func select(_ globs: [String], _ text: String) -> Bool {
    var isTaken = false
    for glob in globs {
      if glob.utf8.first == 0x21 {
        if isTaken, matches(String(glob.dropFirst()), text) { isTaken = false }
      } else if !isTaken, matches(glob, text) {
        isTaken = true
      }
    }
    return isTaken
  }

  /// Whether one glob, without a leading `!`, is all of a text. Complexity: O(alternatives · glob · text).
  package static func matches(_ glob: String, _ text: String) -> Bool {
    let characters = Array(text.unicodeScalars)
    return alternatives(of: Array(glob.unicodeScalars)).contains { matches(compile($0), characters) }
  }

  private enum Piece {
    case one(Unicode.Scalar)
    case any
    case anyOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    case many
    case manyWithSlashes
  }

  /// Unfolds `{a,b}`, nested ones too; a brace without its partner is a character.
  private static func alternatives(of glob: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var open = [glob]
    var done: [[Unicode.Scalar]] = []
    while let current = open.popLast(), done.count + open.count < maximumAlternatives {
      guard let (start, commas, end) = firstBraces(current) else {
        done.append(current)
        continue
      }
      var from = start + 1
      for to in commas + [end] {
        open.append(Array(current[..<start]) + Array(current[from..<to]) + Array(current[(end + 1)...]))
        from = to + 1
      }
    }
    return done
  }

  private static func firstBraces(_ glob: [Unicode.Scalar]) -> (start: Int, commas: [Int], end: Int)? {
    for start in glob.indices where glob[start] == "{" {
      var depth = 0
      var commas: [Int] = []
      for place in start..<glob.count {
        switch glob[place] {
        case "{": depth += 1
        case "}":
          depth -= 1
          if depth == 0 { return (start, commas, place) }
        case "," where depth == 1: commas.append(place)
        default: break
        }
      }
    }
    return nil
  }

  private static func compile(_ glob: [Unicode.Scalar]) -> [Piece] {
    var pieces: [Piece] = []
    var place = 0
    while place < glob.count {
      switch glob[place] {
      case "*":
        if place + 1 < glob.count, glob[place + 1] == "*" {
          pieces.append(.manyWithSlashes)
          place += 1
        } else {
          pieces.append(.many)
        }
      case "?": pieces.append(.any)
      case "[":
        if let (piece, end) = characterClass(glob, place) {
          pieces.append(piece)
          place = end
        } else {
          pieces.append(.one("["))
        }
      default: pieces.append(.one(glob[place]))
      }
      place += 1
    }
    return pieces
  }

  private static func characterClass(_ glob: [Unicode.Scalar], _ start: Int) -> (Piece, Int)? {
    var place = start + 1
    var isNegated = false
    if place < glob.count, glob[place] == "!" || glob[place] == "^" {
      isNegated = true
      place += 1
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let first = place
    while place < glob.count {
      if glob[place] == "]", place > first { return (.anyOf(ranges, isNegated: isNegated), place) }
      if place + 2 < glob.count, glob[place + 1] == "-", glob[place + 2] != "]", glob[place] <= glob[place + 2] {
        ranges.append(glob[place]...glob[place + 2])
        place += 3
      } else {
        ranges.append(glob[place]...glob[place])
        place += 1
      }
    }
    return nil
  }

  /// A row of the table of (pieces matched, characters matched), one character at a time.
  private static func matches(_ pieces: [Piece], _ text: [Unicode.Scalar]) -> Bool {
    var row = [Bool](repeating: false, count: pieces.count + 1)
    row[0] = true
    spread(&row, pieces)
    for character in text {
      var next = [Bool](repeating: false, count: pieces.count + 1)
      for (place, piece) in pieces.enumerated() where row[place] {
        switch piece {
        case .one(let wanted): if wanted == character { next[place + 1] = true }
        case .any: if character != "/" { next[place + 1] = true }
        case .anyOf(let ranges, let isNegated):
          if character != "/", ranges.contains(where: { $0.contains(character) }) != isNegated {
            next[place + 1] = true
          }
        case .many: if character != "/" { next[place] = true }
        case .manyWithSlashes: next[place] = true
        }
      }
      spread(&next, pieces)
      row = next
    }
    return row[pieces.count]
  }

  /// A star also stands for nothing; `**/` also for no folder at all.
  private static func spread(_ row: inout [Bool], _ pieces: [Piece]) {
    for (place, piece) in pieces.enumerated() where row[place] {
      switch piece {
      case .many: row[place + 1] = true
      case .manyWithSlashes:
        row[place + 1] = true
        if place + 1 < pieces.count, case .one("/") = pieces[place + 1], place == 0 || isSlash(pieces[place - 1]) {
          row[place + 2] = true
        }
      default: break
      }
    }
  }

  private static func isSlash(_ piece: Piece) -> Bool { if case .one("/") = piece { true } else { false } }
}
