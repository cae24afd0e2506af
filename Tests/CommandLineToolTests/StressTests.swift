// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// An expression beyond all measure, with what is said of it.
private struct Monster: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  /// A part of the message of `wflint eval`; nil where the expression has a value.
  var message: String?
  /// Whether it is wrong whatever its variables are, so that `wflint check` speaks of it.
  var isSyntax: Bool

  init(_ name: String, _ text: String, _ message: String?, isSyntax: Bool = false) {
    self.name = name
    self.text = text
    self.message = message
    self.isSyntax = isSyntax
  }

  var testDescription: String { name }
}

/// Expressions that would overflow a stack, fill the memory or run for years: a clear message, no crash, no hang.
@Suite struct StressTests {
  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
  private static func joined(_ range: Range<Int>, _ text: (Int) -> String) -> String {
    range.map(text).joined()
  }

  private static let ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
  private static let nesting = "nested more than 100 levels deep, which is the limit"
  private static let levels = "a tree of more than 300 levels, which is the limit"
  private static let cost = "the evaluation costs more than its limit"
  private static let depth = "nests lists, maps and optionals more than 200 deep"

  private static let monsters: [Monster] = [
    Monster("parentheses", times(10_000, "(") + "1" + times(10_000, ")"), nesting, isSyntax: true),
    Monster("open parentheses", times(50_000, "("), nesting, isSyntax: true),
    Monster(
      "a text of a megabyte", "'" + times(1_000_000, "a") + "' == ''",
      "this expression has 1000008 bytes, more than the limit of 100000", isSyntax: true),
    Monster(
      "six loops within each other",
      joined(0..<6) { "\(ten).all(v\($0), " } + "v0 + v1 + v2 + v3 + v4 + v5 > 0" + times(6, ")"), cost),
    Monster("brackets", times(10_000, "[") + times(10_000, "]"), nesting, isSyntax: true),
    Monster("braces", times(10_000, "{"), nesting, isSyntax: true),
    Monster("negations", times(40_000, "!") + "true", levels, isSyntax: true),
    Monster("conditionals", times(9_000, "true ? 1 : ") + "1", nesting, isSyntax: true),
    Monster("sums", "1" + times(20_000, " + 1"), levels, isSyntax: true),
    Monster("selections", "inputs" + times(40_000, ".b"), levels, isSyntax: true),
    Monster("commas", "size(" + times(90_000, ",") + ")", "expected an argument", isSyntax: true),
    Monster("foreign characters", times(99_000, "#"), "`#` has no meaning", isSyntax: true),
    Monster("wrong escapes", "'" + times(40_000, "\\q") + "'", "no escape sequence", isSyntax: true),
    Monster("undefined names", "[" + times(16_000, "nope,") + "]", "undeclared reference to 'nope'"),
    Monster("patterns", "'a'.matches('" + times(9_000, "(") + "')", "nested too deep"),
    Monster("a pattern with many ways", "'" + times(30_000, "a") + "'.matches('" + times(50, "(a*)*") + "b')", nil),
    // Lists that hold each other, deeper than any bracket.
    Monster(
      "bound lists",
      "cel.block([[1]" + joined(0..<3_000) { ", [cel.index(\($0))]" } + "], size(cel.index(3000)) == 1)", depth),
    Monster(
      "bound optionals",
      "cel.block([optional.of(1)" + joined(0..<1_500) { ", cel.index(\($0)).optMap(v, cel.index(\($0)))" }
        + "], cel.index(1500).hasValue())", depth),
    // Values and types that double.
    Monster(
      "doubled texts",
      "cel.block(['a'" + joined(0..<60) { ", cel.index(\($0)) + cel.index(\($0))" } + "], size(cel.index(60)) > 0)",
      cost),
    Monster(
      "doubled lists",
      "cel.block([[1]" + joined(0..<60) { ", [cel.index(\($0)), cel.index(\($0))]" } + "], size(cel.index(60)) > 0)",
      cost),
    Monster(
      "doubled types",
      joined(0..<90) { "cel.bind(x\($0), {\($0 == 0 ? "1: 1" : "x\($0 - 1): x\($0 - 1)")}, " } + "true"
        + times(90, ")"), "unsupported key type"),
    Monster("lists without types", "[" + times(30_000, "[],") + "] != []", nil),
    Monster("maps without types", "[" + times(20_000, "{},") + "] != []", nil),
  ]

  @Test(arguments: Self.monsters.indices) func isEvaluated(_ index: Int) async throws {
    let monster = Self.monsters[index]
    let result = try await Sandbox().run(["eval", "-"], input: monster.text)
    #expect(result.status == (monster.message == nil ? 0 : 1), "\(monster.name): \(result.errors.prefix(500))")
    if let message = monster.message {
      #expect(result.errors.contains(message), "\(monster.name): \(result.errors.prefix(500))")
    }
    // Few messages, cut to the width of a screen.
    #expect(result.errors.utf8.count < 20_000, "\(monster.name)")
    let types = try await Sandbox().run(["eval", "--type", "-"], input: monster.text)
    #expect(types.status == 0 || types.status == 1, "\(monster.name): \(types.errors.prefix(500))")
  }

  /// The same as a step's condition.
  @Test(arguments: Self.monsters.indices) func isChecked(_ index: Int) async throws {
    let monster = Self.monsters[index]
    let text = Texts.workflow(
      steps: """
          - id: test
            name: Test
            type: script
            run: make
            timeout: 5m
            if: >-
              \(monster.text)

        """)
    let sandbox = try Sandbox(["a.wf.yaml": text])
    let result = try await sandbox.run(["check", "a.wf.yaml"])
    #expect(result.errors == "", "\(monster.name)")
    #expect(result.output.count < 1_000_000, "\(monster.name): \(result.output.count) bytes")
    let isKnown = try await sandbox.run(["explain", "WF301"]).status == 0
    if monster.isSyntax, isKnown {
      #expect(result.status == 1, "\(monster.name)")
      #expect(result.text.contains("WF301"), "\(monster.name): \(result.text.prefix(500))")
      if let message = monster.message { #expect(result.text.contains(message), "\(monster.name)") }
    } else {
      #expect(result.status == 0 || result.status == 1, "\(monster.name): \(result.text.prefix(500))")
    }
  }
}
