// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import SourceText
import Testing
import WorkflowModel
import YAMLSyntax

/// What can be done at a selection: the text before, the title, the text after.
@Suite struct ActionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var before: String
    var after: String
    var testDescription: String { title }
  }

  static let cases = [
    Case(
      title: "Allow `unknown-step` here", before: Marked.steps("  - {id: a, type: script, run: x, needs: [«b»]}"),
      after: Marked.steps("  - {id: a, type: script, run: x, needs: [b]}  # wflint: allow(unknown-step)")),
    Case(
      title: "Allow `unknown-step` in this file",
      before: Marked.steps("  - {id: a, type: script, run: x, needs: [«b»]}"),
      after: "# wflint: allow-file(unknown-step)\n" + Marked.steps("  - {id: a, type: script, run: x, needs: [b]}")),
    Case(
      title: "Allow `unknown-step` here",
      before: Marked.steps("  - {id: a, type: script, run: x, needs: [«b»]} # wflint: allow(no-timeout)"),
      after: Marked.steps("  - {id: a, type: script, run: x, needs: [b]} # wflint: allow(no-timeout, unknown-step)")),
    Case(
      title: "Add an approval before `ship`",
      before: Marked.steps(
        "  - {id: a, type: script, run: x}\n  # ships\n  - id: «»ship\n    type: script\n    run: x\n"),
      after: Marked.steps(
        "  - {id: a, type: script, run: x}\n  - id: approve_ship\n    name: Approve ship\n    type: approval\n"
          + "    approvers: [\"team:owners\"]\n    timeout: 8h\n  # ships\n  - id: ship\n    type: script\n    run: x\n"
      )),
    Case(
      title: "Add an approval before `ship`",
      before: Marked.steps("  - {id: a, type: script, run: x}\n  - {id: «»ship, type: script, run: x, needs: [a]}\n"),
      after: Marked.steps(
        "  - {id: a, type: script, run: x}\n  - id: approve_ship\n    name: Approve ship\n    type: approval\n"
          + "    needs: [a]\n    approvers: [\"team:owners\"]\n    timeout: 8h\n"
          + "  - {id: ship, type: script, run: x, needs: [approve_ship]}\n")),
    Case(
      title: "Add a timeout to `a`", before: Marked.steps("  - id: «»a\n    type: script\n    run: x\n"),
      after: Marked.steps("  - id: a\n    type: script\n    run: x\n    timeout: 30m\n")),
    Case(
      title: "Run `a` to `b` at one time",
      before: Marked.steps(
        "  - {id: «a, type: script, run: x}\n  - {id: b», type: script, run: x}\n  - {id: c, type: script, run: x}\n"),
      after: Marked.steps(
        "  - {id: a, type: script, run: x}\n  - {id: b, type: script, run: x, needs: []}\n"
          + "  - {id: c, type: script, run: x, needs: [b, a]}\n")),
    Case(
      title: "Run `a` to `b` one after the other",
      before: Marked.steps(
        "  - {id: «a, type: script, run: x, needs: []}\n  - {id: b», type: script, run: x, needs: []}\n"),
      after: Marked.steps(
        "  - {id: a, type: script, run: x, needs: []}\n  - {id: b, type: script, run: x, needs: [a]}\n")),
    Case(
      title: "Run the steps of `g` one after the other",
      before: Marked.steps(
        "  - id: «»g\n    type: group\n    steps:\n      - {id: a, type: script, run: x}\n"),
      after: Marked.steps(
        "  - id: g\n    type: group\n    mode: sequence\n    steps:\n      - {id: a, type: script, run: x}\n")),
    Case(
      title: "Put the steps into a group",
      before: Marked.steps(
        "  - id: z\n    type: script\n    run: x\n  - id: «a\n    type: script\n    run: |\n      one\n\n      two\n  - {id: b», type: script, run: x}\n"
      ),
      after: Marked.steps(
        "  - id: z\n    type: script\n    run: x\n  - id: a_group\n    type: group\n    mode: sequence\n    steps:\n"
          + "      - id: a\n        type: script\n        run: |\n          one\n\n          two\n      - {id: b, type: script, run: x}\n"
      )),
    Case(
      title: "Write in lines", before: Marked.steps("  - {id: «»a, type: script, run: x, env: {A: b}}\n"),
      after: Marked.steps("  - id: a\n    type: script\n    run: x\n    env: {A: b}\n")),
    Case(
      title: "Write in lines",
      before: Marked.steps("  - id: a\n    type: script\n    run: x\n    needs: [«»b, \"c\"]\n"),
      after: Marked.steps("  - id: a\n    type: script\n    run: x\n    needs:\n      - b\n      - \"c\"\n")),
    Case(
      title: "Write in brackets",
      before: Marked.steps("  - id: a\n    type: script\n    run: x\n    env:\n      «»A: b\n      C: d, e\n"),
      after: Marked.steps("  - id: a\n    type: script\n    run: x\n    env: {A: b, C: \"d, e\"}\n")),
    Case(
      title: "Put the step into a group",
      before: "schema: wflint/v1\nname: a\nsteps:\n- id: «»a\n  type: script\n  env:\n      A: b\n",
      after:
        "schema: wflint/v1\nname: a\nsteps:\n- id: a_group\n  type: group\n  mode: sequence\n  steps:\n  - id: a\n    type: script\n    env:\n        A: b\n"
    ),
    // What is broken elsewhere is not in the way.
    Case(
      title: "Add a timeout to `a`",
      before: Marked.steps(
        "  - id: z\n    type: script\n    ru\n  - id: «»a\n    type: script\n    run: x\n  - {id: b, type: script, run: \"x}\n"
      ),
      after: Marked.steps(
        "  - id: z\n    type: script\n    ru\n  - id: a\n    type: script\n    run: x\n    timeout: 30m\n  - {id: b, type: script, run: \"x}\n"
      )),
    Case(
      title: "Add an approval before `ship`",
      before: Marked.steps(
        "  - {id: a, type: script, run: x, needs: [}\n  - id: «»ship\n    type: script\n    run: x\n"),
      after: Marked.steps(
        "  - {id: a, type: script, run: x, needs: [}\n  - id: approve_ship\n    name: Approve ship\n    type: approval\n"
          + "    approvers: [\"team:owners\"]\n    timeout: 8h\n  - id: ship\n    type: script\n    run: x\n")),
    Case(
      title: "Run `a` to `b` at one time",
      before: Marked.steps(
        "  - {id: «a, type: script, run: x}\n  - {id: b», type: script, run: x}\n  - {id: c, type: script, run: x}\n  - id: d\n    run: @x\n"
      ),
      after: Marked.steps(
        "  - {id: a, type: script, run: x}\n  - {id: b, type: script, run: x, needs: []}\n"
          + "  - {id: c, type: script, run: x, needs: [b, a]}\n  - id: d\n    run: @x\n")),
    Case(
      title: "Put the step into a group",
      before: Marked.steps("  - id: «»a\n    type: script\n    run: x\n  - id: b\n  - id: c\n    needs: [\n"),
      after: Marked.steps(
        "  - id: a_group\n    type: group\n    mode: sequence\n    steps:\n      - id: a\n        type: script\n        run: x\n"
          + "  - id: b\n  - id: c\n    needs: [\n")),
    Case(
      title: "Write in lines",
      before: Marked.steps("  - {id: «»a, type: script, run: x}\n  - {id: b, type: script, run: x, needs: [}\n"),
      after: Marked.steps(
        "  - id: a\n    type: script\n    run: x\n  - {id: b, type: script, run: x, needs: [}\n")),
  ]

  private func actions(_ marked: Marked) -> [EditorAction] {
    editorActions(in: marked.document, at: marked.ranges.first ?? TextRange(at: marked.cursor))
  }

  @Test(arguments: cases, ["\n", "\r\n"]) func changes(_ test: Case, lineBreak: String) throws {
    let marked = Marked(test.before.replacing("\n", with: lineBreak))
    let found = actions(marked)
    let action = try #require(found.first { $0.title == test.title }, "\(found.map(\.title))")
    let after = try #require(marked.text.applying(action.edits))
    #expect(after.string == test.after.replacing("\n", with: lineBreak))
  }

  /// What is suppressed is not found any more, wherever it stood.
  @Test(arguments: [
    "  - id: a\n    type: script\n    run: |\n      echo ${{ steps.«nobody».outputs.x }}\n    timeout: 5m\n",
    "  - id: a # why\n    type: script\n    run: x\n    needs: [«b»] # here\n",
  ]) func suppressedFindingsAreGone(steps: String) throws {
    let marked = Marked(Marked.steps(steps))
    let range = try #require(marked.ranges.first)
    let finding = try #require(marked.document.diagnostics.first { $0.range.touches(range.start) })
    for title in ["Allow `\(finding.name)` here", "Allow `\(finding.name)` in this file"] {
      let action = try #require(actions(marked).first { $0.title == title })
      let text = try #require(marked.text.applying(action.edits))
      let after = analyze(ParsedDocument(path: "a.wf.yaml", text: text), in: WorkspaceSnapshot())
      #expect(!after.diagnostics.contains { $0.name == finding.name || $0.code == "WF009" }, "\(text.string)")
    }
  }

  /// Nothing is offered that would say something else.
  @Test(arguments: [
    ("  - id: a\n    type: script\n    run: x\n    env:\n      «»A: b # why\n      B: c\n", "Write in brackets"),
    (
      "  - {id: «»a, type: script, run: x} # c\n  - {id: b, type: script, run: x, if: steps.a.outputs.x}\n",
      "Put the step into a group"
    ),
    ("  - {id: «»a, type: script, run: x, needs: [}\n", "Add a timeout to `a`"),
    ("  - {id: «»a, type: approval, approvers: [\"team:x\"]}\n", "Add an approval before `a`"),
    // In a broken step, beside one that may have been the next, or where a broken line names the step.
    ("  - id: «»a\n    type: script\n    ru\n    if: x\n", "Add a timeout to `a`"),
    ("  - id: «»a\n    type: script\n    run: x\n    @\n", "Add a timeout to `a`"),
    ("  - id: «»a\n    type: script\n    run: \"x\n", "Add an approval before `a`"),
    (
      "  - {id: «a, type: script, run: x}\n  - {id: b», type: script, run: x}\n  - @id: c\n    type: script\n",
      "Run `a` to `b` at one time"
    ),
    (
      "  - id: «»a\n    type: script\n    run: x\n  - id: b\n  - id: c\n    @ a\n",
      "Put the step into a group"
    ),
  ]) func isSilent(steps: String, title: String) {
    #expect(!actions(Marked(Marked.steps(steps))).contains { $0.title == title })
  }

  /// A line that is broken, put behind each line of an example: what is offered at the steps changes the document as it does
  /// without that line.
  @Test(
    arguments: ["environment-promotion", "multi-region-deploy"] + KubeVelaActionTests.workflows,
    ["@", "x: [", "- \"", "  : y: z"])
  func brokenLines(sample: String, broken: String) throws {
    let whole = try sample.contains("\n") ? Marked(sample, name: "a.yaml") : Marked.example(sample)
    let lines = whole.text.string.split(separator: "\n", omittingEmptySubsequences: false)
    let steps = whole.document.models.flatMap(\.steps)
    func results(_ document: AnalyzedDocument, _ offset: Int) -> [String: String] {
      var result: [String: String] = [:]
      for action in editorActions(in: document, at: TextRange(at: offset)) where action.kind != .quickFix {
        result[action.title] = document.parsed.text.applying(action.edits)?.string
      }
      return result
    }
    let expected = steps.map { results(whole.document, $0.range.start) }
    var offered = 0
    for line in stride(from: 6, to: lines.count, by: lines.count > 20 ? 3 : 1) {
      let blanks = lines[line].prefix { $0 == " " }
      let added = "\(blanks)\(broken) #broken"
      let text = (lines[...line] + [Substring(added)] + lines[(line + 1)...]).joined(separator: "\n")
      let start = lines[...line].reduce(0) { $0 + $1.utf8.count + 1 }
      let document = analyze(
        ParsedDocument(path: whole.document.parsed.path, text: SourceText(text)), in: WorkspaceSnapshot())
      guard !document.parsed.tree.problems.isEmpty else { continue }
      for (step, expected) in zip(steps, expected) {
        let offset = step.range.start < start ? step.range.start : step.range.start + added.utf8.count + 1
        for (title, after) in results(document, offset) where expected[title] != nil {
          offered += 1
          let kept = after.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasSuffix("#broken") }
          #expect(kept.joined(separator: "\n") == expected[title], "\(title), behind line \(line + 1)")
        }
      }
    }
    #expect(offered > 3)
  }

  /// The scenario that is written for each example is one that `wflint check` has nothing to say of, and that passes.
  @Test(arguments: ["manual-gate", "scheduled-backup", "multi-region-deploy", "build-and-promote"])
  func writtenScenariosPass(name: String) throws {
    let example = try Marked.example(name)
    let path = "/w/\(name).wf.yaml"
    let workflow = ParsedDocument(path: path, text: example.text)
    let action = editorActions(in: analyze(workflow, in: WorkspaceSnapshot()), at: TextRange(at: 0)).first {
      $0.newFile != nil
    }
    let file = try #require(action?.newFile)
    let scenario = ParsedDocument(path: file.path, text: SourceText(file.text))
    #expect(analyze(scenario, in: WorkspaceSnapshot()).diagnostics.isEmpty)
    let result = EditorSimulation(of: [workflow], scenarios: scenario, directory: readConfiguration(workflow).directory)
    #expect(result.isRight, "\(file.text)\n\(result.text)")
  }
}
