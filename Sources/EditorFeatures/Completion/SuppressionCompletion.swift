// SPDX-License-Identifier: Apache-2.0
import Analysis
import Rules
import SourceText
import YAMLSyntax

/// What a comment `# wflint: allow(…)` may say at the cursor: its beginning, or the rules in its brackets.
struct SuppressionCompletion {
  private let word: TextRange
  private let isInBrackets: Bool
  /// What the rules of the document's own dialect are about; nil where it is the native one.
  private let ownCategory: RuleCategory?

  /// Nil where the cursor is in no such comment's brackets, and not where they would begin.
  init?(_ document: AnalyzedDocument, _ cursor: CursorContext, _ offset: Int) {
    guard cursor.place == .comment, document.parsed.kind != .other else { return nil }
    let text = document.parsed.text
    let line = text.lines.contentRange(ofLine: text.lines.line(at: offset), in: text.bytes)
    guard line.start <= offset, offset <= line.end else { return nil }
    var start = offset
    while start > line.start, Self.isWord(text.bytes[start - 1]) { start -= 1 }
    var end = offset
    while end < line.end, Self.isWord(text.bytes[end]) { end += 1 }
    word = TextRange(start, end)
    switch document.parsed.kind {
    case .workflow("kubevela"): ownCategory = .kubeVela
    case .workflow("cloudify"): ownCategory = .cloudify
    default: ownCategory = nil
    }
    let before = text[TextRange(line.start, offset)]
    if before.containsBytes(of: "wflint: allow"), let open = before.utf8.lastIndex(of: UInt8(ascii: "(")),
      !before.utf8[open...].contains(UInt8(ascii: ")"))
    {
      isInBrackets = true
      return
    }
    isInBrackets = false
    guard Self.isBeginning(text.bytes, from: line.start, to: start),
      end >= text.count || text.bytes[end] != UInt8(ascii: "(")
    else { return nil }
  }

  /// Whether nothing but `# wflint:` and blanks stands directly before a place.
  private static func isBeginning(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
    var index = end
    func skipBlanks() { while index > start, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 } }
    func take(_ word: String) -> Bool {
      let word = Array(word.utf8)
      guard index - word.count >= start, bytes[index - word.count..<index].elementsEqual(word) else { return false }
      index -= word.count
      return true
    }
    skipBlanks()
    guard take("wflint:") else { return false }
    skipBlanks()
    return take("#")
  }

  func items() -> [CompletionItem] {
    guard isInBrackets else {
      return [
        ("allow", "rules that say nothing of this line, or of the step below"),
        ("allow-file", "rules that say nothing of this file"),
      ].map { word, detail in
        CompletionItem(
          label: word + "(", kind: .keyword, detail: detail, edit: TextEdit(self.word, word + "("),
          snippet: word + "($0)", filterText: word)
      }
    }
    return RuleCatalog.all.map { rule in
      CompletionItem(
        label: rule.name, kind: .enumValue, detail: "\(rule.code) \(rule.summary)", edit: TextEdit(word, rule.name),
        rank: rank(of: rule), resolveKey: "rule:\(rule.code)")
    }
  }

  /// The dialect's own rules come first, those of other dialects last.
  private func rank(of rule: RuleMetadata) -> Int {
    if rule.category == ownCategory { return 0 }
    return rule.category == .kubeVela || rule.category == .cloudify ? 2 : 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }
}

/// The documentation of a completion that asks for it later; nil for a key of another kind.
package func completionDocumentation(for resolveKey: String) -> String? {
  guard resolveKey.hasPrefix("rule:") else { return nil }
  return RuleDocumentation.page(of: String(resolveKey.dropFirst(5)))
}
