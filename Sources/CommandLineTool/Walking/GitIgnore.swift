// SPDX-License-Identifier: Apache-2.0

/// One line of a `.gitignore`.
private struct GitIgnoreRule: Sendable {
  /// What the line is compared with, and how.
  enum Form: Sendable {
    /// The name, as it is.
    case name([UInt8])
    /// The end of the name.
    case nameEnd([UInt8])
    case nameWildcard(GitWildcard)
    /// The path from the file's folder: a part as it is, then a pattern for the rest or nothing.
    case path(prefix: [UInt8], GitWildcard?)
  }

  let isNegated: Bool
  let isFolderOnly: Bool
  let form: Form

  /// Reads a line without its line break; nil for one that says nothing.
  init?(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, first != 0x23 else { return nil }
    var pattern = Self.withoutTrailingBlanks(line)
    isNegated = pattern.first == 0x21
    if isNegated { pattern = pattern.dropFirst() }
    isFolderOnly = pattern.last == 0x2F
    if isFolderOnly { pattern = pattern.dropLast() }
    guard !pattern.isEmpty else { return nil }
    let special = pattern.firstIndex(where: Self.isSpecial)
    if pattern.contains(0x2F) {
      if pattern.first == 0x2F { pattern = pattern.dropFirst() }
      // git compares what is before the first special character by itself, and takes what follows for a whole
      // pattern: so does this, as it decides what `**` means there.
      let end = special ?? pattern.endIndex
      let rest = pattern[end...]
      form = .path(prefix: Array(pattern[..<end]), rest.isEmpty ? nil : GitWildcard(rest))
    } else if special == nil {
      form = .name(Array(pattern))
    } else if first == 0x2A || (isNegated && pattern.first == 0x2A),
      !pattern.dropFirst().contains(where: Self.isSpecial)
    {
      form = .nameEnd(Array(pattern.dropFirst()))
    } else {
      form = .nameWildcard(GitWildcard(pattern))
    }
  }

  /// Whether the rule speaks of a path, given from the rule's own folder.
  func matches(path: ArraySlice<UInt8>, name: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
    if isFolderOnly, !isFolder { return false }
    switch form {
    case .name(let expected): return name.elementsEqual(expected)
    case .nameEnd(let end): return name.count >= end.count && name.suffix(end.count).elementsEqual(end)
    case .nameWildcard(let wildcard): return wildcard.matches(name)
    case .path(let prefix, let wildcard):
      guard path.starts(with: prefix) else { return false }
      let rest = path.dropFirst(prefix.count)
      guard let wildcard else { return rest.isEmpty }
      return wildcard.matches(rest)
    }
  }

  /// Blanks at the end count only behind a backslash.
  private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end: Int?
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case 0x20: if end == nil { end = index }
      case 0x5C:
        index += 1
        if index >= line.endIndex { return line }
        end = nil
      default: end = nil
      }
      index += 1
    }
    return line[..<(end ?? line.endIndex)]
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == 0x2A || byte == 0x3F || byte == 0x5B || byte == 0x5C
  }
}

/// The rules of one `.gitignore` or of `.git/info/exclude`.
package struct GitIgnoreFile: Sendable {
  private let rules: [GitIgnoreRule]

  /// Reads the file's bytes. Complexity: O(n).
  package init(_ bytes: [UInt8]) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    rules = bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: true).compactMap { line in
      GitIgnoreRule(line.last == 0x0D ? line.dropLast() : line)
    }
  }

  /// Whether it holds no rule.
  package var isEmpty: Bool { rules.isEmpty }

  /// What the last rule that matches says of a path from the file's folder: true for ignored, false for not ignored,
  /// nil where no rule matches. Whether a folder above is ignored is the caller's business.
  package func verdict(path: String, isFolder: Bool) -> Bool? {
    let bytes = Array(path.utf8)
    let name = bytes[(bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...]
    return rules.last { $0.matches(path: bytes[...], name: name, isFolder: isFolder) }.map { !$0.isNegated }
  }
}
