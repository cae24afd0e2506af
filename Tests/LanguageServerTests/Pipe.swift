// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A pair of file descriptors.
struct DescriptorPair: Sendable {
  let read: Int32
  let write: Int32

  init() throws {
    var pair: [Int32] = [0, 0]
    guard pipe(&pair) == 0 else { throw POSIXError(.EMFILE) }
    read = pair[0]
    write = pair[1]
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Foundation.write(write, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      sent += count
    }
  }

  func closeWriting() { close(write) }
  func closeReading() { close(read) }
}

/// A frame around a body.
func frame(_ body: String) -> String { "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }
