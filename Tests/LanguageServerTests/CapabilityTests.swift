// SPDX-License-Identifier: Apache-2.0
import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

/// One thing that a client may say it can, and what it gets for it and not without it.
struct CapabilityCase: Sendable, CustomTestStringConvertible {
  /// What the client says, as JSON.
  var capabilities: String
  /// Whether the client got what only those who can it get.
  var holds: @Sendable (CapabilityClient) async throws -> Bool
  var testDescription: String { capabilities }

  init(_ capabilities: String, _ holds: @escaping @Sendable (CapabilityClient) async throws -> Bool) {
    self.capabilities = capabilities
    self.holds = holds
  }
}

/// A client with two open documents, one of them with mistakes.
struct CapabilityClient: Sendable {
  static let uri = "file:///w/deploy.wf.yaml"
  static let clean = "file:///w/clean.wf.yaml"
  static let text = """
    schema: wflint/v1
    name: deploy
    status: active
    inputs:
      size: {type: string, required: true}
      unused: {type: string, default: x}
    triggers:
      - {type: schedule, cron: "0 9 * * *", timezone: UTC}
    steps:
      - {id: build, type: script, run: "make ${{ inputs.size }}"}
      - {id: ship, type: script, run: make, needs: [biuld], if: "size(inputs.size) > 1"}

    """
  static let cleanText = """
    schema: wflint/v1
    name: clean
    status: active
    triggers:
      - {type: manual}
    steps:
      - {id: build, type: script, run: make}

    """

  let client: TestClient
  /// The answer to `initialize`.
  let answer: JSONValue
  /// Whether the client said that it can: then messages that must come are waited for.
  let isAble: Bool

  func server(_ path: String...) -> JSONValue? {
    path.reduce(answer["capabilities"]) { $0?[$1] }
  }

  /// Whether the server has sent a message.
  func got(_ method: String) async -> Bool {
    if isAble { await client.wait(for: method) }
    return client.receivedMethods.contains(method)
  }

  /// A request at the n-th column of a line of the document with mistakes.
  func at(_ method: String, _ line: Int, _ column: Int) async throws -> JSONValue {
    try await client.request(method, .place(Self.uri, line, column))
  }

  /// The column of a word.
  static func column(_ line: Int, _ word: String) -> Int {
    let text = Self.text.components(separatedBy: "\n")[line]
    return text.range(of: word).map { text[..<$0.lowerBound].utf16.count } ?? -1
  }

  func actions(in uri: String = uri, _ line: Int, _ column: Int) async throws -> [JSONValue] {
    try await client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(uri)], "range": .range(line, column, line, column),
        "context": ["diagnostics": []],
      ]
    ).array ?? []
  }

  func completions(_ line: Int, _ column: Int) async throws -> [JSONValue] {
    try await at("textDocument/completion", line, column)["items"]?.array ?? []
  }

  func findings() async -> [JSONValue] {
    let params = await client.wait(for: "textDocument/publishDiagnostics") { $0["uri"]?.string == Self.uri }
    return params["diagnostics"]?.array ?? []
  }

  func rename() async throws -> JSONValue {
    guard case .object(var members) = JSONValue.place(Self.uri, 4, 4) else { return .null }
    members["newName"] = "extent"
    return try await client.request("textDocument/rename", .object(members))
  }
}

/// The capability matrix, over pipes: each capability alone against none at all.
@Suite(.timeLimit(.minutes(20))) struct CapabilityTests {
  private static func document(_ json: String) -> String { "{\"textDocument\":\(json)}" }
  private static func workspace(_ json: String) -> String { "{\"workspace\":\(json)}" }
  private static func item(_ json: String) -> String {
    document("{\"completion\":{\"completionItem\":\(json)}}")
  }
  private static func publish(_ json: String) -> String { document("{\"publishDiagnostics\":\(json)}") }

  private static let link = CapabilityClient.column(10, "inputs.size") + 8

  /// Requests whose answers may lead with links; the capability has the method's name.
  private static let links = ["definition", "declaration", "typeDefinition", "implementation"].map { name in
    CapabilityCase(document("{\"\(name)\":{\"linkSupport\":true}}")) {
      try await $0.at("textDocument/\(name)", 10, link)[0]["targetUri"] != nil
    }
  }

  private static let refreshes = [
    ("codeLens", "codeLens"), ("inlayHint", "inlayHint"), ("semanticTokens", "semanticTokens"),
  ].map { capability, method in
    CapabilityCase(workspace("{\"\(capability)\":{\"refreshSupport\":true}}")) {
      await $0.got("workspace/\(method)/refresh")
    }
  }

  private static let fileOperations = ["willRename", "willDelete", "didCreate", "didRename", "didDelete"].map { name in
    CapabilityCase(workspace("{\"fileOperations\":{\"\(name)\":true}}")) {
      $0.server("workspace", "fileOperations", name) != nil
    }
  }

  static let cases: [CapabilityCase] =
    links + refreshes + fileOperations + [
      CapabilityCase(#"{"general":{"positionEncodings":["utf-8"]}}"#) {
        $0.server("positionEncoding") == "utf-8"
      },
      // Completion.
      CapabilityCase(item(#"{"snippetSupport":true}"#)) {
        try await $0.completions(11, 0).contains { $0["insertTextFormat"]?.integer == 2 }
      },
      CapabilityCase(item(#"{"documentationFormat":["markdown"]}"#)) {
        let items = try await $0.completions(11, 0).compactMap { $0["documentation"] }
        #expect(!items.isEmpty && items.allSatisfy { ($0["kind"] == nil) == ($0.string != nil) })
        return items.contains { $0["kind"] == "markdown" }
      },
      CapabilityCase(item(#"{"documentationFormat":["plaintext"]}"#)) {
        let items = try await $0.completions(11, 0).compactMap { $0["documentation"] }
        #expect(items.allSatisfy { ($0["value"] ?? $0).string?.contains("`") == false })
        return items.contains { $0["kind"] == "plaintext" }
      },
      CapabilityCase(item(#"{"insertReplaceSupport":true}"#)) { client in
        let place = CapabilityClient.column(10, "script") + 2
        let edits = try await client.completions(10, place).compactMap { $0["textEdit"] }
        #expect(edits.allSatisfy { ($0["range"] == nil) == ($0["insert"] != nil) })
        return edits.contains {
          $0["insert"] == .range(10, place - 2, 10, place) && $0["replace"] == .range(10, place - 2, 10, place + 4)
        }
      },
      CapabilityCase(document(#"{"completion":{"completionList":{"itemDefaults":["editRange"]}}}"#)) { client in
        let place = CapabilityClient.column(10, "script")
        let list = try await client.at("textDocument/completion", 10, place + 2)
        let shared = list["itemDefaults"]?["editRange"]
        let items = list["items"]?.array ?? []
        for name in ["approval", "script", "wait"] {
          let item = try #require(items.first { $0["label"]?.string == name })
          #expect((item["textEdit"]?["range"] ?? shared) == .range(10, place, 10, place + 6))
          #expect((item["textEdit"]?["newText"] ?? item["textEditText"] ?? item["label"])?.string == name)
          #expect((item["textEdit"] == nil) == (shared != nil))
        }
        return shared != nil
      },
      // Reading.
      CapabilityCase(document(#"{"hover":{"contentFormat":["markdown"]}}"#)) {
        try await $0.at("textDocument/hover", 1, 1)["contents"]?["kind"] == "markdown"
      },
      CapabilityCase(
        document(#"{"signatureHelp":{"signatureInformation":{"documentationFormat":["markdown"]}}}"#)
      ) {
        let column = CapabilityClient.column(10, "size(inputs") + 5
        let signature = try await $0.at("textDocument/signatureHelp", 10, column)["signatures"]?[0]
        #expect(signature?["documentation"] != nil)
        return signature?["documentation"]?["kind"] == "markdown"
      },
      CapabilityCase(
        document(
          #"{"signatureHelp":{"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true}}}}"#)
      ) {
        let column = CapabilityClient.column(10, "size(inputs") + 5
        let signature = try await $0.at("textDocument/signatureHelp", 10, column)["signatures"]?[0]
        let label = try #require(signature?["parameters"]?[0]["label"])
        guard let place = label.array else { return false }
        let text = Array((signature?["label"]?.string ?? "").utf16)
        let part = String(decoding: text[(place[0].integer ?? 0)..<(place[1].integer ?? 0)], as: UTF16.self)
        return part.contains(": ") && !part.contains("(")
      },
      CapabilityCase(document(#"{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}"#)) {
        try await $0.client.request("textDocument/documentSymbol", .document(CapabilityClient.uri))[0]["children"]
          != nil
      },
      CapabilityCase(document(#"{"foldingRange":{"rangeLimit":1}}"#)) {
        let all = try await $0.client.request("textDocument/foldingRange", .document(CapabilityClient.uri)).array ?? []
        // Whole lines for everybody, so for those who fold lines alone.
        #expect(all.allSatisfy { $0["startCharacter"] == nil && $0["endCharacter"] == nil })
        return all.count == 1
      },
      CapabilityCase(document(#"{"inlayHint":{"resolveSupport":{"properties":["tooltip"]}}}"#)) {
        let hints = try await $0.client.request(
          "textDocument/inlayHint",
          ["textDocument": ["uri": .string(CapabilityClient.uri)], "range": .range(0, 0, 11, 0)])
        #expect(hints.array?.isEmpty == false)
        return hints[0]["data"] != nil
      },
      // Findings.
      CapabilityCase(publish(#"{"relatedInformation":true}"#)) {
        let findings = await $0.findings()
        let message = findings.first { $0["code"] == "WF412" }?["message"]?.string ?? ""
        let isInMessage = message.contains("deploy.wf.yaml:5:3: ")
        let hasPlaces = findings.contains { $0["relatedInformation"] != nil }
        #expect(isInMessage != hasPlaces, "told once, either way")
        return hasPlaces
      },
      CapabilityCase(publish(#"{"tagSupport":{"valueSet":[1,2]}}"#)) {
        await $0.findings().contains { $0["tags"] == [1] }
      },
      CapabilityCase(publish(#"{"codeDescriptionSupport":true}"#)) {
        await $0.findings().contains { $0["codeDescription"]?["href"] != nil }
      },
      CapabilityCase(publish(#"{"dataSupport":true}"#)) { await $0.findings().contains { $0["data"] != nil } },
      CapabilityCase(publish(#"{"versionSupport":true}"#)) {
        // The file on disk may be told of before it is opened, and has no version.
        if $0.isAble { await $0.client.wait(for: "textDocument/publishDiagnostics") { $0["version"] != nil } }
        _ = await $0.findings()
        return $0.client.received("textDocument/publishDiagnostics").contains { $0["version"] != nil }
      },
      CapabilityCase(document(#"{"diagnostic":{}}"#)) {
        _ = try await $0.client.request("textDocument/diagnostic", .document(CapabilityClient.uri))
        return $0.server("diagnosticProvider") != nil
      },
      // Writing.
      CapabilityCase(document(#"{"codeAction":{"codeActionLiteralSupport":{}}}"#)) {
        let actions = try await $0.actions(10, CapabilityClient.column(10, "biuld"))
        #expect(actions.isEmpty == ($0.server("codeActionProvider") == nil))
        return !actions.isEmpty && actions.allSatisfy { $0["edit"] != nil }
      },
      CapabilityCase(document(#"{"rename":{"prepareSupport":true}}"#)) {
        $0.server("renameProvider", "prepareProvider")?.bool == true
      },
      CapabilityCase(workspace(#"{"workspaceEdit":{"documentChanges":true}}"#)) {
        let edit = try await $0.rename()
        #expect((edit["changes"] == nil) == (edit["documentChanges"] != nil))
        return edit["documentChanges"]?[0]["textDocument"]?["version"]?.integer == 1
      },
      CapabilityCase(document(#"{"synchronization":{"willSaveWaitUntil":true}}"#)) {
        $0.server("textDocumentSync", "willSaveWaitUntil")?.bool == true
      },
      CapabilityCase(workspace(#"{"applyEdit":true}"#)) {
        let result = try await $0.client.request(
          "workspace/executeCommand", ["command": "wflint.fixAll", "arguments": [.string(CapabilityClient.uri)]])
        #expect(result["applied"]?.bool != nil)
        return await $0.got("workspace/applyEdit")
      },
      // Registration and settings.
      CapabilityCase(workspace(#"{"didChangeWatchedFiles":{"dynamicRegistration":true}}"#)) {
        await $0.got("client/registerCapability")
      },
      CapabilityCase(workspace(#"{"didChangeConfiguration":{"dynamicRegistration":true}}"#)) {
        await $0.got("client/registerCapability")
      },
      CapabilityCase(workspace(#"{"configuration":true}"#)) { await $0.got("workspace/configuration") },
    ]

  @Test("what a client can changes what it gets, and without it nothing is missing", arguments: cases)
  func matters(_ test: CapabilityCase) async throws {
    #expect(try await run(test, with: test.capabilities, isAble: true))
    #expect(try await run(test, with: "{}", isAble: false) == false)
  }

  /// A client that knows no code actions is told commands, which come back and change the document.
  @Test func actionsAreCommandsWhereTheClientKnowsNoOthers() async throws {
    let client = try await open(#"{"workspace":{"applyEdit":true}}"#, isAble: true)
    #expect(client.server("codeActionProvider")?.bool == true)
    #expect(client.server("executeCommandProvider", "commands")?.array?.contains("wflint.applyAction") == true)
    let column = CapabilityClient.column(10, "biuld")
    let commands = try await client.actions(10, column)
    #expect(commands.allSatisfy { $0["command"] == "wflint.applyAction" && $0["edit"] == nil })
    let fix = try #require(commands.first { $0["title"] == "replace with `build`" }, "\(commands)")
    let arguments = try #require(fix["arguments"])
    let answer = try await client.client.request(
      "workspace/executeCommand", ["command": "wflint.applyAction", "arguments": arguments])
    // The client of this test takes edits in, and answers nothing.
    #expect(answer["applied"] == false)
    let edit = await client.client.wait(for: "workspace/applyEdit")
    #expect(
      edit["edit"]?["changes"]?[CapabilityClient.uri]?[0] == [
        "newText": "build", "range": .range(10, column, 10, column + 5),
      ], "\(edit)")
    // One that is not offered any more.
    client.client.change(CapabilityClient.uri, version: 2, CapabilityClient.text.replacing("biuld", with: "build"))
    let late = await client.client.errorCode(
      "workspace/executeCommand", ["command": "wflint.applyAction", "arguments": arguments])
    #expect(late == -32801)
    let bad = await client.client.errorCode(
      "workspace/executeCommand", ["command": "wflint.applyAction", "arguments": [.string(CapabilityClient.uri)]])
    #expect(bad == -32602)
    #expect(try await client.client.finish() == 0)
  }

  /// What needs two capabilities at once.
  @Test func capabilitiesTogether() async throws {
    let create = #""workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}"#
    let literal = #""codeAction":{"codeActionLiteralSupport":{}"#
    for (capabilities, isThere) in [
      ("{\"workspace\":{\(create)},\"textDocument\":{\(literal)}}}", true), ("{\"textDocument\":{\(literal)}}}", false),
    ] {
      let client = try await open(capabilities, isAble: true)
      let actions = try await client.actions(in: CapabilityClient.clean, 0, 0)
      #expect(actions.contains { $0["title"] == "Write a scenario for this file" } == isThere)
      #expect(try await client.client.finish() == 0)
    }
    for (capabilities, isPreferred, isLater) in [
      ("{\"textDocument\":{\(literal),\"isPreferredSupport\":true}}}", true, false),
      (
        "{\"textDocument\":{\(literal),\"dataSupport\":true,\"resolveSupport\":{\"properties\":[\"edit\"]}}}}", false,
        true
      ),
    ] {
      let client = try await open(capabilities, isAble: true)
      let actions = try await client.actions(10, CapabilityClient.column(10, "biuld"))
      #expect(actions.contains { $0["isPreferred"]?.bool == true } == isPreferred)
      #expect(actions.contains { $0["edit"] == nil } == isLater)
      #expect(try await client.client.finish() == 0)
    }
  }

  /// Each kind of hint can be switched off by its name.
  @Test(arguments: [("cron", 4), ("order", 4), ("defaults", 2), ("quorum", 5), ("none", 5)])
  func settingsSwitchHintsOff(kind: String, count: Int) async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize("{}", more: #","initializationOptions":{"inlayHints":{"\#(kind)":false}}"#)
    client.open(CapabilityClient.uri, CapabilityClient.text.replacing(", needs: [biuld]", with: ""))
    let hints = try await client.request(
      "textDocument/inlayHint",
      ["textDocument": ["uri": .string(CapabilityClient.uri)], "range": .range(0, 0, 11, 0)])
    #expect(hints.array?.count == count, "\(hints)")
    #expect(try await client.finish() == 0)
  }

  private func open(_ capabilities: String, isAble: Bool) async throws -> CapabilityClient {
    let files = MemoryFiles([
      "/w/deploy.wf.yaml": CapabilityClient.text, "/w/clean.wf.yaml": CapabilityClient.cleanText,
    ])
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    let answer = try await client.initialize(
      capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open(CapabilityClient.uri, CapabilityClient.text)
    client.open(CapabilityClient.clean, CapabilityClient.cleanText)
    return CapabilityClient(client: client, answer: answer, isAble: isAble)
  }

  private func run(_ test: CapabilityCase, with capabilities: String, isAble: Bool) async throws -> Bool {
    let client = try await open(capabilities, isAble: isAble)
    let holds = try await test.holds(client)
    #expect(try await client.client.finish() == 0)
    return holds
  }
}
