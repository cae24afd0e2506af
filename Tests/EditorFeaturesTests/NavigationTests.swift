// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing

@Suite struct HoverTests {
  /// A cursor, the marked text that the answer is about, and words of the answer.
  @Test(arguments: [
    ("schema: wflint/v1\n«na<|>me»: alpha\n", ["name"]),
    (Marked.steps("  - id: x\n    «time<|>out»: 90m\n    type: script"), ["timeout", "duration"]),
    (Marked.steps("  - id: x\n    timeout: «90<|>m»\n    type: script"), ["1 hour 30 minutes"]),
    (Marked.steps("  - id: x\n    type: «ia<|>c»"), ["**iac**", "`project` (required)", "plan_summary"]),
    (Marked.steps("  - id: x\n    type: iac\n    action: «<|>destroy»"), ["action: destroy"]),
    (
      Marked.steps(
        "  - {id: a, name: Build, type: script}\n  - {id: b, type: script, timeout: 5m}\n  - {id: c, type: script, needs: [«<|>b»]}"
      ),
      ["`b`", "script", "waits for `a`", "waited for by `c`", "5 minutes"]
    ),
    (
      Marked.steps("  - {id: «a<|>», name: Build it, type: script, retry: {attempts: 4}}\n  - {id: b, type: script}"),
      ["**Build it**", "waits for nothing", "waited for by `b`", "4 tries = 3 retries"]
    ),
    (
      Marked.steps("  - {id: a, type: script}\n  - {id: b, type: script, if: \"steps.«a<|>».status == 'success'\"}"),
      ["`a`", "waited for by `b`"]
    ),
    (
      Marked.steps("  - {id: a, type: script, needs: [zzz]} # wflint: allow(«unknown-<|>step») later"),
      ["WF201", "unknown-step"]
    ),
    (
      Marked.steps("  - {id: x, type: approval, approvers: [«team:<|>platform»]}"),
      ["platform", "`ann`", "`ben`"]
    ),
  ])
  func tells(text: String, parts: [String]) throws {
    let marked = Marked(text, configuration: "directory: {teams: {platform: [ann, ben]}}\n")
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    for part in parts { #expect(result.markdown.contains(part), "\(part) is not in \(result.markdown)") }
    #expect(result.range == marked.ranges.first)
  }

  @Test(arguments: [
    "<|>", "schema: wflint/v1\nname: a\n\n<|>\n", "greeting: he<|>llo\n", "schema: wflint/v1\nzzz<|>: 1\n",
    Marked.steps("  - id: x # a com<|>ment"),
  ])
  func saysNothingElsewhere(text: String) {
    let marked = Marked(text)
    #expect(hover(in: marked.document, at: marked.cursor) == nil)
  }
}

@Suite struct DefinitionTests {
  /// The first mark is the definition's name, the second the text that leads there.
  @Test(arguments: [
    Marked.steps("  - {id: «plan», type: iac}\n  - {id: b, type: script, needs: [«pl<|>an»]}"),
    Marked.steps("  - {id: «plan», type: iac}\n  - {id: b, type: script, needs: [\"«plan<|>»\"]}"),
    Marked.steps("  - {id: «plan», type: iac}\n  - {id: b, type: iac, plan: «<|>plan»}"),
    Marked.steps("  - {id: «a», type: script}\n  - id: b\n    type: script\n    needs:\n      - «a<|>»\n"),
    Marked.steps(
      "  - {id: «a», type: script}\n  - {id: b, type: script, if: \"steps.«<|>a».status == 'success'\"}"),
    Marked.steps(
      "  - {id: «a», type: script}\n  - {id: b, type: script, run: \"echo ${{ steps.«a<|>».outputs.x }} é\"}"),
    Marked.steps("  - {id: b, type: script, retry: «&r» {attempts: 2}}\n  - {id: c, type: script, retry: «*<|>r»}"),
    // A broken document still knows its steps.
    Marked.steps("  - {id: «a», type: script}\n  - {id: b, type: script, needs: [«a<|>»"),
  ])
  func findsTheName(text: String) throws {
    let marked = Marked(text)
    let targets = definitions(in: marked.document, at: marked.cursor)
    let target = try #require(targets.first)
    #expect(targets.count == 1)
    #expect(target.nameRange == marked.ranges.first)
    #expect(target.originRange == marked.ranges.last)
    #expect(target.range.contains(target.nameRange))
    #expect(target.document == nil)
  }

  /// What is declared under the cursor is defined there; editors show its uses then.
  @Test(arguments: [
    "schema: wflint/v1\nname: «al<|>pha»\nsteps: []\n",
    "schema: wflint/v1\ninputs: {«pla<|>ce»: {type: string}}\nsteps: []\n",
    Marked.steps("  - {id: «<|>a», type: script}"),
    Marked.steps("  - {id: a, type: script, outputs: {«im<|>age»: string}}"),
  ])
  func findsItself(text: String) throws {
    let marked = Marked(text)
    let targets = definitions(in: marked.document, at: marked.cursor)
    #expect(targets.map(\.nameRange) == marked.ranges && targets.map(\.originRange) == marked.ranges)
    #expect(targets.allSatisfy { $0.range.contains($0.nameRange) })
  }

  /// Targets of branches stand before their steps: here the second mark is the name.
  @Test(arguments: ["then: [«l<|>eft»]", "then: [right, «left<|>»]"])
  func findsBranches(branch: String) throws {
    let marked = Marked(
      Marked.steps(
        "  - id: c\n    type: condition\n    cases:\n      - {when: \"true\", \(branch)}\n    else: [right]\n"
          + "  - {id: «left», type: script}\n  - {id: right, type: script}"))
    let target = try #require(definitions(in: marked.document, at: marked.cursor).first)
    #expect(target.originRange == marked.ranges.first && target.nameRange == marked.ranges.last)
  }

  @Test(arguments: [
    Marked.steps("  - {id: a, type: script, needs: [no<|>body]}"),
    Marked.steps("  - {id: a, type: scr<|>ipt}"), "<|>",
  ])
  func findsNothingElsewhere(text: String) {
    let marked = Marked(text)
    #expect(definitions(in: marked.document, at: marked.cursor).isEmpty)
  }
}

@Suite struct SymbolTests {
  private func outline(_ nodes: [SymbolNode], depth: Int = 0) -> [String] {
    nodes.flatMap { node in
      [
        String(repeating: "  ", count: depth) + "\(node.kind.rawValue) \(node.name)"
          + (node.detail.map { ": \($0)" } ?? "")
      ]
        + outline(node.children, depth: depth + 1)
    }
  }

  private func expectNested(_ nodes: [SymbolNode], in range: TextRange) {
    for node in nodes {
      #expect(range.contains(node.range), "\(node.name) leaves what holds it")
      #expect(node.range.contains(node.nameRange), "\(node.name)")
      expectNested(node.children, in: node.range)
    }
    for (left, right) in zip(nodes, nodes.dropFirst()) { #expect(left.range.start <= right.range.start) }
  }

  @Test func outlinesAreTrees() {
    let marked = Marked(
      """
      schema: wflint/v1
      name: alpha
      inputs:
        release: {type: string}
        count: {type: integer}
      triggers:
        - {type: manual}
        - {type: schedule, cron: "0 3 * * *"}
      steps:
        - {id: plan, type: iac}
        - id: both
          type: group
          steps:
            - {id: left, type: script}
            - id: each
              type: loop
              over: inputs.release
              steps: [{id: one, type: http}]
        - {id: ok, name: Approve, type: approval}
        - {name: Nameless, type: wait}

      """)
    let nodes = symbols(of: marked.document)
    #expect(
      outline(nodes) == [
        "workflow alpha", "  input release: string", "  input count: integer", "  trigger manual", "  trigger schedule",
        "  step plan: iac", "  group both: group", "    step left: script", "    group each: loop",
        "      step one: http", "  approval ok: approval", "  step Nameless: wait",
      ])
    expectNested(nodes, in: marked.text.fullRange)
  }

  @Test(arguments: [
    ("", []), ("schema: wflint/v1\n", ["workflow workflow"]),
    ("schema: wflint/v1\nname: a\nsteps:\n  - {id: x, type: script, ne", ["workflow a", "  step x: script"]),
    ("schema: wflint/v1\nname: a\n---\nschema: wflint/v1\nname: b\n", ["workflow a", "workflow b"]),
  ])
  func brokenDocumentsHaveOutlines(text: String, expected: [String]) {
    let marked = Marked(text)
    let nodes = symbols(of: marked.document)
    #expect(outline(nodes) == expected)
    expectNested(nodes, in: marked.text.fullRange)
  }
}
