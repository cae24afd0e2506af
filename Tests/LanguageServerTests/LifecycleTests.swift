// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import Testing

@testable import LanguageServer

@Suite(.timeLimit(.minutes(20)))
struct LifecycleTests {
  @Test("before `initialize` requests are refused and notifications dropped; a second `initialize` is refused")
  func beginning() async throws {
    let client = try TestClient()
    #expect(await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) == -32002)
    #expect(await client.errorCode("shutdown") == -32002)
    #expect(await client.errorCode("no/such") == -32002)
    client.open("file:///a", "BAD")
    try await client.initialize(#"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#)
    #expect(await client.errorCode("initialize") == -32600)
    #expect(await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) == -32602, "was not opened")
    client.open("file:///a", "fine", version: 2)
    await client.findings(of: "file:///a", version: 2)
    #expect(client.received("textDocument/publishDiagnostics").count == 1)
    #expect(try await client.finish() == 0)
  }

  @Test("after `shutdown` requests are refused, and `exit` ends with 0")
  func ending() async throws {
    let client = try TestClient()
    try await client.initialize()
    #expect(try await client.request("shutdown") == .null)
    #expect(await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) == -32600)
    #expect(await client.errorCode("shutdown") == -32600)
    #expect(await client.errorCode("initialize") == -32600)
    client.notify("exit")
    #expect(await client.status() == 0)
  }

  @Test(
    "exit status",
    arguments: [
      ("exit", 1), ("end", 1), ("shutdown end", 0), ("shutdown exit", 0), ("new exit", 1),
      ("told exit", 0),
    ])
  func pitfall24ExitStatus(how: String, expected: Int32) async throws {
    let client = try TestClient()
    if !how.contains("new") { try await client.initialize() }
    if how.contains("shutdown") { _ = try await client.request("shutdown") }
    if how.contains("told") { client.notify("shutdown") }
    if how.contains("exit") {
      client.notify("exit")
      #expect(await client.status() == expected)
    } else {
      #expect(await client.end() == expected)
    }
  }

  @Test("the server ends with its client's process")
  func pitfall25ClientProcess() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["600"]
    try process.run()
    let client = try TestClient { $0.clientPollInterval = .milliseconds(5) }
    _ = try await client.request("initialize", ["processId": .integer(Int(process.processIdentifier))])
    #expect(await client.errorCode("no/such") == -32601)
    // The worker threads of the tests block other signals, and their children inherit that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(await client.status() == 1)
  }

  @Test("what is not served is said so; `$/` notifications and unknown ones are ignored")
  func pitfall27UnknownMethods() async throws {
    let client = try TestClient()
    try await client.initialize()
    client.notify("$/whatever", ["a": 1])
    client.notify("no/such")
    for method in ["no/such", "$/such", "textDocument/moniker", ""] {
      #expect(await client.errorCode(method) == -32601, "\(method)")
    }
    #expect(try await client.finish() == 0)
  }

  @Test("wrong parameters are refused with the member at fault; wrong notifications do no harm")
  func wrongParameters() async throws {
    let client = try TestClient()
    try await client.initialize()
    client.open("file:///a", "text")
    for params: JSONValue in [.object([:]), .array([]), ["textDocument": 5], .document("file:///a")] {
      #expect(await client.errorCode("textDocument/hover", params) == -32602)
    }
    client.notify("textDocument/didChange", ["textDocument": 5])
    client.notify("textDocument/didOpen", .array([]))
    client.notify("textDocument/didClose")
    client.change("file:///not-open", version: 2, "x")
    let log = await client.wait(for: "window/logMessage", count: 4) { $0["type"]?.integer == 1 }
    #expect(log["message"]?.string?.contains("file:///not-open") == true)
    let hover = try await client.request("textDocument/hover", .place("file:///a", 0, 0))
    #expect(hover != .null)
    #expect(try await client.finish() == 0)
  }

  @Test("bytes that are no message are answered, and the server lives on")
  func malformed() async throws {
    let there = try DescriptorPair()
    let back = try DescriptorPair()
    var options = ServerOptions()
    options.logsToStandardError = false
    let session = Session(Connection(input: there.read, output: back.write), FakeService(), options: options)
    let serving = Task { @concurrent in await session.run() }
    there.send(frame("{"))
    there.send(frame(#"[{"jsonrpc":"2.0","id":1,"method":"initialize"}]"#))
    there.send("Content-Length: none\r\n\r\n")
    there.send(frame(#"{"jsonrpc":"2.0","id":2}"#))
    there.send(frame(#"{"jsonrpc":"2.0","id":"a","method":"initialize"}"#))
    there.send(frame(#"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#))
    there.send(frame(#"{"jsonrpc":"2.0","method":"exit"}"#))
    #expect(await serving.value == 0)
    back.closeWriting()
    let output = String(decoding: FileHandle(fileDescriptor: back.read).readDataToEndOfFile(), as: UTF8.self)
    let bodies = output.components(separatedBy: "Content-Length: ").dropFirst().compactMap {
      $0.components(separatedBy: "\r\n\r\n").last
    }
    let ids = try bodies.map { body -> String in
      let value = try Payload.decode(JSONValue.self, from: Array(body.utf8))
      let id = value["id"].map { $0.string ?? $0.integer.map(String.init) ?? "null" } ?? "-"
      return id + " " + (value["error"]?["code"]?.integer.map(String.init) ?? value["method"]?.string ?? "ok")
    }
    #expect(
      ids == ["null -32700", "null -32600", "null -32700", "2 -32600", "a ok", "- window/logMessage", "3 ok"])
    there.closeWriting()
  }

  @Test("any garbage between good messages: each good request is answered", arguments: 0..<20)
  func garbage(seed: UInt64) async throws {
    var generator = SeededGenerator(seed)
    let client = try TestClient()
    try await client.initialize()
    client.open("file:///a", "text")
    let pieces = [
      "Content-Length: 5\r\n\r\n{...}", "Content-Length: x\r\n\r\n", "{}", "\r\n\r\n", "X: y\r\n\r\n",
      "Content-Length: 3\r\n\r\n[1]",
      frame(#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":3}}}"#),
      frame(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":12345}}"#),
      frame(#"{"jsonrpc":"2.0","id":777,"result":1}"#), frame(#"{"jsonrpc":"2.0","id":[],"method":"x"}"#),
    ]
    for _ in 0..<30 {
      client.sendRaw(pieces.randomElement(using: &generator) ?? "")
      #expect(try await client.request("textDocument/hover", .place("file:///a", 0, 0)) != .null)
    }
    #expect(try await client.finish() == 0)
  }

  @Test("whatever the client says that it can, `initialize` is answered", arguments: InitializeCases.all)
  func pitfall20Initialize(params: String) async throws {
    let client = try TestClient()
    client.sendRaw(frame(#"{"jsonrpc":"2.0","id":"i","method":"initialize"\#(params)}"#))
    // The answer to a request that this client did not send is dropped; the next one shows that it was served.
    client.open("file:///a", "BAD")
    #expect(await client.errorCode("initialize") == -32600)
    #expect(try await client.request("textDocument/hover", .place("file:///a", 0, 0)) != .null)
    #expect(try await client.finish() == 0)
  }

  private enum InitializeCases {
    static let all = [
      "", #","params":{}"#, #","params":null"#, #","params":[]"#, #","params":{"capabilities":null}"#,
      #","params":{"capabilities":{},"initializationOptions":null}"#,
      #","params":{"capabilities":{},"initializationOptions":"garbage","trace":"nonsense","workspaceFolders":7}"#,
      #","params":{"capabilities":{"textDocument":7,"general":{"positionEncodings":["utf-7",8]}},"rootUri":"::"}"#,
    ]
  }

  @Test(
    "the unit of columns",
    arguments: [
      ("{}", "utf-16"), (#"{"general":{"positionEncodings":["utf-16","utf-8"]}}"#, "utf-8"),
      (#"{"general":{"positionEncodings":["utf-32","utf-16"]}}"#, "utf-32"),
      (#"{"general":{"positionEncodings":["utf-16","utf-32"]}}"#, "utf-16"),
      (#"{"general":{"positionEncodings":["x"]}}"#, "utf-16"), (#"{"general":{"positionEncodings":[]}}"#, "utf-16"),
    ])
  func pitfall06Encodings(capabilities: String, expected: String) async throws {
    let client = try TestClient()
    let result = try await client.initialize(capabilities)
    #expect(result["capabilities"]?["positionEncoding"]?.string == expected)
    client.open("file:///a", "é😀BAD")
    let hover = try await client.request("textDocument/hover", .place("file:///a", 0, 999))
    let end = ["utf-8": 9, "utf-16": 6, "utf-32": 5][expected]
    #expect(hover["range"]?["start"]?["character"]?.integer == end)
    #expect(try await client.finish() == 0)
  }

  @Test("capabilities follow the table of handlers and the client")
  func pitfall18Registration() async throws {
    let client = try TestClient()
    let minimal = try await client.initialize()["capabilities"] ?? .null
    #expect(minimal["textDocumentSync"]?["change"]?.integer == 2)
    #expect(minimal["hoverProvider"]?.bool == true)
    #expect(minimal["completionProvider"]?["triggerCharacters"] == [".", ":"])
    #expect(minimal["codeActionProvider"] == nil, "the client takes commands only")
    #expect(minimal["diagnosticProvider"] == nil, "the client does not pull")
    #expect(client.received("client/registerCapability").isEmpty)
    #expect(try await client.finish() == 0)
    let full = try TestClient()
    let all = try await full.initialize(
      #"{"textDocument":{"diagnostic":{},"codeAction":{"codeActionLiteralSupport":{}}},"workspace":{"configuration":true,"didChangeWatchedFiles":{"dynamicRegistration":true},"didChangeConfiguration":{"dynamicRegistration":true}}}"#
    )["capabilities"]
    #expect(all?["codeActionProvider"]?["codeActionKinds"]?.array?.contains("source.fixAll.wflint") == true)
    #expect(all?["diagnosticProvider"]?["interFileDependencies"]?.bool == true)
    let registrations = await full.wait(for: "client/registerCapability")["registrations"]
    #expect(
      registrations?.array?.compactMap { $0["method"]?.string }
        == ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"])
    await full.wait(for: "workspace/configuration")
    #expect(try await full.finish() == 0)
  }

  @Test("the tables are sorted, and no method is served twice")
  func tables() {
    let requests = Dispatch.requests.map { $0.method }
    let notifications = Dispatch.notifications.map { $0.method }
    #expect(requests == Set(requests).sorted())
    #expect(notifications == Set(notifications).sorted())
    for method in requests { #expect(Dispatch.request(method)?.method == method) }
    for method in notifications { #expect(Dispatch.notification(method)?.method == method) }
  }

  @Test("tracing is off until the client wants it")
  func trace() async throws {
    let client = try TestClient()
    try await client.initialize()
    _ = await client.errorCode("no/such")
    #expect(client.received("$/logTrace").isEmpty)
    client.notify("$/setTrace", ["value": "messages"])
    _ = await client.errorCode("no/such")
    client.notify("$/setTrace", ["value": "off"])
    _ = await client.errorCode("no/such")
    await client.wait(for: "$/logTrace", count: 2)
    #expect(client.received("$/logTrace").compactMap { $0["message"]?.string }.first?.contains("no/such") == true)
    #expect(client.received("$/logTrace").count == 2, "one request and the notification that ends it")
    #expect(try await client.finish() == 0)
  }
}
