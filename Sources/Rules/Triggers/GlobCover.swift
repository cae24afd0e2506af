// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A glob of a list as the last-match-wins rule sees it.
struct ListedGlob {
  /// What it matches, without the leading `!`.
  let pattern: String
  /// Whether it takes away.
  let isNegated: Bool
  /// Compiled, to be asked for names.
  let glob: Glob

  /// Compiles a glob of a list.
  init(_ text: String) throws(GlobError) {
    glob = try Glob(text)
    isNegated = glob.isNegated
    pattern = isNegated ? String(text.dropFirst()) : text
  }

  /// Whether all that `other` matches is surely matched here too.
  ///
  /// Sure for equal globs, for a name without special characters, and for what ends in `*` or `**` behind plain text; for
  /// the rest the answer is no, though it may be so.
  func covers(_ other: ListedGlob) -> Bool {
    if pattern == other.pattern { return true }
    let own = Array(pattern.utf8)
    let inner = Array(other.pattern.utf8)
    guard !own.contains(0x5C), !inner.contains(0x5C) else { return false }
    // Braces without a choice are plain, but then nothing is lost by silence.
    if !Glob.hasSpecialCharacters(other.pattern) { return glob.matches(other.pattern) }
    guard own.last == 0x2A else { return false }
    let isDeep = own.dropLast().last == 0x2A
    let prefix = own.dropLast(isDeep ? 2 : 1)
    guard !prefix.contains(where: { [0x2A, 0x3F, 0x5B, 0x7B].contains($0) }), inner.starts(with: prefix) else {
      return false
    }
    if isDeep { return true }
    let rest = inner.dropFirst(prefix.count)
    let isFlat = !rest.contains(0x2F) && !zip(rest, rest.dropFirst()).contains { $0 == 0x2A && $1 == 0x2A }
    return isFlat
  }
}
