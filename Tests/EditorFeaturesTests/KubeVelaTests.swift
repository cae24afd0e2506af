// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import TestSupport
import Testing

/// KubeVela's documents in an editor: `<|>` is the cursor, `«…»` what is meant with it.
@Suite struct KubeVelaTests {
  static func application(_ written: String) -> String {
    // Lines that go on with a step stand below its name.
    let steps = written.replacing("\n      ", with: "\n        ").replacing(
      "\n        - {name", with: "\n      - {name"
    )
    .replacing("\n        - name", with: "\n      - name")
    return """
      apiVersion: core.oam.dev/v1beta1
      kind: Application
      metadata: {name: shop}
      spec:
        components:
          - {name: web, type: webservice}
          - name: db
            type: webservice
            dependsOn: [web]
            outputs: [{name: address, valueFrom: output.x}]
        policies:
          - {name: local, type: topology}
          - {name: big, type: override}
          - {name: gc, type: garbage-collect}
        workflow:
          mode: {steps: DAG}
          steps:
            - {name: first, type: deploy, properties: {policies: [local]}, outputs: [{name: url, valueFrom: output.url}]}
            - {name: my-group, type: step-group, subSteps: [{name: inner, type: suspend}]}
            \(steps)

      """
  }

  // MARK: Completion

  private static let completions: [(steps: String, offers: [String], hides: [String], taking: String?, line: String?)] =
    [
      (
        "- {name: a, type: <|>}", ["deploy", "suspend", "step-group"], ["script"], "suspend",
        "- {name: a, type: suspend}"
      ),
      (
        "- name: a\n      type: suspend\n      <|>", ["if", "dependsOn", "timeout", "properties"], ["name", "type"],
        nil, nil
      ),
      (
        "- name: a\n      type: request\n      properties:\n        <|>", ["url", "method", "body"], ["image"], nil, nil
      ),
      ("- {name: a, type: request, properties: {method: <|>}}", ["GET", "POST"], ["first"], nil, nil),
      (
        "- name: a\n      type: notification\n      properties:\n        slack:\n          <|>", ["url", "message"],
        ["lark"],
        nil, nil
      ),
      (
        "- name: a\n      type: notification\n      properties:\n        slack:\n          url:\n            <|>",
        ["value", "secretRef"], ["url"], nil, nil
      ),
      (
        "- {name: a, type: suspend, dependsOn: [<|>]}", ["first", "my-group", "inner"], ["a"], "first",
        "- {name: a, type: suspend, dependsOn: [first]}"
      ),
      (
        "- name: a\n      type: suspend\n      dependsOn:\n        - first\n        - <|>", ["my-group"],
        ["first", "a"], "my-group", "- my-group"
      ),
      (
        "- {name: a, type: suspend, inputs: [{from: <|>}]}", ["url", "address", "context.name"], ["first"], "url",
        "- {name: a, type: suspend, inputs: [{from: url}]}"
      ),
      ("- {name: a, type: request, inputs: [{from: url, parameterKey: <|>}]}", ["url", "method"], ["name"], nil, nil),
      (
        "- {name: a, type: apply-component, properties: {component: <|>}}", ["web", "db"], ["local"], "db",
        "- {name: a, type: apply-component, properties: {component: db}}"
      ),
      ("- {name: a, type: deploy, properties: {policies: [local, <|>]}}", ["big"], ["local", "gc", "web"], nil, nil),
      ("- {name: a, type: export-data, properties: {topology: <|>}}", ["local"], ["big"], nil, nil),
      ("- {name: a, type: step-group, mode: <|>}", ["DAG", "StepByStep"], [], nil, nil),
      ("- {name: a, type: suspend, timeout: <|>}", ["5m", "1h"], ["1d"], nil, nil),
      (
        "- name: a\n      type: suspend\n      if: <|>", ["always", "status", "inputs", "context"], ["first"], "always",
        "if: always"
      ),
      ("- name: a\n      type: suspend\n      if: sta<|>", ["status", "context"], ["first"], "status", "if: status"),
      (
        "- name: a\n      type: suspend\n      if: status.<|>", ["first", "my-group", "inner"], ["a", "status"],
        "first", "if: status.first"
      ),
      (
        "- name: a\n      type: suspend\n      if: status.<|>", ["my-group"], [], "my-group", "if: status[\"my-group\"]"
      ),
      (
        "- name: a\n      type: suspend\n      if: 'status[\"my<|>\"].failed'", ["first", "my-group"], [], "my-group",
        "if: 'status[\"my-group\"].failed'"
      ),
      (
        "- name: a\n      type: suspend\n      if: \"status.my<|>\"", ["my-group"], [], "my-group",
        "if: \"status[\\\"my-group\\\"]\""
      ),
      (
        "- name: a\n      type: suspend\n      if: status.first.<|>", ["failed", "succeeded", "phase"], ["first"],
        "failed", "if: status.first.failed"
      ),
      (
        "- name: a\n      type: suspend\n      if: status[\"my-group\"].ti<|>", ["timeout", "failed"], ["first"], nil,
        nil
      ),
      (
        "- name: a\n      type: suspend\n      if: status.first.phase == \"<|>\"", ["failed", "skipped"], ["first"],
        "failed", "if: status.first.phase == \"failed\""
      ),
      (
        "- name: a\n      type: suspend\n      inputs: [{from: url}]\n      if: inputs.<|>", ["url"], ["address"],
        "url", "if: inputs.url"
      ),
      (
        "- name: a\n      type: suspend\n      if: status.first.failed && context.<|>", ["appName", "namespace"],
        ["first"], nil, nil
      ),
    ]

  @Test(arguments: completions) func completion(
    _ steps: String, _ offers: [String], _ hides: [String], _ taking: String?, _ line: String?
  ) throws {
    let marked = Marked(Self.application(steps), name: "app.yaml")
    let items = marked.completions
    let labels = Set(items.map(\.label))
    for label in offers { #expect(labels.contains(label), "\(label) of \(labels.sorted())") }
    for label in hides { #expect(!labels.contains(label), "\(label)") }
    guard let taking, let line else { return }
    let item = try #require(items.first { $0.label == taking })
    let text = try #require(marked.accepting(item))
    #expect(text.split(separator: "\n").map { $0.drop { $0 == " " } }.contains(Substring(line)), "\(text)")
  }

  // MARK: Names

  /// A text with all places of the name at the cursor marked, the declaration first in the file.
  private static let names: [String] = [
    "- {name: «bu<|>ild», type: suspend}\n      - name: b\n      type: suspend\n      dependsOn: [«build»]\n      if: status.«build».failed && !status[\"«build»\"].skipped",
    "- {name: «a-b», type: suspend}\n      - name: c\n      type: suspend\n      if: status[\"«a-<|>b»\"].succeeded",
    "- {name: a, type: suspend, outputs: [{name: «out», valueFrom: x}]}\n      - {name: b, type: suspend, inputs: [{from: «o<|>ut».x.y}], if: 'inputs[\"«out».x.y\"] == 1'}",
  ]

  @Test(arguments: names) func occurrences(_ steps: String) {
    let marked = Marked(Self.application(steps), name: "app.yaml")
    let found = marked.document.occurrences(at: marked.cursor)
    #expect(found.map(\.range) == marked.ranges)
    #expect(found.map(\.isDeclaration) == marked.ranges.indices.map { $0 == 0 })
    let definitions = definitions(in: marked.document, at: marked.cursor)
    #expect(definitions.map(\.nameRange) == [marked.ranges[0]])
    #expect(hover(in: marked.document, at: marked.cursor) != nil)
  }

  /// A text with a cursor, a new name, and the text with it, by its changed lines.
  private static let renames: [(text: String, name: String, result: String)] = [
    (
      "- {name: bu<|>ild, type: suspend}\n      - {name: b, type: suspend, dependsOn: [build]}\n      - name: c\n      type: suspend\n      if: status.build.failed || status[\"build\"].skipped",
      "make",
      "- {name: make, type: suspend}\n      - {name: b, type: suspend, dependsOn: [make]}\n      - name: c\n      type: suspend\n      if: status.make.failed || status[\"make\"].skipped"
    ),
    (
      "- {name: build, type: suspend}\n      - name: c\n      type: suspend\n      if: status.bui<|>ld.failed",
      "make-it",
      "- {name: make-it, type: suspend}\n      - name: c\n      type: suspend\n      if: status[\"make-it\"].failed"
    ),
    (
      "- {name: a, type: suspend, outputs: [{name: o<|>ut, valueFrom: x}]}\n      - {name: b, type: suspend, inputs: [{from: out.x}]}",
      "result",
      "- {name: a, type: suspend, outputs: [{name: result, valueFrom: x}]}\n      - {name: b, type: suspend, inputs: [{from: result.x}]}"
    ),
  ]

  @Test(arguments: renames) func renaming(_ steps: String, _ name: String, _ result: String) throws {
    let marked = Marked(Self.application(steps), name: "app.yaml")
    let edits = try rename(in: marked.document, at: marked.cursor, to: name)
    #expect(marked.text.applying(edits)?.string == Self.application(result))
  }

  @Test func componentsAndPolicies() throws {
    let text = Self.application("- {name: a, type: apply-component, properties: {component: w<|>eb}}")
    let marked = Marked(text, name: "app.yaml")
    let edits = try rename(in: marked.document, at: marked.cursor, to: "front")
    let plain = marked.text.string
    #expect(edits.count == 3)
    #expect(
      marked.text.applying(edits)?.string
        == plain.replacing("name: web,", with: "name: front,").replacing("[web]", with: "[front]").replacing(
          "component: web", with: "component: front"))
    let policy = Marked(
      Self.application("- {name: a, type: deploy, properties: {policies: [lo<|>cal]}}"), name: "app.yaml")
    #expect(policy.document.occurrences(at: policy.cursor).count == 3)
    #expect(throws: RenameProblem.self) { try rename(in: policy.document, at: policy.cursor, to: "big") }
    #expect(throws: RenameProblem.self) { try rename(in: policy.document, at: policy.cursor, to: "no such: name") }
  }

  // MARK: The rest

  private static let hovers: [(steps: String, words: [String])] = [
    ("- {name: a, type: susp<|>end}", ["Stops until"]), ("- {name: a, type: suspend, ti<|>meout: 5m}", ["Go duration"]),
    ("- {name: a, type: request, properties: {me<|>thod: GET}}", ["method", "GET"]),
    ("- {name: a, type: suspend, dependsOn: [fi<|>rst]}", ["first", "deploy"]),
    ("- name: a\n      type: suspend\n      if: status.first.fai<|>led", ["Whether the step has failed"]),
    ("- name: a\n      type: suspend\n      if: sta<|>tus.first.failed", ["ended"]),
    ("- {name: a, type: apply-component, properties: {component: d<|>b}}", ["webservice"]),
    ("- {name: a, type: suspend, inputs: [{from: u<|>rl}]}", ["first", "output.url"]),
  ]

  @Test(arguments: hovers) func hovering(_ steps: String, _ words: [String]) throws {
    let marked = Marked(Self.application(steps), name: "app.yaml")
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    for word in words { #expect(result.markdown.contains(word), "\(result.markdown)") }
  }

  @Test func outline() {
    let marked = Marked(Self.application("- {name: a, type: suspend}"), name: "app.yaml")
    let symbols = symbols(of: marked.document)
    #expect(symbols.map(\.name) == ["shop"])
    #expect(symbols.first?.children.map(\.name) == ["web", "db", "local", "big", "gc", "first", "my-group", "a"])
    #expect(symbols.first?.children[6].children.map(\.name) == ["inner"])
    #expect(!semanticTokens(of: marked.document).isEmpty)
  }

  /// Several documents of a file, and items of a list: each has its own names.
  @Test(arguments: ["\n---\n", "list"]) func several(_ separator: String) {
    func run(_ name: String, _ mark: String) -> String {
      "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: \(name)}\nspec:\n  workflowSpec:\n    steps:\n      - {name: \(mark), type: suspend}\n      - {name: z\(name), type: suspend, dependsOn: [\(mark)]}"
    }
    let first = run("one", "same")
    let second = run("two", "«sa<|>me»").replacing("dependsOn: [«sa<|>me»]", with: "dependsOn: [«same»]")
    let text: String
    if separator == "list" {
      func item(_ text: String) -> String {
        "- " + text.split(separator: "\n").joined(separator: "\n  ")
      }
      text = "apiVersion: v1\nkind: List\nitems:\n\(item(first))\n\(item(second))\n"
    } else {
      text = first + separator + second + "\n"
    }
    let marked = Marked(text, name: "runs.yaml")
    #expect(marked.document.occurrences(at: marked.cursor).map(\.range) == marked.ranges)
    #expect(symbols(of: marked.document).map(\.name) == ["one", "two"])
    let offered = Marked(
      text.replacing("«sa<|>me»", with: "same").replacing("[«same»]", with: "[<|>]"), name: "runs.yaml"
    ).completions
    #expect(offered.map(\.label) == ["same"])
  }

  @Test func formats() {
    let marked = Marked(
      "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nsteps:\n- name:   a  \n  type: suspend\n",
      name: "w.yaml")
    let edits = formatting(of: marked.document, in: nil)
    #expect(!edits.isEmpty)
    let text = marked.text.applying(edits)?.string
    #expect(text?.contains("name: a\n") == true)
  }

  /// Every half-typed step has a list or none, and nothing breaks.
  @Test func anywhere() {
    let text = Self.application(
      "- name: a\n      type: suspend\n      if: status.first.phase == \"failed\" && inputs[\"url\"].x\n      inputs: [{from: url}]"
    )
    let bytes = Array(text.utf8)
    for length in stride(from: 0, through: bytes.count, by: 23) {
      let cut = String(decoding: bytes[..<length], as: UTF8.self)
      let marked = Marked(cut + "<|>", name: "app.yaml")
      _ = marked.completions
      _ = hover(in: marked.document, at: marked.cursor)
      _ = marked.document.occurrences(at: marked.cursor)
    }
  }
}
