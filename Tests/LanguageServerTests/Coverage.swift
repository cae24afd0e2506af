// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import Testing

@testable import LanguageServer

/// The protocol's requests, and samples of those that the server serves.
enum Coverage {
  /// The requests that a client may send, by LSP 3.18.
  static let fromClient: Set<String> = [
    "initialize", "shutdown", "textDocument/implementation", "textDocument/typeDefinition",
    "textDocument/documentColor", "textDocument/colorPresentation", "textDocument/foldingRange",
    "textDocument/declaration", "textDocument/selectionRange", "textDocument/prepareCallHierarchy",
    "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls", "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range",
    "textDocument/linkedEditingRange", "workspace/willCreateFiles", "workspace/willRenameFiles",
    "workspace/willDeleteFiles", "textDocument/moniker", "textDocument/prepareTypeHierarchy",
    "typeHierarchy/supertypes", "typeHierarchy/subtypes", "textDocument/inlineValue", "textDocument/inlayHint",
    "inlayHint/resolve", "textDocument/diagnostic", "workspace/diagnostic", "textDocument/inlineCompletion",
    "workspace/textDocumentContent", "textDocument/willSaveWaitUntil", "textDocument/completion",
    "completionItem/resolve", "textDocument/hover", "textDocument/signatureHelp", "textDocument/definition",
    "textDocument/references", "textDocument/documentHighlight", "textDocument/documentSymbol",
    "textDocument/codeAction", "codeAction/resolve", "workspace/symbol", "workspaceSymbol/resolve",
    "textDocument/codeLens", "codeLens/resolve", "textDocument/documentLink", "documentLink/resolve",
    "textDocument/formatting", "textDocument/rangeFormatting", "textDocument/rangesFormatting",
    "textDocument/onTypeFormatting", "textDocument/rename", "textDocument/prepareRename", "workspace/executeCommand",
  ]

  /// What a server may send: its requests and notifications.
  static let fromServer: Set<String> = [
    "client/registerCapability", "client/unregisterCapability", "workspace/workspaceFolders",
    "workspace/configuration", "workspace/applyEdit", "workspace/codeLens/refresh", "workspace/inlayHint/refresh",
    "workspace/semanticTokens/refresh", "workspace/diagnostic/refresh", "workspace/inlineValue/refresh",
    "workspace/foldingRange/refresh", "workspace/textDocumentContent/refresh", "window/workDoneProgress/create",
    "window/showDocument", "window/showMessageRequest", "window/showMessage", "window/logMessage", "telemetry/event",
    "textDocument/publishDiagnostics", "$/progress", "$/logTrace", "$/cancelRequest",
  ]

  /// A sample of every request of the table.
  static func samples(_ uri: String) -> [(String, JSONValue)] {
    let document: JSONValue = ["uri": .string(uri)]
    let place = JSONValue.place(uri, 8, 60)
    let range = JSONValue.range(0, 0, 9, 0)
    return Dispatch.requests.map { $0.method }.map { method in
      switch method {
      case "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls":
        return (
          method,
          [
            "item": [
              "name": "alpha", "kind": 5, "uri": .string(uri), "range": range, "selectionRange": range,
              "data": ["kind": "workflow", "path": "/w/a.wf.yaml"],
            ]
          ]
        )
      case "codeAction/resolve": return (method, ["title": "x"])
      case "codeLens/resolve": return (method, ["range": range, "data": ["uri": .string(uri), "scenario": nil]])
      case "completionItem/resolve": return (method, ["label": "x", "data": "key"])
      case "documentLink/resolve": return (method, ["range": range, "data": "/w/x"])
      case "inlayHint/resolve": return (method, ["position": .position(0, 0), "label": "x", "data": document])
      case "workspaceSymbol/resolve":
        return (method, ["name": "alpha", "kind": 5, "location": ["uri": .string(uri), "range": range]])
      case "textDocument/codeAction":
        return (method, ["textDocument": document, "range": range, "context": ["diagnostics": []]])
      case "textDocument/inlayHint", "textDocument/rangeFormatting", "textDocument/semanticTokens/range":
        return (method, ["textDocument": document, "range": range])
      case "textDocument/rangesFormatting": return (method, ["textDocument": document, "ranges": [range]])
      case "textDocument/selectionRange":
        return (method, ["textDocument": document, "positions": [.position(1, 1)]])
      case "textDocument/onTypeFormatting":
        return (method, ["textDocument": document, "position": .position(7, 0), "ch": "\n"])
      case "textDocument/rename":
        return (method, ["textDocument": document, "position": .position(1, 7), "newName": "omega"])
      case "textDocument/semanticTokens/full/delta":
        return (method, ["textDocument": document, "previousResultId": "gone"])
      case "workspace/diagnostic": return (method, ["previousResultIds": []])
      case "workspace/executeCommand": return (method, ["command": "wflint.simulate", "arguments": [.string(uri)]])
      case "workspace/symbol": return (method, ["query": ""])
      case "workspace/willDeleteFiles": return (method, ["files": [document]])
      case "workspace/willRenameFiles":
        return (method, ["files": [["oldUri": .string(uri), "newUri": "file:///w/b.wf.yaml"]]])
      default: return (method, place)
      }
    }
  }
}

@Suite(.timeLimit(.minutes(20))) struct CoverageTests {
  @Test("at least forty of the protocol's requests are served, and nothing else")
  func requests() async throws {
    // `initialize` and `shutdown` are the session's own.
    let served = Set(Dispatch.requests.map { $0.method }).union(["initialize", "shutdown"])
    #expect(served.count >= 40)
    #expect(served.isSubset(of: Coverage.fromClient))
  }

  @Test("each of them gives a result")
  func samples() async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize(WorkspaceRequestTests.everything)
    client.open(PitfallTests.uri, PitfallTests.text)
    for (method, params) in Coverage.samples(PitfallTests.uri) {
      #expect(await client.errorCode(method, params) == nil, "\(method)")
    }
    #expect(try await client.finish() == 0)
  }
}
