// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// Broken documents: what the tree holds in spite of it, and what is reported where.
struct RepairTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String
    /// The whole tree.
    let tree: String
    /// Each problem as its kind and the exact wrong text.
    let problems: [String]
    var testDescription: String { text }

    init(_ text: String, _ tree: String, _ problems: String...) {
      self.text = text
      self.tree = tree
      self.problems = problems
    }
  }

  static let cases: [Broken] = [
    // Half-typed, as an editor sends it.
    Broken("ste", "<ste>"),
    Broken("steps:\n  - id: x\n    ty", "{<steps> [{<id> <x> <ty> ~}]}", "syntax ty"),
    Broken(
      "steps:\n  - id: x\n    ty\n  - id: y\n    type: z\n", "{<steps> [{<id> <x> <ty> ~} {<id> <y> <type> <z>}]}",
      "syntax ty"),
    Broken("- ty\n  id: x\n  run: y\n", "[{<ty> ~ <id> <x> <run> <y>}]", "syntax ty"),
    Broken("a: 1\nfoo\nb: 2\n", "{<a> <1> <foo> ~ <b> <2>}", "syntax foo"),
    Broken("needs:\n  - a\n  b\nx: 1\n", "{<needs> [<a> <b>] <x> <1>}", "syntax b"),
    Broken("needs:\n- a\nb\nx: 1\n", "{<needs> [<a>] <b> ~ <x> <1>}", "syntax b"),
    Broken("type:deploy\nname: x\n", "{<type> <deploy> <name> <x>}", "syntax :"),
    Broken("a: b\n c\nd\ne: 1\n", "{<a> <b c> <d> ~ <e> <1>}", "syntax d"),
    Broken("p:\n  ty\n  # c\n  b: 1\n", "{<p> {<ty> ~ <b> <1>}}", "syntax ty"),
    Broken("w:\n  ste\n  # c\n    - a: 1\n    - b\n", "{<w> {<ste> [{<a> <1>} <b>]}}", "syntax ste"),
    Broken("a: &\nb: *\n", "{<a> \"&\" <b> \"*\"}", "indicator &", "indicator *"),
    // Brackets.
    Broken("needs: [a, ", "{<needs> flow[<a>]}", "syntax ["),
    Broken("needs: [a, \ntype: x\nother: y\n", "{<needs> flow[<a>] <type> <x> <other> <y>}", "syntax ["),
    Broken("- {id: a, type: ", "[flow{<id> <a> <type> ~}]", "syntax {"),
    Broken("- {id: a, type: \n- {id: b}\n", "[flow{<id> <a> <type> ~} flow{<id> <b>}]", "syntax {"),
    Broken("a: {b: [c, d\ne: f\n", "{<a> flow{<b> flow[<c> <d>]} <e> <f>}", "syntax {"),
    Broken("a: [\n  b,\n  c\nd: e\n", "{<a> flow[<b> <c>] <d> <e>}", "syntax ["),
    Broken("a: [b # c\nd: e\n", "{<a> flow[<b>] <d> <e>}", "syntax ["),
    Broken("{nputs:\n  a: 1\nb: 2\n", "{flow{<nputs> ~} {<a> <1>} <b> <2>}", "syntax {"),
    Broken(
      "c: [x]]\nd: [a, b}\ne: [{f: g]\n", "{<c> flow[<x>] <d> flow[<a> <b>] <e> flow[flow{<f> <g>}]}",
      "syntax ]", "syntax }", "syntax ]"),
    Broken("a: [x, , y]\nb: [\"p\" \"q\"]\n", "{<a> flow[<x> <y>] <b> flow[\"p\" \"q\"]}", "syntax ,", "syntax "),
    Broken("{\n  a: 1\n  b: 2\n}\n", "flow{<a> <1> <b> <2>}", "syntax "),
    Broken("c: {a: b: c}\nd: 1\n", "{<c> flow{<a> \"b: c\"} <d> <1>}", "syntax b: c"),
    // Quotes.
    Broken("name: \"abc", "{<name> \"abc\"}", "syntax \"abc"),
    Broken("name: \"abc\ntype: \"x\"\nz: 1\n", "{<name> \"abc\" <type> \"x\" <z> <1>}", "syntax \"abc"),
    Broken("a: ['b, c]\nd: 1\n", "{<a> flow['b' <c>] <d> <1>}", "syntax 'b"),
    Broken("\"", "\"\"", "syntax \""),
    Broken("a: 'it's'\nb: 1\n", "{<a> \"'it's'\" <b> <1>}", "syntax 'it's'"),
    Broken("a: \"x\" y\nb: 1\n", "{<a> '\"x\" y' <b> <1>}", "syntax \"x\" y"),
    Broken("a: \"\\d+\\q\"\nb: 1\n", "{<a> \"\\\\d+\\\\q\" <b> <1>}", "syntax \\d", "syntax \\q"),
    Broken("a: \"\\xZZ\"\n", "{<a> \"\\\\xZZ\"}", "syntax \\x"),
    // Colons and indentation.
    Broken("a: b: c\nd: e\n", "{<a> \"b: c\" <d> <e>}", "syntax b: c"),
    Broken("a: 1\n  b: 2\nd: 4\n", "{<a> <1> <b> <2> <d> <4>}", "syntax b: 2"),
    Broken("a: x\n  b: 2\n  c: 3\nd: 4\n", "{<a> {<b> <2> <c> <3>} <d> <4>}", "syntax x"),
    Broken("steps: x\n  - id: a\nd: 4\n", "{<steps> [{<id> <a>}] <d> <4>}", "syntax x"),
    Broken(
      "steps:\n    - id: a\n      type: x\n  - id: b\n    type: y\n",
      "{<steps> [{<id> <a> <type> <x>} {<id> <b> <type> <y>}]}",
      "syntax - id: b"),
    Broken(
      "steps:\n  - id: a\n  type: x\n  - id: b\n", "{<steps> [{<id> <a> <type> <x>} {<id> <b>}]}", "syntax type: x"),
    Broken("a:\n    b: 1\n   c: 2\nd: 3\n", "{<a> {<b> <1> <c> <2>} <d> <3>}", "syntax c: 2"),
    Broken("  name: x\ntype: y\nsteps: z\n", "{<name> <x> <type> <y> <steps> <z>}", "syntax type: y"),
    Broken("a: 1\n}\nb: 2\n", "{<a> <1> <b> <2>}", "syntax }"),
    // Tabs.
    Broken("a:\n\tb: 1\n\tc:\n\t\td: 2\ne: 3\n", "{<a> {<b> <1> <c> {<d> <2>}} <e> <3>}", "tab \t"),
    Broken("-\ta: 1\n", "[{<a> <1>}]", "tab \t"),
    Broken("x: |\n\ttab\n\ty\nz: 1\n", "{<x> |tab\\ny\\n| <z> <1>}", "tab \t"),
    Broken("a: 1\n\t\nb: 2\n", "{<a> <1> <b> <2>}", "tab \t"),
    // Indicators.
    Broken(
      "files: *.txt\nu: @me # c\nv: %x\nw: `cmd`\nn: 1\n",
      "{<files> \"*.txt\" <u> \"@me\" <v> \"%x\" <w> \"`cmd`\" <n> <1>}", "indicator *.txt", "indicator @me",
      "indicator %x", "indicator `cmd`"),
    Broken(
      "a: [*.c, b]\nc: {d: @e}\n", "{<a> flow[\"*.c\" <b>] <c> flow{<d> \"@e\"}}", "indicator *.c", "indicator @e"),
    Broken("glob: !*.swift\nn: 1\n", "{<glob> !<!*.swift> ~ <n> <1>}", "indicator !*.swift"),
    Broken(
      "needs: [${{ a.b }}, c]\nm: {a: ${{ x }}, b: 1}\n",
      "{<needs> flow[\"${{ a.b }}\" <c>] <m> flow{<a> \"${{ x }}\" <b> <1>}}",
      "indicator ${{ a.b }}", "indicator ${{ x }}"),
    Broken("b: {{ foo }}/bar\nc: 1\n", "{<b> \"{{ foo }}/bar\" <c> <1>}", "indicator {{ foo }}/bar"),
    Broken("cond: >= 3\nb: 2\n", "{<cond> \">= 3\" <b> <2>}", "indicator >= 3"),
    Broken("a: - b\nc: ]\n", "{<a> \"- b\" <c> \"]\"}", "indicator - b", "indicator ]"),
    // Others.
    Broken("d: !e!foo bar\n", "{<d> <bar>}", "syntax !e!foo"),
    Broken("%foo\na: 1\n", "{<a> <1>}", "syntax %foo"),
    Broken("a: | x\n  y\nb: 1\n", "{<a> |y\\n| <b> <1>}", "syntax x"),
    // Several at once.
    Broken(
      "steps:\n- id: a\n  needs: [b\n  run: \"foo\n- id: c\n  x\n",
      "{<steps> [{<id> <a> <needs> flow[<b>] <run> \"foo\"} {<id> <c> <x> ~}]}",
      "syntax [", "syntax \"foo", "syntax x"),
  ]

  @Test(arguments: cases)
  func `The rest of a broken document stays, and each error is reported once`(_ broken: Broken) {
    let tree = YAMLParser.parse(SourceText(broken.text))
    #expect(tree.dump() == broken.tree)
    #expect(tree.problems.map { "\($0.kind) \(tree.source[$0.range])" } == broken.problems, "\(tree.problems)")
    #expect(TreeInvariants.breaches(tree) == [])
    if let breach = RepairCheck.breach(tree) { Issue.record("\(breach)") }
  }

  @Test func `Any number of errors is repaired`() {
    let lines = (0..<200).map { "k\($0)\nv\($0): [a, \n" }.joined()
    let tree = YAMLParser.parse(SourceText("first: 1\n" + lines + "last: 2\n"))
    #expect(tree.documents.first?.root.count == 402)
    #expect(tree.problems.count == 400)
    #expect(tree.documents.first?.root["last"]?.text == "2")
  }

  @Test func `Safe repairs are those that leave nothing to doubt`() {
    let text = "a:\n\tb: 1\nf: *.txt\nn: [${{ x }}]\nh: \"x\nt: y: z\n"
    let safe = YAMLParser.parse(SourceText(text)).problems.map(\.repairIsSafe)
    #expect(safe == [true, true, true, false, false])
  }

  @Test(.enabled(if: !CorpusFiles.all.isEmpty), arguments: CorpusFiles.groups)
  func `Applying all repairs of a prefix leaves nothing to repair`(_ group: Int) {
    for (number, file) in CorpusFiles.group(group) where file.bytes.count < 8000 {
      let step = max(1, file.bytes.count / 5)
      for length in stride(from: number % step, through: file.bytes.count, by: step) {
        let tree = YAMLParser.parse(SourceText(bytes: Array(file.bytes[..<length])))
        if let breach = RepairCheck.breach(tree) { Issue.record("\(file) up to \(length): \(breach)") }
      }
    }
  }
}

/// Whether repairs do what they say.
enum RepairCheck {
  private static let kinds: Set<SyntaxProblemKind> = [.syntax, .tab, .indicator, .encoding]

  static func breach(_ tree: YAMLTree) -> String? {
    let repaired = tree.problems.filter { !$0.repair.isEmpty }
    // A line that is given up may hold bytes that are no text.
    if tree.source.applying(repaired.filter { $0.kind != .encoding }.flatMap(\.repair)) == nil {
      return "the repairs overlap: \(repaired)"
    }
    // One after the other, as an editor applies them.
    var current = tree
    for _ in 0...(repaired.count + 2) {
      guard let next = current.problems.first(where: { kinds.contains($0.kind) }) else { break }
      guard let fixed = current.source.applying(next.repair) else { return "\(next) does not apply" }
      current = YAMLParser.parse(fixed)
    }
    if let first = current.problems.first(where: { kinds.contains($0.kind) }) { return "after all repairs: \(first)" }
    for problem in repaired {
      guard let fixed = tree.source.applying(problem.repair) else { return "a repair does not apply" }
      // Where the problem stands once its own edits are in.
      let start = moved(problem.range.start, problem.repair)
      for other in YAMLParser.parse(fixed).problems
      where other.kind == problem.kind && other.message == problem.message && other.range.start == start {
        return "its own repair does not remove \(problem)"
      }
    }
    return nil
  }

  private static func moved(_ offset: Int, _ edits: [TextEdit]) -> Int {
    var result = offset
    for edit in edits where edit.range.end <= offset { result += edit.replacement.utf8.count - edit.range.count }
    return result
  }
}
