// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import SourceText
import Testing
import WorkflowModel
import YAMLSyntax

/// Whole steps and triggers in brackets, and what lists name already.
@Suite struct FlowCompletionTests {
  private static let types = """
    step_types:
      terra-grunt:
        fields:
          module: {type: string, required: true}
          mode: {type: string, required: true, options: [plan, apply]}
          wait: {type: duration, required: true}
          region: {type: string, required: true, default: us}
          tags: {type: list, required: true}
          note: {type: string}

    """

  /// The text after an item was taken, its places filled in.
  private static func taking(_ item: CompletionItem, _ marked: Marked) throws -> String {
    var edit = item.edit
    edit.replacement = try #require(item.snippet).replacing("$0", with: "").replacing(/\$\{\d+:([^}]*)\}/) {
      $0.output.1
    }
    .replacing(/\$\{\d+\|([^,|]*)[^}]*\}/) { $0.output.1 }
    return try #require(marked.text.applying([edit] + item.additionalEdits)).string
  }

  @Test func customStepsHaveWhatTheyMust() throws {
    let marked = Marked(Marked.steps("  - <|>", head: "timeout: 1h\n"), configuration: Self.types)
    let item = try #require(marked.completions.first { $0.label == "terra-grunt" && $0.kind == .snippet })
    let text = try Self.taking(item, marked)
    for line in ["id: terra_grunt", "module: module", "mode: plan", "wait: 5m", "region: us", "tags: [item]"] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(!text.contains("note:"), "\(text)")
    let found = Marked(text, configuration: Self.types).document.diagnostics.filter { $0.severity == .error }
    #expect(found.isEmpty, "\(found.map(\.message))")
  }

  /// Each gives one item that parses, of the type that its label says.
  @Test(arguments: [
    "triggers: [<|>]\nsteps: []\n", "triggers: []\nsteps: [<|>]\n", "triggers: []\nsteps: [{id: z}, <|>]\n",
  ])
  func itemsInBrackets(text: String) throws {
    let marked = Marked("schema: wflint/v1\nname: a\n" + text)
    let items = marked.completions.filter { $0.kind == .snippet }
    #expect(items.map(\.label).contains(text.hasPrefix("triggers: [<") ? "schedule" : "script"))
    for item in items {
      let after = Marked(try Self.taking(item, marked))
      #expect(after.document.parsed.tree.problems.isEmpty, "\(after.text.string)")
      let model = try #require(after.document.models.first)
      let types = model.steps.compactMap { $0.type?.value } + model.triggers.compactMap { $0.type?.value }
      #expect(types == [item.label], "\(after.text.string)")
    }
  }

  @Test(arguments: [
    ("  - {id: d, type: deploy, targets: [us, <|>]}", ["eu"]),
    ("  - {id: d, type: deploy, targets: [us, e<|>]}", ["eu"]),
    ("  - {id: d, type: deploy, targets: [u<|>, eu]}", ["us"]),
    ("  - id: d\n    type: deploy\n    targets:\n      - us\n      - <|>", ["eu"]),
    ("  - {id: d, type: deploy, targets: [<|>]}", ["eu", "us"]),
    ("  - {id: g, type: approval, include: [plan, <|>]}", ["cost", "policy"]),
  ])
  func nothingTwice(steps: String, expected: [String]) {
    let marked = Marked(
      Marked.steps(steps), configuration: "directory:\n  targets: {us: {environment: a}, eu: {environment: b}}\n")
    let kinds: [CompletionKind] = [.directoryEntry, .enumValue]
    #expect(marked.completions.filter { kinds.contains($0.kind) }.map(\.label).sorted() == expected)
  }

  /// A key in quotes is one: its name goes between them.
  /// An expression that ends with an operator goes on; behind anything else a key may follow.
  @Test(arguments: [
    ("  - {id: a, type: script, if: trigger.type != <|>}", "'manual'"),
    ("  - {id: a, type: script, if: trigger.type != <|> , run: x}", "'manual'"),
    ("  - {id: a, type: script, if: trigger.type <|>}", "needs"),
    ("  - {id: a, type: script, timeout: 5m, <|>}", "needs"),
    ("  - {id: a, type: script, if: ! , <|>}", "needs"),
  ])
  func operators(steps: String, expected: String) {
    let labels = Marked(Marked.steps(steps)).completions.map(\.label)
    #expect(labels.contains(expected) && labels.contains("needs") == (expected == "needs"), "\(labels)")
  }

  @Test(arguments: [
    ("  - id: a\n    type: script\n    \"ru<|>\": x", "    \"run\": x"),
    ("  - id: a\n    type: script\n    \"ru<|>\"\n    needs: []", "    \"run\"\n    needs: []"),
    ("  - {id: a, type: script, 'ru<|>': x}", "  - {id: a, type: script, 'run': x}"),
  ])
  func quotedKeys(steps: String, expected: String) throws {
    let marked = Marked(Marked.steps(steps))
    let item = try #require(marked.completions.first { $0.label == "run" }, "\(marked.completions.map(\.label))")
    let after = try #require(marked.accepting(item))
    #expect(item.snippet == nil && after.hasSuffix(expected), "\(after)")
  }

  @Test(arguments: [
    ("apiVersion: core.oam.dev/v1beta1\nkind: <|>\n", ["Application", "WorkflowStepDefinition"]),
    ("apiVersion: core.oam.dev/v1alpha1\nkind: Work<|>\nmetadata: {name: a}\n", ["Workflow", "WorkflowRun"]),
    ("apiVersion: core.oam.dev/v1alpha1\nkind:<|>\n", ["Workflow", "WorkflowRun"]),
    ("apiVersion: v1\nkind: <|>\n", []), ("apiVersion: core.oam.dev/v1alpha1\nmetadata: {kind: <|>}\n", []),
  ])
  func kinds(text: String, expected: [String]) throws {
    let marked = Marked(text, name: "app.yaml")
    let items = marked.completions
    #expect(items.filter { $0.kind == .enumValue }.map(\.label) == expected)
    guard let first = items.first(where: { $0.label == expected.first }) else { return }
    #expect(try #require(marked.accepting(first)).contains("\nkind: \(first.label)\n"))
  }

  @Test(arguments: [
    (Marked.steps("  - {id: a, type: script, run: x, if: trigger.type == '<|>'}"), "git_push"),
    (Marked.steps("  - id: a\n    type: script\n    run: x\n    if: trigger.type != <|>"), "'schedule'"),
    (
      "schema: wflint/v1\nname: a\ntriggers:\n  - {type: incident, filter: incident.event == '<|>'}\nsteps: []\n",
      "escalated"
    ),
  ])
  func comparedWords(text: String, expected: String) {
    #expect(Marked(text).completions.filter { $0.kind == .enumValue }.map(\.label).contains(expected))
  }
}
