// SPDX-License-Identifier: Apache-2.0
import LanguageServer
import LanguageServerProtocol
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(20)))
struct DiagnosticsTests {
  static let versions = #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#

  private func published(_ client: TestClient, _ uri: String) -> [Int?] {
    client.received("textDocument/publishDiagnostics").filter { $0["uri"]?.string == uri }.map {
      $0["version"]?.integer
    }
  }

  @Test("a storm of 50 edits: two publishes, the last 20 ms behind the last edit")
  func storm() async throws {
    let time = ManualClock()
    let client = try TestClient(clock: time.clock)
    try await client.initialize(Self.versions)
    client.open("file:///a", "BAD")
    await client.findings(of: "file:///a", version: 1)
    for version in 2...50 {
      time.advance(by: .milliseconds(1))
      client.change("file:///a", version: version, "BAD ", .range(0, 0, 0, 0))
      // The answer shows that the edit has been taken.
      _ = await client.errorCode("no/such")
    }
    #expect(published(client, "file:///a") == [1])
    await time.sleeper(until: .milliseconds(69))
    time.advance(by: .milliseconds(19))
    _ = await client.errorCode("no/such")
    #expect(published(client, "file:///a") == [1])
    time.advance(by: .milliseconds(1))
    #expect(await client.findings(of: "file:///a", version: 50).count == 50)
    #expect(published(client, "file:///a") == [1, 50])
    #expect(try await client.finish() == 0)
  }

  @Test("who types on before an answer waits for a rest; who waits for each answer gets it at once")
  func pitfall16Coalescing() async throws {
    let time = ManualClock()
    let gate = FakeService.Gate()
    let client = try TestClient(FakeService(diagnosticsGate: gate), clock: time.clock)
    try await client.initialize(Self.versions)
    client.open("file:///a", "BAD")
    await gate.entered(1)
    for version in 2...9 {
      time.advance(by: .milliseconds(10))
      client.change("file:///a", version: version, "BAD ", .range(0, 0, 0, 0))
      _ = await client.errorCode("no/such")
    }
    gate.open()
    await time.sleeper(until: .milliseconds(100))
    #expect(published(client, "file:///a") == [])
    time.advance(by: .milliseconds(20))
    #expect(await client.findings(of: "file:///a", version: 9).count == 9)
    for version in 10...19 {
      time.advance(by: .milliseconds(5))
      client.change("file:///a", version: version, "BAD")
      #expect(await client.findings(of: "file:///a", version: version).count == 1)
    }
    #expect(published(client, "file:///a") == Array(9...19))
    #expect(try await client.finish() == 0)
  }

  @Test("an edit after a rest is answered at once")
  func rest() async throws {
    let time = ManualClock()
    let client = try TestClient(clock: time.clock)
    try await client.initialize(Self.versions)
    client.open("file:///a", "BAD")
    await client.findings(of: "file:///a", version: 1)
    for version in 2...5 {
      time.advance(by: .milliseconds(30))
      client.change("file:///a", version: version, "BAD BAD")
      #expect(await client.findings(of: "file:///a", version: version).count == 2)
    }
    #expect(published(client, "file:///a") == [1, 2, 3, 4, 5])
    #expect(try await client.finish() == 0)
  }

  @Test("findings of an older text are never published")
  func pitfall10Stale() async throws {
    let time = ManualClock()
    let gate = FakeService.Gate()
    let client = try TestClient(FakeService(diagnosticsGate: gate), clock: time.clock)
    try await client.initialize(Self.versions)
    client.open("file:///a", "BAD")
    await gate.entered(1)
    time.advance(by: .seconds(1))
    client.change("file:///a", version: 2, "BAD BAD")
    await gate.entered(2)
    gate.open()
    #expect(await client.findings(of: "file:///a", version: 2).count == 2)
    #expect(published(client, "file:///a") == [2])
    #expect(try await client.finish() == 0)
  }

  @Test("closing clears, also while findings are being computed, and reopening shows them again")
  func pitfall11Clearing() async throws {
    let client = try TestClient()
    try await client.initialize(Self.versions)
    client.open("file:///a%20b", "BAD")
    #expect(await client.findings(of: "file:///a%20b", version: 1).count == 1)
    client.close("file:///a b")
    let cleared = await client.wait(for: "textDocument/publishDiagnostics") {
      $0["diagnostics"]?.array?.isEmpty == true
    }
    #expect(cleared["uri"]?.string == "file:///a%20b", "the client's own spelling")
    client.open("file:///a%20b", "BAD", version: 9)
    #expect(await client.findings(of: "file:///a%20b", version: 9).count == 1)
    #expect(try await client.finish() == 0)

    let gate = FakeService.Gate()
    let held = try TestClient(FakeService(diagnosticsGate: gate))
    try await held.initialize(Self.versions)
    held.open("file:///a", "BAD")
    await gate.entered(1)
    held.close("file:///a")
    _ = await held.errorCode("no/such")
    gate.open()
    #expect(try await held.finish() == 0)
    #expect(held.received("textDocument/publishDiagnostics").allSatisfy { $0["diagnostics"]?.array?.isEmpty == true })
  }

  @Test("an edit here changes findings there, once everything rests; what is the same is not told again")
  func related() async throws {
    let time = ManualClock()
    let client = try TestClient(clock: time.clock)
    try await client.initialize(Self.versions)
    client.open("file:///a", "WANTS")
    client.open("file:///b", "nothing")
    client.open("file:///c", "BAD")
    for uri in ["a", "b", "c"] { await client.findings(of: "file:///\(uri)", version: 1) }
    time.advance(by: .seconds(1))
    client.change("file:///b", version: 2, "ELSEWHERE")
    await client.findings(of: "file:///b", version: 2)
    await time.sleeper(until: .milliseconds(1150))
    time.advance(by: .milliseconds(150))
    let params = await client.wait(for: "textDocument/publishDiagnostics") { $0["diagnostics"]?[0]["code"] == "WF002" }
    #expect(params["uri"]?.string == "file:///a")
    #expect(published(client, "file:///c") == [1])
    #expect(try await client.finish() == 0)
  }

  @Test("thousands of events of watched files are one refresh")
  func pitfall17WatchedFiles() async throws {
    let time = ManualClock()
    let service = FakeService()
    let client = try TestClient(service, clock: time.clock)
    try await client.initialize(Self.versions)
    for number in 0..<500 {
      let uri = JSONValue.string("file:///w/\(number % 100).yaml")
      client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": uri, "type": 2]]])
    }
    await time.sleeper(until: .milliseconds(100))
    _ = await client.errorCode("no/such")
    time.advance(by: .milliseconds(100))
    client.notify("textDocument/didSave", .document("file:///w/last.yaml"))
    await time.sleeper(until: .milliseconds(200))
    time.advance(by: .milliseconds(100))
    while service.changedPaths.withLock({ $0.count }) < 2 { await Task.yield() }
    let paths = service.changedPaths.withLock { $0 }
    #expect(paths.map(\.count) == [100, 1])
    #expect(try await client.finish() == 0)
  }

  @Test("pulled findings: the same result has the same name, and is not sent again; nothing is pushed")
  func pull() async throws {
    let client = try TestClient()
    try await client.initialize(#"{"textDocument":{"diagnostic":{"dataSupport":true}}}"#)
    client.open("file:///a", "a BAD one")
    let first = try await client.request("textDocument/diagnostic", .document("file:///a"))
    #expect(first["kind"] == "full")
    #expect(first["items"]?.array?.count == 1)
    #expect(first["items"]?[0]["data"]?["name"] == "bad-word")
    let id = try #require(first["resultId"])
    let second = try await client.request(
      "textDocument/diagnostic", ["textDocument": ["uri": "file:///a"], "previousResultId": id])
    #expect(second == ["kind": "unchanged", "resultId": id])
    client.change("file:///a", version: 2, "b BAD one")
    let same = try await client.request(
      "textDocument/diagnostic", ["textDocument": ["uri": "file:///a"], "previousResultId": id])
    #expect(same["kind"] == "unchanged", "another text with the same findings")
    client.change("file:///a", version: 3, "")
    let none = try await client.request("textDocument/diagnostic", .document("file:///a"))
    #expect(none["items"] == [])
    #expect(none["resultId"] != id)
    client.close("file:///a")
    #expect(try await client.finish() == 0)
    #expect(client.received("textDocument/publishDiagnostics").isEmpty)
  }

  @Test("what a client can show of a finding")
  func rendering() async throws {
    let poor = try TestClient()
    try await poor.initialize()
    poor.open("file:///dir/a", "é BAD")
    let plain = await poor.wait(for: "textDocument/publishDiagnostics")
    #expect(plain["version"] == nil)
    #expect(
      plain["diagnostics"]?[0] == [
        "range": .range(0, 2, 0, 5), "severity": 1, "code": "WF001", "source": "wflint",
        "message": "'BAD' is wrong\nhelp: write `GOOD`\na:1:1: the first character",
      ])
    #expect(try await poor.finish() == 0)
    let rich = try TestClient()
    try await rich.initialize(
      #"{"textDocument":{"publishDiagnostics":{"relatedInformation":true,"tagSupport":{"valueSet":[1,2]},"versionSupport":true,"codeDescriptionSupport":true,"dataSupport":true}}}"#
    )
    rich.open("file:///dir/a", "é BAD")
    let full = await rich.findings(of: "file:///dir/a", version: 1).first ?? .null
    #expect(full["message"] == "'BAD' is wrong\nhelp: write `GOOD`")
    #expect(full["tags"] == [1])
    #expect(full["codeDescription"]?["href"] == "https://example.org/WF001")
    #expect(
      full["relatedInformation"]
        == [["location": ["uri": "file:///dir/a", "range": .range(0, 0, 0, 0)], "message": "the first character"]])
    #expect(full["data"] == ["name": "bad-word", "fixable": true])
    #expect(try await rich.finish() == 0)
  }
}
