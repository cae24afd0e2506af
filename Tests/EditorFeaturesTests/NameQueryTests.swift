// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import Testing

/// Names that are looked for by some of their letters.
@Suite struct NameQueryTests {
  @Test(arguments: [
    ("deploy", "deploy", 0), ("Deploy", "dEPLOY", 0), ("deploy_eu", "dep", 1), ("deploy_eu", "eu", 2),
    ("deploy_eu", "deu", 3), ("deploy_eu", "d e u", 3), ("deploy", "deployy", nil), ("deploy", "yd", nil),
    ("deploy", "", 0), ("", "", 0), ("", "a", nil), ("ÄRGER", "är", 1), ("straße", "SS", nil), ("aab", "ab", 2),
    ("日本語", "本", 2), ("[x]", "[", 1), ("{x}", "[", nil), ("a@b", "`", nil),
  ])
  func distances(name: String, query: String, expected: Int?) {
    #expect(NameQuery(query).distance(to: name) == expected)
    #expect(NameQuery(query).matches(name) == (expected != nil))
  }
}
