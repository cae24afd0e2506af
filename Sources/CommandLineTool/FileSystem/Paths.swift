// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileSystem {
  /// The current folder's absolute path.
  static let currentDirectory: String = {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }()

  /// The path from the root, without `.`, `..` and doubled slashes; links stay as they are.
  static func absolutePath(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : currentDirectory + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The path as people read it: relative to the current folder where it lies below it.
  static func displayPath(_ path: String) -> String {
    let absolute = absolutePath(path)
    if absolute == currentDirectory { return "." }
    let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.utf8.count)) : absolute
  }

  /// The folder that holds a path; `/` for the root.
  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
  }
}
