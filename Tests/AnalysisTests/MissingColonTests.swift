// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import TestSupport
import Testing

/// Keys whose colon was forgotten: one finding, which says so, and a fix that inserts it.
@Suite struct MissingColonTests {
  static func workflow(_ steps: String, head: String = "timeout: 1h") -> String {
    "schema: wflint/v1\nname: a\ndescription: Mends\nstatus: draft\n\(head)\ntriggers: [{type: manual}]\nsteps:\n\(steps)"
  }

  static func analyzed(_ text: String, _ path: String = "a.wf.yaml") -> AnalyzedDocument {
    analyze(ParsedDocument(path: path, text: SourceText(text)), in: WorkspaceSnapshot())
  }

  static func fixed(_ text: String, _ applicability: Set<Applicability>, _ path: String = "a.wf.yaml") -> FixOutcome {
    applyFixes(
      to: ParsedDocument(path: path, text: SourceText(text)), in: WorkspaceSnapshot(), including: applicability
    ) { ParsedDocument(path: path, text: $0) }
  }

  static let step = "  - id: a\n    type: script\n    run: make all\n    timeout: 5m\n"

  /// The marked text is what the one finding names; what is there after the safe fix has none.
  @Test(
    arguments: [
      ("«type script»", "type: script", step), ("«run make all»", "run: make all", step),
      ("«timeout 5m»", "timeout: 5m", step),
      ("«type»", "type:", "  - id: a\n    type:\n      script\n    run: make\n    timeout: 5m\n"),
      ("«type script»", "type: script", "  - {id: a, type: script, run: make, timeout: 5m}\n"),
      ("«timeout 5m»", "timeout: 5m", "  - {id: a, type: script, run: make, timeout: 5m}\n"),
      ("«type script»", "type: script", step + "  - id: b\n    type: script\n    run: make\n    timeout: 5m\n"),
      (
        "«needs» [z]", "needs: [z]",
        "  - {id: z, type: script, run: make, timeout: 5m}\n  - {id: a, type: script, needs: [z], run: make, timeout: 5m}\n"
      ),
      ("«name \"A\"»", "name: \"A\"", "  - {name: \"A\", id: a, type: script, run: make, timeout: 5m}\n"),
    ]) func isToldOnceAndMended(wrong: String, right: String, steps: String) throws
  {
    let marked = MarkedText(Self.workflow(steps.replacing(right, with: wrong, maxReplacements: 1)))
    let found = Self.analyzed(marked.text).diagnostics
    let only = try #require(found.first)
    #expect(found.count == 1 && only.range == marked.ranges.first, "\(found)")
    #expect(only.message.hasSuffix("has no colon"), "\(only.message)")
    let outcome = Self.fixed(marked.text, [.safe])
    #expect(outcome.text.string == Self.workflow(steps))
    #expect(outcome.remaining.diagnostics == [])
  }

  /// Blueprints have rows of their own.
  @Test(arguments: [
    ("  z: {value {get_input: b}}", "  z: {value: {get_input: b}}"),
    ("  z:\n    value 1\n    description: Z", "  z:\n    value: 1\n    description: Z"),
  ]) func blueprints(wrong: String, right: String) {
    func text(_ output: String) -> String {
      "tosca_definitions_version: cloudify_dsl_1_5\nimports: [cloudify/types/types.yaml]\ninputs: {b: {}}\n"
        + "node_templates: {vm: {type: cloudify.nodes.Root, properties: {a: {get_input: b}}}}\noutputs:\n\(output)\n"
    }
    let expected = MissingColonTests.analyzed(text(right), "b.yaml").diagnostics.map(\.code)
    #expect(
      MissingColonTests.analyzed(text(wrong), "b.yaml").diagnostics.map(\.code).sorted()
        == (expected + ["WF001"]).sorted())
    #expect(Self.fixed(text(wrong), [.safe], "b.yaml").text.string == text(right))
  }

  @Test func keysOfTheWorkflowItself() {
    let text = Self.workflow(Self.step, head: "timeout 1h")
    let found = Self.analyzed(text).diagnostics
    #expect(found.map(\.code) == ["WF001"] && found.first?.message == "the key `timeout` has no colon")
    #expect(Self.fixed(text, [.safe]).text.string == Self.workflow(Self.step))
  }

  /// Where anything else may be meant, no safe fix touches the text.
  @Test(arguments: [
    // The mapping has the key already.
    step + "    type script\n", "  - id: a\n    type script\n    type: script\n    run: make\n    timeout: 5m\n",
    "  - {id: a, type: script, run: make, timeout: 5m, type script}\n",
    // No key of the mapping.
    step + "    some words of prose\n", step + "    Type script\n",
    "  - {id: a, type: script, run: make, typ script}\n",
    // A mapping of any keys.
    "  - id: a\n    type: script\n    run: make\n    timeout: 5m\n    env:\n      FOO: 1\n      bar baz\n",
    "  - {id: a, type: script, run: make, timeout: 5m, env: {bar baz}}\n",
    // Half typed.
    step + "  - id: b\n    ty\n", step + "  - id: b\n    type\n",
  ]) func isLeftToPeople(steps: String) {
    let text = Self.workflow(steps)
    #expect(!Self.analyzed(text).diagnostics.isEmpty)
    #expect(Self.fixed(text, [.safe]).text.string == text)
  }
}
