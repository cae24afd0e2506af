// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import Testing

struct FrameParserTests {
  private func events(_ parser: inout FrameParser, _ bytes: some Collection<UInt8>) -> [FrameParser.Event] {
    parser.append(Array(bytes)[...])
    var result: [FrameParser.Event] = []
    while let event = parser.next() { result.append(event) }
    return result
  }

  private func bodies(_ stream: String, chunk: Int = .max) -> (bodies: [String], faults: Int) {
    var parser = FrameParser(maximumBodyBytes: 1000)
    var bodies: [String] = []
    var faults = 0
    var rest = Array(stream.utf8)[...]
    while !rest.isEmpty {
      for event in events(&parser, rest.prefix(chunk)) {
        switch event {
        case .body(let body): bodies.append(String(decoding: body, as: UTF8.self))
        case .fault: faults += 1
        }
      }
      rest = rest.dropFirst(min(chunk, rest.count))
    }
    return (bodies, faults)
  }

  static let good = "Content-Length: 2\r\n\r\n{}"

  @Test(
    "bodies and faults of a stream, whatever pieces it comes in",
    arguments: [
      (good, ["{}"], 0),
      (good + good, ["{}", "{}"], 0),
      ("content-length:2\r\n\r\n{}", ["{}"], 0),
      ("CONTENT-LENGTH:   2  \r\n\r\n{}", ["{}"], 0),
      ("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", ["{}"], 0),
      ("Content-Length: 2\r\nX-Other: a:b\r\n\r\n{}", ["{}"], 0),
      ("Content-Length: 2\n\n{}", ["{}"], 0),
      ("\r\n\r\n" + good, ["{}"], 0),
      ("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", ["{}"], 0),
      ("Content-Length: 0\r\n\r\n" + good, ["", "{}"], 0),
      ("Content-Length: 4\r\n\r\n\"é\"", ["\"é\""], 0),
      ("X-Other: 1\r\n\r\n{}" + good, ["{}"], 1),
      ("Content-Length: two\r\n\r\n{}" + good, ["{}"], 1),
      ("Content-Length: -2\r\n\r\n{}" + good, ["{}"], 1),
      ("Content-Length: 99999999999999999999999\r\n\r\n{}" + good, ["{}"], 1),
      ("Content-Length: 1001\r\n\r\n{}" + good, ["{}"], 1),
      ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + good, ["{}"], 1),
      ("GET / HTTP/1.1\r\n\r\n" + good, ["{}"], 1),
      ("garbage without a line's end " + good, ["{}"], 1),
      ("Content-Length: 1\r\n\r\n{}" + good, ["{", "{}"], 1),
      ("{\"text\":\"Content-Length: 7\"}\r\n" + good, ["{}"], 1),
    ])
  func stream(text: String, expected: [String], faults: Int) {
    for chunk in [1, 2, 3, 7, .max] {
      let (bodies, count) = bodies(text, chunk: chunk)
      #expect(bodies == expected, "in pieces of \(chunk)")
      #expect(count == faults, "in pieces of \(chunk)")
    }
  }

  @Test("a length that is too large costs the frames that it swallows only until the body is seen not to be JSON")
  func resynchronize() {
    var parser = FrameParser()
    let swallowed = "{}\(Self.good)"
    let found = events(&parser, "Content-Length: \(swallowed.utf8.count)\r\n\r\n\(swallowed)".utf8)
    #expect(found == [.body(Array(swallowed.utf8))])
    parser.resynchronize(after: Array(swallowed.utf8))
    #expect(parser.next() == .body(Array("{}".utf8)))
    #expect(parser.next() == nil)
    #expect(parser.isBetweenFrames)
  }

  @Test("headers without end are given up, and the next frame is found")
  func endlessHeader() {
    let noise = String(repeating: "x", count: 3 * FrameParser.maximumHeaderBytes)
    #expect(bodies(noise + Self.good, chunk: 1000).bodies == ["{}"])
  }

  @Test("any bytes at all: no trap, no endless loop, and a good frame afterwards is found", arguments: 0..<200)
  func pitfall26Framing(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let pieces = ["Content-Length: ", "5", "\r\n", "\r\n\r\n", "{}", "\n", ":", "content-length", "\u{0}", "é", "12"]
    var parser = FrameParser(maximumBodyBytes: 100)
    for _ in 0..<50 {
      let piece = pieces.randomElement(using: &generator) ?? ""
      _ = events(&parser, piece.utf8)
    }
    // The longest body that the noise may have announced, then something that is no header, then a good frame.
    let tail = String(repeating: " ", count: 100) + "!\r\n" + Self.good
    #expect(events(&parser, tail.utf8).last == .body(Array("{}".utf8)))
  }

  @Test("pieces of any size give the same frames as the whole", arguments: 0..<50)
  func pieces(seed: UInt64) {
    var generator = SeededGenerator(seed)
    var stream: [UInt8] = []
    var expected: [FrameParser.Event] = []
    for _ in 0..<20 {
      let body = (0..<Int.random(in: 0...3000, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      stream += Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
      expected.append(.body(body))
    }
    var parser = FrameParser()
    var found: [FrameParser.Event] = []
    var rest = stream[...]
    while !rest.isEmpty {
      let size = min(rest.count, Int.random(in: 1...5000, using: &generator))
      found += events(&parser, rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    #expect(found == expected)
    #expect(parser.isBetweenFrames)
  }
}
