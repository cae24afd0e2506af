// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite(.timeLimit(.minutes(20)))
struct RequestTests {
  private func opened(_ capabilities: String, _ text: String, uri: String = "file:///a") async throws -> TestClient {
    let client = try TestClient()
    try await client.initialize(capabilities)
    client.open(uri, text, version: 4)
    return client
  }

  @Test("hover in the language that the client shows")
  func hover() async throws {
    let text = SourceText("é😀x")
    let markdown = try await opened(
      #"{"textDocument":{"hover":{"contentFormat":["markdown","plaintext"]}}}"#, text.string)
    let first = try await markdown.request("textDocument/hover", .place("file:///a", 0, 3))
    #expect(
      first == [
        "contents": ["kind": "markdown", "value": .string(FakeService.told(text, 6))], "range": .range(0, 3, 0, 3),
      ])
    #expect(try await markdown.finish() == 0)
    let plain = try await opened("{}", text.string)
    let second = try await plain.request("textDocument/hover", .place("file:///a", 0, 2))
    #expect(second["contents"]?["kind"] == "plaintext")
    #expect(second["contents"]?["value"]?.string?.hasSuffix(" at 2") == true, "inside the surrogate pair is before it")
    plain.change("file:///a", version: 5, "")
    #expect(try await plain.request("textDocument/hover", .place("file:///a", 0, 0)) == .null)
    #expect(try await plain.finish() == 0)
  }

  @Test("completion for the poorest client, and for one that can everything")
  func pitfall31CompletionRanges() async throws {
    let poor = try await opened("{}", "a\r\nb")
    let list = try await poor.request("textDocument/completion", .place("file:///a", 1, 1))
    #expect(list["isIncomplete"]?.bool == false)
    #expect(
      list["items"]?.array?.compactMap { $0["label"]?.string } == ["step", "later"], "edits elsewhere are refused")
    #expect(
      list["items"]?[0] == [
        "label": "step", "kind": 15, "documentation": "A step.", "sortText": "00007",
        "textEdit": ["range": .range(1, 1, 1, 1), "newText": "step:\r\n  x"],
      ])
    let item = try await poor.request("completionItem/resolve", list["items"]?[1] ?? .null)
    #expect(item["documentation"] == "About\nlater")
    #expect(item["textEdit"]?["newText"] == "later: ")
    #expect(try await poor.finish() == 0)
    let rich = try await opened(
      #"{"textDocument":{"completion":{"completionItem":{"snippetSupport":true,"commitCharactersSupport":true,"documentationFormat":["markdown"],"deprecatedSupport":true,"preselectSupport":true,"tagSupport":{"valueSet":[1]},"insertTextModeSupport":{"valueSet":[1,2]}}}}}"#,
      "a")
    let items = try await rich.request("textDocument/completion", .place("file:///a", 0, 1))["items"]
    #expect(
      items?[0] == [
        "label": "step", "kind": 15, "documentation": ["kind": "markdown", "value": "A **step**."], "sortText": "00007",
        "textEdit": ["range": .range(0, 1, 0, 1), "newText": "step:\n  ${1:x}"], "insertTextFormat": 2,
        "insertTextMode": 1, "tags": [1], "deprecated": true, "preselect": true, "commitCharacters": [":"],
      ])
    #expect(try await rich.finish() == 0)
  }

  @Test("signatures with the parameter at the cursor, and none where no function is called")
  func signatures() async throws {
    let client = try await opened("{}", "f(1,")
    let help = try await client.request("textDocument/signatureHelp", .place("file:///a", 0, 4))
    #expect(
      help == [
        "signatures": [
          [
            "label": "f(a: int, b: int)", "documentation": "Does it.",
            "parameters": [["label": "a: int"], ["label": "b: int"]],
          ]
        ], "activeSignature": 0, "activeParameter": 1,
      ])
    #expect(try await client.request("textDocument/signatureHelp", .place("file:///a", 0, 0)) == .null)
    #expect(try await client.finish() == 0)
  }

  @Test("definitions, plain and as links, in this document and in others")
  func definition() async throws {
    let plain = try await opened("{}", "name: x")
    let locations = try await plain.request("textDocument/definition", .place("file:///a", 0, 6))
    let other = "file:///elsewhere/%C3%A4%20b.yaml"
    #expect(
      locations == [
        ["uri": "file:///a", "range": .range(0, 0, 0, 1)], ["uri": .string(other), "range": .range(0, 3, 0, 4)],
      ])
    #expect(try await plain.finish() == 0)
    let linked = try await opened(#"{"textDocument":{"definition":{"linkSupport":true}}}"#, "name: x")
    let spelling = "file:///elsewhere/ä%20b.yaml"
    linked.open(spelling, "é😀x\n")
    let links = try await linked.request("textDocument/definition", .place("file:///a", 0, 6))
    #expect(links[0]["originSelectionRange"] == .range(0, 6, 0, 7))
    #expect(links[0]["targetRange"] == .range(0, 0, 0, 4))
    #expect(links[1]["targetUri"]?.string == spelling, "an open document is named as the client names it")
    #expect(try await linked.finish() == 0)
  }

  @Test("symbols as a tree, and flat for clients that know no trees")
  func symbols() async throws {
    let tree = try await opened(
      #"{"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true,"tagSupport":{"valueSet":[1]}}}}"#,
      "one\n\ntwo")
    let root = try await tree.request("textDocument/documentSymbol", .document("file:///a"))[0]
    #expect(root["name"] == "root")
    #expect(root["detail"] == "d")
    #expect(root["tags"] == [1])
    #expect(root["range"] == .range(0, 0, 2, 3))
    #expect(root["children"]?.array?.count == 3)
    #expect(
      root["children"]?[2] == [
        "name": "two", "kind": 12, "range": .range(2, 0, 2, 3), "selectionRange": .range(2, 0, 2, 0),
      ])
    #expect(try await tree.finish() == 0)
    let flat = try await opened("{}", "one\n\ntwo")
    let list = try await flat.request("textDocument/documentSymbol", .document("file:///a"))
    #expect(list.array?.compactMap { $0["containerName"]?.string } == ["root", "root", "root"])
    #expect(list[0] == ["name": "root", "kind": 5, "location": ["uri": "file:///a", "range": .range(0, 0, 2, 3)]])
    #expect(try await flat.finish() == 0)
  }

  static let actions =
    #"{"textDocument":{"codeAction":{"codeActionLiteralSupport":{},"isPreferredSupport":true}},"workspace":{"workspaceEdit":{"documentChanges":true}}}"#

  private func params(_ range: JSONValue, only: JSONValue? = nil) -> JSONValue {
    var context: [String: JSONValue] = ["diagnostics": []]
    context["only"] = only
    return ["textDocument": ["uri": "file:///a"], "range": range, "context": .object(context)]
  }

  @Test("the fixes of the findings at the selection, with versioned edits and the document's line breaks")
  func codeActions() async throws {
    let client = try await opened(Self.actions, "BAD\r\nBAD x\r\n")
    let all = try await client.request("textDocument/codeAction", params(.range(1, 1, 1, 1)))
    #expect(
      all.array?.compactMap { $0["title"]?.string } == [
        "replace with `GOOD`", "remove it\nand more", "rewrite", "Fix all problems that have a safe fix",
      ])
    #expect(all[0]["kind"] == "quickfix")
    #expect(all[0]["isPreferred"]?.bool == true)
    #expect(all[1]["isPreferred"] == nil)
    #expect(all[0]["diagnostics"]?[0]["range"] == .range(1, 0, 1, 3))
    #expect(
      all[0]["edit"]?["documentChanges"] == [
        [
          "textDocument": ["uri": "file:///a", "version": 4],
          "edits": [["range": .range(1, 0, 1, 3), "newText": "GOOD"]],
        ]
      ])
    #expect(all[2]["edit"]?["documentChanges"]?[0]["edits"]?[0]["newText"] == "a\r\nb")
    #expect(all[3]["edit"]?["documentChanges"]?[0]["edits"]?.array?.count == 2)
    let elsewhere = try await client.request("textDocument/codeAction", params(.range(1, 5, 1, 5), only: ["quickfix"]))
    #expect(elsewhere == [])
    // The finding is gone; the client has not noticed yet.
    client.change("file:///a", version: 5, "fine")
    let gone = try await client.request("textDocument/codeAction", params(.range(1, 1, 1, 1), only: ["quickfix"]))
    #expect(gone == [])
    #expect(try await client.finish() == 0)
  }

  @Test(
    "only the kinds that were asked for",
    arguments: [
      (["quickfix"], 2), (["refactor"], 1), (["refactor.rewrite"], 1), (["refactor.rewrite.more"], 0), (["source"], 1),
      (["source.fixAll"], 1), (["source.fixAll.wflint"], 1), (["source.fixAll.other"], 0), ([], 0), ([""], 4),
      (["source.organizeImports", "quickfix"], 3 - 1),
    ])
  func kinds(only: [String], count: Int) async throws {
    let client = try await opened(Self.actions, "BAD")
    let result = try await client.request(
      "textDocument/codeAction", params(.range(0, 0, 0, 3), only: .array(only.map { .string($0) })))
    #expect(result.array?.count == count)
    #expect(try await client.finish() == 0)
  }

  @Test("settings are asked for, and asked for again when they change")
  func configuration() async throws {
    let client = try TestClient()
    try await client.initialize(#"{"workspace":{"configuration":true}}"#)
    let item = await client.wait(for: "workspace/configuration")["items"]?[0]
    #expect(item?["section"] == "wflint")
    client.notify("workspace/didChangeConfiguration", ["settings": nil])
    await client.wait(for: "workspace/configuration", count: 2)
    client.notify(
      "workspace/didChangeWorkspaceFolders", ["event": ["added": [["uri": "file:///w", "name": "w"]], "removed": []]])
    #expect(try await client.finish() == 0)
  }

  @Test("positions and ranges write themselves as their synthesized code would")
  func directlyWritten() throws {
    for (line, character) in [(0, 0), (12, 345), (Int.max, Int.min)] {
      let range = LSP.Range(
        start: LSP.Position(line: line, character: character), end: LSP.Position(line: character, character: line))
      let ours = try #require(Payload.encode([range]))
      #expect(try JSONDecoder().decode([JSONValue].self, from: Data(ours)) == [expected(range)])
      let theirs = try JSONDecoder().decode([JSONValue].self, from: try JSONEncoder().encode([range]))
      #expect(theirs == [expected(range)])
    }
  }

  private func expected(_ range: LSP.Range) -> JSONValue {
    .range(range.start.line, range.start.character, range.end.line, range.end.character)
  }
}
