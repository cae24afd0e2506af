// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import SourceText
import TestSupport
import Testing

/// Step types that files of the workspace define: how their `parameter` is read, and what is said of their steps.
@Suite struct DefinitionTests {
  /// A field of `parameter`, and how its row reads.
  private static let fields: [(cue: String, row: String)] = [
    ("a: string", "a! text"), ("a?: string", "a text"), ("a: *\"x\" | string", "a text = x"),
    ("a: *\"\" | string", "a text = \"\""), ("a: int", "a! integer"), ("a: *5 | int", "a integer = 5"),
    ("a: >=1 & <=10 & int", "a! integer 1...10"), ("a: uint16", "a! integer 0...65535"), ("a: >0", "a! number"),
    ("a: number", "a! number"), ("a: bool", "a! boolean"), ("a: *true | bool", "a boolean = true"),
    ("a: \"x\" | \"y\"", "a! x|y"), ("a: *\"x\" | \"y\"", "a x|y = x"), ("a?: \"x\" | \"y\"", "a x|y"),
    ("a: *\"x\" | \"y\" | string", "a text = x"), ("a: [...string]", "a [text]"),
    ("a?: [...{b: int}]", "a [{b! integer}]"),
    ("a: {}", "a map"), ("a: {...}", "a map"), ("a?: [string]: string", "a map of text"),
    ("a: {b: string}", "a! {b! text}"),
    ("a: {b?: string}", "a {b text}"), ("a: {b?: string, ...}", "a {b text, …}"), ("a: #T", "a! {n! text}"),
    ("a: [...#T]", "a [{n! text}]"), ("a: #T & {m?: int}", "a! {n! text, m integer}"),
    ("a: {#T, m?: int}", "a! {n! text, m integer}"),
    ("a: close({b: string}) | close({c: string})", "a! {b text, c text} one of b, c"), ("a: #T | string", "a! any"),
    ("a: op.#X & {b: string}", "a! {b! text, …}"), ("a: strings.MinRunes(1)", "a any"),
    ("a: string & strings.MinRunes(1)", "a! text"),
    ("a: *context.namespace | string", "a text = context.namespace"), ("a: string | null", "a! any"),
    ("a: =~\"^x$\"", "a! text"),
    ("a!: *\"x\" | string", "a! text = x"), ("\"a-b\"?: int", "a-b integer"), ("a: \"fixed\"", "a fixed = fixed"),
    ("a: loop", "a {again any}"),
    ("a: string\na: \"x\" | \"y\"", "a! x|y"), ("if parameter.b {a: string}", "a text"), ("_a: string", ""),
    ("#A: string", ""),
    ("a: _", "a! any"), ("a: int | float", "a! number"), ("a: 1 | 2 | 3", "a! integer 1...3"),
    ("let x = string\na: x", "a! text"),
  ]

  @Test(arguments: fields) func reading(_ cue: String, _ row: String) throws {
    let template = "#T: {n: string}\nloop: {again: loop}\nparameter: {\n\(cue)\n}\n"
    let text = SourceText("t: {type: \"workflow-step\"}\ntemplate: {\n\(template)}\n")
    let file = try #require(DialectCatalog.definitionFile(text, path: "t.cue"))
    #expect(file.problem == nil)
    let properties = try #require(file.definitions.first?.properties)
    #expect(Self.shown(properties.fields) == row)
  }

  private static func shown(_ fields: [FieldRow], depth: Int = 0) -> String {
    fields.map { field in
      field.name + (field.isRequired ? "! " : " ") + shown(field.type, depth)
        + (field.defaultText.map { " = \($0)" } ?? "")
    }.joined(separator: ", ")
  }

  private static func shown(_ type: FieldType, _ depth: Int) -> String {
    guard depth < 4 else { return "…" }
    switch type {
    case .text: return "text"
    case .integer(let range) where range == Int64.min...Int64.max: return "integer"
    case .integer(let range): return "integer \(range.lowerBound)...\(range.upperBound)"
    case .number: return "number"
    case .boolean: return "boolean"
    case .choice(let choices): return choices.map(\.value).joined(separator: "|")
    case .list(let item): return "[\(shown(item, depth + 1))]"
    case .map(.any, _): return "map"
    case .map(let value, _): return "map of \(shown(value, depth + 1))"
    case .object(let row):
      var text = "{\(shown(row.fields, depth: depth + 1))\(row.isOpen ? ", …" : "")}"
      for case .atLeastOne(let names) in row.constraints { text += " one of \(names.joined(separator: ", "))" }
      return text
    default: return "any"
    }
  }

  // MARK: Steps of such types

  private static let definition = """
    apiVersion: core.oam.dev/v1beta1
    kind: WorkflowStepDefinition
    metadata:
      name: smoke-test
      annotations: {definition.oam.dev/description: Asks a URL until it answers.}
    spec:
      schematic:
        cue:
          template: |
            import ("vela/op")
            parameter: {
              // +usage=The URL to ask.
              url: string
              tries: *3 | int
              mode?: "fast" | "thorough"
              header?: [string]: string
            }
    """
  private static let cue = """
    "upload": {
      type: "workflow-step"
      description: "Uploads a file."
      labels: scope: "Application"
    }
    template: parameter: {
      bucket: string
      ...
    }
    """

  private static func findings(_ steps: String, head: String = definition) -> [String] {
    var definitions = StepDefinitions(of: ParsedDocument(path: "def.yaml", text: SourceText(head)))
    if let own = StepDefinitions(text: SourceText(cue), path: "upload.cue") { definitions.add(own) }
    let marked = MarkedText(
      "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec:\n  workflowSpec:\n    steps:\n      - \(steps)\n"
    )
    let parsed = ParsedDocument(path: "run.yaml", text: SourceText(marked.text)).lowered(
      with: definitions, stepTypes: [])
    let found = analyze(parsed, in: WorkspaceSnapshot()).diagnostics
    #expect(found.map(\.range) == marked.ranges, "\(found)")
    return found.map { "\($0.code) \($0.severity)" }
  }

  private static let uses: [(steps: String, findings: [String])] = [
    ("{name: a, type: smoke-test, properties: {url: \"https://x\"}}", []),
    ("{name: a, type: smoke-test, properties: {url: \"https://x\", tries: 5, mode: fast, header: {a: b}}}", []),
    ("{name: a, type: smoke-test, properties: {url: \"https://x\", «try»: 5}}", ["KV112 warning"]),
    ("{name: a, type: «smoke-test»}", ["KV113 error"]),
    ("{name: a, type: smoke-test, inputs: [{from: context.name, parameterKey: url}]}", []),
    ("{name: a, type: smoke-test, properties: {url: \"https://x\", tries: «many»}}", ["KV132 error"]),
    ("{name: a, type: smoke-test, properties: {url: \"https://x\", mode: «slow»}}", ["KV132 error"]),
    ("{name: a, type: «smoke-tets», properties: {url: \"https://x\"}}", ["KV122 hint"]),
    ("{name: a, type: «upload», properties: {bucket: x, anything: 1}}", ["KV122 warning"]),
  ]

  @Test(arguments: uses) func steps(_ steps: String, _ findings: [String]) {
    #expect(Self.findings(steps) == findings)
  }

  @Test func files() throws {
    // A file may hold the definition and its use, also as items of a list; its own findings come once.
    let run = """
      apiVersion: core.oam.dev/v1alpha1
      kind: WorkflowRun
      metadata: {name: r}
      spec: {workflowSpec: {steps: [{name: a, type: smoke-test, properties: {url: x, extra: y}}]}}
      """
    let text = Self.definition + "\n---\n" + run + "\n"
    let parsed = ParsedDocument(path: "all.yaml", text: SourceText(text))
    #expect(parsed.workflows.count == 1)
    #expect(parsed.definitions.map(\.definition?.name) == ["smoke-test"])
    let lowered = parsed.lowered(with: StepDefinitions(of: parsed), stepTypes: [])
    #expect(analyze(lowered, in: WorkspaceSnapshot()).diagnostics.map(\.code) == ["KV112"])
    // An override of a type that KubeVela brings, but not of the engine's own words.
    let other = Self.definition.replacing("smoke-test", with: "request")
    #expect(Self.findings("{name: a, type: request, properties: {url: x, tries: 2}}", head: other) == [])
    let word = Self.definition.replacing("smoke-test", with: "suspend")
    #expect(Self.findings("{name: a, type: suspend, properties: {duration: 5m}}", head: word) == [])
  }

  @Test func configured() throws {
    let configuration = readConfiguration(
      ParsedDocument(
        path: ".wflint.yaml", text: SourceText("step_types:\n  scan:\n    fields: {image: {required: true}}\n")))
    let text =
      "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec: {workflowSpec: {steps: [{name: a, type: scan, if: always, properties: {imag: x}}]}}\n"
    let parsed = ParsedDocument(path: "run.yaml", text: SourceText(text), stepTypes: configuration.stepTypes)
    let found = analyze(parsed, in: WorkspaceSnapshot(configuration: configuration)).diagnostics
    #expect(found.map(\.code) == ["KV113", "KV112"])
  }
}
