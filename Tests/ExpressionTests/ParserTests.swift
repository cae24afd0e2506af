// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import SourceText
import Testing

/// The tree of broken and unbroken expressions.
struct ParserTests {
  /// The text, and the kinds and texts of its problems.
  @Test(
    arguments: [
      ("steps.", [("missing", "")]),
      ("inputs.x == ", [("missing", "")]),
      ("", [("empty", "")]),
      ("a = b", [("foreignOperator", "=")]),
      ("a === b", [("foreignOperator", "===")]),
      ("a <> b", [("foreignOperator", "<>")]),
      ("a and b", [("foreignOperator", "and")]),
      ("a && not b", [("foreignOperator", "not")]),
      ("a & b | c", [("foreignOperator", "&"), ("foreignOperator", "|")]),
      ("f(a", [("unclosed", "(")]),
      ("[1, 2", [("unclosed", "[")]),
      ("a)", [("unclosed", ")")]),
      ("(a", [("unclosed", "(")]),
      ("'abc", [("unterminatedLiteral", "'abc")]),
      ("a b", [("unexpectedToken", "b")]),
      ("a ? b", [("missing", "")]),
      ("if", [("reservedWord", "if")]),
      ("'\\q'", [("invalidEscape", "\\q")]),
      ("'\\ud800'", [("invalidEscape", "\\ud800")]),
      ("99999999999999999999", [("invalidNumber", "99999999999999999999")]),
      ("12abc", [("invalidNumber", "12abc")]),
      ("a # b", [("invalidCharacter", "#"), ("unexpectedToken", "# b")]),
      ("has(a)", [("invalidMacro", "a")]),
      ("a.all(1, true)", [("invalidMacro", "1")]),
      ("Foo{a: 1}", [("messageLiteral", "Foo")]),
      ("{1}", [("missing", "")]),
      ("a.true", [("reservedWord", "true")]),
    ] as [(String, [(String, String)])])
  func problems(_ text: String, _ expected: [(String, String)]) {
    let parsed = ParsedExpression(parsing: text)
    #expect(parsed.problems.map(\.kind.rawValue) == expected.map(\.0), "\(text)")
    #expect(parsed.problems.map { parsed.text($0.range) } == expected.map(\.1), "\(text)")
  }

  @Test(arguments: [
    ("a = 1", "a == 1"), ("a and b", "a && b"), ("a & b", "a && b"), ("a <> b", "a != b"), ("not a", "!a"),
    ("has(a['b'])", "'b' in a"), ("r + '\\d'", "r + '\\\\d'"),
  ])
  func replacements(_ text: String, _ fixed: String) throws {
    let parsed = ParsedExpression(parsing: text)
    let problem = try #require(parsed.problems.first)
    let replacement = try #require(problem.replacement)
    let result =
      parsed.text(TextRange(0, problem.range.start)) + replacement
      + parsed.text(TextRange(problem.range.end, parsed.bytes.count))
    #expect(result.replacing("! a", with: "!a") == fixed)
    #expect(ParsedExpression(parsing: result).problems.isEmpty)
  }

  /// The shape of the tree, with every operation in brackets.
  @Test(arguments: [
    ("a + b * c - d", "((a + (b * c)) - d)"), ("a || b && c", "(a || (b && c))"), ("!a.b", "(!a.b)"),
    ("a < b == c", "((a < b) == c)"), ("-1 - -2", "(-1 - -2)"), ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
    ("a in b && c", "((a in b) && c)"), ("a || b || c || d", "((a || b) || (c || d))"), ("-a.b[0]", "(-a.b[0])"),
    ("a.?b.c[?'d']", "a.?b.c[?\"d\"]"), ("x.map(y, y + 1)", "x.map(y, (y + 1))"), ("--1", "(--1)"),
    ("f(a, g.h(b))", "f(a, g.h(b))"), ("[?a, b] + {?'k': c}", "([?a, b] + {?\"k\": c})"),
  ])
  func shape(_ text: String, _ expected: String) {
    let parsed = ParsedExpression(parsing: text)
    #expect(parsed.problems.isEmpty)
    #expect(parsed.root.map { Self.render(parsed, $0) } == expected)
  }

  static func render(_ parsed: ParsedExpression, _ id: ExpressionID) -> String {
    let list = { (ids: [ExpressionID]) in ids.map { render(parsed, $0) }.joined(separator: ", ") }
    switch parsed[id].kind {
    case .error: return "<error>"
    case .literal(let value): return value.celDescription
    case .identifier(let name, let isAbsolute): return (isAbsolute ? "." : "") + name
    case .select(let operand, let field, let isOptional):
      return render(parsed, operand) + (isOptional ? ".?" : ".") + field
    case .index(let operand, let index, let isOptional):
      return render(parsed, operand) + (isOptional ? "[?" : "[") + render(parsed, index) + "]"
    case .call(let name, let target, let arguments):
      return (target.map { render(parsed, $0) + "." } ?? "") + name + "(" + list(arguments) + ")"
    case .unary(let op, let operand): return "(" + op.symbol + render(parsed, operand) + ")"
    case .binary(let op, let left, let right):
      return "(" + render(parsed, left) + " " + op.symbol + " " + render(parsed, right) + ")"
    case .conditional(let condition, let then, let otherwise):
      return "(" + render(parsed, condition) + " ? " + render(parsed, then) + " : " + render(parsed, otherwise) + ")"
    case .list(let elements):
      return "[" + elements.map { ($0.isOptional ? "?" : "") + render(parsed, $0.value) }.joined(separator: ", ") + "]"
    case .map(let entries):
      return "{"
        + entries.map { ($0.isOptional ? "?" : "") + render(parsed, $0.key) + ": " + render(parsed, $0.value) }
        .joined(separator: ", ") + "}"
    case .macro(let call):
      return (call.target.map { render(parsed, $0) + "." } ?? "") + call.macro.rawValue + "("
        + list(call.variables.map(\.id) + call.arguments) + ")"
    }
  }

  @Test(arguments: [
    ("steps.plan.outputs[\"x\"] == inputs.?region", ["steps|plan|outputs|x", "inputs|region"]),
    ("steps.", ["steps|"]), ("f(steps.a.b).c", ["steps|a|b"]), ("[1].all(x, x > env.y)", ["x", "env|y"]),
    ("steps[inputs.k].status", ["steps", "inputs|k"]), ("steps.a.outputs.size()", ["steps|a|outputs"]),
  ])
  func paths(_ text: String, _ expected: [String]) {
    let parsed = ParsedExpression(parsing: text)
    #expect(parsed.paths.map { $0.map(\.name).joined(separator: "|") } == expected)
    for component in parsed.paths.joined() where component.style != .key {
      #expect(parsed.text(component.range) == component.name)
    }
  }

  @Test(arguments: [
    ("f(a, b<|>)", "f 1"), ("f(<|>", "f 0"), ("x.startsWith('a', <|>", "startsWith 1"), ("f(g(1), [1, 2], <|>)", "f 2"),
    ("f(g(1<|>), 2)", "g 0"), ("f(a)<|>", ""), ("a + b<|>", ""),
  ])
  func signatureHelp(_ marked: String, _ expected: String) throws {
    let parts = marked.components(separatedBy: "<|>")
    let parsed = ParsedExpression(parsing: parts.joined())
    let call = parsed.call(at: parts[0].utf8.count)
    #expect((call.map { "\(parsed.text(parsed[$0.id].nameRange)) \($0.argument)" } ?? "") == expected)
  }

  /// The innermost node at the cursor: where completion starts.
  @Test(arguments: [
    ("steps.<|>", "steps.<>"), ("inputs.x == <|>", "<error>"), ("f(a, <|>)", "<error>"), ("a && <|> && b", "<error>"),
    ("steps.pl<|>an.x", "steps.plan"), ("[1].all(x, x > <|>)", "<error>"), ("a.b<|>", "a.b"), ("{'k': <|>}", "<error>"),
  ])
  func nodeAtTheCursor(_ marked: String, _ expected: String) throws {
    let parts = marked.components(separatedBy: "<|>")
    let parsed = ParsedExpression(parsing: parts.joined())
    let id = try #require(parsed.node(at: parts[0].utf8.count))
    let shown = Self.render(parsed, id)
    #expect((shown.hasSuffix(".") ? shown + "<>" : shown) == expected)
  }

  @Test func localVariablesAreInScopeOfTheirBody() {
    let text = "a.all(x, b.exists(i, y, x > y)) && cel.bind(z, q, z)"
    let parsed = ParsedExpression(parsing: text)
    func names(_ part: String) -> [String] {
      let offset = text.range(of: part)?.lowerBound.utf16Offset(in: text) ?? 0
      return parsed.variablesInScope(at: offset).map(\.name)
    }
    #expect(names("x > y") == ["i", "y", "x"])
    #expect(names("b.exists") == ["x"])
    #expect(names("a.all") == [])
    #expect(names("q, z)") == [])
  }

  @Test func limitsAreClearAndQuick() {
    let nested = ParsedExpression(
      parsing: String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000))
    #expect(nested.problems.map(\.kind) == [.tooDeep])
    let chain = ParsedExpression(parsing: String(repeating: "1 + ", count: 5_000) + "1")
    #expect(chain.problems.map(\.kind) == [.tooDeep])
    let negations = ParsedExpression(parsing: String(repeating: "!", count: 20_000) + "a")
    #expect(negations.problems.map(\.kind) == [.tooDeep])
    let selections = ParsedExpression(parsing: "a" + String(repeating: ".b", count: 20_000))
    #expect(selections.problems.map(\.kind) == [.tooDeep])
    let conditions = ParsedExpression(parsing: String(repeating: "a == 1 || ", count: 5_000) + "b")
    #expect(conditions.problems.isEmpty)
    let long = ParsedExpression(parsing: "'" + String(repeating: "x", count: 1 << 20) + "'")
    #expect(long.problems.map(\.kind) == [.tooLong])
    #expect(long.root == nil)
    let wide = ParsedExpression(
      parsing: "'" + String(repeating: "x", count: 1 << 20) + "'", limits: ParseLimits(maximumByteCount: 2 << 20))
    #expect(wide.isComplete)
  }
}
