// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads frames from a file descriptor, blocking: for the reader's own thread.
struct FrameReader {
  private let descriptor: Int32
  private var parser: FrameParser
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(_ descriptor: Int32, parser: FrameParser) {
    self.descriptor = descriptor
    self.parser = parser
  }

  /// Waits for the next body or fault; nil at the end of the stream, or where it cannot be read any more.
  mutating func next() -> FrameParser.Event? {
    while true {
      if let event = parser.next() { return event }
      let count = readChunk()
      if count > 0 {
        parser.append(chunk[..<min(count, chunk.count)])
      } else if count < 0, errno == EAGAIN {
        var target = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&target, 1, -1)
      } else if count == 0 || errno != EINTR {
        return nil
      }
    }
  }

  /// See `FrameParser.resynchronize(after:)`.
  mutating func resynchronize(after body: [UInt8]) { parser.resynchronize(after: body) }

  private mutating func readChunk() -> Int {
    chunk.withUnsafeMutableBytes { buffer in read(descriptor, buffer.baseAddress, buffer.count) }
  }
}
