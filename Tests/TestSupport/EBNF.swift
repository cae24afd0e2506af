// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A grammar file in the notation of ISO/IEC 14977, as far as the project's files use it: a recogniser and a generator of
/// sentences that know nothing of the parsers.
package struct EBNF {
  private indirect enum Rule {
    case text(String)
    case name(String)
    case all([Rule])
    case any([Rule])
    case optional(Rule)
    case many(Rule)
    /// `? any character but a b ?`: one that is none of those.
    case anyBut(Set<Unicode.Scalar>)
  }

  private var rules: [String: Rule] = [:]
  private var start = ""

  /// Reads `grammar/NAME.ebnf`, whose first production is the start.
  package init(named name: String) throws {
    let file = RepositoryPaths.root.appendingPathComponent("grammar/\(name).ebnf")
    var reader = Reader(tokens: try Self.tokens(String(contentsOf: file, encoding: .utf8)))
    while !reader.tokens.isEmpty {
      let name = try reader.words()
      try reader.take("=")
      rules[name] = try reader.alternatives()
      try reader.take(";")
      if start.isEmpty { start = name }
    }
  }

  /// Whether the text is a sentence: all ends that a rule may have from a place are followed at once.
  package func accepts(_ text: String, ignoringCase: Bool) -> Bool {
    let scalars = Array((ignoringCase ? text.uppercased() : text).unicodeScalars)
    guard let rule = rules[start] else { return false }
    return ends(of: rule, in: scalars, from: [0], ignoringCase: ignoringCase).contains(scalars.count)
  }

  private func ends(of rule: Rule, in scalars: [Unicode.Scalar], from starts: Set<Int>, ignoringCase: Bool) -> Set<Int>
  {
    if starts.isEmpty { return [] }
    switch rule {
    case .text(let text):
      let wanted = Array((ignoringCase ? text.uppercased() : text).unicodeScalars)
      return Set(starts.filter { scalars[$0...].starts(with: wanted) }.map { $0 + wanted.count })
    case .anyBut(let refused):
      return Set(starts.filter { $0 < scalars.count && !refused.contains(scalars[$0]) }.map { $0 + 1 })
    case .name(let name):
      return rules[name].map { ends(of: $0, in: scalars, from: starts, ignoringCase: ignoringCase) } ?? []
    case .all(let parts):
      return parts.reduce(starts) { ends(of: $1, in: scalars, from: $0, ignoringCase: ignoringCase) }
    case .any(let parts):
      return parts.reduce(into: []) {
        $0.formUnion(ends(of: $1, in: scalars, from: starts, ignoringCase: ignoringCase))
      }
    case .optional(let part): return starts.union(ends(of: part, in: scalars, from: starts, ignoringCase: ignoringCase))
    case .many(let part):
      var (all, fresh) = (starts, starts)
      while !fresh.isEmpty {
        fresh = ends(of: part, in: scalars, from: fresh, ignoringCase: ignoringCase).subtracting(all)
        all.formUnion(fresh)
      }
      return all
    }
  }

  /// A random sentence.
  package func sentence(_ generator: inout SplitMix) -> String {
    rules[start].map { sentence($0, &generator) } ?? ""
  }

  private func sentence(_ rule: Rule, _ generator: inout SplitMix) -> String {
    switch rule {
    case .text(let text): return text
    case .anyBut(let refused):
      let letters = "abzA09 /.-_!^,:#é部😀".unicodeScalars.filter { !refused.contains($0) }
      return letters.randomElement(using: &generator).map { String($0) } ?? ""
    case .name(let name): return rules[name].map { sentence($0, &generator) } ?? ""
    case .all(let parts): return parts.map { sentence($0, &generator) }.joined()
    case .any(let parts): return parts.randomElement(using: &generator).map { sentence($0, &generator) } ?? ""
    case .optional(let part): return Bool.random(using: &generator) ? sentence(part, &generator) : ""
    case .many(let part):
      var text = ""
      while Int.random(in: 0..<4, using: &generator) == 0 { text += sentence(part, &generator) }
      return text
    }
  }

  /// A sentence with one or two characters inserted, dropped, replaced or doubled.
  package static func mutated(_ text: String, _ alphabet: [Character], _ generator: inout SplitMix) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let place = Int.random(in: 0...characters.count, using: &generator)
      let letter = alphabet.randomElement(using: &generator) ?? " "
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: characters.insert(letter, at: place)
      case 1 where place < characters.count: characters.remove(at: place)
      case 2 where place < characters.count: characters[place] = letter
      default: if place < characters.count { characters.insert(characters[place], at: place) }
      }
    }
    return String(characters)
  }

  /// The names that are used and not defined, or defined and not used.
  package var loose: [String] {
    func names(_ rule: Rule) -> [String] {
      switch rule {
      case .text, .anyBut: []
      case .name(let name): [name]
      case .all(let parts), .any(let parts): parts.flatMap(names)
      case .optional(let part), .many(let part): names(part)
      }
    }
    return Set(rules.values.flatMap(names)).union([start]).symmetricDifference(rules.keys).sorted()
  }

  // MARK: Reading the file

  /// Why a file cannot be read.
  package struct Damage: Error {
    let message: String
  }

  private static func tokens(_ text: String) throws -> [String] {
    var tokens: [String] = []
    var rest = Substring(text)
    while let character = rest.first {
      if rest.hasPrefix("(*") {
        guard let end = rest.range(of: "*)") else { throw Damage(message: "a comment does not end") }
        rest = rest[end.upperBound...]
      } else if character == "\"" {
        let literal = rest.dropFirst().prefix { $0 != "\"" }
        tokens.append("\"" + literal.replacingOccurrences(of: "\\t", with: "\t"))
        rest = rest.dropFirst(literal.count + 2)
      } else if rest.hasPrefix("? ") {
        let special = rest.dropFirst(2)
        guard let end = special.range(of: " ?") else { throw Damage(message: "a special sequence does not end") }
        tokens.append("?" + special[..<end.lowerBound])
        rest = special[end.upperBound...]
      } else if character.isLetter {
        let word = rest.prefix { $0.isLetter }
        tokens.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        if !character.isWhitespace { tokens.append(String(character)) }
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  private struct Reader {
    var tokens: [String]

    mutating func take(_ token: String) throws {
      guard tokens.first == token else { throw Damage(message: "\(tokens.prefix(5)) where \(token) was expected") }
      tokens.removeFirst()
    }

    /// A name may have several words.
    mutating func words() throws -> String {
      var words: [String] = []
      while let word = tokens.first, word.first?.isLetter ?? false { words.append(tokens.removeFirst()) }
      guard !words.isEmpty else { throw Damage(message: "\(tokens.prefix(5)) where a name was expected") }
      return words.joined(separator: " ")
    }

    mutating func alternatives() throws -> Rule {
      var parts = [try sequence()]
      while tokens.first == "|" {
        tokens.removeFirst()
        parts.append(try sequence())
      }
      return parts.count == 1 ? parts[0] : .any(parts)
    }

    mutating func sequence() throws -> Rule {
      var parts = [try term()]
      while tokens.first == "," {
        tokens.removeFirst()
        parts.append(try term())
      }
      return parts.count == 1 ? parts[0] : .all(parts)
    }

    mutating func term() throws -> Rule {
      if let open = tokens.first, let close = ["[": "]", "{": "}", "(": ")"][open] {
        tokens.removeFirst()
        let inner = try alternatives()
        try take(close)
        return open == "[" ? .optional(inner) : open == "{" ? .many(inner) : inner
      }
      if let literal = tokens.first, literal.hasPrefix("\"") {
        tokens.removeFirst()
        return .text(String(literal.dropFirst()))
      }
      if let special = tokens.first, special.hasPrefix("?") {
        let words = "?any character but "
        guard special.hasPrefix(words) else { throw Damage(message: "\(special) is not understood") }
        tokens.removeFirst()
        // A question mark would end the sequence.
        let refused = special.dropFirst(words.count).replacingOccurrences(of: "and the question mark", with: "?")
        return .anyBut(Set(refused.unicodeScalars.filter { $0 != " " }))
      }
      return .name(try words())
    }
  }
}
