// SPDX-License-Identifier: Apache-2.0

/// Paths and addresses as blueprints write them.
enum BlueprintPath {
  /// The folder of a path with a slash at its end; empty for a bare name.
  static func folder(_ path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? ""
  }

  /// The folders above a folder, the nearest first, at most eight.
  static func foldersAbove(_ folder: String) -> [String] {
    var result: [String] = []
    var current = folder
    while !current.isEmpty, current != "/", result.count < 8 {
      current.removeLast()
      current = Self.folder(current)
      if current == "/" { break }
      result.append(current)
    }
    return result
  }

  /// The last part of a path.
  static func name(_ path: String) -> Substring {
    path.utf8.lastIndex(of: 0x2F).map { path[path.utf8.index(after: $0)...] } ?? path[...]
  }

  /// A relative path from a folder, without `.` and `..` as far as they can be resolved.
  static func joined(_ folder: String, _ path: String) -> String {
    let isAbsolute = path.utf8.first == 0x2F || folder.utf8.first == 0x2F
    let whole = path.utf8.first == 0x2F ? path : folder + path
    guard whole.contains(".") || whole.contains("//") else { return whole }
    var parts: [Substring] = []
    for part in whole.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// A path with a version before its extension: `plugin_1_5.yaml`.
  static func versioned(_ path: String, _ version: DSLVersion) -> String {
    let name = name(path)
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot > name.startIndex else { return "\(path)_1_\(version.minor)" }
    return "\(path[..<dot])_1_\(version.minor)\(path[dot...])"
  }

  /// Whether a text starts with a scheme, as Python's `urlparse` has it.
  static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: 0x3A), colon > text.startIndex else { return false }
    let scheme = text.utf8[..<colon]
    guard let first = scheme.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    return scheme.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
    }
  }

  /// Whether a mapping is meant as a script's path.
  static func isScript(_ text: String) -> Bool {
    text.utf8.contains(0x2F) || hasScriptName(text)
  }

  /// Whether a name ends as scripts' names do.
  static func hasScriptName(_ text: String) -> Bool {
    [".py", ".sh", ".ps1", ".rb", ".bat", ".js", ".pl"].contains { text.hasSuffix($0) }
  }

  /// How a file is named from a folder; both absolute, the folder without a slash at its end.
  static func relative(_ path: String, from folder: String) -> String {
    if path.hasPrefix(folder + "/") { return String(path.dropFirst(folder.count + 1)) }
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let common = commonCount(target, base)
    return String(repeating: "../", count: base.count - common) + target[common...].joined(separator: "/")
  }

  /// How many folders lie between a folder and a file: up to the one that both are in, and down again.
  static func distance(from folder: String, to path: String) -> Int {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    return base.count + target.count - 1 - 2 * commonCount(target, base)
  }

  private static func commonCount(_ target: [Substring], _ base: [Substring]) -> Int {
    var common = 0
    while common < base.count, common + 1 < target.count, base[common] == target[common] { common += 1 }
    return common
  }

  /// Whether a mapping may be a file's path rather than a function of a plugin.
  static func mayBeFile(_ text: String) -> Bool {
    if text.utf8.contains(0x2F) { return true }
    guard let dot = text.utf8.lastIndex(of: 0x2E) else { return !text.utf8.contains(0x20) }
    return (1...4).contains(text.utf8.distance(from: dot, to: text.utf8.endIndex) - 1)
  }
}
