// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// Edits that keep everything else, and quoting that reads back.
struct EditTests {
  private static func apply(_ text: String, _ edits: (YAMLNode) -> [TextEdit]) -> String {
    let tree = YAMLParser.parse(SourceText(text))
    guard let root = tree.documents.first?.root else { return "no document" }
    let result = tree.source.applying(edits(root))
    if let result, !YAMLParser.parse(result).problems.isEmpty { return "broken: \(result.string)" }
    return result?.string ?? "edits overlap"
  }

  @Test(arguments: [
    ("a: 1 # one\n\n# end\n", "a: 1 # one\nx: 2\n\n# end\n"),
    ("a: 1", "a: 1\nx: 2"),
    ("a: 1\r\nb: 3\r\n", "a: 1\r\nb: 3\r\nx: 2\r\n"),
    ("a:\n  - b\n\nc: |\n  t\n\n", "a:\n  - b\n\nc: |\n  t\nx: 2\n\n"),
    ("c: |+\n  t\n\n", "c: |+\n  t\n\nx: 2\n"),
    ("{a: 1}", "{a: 1, x: 2}"),
    ("{}", "{x: 2}"),
    ("{a: 1,}", "{a: 1, x: 2}"),
    ("{\n  a: 1\n}\n", "{\n  a: 1,\n  x: 2\n}\n"),
    ("{\n  a: 1, # c\n}\n", "{\n  a: 1, # c\n  x: 2,\n}\n"),
    ("{\n  a: 1 # c\n}\n", "{\n  a: 1, # c\n  x: 2\n}\n"),
    ("---\n", "---\nx: 2\n"),
    ("- a", "- a"),
    ("text", "text"),
  ])
  func `An entry goes to the end of a mapping`(_ text: String, _ expected: String) {
    #expect(EditTests.apply(text) { YAMLEdits.insertEntry("x", "2", into: $0) } == expected)
  }

  @Test(arguments: [
    ("a:\n  b: 1\nc: 2\n", "a:\n  b: 1\n  x:\n    y: 1\n    z: 2\nc: 2\n"),
    ("a:\nc: 2\n", "a:\n  x:\n    y: 1\n    z: 2\nc: 2\n"),
    ("q:\n    r: 1\na: # why\n", "q:\n    r: 1\na: # why\n    x:\n      y: 1\n      z: 2\n"),
  ])
  func `A value of several lines is indented with its entry`(_ text: String, _ expected: String) {
    let result = EditTests.apply(text) { root in
      root["a"].map { YAMLEdits.insertEntry("x", "\n  y: 1\n  z: 2", into: $0) } ?? []
    }
    #expect(result == expected)
  }

  @Test func `An entry behind another one`() {
    let result = EditTests.apply("s:\n  - id: a # c\n    run: |\n      x\n    z: 1\n") { root in
      root["s"]?.items.first?.entry("run").map { YAMLEdits.insertEntry("t", "5m", after: $0) } ?? []
    }
    #expect(result == "s:\n  - id: a # c\n    run: |\n      x\n    t: 5m\n    z: 1\n")
  }

  @Test(arguments: [
    ("a:\n  - b # c\n", "a:\n  - b # c\n  - x: 1\n    y: 2\n"),
    ("a:\n- b\nc: d\n", "a:\n- b\n- x: 1\n  y: 2\nc: d\n"),
    ("a: [b]\n", "a: [b, x: 1 y: 2]\n"),
    ("a:\n", "a:\n  - x: 1\n    y: 2\n"),
    ("a: # c\nb: 1\n", "a: # c\n  - x: 1\n    y: 2\nb: 1\n"),
  ])
  func `An item goes to the end of a sequence`(_ text: String, _ expected: String) {
    if text.contains("[") {
      let result = EditTests.apply(text) { $0["a"].map { YAMLEdits.appendItem("x", to: $0) } ?? [] }
      #expect(result == "a: [b, x]\n")
    } else {
      #expect(EditTests.apply(text) { $0["a"].map { YAMLEdits.appendItem("x: 1\ny: 2", to: $0) } ?? [] } == expected)
    }
  }

  @Test(arguments: [
    ("a: 1\nx: 2 # c\nb: 3\n", "a: 1\nb: 3\n"),
    ("x: 2\nb: 3\n", "b: 3\n"),
    ("a: 1\n# keep\nx:\n  - y\n  - z\n\nb: 3\n", "a: 1\n# keep\n\nb: 3\n"),
    ("a: 1\nx: 2", "a: 1"),
    ("a: 1\r\nx: 2", "a: 1"),
    ("a: 1\nx: |\n  t\n  u\nb: 2\n", "a: 1\nb: 2\n"),
    ("{a: 1, x: 2, b: 3}", "{a: 1, b: 3}"),
    ("{x: 2, b: 3}", "{b: 3}"),
    ("{a: 1, x: 2}", "{a: 1}"),
    ("{x: 2}", "{}"),
    ("x: 2\n", "{}\n"),
    ("x: &a 2\nb: 3\n", "b: 3\n"),
  ])
  func `An entry goes with its line or its comma`(_ text: String, _ expected: String) {
    #expect(EditTests.apply(text) { $0.entry("x").map(YAMLEdits.remove) ?? [] } == expected)
  }

  @Test(arguments: [
    ("s:\n  - id: a\n    x: 1\n", 0, "x", "s:\n  - id: a\n"),
    ("s:\n  - x: 1\n    id: a\n", 0, "x", "s:\n  - id: a\n"),
    ("s:\n  - a\n  - b # c\n  - d\n", 1, "", "s:\n  - a\n  - d\n"),
    ("s:\n  - a: 1\n    b: 2\n  - d\n", 0, "", "s:\n  - d\n"),
    ("s:\n- a\n- b\nt: 1\n", 1, "", "s:\n- a\nt: 1\n"),
    ("s: [a, b, c]\n", 1, "", "s: [a, c]\n"),
    ("s: [a, b]\n", 1, "", "s: [a]\n"),
    ("s:\n  - a\nt: 1\n", 0, "", "s: []\nt: 1\n"),
    ("s: # c\n  - a\nt: 1\n", 0, "", "s: [] # c\nt: 1\n"),
  ])
  func `Items, and entries of items, are removed`(_ text: String, _ item: Int, _ key: String, _ expected: String) {
    let result = EditTests.apply(text) { root in
      guard let node = root["s"]?.items[item] else { return [] }
      return key.isEmpty ? YAMLEdits.remove(item: node) : node.entry(named: key).map(YAMLEdits.remove) ?? []
    }
    #expect(result == expected)
  }

  @Test(arguments: [
    ("x: a # c\n", "b", "x: b # c\n"),
    ("x: 'a'\n", "it's", "x: 'it''s'\n"),
    ("x: \"a\"\n", "b\n", "x: \"b\\n\"\n"),
    ("x: a\n", "on", "x: \"on\"\n"),
    ("x: a\n", "5", "x: \"5\"\n"),
    ("x: a\n", "b: c", "x: \"b: c\"\n"),
    ("x:\n", "b", "x: b\n"),
    ("x: |\n  a\ny: 1\n", "b", "x: b\ny: 1\n"),
    ("{x: a}\n", "b, c", "{x: \"b, c\"}\n"),
    ("x: *y\n", "b", "x: b\n"),
  ])
  func `A value is replaced in its style`(_ text: String, _ value: String, _ expected: String) {
    let result = EditTests.apply(text) { $0["x"].map { YAMLEdits.replaceValue(of: $0, with: value) } ?? [] }
    #expect(result == expected)
  }

  static let texts: [String] = {
    var result = [
      "", " ", "a", "a b", " a", "a ", "a: b", "a:", ":a", "-a", "- a", "-", "?", "? a", "#a", "a #b", "a#b", "*a",
      "&a",
      "!a", "|", ">", "'", "\"", "''", "\\", "%a", "@a", "`a", "[a]", "{a}", "a,b", "a]", "---", "--- a", "...", "null",
      "~", "true", "5", "1.5", "0x1", "yes", "1:30", "2024-01-31", "a\nb", "a\tb", "a\r", "\u{0}", "\u{7F}", "\u{85}",
      "\u{2028}", "\u{FEFF}", "é", "日本", "😀", "${{ a }}", "=", "<<", "a\u{301}", "\u{FFFF}", "http://x", "x:y", "a?",
      "-:",
    ]
    var random = FuzzTests.Random(state: 7)
    for _ in 0..<400 {
      let count = Int.random(in: 1...8, using: &random)
      result.append((0..<count).map { _ in FuzzTests.pieces.randomElement(using: &random) ?? "" }.joined())
    }
    return result
  }()

  @Test(arguments: [NodeStyle.plain, .singleQuoted, .doubleQuoted])
  func `A quoted text reads back as itself, wherever it stands`(_ style: NodeStyle) {
    for text in EditTests.texts {
      let outside = YAMLQuoting.quoteIfNeeded(text, style: style)
      let inside = YAMLQuoting.quoteIfNeeded(text, style: style, inFlow: true)
      let tree = YAMLParser.parse(SourceText("k: \(outside)\n\(outside): v\nf: [\(inside), {\(inside): \(inside)}]\n"))
      let entries = tree.documents.first.map { Array($0.root.entries) } ?? []
      guard entries.count == 3, let list = entries.last?.value.items,
        let pair = list.last.flatMap({ Array($0.entries).first })
      else {
        Issue.record("\(outside) breaks the document")
        continue
      }
      for node in [entries[0].value, entries[1].key, list[0], pair.key, pair.value] {
        #expect(node.text == text && node.scalarType == .string && node.ambiguity == nil, "\(outside) \(inside)")
      }
      #expect(tree.problems.filter { $0.kind != .duplicateKey } == [], "\(outside)")
    }
  }
}
