// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension FileSystem {
  /// All bytes of a regular file, links followed.
  ///
  /// One that changes meanwhile is read again, and is an error where it never rests: half of one state and half of
  /// another is no file that anybody wrote. Pipes, sockets and devices are refused without waiting for them. More than
  /// `limit` bytes are an error.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try read(path, limit: limit, afterReading: {})
  }

  /// The same; `afterReading` is called between reading and looking whether the file is still as it was.
  package static func read(
    _ path: String, limit: Int, afterReading: () -> Void
  ) throws(FileError) -> [UInt8] {
    guard !path.utf8.contains(0), !path.isEmpty else { throw FileError(.notFound, .read, path: path) }
    for _ in 0..<readingAttempts {
      // Without O_NONBLOCK, opening a pipe waits for its other end.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard descriptor >= 0 else { throw FileError(number: errno, .read, path: path) }
      defer { close(descriptor) }
      let before = try openStatus(descriptor, path)
      switch FileKind(mode: before.st_mode) {
      case .file: break
      case .folder: throw FileError(.isFolder, .read, path: path)
      case .link: throw FileError(.linkLoop, .read, path: path)
      case .special(let what): throw FileError(.isSpecial(what), .read, path: path)
      }
      let expected = Int(clamping: before.st_size)
      if expected > limit { throw FileError(.tooLarge(limit: limit), .read, path: path) }
      let bytes = try readAll(descriptor, expected: expected, limit: limit, path: path)
      afterReading()
      if isUnchanged(before, try openStatus(descriptor, path)) { return bytes }
    }
    throw FileError(.changed, .read, path: path)
  }

  private static let readingAttempts = 3

  private static func openStatus(_ descriptor: Int32, _ path: String) throws(FileError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(number: errno, .read, path: path) }
    return status
  }

  private static func isUnchanged(_ before: stat, _ after: stat) -> Bool {
    #if canImport(Darwin)
      let (first, second) = (before.st_mtimespec, after.st_mtimespec)
    #else
      let (first, second) = (before.st_mtim, after.st_mtim)
    #endif
    return before.st_size == after.st_size && first.tv_sec == second.tv_sec && first.tv_nsec == second.tv_nsec
  }

  /// All bytes of an open descriptor, such as standard input's 0, which may be a pipe or a terminal; `path` is for messages.
  package static func readAll(descriptor: Int32, limit: Int, path: String) throws(FileError) -> [UInt8] {
    try readAll(descriptor, expected: 64 << 10, limit: limit, path: path)
  }

  private static func readAll(
    _ descriptor: Int32, expected: Int, limit: Int, path: String
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than expected, so that the end is seen without another buffer.
    var size = max(512, min(expected, 64 << 20) + 1)
    while true {
      var number: Int32 = 0
      var count = 0
      let start = bytes.count
      let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
        while initialized < buffer.count {
          guard let address = buffer.baseAddress else { return }
          count = systemRead(descriptor, address + initialized, buffer.count - initialized)
          if count > 0 {
            initialized += count
          } else if count < 0, errno == EINTR {
            continue
          } else if count < 0, errno == EAGAIN {
            waitUntilReady(descriptor, Int16(POLLIN))
          } else {
            if count < 0 { number = errno }
            return
          }
        }
      }
      if start == 0 { bytes = chunk } else { bytes.append(contentsOf: chunk) }
      if count < 0 { throw FileError(number: number, .read, path: path) }
      if bytes.count > limit { throw FileError(.tooLarge(limit: limit), .read, path: path) }
      if count == 0 { return bytes }
      size = min(max(bytes.count, 64 << 10), 4 << 20)
    }
  }

  private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Glibc.read(descriptor, buffer, count)
    #endif
  }

  /// Waits until a descriptor that does not block can be read or written.
  static func waitUntilReady(_ descriptor: Int32, _ events: Int16) {
    var request = pollfd(fd: descriptor, events: events, revents: 0)
    _ = poll(&request, 1, -1)
  }
}
