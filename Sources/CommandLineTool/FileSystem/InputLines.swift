// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The lines of a descriptor as they come, for a partner that waits for the answer to each.
struct InputLines {
  /// The longest line, in bytes.
  static let maximumByteCount = 16 << 20

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its break; nil at the end. Waits for it. Throws `tooLarge` where a line does not end in time.
  mutating func next() throws(FileError) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[start..<end]
        start = end + 1
        return line.last == 0x0D ? line.dropLast() : line
      }
      if isAtEnd {
        let line = buffer[start...]
        start = buffer.count
        return line.isEmpty ? nil : line
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard searched <= Self.maximumByteCount else {
        throw FileError(.tooLarge(limit: Self.maximumByteCount), .read, path: "<stdin>")
      }
      try fill()
    }
  }

  private mutating func fill() throws(FileError) {
    var number: Int32 = 0
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { space, initialized in
      while true {
        count = read(descriptor, space.baseAddress, space.count)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
          FileSystem.waitUntilReady(descriptor, Int16(POLLIN))
          continue
        }
        break
      }
      if count < 0 { number = errno }
      initialized = max(0, count)
    }
    if count < 0 { throw FileError(number: number, .read, path: "<stdin>") }
    if count == 0 { isAtEnd = true }
    buffer += chunk
  }
}
