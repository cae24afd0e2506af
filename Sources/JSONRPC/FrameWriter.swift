// SPDX-License-Identifier: Apache-2.0
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes whole frames to a file descriptor, from any thread, one after the other.
///
/// A write waits while the other side does not read; the reader never writes, so that cannot become a dead lock. When
/// the other side is gone (`EPIPE`) the writer closes, and what comes later is dropped.
package final class FrameWriter: Sendable {
  private let descriptor: Int32
  private let isClosed = Mutex(false)

  /// Makes a writer on an open file descriptor, which it does not own. `SIGPIPE` is ignored from now on, for the whole
  /// process: it would kill a server whose client has left.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes one frame. Returns whether the other side is still there.
  @discardableResult
  package func write(_ body: [UInt8]) -> Bool {
    var frame: [UInt8] = []
    frame.reserveCapacity(body.count + 40)
    frame.append(contentsOf: "Content-Length: \(body.count)\r\n\r\n".utf8)
    frame.append(contentsOf: body)
    return isClosed.withLock { isClosed in
      if isClosed { return false }
      if !writeAll(frame) { isClosed = true }
      return !isClosed
    }
  }

  private func writeAll(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0, errno == EAGAIN {
          var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = systemPoll(&poll)
        } else if count == 0 || errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private func systemPoll(_ target: inout pollfd) -> Int32 { poll(&target, 1, -1) }
}
