// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import TestSupport
import Testing

/// Holds `grammar/expression.ebnf` and the parser against each other.
struct GrammarTests {
  static func grammar() throws -> Grammar {
    let file = RepositoryPaths.root.appendingPathComponent("grammar/expression.ebnf")
    return try Grammar(String(contentsOf: file, encoding: .utf8))
  }

  @Test func everyNameIsDefinedOnceAndUsed() throws {
    let grammar = try Self.grammar()
    let names = grammar.productions.map(\.name)
    #expect(Set(names).count == names.count)
    let used = grammar.productions.reduce(into: Set(["Expression"])) { $0.formUnion(grammar.references($1.rule)) }
    #expect(used.symmetricDifference(names) == [])
  }

  static let samples: [String: [String]] = [
    "IDENTIFIER": ["a", "_x1", "inputs", "steps"], "RESERVED": ["if", "namespace"], "QUOTED": ["`a-b`"],
    "INT": ["0", "42", "0x1F"], "UINT": ["7u"], "DOUBLE": ["1.5", ".5", "1e3"], "STRING": ["'a'", "\"b\"", "r'\\d'"],
    "BYTES": ["b'x'"],
  ]

  /// Every sentence of the grammar parses; a sentence with a token dropped, doubled, swapped or replaced parses
  /// exactly when the grammar still has it.
  @Test func theParserAcceptsExactlyTheGrammar() throws {
    let grammar = try Self.grammar()
    let start = try #require(grammar.rule("Expression"))
    var random = SplitMix(seed: 20)
    var refused = 0
    for _ in 0..<3_000 {
      var words = grammar.generate(start, depth: 7, &random) { name, random in
        Self.samples[name]?.randomElement(using: &random)
      }
      #expect(Self.isAccepted(words), "\(words.joined(separator: " "))")
      guard words.count < 60, let place = words.indices.randomElement(using: &random) else { continue }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: words.remove(at: place)
      case 1: words.insert(words[place], at: place)
      case 2: words.swapAt(place, words.indices.randomElement(using: &random) ?? place)
      default:
        words[place] =
          ["(", ")", "[", "]", "{", "}", ",", ":", "?", ".", "-", "in", "a", "1"].randomElement(using: &random) ?? "a"
      }
      // Joined with spaces, `. 5` stays two tokens.
      let parsed = ParsedExpression(parsing: words.joined(separator: " "))
      let tokens = parsed.tokens.dropLast().map { (kind: Self.kind($0.kind), text: parsed.text($0.range)) }
      let isSentence = grammar.recognizes("Expression", tokens)
      if !isSentence { refused += 1 }
      #expect(
        Self.isAccepted(words) == isSentence, "\(words.joined(separator: " ")): \(parsed.problems.map(\.message))")
    }
    #expect(refused > 500)
  }

  private static func isAccepted(_ words: [String]) -> Bool {
    let problems = ParsedExpression(parsing: words.joined(separator: " ")).problems
    // What the parser asks beyond the grammar: the arguments of macros.
    return problems.allSatisfy { $0.kind == .invalidMacro }
  }

  private static func kind(_ kind: TokenKind) -> String {
    switch kind {
    case .identifier: "IDENTIFIER"
    case .reserved: "RESERVED"
    case .quotedIdentifier: "QUOTED"
    case .int: "INT"
    case .uint: "UINT"
    case .double: "DOUBLE"
    case .string: "STRING"
    case .bytes: "BYTES"
    default: ""
    }
  }

  @Test(arguments: ["IDENTIFIER", "RESERVED", "QUOTED", "INT", "UINT", "DOUBLE", "STRING", "BYTES"])
  func everyTokenOfTheGrammarIsOneToken(_ name: String) throws {
    let grammar = try Self.grammar()
    let rule = try #require(grammar.rule(name))
    var random = SplitMix(seed: 5)
    for _ in 0..<400 {
      let text = grammar.generate(rule, depth: 12, &random) { _, _ in nil }.joined()
      if name == "IDENTIFIER", ["true", "false", "null", "in"].contains(text) || Self.isReserved(text) { continue }
      // A code point that is none, and a number that is too large, are refused with reason.
      let parsed = ParsedExpression(parsing: text)
      #expect(parsed.tokens.count == 2, "\(text)")
      #expect(parsed.tokens.first.map { Self.kind($0.kind) } == name, "\(text)")
      if name == "STRING" || name == "BYTES" {
        #expect(parsed.problems.allSatisfy { $0.message.contains("\\u") || $0.message.contains("\\U") }, "\(text)")
      }
    }
  }

  private static func isReserved(_ text: String) -> Bool {
    ParsedExpression(parsing: text).tokens.first?.kind == .reserved
  }
}
