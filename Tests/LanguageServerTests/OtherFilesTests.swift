// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import Synchronization
import Testing

@testable import LanguageServer

/// What the server tells of files that are not open, and that come and go.
@Suite(.timeLimit(.minutes(20))) struct OtherFilesTests {
  private func workflow(_ name: String, triggers: String = "[{type: manual}]", steps: String = "[]") -> String {
    "schema: wflint/v1\nname: \(name)\nstatus: active\ntimeout: 1h\ntriggers: \(triggers)\nsteps: \(steps)\n"
  }

  private func opened(
    _ files: MemoryFiles, _ capabilities: String = #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#
  ) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    return client
  }

  /// What an expression selects must be an identifier; a key in brackets need not.
  @Test(arguments: [("secrets.KEY", false), ("secrets[\\\"KEY\\\"]", true)])
  func secretsGetNamesThatExpressionsCanRead(expression: String, isRenamed: Bool) async throws {
    let text = workflow("a", steps: "[{id: a, type: script, run: \"${{ \(expression) }}\"}]")
    let client = try await opened(
      MemoryFiles(["/w/a.wf.yaml": text, "/w/.wflint.yaml": "directory:\n  secrets: [KEY]\n"]))
    let uri = "file:///w/.wflint.yaml"
    client.open(uri, "directory:\n  secrets: [KEY]\n")
    await client.findings(of: uri, version: 1)
    func params(_ name: String) -> JSONValue {
      ["textDocument": ["uri": .string(uri)], "position": .position(1, 13), "newName": .string(name)]
    }
    let code = await client.errorCode("textDocument/rename", params("api-key"))
    #expect(code == (isRenamed ? nil : -32803))
    let edit = try await client.request("textDocument/rename", params("API_KEY"))
    #expect(edit["changes"]?["file:///w/a.wf.yaml"]?.array?.count == 1, "\(edit)")
    #expect(edit["changes"]?[uri]?.array?.count == 1, "\(edit)")
    #expect(try await client.finish() == 0)
  }

  /// Columns of a closed file are counted in the client's unit: before the name stand 12 bytes of ASCII, a letter of 2
  /// bytes and 1 UTF-16 unit, and one of 4 bytes and 2 units.
  @Test(arguments: [("utf-8", 18), ("utf-16", 15), ("utf-32", 14)])
  func relatedPlacesOfClosedFiles(unit: String, column: Int) async throws {
    let other = "{ö😀: 1, name: same, schema: wflint/v1, status: paused, steps: []}\n"
    let client = try await opened(
      MemoryFiles(["/w/b.wf.yaml": other]),
      #"{"general":{"positionEncodings":["\#(unit)"]},"textDocument":{"publishDiagnostics":{"versionSupport":true,"relatedInformation":true}}}"#
    )
    let uri = "file:///w/a.wf.yaml"
    client.open(uri, workflow("a", triggers: "[{type: workflow, workflow: same}]"))
    let found = await client.findings(of: uri, version: 1)
    let related = found.flatMap { $0["relatedInformation"]?.array ?? [] }.first {
      $0["location"]?["uri"] == "file:///w/b.wf.yaml"
    }
    #expect(related?["location"]?["range"] == .range(0, column, 0, column + 4), "\(found)")
    #expect(try await client.finish() == 0)
  }

  /// `a` waits for the end of `other`, so `other` starts it; the ranges lie in the text of `other`.
  @Test func chainsAreFollowedTheWayTheyRun() async throws {
    let chained = workflow("a", triggers: "[{type: workflow, workflow: other}]")
    let other = "# é\n" + workflow("other")
    let client = try await opened(MemoryFiles(["/w/a.wf.yaml": chained, "/w/other.wf.yaml": other]))
    let (first, second) = ("file:///w/a.wf.yaml", "file:///w/other.wf.yaml")
    client.open(first, chained)
    client.open(second, other)
    await client.findings(of: second, version: 1)
    func ask(_ method: String, _ uri: String, _ line: Int) async throws -> [JSONValue] {
      let item = try await client.request("textDocument/prepareCallHierarchy", .place(uri, line, 6))[0]
      return try await client.request("callHierarchy/" + method, ["item": item]).array ?? []
    }
    let started = try await ask("outgoingCalls", second, 2)
    #expect(started.map { $0["to"]?["name"] } == ["a"] && started.first?["fromRanges"] == [.range(2, 6, 2, 11)])
    let starters = try await ask("incomingCalls", first, 1)
    #expect(starters.map { $0["from"]?["name"] } == ["other"] && starters.first?["fromRanges"] == [.range(2, 6, 2, 11)])
    #expect(try await ask("incomingCalls", second, 2) == [])
    #expect(try await ask("outgoingCalls", first, 1) == [])
    #expect(try await client.finish() == 0)
  }

  /// Names of closed files, of every kind, are found as those of open ones are, the nearest first.
  @Test(arguments: [true, false]) func symbolsOfAllFiles(areOpen: Bool) async throws {
    let blueprint = """
      tosca_definitions_version: cloudify_dsl_1_5
      imports: [cloudify/types/types.yaml]
      node_templates: {web_server: {type: cloudify.nodes.Root}}

      """
    let texts = [
      "/w/a.wf.yaml": workflow(
        "web", steps: "[{id: swept, type: script, run: make}, {id: ask, type: approval, approvers: [\"team:web_ops\"]}]"
      ),
      "/w/a.sim.yaml": "schema: wflint-sim/v1\nworkflow: a.wf.yaml\nscenarios: [{name: the web is down}]\n",
      "/w/up.cue": "\"upweb\": {type: \"workflow-step\"}\ntemplate: parameter: {x: string}\n",
      "/w/blueprint.yaml": blueprint,
      "/w/.wflint.yaml": "directory: {teams: {web_ops: []}}\nstep_types: {my_web: {}}\n",
    ]
    let client = try await opened(MemoryFiles(texts))
    if areOpen {
      for (path, text) in texts { client.open("file://" + path, text) }
    } else {
      client.open("untitled:a", "")
      await client.findings(of: "untitled:a", version: 1)
    }
    let found = try await client.request("workspace/symbol", ["query": "web"]).array ?? []
    let described = found.map { symbol in
      let path = String((symbol["location"]?["uri"]?.string ?? "").dropFirst(7))
      let lines = (texts[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      let start = symbol["location"]?["range"]?["start"]
      let line = lines.indices.contains(start?["line"]?.integer ?? -1) ? lines[start?["line"]?.integer ?? 0] : ""
      let name = symbol["name"]?.string ?? ""
      let column = start?["character"]?.integer ?? 0
      // A name that is written in quotes has them.
      #expect(line.dropFirst(column).drop { $0 == "\"" }.hasPrefix(name) == true, "\(symbol)")
      return "\(name) \(symbol["kind"]?.integer ?? 0) \(symbol["containerName"]?.string ?? "-")"
    }
    #expect(
      described == [
        "web 5 -", "web_ops 7 team", "web_server 7 node_templates", "my_web 7 step type", "the web is down 6 -",
        "upweb 7 step type",
      ])
    #expect(try await client.finish() == 0)
  }

  /// Commands run on files as they are on disk, too.
  @Test func commandsTakeClosedFiles() async throws {
    let files = MemoryFiles(["/w/a.wf.yaml": workflow("a", steps: "[{id: one, type: script, run: make}]")])
    let client = try await opened(files)
    func run(_ command: String, _ uri: String) async throws -> JSONValue {
      try await client.request("workspace/executeCommand", ["command": .string(command), "arguments": [.string(uri)]])
    }
    let first = try await run("wflint.simulate", "file:///w/a.wf.yaml")
    #expect(first["text"]?.string?.contains("one") == true)
    #expect(try await run("wflint.graph", "file:///w/a.wf.yaml")["content"]?.string?.contains("one") == true)
    // Nothing of it is remembered: the file is another now.
    files.write("/w/a.wf.yaml", workflow("a", steps: "[{id: two, type: script, run: make}]"))
    #expect(try await run("wflint.simulate", "file:///w/a.wf.yaml")["text"]?.string?.contains("two") == true)
    let code = await client.errorCode(
      "workspace/executeCommand", ["command": "wflint.simulate", "arguments": ["file:///w/none.wf.yaml"]])
    #expect(code == -32602)
    let page = try await client.request(
      "workspace/executeCommand", ["command": "wflint.explain", "arguments": ["ungated-change"]])
    #expect(page["code"] == "WF509")
    #expect(try await client.finish() == 0)
  }

  /// A name means the workflow of its own workspace, whatever others hold.
  @Test func workflowsOfOtherWorkspacesAreOthers() async throws {
    var texts: [String: String] = [:]
    for root in ["r1", "r2"] {
      texts["/w/\(root)/.wflint.yaml"] = "exclude: []\n"
      texts["/w/\(root)/dup.wf.yaml"] = workflow("dup")
      texts["/w/\(root)/call.wf.yaml"] = workflow("call", steps: "[{id: c, type: call, workflow: dup}]")
    }
    let client = try await opened(MemoryFiles(texts))
    client.open("file:///w/r1/call.wf.yaml", texts["/w/r1/call.wf.yaml"] ?? "")
    guard case .object(var params) = JSONValue.place("file:///w/r1/call.wf.yaml", 5, 40) else { return }
    params["newName"] = "single"
    let edit = try await client.request("textDocument/rename", .object(params))
    var changed: [String] = []
    if case .object(let changes)? = edit["changes"] { changed = changes.keys.sorted() }
    #expect(changed == ["file:///w/r1/call.wf.yaml", "file:///w/r1/dup.wf.yaml"])
    params["context"] = ["includeDeclaration": true]
    let references = try await client.request("textDocument/references", .object(params)).array ?? []
    #expect(references.count == 2 && references.allSatisfy { $0["uri"]?.string?.contains("/r1/") == true })
    // The other workspace has a workflow of that name, this one has none.
    params["newName"] = "call"
    #expect(await client.errorCode("textDocument/rename", .object(params)) == -32803)
    #expect(try await client.finish() == 0)
  }

  /// Who renames at once waits until all files are read, and does not get half of the edits.
  @Test(arguments: ["textDocument/rename", "textDocument/references", "workspace/symbol"])
  func questionsAboutAllFilesWaitForThem(method: String) async throws {
    let gate = SlowDisk()
    var texts = ["/w/dup.wf.yaml": workflow("dup")]
    for index in 0..<50 {
      texts["/w/c\(index).wf.yaml"] = workflow("c\(index)", steps: "[{id: c, type: call, workflow: dup}]")
    }
    // The reading stops on its way for a while.
    let files = MemoryFiles(texts) { gate.read() }
    // A thread of its own: the reading may hold all that tasks run on.
    Thread.detachNewThread {
      usleep(200_000)
      gate.isReady = true
    }
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .zero }
    try await client.initialize(
      #"{"textDocument":{"diagnostic":{}}}"#, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open("file:///w/dup.wf.yaml", texts["/w/dup.wf.yaml"] ?? "")
    guard case .object(var params) = JSONValue.place("file:///w/dup.wf.yaml", 1, 7) else { return }
    params["newName"] = "other"
    params["context"] = ["includeDeclaration": true]
    params["query"] = "c"
    let found = try await client.request(method, .object(params))
    if case .object(let changes)? = found["changes"] {
      #expect(changes.count == 51)
    } else {
      #expect(found.array?.count == (method == "workspace/symbol" ? 100 : 51))
    }
    #expect(try await client.finish() == 0)
  }

  /// Clients tell a folder's new name alone.
  @Test func foldersThatGetOtherNamesAreKnown() async throws {
    let files = MemoryFiles([
      "/w/.wflint.yaml": "exclude: [new/old/**]\n", "/w/flows/deep/one.wf.yaml": workflow("one"),
      "/w/flows/old/two.wf.yaml": workflow("two"),
    ])
    let client = try await opened(files)
    func paths() async throws -> [String] {
      try await client.request("workspace/symbol", ["query": ""]).array?.compactMap {
        $0["location"]?["uri"]?.string
      } ?? []
    }
    let before = ["file:///w/flows/deep/one.wf.yaml", "file:///w/flows/old/two.wf.yaml"]
    for _ in 0..<5000 where try await paths() != before { try await Task.sleep(for: .milliseconds(2)) }
    #expect(try await paths() == before)
    for name in ["deep/one", "old/two"] {
      files.write("/w/new/\(name).wf.yaml", workflow(String(name.suffix(3))))
      files.write("/w/flows/\(name).wf.yaml", nil)
    }
    client.notify("workspace/didRenameFiles", ["files": [["oldUri": "file:///w/flows", "newUri": "file:///w/new"]]])
    let after = ["file:///w/new/deep/one.wf.yaml"]
    for _ in 0..<5000 where try await paths() != after { try await Task.sleep(for: .milliseconds(2)) }
    #expect(try await paths() == after)
    #expect(try await client.finish() == 0)
  }

  /// A client that cannot watch files: what changes on disk is seen at the next look, also what goes and comes back.
  @Test func changesOnDiskAreFollowed() async throws {
    let files = MemoryFiles(["/w/b.wf.yaml": workflow("one")], hasStamps: true)
    let clock = ManualClock()
    let client = try TestClient(WorkflowService(files: files), clock: clock.clock) {
      $0.watchedFilesDelay = .seconds(1)
      $0.filePollInterval = .seconds(50)
    }
    try await client.initialize(more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    func see(_ expected: [String]) async throws {
      func names() async throws -> [String] {
        try await client.request("workspace/symbol", ["query": ""]).array?.compactMap { $0["name"]?.string } ?? []
      }
      for _ in 0..<5000 where try await names() != expected { try await Task.sleep(for: .milliseconds(2)) }
      #expect(try await names() == expected)
    }
    try await see(["one"])
    await clock.sleeper(until: .seconds(50))
    var pause = Duration.seconds(50)
    for (index, text) in [workflow("two"), nil, workflow("three")].enumerated() {
      files.write("/w/b.wf.yaml", text)
      clock.advance(by: pause)
      // Events are gathered for a second, and the next look is an interval away.
      await clock.sleeper(until: .seconds(50 * (index + 1) + 1))
      await clock.sleeper(until: .seconds(50 * (index + 2)))
      clock.advance(by: .seconds(1))
      pause = .seconds(49)
      try await see([["two"], [], ["three"]][index])
    }
    #expect(try await client.finish() == 0)
    #expect(!clock.hasSleepers, "the looking ends with the session")
  }

  /// Where a client tells of changes, or nothing can be seen, nobody looks.
  @Test(arguments: [(true, false), (false, true), (true, true)])
  func nobodyLooksWithoutNeed(watches: Bool, isBlind: Bool) async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles(hasStamps: !isBlind)))
    try await client.initialize(
      watches ? #"{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}"# : "{}")
    _ = try await client.request("workspace/symbol", ["query": ""])
    #expect(await client.session.pollWork == nil)
    #expect(try await client.finish() == 0)
  }
}

/// A disk from which twenty files are read at once, and others only later.
private final class SlowDisk: Sendable {
  private let state = Mutex((reads: 0, isReady: false))

  var isReady: Bool {
    get { state.withLock { $0.isReady } }
    set { state.withLock { $0.isReady = newValue } }
  }

  func read() {
    let isBlocked = state.withLock { state in
      state.reads += 1
      return state.reads > 20
    }
    if isBlocked { while !isReady { usleep(1000) } }
  }
}
