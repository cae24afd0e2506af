// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import Testing

/// RE2's syntax.
struct RegularExpressionTests {
  @Test(arguments: [
    ("", "", true), ("^v\\d+\\.\\d+$", "v1.20", true), ("^v\\d+\\.\\d+$", "xv1.2", false), ("a{2,3}b", "aab", true),
    ("^a{2,3}b", "ab", false),
    ("(?i)PROD", "my-prod", true), ("(?i:PR)OD", "prod", false), ("[^a-c]", "abc", false),
    ("[[:alpha:]]+[[:digit:]]", "ab1", true),
    ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true),
    ("(?m)^b$", "a\nb\nc", true),
    ("\\p{Greek}", "α", true), ("\\pL\\PN", "éx", true), ("\\x{1F600}", "😀", true), ("[\\d\\-]+$", "a1-2", true),
    ("(?P<n>a)|b", "b", true),
    ("a|b|", "c", true), ("[]a]", "]", true), ("\\Qa.b\\E", "a.b", true), ("\\Qa.b\\E", "axb", false),
    ("x*?y", "xxy", true), ("{", "{", true),
    ("a{,2}", "a{,2}", true), ("(?i)ß", "ß", true), ("(?i)[k]", "\u{212A}", true), ("\\A\\z", "", true),
    ("[a\\]]", "]", true), ("^[[:^digit:]]+$", "ab", true),
  ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == expected, "\(pattern) on \(text)")
  }

  @Test(arguments: [
    ("a(?=b)", RegularExpression.Failure.Kind.lookAround), ("(?<!a)b", .lookAround), ("(a)\\1", .backReference),
    ("(?P=n)", .backReference),
    ("(", .syntax), (")", .syntax), ("[a", .syntax), ("a**", .unsupported), ("a++", .unsupported), ("*a", .syntax),
    ("\\", .syntax), ("[b-a]", .syntax),
    ("(?>a)", .unsupported), ("a{1001}", .syntax), ("((a{100}){100}){100}", .tooLarge), ("\\p{Nope}", .syntax),
    ("(?z)", .syntax), ("\\y", .syntax),
    (String(repeating: "(", count: 5_000), .tooLarge),
  ])
  func failures(_ pattern: String, _ kind: RegularExpression.Failure.Kind) {
    #expect(throws: RegularExpression.Failure.self) { try RegularExpression(pattern) }
    do { _ = try RegularExpression(pattern) } catch { #expect(error.kind == kind, "\(pattern): \(error.message)") }
  }

  /// Foundation's engine, a backtracking one, is the oracle on patterns that both read alike.
  @Test func agreesWithFoundation() throws {
    var random = SplitMix(seed: 11)
    func pattern(_ depth: Int) -> String {
      switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &random) {
      case 0: ["a", "b", "c", "é"].randomElement(using: &random) ?? "a"
      case 1: ["[ab]", "[^a]", "[b-cé]", "\\w", "."].randomElement(using: &random) ?? "a"
      case 2: "b"
      case 3: ["^", "$", "\\b", "(?:)"].randomElement(using: &random) ?? "^"
      case 4: "(?:\(pattern(depth - 1)))" + (["*", "+", "?", "{1,2}", "*?"].randomElement(using: &random) ?? "*")
      case 5: "(\(pattern(depth - 1))|\(pattern(depth - 1)))"
      default: pattern(depth - 1) + pattern(depth - 1)
      }
    }
    for _ in 0..<2_000 {
      let pattern = pattern(4)
      let text = (0..<Int.random(in: 1..<8, using: &random)).map { _ in
        ["a", "b", "c", "é", " "].randomElement(using: &random) ?? "a"
      }.joined()
      // `\b` and `\w` know only ASCII in RE2.
      if text.contains("é") && (pattern.contains("\\b") || pattern.contains("\\w")) { continue }
      guard let oracle = try? NSRegularExpression(pattern: pattern) else { continue }
      let expected = oracle.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
      #expect(try RegularExpression(pattern).matches(text) == expected, "\(pattern) on \(text): \(expected)")
    }
  }
}
