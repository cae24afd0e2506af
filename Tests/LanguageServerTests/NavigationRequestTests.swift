// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import Testing

/// Requests about names, ranges and tokens, over pipes, with the real service behind them.
@Suite(.timeLimit(.minutes(20))) struct NavigationRequestTests {
  private static let uri = "file:///w/a.wf.yaml"
  private static let text = """
    schema: wflint/v1
    name: alpha
    steps:
      # 😀 first
      - {id: plan, name: "😀", type: script, run: make}
      - {id: beta, type: call, workflow: other, needs: [plan]}
      - {id: last, type: http, url: "https://example.com/"}

    """
  private static let other = "schema: wflint/v1\nname: other\nsteps:\n  - {id: x, type: script, run: make}\n"

  private struct Disk: WorkspaceFiles {
    func contents(of path: String) -> [UInt8]? {
      path == "/w/other.wf.yaml" ? Array(NavigationRequestTests.other.utf8) : nil
    }
    func workflowFiles(below folder: String) -> [String] { ["/w/other.wf.yaml"] }
    func configurationFolder(for folder: String) -> String? { nil }
  }

  private func opened(_ capabilities: String = "{}") async throws -> (TestClient, JSONValue) {
    let client = try TestClient(WorkflowService(files: Disk()))
    let answer = try await client.initialize(
      capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open(Self.uri, Self.text)
    return (client, answer)
  }

  @Test func capabilitiesFollowTheTable() async throws {
    let (client, answer) = try await opened(#"{"textDocument":{"rename":{"prepareSupport":true}}}"#)
    let capabilities = try #require(answer["capabilities"])
    for name in [
      "documentHighlightProvider", "declarationProvider", "linkedEditingRangeProvider",
      "foldingRangeProvider", "selectionRangeProvider",
    ] { #expect(capabilities[name] == .bool(true), "\(name)") }
    #expect(capabilities["renameProvider"]?["prepareProvider"] == .bool(true))
    for name in ["referencesProvider", "renameProvider", "workspaceSymbolProvider", "executeCommandProvider"] {
      #expect(capabilities[name]?["workDoneProgress"] == .bool(true), "\(name)")
    }
    for name in ["documentLinkProvider", "inlayHintProvider", "workspaceSymbolProvider", "semanticTokensProvider"] {
      #expect(capabilities[name] != nil, "\(name)")
    }
    #expect(try await client.finish() == 0)
  }

  /// Columns count UTF-16 units, behind an emoji too.
  @Test func namesAreFoundAndChanged() async throws {
    let (client, _) = try await opened()
    let place = JSONValue.place(Self.uri, 5, 53)
    let places: [JSONValue] = [.range(4, 9, 4, 13), .range(5, 52, 5, 56)]
    let references = try await client.request("textDocument/references", place)
    #expect(references.array?.compactMap { $0["range"] } == places)
    let highlights = try await client.request("textDocument/documentHighlight", place)
    #expect(highlights.array?.compactMap { $0["range"] } == places)
    #expect(highlights.array?.compactMap { $0["kind"]?.integer } == [3, 2])
    let linked = try await client.request("textDocument/linkedEditingRange", place)
    #expect(linked["ranges"]?.array == places)
    let prepared = try await client.request("textDocument/prepareRename", place)
    #expect(prepared["placeholder"]?.string == "plan" && prepared["range"] == places[1])
    let edit = try await client.request(
      "textDocument/rename",
      [
        "textDocument": ["uri": .string(Self.uri)], "position": .position(5, 53), "newName": "build",
      ])
    #expect(edit["changes"]?[Self.uri]?.array?.compactMap { $0["newText"]?.string } == ["build", "build"])
    let refused = await client.errorCode(
      "textDocument/rename",
      ["textDocument": ["uri": .string(Self.uri)], "position": .position(5, 53), "newName": "beta"])
    #expect(refused == -32803)
    let nothing = try await client.request("textDocument/prepareRename", .place(Self.uri, 1, 0))
    #expect(nothing == .null)
    #expect(try await client.finish() == 0)
  }

  @Test func otherFilesAreReached() async throws {
    let (client, _) = try await opened()
    let target = try await client.request("textDocument/definition", .place(Self.uri, 5, 37))
    #expect(target[0]["uri"]?.string == "file:///w/other.wf.yaml")
    #expect(target[0]["range"] == .range(1, 6, 1, 11))
    let links = try await client.request("textDocument/documentLink", .document(Self.uri))
    #expect(links.array?.compactMap { $0["target"]?.string } == ["file:///w/other.wf.yaml", "https://example.com/"])
    let symbols = try await client.request("workspace/symbol", ["query": "OT"])
    #expect(symbols.array?.compactMap { $0["name"]?.string } == ["other"])
    let all = try await client.request("workspace/symbol", ["query": ""])
    #expect(all.array?.compactMap { $0["name"]?.string } == ["alpha", "plan", "beta", "last", "other", "x"])
    #expect(try await client.finish() == 0)
  }

  @Test func rangesAndTokens() async throws {
    let (client, _) = try await opened(#"{"textDocument":{"foldingRange":{"rangeLimit":1}}}"#)
    let folds = try await client.request("textDocument/foldingRange", .document(Self.uri))
    #expect(folds.array?.count == 1 && folds[0]["startLine"]?.integer == 2 && folds[0]["endLine"]?.integer == 6)
    let selection = try await client.request(
      "textDocument/selectionRange",
      ["textDocument": ["uri": .string(Self.uri)], "positions": [.position(5, 53), .position(0, 0)]])
    #expect(selection[0]["range"] == .range(5, 52, 5, 56))
    #expect(selection[0]["parent"]?["range"] == .range(5, 51, 5, 57))
    #expect(selection.array?.count == 2)
    let hints = try await client.request(
      "textDocument/inlayHint", ["textDocument": ["uri": .string(Self.uri)], "range": .range(0, 0, 9, 0)])
    #expect(
      hints.array?.compactMap { $0["label"]?.string } == [
        "status: draft, on_failure: stop", "shell: bash", "after beta", "method: GET, expect: 2xx",
      ])
    let full = try await client.request("textDocument/semanticTokens/full", .document(Self.uri))
    let numbers = full["data"]?.array?.compactMap { $0.integer }
    let data = try #require(numbers)
    #expect(data.prefix(10) == [4, 9, 4, 0, 1, 0, 24, 6, 1, 0])
    let part = try await client.request(
      "textDocument/semanticTokens/range",
      ["textDocument": ["uri": .string(Self.uri)], "range": .range(5, 0, 6, 0)])
    #expect(part["data"]?.array?.compactMap { $0.integer }.prefix(5) == [5, 9, 4, 0, 1])
    #expect(try await client.finish() == 0)
  }
}
