// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import TestSupport
import Testing
import YAMLSyntax

/// Brackets that hold a mistake: of what a repair guessed is in them, nothing more is told.
@Suite struct GuessedEntriesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// The codes of what is found, whose ranges are the marked ones.
    var codes: [String]
    /// What is found after all fixes.
    var after: [String]
    var testDescription: String { text }

    init(_ text: String, _ codes: [String], after: [String] = []) {
      self.text = MissingColonTests.workflow(text)
      self.codes = codes
      self.after = after
    }
  }

  static let cases: [Case] = [
    // A comma that is missing: the fix restores it.
    Case("  - {id: a, type: «script run»: make, timeout: 5m}\n", ["WF001"]),
    Case("  - {id: «a type»: script, run: make, timeout: 5m}\n", ["WF001"]),
    Case("  - {id: a, type: script, run: make, timeout: 5m\n    , needs: []}\n", []),
    Case("  - {id: a, name: \"A\" «»type: script, run: make, timeout: 5m}\n", ["WF001"]),
    // A bracket that is missing, or the wrong one.
    Case("  - «{»id: a, type: script, run: make, timeout: 5m\n", ["WF001"]),
    Case("  - «{»id: a\n", ["WF001"], after: ["WF102"]),
    Case("  - «{»id: a, type: scr\n", ["WF001"], after: ["WF102"]),
    Case("  - {id: a, type: script, run: make, timeout: 5m«]»\n", ["WF001"]),
    Case("  - {id: a, type: script, run: make, timeout: 5m, env: {A: b«]»}\n", ["WF001"]),
    // A list closed as a mapping: what it is, nobody knows.
    Case(
      "  - {id: z, type: script, run: make, timeout: 5m}\n  - {id: a, type: script, run: make, timeout: 5m, needs: {z«]»}\n",
      ["WF001"], after: ["WF103"]),
    // A comment that takes the bracket along.
    Case("  - «{»id: a, type: script, timeout: 5m, run: «#x»}\n", ["WF001", "WF006"], after: ["WF103"]),
    // Prose with a colon: quotes.
    Case("  - {id: a, name: «Plan foo: now», type: script, run: make, timeout: 5m}\n", ["WF001"]),
    // Other collections, and other values, are checked as ever.
    Case(
      "  - {id: a, type: script, run: make, timeout: «1 hour», env: {A: «b c»: d}}\n", ["WF107", "WF001"]),
    Case(
      "  - «{id: z, run: make, timeout: 5m}»\n  - {id: a, type: «script run»: make, timeout: 5m}\n",
      ["WF102", "WF001"]),
  ]

  @Test(arguments: cases) func oneMistakeIsToldOnce(_ test: Case) {
    let marked = MarkedText(test.text)
    let found = MissingColonTests.analyzed(marked.text).diagnostics
    #expect(found.map(\.code) == test.codes, "\(found)")
    if found.count == marked.ranges.count { #expect(found.map(\.range) == marked.ranges) }
    let outcome = MissingColonTests.fixed(marked.text, [.safe, .unsafe])
    #expect(outcome.remaining.diagnostics.map(\.code) == test.after, "\(outcome.text.string)")
    #expect(outcome.remaining.parsed.tree.problems.isEmpty)
  }
}
