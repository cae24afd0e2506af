// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite(.timeLimit(.minutes(20)))
struct OrderingTests {
  @Test(
    "edits and requests in any order: every answer is that of the text as it was when the request was sent",
    arguments: 0..<8)
  func pitfall01Ordering(seed: UInt64) async throws {
    var generator = SeededGenerator(seed)
    let client = try TestClient()
    try await client.initialize()
    let uris = ["file:///a", "file:///b", "file:///c"]
    var texts: [String: String] = [:]
    var version = 0
    var answers: [(Task<String?, any Error>, expected: String?)] = []
    for _ in 0..<1250 {
      version += 1
      let uri = uris.randomElement(using: &generator) ?? ""
      switch (texts[uri], Int.random(in: 0...9, using: &generator)) {
      case (nil, _):
        texts[uri] = "start"
        client.open(uri, "start", version: version)
      case (_, 0):
        texts[uri] = nil
        client.close(uri)
      case (let text?, 1...5):
        // Typing at the start, which moves everything behind it.
        let typed = "\(version)é\n"
        texts[uri] = typed + text
        client.change(uri, version: version, typed, .range(0, 0, 0, 0))
      case (let text?, _):
        let source = SourceText(text)
        let line = Int.random(in: 0..<source.lines.lineCount, using: &generator)
        let expected = FakeService.told(source, source.offset(of: LineColumn(line: line, column: 3), unit: .utf16))
        let id = RequestID.string("r\(version)")
        _ = id
        answers.append((try client.start("textDocument/hover", .place(uri, line, 3)), expected))
      }
    }
    for (answer, expected) in answers {
      let plain = expected.map { $0.replacing("`", with: "").replacing("**", with: "") }
      #expect(try await answer.value == plain)
    }
    #expect(answers.count > 200)
    #expect(try await client.finish() == 0)
  }

  @Test("a notification never waits for a request, and a cancelled request is answered at once and once")
  func cancellation() async throws {
    let gate = FakeService.Gate()
    let client = try TestClient(FakeService(hoverGate: gate))
    try await client.initialize(#"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#)
    client.open("file:///a", "text")
    let slow = Task { await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) }
    await gate.entered(1)
    client.change("file:///a", version: 2, "BAD")
    #expect(await client.findings(of: "file:///a", version: 2).count == 1, "while the hover is still held")
    slow.cancel()
    #expect(await slow.value == -32800)
    gate.open()
    #expect(try await client.request("textDocument/hover", .place("file:///a", 0, 0)) != .null)
    #expect(try await client.finish() == 0)
  }

  @Test("cancellations race with answers: each request is answered once", arguments: 0..<5)
  func pitfall14EveryRequestIsAnswered(seed: UInt64) async throws {
    let client = try TestClient()
    try await client.initialize()
    client.open("file:///a", "text")
    let codes = await withTaskGroup(of: Int?.self) { group in
      var generator = SeededGenerator(seed)
      for _ in 0..<200 {
        let isCancelled = Bool.random(using: &generator)
        let yields = Int.random(in: 0...20, using: &generator)
        group.addTask {
          let request = Task { await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) }
          for _ in 0..<yields { await Task.yield() }
          if isCancelled { request.cancel() }
          return await request.value
        }
      }
      return await group.reduce(into: [Int?]()) { $0.append($1) }
    }
    #expect(codes.count == 200)
    #expect(codes.allSatisfy { $0 == nil || $0 == -32800 })
    #expect(try await client.finish() == 0)
  }

  @Test("a request whose text is gone: `ContentModified` for clients that ask again, else the older text's answer")
  func pitfall15OutdatedRequests() async throws {
    for retries in [true, false] {
      let gate = FakeService.Gate()
      let client = try TestClient(FakeService(hoverGate: gate))
      let methods = retries ? #"["textDocument/hover"]"# : "[]"
      try await client.initialize(
        #"{"general":{"staleRequestSupport":{"cancel":true,"retryOnContentModified":\#(methods)}}}"#)
      client.open("file:///a", "text")
      client.open("file:///b", "text")
      let old = Task { await client.errorCode("textDocument/hover", .place("file:///a", 0, 0)) }
      let other = Task { await client.errorCode("textDocument/hover", .place("file:///b", 0, 0)) }
      await gate.entered(2)
      client.change("file:///a", version: 2, "new")
      if retries { #expect(await old.value == -32801) }
      gate.open()
      if !retries { #expect(await old.value == nil) }
      #expect(await other.value == nil, "the other document has not changed")
      #expect(try await client.finish() == 0)
    }
  }

  @Test("a pull of findings that an edit outdates is given up, with the advice to pull again")
  func outdatedPull() async throws {
    let gate = FakeService.Gate()
    let client = try TestClient(FakeService(diagnosticsGate: gate))
    try await client.initialize(#"{"textDocument":{"diagnostic":{}}}"#)
    client.open("file:///a", "BAD")
    let old = Task { await client.errorCode("textDocument/diagnostic", .document("file:///a")) }
    await gate.entered(1)
    client.change("file:///a", version: 2, "BAD BAD")
    #expect(await old.value == -32802)
    gate.open()
    let report = try await client.request("textDocument/diagnostic", .document("file:///a"))
    #expect(report["items"]?.array?.count == 2)
    #expect(try await client.finish() == 0)
  }
}

extension TestClient {
  /// Sends a request now, and gives its hover's text later.
  fileprivate func start(_ method: String, _ params: JSONValue) throws -> Task<String?, any Error> {
    let (sent, isSent) = (Payload.encode(params), connection)
    return Task.immediate {
      let result = try await isSent.request(method, sent)
      return try Payload.decode(JSONValue.self, from: result)["contents"]?["value"]?.string
    }
  }
}
