// SPDX-License-Identifier: Apache-2.0
#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What subcommands ask of the file system, in their words.
extension FileSystem {
  /// Larger files are not read (256 MiB); what is analysed is limited further by `SourceText.maximumByteCount`.
  static let maximumByteCount = 256 << 20

  /// The current folder's absolute path.
  static let currentDirectory = currentFolder()

  /// The number of the machine's cores that may be used.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Whether the path leads to a regular file.
  static func isFile(_ path: String) -> Bool { (try? kind(of: path)) == .file }
  /// Whether the path leads to a folder.
  static func isFolder(_ path: String) -> Bool { (try? kind(of: path)) == .folder }

  /// A file's bytes, or why there are none.
  static func contents(of path: String) -> Result<[UInt8], FileError> {
    Result { () throws(FileError) in try read(path, limit: maximumByteCount) }
  }

  /// All of standard input.
  static func readStandardInput() -> Result<[UInt8], FileError> {
    Result { () throws(FileError) in try readAll(descriptor: 0, limit: maximumByteCount, path: "<stdin>") }
  }

  /// Writes a file as a whole, and makes the folder that is to hold it.
  static func writeMakingFolder(_ bytes: [UInt8], to path: String) throws(FileError) {
    try makeFolder(for: path)
    try write(bytes, to: path)
  }

  /// Makes the folder that is to hold a file.
  static func makeFolder(for path: String) throws(FileError) {
    let folder = parent(of: absolutePath(path))
    if !isFolder(folder) {
      var missing: [String] = []
      var current = folder
      while current != "/", !isFolder(current) {
        missing.append(current)
        current = parent(of: current)
      }
      for path in missing.reversed() where mkdir(path, 0o755) != 0 && !isFolder(path) {
        throw FileError(number: errno, .write, path: path)
      }
    }
  }

  /// The path from the root, without `.`, `..` and doubled slashes; links stay as they are.
  static func absolutePath(_ path: String) -> String { PathText.absolute(path, from: currentDirectory) }

  /// The path as people read it: relative to the current folder where it lies below it.
  static func displayPath(_ path: String) -> String { PathText.shown(absolutePath(path), from: currentDirectory) }

  /// The folder that holds a path; `/` for the root.
  static func parent(of path: String) -> String { PathText.folder(path) }
}
