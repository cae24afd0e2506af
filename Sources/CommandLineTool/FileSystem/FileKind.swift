// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What a path leads to.
package enum FileKind: Hashable, Sendable {
  /// A regular file.
  case file
  /// A folder.
  case folder
  /// A symbolic link, where links are not followed.
  case link
  /// Something else; the word says what, as `FileError.Kind.isSpecial` does.
  case special(String)

  init(mode: mode_t) {
    switch mode & mode_t(S_IFMT) {
    case mode_t(S_IFREG): self = .file
    case mode_t(S_IFDIR): self = .folder
    case mode_t(S_IFLNK): self = .link
    case mode_t(S_IFIFO): self = .special("a pipe")
    case mode_t(S_IFSOCK): self = .special("a socket")
    default: self = .special("a device")
    }
  }
}

/// One file among all of the system's: two paths with the same identity are one file.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// Access to files by path, as free functions over the C library: no state, no caching.
package enum FileSystem {
  /// What `path` leads to.
  package static func kind(of path: String, followingLinks: Bool = true) throws(FileError) -> FileKind {
    FileKind(mode: try status(of: path, followingLinks: followingLinks).st_mode)
  }

  /// Which file `path` leads to, links followed.
  package static func identity(of path: String) throws(FileError) -> FileIdentity {
    FileIdentity(try status(of: path, followingLinks: true))
  }

  /// Whether something is there, be it a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    (try? status(of: path, followingLinks: false)) != nil
  }

  static func status(of path: String, followingLinks: Bool) throws(FileError) -> stat {
    var result = stat()
    // A NUL would end the path early in C, and name another file.
    guard !path.utf8.contains(0), !path.isEmpty else { throw FileError(.notFound, .read, path: path) }
    let code = followingLinks ? stat(path, &result) : lstat(path, &result)
    guard code == 0 else { throw FileError(number: errno, .read, path: path) }
    return result
  }

  /// The folder that relative paths start from; "." where the system cannot say.
  package static func currentFolder() -> String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(validatingCString: buffer) ?? "."
  }

  /// The absolute path without links, `.` and `..`; the file has to exist.
  package static func resolved(_ path: String) throws(FileError) -> String {
    guard !path.utf8.contains(0), !path.isEmpty else { throw FileError(.notFound, .read, path: path) }
    guard let buffer = realpath(path, nil) else { throw FileError(number: errno, .read, path: path) }
    defer { free(buffer) }
    guard let result = String(validatingCString: buffer) else { throw FileError(.undecodableName, .read, path: path) }
    return result
  }
}
