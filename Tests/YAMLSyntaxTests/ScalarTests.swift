// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// What scalars mean, and how their text maps to their bytes.
struct ScalarTests {
  private static func value(_ text: String) -> YAMLNode? {
    YAMLParser.parse(SourceText("k: \(text)\n")).documents.first?.root["k"]
  }

  // YAML 1.2.2 §10.3.2 and its examples.
  @Test(
    arguments: [
      ("null", .null), ("Null", .null), ("NULL", .null), ("~", .null), ("", .null), ("nul", .string),
      ("true", .bool(true)), ("False", .bool(false)), ("TRUE", .bool(true)), ("tRUE", .string), ("yes", .string),
      ("on", .string), ("0", .int(0)), ("-12", .int(-12)), ("+7", .int(7)), ("007", .int(7)), ("0o17", .int(15)),
      ("0x1F", .int(31)), ("-0x1F", .string), ("0o8", .string), ("0x", .string), ("1.", .float(1)), (".5", .float(0.5)),
      ("-1.5e3", .float(-1500)), ("1e3", .float(1000)), ("+.inf", .float(.infinity)), ("-.INF", .float(-.infinity)),
      ("1.2.3", .string), ("1e", .string), ("e3", .string), ("+", .string), ("-", .string), (".", .string),
      ("1_000", .string), ("1:30", .string), ("2024-01-31", .string), ("9223372036854775807", .int(.max)),
      ("-9223372036854775808", .int(.min)), ("9223372036854775808", .float(9_223_372_036_854_775_808)),
      ("0xFFFFFFFFFFFFFFFFFF", .float(4_722_366_482_869_645_213_696)), ("\"5\"", .string), ("'true'", .string),
      ("!!str 5", .string), ("!!int \"5\"", .int(5)), ("!!float 5", .float(5)), ("! 5", .string),
      ("!!bool yes", .string),
      ("!!null x", .null), ("!mine 5", .string), ("10m", .string), ("$5", .string), ("٣", .string),
    ] as [(String, ScalarType)])
  func `The core schema`(_ text: String, _ expected: ScalarType) {
    #expect(ScalarTests.value(text)?.scalarType == expected)
  }

  @Test func `Not a number is a float`() {
    if case .float(let value)? = ScalarTests.value(".nan")?.scalarType { #expect(value.isNaN) } else { Issue.record() }
  }

  @Test(
    arguments: [
      ("on", .boolean), ("Off", .boolean), ("y", .boolean), ("NO", .boolean), ("1:30", .sexagesimal),
      ("190:20:30", .sexagesimal), ("1:30.5", .sexagesimal), ("010", .octal), ("0o17", .octal), ("0b101", .binary),
      ("1e3", .exponent), ("1.5e3", .exponent), ("1_000", .underscore), ("1_0.5", .underscore), ("2024-01-31", .date),
      ("2001-12-14t21:59:43.10-05:00", .date), ("2001-12-14 21:59:43", .date), ("true", nil), ("5", nil), ("0", nil),
      ("1.5", nil), ("1.5e+3", nil), ("10m", nil), ("1:60", nil), ("a:30", nil), ("089", nil), ("v1_0", nil),
      ("2024-1", nil), ("12:30:", nil), ("\"on\"", nil), ("!!str on", nil), ("127.0.0.1", nil), ("once", nil),
      ("", nil),
    ] as [(String, ScalarAmbiguity.Kind?)])
  func `Scalars that YAML 1.1 reads otherwise`(_ text: String, _ expected: ScalarAmbiguity.Kind?) {
    #expect(ScalarTests.value(text)?.ambiguity?.kind == expected)
  }

  @Test func `The reason names both readings`() {
    #expect(
      ScalarTests.value("1:30")?.ambiguity?.reason
        == "YAML 1.1 reads `1:30` as the number 90 in base 60, YAML 1.2 as text")
    #expect(
      ScalarTests.value("010")?.ambiguity?.reason == "YAML 1.1 reads `010` as octal 8, YAML 1.2 as the decimal number")
    #expect(ScalarTests.value("off")?.ambiguity?.reason == "YAML 1.1 reads `off` as false, YAML 1.2 as text")
  }

  private static func lastOffset(of piece: [UInt8], in text: [UInt8]) -> Int? {
    (0...max(0, text.count - piece.count)).last { text[$0...].starts(with: piece) }
  }

  /// A piece of the decoded text, and what it is written with.
  @Test(arguments: [
    ("k: a b", "a b", "b", "b"),
    ("k: one\n  two\n\n  three", "one two\nthree", "two", "two"),
    ("k: one\n  two\n\n  three", "one two\nthree", "e t", "e\n  t"),
    ("k: one\n  two\n\n  three", "one two\nthree", "three", "three"),
    ("k: 'it''s'", "it's", "'s", "''s"),
    ("k: \"a\\tb\\u00e9\\x41c\"", "a\tbéAc", "éA", "\\u00e9\\x41"),
    ("k: \"a\\tb\\u00e9\\x41c\"", "a\tbéAc", "c", "c"),
    ("k: \"a\\\n  b  \n  c\"", "ab c", "b c", "b  \n  c"),
    ("k: \"a \\\n  \\ b\"", "a  b", "  b", " \\\n  \\ b"),
    ("k: |\n  a\n   b\n\n  c\n", "a\n b\n\nc\n", " b\n\nc", " b\n\n  c"),
    ("k: |2-\n   a\n  b\n", " a\nb", " a\nb", " a\n  b"),
    ("k: |+\n  a\n\n\n", "a\n\n\n", "\n\n\n", "\n\n\n"),
    ("k: >\n  a\n  b\n\n  c\n    d\n  e\n", "a b\nc\n  d\ne\n", "a b", "a\n  b"),
    ("k: >\n  a\n  b\n\n  c\n    d\n  e\n", "a b\nc\n  d\ne\n", "  d\ne", "  d\n  e"),
    ("k: >-\n  ${{ a &&\n  b }}\n", "${{ a && b }}", "&& b", "&&\n  b"),
    ("k: \"😀\\U0001F600x\"", "😀😀x", "x", "x"),
    ("k: ä\r\n  ö\r\n", "ä ö", "ö", "ö"),
    ("- |\r\n a\r\n b\r\n", "a\nb\n", "b", "b"),
  ])
  func `A piece of the decoded text has its exact bytes`(
    _ yaml: String, _ decoded: String, _ piece: String, _ written: String
  ) throws {
    let tree = YAMLParser.parse(SourceText(yaml))
    let root = try #require(tree.documents.first?.root)
    let node = try #require(root["k"] ?? root.items.first)
    #expect(node.text == decoded)
    let map = try #require(node.scalarMap())
    #expect(String(decoding: map.decoded, as: UTF8.self) == decoded)
    let offset = try #require(ScalarTests.lastOffset(of: Array(piece.utf8), in: map.decoded))
    let range = map.sourceRange(ofDecoded: TextRange(offset, offset + piece.utf8.count))
    #expect(tree.source[range] == written)
    #expect(map.decodedOffset(ofSource: range.start) == offset)
    #expect(map.sourceOffset(ofDecoded: offset) == range.start)
    #expect(map.sourceOffset(ofDecoded: 9999) == map.sourceRange(ofDecoded: TextRange(0, map.decoded.count)).end)
  }

  @Test(arguments: ["k: *.txt", "k: \"\\d+ x", "k: a: b", "k: [a${{ x }}b]", "k: \"abc"])
  func `What a repair quoted still maps byte for byte`(_ yaml: String) throws {
    let tree = YAMLParser.parse(SourceText(yaml))
    var node = try #require(tree.documents.first?.root["k"])
    if let first = node.items.first { node = first }
    let map = try #require(node.scalarMap())
    let count = map.decoded.count
    #expect(count > 2)
    let tail = map.sourceRange(ofDecoded: TextRange(count - 1, count))
    #expect(tree.source[tail] == String(decoding: map.decoded.suffix(1), as: UTF8.self))
    #expect(tail.count == 1)
  }
}
