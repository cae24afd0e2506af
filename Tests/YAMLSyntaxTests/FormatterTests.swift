// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import TestSupport
import Testing

@testable import YAMLSyntax

/// The formatter: what it makes of texts, and what it must not change.
@Suite struct FormatterTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var expected: String
    init(_ name: String, _ text: String, _ expected: String) {
      self.name = name
      self.text = text
      self.expected = expected
    }
    var testDescription: String { name }
  }

  private static let examples: [Example] = [
    Example("nothing", "", ""),
    Example("formatted", "a: 1\nb:\n  - c\n", "a: 1\nb:\n  - c\n"),
    Example("indentation", "a:\n    b:\n       c: 1\n    d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"),
    Example(
      "lists as the first: indented", "a:\n   -   b: 1\n       c: 2\nd:\n- e\n", "a:\n  - b: 1\n    c: 2\nd:\n  - e\n"),
    Example("lists as the first: flush", "a:\n- b\nc:\n    - d:\n        - e\n", "a:\n- b\nc:\n- d:\n  - e\n"),
    Example("list of lists", "-   - a\n    - b\n-\n     - c\n", "- - a\n  - b\n-\n  - c\n"),
    Example("blanks", "a  :   1   \nb:\t2\t\n-_: x\n", "a: 1\nb: 2\n-_: x\n"),
    Example("empty lines", "\n\na: 1\n\n\n\nb: 2\n  \n \n", "a: 1\n\nb: 2\n"),
    Example("no line break at the end", "a: 1", "a: 1\n"),
    Example("text without a break at the end", "a: |\n   x", "a: |\n  x"),
    Example("brackets", "a: [ b,c ,  d ]\ne: { f : 1,g: [ ] , }\n", "a: [b, c, d]\ne: {f: 1, g: [],}\n"),
    Example("json", "{\"a\":1,\"b\":[true,null]}\n", "{\"a\": 1, \"b\": [true, null]}\n"),
    Example("empty values", "a: {b, c: , d : }\ne:\n", "a: {b, c: , d: }\ne:\n"),
    Example("pairs", "[a: b, ? c : d, ? e]\n", "[a: b, ? c: d, ? e]\n"),
    Example(
      "brackets over lines", "a:\n    b: [\n      1,\n      2  ,\n    ]\n    c:   {x: 1,\n          y: 2}\n",
      "a:\n  b: [\n    1,\n    2,\n  ]\n  c: {x: 1,\n      y: 2}\n"),
    Example(
      "quotes", "a: 'x'\nb: 'it''s'\nc: 'say \"x\"'\nd: '\\n'\ne: 'é'\n",
      "a: \"x\"\nb: 'it''s'\nc: 'say \"x\"'\nd: '\\n'\ne: 'é'\n"),
    Example(
      "comments move", "a:\n    # one\n    b: 1   # two\n    # three\n# four\nc: 2\n",
      "a:\n  # one\n  b: 1   # two\n  # three\n# four\nc: 2\n"),
    Example(
      "commented-out steps", "a:\n    - b: 1\n    # - c:\n    #     d: 1\n    - e: 1\n",
      "a:\n  - b: 1\n  # - c:\n  #     d: 1\n  - e: 1\n"),
    Example("blanks behind comments", "# a  \na: 1 # b\t\n", "# a\na: 1 # b\n"),
    Example(
      "literal", "a:\n     |\n        x\n          y\n   \n        z\n\n\nb: 1\n",
      "a:\n  |\n  x\n    y\n\n  z\n\nb: 1\n"),
    Example("literal with blanks that count", "a: |\n    x  \n    \n      \nb: 1\n", "a: |\n  x  \n\n    \nb: 1\n"),
    Example("literal with an indicator", "a:\n    b: |2\n        x\n       y\n", "a:\n  b: |2\n      x\n     y\n"),
    Example("literal that keeps its end", "a: |+\n    x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n"),
    Example(
      "comment behind a literal", "a:\n    b: |\n        x\n    # c\n    d: 1\n", "a:\n  b: |\n    x\n  # c\n  d: 1\n"),
    Example("comment deep behind a literal", "a: |\n        x\n    # c\nb: 1\n", "a: |\n  x\n # c\nb: 1\n"),
    Example("folded", "a: >-\n      x\n      y\n\n      z\nb: 1\n", "a: >-\n  x\n  y\n\n  z\nb: 1\n"),
    Example("plain over lines", "a:\n    b: one\n      two\n        three\n", "a:\n  b: one\n    two\n      three\n"),
    Example(
      "quoted over lines", "a:\n    b: \"one\n      two \\\n      three\"\n",
      "a:\n  b: \"one\n    two \\\n    three\"\n"),
    Example(
      "anchors and tags", "a:  &x   !!map\n    b: 1\nc:   *x\n*x : d\ne:\n    <<:   *x\n",
      "a: &x !!map\n  b: 1\nc: *x\n*x : d\ne:\n  <<: *x\n"),
    Example("documents", "%YAML 1.1\n---   \na:   1\n---\n\n\nb: 2\n...\n", "%YAML 1.1\n---\na: 1\n---\n\nb: 2\n...\n"),
    Example("explicit keys", "?   a\n:   b\n? - c\n  - d\n: - e\n", "? a\n: b\n? - c\n  - d\n: - e\n"),
    Example("CRLF", "a:  1\r\n\r\n\r\nb:\r\n    c: |\r\n        x\r\n", "a: 1\r\n\r\nb:\r\n  c: |\r\n    x\r\n"),
    Example("byte order mark", "\u{FEFF}a:   1\n", "\u{FEFF}a: 1\n"),
    Example("duplicate keys", "a:  1\na:  2\n", "a: 1\na: 2\n"),
    Example("root text", "|\n x\n", "|\n x\n"),
  ]

  @Test(arguments: Self.examples) func formats(_ example: Example) throws {
    let tree = YAMLParser.parse(SourceText(example.text))
    let edits = try YAMLFormatter.edits(for: tree)
    let result = try #require(tree.source.applying(edits))
    #expect(result.string == example.expected)
    #expect(try YAMLFormatter.edits(for: YAMLParser.parse(result)).isEmpty)
  }

  /// What does not parse is left alone, and so are lines that end as no editor counts them.
  @Test(arguments: ["a: [1\n", "a: 1\n  b: 2\n", "a:\n\t- b\n", "a: \"x\n", "a: *b\n", "a: 1\rb: 2\r", "a: @x\n"])
  func refuses(_ text: String) {
    #expect(throws: FormatRefusal.self) { try YAMLFormatter.edits(for: YAMLParser.parse(SourceText(text))) }
  }

  /// Edits of a range touch its lines alone, and are none where they would change the tree.
  @Test func formatsRanges() throws {
    let tree = YAMLParser.parse(SourceText("a:   1\nb:   2\nc:\n    d:   3\n    e: 4\n"))
    func result(_ start: Int, _ end: Int) throws -> String? {
      tree.source.applying(try YAMLFormatter.edits(for: tree, in: TextRange(start, end)))?.string
    }
    #expect(try result(9, 9) == "a:   1\nb: 2\nc:\n    d:   3\n    e: 4\n")
    #expect(try result(0, 14) == "a: 1\nb: 2\nc:\n    d:   3\n    e: 4\n")
    #expect(try result(17, 40) == "a:   1\nb:   2\nc:\n  d: 3\n  e: 4\n")
    #expect(throws: FormatRefusal.unsafe) { try YAMLFormatter.edits(for: tree, in: TextRange(18, 20)) }
  }

  /// On every file of the corpora: same tree, same comments, a second run finds nothing; broken files are refused.
  @Test(.enabled(if: RepositoryPaths.corpus != nil, "no corpus beside the project"), arguments: CorpusFiles.groups)
  func keepsEveryFile(group: Int) {
    for (_, file) in CorpusFiles.group(group) {
      let tree = YAMLParser.parse(SourceText(bytes: file.bytes))
      let isBroken = tree.problems.contains { $0.kind != .duplicateKey }
      do {
        let edits = try YAMLFormatter.edits(for: tree)
        #expect(!isBroken, "\(file.path)")
        guard let text = tree.source.applying(edits) else {
          Issue.record("\(file.path): edits overlap")
          continue
        }
        let again = YAMLParser.parse(text)
        // By another way than the formatter's own comparison.
        #expect(unquoted(tree.dump()) == unquoted(again.dump()), "\(file.path)")
        #expect(comments(tree) == comments(again), "\(file.path)")
        #expect((try? YAMLFormatter.edits(for: again))?.isEmpty == true, "\(file.path)")
      } catch {
        #expect(isBroken, "\(file.path): \(error)")
      }
    }
  }

  /// A dump in which both kinds of quotes are one: only they may change.
  private func unquoted(_ dump: String) -> String { dump.replacingOccurrences(of: "\"", with: "'") }

  private func comments(_ tree: YAMLTree) -> [String] {
    tree.comments.map { tree.source[$0.range].trimmingCharacters(in: .whitespaces) }
  }
}
