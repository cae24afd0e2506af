// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import SourceText
import TestSupport
import Testing

/// Evaluation beyond the conformance data: bounds, places of faults, unknown values, the host's functions, rendering.
struct EvaluationTests {
  static let variables: [String: CELValue] = [
    "u": .unknown("u"), "t": .bool(true), "f": .bool(false), "n": .int(3), "s": .string("text"),
    "long": .string(String(repeating: "0", count: 100_000)),
    "table": .map(CELMap((0..<20).map { (key: .string("k\($0)"), value: .int($0)) })),
    "m": .object([("a", .int(1)), ("x", .unknown("m.x"))]), "l": .array([.int(1), .unknown("l[1]")]),
  ]

  static func evaluate(_ text: String, cost: Int = 1_000_000) -> Result<CELValue, EvaluationError> {
    var environment = EvaluationEnvironment(variables: variables, costLimit: cost)
    environment.functions = [
      "success": { _ in .bool(true) },
      "fail": { _ throws(EvaluationFault) in throw EvaluationFault(.host, "refused") },
    ]
    return environment.evaluate(ParsedExpression(parsing: text))
  }

  @Test(arguments: [
    ("f && u", "false"), ("u && f", "false"), ("t || u", "true"), ("u || t", "true"), ("u && t", "<unknown: u>"),
    ("u == 1", "<unknown: u>"), ("u ? 1 : 2", "<unknown: u>"), ("m.a", "1"), ("m.x", "<unknown: m.x>"),
    ("u.a.b", "<unknown: u.a.b>"), ("[1, 2].all(i, i > u)", "<unknown: u>"), ("[1, 2].all(i, i > u && f)", "false"),
    ("[1, 2].exists(i, i == 2 || u)", "true"), ("size(l)", "<unknown: l[1]>"), ("l[0]", "1"),
    ("1/0 == 1 && u", "<unknown: u>"),
    ("has(m.x)", "true"), ("has(u.x)", "<unknown: u>"), ("u.map(x, x)", "<unknown: u>"), ("m == {}", "<unknown: m.x>"),
    ("'a' in m", "<unknown: m.x>"), ("!u", "<unknown: u>"), ("cel.bind(x, u, t || x)", "true"),
    ("success() && t", "true"),
    ("[3, 1, 2].sort()", "[1, 2, 3]"), ("['bb', 'a'].sortBy(x, size(x))", "[\"a\", \"bb\"]"),
    ("[1, [2, [3]]].flatten()", "[1, 2, [3]]"),
    ("[1, 1.0, 2].distinct()", "[1, 2]"), ("lists.range(3)", "[0, 1, 2]"), ("[1, 2, 3].slice(1, 2)", "[2]"),
    ("sets.intersects([1], [1.0])", "true"), ("sets.equivalent([1, 1], [1])", "true"),
    ("sets.contains([1], [])", "true"),
    ("'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"), ("'héé'.replace('', '-')", "\"-h-é-é-\""), ("''.split('')", "[]"),
    ("'abc'.split('')", "[\"a\", \"b\", \"c\"]"), ("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: \"a\"}"),
    ("math.sqrt(2)", "1.4142135623730951"),
    ("math.sqrt(1e-320)", "9.99994433575849e-161"), ("string(1e21)", "\"1e+21\""), ("string(1.0)", "\"1\""),
    ("string(0.000001)", "\"0.000001\""),
    ("string(123456789.5)", "\"123456789.5\""), ("'%.2f'.format([2.675])", "\"2.67\""),
    ("'%.0f'.format([0.5])", "\"0\""), ("'%.1e'.format([0.0])", "\"0.0e+00\""),
    ("duration('1h30m15.5s')", "duration(\"5415.5s\")"), ("timestamp('2024-02-29T23:59:60Z') == now", "range"),
    ("timestamp('2023-02-29T00:00:00Z')", "range"),
    ("1/0", "divide by zero"), ("[][0]", "invalid_argument"), ("{'a': 1}.b", "no such key: 'b'"), ("fail()", "refused"),
    ("nope", "undeclared reference to 'nope'"),
    ("optional.none().value()", "optional.none() dereference"), ("'a'.matches('(')", "invalid regular expression"),
    ("1 +", "is missing"),
  ])
  func value(_ text: String, _ expected: String) {
    switch Self.evaluate(text) {
    case .success(let value): #expect(value.celDescription == expected, "\(text)")
    case .failure(let error): #expect(error.message.contains(expected), "\(text)")
    }
  }

  @Test(arguments: [
    ("1 + [7][3]", "[7][3]"), ("t && m.zz == 1", "m.zz"), ("nope + 1", "nope"), ("t && 'x'", "'x'"),
    ("1 + (2 / 0)", "2 / 0"),
    ("[1].map(x, x / 0)", "x / 0"), ("s.matches('[')", "'['"), ("m.a.b.c", "m.a.b"), ("f || fail()", "fail()"),
  ])
  func faultsHaveTheirPlace(_ text: String, _ expected: String) throws {
    guard case .failure(let error) = Self.evaluate(text) else {
      Issue.record("no error")
      return
    }
    #expect(ParsedExpression(parsing: text).text(error.range) == expected)
  }

  static let ten = "[1,2,3,4,5,6,7,8,9,10]"

  @Test(arguments: [
    "\(ten).all(a, \(ten).all(b, \(ten).all(c, \(ten).all(d, \(ten).all(e, \(ten).all(f, a + b + c + d + e + f > 0))))))",
    "cel.bind(a, [s, s, s, s, s, s, s, s], cel.bind(b, [a, a, a, a, a, a, a, a], cel.bind(c, [b, b, b, b, b, b, b, b], cel.bind(d, [c, c, c, c, c, c, c, c], cel.bind(e, [d, d, d, d, d, d, d, d], cel.bind(g, [e, e, e, e, e, e, e, e], [g, g, g, g] == [g, g, g, g]))))))",
    (0..<26).reduce("x25") { text, index in
      "cel.bind(x\(25 - index), \(index == 25 ? "s" : "x\(24 - index) + x\(24 - index)"), \(text))"
    },
    "lists.range(100000000)",
    "'%.1000f'.format([1.0]).replace('0', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa').replace('a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb').replace('b', 'cccccccccccccccccccccccccccc')",
    "lists.range(2000).map(x, lists.range(2000)) == []",
    "lists.range(30000).all(x, !'b'.matches('((a{20}){30}){30}' + string(x)))",
    "lists.range(30000).all(x, !('b'.matches('((a{100}){100}){100}' + string(x)) && false))",
    "lists.range(100000).all(x, !'b'.contains(long))", "lists.range(100000).all(x, int(long) == 0)",
    "lists.range(100000).all(x, lists.range(9).all(y, !(long in table)))",
  ])
  func costIsBounded(_ text: String) {
    let start = threadTime()
    guard case .failure(let error) = Self.evaluate(text) else {
      Issue.record("no error: \(text)")
      return
    }
    #expect(error.kind == .costLimit)
    #expect(threadTime() - start < .seconds(20))
  }

  /// Values that hold each other deeper than brackets can, which would overflow the stack when they are released.
  @Test(arguments: [
    ("[1]", "[#]"), ("{}", "{1: #}"), ("optional.of(1)", "optional.of(#)"), ("optional.of(1)", "#.optMap(v, #)"),
    ("[1]", "[1].map(x, #)"), ("[1]", "[1].filter(x, true) + [#]"), ("{}", "[1].transformMap(i, v, #)"),
    ("{}", "[1].transformMapEntry(i, v, {1: #})"), ("[1]", "[#].sortBy(x, 1)"),
  ])
  func depthIsBounded(_ first: String, _ next: String) {
    func text(_ count: Int) -> String {
      let values = (0..<count).map { index in next.replacingOccurrences(of: "#", with: "cel.index(\(index))") }
      return "cel.block([" + ([first] + values).joined(separator: ", ") + "], cel.index(\(count)))"
    }
    guard case .success(let value) = Self.evaluate(text(190)) else {
      Issue.record("190 levels are refused: \(next)")
      return
    }
    #expect(value.depth > 190)
    for count in [250, 1_800] {
      guard case .failure(let error) = Self.evaluate(text(count)) else {
        Issue.record("\(count) levels are taken: \(next)")
        return
      }
      #expect(error.kind == .costLimit)
      #expect(error.message.contains("200 deep"), "\(error.message)")
    }
  }

  @Test(arguments: [
    ("1 + 1", 3), ("[1, 2, 3].all(x, x > 0)", 16), ("inputs.l.all(x, inputs.l.all(y, x == y))", 50_000),
    ("lists.range(1000000).map(x, x)", 3_000_000),
  ])
  func worstCostIsAboutTheCost(_ text: String, _ expected: Int) {
    let cost = ParsedExpression(parsing: text).worstCost()
    #expect(cost >= expected / 2 && cost <= expected * 2, "\(cost)")
  }

  @Test(arguments: [
    ("t && 1 / 0 == n", ["1 / 0"]), ("n / 0", ["n / 0"]), ("[1][2] + [n][0]", ["[1][2]"]),
    ("int('x') == 1", ["int('x')"]),
    ("duration('5 minutes')", ["duration('5 minutes')"]), ("false && 1 / 0 > 0", []), ("true ? 1 : 1 / 0", []),
    ("n / n", []),
    ("{'a': 1}.b", ["{'a': 1}.b"]), ("[1, 2].map(x, x / 0)", ["x / 0"]),
    ("1 / 0 + 5 % 0", ["1 / 0", "5 % 0"]),
    ("9223372036854775807 + 1", ["9223372036854775807 + 1"]), ("nope.x == 1", []),
  ])
  func certainFaults(_ text: String, _ expected: [String]) {
    let parsed = ParsedExpression(parsing: text)
    let environment = EvaluationEnvironment(variables: ["t": .unknown("t"), "n": .unknown("n")])
    #expect(environment.certainFaults(in: parsed).map { parsed.text($0.range) } == expected)
  }

  /// The deepest tree that the parser lets through is no danger to the stack of a test's thread.
  @Test func theDeepestTreeIsEvaluated() {
    let chain = ParsedExpression(parsing: String(repeating: "1 + ", count: 298) + "1")
    #expect(EvaluationEnvironment().evaluate(chain) == .success(.int(299)))
    #expect(TypeEnvironment().check(chain).type == .int)
    let nested = ParsedExpression(parsing: String(repeating: "[", count: 98) + String(repeating: "]", count: 98))
    #expect(TypeEnvironment().check(nested).problems.isEmpty)
    guard case .success(let value) = EvaluationEnvironment().evaluate(nested) else {
      Issue.record("no value")
      return
    }
    #expect(value.celDescription.utf8.count == 196)
  }

  @Test func theLimitIsNotAbsorbed() {
    guard case .failure(let error) = Self.evaluate("lists.range(90000000).size() > 1 || true") else {
      Issue.record("no error")
      return
    }
    #expect(error.kind == .costLimit)
  }

  @Test func aLongTextIsMatchedInLinearTime() {
    let text = CELValue.string(String(repeating: "ab", count: 100_000))
    let environment = EvaluationEnvironment(variables: ["s": text], costLimit: 100_000_000)
    let result = environment.evaluate(
      ParsedExpression(parsing: "s.matches('(a|b|ab)*c') || s.matches('(a*)*b(a*)*c$')"))
    #expect(result == .success(.bool(false)))
    #expect(environment.evaluate(ParsedExpression(parsing: "s.size()")) == .success(.int(200_000)))
  }

  @Test(arguments: [
    (CELValue.string("a\"b"), "a\"b", "\"a\\\"b\""), (.int(-3), "-3", "-3"), (.double(2), "2", "2.0"),
    (.null, "null", "null"),
    (.object([("a", .array([.bool(true), .uint(1)]))]), "{\"a\":[true,1]}", "{\"a\": [true, 1u]}"),
    (.duration(CELDuration(nanoseconds: 1_500_000_000)), "1.5s", "duration(\"1.5s\")"),
    (.bytes([104, 105, 0]), "aGkA", "b\"hi\\x00\""),
    (.double(.nan), "NaN", "double(\"NaN\")"), (.none, "null", "optional.none()"),
    (.string("\u{1}"), "\u{1}", "\"\\u0001\""),
  ])
  func rendering(_ value: CELValue, _ text: String, _ literal: String) {
    #expect(value.textForm == text)
    #expect(value.celDescription == literal)
    // What is written as a literal reads back as the value.
    let back = EvaluationEnvironment().evaluate(ParsedExpression(parsing: literal))
    guard case .success(let read) = back else {
      Issue.record("\(literal)")
      return
    }
    #expect(read.celDescription == literal)
  }

  /// Foundation's formatting, an implementation of its own, is the oracle.
  @Test func doublesAreWrittenAsFoundationWritesThem() {
    var random = SplitMix(seed: 3)
    for _ in 0..<3_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      let precision = Int.random(in: 0...20, using: &random)
      let text = CELValue.string("%.\(precision)e|%.\(precision)f")
      let environment = EvaluationEnvironment(variables: ["p": text, "v": .double(value)])
      let result = environment.evaluate(ParsedExpression(parsing: "p.format([v, v]) + '|' + string(double(string(v)))"))
      let expected = String(format: "%.\(precision)e|%.\(precision)f|", value, value)
      guard case .success(.string(let string)) = result else {
        Issue.record("\(value)")
        continue
      }
      #expect(string.hasPrefix(expected), "\(value)")
      #expect(Double(string.dropFirst(expected.count)) == value)
      let root = EvaluationEnvironment(variables: ["v": .double(value.magnitude)])
        .evaluate(ParsedExpression(parsing: "math.sqrt(v)"))
      #expect(root == .success(.double(value.magnitude.squareRoot())))
    }
  }
}
