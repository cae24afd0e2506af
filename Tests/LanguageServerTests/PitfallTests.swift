// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import Synchronization
import TestSupport
import Testing

@testable import LanguageServer

/// What other servers stumbled over, one test each, where no other suite has it; the numbers are those of the list that
/// `TidyTests` holds the tests to.
@Suite(.timeLimit(.minutes(20))) struct PitfallTests {
  static let uri = "file:///w/a.wf.yaml"
  static let text = """
    schema: wflint/v1
    name: alpha
    status: active
    deployment: web
    timeout: 1h
    triggers: [{type: manual}]
    steps:
      - {id: plan, name: "😀é日本", type: script, run: make, timeout: 5m} # 😀
      - {id: beta, name: "é", type: script, run: make, needs: [plan, nobody], timeout: 5m}
      - {id: gamma, name: Gamma, type: script, run: make, timeout: 5m}

    """
  static let versions = #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#

  private func service(_ files: [String: String] = [:]) -> WorkflowService {
    WorkflowService(files: MemoryFiles(files))
  }

  @Test("a second change before the first one is dealt with: none is lost")
  func pitfall03NoEditIsLost() async throws {
    let client = try TestClient()
    try await client.initialize(Self.versions)
    client.open("file:///a", "")
    for version in 2...200 { client.change("file:///a", version: version, "\(version % 10)", .range(0, 0, 0, 0)) }
    let expected = SourceText((2...200).reversed().map { "\($0 % 10)" }.joined())
    let hover = try await client.request("textDocument/hover", .place("file:///a", 0, 9999))
    let told = FakeService.told(expected, expected.count).replacing("`", with: "").replacing("**", with: "")
    #expect(hover["contents"]?["value"]?.string == told)
    #expect(try await client.finish() == 0)
  }

  @Test("any text at any place, also half characters: every request is answered")
  func pitfall05TextsOfAllKinds() async throws {
    let client = try TestClient(service())
    try await client.initialize()
    let texts = [
      "\u{FEFF}name: x\r\n", "a: \u{1F468}\u{200D}\u{1F469}\u{0301}\u{2028}b: \u{85}c", "", "\r\r\n\n",
      "é: [\u{0}\u{7F}",
    ]
    for text in texts {
      client.open(Self.uri, text)
      // Half of a surrogate pair, as editors send it while one is typed.
      client.sendRaw(
        frame(
          #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(Self.uri)","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\ud83d"}]}}"#
        ))
      for (line, character) in [(0, 0), (0, 1), (0, 5), (1, 0), (2, 7), (4_294_967_295, 4_294_967_295), (0, -3)] {
        for method in ["textDocument/hover", "textDocument/completion", "textDocument/definition"] {
          #expect(await client.errorCode(method, .place(Self.uri, line, character)) == nil, "\(text)")
        }
      }
    }
    #expect(try await client.finish() == 0)
  }

  @Test("every feature says the same in each unit of columns", arguments: ["utf-8", "utf-16", "utf-32"])
  func pitfall06EveryFeatureInEveryUnit(unit: String) async throws {
    let client = try TestClient(service())
    try await client.initialize(
      #"{"general":{"positionEncodings":["\#(unit)"]},"textDocument":{"publishDiagnostics":{"versionSupport":true},"codeAction":{"codeActionLiteralSupport":{}}}}"#
    )
    client.open(Self.uri, Self.text)
    let found = await client.findings(of: Self.uri, version: 1)
    let source = SourceText(Self.text)
    let columns = try #require(ColumnUnit(rawValue: unit))
    func bytes(_ range: JSONValue?) -> String {
      func offset(_ end: String) -> Int {
        let place = range?[end]
        return source.offset(
          of: LineColumn(line: place?["line"]?.integer ?? 0, column: place?["character"]?.integer ?? 0), unit: columns)
      }
      return source[TextRange(offset("start"), offset("end"))]
    }
    func place(_ word: String) -> JSONValue {
      let offset =
        Self.text.utf8.count - (Self.text.components(separatedBy: word).last?.utf8.count ?? 0) - word.utf8.count
      let position = source.position(of: offset, unit: columns)
      return .place(Self.uri, position.line, position.column)
    }
    #expect(found.first { $0["code"] == "WF201" }.map { bytes($0["range"]) } == "nobody")
    let here = place("plan, nobody")
    for method in ["textDocument/references", "textDocument/documentHighlight", "textDocument/definition"] {
      let ranges = try await client.request(method, here).array?.map { bytes($0["range"]) } ?? []
      #expect(!ranges.isEmpty && ranges.allSatisfy { $0 == "plan" }, "\(method)")
    }
    #expect(bytes(try await client.request("textDocument/hover", here)["range"]) == "plan")
    #expect(bytes(try await client.request("textDocument/prepareRename", here)["range"]) == "plan")
    let linked = try await client.request("textDocument/linkedEditingRange", here)["ranges"]?.array ?? []
    #expect(linked.map(bytes) == ["plan", "plan"])
    let hints = try await client.request(
      "textDocument/inlayHint", ["textDocument": ["uri": .string(Self.uri)], "range": .range(0, 0, 99, 0)])
    #expect(hints.array != nil)
    let selection = try await client.request(
      "textDocument/selectionRange",
      ["textDocument": ["uri": .string(Self.uri)], "positions": [here["position"] ?? .null]])
    #expect(bytes(selection[0]["range"]) == "plan")
    let items = try await client.request("textDocument/completion", place("nobody"))["items"]?.array ?? []
    #expect(items.allSatisfy { bytes($0["textEdit"]?["range"]) == "nobody" } && !items.isEmpty)
    #expect(try await client.finish() == 0)
  }

  @Test("a place inside a character, or between the halves of a line break, is before it")
  func pitfall07InsideOfCharacters() {
    let conversions = Conversions(SourceText("a😀\r\nb"), .utf16)
    #expect(conversions.offset(LSP.Position(line: 0, character: 2)) == 1)
    #expect(conversions.offset(LSP.Position(line: 0, character: 3)) == 5)
    #expect(conversions.offset(LSP.Position(line: 0, character: 4)) == 5, "behind the CR is behind the line")
    #expect(Conversions(SourceText("é"), .utf8).offset(LSP.Position(line: 0, character: 1)) == 0)
    #expect(conversions.position(3) == LSP.Position(line: 0, character: 1))
  }

  @Test("lines end at LF, CRLF and CR, and at nothing else")
  func pitfall08LineTerminators() async throws {
    let text = "a: 1\nb: 2\r\nc: 3\rd: \u{2028}4\u{85}5\n"
    let conversions = Conversions(SourceText(text), .utf16)
    #expect(conversions.position(SourceText(text).count) == LSP.Position(line: 4, character: 0))
    #expect(conversions.offset(LSP.Position(line: 3, character: 0)) == 16)
    let client = try TestClient(service())
    try await client.initialize()
    client.open("file:///w/.wflint.yaml", text)
    client.change("file:///w/.wflint.yaml", version: 2, "x", .range(3, 0, 3, 1))
    #expect(await client.errorCode("textDocument/hover", .place("file:///w/.wflint.yaml", 3, 0)) == nil)
    #expect(try await client.finish() == 0)
  }

  private static let actionClient =
    #"{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}},"publishDiagnostics":{"versionSupport":true}},"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}}"#

  @Test("actions for findings whose text is gone: none, and no error")
  func pitfall12GoneFindings() async throws {
    let client = try TestClient(service())
    try await client.initialize(Self.actionClient)
    client.open(Self.uri, Self.text)
    let found = await client.findings(of: Self.uri, version: 1)
    let finding = try #require(found.first { $0["code"] == "WF201" })
    client.change(Self.uri, version: 2, "schema: wflint/v1\n")
    let actions = try await client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(Self.uri)], "range": finding["range"] ?? .null,
        "context": ["diagnostics": [finding], "only": ["quickfix"]],
      ])
    #expect(actions == [])
    #expect(try await client.finish() == 0)
  }

  @Test(
    "edits of one action never overlap, and no action breaks the text",
    arguments: ["production-deploy", "incident-response"])
  func pitfall13DisjointEdits(name: String) async throws {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/\(name).wf.yaml")
    let text = try String(contentsOf: url, encoding: .utf8).replacing("needs: [", with: "needs: [typo, ")
    let client = try TestClient(service())
    try await client.initialize(Self.actionClient)
    client.open(Self.uri, text)
    let lineCount = SourceText(text).lines.lineCount
    for line in stride(from: 0, to: lineCount, by: 3) {
      for range: JSONValue in [.range(line, 4, line, 4), .range(line, 0, min(line + 12, lineCount), 0)] {
        let actions = try await client.request(
          "textDocument/codeAction",
          ["textDocument": ["uri": .string(Self.uri)], "range": range, "context": ["diagnostics": []]])
        for action in actions.array ?? [] {
          for change in action["edit"]?["documentChanges"]?.array ?? [] {
            let ranges = (change["edits"]?.array ?? []).map { edit -> [Int] in
              ["start", "end"].flatMap { end in
                [edit["range"]?[end]?["line"]?.integer ?? 0, edit["range"]?[end]?["character"]?.integer ?? 0]
              }
            }
            for (first, second) in zip(ranges, ranges.dropFirst()) {
              #expect((first[2], first[3]) <= (second[0], second[1]), "\(action["title"] ?? .null)")
            }
          }
        }
      }
    }
    #expect(try await client.finish() == 0)
  }

  @Test("whatever a client can, and whatever it leaves out, each request is answered")
  func pitfall19CapabilityMatrix() async throws {
    let parts: [(String, String)] = [
      (
        "general",
        #"{"positionEncodings":["utf-8"],"staleRequestSupport":{"cancel":true,"retryOnContentModified":["textDocument/semanticTokens/full"]}}"#
      ),
      ("window", #"{"workDoneProgress":true,"showDocument":{"support":true}}"#),
      (
        "workspace",
        WorkspaceRequestTests.everything.components(separatedBy: #""workspace":"#)[1].components(
          separatedBy: ",\n\"window\"")[0]
      ),
      (
        "textDocument",
        #"{"publishDiagnostics":{"versionSupport":true,"relatedInformation":true},"completion":{"completionItem":{"snippetSupport":true,"insertTextModeSupport":{"valueSet":[1,2]}}},"codeAction":{"codeActionLiteralSupport":{},"dataSupport":true,"resolveSupport":{"properties":["edit"]}},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true},"definition":{"linkSupport":true}}"#
      ),
    ]
    for bits in 0..<(1 << parts.count) {
      let chosen = parts.enumerated().filter { bits & (1 << $0.offset) != 0 }.map {
        "\"\($0.element.0)\":\($0.element.1)"
      }
      let client = try TestClient(service())
      let answer = try await client.initialize("{" + chosen.joined(separator: ",") + "}")
      #expect(answer["capabilities"]?["positionEncoding"]?.string == (bits & 1 == 0 ? "utf-16" : "utf-8"))
      // Options for who knows code actions; who knows commands and makes edits gets those.
      let actions = answer["capabilities"]?["codeActionProvider"]
      #expect((actions != nil) == (bits & 12 != 0) && (actions?.bool == true) == (bits & 12 == 4))
      #expect((answer["capabilities"]?["workspace"]?["fileOperations"] != nil) == (bits & 4 != 0))
      client.open(Self.uri, Self.text)
      for (method, params) in Coverage.samples(Self.uri) {
        let code = await client.errorCode(method, params)
        #expect(code == nil || code == -32602 || code == -32803, "\(method) \(bits)")
      }
      #expect(client.received("client/registerCapability").isEmpty)
      #expect(try await client.finish() == 0)
    }
  }

  @Test("the server asks its client for nothing that is not in the protocol")
  func pitfall21NoRequestsOfOurOwn() async throws {
    let client = try TestClient(service())
    try await client.initialize(WorkspaceRequestTests.everything)
    client.open(Self.uri, Self.text)
    for (method, params) in Coverage.samples(Self.uri) { _ = await client.errorCode(method, params) }
    for method in client.receivedMethods { #expect(Coverage.fromServer.contains(method), "\(method)") }
    #expect(try await client.finish() == 0)
  }

  @Test("one file has one name, and the folder that is nearest has the say")
  func pitfall23Identity() async throws {
    let inner = "/w/sub/.wflint.yaml"
    let files = [inner: "rules: {unknown-step: off}\n", "/w/.wflint.yaml": "rules: {unknown-step: hint}\n"]
    let client = try TestClient(service(files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      Self.versions,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"},{"uri":"file:///w/sub","name":"s"}]"#)
    client.open("file:///w/sub/./x/../a%2Ewf.yaml", Self.text, version: 1)
    client.change("file:///w/sub/a.wf.yaml", version: 2, Self.text)
    let found = await client.findings(of: "file:///w/sub/./x/../a%2Ewf.yaml", version: 2)
    #expect(!found.contains { $0["code"] == "WF201" })
    client.open("file:///w/a.wf.yaml", Self.text, version: 1)
    let outer = await client.findings(of: "file:///w/a.wf.yaml", version: 1)
    #expect(outer.first { $0["code"] == "WF201" }?["severity"]?.integer == 3)
    #expect(try await client.finish() == 0)
  }

  @Test("a bomb of aliases and a hundred thousand brackets cost a finding, not the server")
  func pitfall29Bombs() async throws {
    var bomb = "schema: wflint/v1\nname: x\na0: &a0 [x]\n"
    for level in 1...9 {
      bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]\n"
    }
    let client = try TestClient(service())
    try await client.initialize(Self.versions)
    client.open(Self.uri, bomb)
    #expect(await !client.findings(of: Self.uri, version: 1).isEmpty)
    #expect(await client.errorCode("textDocument/semanticTokens/full", .document(Self.uri)) == nil)
    #expect(try await client.finish() == 0)
  }

  @Test("nesting without end", arguments: ["[", "{a: ", "- ", "? "])
  func pitfall30Nesting(opener: String) async throws {
    let client = try TestClient(service())
    try await client.initialize(Self.versions)
    client.open(Self.uri, "schema: wflint/v1\nsteps: " + String(repeating: opener, count: 100_000))
    #expect(await !client.findings(of: Self.uri, version: 1).isEmpty)
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/codeLens"] {
      #expect(await client.errorCode(method, .document(Self.uri)) == nil)
    }
    #expect(await client.errorCode("textDocument/completion", .place(Self.uri, 1, 500)) == nil)
    #expect(try await client.finish() == 0)
  }

  @Test("completions of several lines come with their indentation, and say that it is final")
  func pitfall32Indentation() async throws {
    let client = try TestClient(service())
    try await client.initialize(
      #"{"textDocument":{"completion":{"completionItem":{"snippetSupport":true,"insertTextModeSupport":{"valueSet":[1,2]}}}}}"#
    )
    client.open(Self.uri, "schema: wflint/v1\nname: x\nsteps:\n  - \n")
    let items = try await client.request("textDocument/completion", .place(Self.uri, 3, 4))["items"]?.array ?? []
    let wide = items.filter { $0["textEdit"]?["newText"]?.string?.contains("\n") == true }
    #expect(!wide.isEmpty)
    for item in wide {
      #expect(item["insertTextMode"]?.integer == 1)
      let lines = item["textEdit"]?["newText"]?.string?.components(separatedBy: "\n").dropFirst() ?? []
      #expect(lines.allSatisfy { $0.hasPrefix("    ") })
    }
    #expect(try await client.finish() == 0)
  }

  @Test("differences of semantic tokens make of the old ones the new ones")
  func pitfall33TokenDifferences() async throws {
    let client = try TestClient(service())
    try await client.initialize()
    client.open(Self.uri, Self.text)
    let first = try await client.request("textDocument/semanticTokens/full", .document(Self.uri))
    var data = first["data"]?.array?.compactMap(\.integer) ?? []
    var id = first["resultId"] ?? .null
    var generator = SeededGenerator(4)
    for version in 2..<40 {
      let line = Int.random(in: 0..<9, using: &generator)
      let typed = ["x", "\n", "- ", "# ", "needs: [plan]"].randomElement(using: &generator) ?? ""
      client.change(Self.uri, version: version, typed, .range(line, 3, line, 3 + version % 3))
      let delta = try await client.request(
        "textDocument/semanticTokens/full/delta",
        ["textDocument": ["uri": .string(Self.uri)], "previousResultId": id])
      for edit in (delta["edits"]?.array ?? []).reversed() {
        let start = edit["start"]?.integer ?? 0
        data.replaceSubrange(
          start..<start + (edit["deleteCount"]?.integer ?? 0), with: edit["data"]?.array?.compactMap(\.integer) ?? [])
      }
      id = delta["resultId"] ?? .null
      let full = try await client.request("textDocument/semanticTokens/full", .document(Self.uri))
      #expect(full["data"]?.array?.compactMap(\.integer) == data)
      id = full["resultId"] ?? .null
    }
    let gone = try await client.request(
      "textDocument/semanticTokens/full/delta",
      ["textDocument": ["uri": .string(Self.uri)], "previousResultId": "gone"])
    #expect(gone["data"]?.array?.compactMap(\.integer) == data)
    #expect(try await client.finish() == 0)
  }

  @Test("two servers say the same in the same order")
  func pitfall34Order() async throws {
    var answers: [[JSONValue]] = []
    for _ in 0..<2 {
      let client = try TestClient(service(WorkspaceRequestTests.files)) { $0.indexGrace = .seconds(60) }
      try await client.initialize(Self.versions, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
      client.open(Self.uri, Self.text)
      var own = [JSONValue.array(await client.findings(of: Self.uri, version: 1))]
      for (method, params) in Coverage.samples(Self.uri) where method != "codeAction/resolve" {
        own.append((try? await client.request(method, params)) ?? .null)
      }
      answers.append(own)
      #expect(try await client.finish() == 0)
    }
    #expect(answers[0] == answers[1])
  }

  @Test("progress begins once the client has agreed, and ends; a quick index shows none")
  func pitfall35Progress() async throws {
    let clock = ManualClock()
    let reads = Mutex(0)
    let hasBegun = Mutex(false)
    let files = MemoryFiles(
      Dictionary(uniqueKeysWithValues: (0..<60).map { ("/w/f\($0).wf.yaml", "schema: wflint/v1\nname: f\($0)\n") }),
      willRead: {
        let count = reads.withLock { count in
          count += 1
          return count
        }
        // The grace is over in the middle of the work, and the rest of it waits for the client's word: a little at each
        // file, since the thread that waits here may be needed for that word.
        guard count >= 10 else { return }
        for _ in 0..<(count > 10 ? 1_000 : 1) where !hasBegun.withLock({ $0 }) {
          if clock.hasSleepers { clock.advance(by: .seconds(1)) }
          usleep(1000)
        }
      })

    let client = try TestClient(WorkflowService(files: files), clock: clock.clock)
    try await client.initialize(
      #"{"window":{"workDoneProgress":true},"workspace":{"codeLens":{"refreshSupport":true}}}"#,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    _ = await client.wait(for: "$/progress")
    hasBegun.withLock { $0 = true }
    await client.wait(for: "$/progress") { $0["value"]?["kind"] == "end" }
    let kinds = client.received("$/progress").compactMap { $0["value"]?["kind"]?.string }
    #expect(kinds.first == "begin" && kinds.last == "end" && kinds.count { $0 != "report" } == 2)
    #expect(try await client.finish() == 0)
    let quick = try TestClient(service(WorkspaceRequestTests.files)) { $0.indexGrace = .seconds(60) }
    try await quick.initialize(
      WorkspaceRequestTests.everything, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    await quick.wait(for: "workspace/codeLens/refresh")
    #expect(quick.received("$/progress").isEmpty && quick.received("window/workDoneProgress/create").isEmpty)
    #expect(try await quick.finish() == 0)
  }

  @Test("settings that change while findings are computed: the last word is of the new ones")
  func pitfall36ChangedSettings() async throws {
    let gate = FakeService.Gate()
    let client = try TestClient(FakeService(diagnosticsGate: gate))
    try await client.initialize(Self.versions)
    client.open("file:///a", "BAD")
    await gate.entered(1)
    client.notify("workspace/didChangeConfiguration", ["settings": ["wflint": ["strict": true]]])
    // The work on the old settings is given up, and begins anew.
    await gate.entered(2)
    gate.open()
    #expect(await client.findings(of: "file:///a", version: 1).count == 1)
    #expect(try await client.finish() == 0)
  }

  @Test("what is closed is forgotten, and versions leave nothing behind")
  func pitfall37Memory() async throws {
    let service = service()
    let client = try TestClient(service)
    try await client.initialize(Self.versions)
    for number in 0..<50 {
      client.open("file:///w/\(number).wf.yaml", Self.text)
      for version in 2..<6 {
        client.change("file:///w/\(number).wf.yaml", version: version, "# x\n", .range(0, 0, 0, 0))
      }
      _ = try await client.request("textDocument/semanticTokens/full", .document("file:///w/\(number).wf.yaml"))
      client.close("file:///w/\(number).wf.yaml")
    }
    _ = await client.errorCode("no/such")
    #expect(service.rememberedDocuments <= 1, "one may be looked at still")
    #expect(try await client.finish() == 0)
  }

  @Test("lengths count bytes, whatever line breaks a text holds")
  func pitfall38BinaryFrames() async throws {
    let client = try TestClient(service())
    try await client.initialize()
    client.open(Self.uri, Self.text.replacing("\n", with: "\r\n"))
    let edit = try await client.request(
      "textDocument/rename",
      ["textDocument": ["uri": .string(Self.uri)], "position": .position(7, 10), "newName": "zzz"])
    #expect(edit["changes"]?[Self.uri]?.array?.count == 2)
    #expect(client.received("fault").isEmpty)
    #expect(try await client.finish() == 0)
  }
}
