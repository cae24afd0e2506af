// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension FileSystem {
  /// Replaces the contents of a file, or makes the file, all or nothing.
  ///
  /// The bytes go to a new file in the same folder, to the disk, and then under the name: after a failure at any point the old contents
  /// are there, and no other file is left behind. The mode is kept, and the owner where the system lets; a symbolic link is kept, and the
  /// file that it leads to is replaced. A file that may not be written is refused, although its folder would allow it. With `expected`,
  /// a file whose contents are no longer those is refused too.
  package static func write(_ bytes: [UInt8], to path: String, expecting expected: [UInt8]? = nil) throws(FileError) {
    let target = try linkTarget(of: path)
    let old = try oldFile(target, path: path)
    if let expected {
      let current = try? read(target, limit: expected.count)
      guard current == expected else { throw FileError(.changed, .write, path: path) }
    }
    let (descriptor, temporary) = try openTemporary(beside: target, path: path)
    var number: Int32 = 0
    do throws(FileError) {
      try writeAll(bytes, to: descriptor, path: path)
      if let old {
        // The owner first, as changing it clears bits of the mode. It may fail: then the file belongs to who runs this.
        if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(descriptor, old.st_uid, old.st_gid) }
        if fchmod(descriptor, old.st_mode & 0o7777) != 0 { number = errno }
      }
      if number == 0, fsync(descriptor) != 0, errno != EINVAL { number = errno }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    if close(descriptor) != 0, number == 0 { number = errno }
    if number == 0, rename(temporary, target) != 0 { number = errno }
    guard number == 0 else {
      unlink(temporary)
      throw FileError(number: number, .write, path: path)
    }
    syncFolder(PathText.folder(target))
  }

  /// Makes a file that is not there yet; false where something has the name already, be it a link that leads nowhere, which is left as
  /// it is. After a failure nothing has the name.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw FileError(number: errno, .write, path: path)
    }
    do throws(FileError) {
      try writeAll(bytes, to: descriptor, path: path)
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
    guard close(descriptor) == 0 else {
      let number = errno
      unlink(path)
      throw FileError(number: number, .write, path: path)
    }
    return true
  }

  /// Writes all bytes to a descriptor, such as standard output's 1; a reader that is gone is `FileError.Kind.closedPipe`,
  /// for which the process has to ignore SIGPIPE (`ignoreBrokenPipes`). `path` is for messages.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var number: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let address = buffer.baseAddress {
        let count = systemWrite(descriptor, address + written, buffer.count - written)
        if count > 0 {
          written += count
        } else if count == 0 {
          // Nothing in the standard says what this means; trying for ever would hang.
          number = EIO
          return
        } else if errno == EAGAIN {
          waitUntilReady(descriptor, Int16(POLLOUT))
        } else if errno != EINTR {
          number = errno
          return
        }
      }
    }
    if number != 0 { throw FileError(number: number, .write, path: path) }
  }

  /// Makes writing to a closed pipe an error of the call instead of the end of the process.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer, count)
    #else
      Glibc.write(descriptor, buffer, count)
    #endif
  }

  /// The path that a chain of symbolic links ends at, be there a file or not.
  private static func linkTarget(of path: String) throws(FileError) -> String {
    var target = path
    for _ in 0..<40 {
      guard let status = try? status(of: target, followingLinks: false) else { return target }
      guard FileKind(mode: status.st_mode) == .link else { return target }
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, initialized in
        buffer.withMemoryRebound(to: CChar.self) { buffer in
          if let address = buffer.baseAddress { count = readlink(target, address, buffer.count) }
        }
        initialized = max(0, count)
      }
      guard count > 0, let text = String(validating: bytes, as: UTF8.self) else {
        throw FileError(count < 0 ? .system(errno) : .undecodableName, .write, path: path)
      }
      target = text.hasPrefix("/") ? text : PathText.joined(PathText.folder(target), text)
    }
    throw FileError(.linkLoop, .write, path: path)
  }

  /// What is at the path now; nil for nothing.
  private static func oldFile(_ target: String, path: String) throws(FileError) -> stat? {
    let status: stat
    do throws(FileError) {
      status = try self.status(of: target, followingLinks: false)
    } catch {
      if error.kind == .notFound, !path.isEmpty { return nil }
      throw FileError(error.kind, .write, path: path)
    }
    switch FileKind(mode: status.st_mode) {
    case .file: break
    case .folder: throw FileError(.isFolder, .write, path: path)
    case .link: throw FileError(.linkLoop, .write, path: path)
    case .special(let what): throw FileError(.isSpecial(what), .write, path: path)
    }
    guard access(target, W_OK) == 0 else { throw FileError(number: errno, .write, path: path) }
    return status
  }

  private static func openTemporary(beside target: String, path: String) throws(FileError) -> (Int32, String) {
    let folder = PathText.folder(target)
    // 255 bytes are the most that a name may have.
    let name = String(decoding: PathText.name(target).utf8.prefix(200), as: UTF8.self)
    for attempt in 0..<1000 {
      let temporary = PathText.joined(folder, ".\(name).\(getpid())-\(attempt).tmp")
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno != EEXIST, errno != EINTR { throw FileError(number: errno, .write, path: path) }
    }
    throw FileError(number: EEXIST, .write, path: path)
  }

  /// Makes the new name durable; some file systems cannot, which loses nothing.
  private static func syncFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
