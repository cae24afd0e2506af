// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText
import TestSupport
import Testing

@testable import LanguageServer

/// Files and folders of the workspace that are offered where a file is named.
@Suite(.timeLimit(.minutes(20))) struct PathCompletionTests {
  static let version = "tosca_definitions_version: cloudify_dsl_1_5\n"

  static let files: [String: String] = [
    "/w/.wflint.yaml": "import_folders: [vendor/lib, /shared]\n",
    "/w/app/part.yaml": version + "inputs: {port: {}}\n",
    "/w/app/types/server.yaml": "node_types: {acme.Server: {}}\n",
    "/w/app/scripts/start.sh": "echo\n",
    "/w/app/scripts/flow.py": "pass\n",
    "/w/app/values.yaml": "port: 80\n",
    "/w/other/blueprint.yaml": version + "node_templates: {}\n",
    "/w/other/run.sh": "echo\n",
    "/w/vendor/lib/aws/plugin.yaml":
      "plugins:\n  aws: {executor: central_deployment_agent, package_name: aws}\n",
    "/w/mkdocs.yml": "plugins:\n  - search\n",
    "/shared/common.yaml": version,
    "/v/elsewhere.yaml": version,
    "/w/flows/deploy.wf.yaml": "schema: wflint/v1\nname: deploy\nsteps: []\n",
    "/w/site/play.yml": "- hosts: all\n",
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    var offers: [String]
    var hides: [String] = []
    var taking: String = ""
    var line: String = ""
    var testDescription: String { "\(path): \(text.split(separator: "\n").first { $0.contains("<|>") } ?? "")" }

    init(
      _ text: String, _ offers: [String], hides: [String] = [], taking: String, line: String,
      in path: String = "/w/app/main.yaml"
    ) {
      self.path = path
      self.text = path.hasSuffix("/main.yaml") ? PathCompletionTests.version + text : text
      self.offers = offers
      self.hides = hides
      self.taking = taking
      self.line = line
    }
  }

  static let operation = "node_templates:\n  vm:\n    type: t\n    interfaces:\n      i:\n        o:\n          "

  static let cases: [Case] = [
    // Imports: near files first, files of import folders as those resolve them, never the file itself.
    Case(
      "imports:\n  - <|>\n",
      [
        "part.yaml", "types/server.yaml", "aws/plugin.yaml", "common.yaml", "../other/blueprint.yaml",
        "cloudify/types/types.yaml",
      ],
      hides: ["main.yaml", "values.yaml", "../mkdocs.yml", "elsewhere.yaml", "scripts/start.sh"], taking: "part.yaml",
      line: "  - part.yaml"),
    Case(
      "imports:\n  - part.yaml\n  - <|>\n", ["types/server.yaml"], hides: ["part.yaml"], taking: "types/server.yaml",
      line: "  - types/server.yaml"),
    Case("imports:\n  - par<|>\n", ["part.yaml"], taking: "part.yaml", line: "  - part.yaml"),
    Case(
      "imports:\n  - types/s<|>\n", ["types/server.yaml"], taking: "types/server.yaml", line: "  - types/server.yaml"),
    Case(
      "imports:\n  - ./<|>\n", ["./part.yaml", "./types/server.yaml"], hides: ["part.yaml"], taking: "./part.yaml",
      line: "  - ./part.yaml"),
    Case(
      "imports:\n  - ../<|>\n", ["../vendor/lib/aws/plugin.yaml", "../other/blueprint.yaml"],
      taking: "../vendor/lib/aws/plugin.yaml", line: "  - ../vendor/lib/aws/plugin.yaml"),
    Case(
      "imports: [part.yaml, <|>]\n", ["types/server.yaml"], hides: ["part.yaml"], taking: "types/server.yaml",
      line: "imports: [part.yaml, types/server.yaml]"),
    Case(
      "imports: ['ty<|>', part.yaml]\n", ["types/server.yaml"], hides: ["part.yaml"], taking: "types/server.yaml",
      line: "imports: ['types/server.yaml', part.yaml]"),
    Case("imports:\n  - \"<|>\"\n", ["part.yaml"], taking: "part.yaml", line: "  - \"part.yaml\""),
    Case(
      "imports:\n  - ns--pa<|>\n", ["ns--part.yaml"], hides: ["part.yaml"], taking: "ns--part.yaml",
      line: "  - ns--part.yaml"),
    // Scripts: of operations, of workflows, of the script runner.
    Case(
      operation + "implementation: <|>\n", ["scripts/start.sh", "scripts/flow.py"], hides: ["../other/run.sh"],
      taking: "scripts/start.sh", line: "          implementation: scripts/start.sh"),
    Case(
      "node_templates: {vm: {type: t, interfaces: {i: {o: scripts/<|>}}}}\n", ["scripts/start.sh"],
      taking: "scripts/start.sh", line: "node_templates: {vm: {type: t, interfaces: {i: {o: scripts/start.sh}}}}"),
    Case(
      operation + "implementation: script.script_runner.tasks.run\n          inputs:\n            script_path: <|>\n",
      ["scripts/start.sh"], taking: "scripts/start.sh", line: "            script_path: scripts/start.sh"),
    Case(
      "workflows:\n  go:\n    mapping: <|>\n", ["scripts/flow.py"], hides: ["scripts/start.sh"],
      taking: "scripts/flow.py", line: "    mapping: scripts/flow.py"),
    // The configuration.
    Case(
      "import_folders: [<|>]\n", ["app/types", "vendor", "vendor/lib"], hides: ["app/part.yaml", "/shared"],
      taking: "vendor/lib", line: "import_folders: [vendor/lib]", in: "/w/.wflint.yaml"),
    Case(
      "definition_folders:\n  - app\n  - ./v<|>\n", ["./vendor"], hides: ["./app"], taking: "./vendor",
      line: "  - ./vendor", in: "/w/.wflint.yaml"),
    Case(
      "exclude:\n  - <|>\n", ["vendor/**", "app/types/**"], taking: "vendor/**", line: "  - vendor/**",
      in: "/w/.wflint.yaml"),
    // Native fields that name files and folders.
    Case(
      "schema: wflint/v1\nname: a\nsteps:\n  - id: x\n    type: config\n    playbook: <|>\n",
      ["site/play.yml", "app/scripts/flow.py"], hides: ["site"], taking: "site/play.yml",
      line: "    playbook: site/play.yml", in: "/w/flows/a.wf.yaml"),
    Case(
      "schema: wflint/v1\nname: a\nsteps:\n  - {id: x, type: script, run: make, working_directory: <|>}\n",
      ["site", "app/scripts"], hides: ["site/play.yml"], taking: "site",
      line: "  - {id: x, type: script, run: make, working_directory: site}", in: "/w/flows/a.wf.yaml"),
    Case(
      "schema: wflint/v1\nname: a\nsteps:\n  - id: x\n    type: script\n    file: \"app/scr<|>\"\n",
      ["app/scripts/start.sh"], taking: "app/scripts/start.sh", line: "    file: \"app/scripts/start.sh\"",
      in: "/w/flows/a.wf.yaml"),
    // Another open folder has files of its own.
    Case(
      "imports: [<|>]\n", ["elsewhere.yaml"], hides: ["part.yaml", "../w/app/part.yaml", "common.yaml"],
      taking: "elsewhere.yaml", line: "imports: [elsewhere.yaml]", in: "/v/main.yaml"),
  ]

  private func folder(_ name: String) -> String { "{\"uri\":\"file:///\(name)\",\"name\":\"\(name)\"}" }

  private func opened(_ files: MemoryFiles) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#,
      more: ",\"workspaceFolders\":[\(["w", "v", "shared"].map(folder).joined(separator: ","))]"
    )
    return client
  }

  private func items(_ client: TestClient, _ uri: String, _ text: SourceText, _ cursor: Int) async throws -> [JSONValue]
  {
    let place = text.position(of: cursor, unit: .utf16)
    let result = try await client.request("textDocument/completion", .place(uri, place.line, place.column))
    return result["items"]?.array ?? result.array ?? []
  }

  @Test(arguments: cases) func offers(_ test: Case) async throws {
    let marked = MarkedText(test.text)
    let text = SourceText(marked.text)
    let client = try await opened(MemoryFiles(Self.files))
    let uri = "file://" + test.path
    client.open(uri, marked.text)
    await client.findings(of: uri, version: 1)
    let items = try await items(client, uri, text, try #require(marked.cursors.first))
    let labels = items.compactMap { $0["label"]?.string }
    #expect(test.offers.filter { !labels.contains($0) } == [], "\(labels)")
    #expect(test.hides.filter { labels.contains($0) } == [], "\(labels)")
    let item = try #require(items.first { $0["label"]?.string == test.taking }, "\(labels)")
    let range = try #require(item["textEdit"]?["range"])
    func offset(_ name: String) -> Int {
      let place = range[name]
      return text.offset(
        of: LineColumn(line: place?["line"]?.integer ?? 0, column: place?["character"]?.integer ?? 0), unit: .utf16)
    }
    let edit = TextEdit(TextRange(offset("start"), offset("end")), item["textEdit"]?["newText"]?.string ?? "")
    let after = try #require(text.applying([edit]))
    let line = text.lines.line(at: marked.cursors.first ?? 0)
    #expect(String(after[after.lines.contentRange(ofLine: line, in: after.bytes)]) == test.line)
    #expect(try await client.finish() == 0)
  }

  /// What an import leads to is what was offered: with a versioned file beside it, the name alone leads there.
  @Test func offersWhatImportsLeadTo() async throws {
    var files = Self.files
    files["/w/app/part_1_5.yaml"] = Self.version
    let client = try await opened(MemoryFiles(files))
    let marked = MarkedText(Self.version + "imports:\n  - <|>\n")
    client.open("file:///w/app/main.yaml", marked.text)
    await client.findings(of: "file:///w/app/main.yaml", version: 1)
    let found = try await items(client, "file:///w/app/main.yaml", SourceText(marked.text), marked.cursors.first ?? 0)
    let labels = found.compactMap { $0["label"]?.string }
    #expect(labels.contains("part_1_5.yaml") && !labels.contains("part.yaml"), "\(labels)")
    #expect(try await client.finish() == 0)
  }

  /// Files come, go, and are open before they are saved; nearer ones stand first.
  @Test func followsFiles() async throws {
    let files = MemoryFiles(Self.files)
    let client = try await opened(files)
    let uri = "file:///w/app/main.yaml"
    let marked = MarkedText(Self.version + "imports:\n  - <|>\n")
    let text = SourceText(marked.text)
    client.open(uri, marked.text)
    await client.findings(of: uri, version: 1)
    func labels() async throws -> [String] {
      let items = try await items(client, uri, text, marked.cursors.first ?? 0)
      let sorted = items.sorted {
        ($0["sortText"]?.string ?? "", $0["label"]?.string ?? "")
          < ($1["sortText"]?.string ?? "", $1["label"]?.string ?? "")
      }
      return sorted.filter { $0["kind"]?.integer == 17 }.compactMap { $0["label"]?.string }
    }
    #expect(
      try await labels() == [
        "cloudify/types/types.yaml", "part.yaml", "types/server.yaml", "../other/blueprint.yaml", "common.yaml",
        "aws/plugin.yaml",
      ])
    files.write("/w/app/part.yaml", nil)
    files.write("/w/app/new/deep.yaml", "node_types: {}\n")
    client.notify(
      "workspace/didRenameFiles",
      ["files": [["oldUri": "file:///w/app/part.yaml", "newUri": "file:///w/app/new"]]])
    while try await labels().contains("part.yaml") { try await Task.sleep(for: .milliseconds(2)) }
    client.open("file:///w/app/draft.yaml", "data_types: {}\n")
    await client.findings(of: "file:///w/app/draft.yaml", version: 1)
    #expect(
      try await labels() == [
        "cloudify/types/types.yaml", "draft.yaml", "new/deep.yaml", "types/server.yaml", "../other/blueprint.yaml",
        "common.yaml", "aws/plugin.yaml",
      ])
    #expect(try await client.finish() == 0)
  }
}
