// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A comment that silences rules: `# wflint: allow(unknown-step, WF506) reason`.
package struct Suppression: Hashable, Sendable {
  /// What it covers.
  package enum Scope: Hashable, Sendable {
    /// Findings that start in these zero-based lines: its own line, or the ones below it that it stands alone above.
    case lines(ClosedRange<Int>)
    /// The whole file.
    case file
  }

  /// One rule that it names.
  package struct Entry: Hashable, Sendable {
    /// A code or a name, as written.
    package var text: String
    /// Where it stands.
    package var range: TextRange
  }

  /// The whole comment.
  package var range: TextRange
  /// The rules that it names.
  package var entries: [Entry]
  /// What it covers.
  package var scope: Scope

  /// Makes a suppression.
  package init(range: TextRange, entries: [Entry], scope: Scope) {
    self.range = range
    self.entries = entries
    self.scope = scope
  }

  /// Whether the finding starts where this comment speaks.
  package func covers(_ diagnostic: Diagnostic, in text: SourceText) -> Bool {
    switch scope {
    case .file: true
    case .lines(let lines): lines.contains(text.lines.line(at: diagnostic.range.start))
    }
  }

  /// Whether an entry names the finding's rule.
  package static func names(_ entry: Entry, code: String, name: String) -> Bool {
    entry.text == code || entry.text == name
  }
}

extension Suppression {
  /// Reads a comment's text; nil where it is no suppression.
  ///
  /// - Parameters:
  ///   - comment: the comment's bytes in `text`, `#` included.
  ///   - isOwnLine: whether it stands alone on its line, and so speaks of what follows.
  ///   - coveredLines: the zero-based lines that a comment alone on its line covers.
  package init?(comment: TextRange, in text: SourceText, isOwnLine: Bool, coveredLines: ClosedRange<Int>) {
    let bytes = text.bytes
    var index = comment.start
    func skipBlanks() { while index < comment.end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 } }
    func take(_ word: StaticString) -> Bool {
      let count = word.utf8CodeUnitCount
      guard index + count <= comment.end else { return false }
      let matches = word.withUTF8Buffer { unsafe bytes[index..<(index + count)].elementsEqual($0) }
      if matches { index += count }
      return matches
    }
    guard take("#") else { return nil }
    skipBlanks()
    guard take("wflint:") else { return nil }
    skipBlanks()
    let isFile = take("allow-file")
    guard isFile || take("allow") else { return nil }
    guard take("(") else { return nil }
    var entries: [Entry] = []
    while index < comment.end, bytes[index] != 0x29 {
      skipBlanks()
      let start = index
      while index < comment.end, bytes[index] != 0x2C, bytes[index] != 0x29, bytes[index] != 0x20 { index += 1 }
      if index > start { entries.append(Entry(text: text[TextRange(start, index)], range: TextRange(start, index))) }
      skipBlanks()
      guard index < comment.end, bytes[index] == 0x2C else { break }
      index += 1
    }
    let line = text.lines.line(at: comment.start)
    self.init(
      range: comment, entries: entries, scope: isFile ? .file : .lines(isOwnLine ? coveredLines : line...line))
  }
}
