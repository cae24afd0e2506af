// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import Testing

@Suite(.timeLimit(.minutes(20)))
struct ConnectionTests {
  /// Two connections, each the other's client.
  private func pair() throws -> (Connection, Connection, close: @Sendable () -> Void) {
    let there = try DescriptorPair()
    let back = try DescriptorPair()
    let first = Connection(input: back.read, output: there.write)
    let second = Connection(input: there.read, output: back.write)
    return (
      first, second,
      {
        there.closeWriting()
        back.closeWriting()
      }
    )
  }

  @Test("messages arrive in order, answers reach their requests, the end is told")
  func conversation() async throws {
    let (client, server, close) = try pair()
    client.start()
    server.start()
    let serving = Task {
      var methods: [String] = []
      for await message in server.incoming {
        switch message {
        case .request(let ticket, let method, let params):
          if method == "fail" {
            server.reply(ticket, ResponseError(.requestFailed, "as asked", data: Array("1".utf8)))
          } else {
            server.reply(ticket, params ?? Array("null".utf8))
          }
          // A second answer must not go out.
          server.reply(ticket, Array("\"twice\"".utf8))
        case .notification(let method, _): methods.append(method)
        case .end: return methods
        case .cancelled, .fault: methods.append("unexpected")
        }
      }
      return methods
    }
    for number in 0..<100 { client.send(.notification(method: "n\(number)", params: nil)) }
    for number in 0..<20 {
      let result = try await client.request("echo", Array("[\(number)]".utf8))
      #expect(result == Array("[\(number)]".utf8))
    }
    await #expect(throws: ResponseError(.requestFailed, "as asked")) { try await client.request("fail", nil) }
    close()
    #expect(await serving.value == (0..<100).map { "n\($0)" })
    await #expect(throws: ResponseError.self) { try await client.request("late", nil) }
  }

  @Test("a cancellation overtakes what is queued; faults are told in their place; ids in use are refused")
  func queue() async throws {
    let input = try DescriptorPair()
    let output = try DescriptorPair()
    let connection = Connection(input: input.read, output: output.write)
    input.send(frame(#"{"jsonrpc":"2.0","id":1,"method":"a"}"#))
    input.send(frame(#"{"jsonrpc":"2.0","id":"s","method":"b"}"#))
    input.send(frame(#"{"jsonrpc":"2.0","id":1,"method":"c"}"#))
    input.send(frame("{"))
    input.send(frame("[]"))
    input.send("Content-Length: x\r\n\r\n")
    input.send(frame(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"s"}}"#))
    input.send(frame(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}"#))
    input.send(frame(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":7}"#))
    input.send(frame(#"{"jsonrpc":"2.0","method":"d","params":{}}"#))
    input.closeWriting()
    connection.start()
    var seen: [String] = []
    for await message in connection.incoming {
      switch message {
      case .request(let ticket, let method, _):
        seen.append("request \(method)")
        // All has been read by the time the last message is yielded; "s" is known to be cancelled no later than that.
        if method == "a" { #expect(!connection.inFlight.isCancelled(ticket)) }
      case .notification(let method, _): seen.append("notification \(method)")
      case .cancelled(let ticket):
        #expect(connection.inFlight.isCancelled(ticket))
        seen.append("cancelled \(ticket.id)")
      case .fault(let id, let error): seen.append("fault \(id) \(error.code.rawValue)")
      case .end: seen.append("end")
      }
    }
    #expect(
      seen == [
        "request a", "request b", "fault 1 -32600", "fault null -32700", "fault null -32600", "fault null -32700",
        "cancelled \"s\"", "fault null -32600", "notification d", "end",
      ])
    #expect(connection.inFlight.count == 2)
    output.closeReading()
    output.closeWriting()
  }

  @Test("a reader that is gone does not kill the writer")
  func brokenPipe() throws {
    let output = try DescriptorPair()
    let writer = FrameWriter(output.write)
    output.closeReading()
    #expect(!writer.write(Array("{}".utf8)))
    #expect(!writer.write(Array("{}".utf8)))
    output.closeWriting()
  }

  @Test("frames from many threads are whole, also when they are larger than the pipe")
  func manyWriters() async throws {
    let output = try DescriptorPair()
    let connection = Connection(input: output.read, output: output.write)
    connection.start()
    let body = Array((#"""# + String(repeating: "x", count: 200_000) + #"""#).utf8)
    let params = Array("[".utf8) + body + Array("]".utf8)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask { connection.send(.notification(method: "m\(number)", params: params)) }
      }
    }
    output.closeWriting()
    var methods: Set<String> = []
    for await message in connection.incoming {
      if case .notification(let method, let received) = message, received == params { methods.insert(method) }
    }
    #expect(methods.count == 20)
  }

  @Test("however many want to answer a request, one does")
  func oneAnswer() async throws {
    let inFlight = InFlight()
    for _ in 0..<200 {
      let ticket = try #require(inFlight.admit(.number(1)))
      #expect(inFlight.admit(.number(1)) == nil)
      let winners = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { inFlight.finish(ticket) ? 1 : 0 } }
        group.addTask { inFlight.cancel(.number(1)).map { inFlight.finish($0) ? 1 : 0 } ?? 0 }
        return await group.reduce(0, +)
      }
      #expect(winners == 1)
    }
    let old = try #require(inFlight.admit(.number(2)))
    #expect(inFlight.finish(old))
    let new = try #require(inFlight.admit(.number(2)))
    #expect(!inFlight.finish(old), "an answer to an earlier request with the same id is not this one's")
    #expect(inFlight.finish(new))
  }

  @Test("the end of a process is noticed")
  func clientWatch() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["600"]
    try process.run()
    let (ends, feed) = AsyncStream.makeStream(of: Void.self)
    ClientWatch.start(processID: Int(process.processIdentifier), interval: .milliseconds(5)) { feed.finish() }
    // The worker threads of the tests block other signals, and their children inherit that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for await _ in ends {}
  }
}
