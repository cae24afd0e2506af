// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// What is wrong with files beside their grammar: encodings, limits, equal keys, aliases.
struct ProblemTests {
  private static func described(_ tree: YAMLTree) -> [String] {
    tree.problems.map { "\($0.kind) \($0.range) \($0.related.map { "(\($0))" } ?? "")" }
  }

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x62], ["encoding 3..<5 "], "{<a> <\u{FFFD}b>}"),
    ([0x61, 0x3A, 0x20, 0x01, 0x62, 0x0A], ["encoding 3..<4 "], "{<a> <b>}"),
    ([0x61, 0x3A, 0x20, 0x62, 0xC2, 0x80, 0x0A], ["encoding 4..<6 "], "{<a> <b>}"),
    ([0x61, 0x3A, 0x20, 0xC3], ["encoding 3..<4 "], "{<a> <\u{FFFD}>}"),
    ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], ["encoding 3..<6 "], "{<a> <\u{FFFD}>}"),
    ([0x61, 0x3A, 0x20, 0xC0, 0xAF, 0x0A], ["encoding 3..<5 "], "{<a> <\u{FFFD}>}"),
    (
      [0x61, 0x3A, 0x20, 0x7F, 0x0A, 0xEF, 0xBB, 0xBF, 0x62, 0x3A, 0x20, 0x63], ["encoding 3..<4 ", "encoding 5..<8 "],
      "{<a> ~ <b> <c>}"
    ),
    ([0x00], ["encoding 0..<1 "], ""),
    ([0x78, 0x01, 0x3A, 0x20, 0x5B, 0x61], ["encoding 1..<2 ", "syntax 4..<5 "], "{<x> flow[<a>]}"),
  ])
  func `Bytes that are no text are reported at their place, and the rest is read`(
    _ bytes: [UInt8], _ problems: [String], _ dump: String
  ) {
    let tree = YAMLParser.parse(SourceText(bytes: bytes))
    #expect(ProblemTests.described(tree) == problems)
    #expect(tree.dump() == dump)
    #expect(TreeInvariants.breaches(tree) == [])
    if let breach = RepairCheck.breach(tree) { Issue.record("\(breach)") }
  }

  @Test(arguments: [InputEncoding.utf8, .utf16LittleEndian, .utf16BigEndian], [true, false])
  func `A file of any encoding gives the same tree, and is written back byte for byte`(
    _ encoding: InputEncoding, _ hasMark: Bool
  ) {
    let text = "name: Grüße 😀\r\nsteps: [a, \"日本\"]\r\n"
    let source = SourceText((hasMark ? "\u{FEFF}" : "") + text)
    let bytes = InputDecoding.encode(source, as: encoding)
    let input = InputDecoding.decode(bytes)
    #expect(input.encoding == encoding)
    #expect(input.problems == [])
    #expect(input.source.bytes == source.bytes)
    #expect(InputDecoding.encode(input.source, as: input.encoding) == bytes)
    let tree = YAMLParser.parse(input.source)
    #expect(tree.dump() == "{<name> <Grüße 😀> <steps> flow[<a> \"日本\"]}")
    #expect(tree.problems == [])
  }

  @Test func `Half a surrogate pair and half a character are reported`() {
    let units: [UInt8] = [0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8, 0x62, 0x00, 0x63]
    let input = InputDecoding.decode(units)
    #expect(input.source.string == "\u{FEFF}a\u{FFFD}b\u{FFFD}")
    #expect(input.problems.map(\.range) == [TextRange(4, 7), TextRange(8, 11)])
  }

  @Test func `Nesting is read to a depth of 100, and what was before it stays`() {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
      let fits = String(repeating: open, count: 100) + String(repeating: close, count: 100)
      #expect(YAMLParser.parse(SourceText(fits)).problems == [])
      let text = "[x, " + String(repeating: open, count: 100) + String(repeating: close, count: 100) + "]"
      let tree = YAMLParser.parse(SourceText(text))
      #expect(ProblemTests.described(tree) == ["limit \(4 + 99 * open.count)..<\(5 + 99 * open.count) "])
      #expect(tree.documents.first?.root.items.first?.text == "x")
      #expect(TreeInvariants.breaches(tree) == [])
    }
    let huge = YAMLParser.parse(SourceText(String(repeating: "[", count: 1_000_000)))
    #expect(ProblemTests.described(huge) == ["limit 100..<101 "])
  }

  @Test func `A file that is too large is not read`() {
    let tree = YAMLParser.parse(SourceText(bytes: [UInt8](repeating: 0x20, count: SourceText.maximumByteCount + 1)))
    #expect(ProblemTests.described(tree) == ["limit 0..<0 "])
    #expect(tree.documents.isEmpty)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", ["duplicateKey 10..<11 (0..<1)"]),
    ("a: 1\n\"\\u0061\": 2\n'a': 3\n", ["duplicateKey 5..<13 (0..<1)", "duplicateKey 17..<20 (0..<1)"]),
    ("- {x: 1, y: 2, x: 3}\n- {x: 1}\n", ["duplicateKey 15..<16 (3..<4)"]),
    ("a: {a: 1}\nb: {a: 1}\n", []),
    ("{ab: 1, cb: 2, ad: 3, aab: 4, ab: 5}\n", ["duplicateKey 30..<32 (1..<3)"]),
    ("[a]: 1\n[a]: 2\n", []),
  ])
  func `Equal keys are reported with the first one`(_ text: String, _ problems: [String]) {
    #expect(ProblemTests.described(YAMLParser.parse(SourceText(text))) == problems)
  }

  @Test func `Equal keys of a large mapping are found in linear time`() {
    let count = 20_000
    let text = (0..<count).map { "key\($0): 1\n" }.joined() + "key\(count / 2): 2\n"
    let problems = YAMLParser.parse(SourceText(text)).problems
    #expect(problems.count == 1)
    #expect(problems.first?.kind == .duplicateKey)
    #expect(problems.first?.related?.start == (0..<(count / 2)).reduce(0) { $0 + "key\($1): 1\n".utf8.count })
  }

  @Test(arguments: [
    ("a: *b\n", ["alias 3..<5 "]),
    ("a: &a\n  b: *a\n", ["alias 11..<13 "]),
    ("a: &a [*a]\nb: *a\n", ["alias 7..<9 "]),
    ("a: &x 1\n---\nb: *x\n", ["alias 15..<17 "]),
    ("a: &x 1\nb: *x\n*x : *x\n", []),
  ])
  func `Aliases need an anchor before them, in their document, outside of them`(_ text: String, _ problems: [String]) {
    #expect(ProblemTests.described(YAMLParser.parse(SourceText(text))) == problems)
  }

  @Test func `An expansion without measure is reported once, and never happens`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let tree = YAMLParser.parse(SourceText(text))
    #expect(tree.problems.map(\.kind) == [.alias])
    let alias = tree.problems.first.map { tree.source[$0.range] }
    // 10^5 nodes at a4, 10^6 at a5: the alias that passes a million stands on a5's line.
    #expect(alias == "*a4")
    #expect(tree.nodeCount < 1000)
  }
}
