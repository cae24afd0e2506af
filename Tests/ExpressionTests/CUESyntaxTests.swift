// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import Testing

/// Definitions in CUE as the language's specification has them, by hand.
@Suite struct CUESyntaxTests {
  private static let good: [String] = [
    "", "// only a comment", "package x\nimport \"vela/op\"\na: 1",
    "import (\n\t\"vela/op\"\n\tj \"encoding/json\"\n)\na: 1",
    "import (\"vela/op\")\na: 1", "a: b: c: 1", "a: 1, b: 2", "a?: string\nb!: int", "\"a-b\": {c: 1}", "{a: 1}",
    "a: *1 | int", "a: string & =~\"^[0-9]+(m|h|d)$\"", "a: [...string]", "a: [1, 2, ...int]", "a: [\n\t1,\n\t2,\n]",
    "a: [string]: int", "[X=string]: {name: X}", "a: [=~\"^x\"]: int", "(k): 1", "\"\\(k)-x\": 1", "a: {...}",
    "#A: {b: #B}\n#B: string", "_h: 1", "let x = 1\na: x", "if a != _|_ {b: 1}", "for k, v in c if v > 1 {(k): v}",
    "a: [for x in b if x.c == 1 {x}]", "a: [if b != _|_ {1}, 2]", "a: op.#X & {\n\tb: 1\n} @step(1)", "@if(x)\na: 1",
    "a: b[0].c(1, 2)[\"d\"]", "a: -1 + 2*3 div 4", "a: \"\\(b) and \\(c(\"x\"))\"", "a: #\"raw \\ \"quote\" \"#",
    "a: \"\"\"\n\tfirst \"quoted\"\n\t\\(b)\n\t\"\"\"", "a: '''\n\tbytes\n\t'''", "a: {\n\tb\n\tc: 1\n}",
    "a: 1.5e-3\nb: 10Ki\nc: 0xFF",
    "a: (1 +\n\t2)", "if: 1\nfor: 2\nlet: 3\nin: 4", "a: close({b: 1}) | close({c: 2})", "a: true && !b || c",
    "x=a: 1\nb: x", "a: {b: 1} & {\n\t// doc\n\tc?: 2 // behind\n}", "a: b &\n\tc", "a: f(1,\n\t2,\n)", "a: null | _",
    "a: \"é…\" // ü", "a: [_, ...]", "\"it\": \"x\\\"y\"", "for i in [1] for j in [2] {\"\\(i)\": j}",
  ]

  @Test(arguments: good) func accepted(_ text: String) {
    #expect(CUESyntax(parsing: text).problem == nil, "\(CUESyntax(parsing: text).problem?.message ?? "")")
    let dos = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(CUESyntax(parsing: dos).problem == nil)
  }

  /// A text, the marked part that is wrong, and words of what is said.
  private static let bad: [(String, String, String)] = [
    ("a: {\n\tb: 1\n", "{", "`{` is not closed"), ("a: 1\n}", "}", "nothing is open"),
    ("a: b: : 1", ":", "expected a value"),
    ("a: \"x\nb: 1", "\"x", "a text is not closed"), ("a: [1 2]", "2", "expected a line end or `,`"),
    ("a: 1 b: 2", "b", "expected a line end or `,`"), ("a: 1 +", "+", "expected a value"),
    ("a: (1", "(1", "expected `)`"),
    ("for in x {}", "in", "expected `in`"), ("if a", "a", "expected `{`"), ("a: b.", ".", "a name is missing"),
    ("import vela\na: 1", "\n", "expected the path of an import"), ("a: 1 ; b: 2", ";", "CUE has no `;`"),
    ("a: \"\"\"\n\tx\n", "\"\"\"", "a text is not closed"), ("a: [1, 2", "[", "`[` is not closed"),
    ("a: f(1, 2", "(", "`(` is not closed"), ("a: = 1", "=", "expected a value"),
  ]

  @Test(arguments: bad) func refused(_ text: String, _ place: String, _ words: String) throws {
    let problem = try #require(CUESyntax(parsing: text).problem)
    #expect(problem.message.contains(words), "\(problem.message)")
    let bytes = Array(text.utf8)
    #expect(problem.range.end <= bytes.count)
    if !place.hasPrefix("\n"), place != "(1", place != "in" {
      #expect(String(decoding: bytes[problem.range.start..<problem.range.end], as: UTF8.self) == place)
    }
  }

  @Test func comments() throws {
    let syntax = CUESyntax(parsing: "// apart\n\n// first\n// second\na: 1\nb: 2 // behind\nc: 3\n")
    let fields = syntax.declarations.compactMap { if case .field(let field) = $0 { field } else { nil } }
    #expect(fields.map(\.dataName) == ["a", "b", "c"])
    #expect(fields.map(\.comments) == [["first", "second"], ["behind"], []])
  }

  /// Whatever is cut off or put in: there is an end, and ranges stay inside.
  @Test func anything() {
    let text = Self.good.joined(separator: "\n")
    let bytes = Array(text.utf8)
    for length in stride(from: 0, to: bytes.count, by: 3) {
      let part = String(decoding: bytes[..<length], as: UTF8.self)
      let syntax = CUESyntax(parsing: part)
      #expect((syntax.problem?.range.end ?? 0) <= part.utf8.count)
      #expect(syntax.nodes.allSatisfy { $0.range.end <= part.utf8.count })
    }
    for filler in ["{", "[", "(", "a:", "!", "\"\\(", "|", "for "] {
      let syntax = CUESyntax(parsing: String(repeating: filler, count: 5000))
      #expect((syntax.problem?.range.end ?? 0) <= filler.utf8.count * 5000)
    }
  }
}
