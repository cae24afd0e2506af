// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The built server, spoken to over its standard streams: transcripts of what must always hold.
@Suite struct ServerPipeTests {
  private static func frame(_ body: String) -> String { "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }
  private static func request(_ id: Int, _ method: String, _ params: String = "{}") -> String {
    frame(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#)
  }
  private static func notification(_ method: String, _ params: String = "{}") -> String {
    frame(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)}"#)
  }
  private static let hover = #"{"textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}}"#
  private static let minimal = #"{"processId":null,"rootUri":null,"capabilities":{}}"#

  /// What the server writes, message by message; nil where a byte is of no frame.
  private func messages(_ output: Data) throws -> [[String: Any]]? {
    var rest = output[...]
    var result: [[String: Any]] = []
    while !rest.isEmpty {
      guard let end = rest.range(of: Data("\r\n\r\n".utf8)),
        let header = String(data: rest[rest.startIndex..<end.lowerBound], encoding: .utf8),
        header.hasPrefix("Content-Length: "), let length = Int(header.dropFirst(16)),
        rest.distance(from: end.upperBound, to: rest.endIndex) >= length
      else { return nil }
      let body = rest[end.upperBound..<rest.index(end.upperBound, offsetBy: length)]
      result.append(try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any]))
      rest = rest[body.endIndex...]
    }
    return result
  }

  /// Speaks to the server; gives its answers as `id code`, or `id ok`, and its exit status.
  private func talk(_ input: String, arguments: [String] = []) async throws -> (answers: [String], status: Int32) {
    let (all, status) = try await exchange(input, arguments: arguments)
    let answers = all.filter { $0["method"] == nil }.map { message -> String in
      let id = (message["id"] as? Int).map { "\($0)" } ?? "null"
      return id + " " + (((message["error"] as? [String: Any])?["code"] as? Int).map { "\($0)" } ?? "ok")
    }
    return (answers, status)
  }

  /// Speaks to the server; gives all that it writes, and its exit status.
  private func exchange(
    _ input: String, arguments: [String] = []
  ) async throws -> (messages: [[String: Any]], status: Int32) {
    let sandbox = try Sandbox(["input": input])
    let output = sandbox.folder.appendingPathComponent("output")
    let status = await Spawn(
      executable: Sandbox.executable.path, arguments: ["lsp"] + arguments, folder: sandbox.folder.path,
      streams: [sandbox.folder.appendingPathComponent("input").path, output.path, "/dev/null"]
    ).run()
    let all = try #require(try messages(try Data(contentsOf: output)), "something else than frames was written")
    return (all, status)
  }

  /// The same, where the last messages are sent once a request is answered: the server does not wait for long after
  /// `shutdown`.
  private func exchange(
    _ input: String, awaiting id: Int, then last: String
  ) async throws -> (messages: [[String: Any]], status: Int32) {
    let sandbox = try Sandbox([:])
    let (pipe, output) = (
      sandbox.folder.appendingPathComponent("pipe"), sandbox.folder.appendingPathComponent("output")
    )
    try #require(mkfifo(pipe.path, 0o600) == 0)
    // Whoever has it for both opens it at once, and the server does not see its end.
    let writer = try #require(FileHandle(forUpdatingAtPath: pipe.path))
    try writer.write(contentsOf: Data(input.utf8))
    let spawn = Spawn(
      executable: Sandbox.executable.path, arguments: ["lsp"], folder: sandbox.folder.path,
      streams: [pipe.path, output.path, "/dev/null"])
    async let status = spawn.run()
    func answered() throws -> Bool {
      let written = (try? Data(contentsOf: output)).flatMap { try? messages($0) }
      return written?.contains { $0["id"] as? Int == id && $0["method"] == nil } == true
    }
    for _ in 0..<60_000 {
      if try answered() { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    try writer.write(contentsOf: Data(last.utf8))
    try writer.close()
    let end = await status
    return (try #require(try messages(try Data(contentsOf: output)), "something else than frames was written"), end)
  }

  /// What the editor's command says is what the command line prints, with counter-examples, of every example.
  @Test(arguments: ["production-deploy", "multi-region-deploy", "incident-response", "manual-gate"])
  func verifies(example: String) async throws {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/\(example).wf.yaml")
    let text = try String(contentsOf: url, encoding: .utf8)
    let sandbox = try Sandbox(["a.wf.yaml": text])
    let printed = try await sandbox.run(Sandbox.executable.path, ["verify", "a.wf.yaml"]).text
    let uri = sandbox.folder.appendingPathComponent("a.wf.yaml").absoluteString
    let content = try #require(
      String(data: try JSONSerialization.data(withJSONObject: [text]), encoding: .utf8)
    ).dropFirst().dropLast()
    let (messages, status) = try await exchange(
      Self.request(1, "initialize", Self.minimal)
        + Self.notification(
          "textDocument/didOpen",
          #"{"textDocument":{"uri":"\#(uri)","languageId":"yaml","version":1,"text":\#(content)}}"#)
        + Self.request(2, "workspace/executeCommand", #"{"command":"wflint.verify","arguments":["\#(uri)"]}"#),
      awaiting: 2, then: Self.request(3, "shutdown") + Self.notification("exit"))
    #expect(status == 0)
    let answer = messages.first { $0["id"] as? Int == 2 }?["result"] as? [String: Any]
    let told = try #require(answer?["text"] as? String)
    #expect("a.wf.yaml\n" + told + "\n" == printed)
    #expect((answer?["properties"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test(arguments: [
    ("hover.exit", ["1 -32002"], Int32(1)), ("init.init.shutdown.exit", ["2 ok", "3 -32600", "5 ok"], 0),
    ("init.shutdown.hover.exit", ["2 ok", "5 ok", "1 -32600"], 0), ("init.exit", ["2 ok"], 1), ("init", ["2 ok"], 1),
    ("", [], 1), ("init.shutdown", ["2 ok", "5 ok"], 0),
    ("bad.init.bad.shutdown.exit", ["null -32700", "2 ok", "null -32700", "5 ok"], 0),
    ("init.unknown.shutdown.exit", ["2 ok", "6 -32601", "5 ok"], 0),
    ("bare.shutdown.exit", ["7 ok", "5 ok"], 0), ("header.init.shutdown.exit", ["null -32700", "2 ok", "5 ok"], 0),
  ])
  func lifecycle(script: String, answers: [String], status: Int32) async throws {
    var isFirst = true
    let input = script.split(separator: ".").map { word -> String in
      switch word {
      case "hover": return Self.request(1, "textDocument/hover", Self.hover)
      case "init":
        defer { isFirst = false }
        return Self.request(isFirst ? 2 : 3, "initialize", Self.minimal)
      case "bare": return Self.frame(#"{"jsonrpc":"2.0","id":7,"method":"initialize"}"#)
      case "shutdown": return Self.request(5, "shutdown")
      case "exit": return Self.notification("exit")
      case "unknown": return Self.request(6, "no/such")
      case "header": return "Content-Length: many\r\n\r\n"
      default: return Self.frame("{")
      }
    }.joined()
    let (found, end) = try await talk(input)
    #expect(found == answers)
    #expect(end == status)
  }

  /// Standard output is the protocol's alone, also where something is logged and a scenario is run.
  @Test func pitfall28StandardOutput() async throws {
    let text = #"schema: wflint/v1\nname: x\nsteps:\n  - {id: a, type: script, run: \"😀\", needs: [b]}\n"#
    let open =
      #"{"textDocument":{"uri":"file:///tmp/wflint-none/a.wf.yaml","languageId":"yaml","version":1,"text":"\#(text)"}}"#
    let (answers, status) = try await talk(
      Self.request(2, "initialize", Self.minimal) + Self.notification("$/setTrace", #"{"value":"verbose"}"#)
        + Self.notification("textDocument/didOpen", open)
        + Self.notification("textDocument/didChange", #"{"textDocument":7}"#)
        + Self.request(
          3, "workspace/executeCommand",
          #"{"command":"wflint.simulate","arguments":["file:///tmp/wflint-none/a.wf.yaml"]}"#)
        + Self.request(4, "textDocument/codeLens", #"{"textDocument":{"uri":"file:///tmp/wflint-none/a.wf.yaml"}}"#)
        + Self.request(5, "shutdown") + Self.notification("exit"))
    #expect(Set(answers) == ["2 ok", "3 ok", "4 ok", "5 ok"])
    #expect(status == 0)
  }

  /// An example typed over the pipe, every tenth keystroke with a completion: each is answered.
  @Test func typing() async throws {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/manual-gate.wf.yaml")
    let text = Array(try String(contentsOf: url, encoding: .utf8).prefix(400))
    let uri = "file:///tmp/wflint-none/typed.wf.yaml"
    var input = Self.request(1, "initialize", Self.minimal)
    input += Self.notification(
      "textDocument/didOpen",
      #"{"textDocument":{"uri":"\#(uri)","languageId":"yaml","version":1,"text":""}}"#)
    var (line, column) = (0, 0)
    var expected = ["1 ok"]
    for (index, character) in text.enumerated() {
      let place = #"{"line":\#(line),"character":\#(column)}"#
      let typed = try #require(
        String(data: try JSONSerialization.data(withJSONObject: [String(character)]), encoding: .utf8)
      ).dropFirst().dropLast()
      input += Self.notification(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(uri)","version":\#(index + 2)},"contentChanges":[{"range":{"start":\#(place),"end":\#(place)},"text":\#(typed)}]}"#
      )
      (line, column) = character == "\n" ? (line + 1, 0) : (line, column + String(character).utf16.count)
      guard index % 10 == 9 else { continue }
      input += Self.request(
        index + 100, "textDocument/completion",
        #"{"textDocument":{"uri":"\#(uri)"},"position":{"line":\#(line),"character":\#(column)}}"#)
      expected.append("\(index + 100) ok")
    }
    let (answers, status) = try await talk(input + Self.request(99, "shutdown") + Self.notification("exit"))
    #expect(Set(answers) == Set(expected + ["99 ok"]))
    #expect(answers.count == expected.count + 1)
    #expect(status == 0)
  }
}
