// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Paths as text: slashes part components; nothing here asks the file system.
package enum PathText {
  /// The path without empty and `.` components; `..` stays, as a link may stand before it. "." for an empty path.
  package static func cleaned(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let text = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + text }
    return text.isEmpty ? "." : text
  }

  /// The path from the root, without empty, `.` and `..` components, read from `folder` where it is relative.
  package static func absolute(_ path: String, from folder: String) -> String {
    if isClean(path) {
      if path.utf8.first == 0x2F { return path }
      if isClean(folder), folder.utf8.first == 0x2F { return "\(folder)/\(path)" }
    }
    var parts: [Substring] = []
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether a path has neither an empty component, but for the root before the first, nor one that starts with a dot.
  private static func isClean(_ path: String) -> Bool {
    guard let first = path.utf8.first, path.utf8.last != 0x2F else { return false }
    var isStart = first != 0x2F
    for byte in path.utf8 {
      if isStart, byte == 0x2F || byte == 0x2E { return false }
      isStart = byte == 0x2F
    }
    return true
  }

  /// Whether a path stands before another by the bytes of both.
  package static func precedes(_ first: String, _ second: String) -> Bool {
    withBytes(of: first, second) { first, second in
      guard let left = first.baseAddress, let right = second.baseAddress else { return first.count < second.count }
      let order = memcmp(left, right, min(first.count, second.count))
      return order == 0 ? first.count < second.count : order < 0
    }
  }

  /// Whether a path is that of a folder, which does not end in a slash, with one more component.
  package static func isDirectly(_ path: String, in folder: String) -> Bool {
    withBytes(of: path, folder) { path, folder in
      guard let start = path.baseAddress, let expected = folder.baseAddress, path.count > folder.count + 1,
        path[folder.count] == 0x2F, memcmp(start, expected, folder.count) == 0
      else { return false }
      return !path[(folder.count + 1)...].contains(0x2F)
    }
  }

  private static func withBytes<Result>(
    of first: String, _ second: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let result = first.utf8.withContiguousStorageIfAvailable { first in
      second.utf8.withContiguousStorageIfAvailable { body(first, $0) }
    }
    if case .some(.some(let result)) = result { return result }
    // Text that is not stored as UTF-8 gets a copy that is.
    return Array(first.utf8).withUnsafeBufferPointer { first in
      Array(second.utf8).withUnsafeBufferPointer { body(first, $0) }
    }
  }

  /// How an absolute path is shown to someone in `folder`: relative where it is below it, else as it is.
  package static func shown(_ path: String, from folder: String) -> String {
    if path == folder { return "." }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.utf8.dropFirst(prefix.utf8.count)) ?? path : path
  }

  /// The path that leads from a folder to a file, `../` upwards; both absolute.
  package static func relative(_ path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let start = folder.split(separator: "/")
    var shared = 0
    while shared < min(target.count - 1, start.count), target[shared] == start[shared] { shared += 1 }
    return (Array(repeating: "..", count: start.count - shared) + target[shared...].map(String.init)).joined(
      separator: "/")
  }

  /// A path inside a folder; the folder "." and the empty one leave no trace.
  package static func joined(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    var path = folder
    path.reserveCapacity(folder.utf8.count + 1 + name.utf8.count)
    if folder.utf8.last != 0x2F { path.append("/") }
    path.append(name)
    return path
  }

  /// The last component.
  package static func name(_ path: String) -> String {
    let start = path.utf8.withContiguousStorageIfAvailable { bytes in (bytes.lastIndex(of: 0x2F) ?? -1) + 1 }
    guard let start, start < path.utf8.count else { return path.split(separator: "/").last.map(String.init) ?? path }
    return start == 0 ? path : String(path[path.utf8.index(path.startIndex, offsetBy: start)...])
  }

  /// The folder of a path: what is before its last component, "." where that is nothing.
  package static func folder(_ path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: 0x2F) else { return "." }
    return slash == bytes.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a path is that of `folder` or of something below it; both absolute and without `..`.
  package static func contains(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// Whether the name ends in `.yaml` or `.yml`, in any case.
  package static func isYAML(_ path: String) -> Bool {
    let end = path.utf8.suffix(5).map { $0 | 0x20 }
    return end.elementsEqual(".yaml".utf8.map { $0 | 0x20 })
      || end.suffix(4).elementsEqual(".yml".utf8.map { $0 | 0x20 })
  }
}
