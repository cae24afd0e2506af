// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import Synchronization

/// A client and the server that it talks to, over real pipes, in one process.
final class TestClient: Sendable {
  let connection: Connection
  /// The server's side, for looking at what it holds.
  let session: Session
  private let there: DescriptorPair
  private let back: DescriptorPair
  private let serving: Task<Int32, Never>
  private let reading: Task<Void, Never>
  private let inbox: Inbox

  init(
    _ service: any LanguageService = FakeService(), clock: ServerClock = .continuous,
    configure: (inout ServerOptions) -> Void = { _ in }
  ) throws {
    there = try DescriptorPair()
    back = try DescriptorPair()
    var options = ServerOptions()
    options.clock = clock
    options.logsToStandardError = false
    configure(&options)
    let server = Session(Connection(input: there.read, output: back.write), service, options: options)
    session = server
    let back = back
    serving = Task { @concurrent in
      let status = await server.run()
      back.closeWriting()
      return status
    }
    connection = Connection(input: back.read, output: there.write)
    connection.start()
    let inbox = Inbox()
    self.inbox = inbox
    reading = Task { @concurrent [connection] in
      for await message in connection.incoming {
        switch message {
        case .notification(let method, let params): inbox.receive(method, params)
        case .request(let ticket, let method, let params):
          inbox.receive(method, params)
          let answer = method == "workspace/configuration" ? #"[{"strict":true}]"# : "null"
          connection.reply(ticket, Array(answer.utf8))
        case .fault(_, let error): inbox.receive("fault", Payload.encode(error.message))
        case .cancelled, .end: break
        }
      }
    }
  }

  /// Sends a request and reads its result.
  func request(_ method: String, _ params: JSONValue = .object([:])) async throws -> JSONValue {
    try Payload.decode(JSONValue.self, from: try await connection.request(method, Payload.encode(params)))
  }

  /// The code of the error that a request is answered with; nil for a result.
  func errorCode(_ method: String, _ params: JSONValue = .object([:])) async -> Int? {
    do throws(ResponseError) {
      _ = try await connection.request(method, Payload.encode(params))
      return nil
    } catch { return error.code.rawValue }
  }

  func notify(_ method: String, _ params: JSONValue = .object([:])) {
    connection.send(.notification(method: method, params: Payload.encode(params)))
  }

  /// Sends bytes as they are.
  func sendRaw(_ text: String) { there.send(text) }

  /// Sends `initialize` with the capabilities as JSON text, and `initialized`.
  @discardableResult
  func initialize(_ capabilities: String = "{}", more: String = "") async throws -> JSONValue {
    let json = "{\"processId\":null,\"rootUri\":null,\"capabilities\":\(capabilities)\(more)}"
    let result = try await connection.request("initialize", Array(json.utf8))
    notify("initialized")
    return try Payload.decode(JSONValue.self, from: result)
  }

  func open(_ uri: String, _ text: String, version: Int = 1) {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri), "languageId": "yaml", "version": .integer(version), "text": .string(text),
        ]
      ])
  }

  /// Replaces the whole text, or a range of it.
  func change(_ uri: String, version: Int, _ text: String, _ range: JSONValue? = nil) {
    var change: [String: JSONValue] = ["text": .string(text)]
    change["range"] = range
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": .integer(version)],
        "contentChanges": .array([.object(change)]),
      ])
  }

  func close(_ uri: String) { notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]]) }

  /// The methods of what has come so far.
  var receivedMethods: Set<String> { inbox.state.withLock { Set($0.messages.map(\.method)) } }

  /// What has come so far under a method.
  func received(_ method: String) -> [JSONValue] {
    inbox.state.withLock { $0.messages.filter { $0.method == method }.map(\.params) }
  }

  /// Waits until a message of a method has come that satisfies `isWanted`.
  @discardableResult
  func wait(
    for method: String, count: Int = 1, where isWanted: @escaping @Sendable (JSONValue) -> Bool = { _ in true }
  ) async -> JSONValue {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      inbox.watch(continuation) { messages in
        messages.filter { $0.method == method && isWanted($0.params) }.count >= count
      }
    }
    return received(method).filter(isWanted).dropFirst(count - 1).first ?? .null
  }

  /// Waits for the findings of a document in a version.
  @discardableResult
  func findings(of uri: String, version: Int) async -> [JSONValue] {
    let params = await wait(for: "textDocument/publishDiagnostics") {
      $0["uri"]?.string == uri && $0["version"]?.integer == version
    }
    return params["diagnostics"]?.array ?? []
  }

  /// Ends the session as an editor does. Returns the exit status.
  func finish() async throws -> Int32 {
    _ = try await request("shutdown")
    notify("exit")
    return await end()
  }

  /// Closes the client's side, or waits for the server after `exit`. Returns the exit status.
  func end() async -> Int32 {
    there.closeWriting()
    let status = await serving.value
    await reading.value
    return status
  }

  /// The exit status of a server that ends by itself.
  func status() async -> Int32 {
    let status = await serving.value
    await reading.value
    there.closeWriting()
    return status
  }
}

/// Everything that the server sent besides answers, in order.
private final class Inbox: Sendable {
  typealias Messages = [(method: String, params: JSONValue)]

  struct State {
    var messages: Messages = []
    var watchers: [(isMet: @Sendable (Messages) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
  }

  let state = Mutex(State())

  func receive(_ method: String, _ params: [UInt8]?) {
    let value = (try? Payload.decode(JSONValue.self, from: params)) ?? .null
    let met = state.withLock { inbox in
      inbox.messages.append((method, value))
      let messages = inbox.messages
      let met = inbox.watchers.filter { $0.isMet(messages) }.map(\.continuation)
      inbox.watchers.removeAll { $0.isMet(messages) }
      return met
    }
    for continuation in met { continuation.resume() }
  }

  func watch(
    _ continuation: CheckedContinuation<Void, Never>,
    _ isMet: @escaping @Sendable (Messages) -> Bool
  ) {
    let isThere = state.withLock { inbox in
      if isMet(inbox.messages) { return true }
      inbox.watchers.append((isMet, continuation))
      return false
    }
    if isThere { continuation.resume() }
  }
}

extension JSONValue {
  /// The elements; nil where this is no list.
  var array: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  /// The element; null beyond the end.
  subscript(index: Int) -> JSONValue { (array ?? []).indices.contains(index) ? (array ?? [])[index] : .null }

  static func position(_ line: Int, _ character: Int) -> JSONValue {
    ["line": .integer(line), "character": .integer(character)]
  }

  static func range(_ startLine: Int, _ start: Int, _ endLine: Int, _ end: Int) -> JSONValue {
    ["start": .position(startLine, start), "end": .position(endLine, end)]
  }

  static func document(_ uri: String) -> JSONValue { ["textDocument": ["uri": .string(uri)]] }

  static func place(_ uri: String, _ line: Int, _ character: Int) -> JSONValue {
    ["textDocument": ["uri": .string(uri)], "position": .position(line, character)]
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
}
