// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing
import YAMLSyntax

/// A place with what must be offered there, what must not, and what comes first.
struct CompletionCase: Sendable, CustomTestStringConvertible {
  var text: String
  var offers: [String]
  var hides: [String] = []
  var first: [String] = []
  /// An item to take, and the line of the cursor after it.
  var taking: String?
  var line: String?
  var configuration = ""
  var others: [String] = []
  var testDescription: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.first { $0.contains("<|>") }.map(String.init) ?? text
  }
}

@Suite struct CompletionTests {
  private static let plan = """
      - id: plan
        type: iac
        project: web
        action: plan

    """
  private static let three =
    plan + """
        - id: build
          type: script
          run: make
        - id: ship
          type: script
          run: make ship

      """

  private static let beta = """
    schema: wflint/v1
    name: beta
    inputs:
      color: {type: string, default: red}
      size: {type: integer, required: true}
      region: {required: true, description: Where to.}
    steps: []

    """

  static let cases: [CompletionCase] = [
    // Keys.
    CompletionCase(
      text: "schema: wflint/v1\nname: a\n<|>", offers: ["steps", "triggers", "inputs", "timeout"],
      hides: ["schema", "name"], first: ["steps"]),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nste<|>\n", offers: ["steps", "status"], hides: ["schema"], taking: "steps",
      line: "steps: "),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nste<|>: []\n", offers: ["steps"], hides: ["name"], taking: "steps",
      line: "steps: []"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    ty<|>"), offers: ["type", "needs", "if", "timeout"], hides: ["id", "steps"],
      first: ["type"], taking: "type", line: "    type: "),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n    <|>"), offers: ["project", "action", "workspace", "needs"],
      hides: ["id", "type", "run", "url"], first: ["action", "project"], taking: "project", line: "    project: "),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n    project: p\n    <|>\n  - id: y\n    type: wait\n"),
      offers: ["action"], hides: ["project", "type", "id"], first: ["action"]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: http, <|>}"), offers: ["url", "method"], hides: ["id", "type", "project"],
      first: ["url"], taking: "url", line: "  - {id: x, type: http, url: }"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: script\n    retry:\n      <|>"),
      offers: ["attempts", "delay", "backoff"],
      hides: ["id", "run"]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: script\n    retry: {attempts: 2, <|>}"), offers: ["delay"],
      hides: ["attempts", "run"]),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\ntriggers:\n  - type: schedule\n    <|>\n", offers: ["cron", "timezone"],
      hides: ["type", "branches", "id"], first: ["cron"]),
    // Values.
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nstatus: <|>\n", offers: ["active", "paused", "draft"], hides: ["steps"],
      taking: "paused", line: "status: paused"),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nstatus:<|>\n", offers: ["active"], taking: "active", line: "status: active"),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nstatus: ac<|>\n", offers: ["active"], taking: "active",
      line: "status: active"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: <|>"),
      offers: ["script", "iac", "approval", "http", "condition", "loop"],
      hides: ["git_push", "manual", "id"], taking: "iac", line: "    type: iac"),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\ntriggers:\n  - type: <|>\n", offers: ["git_push", "schedule", "manual"],
      hides: ["script", "iac"]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n    action: <|>"), offers: ["plan", "apply", "destroy"],
      hides: ["script", "active"]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n    auto_approve: <|>"), offers: ["true", "false"]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: iac, action: <|>}"), offers: ["plan", "apply", "destroy"],
      taking: "apply", line: "  - {id: x, type: iac, action: apply}"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    on_failure: <|>"), offers: ["stop", "continue", "rollback"]),
    // Step ids.
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: script\n    needs: [<|>]"),
      offers: ["plan", "build", "ship"],
      hides: ["last"]),
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: script\n    needs: [plan, <|>]"), offers: ["build", "ship"],
      hides: ["last", "plan"], taking: "ship", line: "    needs: [plan, ship]"),
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: script\n    needs: [plan, <|>"), offers: ["build", "ship"],
      hides: ["last", "plan"]),
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: script\n    needs: [plan, bu<|>"), offers: ["build"],
      hides: ["last", "plan"], taking: "build", line: "    needs: [plan, build"),
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: script\n    needs:\n      - plan\n      - <|>"),
      offers: ["build", "ship"], hides: ["last", "plan"], taking: "build", line: "      - build"),
    CompletionCase(
      text: Marked.steps(three + "  - id: last\n    type: iac\n    plan: <|>"), offers: ["plan"]),
    CompletionCase(
      text: Marked.steps(
        three + "  - id: c\n    type: condition\n    cases:\n      - when: \"true\"\n        then: [<|>]"),
      offers: ["build", "ship"], hides: ["c"]),
    CompletionCase(
      text: Marked.steps(three + "  - id: c\n    type: condition\n    cases: []\n    else: [<|>"),
      offers: ["build", "ship"], hides: ["c"]),
    // Members of a group name each other, not those outside.
    CompletionCase(
      text: Marked.steps(
        three + """
            - id: g
              type: group
              steps:
                - {id: one, type: script, run: a}
                - {id: two, type: script, run: b, needs: [<|>]}
          """), offers: ["one"], hides: ["two", "build", "g"]),
    // The directory, other workflows.
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: approval\n    approvers: [<|>]"), offers: ["team:platform", "user:ann"],
      taking: "team:platform", line: "    approvers: [\"team:platform\"]",
      configuration: "directory: {teams: {platform: [ann]}, users: [ann]}\n"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: deploy\n    environment: <|>"), offers: ["qa", "live"],
      configuration: "directory: {environments: {qa: {}, live: {}}}\n"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: call\n    workflow: <|>"), offers: ["beta"], hides: ["alpha"],
      others: ["schema: wflint/v1\nname: beta\nsteps: []\n"]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: <|>"), offers: ["scan", "script"],
      configuration: "step_types: {scan: {fields: {depth: {type: integer, required: true}}}}\n"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: scan\n    <|>"), offers: ["depth", "needs"], first: ["depth"],
      configuration: "step_types: {scan: {fields: {depth: {type: integer, required: true}}}}\n"),
    // Time zones and schedules.
    CompletionCase(
      text: "schema: wflint/v1\nname: a\ntriggers:\n  - type: schedule\n    timezone: Europe/Ber<|>\n",
      offers: ["Europe/Berlin"], taking: "Europe/Berlin", line: "    timezone: Europe/Berlin"),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\ntriggers:\n  - type: schedule\n    cron: <|>\n",
      offers: ["0 3 * * *", "*/15 * * * *", "@daily"], taking: "*/15 * * * *", line: "    cron: \"*/15 * * * *\""),
    // Indentation and quoting are mended.
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n     pro<|>"), offers: ["project"], taking: "project",
      line: "    project: "),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n   pro<|>"), offers: ["project"], hides: ["id"], taking: "project",
      line: "    project: "),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n      <|>\n"), offers: ["project"], taking: "project",
      line: "    project: "),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: iac\n  <|>\n"), offers: ["id"], taking: "id", line: "  - id: "),
    CompletionCase(
      text: "schema: wflint/v1\nname: a\nsteps:\n  <|>\n", offers: ["id", "type"], taking: "id", line: "  - id: "),
    CompletionCase(
      text: Marked.steps(three + "    needs:\n      <|>\n"), offers: ["plan", "build"], hides: ["ship"],
      taking: "build", line: "      - build"),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: notify\n    slack:\n      channel: #o<|>\n"), offers: ["#ops"],
      hides: ["plain"], taking: "#ops", line: "      channel: \"#ops\"",
      configuration: "directory: {channels: [\"#ops\", plain]}\n"),
    // Inputs of called workflows.
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: call\n    workflow: beta\n    inputs:\n      <|>\n"),
      offers: ["size", "region", "color"], hides: ["id", "needs"], first: ["region", "size", "color"], taking: "region",
      line: "      region: ", others: [beta]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: call\n    workflow: beta\n    inputs:\n      size: 1\n      <|>\n"),
      offers: ["region", "color"], hides: ["size", "needs"], first: ["region"], others: [beta]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: call\n    workflow: beta\n    inputs:\n      size: 1\n      re<|>\n"),
      offers: ["region"], hides: ["size"], taking: "region", line: "      region: ", others: [beta]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {size: 1, <|>}}"),
      offers: ["region", "color"],
      hides: ["size", "id"], first: ["region"], taking: "color",
      line: "  - {id: x, type: call, workflow: beta, inputs: {size: 1, color: }}", others: [beta]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {<|>: 1}}"), offers: ["region", "size"],
      others: [beta]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: call, workflow: gamma, inputs: {<|>}}"), offers: [], others: [beta]),
    CompletionCase(
      text: Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {size: {<|>}}}"), offers: [], others: [beta]),
    // Anchors behind a star: those above it.
    CompletionCase(
      text: Marked.steps(
        "  - {id: a, type: approval, approvers: &people [\"user:ann\"], timeout: &long 1h}\n  - id: b\n    type: approval\n    approvers: *<|>\n  - {id: c, type: wait, duration: &later 5m}\n"
      ), offers: ["people", "long"], hides: ["later"], taking: "people", line: "    approvers: *people"),
    CompletionCase(
      text: Marked.steps(
        "  - {id: a, type: wait, duration: &long 1h}\n  - {id: b, type: wait, duration: *lo<|>, needs: [a]}\n"),
      offers: ["long"], hides: ["a"], taking: "long", line: "  - {id: b, type: wait, duration: *long, needs: [a]}"),
    CompletionCase(
      text: Marked.steps(
        "  - {id: a, type: wait, duration: &long 1h}\n  - id: b\n    type: script\n    run: make *<|>\n"),
      offers: [], hides: ["long"]),
    // Rules in comments that allow them.
    CompletionCase(
      text: Marked.steps("  - id: x # wflint: <|>\n    type: script"), offers: ["allow(", "allow-file("],
      taking: "allow(", line: "  - id: x # wflint: allow("),
    CompletionCase(
      text: Marked.steps("  - id: x # wflint:all<|>\n    type: script"), offers: ["allow(", "allow-file("],
      taking: "allow-file(", line: "  - id: x # wflint:allow-file("),
    CompletionCase(text: Marked.steps("  - id: x # see wflint: x <|>\n    type: script"), offers: []),
    CompletionCase(text: Marked.steps("  - id: x # wflint: al<|>(unknown-step)\n    type: script"), offers: []),
    CompletionCase(
      text: Marked.steps("  - id: x # wflint: allow(unk<|>\n    type: script"),
      offers: ["unknown-step", "unknown-key"],
      taking: "unknown-step", line: "  - id: x # wflint: allow(unknown-step"),
    CompletionCase(text: Marked.steps("  - id: x # wflint: allow(a) <|>\n    type: script"), offers: []),
    // Places where nothing is offered.
    CompletionCase(text: Marked.steps("  - id: x # <|>\n    type: script"), offers: [], hides: ["type", "needs"]),
    CompletionCase(
      text: Marked.steps("  - id: x\n    type: script\n    run: |\n      ec<|>"), offers: [],
      hides: ["echo", "needs", "type"]),
    CompletionCase(text: "<|>", offers: ["workflow"]),
    CompletionCase(text: "# a comment\n<|>\n", offers: ["workflow"]),
  ]

  /// Places where what is inserted needs a blank, or the column of what is around.
  static let gaps: [(text: String, taking: String, lines: String)] = [
    ("  - {id: a, type: script, run: x}\n  -<|>\n", "script", "  - {id: a, type: script, run: x}\n  - id: "),
    ("  - {id: a, type: script, run: x}\n  -<|>\n", "id", "  - {id: a, type: script, run: x}\n  - id: "),
    (
      plan + "  - id: b\n    type: script\n    run: x\n    needs:\n      -<|>\n", "plan",
      plan + "  - id: b\n    type: script\n    run: x\n    needs:\n      - plan\n"
    ),
    (
      "  - id: a\n    type: script\n<|>\n    run: x\n", "timeout",
      "  - id: a\n    type: script\n    timeout: \n    run: x\n"
    ),
    (
      "  - id: a\n    type: script\n  <|>\n    run: x\n", "timeout",
      "  - id: a\n    type: script\n    timeout: \n    run: x\n"
    ),
    (
      "  - {id: a, type: script, run: x}\n<|>\n  - {id: b, type: script, run: x}\n", "script",
      "  - {id: a, type: script, run: x}\n  - id: "
    ),
    (
      "  - id: a\n    type: script\n    run: x\n    retry:\n      <|>\n      attempts: 3\n", "delay",
      "  - id: a\n    type: script\n    run: x\n    retry:\n      delay: \n      attempts: 3\n"
    ),
    (
      "  - id: a\n    type: script\n    run: x\n    retry:\n<|>\n      attempts: 3\n", "delay",
      "  - id: a\n    type: script\n    run: x\n    retry:\n      delay: \n      attempts: 3\n"
    ),
    (
      "  - id: a\n    type: approval\n    timeout: 1h\n    approvers:\n      - team:<|>\n", "team:platform",
      "  - id: a\n    type: approval\n    timeout: 1h\n    approvers:\n      - team:platform\n"
    ),
    (
      "  - id: a\n    type: approval\n    timeout: 1h\n    approvers:\n      - user: <|>\n", "user:ann",
      "  - id: a\n    type: approval\n    timeout: 1h\n    approvers:\n      - user:ann\n"
    ),
  ]

  /// What is taken, as a snippet too, stands where it belongs, and the document reads as well as before.
  @Test(arguments: gaps, ["\n", "\r\n"])
  func gapsAreFilled(gap: (text: String, taking: String, lines: String), lineBreak: String) throws {
    func broken(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineBreak)
    }
    let marked = Marked(
      broken(Marked.steps(gap.text)), configuration: "directory: {teams: {platform: [ann]}, users: [ann]}\n")
    let item = try #require(
      marked.completions.first { $0.label == gap.taking }, "\(marked.completions.map(\.label))")
    var whole = item
    // As editors do that know snippets: the lines are as they are written.
    if let snippet = item.snippet {
      whole.edit.replacement = snippet.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: lineBreak).filter { !"${}".contains($0) }
    }
    let after = try #require(marked.accepting(whole))
    #expect(after.hasPrefix(broken(Marked.steps(gap.lines))), "\(after)")
    let tree = ParsedDocument(path: "a.wf.yaml", text: SourceText(after)).tree
    #expect(tree.problems.map(\.message) == [], "\(after)")
    // No key is there twice, and none is offered that is there.
    let present = ["attempts", "run", "approvers"].filter { broken(gap.text).contains($0 + ":") && $0 == "attempts" }
    #expect(!marked.completions.contains { present.contains($0.label) })
  }

  /// Codes as well as names of rules, for who types them.
  @Test func rulesAreNamedByCodeToo() {
    for (text, label) in [("rules:\n  WF20<|>\n", "WF203"), ("rules: {unknown-st<|>}\n", "unknown-step")] {
      let items = Marked(text, name: ".wflint.yaml").completions
      #expect(items.contains { $0.label == label && $0.edit.replacement == label + ": " }, "\(items.map(\.label))")
    }
    let all = Marked("rules: {<|>}\n", name: ".wflint.yaml")
    let list = completions(in: all.document, at: all.cursor)
    #expect(list.isIncomplete, "who types on is asked again")
    #expect(list.items.first?.label.hasPrefix("WF") == false)
    let known = Marked("rules: {WF203: off, <|>}\n", name: ".wflint.yaml").completions.map(\.label)
    #expect(!known.contains("WF203") && !known.contains("self-dependency"))
  }

  @Test(arguments: cases, ["\n", "\r\n"]) func offers(_ test: CompletionCase, lineBreak: String) throws {
    let text = test.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineBreak)
    let marked = Marked(text, configuration: test.configuration, others: test.others)
    let items = marked.completions
    let labels = items.filter { $0.kind != .snippet || test.text.count < 30 }.map(\.label)
    for label in test.offers { #expect(labels.contains(label), "\(label) is not among \(labels)") }
    for label in test.hides { #expect(!labels.contains(label), "\(label) is among \(labels)") }
    if test.offers.isEmpty { #expect(labels.isEmpty, "\(labels)") }
    #expect(Array(labels.prefix(test.first.count)) == test.first, "\(labels)")
    #expect(Set(labels).count == labels.count, "twice the same: \(labels)")
    // What is replaced lies on the cursor's line and touches the cursor, as the protocol demands.
    let line = marked.text.lines.line(at: marked.cursor)
    for item in items {
      #expect(item.edit.range.touches(marked.cursor), "\(item.label)")
      #expect(marked.text.lines.line(at: item.edit.range.start) == line, "\(item.label)")
      #expect(marked.text.lines.line(at: item.edit.range.end) == line, "\(item.label)")
    }
    guard let taking = test.taking else { return }
    let item = try #require(items.first { $0.label == taking })
    let after = SourceText(try #require(marked.accepting(item)))
    #expect(after[after.lines.contentRange(ofLine: line, in: after.bytes)] == test.line)
  }

  /// A configuration that says nothing yet.
  @Test(arguments: ["<|>", "# a comment\n<|>", "\n<|>\n", "ru<|>", "ru<|>\n"]) func startsConfigurations(text: String) {
    let items = Marked(text, name: ".wflint.yaml").completions
    let labels = Set(items.map(\.label))
    #expect(labels.isSuperset(of: ["directory", "rules", "exclude", "step_types", "per_file"]), "\(labels)")
    let rules = items.first { $0.label == "rules" }
    #expect(rules?.edit.replacement == "rules: " && rules?.snippet == "rules:\n  $0")
    #expect(rules?.documentation?.contains("Severities by rule") == true)
  }

  @Test func inputsOfCallsAreDescribed() {
    let marked = Marked(
      Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {<|>}}"), others: [Self.beta])
    let items = marked.completions.filter { $0.kind == .key }.map { "\($0.label): \($0.detail ?? "")" }
    #expect(items == ["region: string, required", "size: integer, required", "color: string, default `red`"])
    #expect(marked.completions.first?.documentation == "input `region`: string, required\n\nWhere to.")
  }

  /// The rules of the file's own dialect come before those of others.
  @Test(arguments: [
    (Marked.steps("  - id: x # wflint: allow(<|>\n    type: script"), "WF", "a.wf.yaml"),
    (
      "tosca_definitions_version: cloudify_dsl_1_5 # wflint: allow-file(<|>\nnode_templates: {}\n", "CF",
      "blueprint.yaml"
    ),
    ("schema: wflint-sim/v1 # wflint: allow(<|>\nscenarios: []\n", "WF", "a.sim.yaml"),
  ])
  func ownRulesComeFirst(text: String, prefix: String, name: String) {
    let items = Marked(text, name: name).completions.map { $0.detail ?? "" }
    let own = items.count { $0.hasPrefix(prefix) }
    #expect(own > 0 && own < items.count)
    #expect(items.prefix(own).allSatisfy { $0.hasPrefix(prefix) })
  }

  /// Wherever the cursor is, in whatever is left of a document: an answer whose edits fit the line.
  @Test func everyPrefixGetsAnAnswer() {
    let whole = Marked.steps(Self.three + "  - id: last\n    type: iac\n    plan: plan\n    needs: [build, \"ship\"]\n")
    let bytes = Array(whole.utf8)
    for end in 0...bytes.count {
      let marked = Marked(String(decoding: bytes[..<end], as: UTF8.self) + "<|>")
      for item in marked.completions {
        #expect(
          item.edit.range.touches(marked.cursor) && item.edit.range.end <= marked.text.count,
          "\(item.label) \(item.edit.range) at \(end) of \(marked.text.string.suffix(60).debugDescription)")
        #expect(marked.accepting(item) != nil)
      }
      _ = hover(in: marked.document, at: marked.cursor)
      _ = definitions(in: marked.document, at: marked.cursor)
      for symbol in symbols(of: marked.document) { #expect(symbol.range.contains(symbol.nameRange)) }
    }
  }
}

/// Lists that nobody reads to their end.
@Suite struct LongListTests {
  @Test func ofManyStepsThoseAroundAreOffered() {
    let steps = (0..<1000).map { "  - {id: s\($0), type: script, run: x}\n" }.joined()
    let end = "  - {id: last, type: script, run: x, needs: [<|>s]}\n"
    let all = completions(in: Marked(Marked.steps(steps + end)).document, at: Marked(Marked.steps(steps + end)).cursor)
    #expect(all.isIncomplete && all.items.count == 100)
    #expect(all.items.contains { $0.label == "s999" } && !all.items.contains { $0.label == "s1" })
    let typed = Marked(Marked.steps(steps + "  - {id: last, type: script, run: x, needs: [s12<|>x]}\n"))
    let found = completions(in: typed.document, at: typed.cursor)
    #expect(found.isIncomplete && found.items.contains { $0.label == "s12" })
    #expect(found.items.allSatisfy { $0.label.contains("1") && $0.label.contains("2") })
  }
}
