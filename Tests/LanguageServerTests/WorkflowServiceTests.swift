// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import SourceText
import TestSupport
import Testing

/// The server with the real service behind it, over pipes.
@Suite(.timeLimit(.minutes(20))) struct WorkflowServiceTests {
  private static let uri = "file:///w/a.wf.yaml"
  private static let capabilities = #"""
    {"textDocument":{"publishDiagnostics":{"versionSupport":true,"codeDescriptionSupport":true,"relatedInformation":true,
    "dataSupport":true},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}}},
    "definition":{"linkSupport":true},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true},
    "completion":{"completionItem":{"snippetSupport":true}}}}
    """#

  private static func example(_ name: String) throws -> String {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/\(name)")
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  /// The place of a word on a line, in UTF-16 units.
  private static func place(of word: String, in text: String, occurrence: Int = 0) throws -> (line: Int, character: Int)
  {
    var seen = 0
    for (number, line) in text.components(separatedBy: "\n").enumerated() {
      var rest = line[...]
      while let found = rest.range(of: word) {
        if seen == occurrence { return (number, line[..<found.lowerBound].utf16.count) }
        seen += 1
        rest = line[found.upperBound...]
      }
    }
    throw ResponseError(.invalidParams, "\(word) is not there")
  }

  private static func ask(_ place: (line: Int, character: Int), _ uri: String = uri) -> JSONValue {
    .place(uri, place.line, place.character)
  }

  /// An author's session on an example with a mistake: finding, quick fix, mending by hand, completion, definition.
  @Test func aSessionWithAnExample() async throws {
    let right = try Self.example("multi-region-deploy.wf.yaml")
    // An emoji before the mistake: columns are in UTF-16 units.
    let wrong = right.replacingOccurrences(of: "needs: [apply_us, apply_eu]", with: "needs: [apply_us, aply_eu] # 😀")
      .replacingOccurrences(of: "name: Verify", with: "name: \"😀\"")
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    let answer = try await client.initialize(Self.capabilities)
    #expect(answer["capabilities"]?["positionEncoding"]?.string ?? "utf-16" == "utf-16")
    #expect(answer["serverInfo"]?["name"]?.string == "wflint")
    client.open(Self.uri, wrong, version: 1)
    let findings = await client.findings(of: Self.uri, version: 1)
    let start = try Self.place(of: "aply_eu", in: wrong)
    let finding = try #require(findings.first { $0["code"]?.string == "WF201" })
    #expect(finding["range"] == .range(start.line, start.character, start.line, start.character + 7))
    #expect(finding["severity"]?.integer == 1)
    #expect(finding["source"]?.string == "wflint")
    #expect(finding["codeDescription"]?["href"]?.string?.hasSuffix("/WF201") == true)
    #expect(findings.count == 1, "\(findings)")

    let actions = try await client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(Self.uri)], "range": finding["range"] ?? .null,
        "context": ["diagnostics": [finding]],
      ])
    let quickFix = try #require(actions.array?.first { $0["kind"]?.string == "quickfix" })
    let changes = quickFix["edit"]?["changes"]?[Self.uri] ?? quickFix["edit"]?["documentChanges"]?[0]["edits"]
    #expect(changes?[0]["newText"]?.string == "apply_eu")
    #expect(changes?[0]["range"] == finding["range"])
    #expect(quickFix["diagnostics"]?[0]["code"]?.string == "WF201")

    // One letter is typed.
    client.change(
      Self.uri, version: 2, "p", .range(start.line, start.character + 1, start.line, start.character + 1))
    #expect(await client.findings(of: Self.uri, version: 2) == [])

    let definition = try await client.request(
      "textDocument/definition", Self.ask((start.line, start.character + 2)))
    let target = try #require(definition[0]["targetSelectionRange"])
    let id = try Self.place(of: "apply_eu", in: right)
    #expect(target == .range(id.line, id.character, id.line, id.character + 8))
    #expect(definition[0]["targetUri"]?.string == Self.uri)

    let hover = try await client.request("textDocument/hover", Self.ask((start.line, start.character + 2)))
    #expect(hover["contents"]?["value"]?.string?.contains("Apply EU") == true)

    let outline = try await client.request("textDocument/documentSymbol", .document(Self.uri))
    #expect(outline[0]["name"]?.string == "multi-region-deploy")
    #expect(
      outline[0]["children"]?.array?.compactMap { $0["name"]?.string } == [
        "manual", "plan", "apply_us", "apply_eu", "verify",
      ])
    #expect(try await client.finish() == 0)
  }

  /// Every example, opened as it is, has no findings; typed to its end letter by letter it gets there.
  @Test func examplesHaveNoFindings() async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize(Self.capabilities)
    let files = RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Examples"), extensions: ["yaml"])
    #expect(files.count >= 14)
    for file in files {
      let uri = "file:///examples/\(file.lastPathComponent)"
      client.open(uri, String(decoding: try Data(contentsOf: file), as: UTF8.self), version: 7)
      #expect(await client.findings(of: uri, version: 7) == [], "\(file.lastPathComponent)")
    }
    #expect(try await client.finish() == 0)
  }

  /// Completion at places of a half-typed document, asked for right behind the keystroke.
  @Test(arguments: [
    ("ste", "steps"), ("status: ", "active"), ("steps:\n  - id: x\n    ty", "type"), ("steps:\n  - type: ", "script"),
    ("steps:\n  - id: a\n    type: script\n  - id: b\n    needs: [", "a"),
    ("triggers:\n  - type: ", "schedule"),
  ])
  func completesBehindTheKeystroke(typed: String, offered: String) async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize(Self.capabilities)
    let head = "schema: wflint/v1\nname: alpha\n"
    client.open(Self.uri, head, version: 1)
    var line = 2
    var character = 0
    for (index, letter) in typed.enumerated() {
      client.change(Self.uri, version: index + 2, String(letter), .range(line, character, line, character))
      (line, character) = letter == "\n" ? (line + 1, 0) : (line, character + 1)
    }
    let result = try await client.request("textDocument/completion", .place(Self.uri, line, character))
    let items = result["items"]?.array ?? result.array ?? []
    let item = try #require(
      items.first { $0["label"]?.string == offered }, "\(items.compactMap { $0["label"]?.string })")
    let range = item["textEdit"]?["range"]
    #expect(range?["start"]?["line"]?.integer == line && range?["end"]?["line"]?.integer == line)
    #expect(try await client.finish() == 0)
  }

  /// A call of a workflow that is in another open document, on disk, or nowhere; configuration that changes.
  @Test func theWorkspaceIsKnown() async throws {
    let files = MemoryFiles([
      "/w/.wflint.yaml": "rules: {}\n", "/w/deep/beta.wf.yaml": "schema: wflint/v1\nname: beta\nsteps: []\n",
    ])
    let client = try TestClient(WorkflowService(files: files))
    try await client.initialize(Self.capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    func calling(_ name: String) -> String {
      """
      schema: wflint/v1
      name: alpha
      description: Calls
      status: active
      deployment: web
      timeout: 1h
      triggers: [{type: manual}]
      steps:
        - {id: go, name: Go, type: call, workflow: \(name), timeout: 5m}

      """
    }
    func codes(_ version: Int) async -> [String] {
      await client.findings(of: Self.uri, version: version).compactMap { $0["code"]?.string }.filter { $0 == "WF210" }
    }
    client.open(Self.uri, calling("beta"), version: 1)
    #expect(await codes(1) == [], "it is on disk")
    client.change(Self.uri, version: 2, calling("gamma"))
    #expect(await codes(2) == ["WF210"], "it is nowhere")
    client.open("file:///w/new.wf.yaml", "schema: wflint/v1\nname: gamma\nsteps: []\n", version: 1)
    client.change(Self.uri, version: 3, calling("gamma"))
    #expect(await codes(3) == [], "it is open, and nobody has saved it")
    files.write("/w/.wflint.yaml", "rules: {unknown-workflow: off}\n")
    client.notify(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///w/.wflint.yaml", "type": 2]]])
    client.change(Self.uri, version: 4, calling("nobody"))
    #expect(await codes(4) == [], "the rule was switched off")
    #expect(try await client.finish() == 0)
  }

  /// What is found is what the same text gives on another way: version by version through random edits.
  @Test func incrementalEditsEqualWholeTexts() async throws {
    var generator = SplitMix(seed: 19)
    let original = try Self.example("production-deploy.wf.yaml")
    let edited = try TestClient(WorkflowService(files: MemoryFiles()))
    let whole = try TestClient(WorkflowService(files: MemoryFiles()))
    for client in [edited, whole] { try await client.initialize(Self.capabilities) }
    edited.open(Self.uri, original, version: 1)
    whole.open(Self.uri, original, version: 1)
    var text = SourceText(original)
    for version in 2..<40 {
      let start = Int.random(in: 0..<text.count, using: &generator)
      let end = min(text.count, start + Int.random(in: 0..<4, using: &generator))
      let typed = ["", "x", "😀", ": ", "\n", "[", "- "].randomElement(using: &generator) ?? ""
      let low = text.position(of: start, unit: .utf16)
      let high = text.position(of: end, unit: .utf16)
      let from = text.offset(of: low, unit: .utf16)
      let to = text.offset(of: high, unit: .utf16)
      text = try #require(text.applying([TextEdit(TextRange(from, to), typed)]))
      edited.change(Self.uri, version: version, typed, .range(low.line, low.column, high.line, high.column))
      whole.change(Self.uri, version: version, text.string)
      #expect(
        await edited.findings(of: Self.uri, version: version) == whole.findings(of: Self.uri, version: version),
        "\(text.string)")
    }
    #expect(try await edited.finish() == 0)
    #expect(try await whole.finish() == 0)
  }
}
