// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into the bodies of its frames: the base protocol of LSP, headers in the manner of HTTP with a
/// `Content-Length`, an empty line, and that many bytes.
///
/// Header names count in any case, other headers are skipped, and lines may end in LF alone. After a malformed header
/// the parser looks for the next `Content-Length: n` at the end of a line: no string of a JSON text can hold a raw line
/// break, so that cannot be a part of a body. Nothing is ever thrown, and nothing stops the stream.
package struct FrameParser {
  /// What was found next.
  package enum Event: Hashable, Sendable {
    /// A whole body.
    case body([UInt8])
    /// Headers that make no sense, with the reason; what follows up to the next good frame is skipped.
    case fault(String)
  }

  /// The longest header block in bytes.
  package static let maximumHeaderBytes = 8 << 10

  private enum State {
    case headers
    case body(Int)
    case lost
  }

  private let maximumBodyBytes: Int
  private var state = State.headers
  private var buffer: [UInt8] = []
  /// Where the unread part of `buffer` starts.
  private var start = 0

  /// Makes a parser that treats a frame with a body of more than `maximumBodyBytes` as malformed.
  package init(maximumBodyBytes: Int = 128 << 20) { self.maximumBodyBytes = maximumBodyBytes }

  /// Whether the stream could end here: nothing of another frame has been read.
  package var isBetweenFrames: Bool {
    guard case .headers = state else { return false }
    return buffer[start...].allSatisfy { $0 == 0x0D || $0 == 0x0A }
  }

  /// Takes more bytes of the stream.
  package mutating func append(_ chunk: ArraySlice<UInt8>) {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      start = 0
    } else if start > 1 << 16 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer.append(contentsOf: chunk)
  }

  /// The next body or fault; nil until more bytes come. Complexity: O(bytes consumed).
  package mutating func next() -> Event? {
    while true {
      switch state {
      case .body(let length):
        guard buffer.count - start >= length else {
          buffer.reserveCapacity(start + length)
          return nil
        }
        let body = Array(buffer[start..<start + length])
        start += length
        state = .headers
        return .body(body)
      case .lost:
        guard let found = Self.findHeader(in: buffer, from: start) else {
          // The end may be the start of a header.
          start = max(start, buffer.count - 64)
          return nil
        }
        start = found
        state = .headers
      case .headers:
        switch readHeaders() {
        case .incomplete: return nil
        case .length(let length): state = .body(length)
        case .fault(let reason):
          state = .lost
          return .fault(reason)
        }
      }
    }
  }

  /// Reads again what may be a frame inside `body`, the last event's, which turned out not to be JSON: its length was
  /// wrong, and swallowed the frames behind it.
  package mutating func resynchronize(after body: [UInt8]) {
    if let found = Self.findHeader(in: body, from: 0) {
      let rest = Array(body[found...]) + buffer[start...]
      buffer = rest
      start = 0
      state = .headers
    }
  }

  private enum Headers {
    case incomplete
    case length(Int)
    case fault(String)
  }

  /// Reads a block of headers with its empty line; moves `start` behind what was understood.
  private mutating func readHeaders() -> Headers {
    while start < buffer.count, buffer[start] == 0x0D || buffer[start] == 0x0A { start += 1 }
    var position = start
    var length: Int?
    while true {
      guard let lineEnd = buffer[position...].firstIndex(of: 0x0A) else {
        guard buffer.count - start > Self.maximumHeaderBytes else { return .incomplete }
        return fault("the headers are longer than \(Self.maximumHeaderBytes) bytes", at: position)
      }
      var line = buffer[position..<lineEnd]
      if line.last == 0x0D { line.removeLast() }
      if line.isEmpty {
        guard let length else { return fault("'Content-Length' is missing", at: lineEnd) }
        start = lineEnd + 1
        return .length(length)
      }
      guard let header = Header(line) else { return fault("a header is malformed", at: position) }
      if header.isContentLength {
        guard let number = header.number, number <= maximumBodyBytes, length == nil || length == number else {
          return fault("'Content-Length' is no number up to \(maximumBodyBytes)", at: position)
        }
        length = number
      }
      position = lineEnd + 1
    }
  }

  /// Gives the headers up; the search for the next ones starts one byte behind `position`, lest it find them again.
  private mutating func fault(_ reason: String, at position: Int) -> Headers {
    start = min(position + 1, buffer.count)
    return .fault(reason)
  }

  /// Where the next line's end `Content-Length: n` starts.
  private static func findHeader(in bytes: [UInt8], from start: Int) -> Int? {
    var search = start
    while let colon = bytes[search...].firstIndex(of: UInt8(ascii: ":")) {
      search = colon + 1
      let name = colon - Header.contentLength.count
      guard name >= start, let lineEnd = bytes[colon...].prefix(64).firstIndex(of: 0x0A) else { continue }
      var line = bytes[name..<lineEnd]
      if line.last == 0x0D { line.removeLast() }
      if let header = Header(line), header.isContentLength, header.number != nil { return name }
    }
    return nil
  }
}

/// One header line.
private struct Header {
  static let contentLength = Array("content-length".utf8)

  let name: [UInt8]
  let value: ArraySlice<UInt8>

  /// Splits a line at its colon; nil where what stands before it is no name.
  init?(_ line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
    name = line[..<colon].map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    guard name.allSatisfy({ $0 == UInt8(ascii: "-") || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) else {
      return nil
    }
    var value = line[(colon + 1)...]
    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
    self.value = value.drop { $0 == 0x20 || $0 == 0x09 }
  }

  var isContentLength: Bool { name == Self.contentLength }

  /// The value as a number without a sign.
  var number: Int? {
    guard value.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
    return Int(String(decoding: value, as: UTF8.self))
  }
}
