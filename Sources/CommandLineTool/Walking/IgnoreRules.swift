// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The patterns of one `.gitignore`, as gitignore(5) has them.
struct IgnoreRules: Sendable {
  private struct Pattern: Sendable {
    var glob: Glob
    var isNegated: Bool
    var isFolderOnly: Bool
    /// Whether it names a path below the file's folder, and not a name at any depth.
    var isAnchored: Bool
  }

  /// The folder of the file, absolute, without a slash at its end.
  let folder: String
  private let patterns: [Pattern]

  init(_ bytes: [UInt8], folder: String) {
    self.folder = folder
    patterns = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }).compactMap(
      Self.pattern)
  }

  private static func pattern(_ line: Substring) -> Pattern? {
    var text = line
    while text.hasSuffix(" "), !text.hasSuffix("\\ ") { text.removeLast() }
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    let isNegated = text.hasPrefix("!")
    if isNegated { text.removeFirst() }
    let isFolderOnly = text.hasSuffix("/")
    if isFolderOnly { text.removeLast() }
    guard !text.isEmpty else { return nil }
    let isAnchored = text.contains("/")
    if text.hasPrefix("/") { text.removeFirst() }
    return Pattern(
      glob: Glob(escapingBraces(text)), isNegated: isNegated, isFolderOnly: isFolderOnly, isAnchored: isAnchored)
  }

  /// Git knows no braces: they stand for themselves.
  private static func escapingBraces(_ text: Substring) -> String {
    text.contains("{")
      ? text.split(separator: "{", omittingEmptySubsequences: false).joined(separator: "[{]") : String(text)
  }

  /// What the file says of a path below its folder: ignored, taken in again, or nothing.
  func decision(for path: String, isFolder: Bool) -> Bool? {
    guard path.hasPrefix(folder == "/" ? "/" : folder + "/") else { return nil }
    let relative = String(path.dropFirst(folder == "/" ? 1 : folder.utf8.count + 1))
    let name = FileSystem.name(of: relative)
    for pattern in patterns.reversed() {
      if pattern.isFolderOnly && !isFolder { continue }
      if pattern.glob.matches(pattern.isAnchored ? relative : name) { return !pattern.isNegated }
    }
    return nil
  }
}
