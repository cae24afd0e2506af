// SPDX-License-Identifier: Apache-2.0
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What went wrong with a file, as a sentence that names it.
struct FileError: Error, CustomStringConvertible, Sendable {
  /// The file's path as it was given.
  var path: String
  /// What went wrong.
  var reason: String

  var description: String { "\(path): \(reason)" }

  /// The error of the last system call.
  static func last(_ path: String, _ action: String) -> FileError {
    let code = errno
    let text =
      switch code {
      case ENOENT: "no such file or folder"
      case EACCES, EPERM: "permission denied"
      case EISDIR: "is a folder"
      case ENOTDIR: "a part of the path is no folder"
      case ELOOP: "too many links"
      case ENOSPC: "no space left"
      case EROFS: "the file system is read-only"
      default: String(cString: strerror(code))
      }
    return FileError(path: path, reason: "cannot \(action) it: \(text)")
  }
}

/// The file system, as far as the command line needs it; paths are absolute or relative to the current folder.
enum FileSystem {
  /// Larger files are not read (256 MiB); what is analysed is limited further by `SourceText.maximumByteCount`.
  static let maximumByteCount = 256 << 20

  // MARK: Asking

  private static func status(_ path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }

  /// Whether there is something at the path; a broken link is nothing.
  static func exists(_ path: String) -> Bool { status(path) != nil }
  /// Whether the path leads to a regular file.
  static func isFile(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false }
  /// Whether the path leads to a folder.
  static func isFolder(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  /// The number of the machine's cores that may be used.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  // MARK: Reading

  /// A file's bytes, up to its end at the time of reading: a file that grows or shrinks meanwhile is no error.
  static func read(_ path: String) -> Result<[UInt8], FileError> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(.last(path, "open")) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { return .failure(.last(path, "read")) }
    switch information.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .failure(FileError(path: path, reason: "is a folder, not a file"))
    default: return .failure(FileError(path: path, reason: "is no regular file"))
    }
    return readAll(descriptor, path, expecting: Int(information.st_size))
  }

  /// All of standard input.
  static func readStandardInput() -> Result<[UInt8], FileError> { readAll(0, "<stdin>", expecting: 0) }

  private static func readAll(_ descriptor: Int32, _ path: String, expecting size: Int) -> Result<[UInt8], FileError> {
    guard size <= maximumByteCount else {
      return .failure(FileError(path: path, reason: "is larger than \(maximumByteCount >> 20) MiB"))
    }
    var bytes: [UInt8] = []
    var capacity = max(size + 1, 16_384)
    while true {
      var failure: FileError?
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        var result = Glibc.read(descriptor, buffer.baseAddress, capacity)
        while result < 0, errno == EINTR { result = Glibc.read(descriptor, buffer.baseAddress, capacity) }
        if result < 0 { failure = .last(path, "read") }
        count = max(0, result)
      }
      if let failure { return .failure(failure) }
      if chunk.isEmpty { return .success(bytes) }
      bytes = bytes.isEmpty ? chunk : bytes + chunk
      guard bytes.count <= maximumByteCount else {
        return .failure(FileError(path: path, reason: "is larger than \(maximumByteCount >> 20) MiB"))
      }
      capacity = max(65_536, size + 1 - bytes.count)
    }
  }

  // MARK: Writing

  /// Replaces a file's bytes as a whole: into a new file beside it, then by renaming. The mode is kept, a link is
  /// followed, and a failure leaves the old file as it was. Missing folders are made.
  static func writeAtomically(_ bytes: [UInt8], to path: String) -> Result<Void, FileError> {
    let target = resolvingLink(path)
    if let failure = makeFolder(parent(of: absolutePath(target))) { return .failure(failure) }
    let mode = status(target).map { $0.st_mode & 0o7777 } ?? 0o644
    let temporary = target + ".wflint-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return .failure(.last(path, "write")) }
    var failure: FileError?
    if fchmod(descriptor, mode) != 0 || !write(bytes, to: descriptor) || fsync(descriptor) != 0 {
      failure = .last(path, "write")
    }
    if close(descriptor) != 0, failure == nil { failure = .last(path, "write") }
    if failure == nil, rename(temporary, target) != 0 { failure = .last(path, "replace") }
    if let failure {
      unlink(temporary)
      return .failure(failure)
    }
    return .success(())
  }

  /// Writes all bytes; false where the other end is gone or the disk is full.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      offset += written
    }
    return true
  }

  private static func makeFolder(_ path: String) -> FileError? {
    guard !path.isEmpty, path != "/", !isFolder(path) else { return nil }
    if let failure = makeFolder(parent(of: path)) { return failure }
    return mkdir(path, 0o755) == 0 || isFolder(path) ? nil : .last(path, "make")
  }

  private static func resolvingLink(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
