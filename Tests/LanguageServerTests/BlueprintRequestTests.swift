// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import Testing

@testable import LanguageServer

/// Blueprints over pipes: a main file with an imported one, either of which may be open.
@Suite(.timeLimit(.minutes(20))) struct BlueprintRequestTests {
  static let main = """
    tosca_definitions_version: cloudify_dsl_1_5
    imports: [inputs.yaml, types.yaml]
    node_templates:
      vm: {type: acme.Server, properties: {port: {get_input: port}}}
    outputs: {port: {value: {get_input: port}}}

    """
  static let inputs = """
    tosca_definitions_version: cloudify_dsl_1_5
    inputs:
      port: {type: integer}
    capabilities: {vm: {value: {get_attribute: [vm, port]}}}

    """
  static let types = "node_types: {acme.Server: {properties: {port: {type: integer}}}}\n"
  static let mainURI = "file:///w/main.yaml"
  static let inputsURI = "file:///w/inputs.yaml"

  private func opened() async throws -> (TestClient, MemoryFiles) {
    let files = MemoryFiles([
      "/w/main.yaml": Self.main, "/w/inputs.yaml": Self.inputs, "/w/types.yaml": Self.types,
      "/w/other.yaml":
        "tosca_definitions_version: cloudify_dsl_1_5\nimports: [inputs.yaml]\noutputs: {p: {value: {get_input: port}}}\n",
    ])
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      #"{"textDocument":{"publishDiagnostics":{"versionSupport":true},"definition":{"linkSupport":false},"rename":{"prepareSupport":true}},"workspace":{"workspaceEdit":{"documentChanges":true}}}"#,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    return (client, files)
  }

  private func codes(_ diagnostics: [JSONValue]) -> [String] { diagnostics.compactMap { $0["code"]?.string } }

  /// The place of the n-th occurrence of a word, one character behind its beginning.
  private func place(_ uri: String, _ text: String, _ word: String, _ occurrence: Int = 0) -> JSONValue {
    let found = text.ranges(of: word)[occurrence].lowerBound
    let before = text[..<found]
    let line = before.count { $0 == "\n" }
    let start = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    return .place(uri, line, before[start...].count + 1)
  }

  /// A blueprint is run and tested from the lenses above it, and offers the scenario file that it does not have yet.
  @Test func blueprintsAreRun() async throws {
    let blueprint =
      "tosca_definitions_version: cloudify_dsl_1_4\nimports: [cloudify/types/types.yaml]\n"
      + "node_templates: {vm: {type: cloudify.nodes.Compute}}\n"
    let scenario =
      "schema: wflint-sim/v1\nworkflow: vm.yaml\ndefaults: {unmocked: success}\nscenarios:\n"
      + "  - {name: a, workflow: install, expect: {status: terminated}}\n"
      + "  - {name: b, workflow: install, expect: {status: failed}}\n"
    let files = MemoryFiles(["/w/vm.yaml": blueprint, "/w/vm.sim.yaml": scenario, "/v/vm.yaml": blueprint])
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      #"{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}},"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}}"#,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    for uri in ["file:///w/vm.yaml", "file:///v/vm.yaml"] { client.open(uri, blueprint) }
    let lenses = try await client.request("textDocument/codeLens", .document("file:///w/vm.yaml")).array ?? []
    #expect(lenses.compactMap { $0["command"]?["title"]?.string } == ["run dry run"])
    let open = try #require(lenses.first { $0["command"] == nil })
    #expect(
      try await client.request("codeLens/resolve", open)["command"]?["title"] == "2 scenarios: 1 passed, 1 failed")
    for (uri, isOffered) in [("file:///w/vm.yaml", false), ("file:///v/vm.yaml", true)] {
      let actions =
        try await client.request(
          "textDocument/codeAction",
          [
            "textDocument": ["uri": .string(uri)], "range": .range(0, 0, 0, 0),
            "context": ["diagnostics": [], "only": ["source"]],
          ]
        ).array ?? []
      let titles = actions.compactMap { $0["title"]?.string }
      #expect(titles.contains("Write a scenario for this file") == isOffered, "\(titles)")
    }
    #expect(try await client.finish() == 0)
  }

  /// An edit of the imported file is an error in the importing one, and mending it mends both.
  @Test func editsOfImportsAreFindingsElsewhere() async throws {
    let (client, _) = try await opened()
    client.open(Self.mainURI, Self.main)
    #expect(codes(await client.findings(of: Self.mainURI, version: 1)).isEmpty)
    client.open(Self.inputsURI, Self.inputs)
    // A part of a blueprint: what it names is in the file that imports it.
    #expect(codes(await client.findings(of: Self.inputsURI, version: 1)).isEmpty)
    client.change(Self.inputsURI, version: 2, Self.inputs.replacing("  port:", with: "  ports:"))
    let broken = await client.wait(for: "textDocument/publishDiagnostics") {
      $0["uri"]?.string == Self.mainURI && !($0["diagnostics"]?.array ?? []).isEmpty
    }
    #expect(codes(broken["diagnostics"]?.array ?? []) == ["CF165", "CF165"])
    let count = client.received("textDocument/publishDiagnostics").count {
      $0["uri"]?.string == Self.mainURI && ($0["diagnostics"]?.array ?? []).isEmpty
    }
    client.change(Self.inputsURI, version: 3, Self.inputs)
    await client.wait(for: "textDocument/publishDiagnostics", count: count + 1) {
      $0["uri"]?.string == Self.mainURI && ($0["diagnostics"]?.array ?? []).isEmpty
    }
    #expect(try await client.finish() == 0)
  }

  /// From the main file, and from the imported one, all files that name the input are edited.
  @Test func renamesInAllFiles() async throws {
    let (client, _) = try await opened()
    client.open(Self.mainURI, Self.main)
    await client.findings(of: Self.mainURI, version: 1)
    client.open(Self.inputsURI, Self.inputs)
    await client.findings(of: Self.inputsURI, version: 1)
    for from in [
      place(Self.mainURI, Self.main, "port}}}", 0), place(Self.inputsURI, Self.inputs, "port: {type"),
    ] {
      #expect(try await client.request("textDocument/prepareRename", from)["placeholder"]?.string == "port")
      guard case .object(var members) = from else { continue }
      members["newName"] = "listen_port"
      let edit = try await client.request("textDocument/rename", .object(members))
      let edited = (edit["documentChanges"]?.array ?? []).map { change in
        "\(change["textDocument"]?["uri"]?.string ?? "") \(change["edits"]?.array?.count ?? 0)"
      }
      #expect(edited.sorted() == ["file:///w/inputs.yaml 1", "file:///w/main.yaml 2", "file:///w/other.yaml 1"])
    }
    #expect(try await client.finish() == 0)
  }

  /// A simulation deploys the blueprint with its imports, as they are in the editor; a graph and proofs it has none.
  @Test func commandsKnowImports() async throws {
    let (client, files) = try await opened()
    files.write("/w/types.yaml", Self.serverTypes)
    client.open(Self.mainURI, Self.main.replacing("port: {get_input: port}}}\noutputs", with: "port: 80}}\noutputs"))
    await client.findings(of: Self.mainURI, version: 1)
    func command(_ name: String, _ more: JSONValue...) -> JSONValue {
      ["command": .string("wflint." + name), "arguments": .array([.string(Self.mainURI)] + more)]
    }
    let result = try await client.request("workspace/executeCommand", command("simulate"))
    let text = result["text"]?.string ?? ""
    #expect(text.contains("vm") && result["scenarios"]?.array?.count == 1, "\(result)")
    for wrong in [command("verify"), command("graph"), command("graph", "dot")] {
      #expect(await client.errorCode("workspace/executeCommand", wrong) == -32803)
    }
    #expect(try await client.finish() == 0)
  }

  /// A type whose nodes are created by an operation.
  static let serverTypes = """
    imports: [cloudify/types/types.yaml]
    plugins: {p: {executor: central_deployment_agent, package_name: p}}
    node_types:
      acme.Server:
        derived_from: cloudify.nodes.Root
        properties: {port: {type: integer}}
        interfaces: {cloudify.interfaces.lifecycle: {create: p.make}}

    """

  @Test func leadsToImportsAndBack() async throws {
    let (client, _) = try await opened()
    client.open(Self.mainURI, Self.main)
    client.open(Self.inputsURI, Self.inputs)
    await client.findings(of: Self.mainURI, version: 1)
    func targets(_ place: JSONValue) async throws -> [String] {
      (try await client.request("textDocument/definition", place).array ?? []).map {
        "\($0["uri"]?.string ?? "") \($0["range"]?["start"]?["line"]?.integer ?? -1)"
      }
    }
    #expect(try await targets(place(Self.mainURI, Self.main, "acme.Server")) == ["file:///w/types.yaml 0"])
    #expect(try await targets(place(Self.mainURI, Self.main, "port}}}")) == ["file:///w/inputs.yaml 2"])
    #expect(try await targets(place(Self.mainURI, Self.main, "types.yaml")) == ["file:///w/types.yaml 0"])
    // The imported file names a node of the file that imports it.
    #expect(try await targets(place(Self.inputsURI, Self.inputs, "vm, port")) == ["file:///w/main.yaml 3"])
    let links = try await client.request("textDocument/documentLink", ["textDocument": ["uri": .string(Self.mainURI)]])
    #expect(links.array?.compactMap { $0["target"]?.string } == ["file:///w/inputs.yaml", "file:///w/types.yaml"])
    let hover = try await client.request("textDocument/hover", place(Self.mainURI, Self.main, "acme.Server"))
    #expect(hover["contents"]?["value"]?.string?.contains("node type") == true)
    guard case .object(var members) = place(Self.inputsURI, Self.inputs, "port: {type") else { return }
    members["context"] = ["includeDeclaration": true]
    let references = try await client.request("textDocument/references", .object(members))
    #expect(references.array?.count == 4)
    #expect(try await client.finish() == 0)
  }
}
