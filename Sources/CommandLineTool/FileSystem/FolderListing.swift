// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What is in a folder.
package struct FolderListing: Hashable, Sendable {
  /// One thing in a folder.
  package struct Entry: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// What it is; a link is a link.
    package let kind: FileKind
  }

  /// What is there but `.` and `..`, by the bytes of the names.
  package let entries: [Entry]
  /// Names that are not UTF-8, repaired with U+FFFD: what has them cannot be reached.
  package let undecodableNames: [String]
  /// Which folder it is.
  package let identity: FileIdentity
}

extension FileSystem {
  /// Lists a folder. With `followingLink` false, a link to a folder is an error.
  package static func list(_ path: String, followingLink: Bool = true) throws(FileError) -> FolderListing {
    guard !path.utf8.contains(0), !path.isEmpty else { throw FileError(.notFound, .list, path: path) }
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followingLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { throw FileError(number: errno, .list, path: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, let folder = fdopendir(descriptor) else {
      let number = errno
      close(descriptor)
      throw FileError(number: number, .list, path: path)
    }
    defer { closedir(folder) }
    var entries: [FolderListing.Entry] = []
    var undecodable: [String] = []
    errno = 0
    while let entry = readdir(folder) {
      // Where it is: the field is an array of a fixed length to the compiler, and reading it copies all of that.
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
      let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      if start[0] == 0x2E, start[1] == 0 || start[1] == 0x2E && start[2] == 0 { continue }
      guard let name = String(validatingCString: start) else {
        undecodable.append(String(cString: start))
        continue
      }
      if let kind = kind(entry.pointee.d_type, PathText.joined(path, name)) {
        entries.append(FolderListing.Entry(name: name, kind: kind))
      }
      errno = 0
    }
    if errno != 0 { throw FileError(number: errno, .list, path: path) }
    entries.sort { PathText.precedes($0.name, $1.name) }
    return FolderListing(
      entries: entries, undecodableNames: undecodable.sorted(), identity: FileIdentity(status))
  }

  /// The kind that the listing says, or, where it does not, the file; nil where that has gone.
  private static func kind(_ type: UInt8, _ path: String) -> FileKind? {
    switch type {
    case UInt8(DT_REG): .file
    case UInt8(DT_DIR): .folder
    case UInt8(DT_LNK): .link
    default: try? kind(of: path, followingLinks: false)
    }
  }
}
